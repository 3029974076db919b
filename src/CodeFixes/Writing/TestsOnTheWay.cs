using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The tests by which control came to a defect.</summary>
internal static class TestsOnTheWay
{
    /// <summary>Those in this file, the last first.</summary>
    public static IReadOnlyList<IfStatementSyntax> Of(Scene scene, Finding finding)
    {
        return [.. Passed(finding).Select(passed => passed.Condition).Concat(Around(scene, finding)).Concat(Before(scene, finding)).Where(condition => ReferenceEquals(condition.SyntaxTree, scene.Root.SyntaxTree)).Select(TestOf).OfType<IfStatementSyntax>().Distinct()];
    }

    /// <summary>Whether what is lost took the side of a test on which nobody asks for it, while the other one does.</summary>
    public static bool IsMissed(IfStatementSyntax test, Scene scene, Finding finding)
    {
        var names = new HashSet<string>(finding.Exits.Select(exit => exit.Holder).Append(finding.ObjectName).Append(scene.RuleOf(finding) is { } rule ? AcquireCall.Of(scene, rule, finding)?.Burdened(rule)?.ToString() : null).OfType<string>());
        return Passed(finding).Where(passed => ReferenceEquals(passed.Condition.SyntaxTree, test.SyntaxTree)).Select(passed => Turn(passed.Condition, passed.Outcome)).OfType<(IfStatementSyntax Test, StatementSyntax? Side)>()
            .Any(turn => turn.Test == test && !Mentions(turn.Side, names) && Mentions(turn.Side == test.Statement ? test.Else?.Statement : test.Statement, names));
    }

    /// <summary>The conditions on the way and how they came out: those on which the loss hangs, then the others, the last first.</summary>
    public static IEnumerable<(SyntaxNode Condition, bool Outcome)> Passed(Finding finding) => finding.Exits.Where(exit => exit.Turn is not null).Select(exit => exit.Turn!.Value)
        .Concat(finding.Steps.Where(step => step is { Kind: StepKind.Branch, Outcome: not null }).Select(step => (step.Where, step.Outcome!.Value)).Reverse());

    /// <summary>Whether a side of a test does something with one of the names, other than to give it a value.</summary>
    public static bool Mentions(StatementSyntax? side, ICollection<string> names) => side is not null && side.DescendantNodes().OfType<ExpressionSyntax>()
        .Any(part => names.Contains(part.ToString()) && !(part.Parent is AssignmentExpressionSyntax assignment && assignment.Left == part));

    /// <summary>Whether a test sends on those who have an object and stops those who have none the wrong way round: on the empty side the object is asked for, or the full one just leaves.</summary>
    public static bool IsSuspicious(IfStatementSyntax test, Scene scene)
    {
        if (NullQuestion.Of(test.Condition, scene) is not { } question)
            return false;
        var (empty, full) = question.WhenNothing ? (test.Statement, test.Else?.Statement) : (test.Else?.Statement, test.Statement);
        return Wants(empty, question.Asked) || (full is not null && !Wants(full, question.Asked) && Leaves(full));
    }

    /// <summary>The test that a condition decides when it comes out so, and the side that is taken then: null where that is not written. Null where it decides no <c>if</c>.</summary>
    public static (IfStatementSyntax Test, StatementSyntax? Side)? Turn(SyntaxNode condition, bool outcome)
    {
        for (; condition.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } or ParenthesizedExpressionSyntax || Decides(condition, outcome); condition = condition.Parent!)
            outcome ^= condition.Parent is PrefixUnaryExpressionSyntax;
        return condition.Parent is IfStatementSyntax test ? (test, outcome ? test.Statement : test.Else?.Statement) : null;
    }

    /// <summary>One part that is false makes an "and" false, one that is true makes an "or" true; the last part is asked only where it alone decides.</summary>
    static bool Decides(SyntaxNode part, bool outcome) => part.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.LogicalAndExpression } whole
        && (whole.Right == part || whole.IsKind(outcome ? SyntaxKind.LogicalOrExpression : SyntaxKind.LogicalAndExpression));

    static IEnumerable<SyntaxNode> Around(Scene scene, Finding finding) => !ReferenceEquals(finding.Primary.SourceTree, scene.Root.SyntaxTree) ? []
        : scene.Root.FindNode(finding.Primary.SourceSpan).Ancestors().TakeWhile(node => node is not MemberDeclarationSyntax).OfType<IfStatementSyntax>().Select(test => test.Condition);

    /// <summary>Tests above that ask for the object by its name: of a null nobody tells which of them it passed.</summary>
    static IEnumerable<SyntaxNode> Before(Scene scene, Finding finding)
    {
        if (finding.Defect is not (Defect.MayBeNull or Defect.FreedWithoutAcquire) || !ReferenceEquals(finding.Primary.SourceTree, scene.Root.SyntaxTree))
            return [];
        var place = scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true);
        var names = new HashSet<string>(place.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Select(part => part.ToString()));
        return place.Ancestors().OfType<StatementSyntax>().SelectMany(statement => Siblings.Of(statement).TakeWhile(other => other != statement).Reverse()).OfType<IfStatementSyntax>()
            .Where(test => NullQuestion.Of(test.Condition, scene) is { } question && names.Contains(question.Asked.ToString())).Select(test => test.Condition);
    }

    static IfStatementSyntax? TestOf(SyntaxNode condition)
        => condition.AncestorsAndSelf().TakeWhile(node => node is ExpressionSyntax or PatternSyntax or IfStatementSyntax or ArgumentSyntax or ArgumentListSyntax).OfType<IfStatementSyntax>().FirstOrDefault();

    /// <summary>Whether something is done with it there, other than to give it a value.</summary>
    static bool Wants(StatementSyntax? side, ExpressionSyntax asked) => side is not null && side.DescendantNodes().OfType<ExpressionSyntax>()
        .Any(part => part.RawKind == asked.RawKind && part.ToString() == asked.ToString() && !(part.Parent is AssignmentExpressionSyntax assignment && assignment.Left == part));

    /// <summary>Whether a side of a test ends with a jump.</summary>
    public static bool Leaves(StatementSyntax side) => (side is BlockSyntax { Statements: [.., var last] } ? last : side) is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax or YieldStatementSyntax { Expression: null };
}
