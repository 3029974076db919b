using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using NdisRules.Analyzers.Flow;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// Finds the jump, or the closing brace, by which control leaves a scope. A graph keeps no trace of <c>return;</c>, <c>break;</c>
/// and <c>continue;</c>: an edge just goes elsewhere. So the way is followed once more through the syntax, from the last thing
/// that ran.
/// </summary>
static class ExitFinder
{
    /// <param name="edge">The edge on which the object lost its name.</param>
    /// <param name="body">The body that the edge is in.</param>
    /// <param name="scope">The block in which the name was declared; its end is where the way stops.</param>
    /// <param name="holder">The name.</param>
    public static Exit Find(FlowEdge edge, Body body, SyntaxNode? scope, string? holder)
    {
        var origin = edge.Origin ?? edge.From;
        return Written(origin, edge, holder) ?? Followed(origin, edge, body, scope, holder) ?? AtEnd(scope ?? body.Declaration, holder);
    }

    /// <summary>A <c>return</c> with a value and a <c>throw</c> keep their syntax in the graph.</summary>
    static Exit? Written(BasicBlock origin, FlowEdge edge, string? holder)
    {
        if (origin.ConditionKind != ControlFlowConditionKind.None || origin.BranchValue is not { } value)
            return null;
        foreach (var ancestor in value.Syntax.AncestorsAndSelf())
            switch (ancestor)
            {
                case ReturnStatementSyntax:
                    return new(ExitForm.Return, ancestor.GetLocation(), holder);
                case ThrowStatementSyntax or ThrowExpressionSyntax:
                    return new(ExitForm.Throw, ancestor.GetLocation(), holder);
                case ArrowExpressionClauseSyntax arrow:
                    return new(ExitForm.Return, arrow.Expression.GetLocation(), holder);
                case AnonymousFunctionExpressionSyntax { ExpressionBody: { } expression }:
                    return new(edge.Kind == EdgeKind.Throw ? ExitForm.Throw : ExitForm.Return, expression.GetLocation(), holder);
                case StatementSyntax:
                    return null;
            }

        return null;
    }

    static Exit? Followed(BasicBlock origin, FlowEdge edge, Body body, SyntaxNode? scope, string? holder)
    {
        var way = new Way(scope, body.Declaration, holder);
        if (edge.Outcome is { } outcome)
            return way.AfterCondition(origin.BranchValue!.Syntax, outcome);
        if ((origin.BranchValue ?? origin.Operations.LastOrDefault())?.Syntax is { } last)
            return way.AfterExpression(last);
        return CatchClauseOf(origin, body.Graph) is { } clause ? way.Into(clause.Block) : null;
    }

    /// <summary>An empty block of a bare <c>catch</c> has no syntax of its own; its place among the handlers tells the clause.</summary>
    static CatchClauseSyntax? CatchClauseOf(BasicBlock block, ControlFlowGraph graph)
    {
        foreach (var region in Regions.Around(block))
        {
            if (region.Kind != ControlFlowRegionKind.Catch || region.EnclosingRegion is not { Kind: ControlFlowRegionKind.TryAndCatch } whole)
                continue;
            var inside = graph.Blocks.Where(candidate => whole.NestedRegions[0].Holds(candidate)).SelectMany(candidate => candidate.BranchValue is { } value ? candidate.Operations.Add(value) : candidate.Operations).FirstOrDefault();
            var statement = inside?.Syntax.FirstAncestorOrSelf<TryStatementSyntax>(candidate => candidate.Catches.Count > 0);
            var index = whole.NestedRegions.IndexOf(region) - 1;
            return statement is not null && index < statement.Catches.Count ? statement.Catches[index] : null;
        }

        return null;
    }

    static Exit AtEnd(SyntaxNode node, string? holder) => new(ExitForm.EndOfBlock, LastOf(node).GetLastToken().GetLocation(), holder);

    /// <summary>A program of top-level statements ends with the last of them, whatever types stand behind it.</summary>
    static SyntaxNode LastOf(SyntaxNode node) => node is CompilationUnitSyntax unit ? unit.Members.OfType<GlobalStatementSyntax>().LastOrDefault() ?? node : node;

    /// <summary>The walk through the syntax: what would run next, until it is a jump or the end of the scope.</summary>
    sealed class Way(SyntaxNode? scope, SyntaxNode declaration, string? holder)
    {
        public Exit? AfterExpression(SyntaxNode expression)
            => expression.FirstAncestorOrSelf<StatementSyntax>() is { } statement ? After(statement) : AtEnd(declaration, holder);

        public Exit? AfterCondition(SyntaxNode condition, bool outcome)
        {
            var node = condition;
            for (; node.Parent is ExpressionSyntax parent; node = parent)
                switch (parent)
                {
                    case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression }:
                        outcome = !outcome;
                        break;
                    case ParenthesizedExpressionSyntax:
                        break;
                    case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression }:
                        break; // the edge leaves the condition, so this side has decided it
                    default:
                        return AfterExpression(condition);
                }

            return node.Parent switch
            {
                IfStatementSyntax branch => outcome ? Into(branch.Statement) : branch.Else is { } other ? Into(other.Statement) : After(branch),
                WhileStatementSyntax loop => outcome ? Into(loop.Statement) : After(loop),
                ForStatementSyntax loop => outcome ? Into(loop.Statement) : After(loop),
                DoStatementSyntax loop => After(loop),
                CommonForEachStatementSyntax loop => outcome ? Into(loop.Statement) : After(loop),
                CaseSwitchLabelSyntax { Parent: SwitchSectionSyntax section } when outcome && section.Statements is [{ } first, ..] => Into(first),
                CasePatternSwitchLabelSyntax { Parent: SwitchSectionSyntax section } when outcome && section.Statements is [{ } first, ..] => Into(first),
                WhenClauseSyntax { Parent.Parent: SwitchSectionSyntax section } when outcome && section.Statements is [{ } first, ..] => Into(first),
                _ => AfterExpression(condition),
            };
        }

        public Exit? Into(StatementSyntax statement) => statement switch
        {
            ReturnStatementSyntax => new(ExitForm.Return, statement.GetLocation(), holder),
            ThrowStatementSyntax => new(ExitForm.Throw, statement.GetLocation(), holder),
            BreakStatementSyntax when LeftBy(statement) is { } left && IsInScope(left) => After(left),
            GotoStatementSyntax jump when TargetOf(jump) is { } target => Into(target),
            BreakStatementSyntax => new(ExitForm.Break, statement.GetLocation(), holder),
            ContinueStatementSyntax => new(ExitForm.Continue, statement.GetLocation(), holder),
            GotoStatementSyntax => new(ExitForm.Goto, statement.GetLocation(), holder),
            BlockSyntax { Statements.Count: > 0 } block => Into(block.Statements[0]),
            BlockSyntax or EmptyStatementSyntax or LocalFunctionStatementSyntax => After(statement),
            LocalDeclarationStatementSyntax local when local.Declaration.Variables.All(variable => variable.Initializer is null) => After(statement),
            LabeledStatementSyntax labeled => Into(labeled.Statement),
            _ => null,
        };

        /// <summary>A loop or switch that ends inside the scope ends no name: the way goes on behind it.</summary>
        bool IsInScope(StatementSyntax left) => left != scope && (scope ?? declaration).Span.Contains(left.Span);

        static StatementSyntax? LeftBy(StatementSyntax jump) => jump.Ancestors().OfType<StatementSyntax>()
            .FirstOrDefault(outer => outer is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax);

        /// <summary>A label further down in the same scope; a jump back is not followed, so that the way ends.</summary>
        LabeledStatementSyntax? TargetOf(GotoStatementSyntax jump) => (scope ?? declaration).DescendantNodes().OfType<LabeledStatementSyntax>()
            .FirstOrDefault(label => label.SpanStart > jump.SpanStart && jump.Expression is IdentifierNameSyntax name && label.Identifier.ValueText == name.Identifier.ValueText);

        Exit? After(StatementSyntax statement)
        {
            if (ReferenceEquals(statement, scope))
                return AtEnd(statement, holder);
            switch (statement.Parent)
            {
                case BlockSyntax block:
                    var next = block.Statements.IndexOf(statement) + 1;
                    return next < block.Statements.Count ? Into(block.Statements[next])
                        : ReferenceEquals(block, scope) ? AtEnd(block, holder)
                        : After(block);
                case SwitchSectionSyntax section:
                    var following = section.Statements.IndexOf(statement) + 1;
                    return following < section.Statements.Count ? Into(section.Statements[following]) : null;
                case ElseClauseSyntax { Parent: IfStatementSyntax branch }:
                    return After(branch);
                case CatchClauseSyntax { Parent: TryStatementSyntax attempt }:
                    return After(attempt);
                case FinallyClauseSyntax { Parent: TryStatementSyntax attempt }:
                    return After(attempt);
                case WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax:
                    return AtEnd(statement, holder);
                case StatementSyntax outer:
                    return After(outer);
                case GlobalStatementSyntax:
                    return null;
                default:
                    return AtEnd(statement, holder);
            }
        }
    }
}
