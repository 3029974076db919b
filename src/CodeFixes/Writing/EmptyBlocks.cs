using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Worlds;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The blocks that control may have gone through on its way to a defect, and that do nothing.</summary>
internal static class EmptyBlocks
{
    /// <summary>Those of this file, the last first; and what the test before them asks, where it asks for an object. A test that could come out in one way only is in no trace: those before the loss follow.</summary>
    public static IEnumerable<(BlockSyntax Block, NullQuestion? Asked)> Of(Scene scene, Finding finding)
    {
        var turns = finding.Exits.Where(exit => exit.Turn is not null).Select(exit => (exit.Turn!.Value.Condition, exit.Turn!.Value.Outcome));
        var passed = finding.Steps.Where(step => step is { Kind: StepKind.Branch, Outcome: not null }).Select(step => (step.Where, step.Outcome!.Value)).Reverse();
        return turns.Concat(passed).Where(one => ReferenceEquals(one.Item1.SyntaxTree, scene.Root.SyntaxTree)).Select(one => SideOf(one.Item1, one.Item2)).OfType<BlockSyntax>()
            .Concat(finding.Exits.SelectMany(exit => Before(scene, exit))).Distinct().Select(block => (block, AskedBy(block, scene)));
    }

    /// <summary>The empty blocks of the member that an object is lost in, before it is.</summary>
    static IEnumerable<BlockSyntax> Before(Scene scene, Exit exit)
    {
        if (!ReferenceEquals(exit.Where.SourceTree, scene.Root.SyntaxTree) || scene.Root.FindNode(exit.Where.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>(node => node is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax) is not { } member)
            return [];
        return member.DescendantNodes().OfType<BlockSyntax>().Where(block => block is { Statements.Count: 0, Parent: IfStatementSyntax or ElseClauseSyntax or WhileStatementSyntax or CommonForEachStatementSyntax } && block.SpanStart <= exit.Where.SourceSpan.Start).Reverse();
    }

    static NullQuestion? AskedBy(BlockSyntax block, Scene scene) => (block.Parent is ElseClauseSyntax side ? side.Parent : block.Parent) is IfStatementSyntax test ? NullQuestion.Of(test.Condition, scene) : null;

    static BlockSyntax? SideOf(SyntaxNode condition, bool outcome) => TestsOnTheWay.Turn(condition, outcome)?.Side is BlockSyntax { Statements.Count: 0 } block ? block
        : outcome && condition.Parent is WhileStatementSyntax { Statement: BlockSyntax { Statements.Count: 0 } round } ? round : null;
}
