using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>How a message speaks of a decision: after "when".</summary>
static class BranchText
{
    const int Longest = 60;

    /// <summary><c>'ready' is true</c>, <c>'nb' is null</c>, <c>'kind' is 1</c>, or that a loop has ended.</summary>
    public static string Of(IOperation condition, bool outcome) => condition.Syntax switch
    {
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: var operand } when condition is not IIsNullOperation => $"'{Short(operand)}' is {(outcome ? "false" : "true")}",
        var syntax when SubjectOfCase(syntax) is { } subject => $"'{Short(subject)}' is {(outcome ? "" : "not ")}{Short(LabelOf(syntax))}",
        { Parent: CommonForEachStatementSyntax loop } syntax when loop.Expression == syntax => outcome ? $"the loop over '{Short(syntax)}' goes on" : $"the loop over '{Short(syntax)}' has ended",
        var syntax => $"'{Short(syntax)}' is {Answer(condition, outcome)}",
    };

    static string Answer(IOperation condition, bool outcome) => condition is IIsNullOperation ? (outcome ? "null" : "not null") : outcome ? "true" : "false";

    /// <summary>What a switch switches on, where the syntax is one of its labels.</summary>
    static SyntaxNode? SubjectOfCase(SyntaxNode syntax) => LabelOf(syntax).Parent switch
    {
        CaseSwitchLabelSyntax { Parent.Parent: SwitchStatementSyntax statement } => statement.Expression,
        CasePatternSwitchLabelSyntax { Parent.Parent: SwitchStatementSyntax statement } label when label.Pattern == LabelOf(syntax) => statement.Expression,
        SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax expression } arm when arm.Pattern == LabelOf(syntax) => expression.GoverningExpression,
        _ => null,
    };

    static SyntaxNode LabelOf(SyntaxNode syntax) => syntax switch
    {
        CaseSwitchLabelSyntax label => label.Value,
        CasePatternSwitchLabelSyntax label => label.Pattern,
        { Parent: ConstantPatternSyntax pattern } => pattern,
        _ => syntax,
    };

    static string Short(SyntaxNode syntax) => syntax.ToString() is { Length: > Longest } text ? text.Substring(0, Longest - 3) + "..." : syntax.ToString();
}
