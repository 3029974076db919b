using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Worlds;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The blocks that control went through on its way to a defect, and that do nothing.</summary>
internal static class EmptyBlocks
{
    /// <summary>Those of this file, the last first; and what the test before them asks, where it asks for an object.</summary>
    public static IEnumerable<(BlockSyntax Block, NullQuestion? Asked)> Of(Scene scene, Finding finding)
    {
        var turns = finding.Exits.Where(exit => exit.Turn is not null).Select(exit => (exit.Turn!.Value.Condition, exit.Turn!.Value.Outcome));
        var passed = finding.Steps.Where(step => step is { Kind: StepKind.Branch, Outcome: not null }).Select(step => (step.Where, step.Outcome!.Value)).Reverse();
        return turns.Concat(passed).Where(one => ReferenceEquals(one.Item1.SyntaxTree, scene.Root.SyntaxTree))
            .Select(one => (Block: SideOf(one.Item1, one.Item2), Condition: one.Item1)).Where(one => one.Block is not null)
            .GroupBy(one => one.Block).Select(group => (group.Key!, AskedBy(group.Key!, scene)));
    }

    static NullQuestion? AskedBy(BlockSyntax block, Scene scene) => (block.Parent is ElseClauseSyntax side ? side.Parent : block.Parent) is IfStatementSyntax test ? NullQuestion.Of(test.Condition, scene) : null;

    static BlockSyntax? SideOf(SyntaxNode condition, bool outcome) => TestsOnTheWay.Turn(condition, outcome)?.Side is BlockSyntax { Statements.Count: 0 } block ? block : null;
}
