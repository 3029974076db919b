using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>What is known of the type of a call's receiver from the text of the body alone.</summary>
static class ReceiverTypes
{
    /// <summary>The type of the object itself, where every value it may have is made in sight; null otherwise.</summary>
    public static INamedTypeSymbol? ExactOf(IOperation? instance, Body body, MethodBodies bodies, CancellationToken cancellation) => instance.Unconverted() switch
    {
        IObjectCreationOperation { Type: INamedTypeSymbol made } => made,
        ILocalReferenceOperation { Local: var local } when SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, body.Symbol) => OnlyOne(Assigned(local, body)),
        IFlowCaptureReferenceOperation capture => OnlyOne(Assigned((capture.Id, body.Graph), body)),
        IFieldReferenceOperation { Field: { IsReadOnly: true } field } => Initial(field.OriginalDefinition, bodies, cancellation),
        IPropertyReferenceOperation { Property: { SetMethod: null } property } when bodies.Traits.IsAutoProperty(property) => Initial(property.OriginalDefinition, bodies, cancellation),
        _ => null,
    };

    static IEnumerable<INamedTypeSymbol?> Assigned(object variable, Body body) => body.Index.Assignments
        .Where(assignment => IdentityComparer.Instance.Equals(assignment.Target, variable))
        .Select(assignment => (assignment.Value.Unconverted() as IObjectCreationOperation)?.Type as INamedTypeSymbol);

    static INamedTypeSymbol? Initial(ISymbol member, MethodBodies bodies, CancellationToken cancellation)
    {
        if (member.ContainingType.Constructors.SelectMany(constructor => bodies.Of(constructor, cancellation)).Any(body => body.Index.Assignments.Any(assignment => IdentityComparer.Instance.Equals(assignment.Target, member))))
            return null;
        return OnlyOne(bodies.Of(member, cancellation).Where(body => body.Symbol is IFieldSymbol or IPropertySymbol).SelectMany(body => Assigned(member, body)));
    }

    static INamedTypeSymbol? OnlyOne(IEnumerable<INamedTypeSymbol?> types)
    {
        var all = types.Distinct<INamedTypeSymbol?>(SymbolEqualityComparer.Default).Take(2).ToArray();
        return all is [{ } only] ? only : null;
    }
}
