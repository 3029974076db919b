using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.CodeFixes.Writing;

/// <summary>
/// A place that a variable refers to or an index leads to, as an assignment writes it: an element of an array, a field of such an element, whatever a reference was
/// bound to. Nobody says beforehand whether something is there, so it is asked.
/// </summary>
internal static class IndirectPlace
{
    /// <summary>How an assignment writes the place that it fills; null where that is no such place, or saying it once more could mean another one.</summary>
    public static string? FilledBy(AssignmentExpressionSyntax assignment, SemanticModel model)
        => Kind(assignment.Left, model) == Way.Indirect ? assignment.Left.WithoutTrivia().ToString() : null;

    static Way Kind(ExpressionSyntax place, SemanticModel model) => place switch
    {
        ElementAccessExpressionSyntax element => IsPlain(model.GetTypeInfo(element.Expression).Type) && element.ArgumentList.Arguments.All(index => SameValue.IsStable(index.Expression, model)) && Kind(element.Expression, model) != Way.Unknown ? Way.Indirect : Way.Unknown,
        MemberAccessExpressionSyntax member => model.GetSymbolInfo(member).Symbol is IFieldSymbol or IPropertySymbol ? Kind(member.Expression, model) : Way.Unknown,
        ThisExpressionSyntax => Way.Direct,
        IdentifierNameSyntax => model.GetSymbolInfo(place).Symbol switch
        {
            ILocalSymbol { RefKind: not RefKind.None } or IParameterSymbol { RefKind: RefKind.Ref } => Way.Indirect,
            ILocalSymbol or IParameterSymbol or IFieldSymbol or INamedTypeSymbol => Way.Direct,
            _ => Way.Unknown,
        },
        _ => Way.Unknown,
    };

    /// <summary>What has nothing but its elements behind an index: what there is to be written is there to be read.</summary>
    static bool IsPlain(ITypeSymbol? type) => type is IArrayTypeSymbol || type is { Name: "Span" or "List" } && type.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true;

    enum Way
    {
        Unknown,
        Direct,
        Indirect,
    }
}
