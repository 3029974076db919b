using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>
/// What a delegate may run, read from the text alone: from the assignments of a local, the argument that a caller gave a parameter,
/// what a method returns, what a field begins with.
/// </summary>
sealed class DelegateTargets(MethodBodies bodies, CancellationToken cancellation)
{
    const int Depth = 8;

    /// <summary>A method, lambda or local function that a delegate may run.</summary>
    /// <param name="Method">What it runs.</param>
    /// <param name="Level">The outermost body of the chain that had to be read to know it.</param>
    internal readonly record struct Target(IMethodSymbol Method, int Level);

    public IReadOnlyList<Target> Of(IOperation? value, Link link) => [.. Find(value, link, 0).Distinct()];

    IEnumerable<Target> Find(IOperation? value, Link link, int depth) => depth > Depth ? [] : value.Unconverted() switch
    {
        IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation lambda } => [new(lambda.Symbol, link.Level)],
        IDelegateCreationOperation { Target: IMethodReferenceOperation reference } => [new(reference.Method, link.Level)],
        IDelegateCreationOperation creation => Find(creation.Target, link, depth + 1),
        IObjectCreationOperation { Arguments: [var function, ..] } creation when Factories.IsLazy(creation.Type as INamedTypeSymbol) => Find(function.Value, link, depth + 1),
        IFlowCaptureReferenceOperation capture => Assigned((capture.Id, link.Body.Graph), link, depth),
        ILocalReferenceOperation local => link.OwnerOf(local.Local) is { } owner ? Assigned(local.Local, owner, depth) : [],
        IParameterReferenceOperation parameter => link.GiverOf(parameter.Parameter) is { Outer: { } caller } owner && ArgumentOf(parameter.Parameter, owner.Call) is { } argument ? Find(argument, caller, depth + 1) : [],
        IFieldReferenceOperation { Field.IsReadOnly: true } field => Initial(field.Field, link, depth),
        IPropertyReferenceOperation { Property: { SetMethod: null } property } when bodies.Traits.IsAutoProperty(property) => Initial(property, link, depth),
        ISimpleAssignmentOperation assignment => Find(assignment.Value, link, depth + 1),
        IInvocationOperation { TargetMethod: { MethodKind: not MethodKind.DelegateInvoke } method } call when !method.ReturnsVoid => Returned(call, method, link, depth),
        _ => [],
    };

    IEnumerable<Target> Assigned(object variable, Link owner, int depth) => owner.Body.Index.Assignments
        .Where(assignment => IdentityComparer.Instance.Equals(assignment.Target, variable))
        .SelectMany(assignment => Find(assignment.Value, owner, depth + 1));

    static IOperation? ArgumentOf(IParameterSymbol parameter, IOperation? call)
        => CalleeFinder.ArgumentsOf(call).FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;

    /// <summary>What a member that never changes begins with: what its declaration gives it, or else each of the constructors.</summary>
    IReadOnlyList<Target> Initial(ISymbol member, Link link, int depth)
    {
        var declared = member.OriginalDefinition;
        var given = declared.ContainingType.Constructors.Where(constructor => constructor.IsStatic == member.IsStatic)
            .SelectMany(constructor => bodies.Of(constructor, cancellation).Where(body => SymbolEqualityComparer.Default.Equals(body.Symbol, constructor) && !IsChained(body)))
            .Select(body => (Body: body, Values: GivenTo(declared, body))).ToArray();
        var initial = bodies.Of(declared, cancellation).Where(static body => body.Symbol is IFieldSymbol or IPropertySymbol).Select(body => (Body: body, Values: GivenTo(declared, body)));
        // Where one constructor leaves it as it is declared, it may be that; where that is nothing, there is nothing to run.
        var found = new List<Target>();
        foreach (var (body, values) in given.Length > 0 && given.All(static one => one.Values.Count > 0) ? given : given.Concat(initial))
            foreach (var value in values)
            {
                var targets = Find(value, new Link(link, null, body), depth + 1).ToArray();
                if (targets.Length == 0 || (body.Symbol is IMethodSymbol && targets.Any(IsPartOfConstructor)))
                    return [];
                found.AddRange(targets.Select(target => target with { Level = link.Level }));
            }

        return found;
    }

    /// <summary>Whether a constructor leaves it to another one of its type to give members their values.</summary>
    static bool IsChained(Body body) => body.Operations.All.Any(operation => operation is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Constructor } chained } && SymbolEqualityComparer.Default.Equals(chained.ContainingType.OriginalDefinition, body.Method?.ContainingType.OriginalDefinition));

    static IReadOnlyList<IOperation> GivenTo(ISymbol member, Body body) => [.. body.Index.Assignments.Where(assignment => IdentityComparer.Instance.Equals(assignment.Target, member)).Select(static assignment => assignment.Value)];

    /// <summary>Whether a lambda shares variables with the constructor that it stands in: what those hold nobody knows later.</summary>
    bool IsPartOfConstructor(Target target) => target.Method is { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } nested && bodies.OfCallee(nested, cancellation)?.Captures.Variables.Count > 0;

    IEnumerable<Target> Returned(IInvocationOperation call, IMethodSymbol method, Link link, int depth)
    {
        if (call.Type?.TypeKind != TypeKind.Delegate || method.DeclaringSyntaxReferences.IsEmpty || bodies.OfCallee(method, cancellation) is not { HasYield: false } callee || link.Runs(callee))
            return [];
        var inner = new Link(link, call, callee);
        return callee.Graph.ReturnedValues()
            .SelectMany(value => Find(value, inner, depth + 1))
            .Select(target => target with { Level = Math.Min(target.Level, link.Level) });
    }
}
