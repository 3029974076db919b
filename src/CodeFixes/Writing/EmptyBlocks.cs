using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The blocks that control may have gone through on its way to a defect, and that do nothing.</summary>
internal static class EmptyBlocks
{
    /// <summary>Those of this file, the last first; and what the test before them asks, where it asks for an object. A test that could come out in one way only is in no trace: those before the loss follow.</summary>
    public static IEnumerable<(BlockSyntax Block, NullQuestion? Asked)> Of(Scene scene, Finding finding)
    {
        return TestsOnTheWay.Passed(finding).Where(passed => ReferenceEquals(passed.Condition.SyntaxTree, scene.Root.SyntaxTree)).Select(passed => SideOf(passed.Condition, passed.Outcome)).OfType<BlockSyntax>()
            .Concat(finding.Exits.SelectMany(exit => Before(scene, exit))).Distinct().Select(block => (block, AskedBy(block, scene)));
    }

    /// <summary>The empty blocks of the member that an object is lost in, before it is.</summary>
    static IEnumerable<BlockSyntax> Before(Scene scene, Exit exit)
    {
        if (!ReferenceEquals(exit.Where.SourceTree, scene.Root.SyntaxTree) || scene.Root.FindNode(exit.Where.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>(node => node is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax) is not { } member)
            return [];
        return member.DescendantNodes().OfType<BlockSyntax>().Where(block => block is { Statements.Count: 0, Parent: IfStatementSyntax or ElseClauseSyntax or WhileStatementSyntax or CommonForEachStatementSyntax or FinallyClauseSyntax }
            && (block.Parent is FinallyClauseSyntax ? block.Parent.Parent! : block).SpanStart <= exit.Where.SourceSpan.Start).Reverse();
    }

    static NullQuestion? AskedBy(BlockSyntax block, Scene scene) => (block.Parent is ElseClauseSyntax side ? side.Parent : block.Parent) is IfStatementSyntax test ? NullQuestion.Of(test.Condition, scene) : null;

    static BlockSyntax? SideOf(SyntaxNode condition, bool outcome) => TestsOnTheWay.Turn(condition, outcome)?.Side is BlockSyntax { Statements.Count: 0 } block ? block
        : outcome && condition.Parent is WhileStatementSyntax { Statement: BlockSyntax { Statements.Count: 0 } round } ? round : null;
}
