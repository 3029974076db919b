using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The call that gives an object back, as its rule has it and as this file would write it.</summary>
internal sealed class ReleaseCall
{
    readonly Scene scene;
    readonly Rule rule;
    readonly IMethodSymbol partner;
    readonly string? receiver;

    ReleaseCall(Scene scene, Rule rule, IMethodSymbol partner, string? receiver)
        => (this.scene, this.rule, this.partner, this.receiver) = (scene, rule, partner, receiver);

    /// <summary>The release for an object whose acquire is near: what was taken from a scope goes back to that scope.</summary>
    public static ReleaseCall? Near(Scene scene, Finding finding)
    {
        if (scene.RuleOf(finding) is { } rule && finding.Acquire is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver } } acquire
            && ReferenceEquals(acquire.SyntaxTree, scene.Root.SyntaxTree) && scene.Model.GetSymbolInfo(acquire).Symbol is IMethodSymbol { IsStatic: false } taken
            && rule.RowOf(taken)?.Kind == RowKind.Acquires && Releases(rule, taken.ContainingType).FirstOrDefault(release => !release.IsStatic) is { } partner)
            return Of(scene, rule, partner, receiver.Identifier.Text);
        return Far(scene, finding);
    }

    /// <summary>The release for an object that was acquired in another method: the first one of the rule.</summary>
    public static ReleaseCall? Far(Scene scene, Finding finding)
        => scene.RuleOf(finding) is { FirstRelease: { } partner } rule ? Of(scene, rule, partner, receiver: null) : null;

    /// <summary>The statement that frees <paramref name="holder"/>, written so that it means the partner at that position; null when no way of writing does.</summary>
    public string? At(int position, string holder)
    {
        var call = $"{partner.Name}({holder})";
        foreach (var text in Spellings(position, holder, call))
            if (SyntaxFactory.ParseExpression(text) is var expression && SymbolEqualityComparer.Default.Equals(Bound(position, expression), partner))
                return text + ";";
        return null;
    }

    /// <summary>Whether <paramref name="holder"/> holds something, in the words of the rule.</summary>
    public string Test(string holder)
        => rule.Text.Rows.FirstOrDefault(row => row.Kind == RowKind.Null && row.Member.StartsWith("P:", StringComparison.Ordinal)) is { } row ? $"!{holder}.{row.Name}" : $"{holder} != null";

    /// <summary>Whether a statement is nothing but a release of this rule, guarded or not; and of what.</summary>
    public string? FreedBy(StatementSyntax statement) => statement switch
    {
        IfStatementSyntax { Else: null, Statement: var inner } => FreedBy(inner),
        BlockSyntax { Statements: [var only] } => FreedBy(only),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments: [var argument] } call }
            when scene.Model.GetSymbolInfo(call).Symbol is IMethodSymbol method && rule.RowOf(method)?.Kind == RowKind.Releases => argument.Expression.ToString(),
        _ => null,
    };

    IEnumerable<string> Spellings(int position, string holder, string call)
    {
        if (!partner.IsStatic)
            return [$"{receiver ?? holder}.{partner.Name}({(receiver is null ? "" : holder)})"];
        var type = partner.ContainingType;
        return [call, $"{type.ToMinimalDisplayString(scene.Model, position)}.{call}", $"{type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{call}"];
    }

    ISymbol? Bound(int position, ExpressionSyntax expression)
        => scene.Model.GetSpeculativeSymbolInfo(position, expression, SpeculativeBindingOption.BindAsExpression).Symbol;

    /// <summary>A release with further arguments needs rows of the rule that say what they are.</summary>
    static ReleaseCall? Of(Scene scene, Rule rule, IMethodSymbol partner, string? receiver)
        => rule.RowOf(partner) is { } row && partner.Parameters.Count(parameter => !parameter.IsOptional) == (row.Slot == Slot.This ? 0 : 1) ? new(scene, rule, partner, receiver) : null;

    static IEnumerable<IMethodSymbol> Releases(Rule rule, INamedTypeSymbol type)
        => type.GetMembers().OfType<IMethodSymbol>().Where(method => rule.RowOf(method)?.Kind == RowKind.Releases);
}
