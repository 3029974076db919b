using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>What a call without source teaches by returning: an assertion holds, an argument was not null. And what its author vouches for.</summary>
sealed partial class Evaluator
{
    /// <summary>Whether it says anything of its parameters. Where the source is in sight, that is asked instead.</summary>
    bool Teaches(IMethodSymbol method) => run.Bodies.Traits.LessonsOf(method).Count > 0 && !IsInSource(method);

    /// <summary>The ways in which the call may return, each with what the attributes of its parameters say.</summary>
    IReadOnlyList<Outcome> Taught(IMethodSymbol method, IReadOnlyList<IArgumentOperation> arguments, World world, Value[] values)
    {
        var outcomes = Outcome.One(world, Value.Unknown);
        foreach (var lesson in run.Bodies.Traits.LessonsOf(method))
            for (var i = 0; i < arguments.Count; i++)
                if (arguments[i].Parameter?.Ordinal == lesson.Ordinal)
                {
                    var (argument, value) = (arguments[i], values[i]);
                    outcomes = outcomes.Then((after, result) => Taught(lesson, argument, after, value, result));
                }

        return outcomes;
    }

    IReadOnlyList<Outcome> Taught(Lesson lesson, IArgumentOperation argument, World world, Value value, Value result)
    {
        switch (lesson.Kind)
        {
            case LessonKind.DoesNotReturnIf:
                return EqualTo(world, value, lesson.When, equal: true).Then((after, ends) => ends.AsBool == true ? Outcome.None : Outcome.One(after, result));
            case LessonKind.NotNull:
                return NotNull(argument, world, value) is { } surely ? Outcome.One(surely, result) : Outcome.None;
            default:
                if (result.AsBool is { } returned)
                    return returned != lesson.When ? Outcome.One(world, result) : NotNull(argument, world, value) is { } known ? Outcome.One(known, result) : Outcome.None;
                Outcome otherwise = new(world, Value.Of(!lesson.When));
                return NotNull(argument, world, value) is { } there ? [new(there, Value.Of(lesson.When)), otherwise] : [otherwise];
        }
    }

    /// <summary>Who writes <c>pool!</c> says that the acquire does not fail here: that null is not held against the program.</summary>
    IReadOnlyList<Outcome> Vouched(IOperation operation, IReadOnlyList<Outcome> outcomes)
        => operation.Syntax.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } ? WithoutUntested(outcomes) : outcomes;

    IReadOnlyList<Outcome> WithoutUntested(IReadOnlyList<Outcome> outcomes) => [.. outcomes.Where(outcome => !IsUntestedNull(outcome.World, outcome.Value))];

    /// <summary>The world in which an argument is not null; null when it is.</summary>
    World? NotNull(IArgumentOperation argument, World world, Value value)
    {
        if (argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref)
            return PlaceOf(argument.Value, world) is { } place ? world.Assume(place, null, equal: false) : world;
        return value.Equal(null) switch
        {
            true => null,
            false => world,
            null => value.Origin is { } origin ? world.Assume(origin, null, equal: false) : world,
        };
    }
}
