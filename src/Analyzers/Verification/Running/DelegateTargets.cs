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

    /// <summary>What a member that never changes begins with. One that a constructor gives a value is not known.</summary>
    IEnumerable<Target> Initial(ISymbol member, Link link, int depth) => IsAssignedByConstructor(member.OriginalDefinition) ? [] : bodies.Of(member.OriginalDefinition, cancellation)
        .Where(body => body.Symbol is IFieldSymbol or IPropertySymbol)
        .SelectMany(body => body.Index.Assignments.Select(assignment => (body, assignment.Value)))
        .SelectMany(initial => Find(initial.Value, new Link(link, null, initial.body), depth + 1))
        .Select(target => target with { Level = link.Level });

    bool IsAssignedByConstructor(ISymbol member) => member.ContainingType.Constructors
        .SelectMany(constructor => bodies.Of(constructor, cancellation)).Any(body => body.Index.Assignments.Any(assignment => IdentityComparer.Instance.Equals(assignment.Target, member)));

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
