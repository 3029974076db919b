using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>
/// Lists the objects of a body: the acquires it makes itself, and those of the methods it calls, each with its way there. The
/// index of names keeps it from asking for bodies that cannot matter.
/// </summary>
sealed class AcquireFinder(Rule rule, MethodBodies bodies, TouchingNames touching, CancellationToken cancellation)
{
    /// <summary>At most one more than <see cref="Budget.Objects"/>: who gets that many knows that some are left out.</summary>
    public IReadOnlyList<Acquire> In(Body root)
    {
        var found = new List<Acquire>();
        Add(root, root, [], found);
        return found;
    }

    void Add(Body root, Body body, IReadOnlyList<IOperation> path, List<Acquire> found)
    {
        foreach (var call in MethodBodies.Operations(body.Graph).Where(operation => operation is IInvocationOperation or IPropertyReferenceOperation))
        {
            cancellation.ThrowIfCancellationRequested();
            if (found.Count > Budget.Objects)
                return;
            if (call is IInvocationOperation { TargetMethod: var target } && rule.RowOf(target) is { } row)
            {
                if (row.Kind == RowKind.Acquires)
                    found.Add(new(root, path, body, call));
            }
            else if (path.Count < Budget.CallDepth && Callee(call) is { } callee && !IsOn(path, callee) && !ReferenceEquals(callee.Graph, root.Graph))
            {
                Add(root, callee, [.. path, call], found);
            }
        }
    }

    /// <summary>The method whose source runs at a call or at the read of a property.</summary>
    static IMethodSymbol? TargetOf(IOperation call) => call switch
    {
        IInvocationOperation invocation => invocation.TargetMethod,
        IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation { Target: var target } } property when ReferenceEquals(target, property) => null,
        IPropertyReferenceOperation property => property.Property.GetMethod,
        _ => null,
    };

    Body? Callee(IOperation call)
    {
        if (TargetOf(call) is not { } target || target.IsAbstract || target.MethodKind is MethodKind.DelegateInvoke or MethodKind.LocalFunction || target.DeclaringSyntaxReferences.IsEmpty || !touching.Contains((target.AssociatedSymbol ?? target).Name))
            return null;
        var callee = bodies.Of(target, cancellation).FirstOrDefault();
        return callee is null || callee.HasYield ? null : callee;
    }

    static bool IsOn(IReadOnlyList<IOperation> path, Body callee)
        => path.Select(TargetOf).OfType<IMethodSymbol>().Any(target => SymbolEqualityComparer.Default.Equals(MethodBodies.Implementation(target), callee.Symbol));
}
