using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Makes a block of an arrow first, where a remedy needs statements.</summary>
internal sealed class InBlock(Remedy inner) : Remedy
{
    public override string Key => inner.Key;

    public override string Title(Finding finding) => inner.Title(finding);

    public override bool Suits(Finding finding) => inner.Suits(finding) && ArrowOf(finding) is not null;

    public override bool IsLastResort => true;

    /// <summary>Behind all that do without.</summary>
    public override int Rank(Scene scene, Finding finding) => int.MaxValue;

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        if (ArrowOf(trial.Finding) is not { } arrow || !ReferenceEquals(arrow.SyntaxTree, trial.Scene.Root.SyntaxTree)
            || await WrittenAsync(trial.Scene, draft => arrow is LambdaExpressionSyntax lambda ? ArrowWriter.Unfold(draft, lambda) : ArrowWriter.Unfold(draft, (ArrowExpressionClauseSyntax)arrow), trial.Cancellation).ConfigureAwait(false) is not { } unfolded)
            return null;
        var position = unfolded.Map(trial.Finding.Primary.SourceSpan.Start);
        if (unfolded.After.ShownAt(position).FirstOrDefault(IsSame) is not { } same || await inner.SettleAsync(new(unfolded.After, same, IsWhole: false, trial.Cancellation)).ConfigureAwait(false) is not { } settled)
            return null;
        return unfolded.Then(settled, trial.Scene.Text) is var whole && Judge.Settles(trial, whole) ? whole : null;

        bool IsSame(Finding other) => other.Defect == trial.Finding.Defect && other.Rule == trial.Finding.Rule && other.Primary.SourceSpan.Start == position;
    }

    /// <summary>The arrow that the finding is told in, of a member or of a lambda, or that of the method that it is told of.</summary>
    static SyntaxNode? ArrowOf(Finding finding)
    {
        var place = finding.Primary.SourceTree?.GetRoot().FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true);
        return place is MethodDeclarationSyntax { ExpressionBody: { } whole } ? whole
            : place?.Ancestors().TakeWhile(node => node is not (MemberDeclarationSyntax or BlockSyntax)).FirstOrDefault(node => node is ArrowExpressionClauseSyntax or LambdaExpressionSyntax { ExpressionBody: not null });
    }
}
