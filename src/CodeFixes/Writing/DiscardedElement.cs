using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The element of a deconstruction that holds the object and is discarded there.</summary>
/// <param name="Discard">The <c>_</c>, with its type where that is written.</param>
/// <param name="Type">What it would hold.</param>
/// <param name="Said">What the element is called where it comes from; null where it is not called anything.</param>
internal sealed record DiscardedElement(SyntaxNode Discard, ITypeSymbol Type, string? Said)
{
    /// <summary>Null where nothing is deconstructed, or not exactly one discarded element can be the object.</summary>
    public static DiscardedElement? Of(ExpressionSyntax value, Scene scene, Finding finding)
        => value.Parent is AssignmentExpressionSyntax assignment && assignment.Right == value && scene.RuleOf(finding) is { } rule
            && Of(assignment.Left, scene.Model.GetTypeInfo(value).Type, scene.Model.GetDeconstructionInfo(assignment).Method).Where(element => rule.Types.Has(element.Type)).ToArray() is [var only] ? only : null;

    /// <summary>Gives it a name.</summary>
    /// <param name="draft">Where it is written.</param>
    /// <param name="nameFor">What something of a type is called.</param>
    public void Name(Draft draft, Func<ITypeSymbol, string> nameFor)
    {
        var name = draft.NewName(Said is { } said ? char.ToLowerInvariant(said[0]) + said.Substring(1) : nameFor(Type), Discard);
        draft.Replace(Discard.Span, Discard is IdentifierNameSyntax ? $"{HeldBack.TypeWord(Type, Discard.SpanStart, draft.Scene)} {name}" : name);
    }

    /// <summary>The discards of a deconstruction, with what they would hold.</summary>
    static IEnumerable<DiscardedElement> Of(ExpressionSyntax target, ITypeSymbol? type, IMethodSymbol? method)
    {
        SyntaxNode[] parts = target switch
        {
            TupleExpressionSyntax tuple => [.. tuple.Arguments.Select(argument => argument.Expression)],
            DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax many } => [.. many.Variables],
            _ => [],
        };
        return ElementsOf(type, method, parts.Length).Zip(parts, (element, part) => DiscardOf(part) is { } discard ? new DiscardedElement(discard, element.Type, element.Name) : null).OfType<DiscardedElement>();
    }

    static SyntaxNode? DiscardOf(SyntaxNode part) => part switch
    {
        IdentifierNameSyntax { Identifier.ValueText: "_" } => part,
        DiscardDesignationSyntax => part,
        DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax discard } => discard,
        _ => null,
    };

    /// <summary>What comes out, from a tuple or by a <c>Deconstruct</c>: an extension's first parameter is what is taken apart.</summary>
    static IReadOnlyList<(ITypeSymbol Type, string? Name)> ElementsOf(ITypeSymbol? type, IMethodSymbol? method, int count)
    {
        (ITypeSymbol, string?)[] elements = method is not null ? [.. method.Parameters.Where(parameter => parameter.RefKind == RefKind.Out).Select(parameter => (parameter.Type, (string?)parameter.Name))]
            : type is INamedTypeSymbol { IsTupleType: true } tuple ? [.. tuple.TupleElements.Select(element => (element.Type, element.IsExplicitlyNamedTupleElement ? element.Name : null))] : [];
        return elements.Length == count ? elements : [];
    }
}
