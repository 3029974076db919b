using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Moves a statement further down in its own list of statements.</summary>
internal sealed class MoveWriter(Draft draft, ReleaseCall call, Finding finding)
{
    SemanticModel Model => draft.Scene.Model;

    /// <summary>A free, behind the last statement that names what it freed. False where the use is not below the free in one list.</summary>
    public bool BehindLastUse()
    {
        if (!ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree))
            return false;
        var use = draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true);
        var free = FreeStatement.First(draft, finding, call);
        if ((free is null ? null : Siblings.Around(free.Statement)) is not { } moved || !IsFreeAlone(moved))
            return BehindUseByCall(use);
        var below = Siblings.After(moved);
        // What goes wrong in a function that is called is told at the call.
        if (Siblings.In(below, use) is null && finding.Steps.LastOrDefault(step => step.Kind == StepKind.Use)?.Where is { } inside && ReferenceEquals(inside.SyntaxTree, moved.SyntaxTree) && Siblings.In(below, inside) is not null)
            use = inside;
        var first = Siblings.In(below, use);
        // A use that is told at a call is below the free in what is called.
        if (first is null && Around.Code(use) == Around.Code(moved))
            return false;
        var names = (first is null ? [] : Names(use)).Concat(Names(free!.Holder)).ToArray();
        return UntilGivenAnother(below, free!.Holder).LastOrDefault(statement => statement == first || names.Any(name => Mentions(statement, name))) is { } last && Move(moved, last);
    }

    /// <summary>What stands before the place is given something else, which is made without the help of what is freed.</summary>
    IEnumerable<StatementSyntax> UntilGivenAnother(IEnumerable<StatementSyntax> below, ExpressionSyntax holder)
    {
        var place = Model.GetSymbolInfo(holder).Symbol;
        return place is null ? below : below.TakeWhile(statement => !(statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment }
            && assignment.Left.ToString() == holder.ToString() && SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(assignment.Left).Symbol, place)
            && !assignment.Right.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(name).Symbol, place))));
    }

    /// <summary>A call that does nothing but to give the object back, likewise.</summary>
    bool BehindUseByCall(SyntaxNode use)
    {
        if (new GivingBack(draft.Scene, call.Rule).Before(finding, use) is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax ending } given || !new OnlyArguments(draft.Scene, call.Rule).OfCall(ending))
            return false;
        var (below, names) = (Siblings.After(given), Names(use).ToArray());
        return Siblings.In(below, use) is { } first && below.LastOrDefault(statement => statement == first || names.Any(name => Mentions(statement, name))) is { } last && Move(given, last);
    }

    /// <summary>Takes a free out that comes too early for all ways: the frees before the ways out follow. False where somebody unseen may get the object.</summary>
    public bool TakeOut()
    {
        var statement = finding.Defect == Defect.OutOfOrder ? Early() : FreeStatement.First(draft, finding, call)?.Statement;
        if (statement?.Expression is not InvocationExpressionSyntax free || Model.GetSymbolInfo(free).Symbol is not IMethodSymbol method || draft.Scene.Book.PartnerAt(method) is not { } partner
            || AnyRelease.Of(free, draft.Scene) is not { } holder || Model.GetSymbolInfo(holder).Symbol is not ILocalSymbol local || !new LentOnly(draft.Scene, partner.Rule).IsSeen(Around.Code(free), local))
            return false;
        draft.Remove(statement);
        return true;
    }

    ExpressionStatementSyntax? Early() => ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree)
        ? draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionStatementSyntax>() : null;

    /// <summary>What comes too early, behind the last free that has to come before it; false where none follows.</summary>
    public bool BehindOther()
    {
        if (Early() is not { } statement)
            return false;
        var moved = Siblings.Around(statement)!;
        if (moved != statement && !IsFreeAlone(moved))
            return false;
        return Siblings.After(moved).LastOrDefault(other => call.FreedBy(other) is { } holder && (finding.ObjectName is null || holder == finding.ObjectName)) is { } last
            && Move(moved, last);
    }

    bool Move(StatementSyntax moved, StatementSyntax last)
    {
        if (MayLeaveWithout(moved, last))
            return false;
        draft.Keeps(moved);
        var text = draft.Lift(moved);
        var (value, name) = ValueOf(last);
        if (name is null)
        {
            draft.After(last, [text]);
            return Siblings.After(last).Count > 0 || !EndsInJump(last);
        }

        if (value is null || HeldBack.Local(value, name, keepsType: last is ReturnStatementSyntax, draft.Scene) is not { } local)
            return false;
        draft.Before(last, [local.Declaration, text]);
        draft.Replace(value.Span, local.Name);
        return true;
    }

    /// <summary>A way out in between gets a free of its own only where the engine sees that it needs one: not after somebody else got the object.</summary>
    bool MayLeaveWithout(StatementSyntax moved, StatementSyntax last)
    {
        var passed = Siblings.After(moved).TakeWhile(statement => statement != last).Append(last).ToArray();
        if (!passed.SelectMany(statement => statement.DescendantNodesAndSelf()).Any(node => node != last && node is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax))
            return false;
        var freed = moved.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Select(free => AnyRelease.Of(free, draft.Scene)).FirstOrDefault(holder => holder is not null);
        var names = (freed ?? (SyntaxNode)moved).DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => Model.GetSymbolInfo(name).Symbol).Where(symbol => symbol is ILocalSymbol or IParameterSymbol).OfType<ISymbol>().ToArray();
        return names.Length == 0 || !names.All(name => new LentOnly(draft.Scene, call.Rule).IsSeen(Around.Code(moved), name));
    }

    /// <summary>The value that a statement leaves with, and what a local for it is called: a walk of an iterator may end with what is yielded.</summary>
    static (ExpressionSyntax? Value, string? Name) ValueOf(StatementSyntax last) => last switch
    {
        ReturnStatementSyntax jump => (jump.Expression, "result"),
        ThrowStatementSyntax jump => (jump.Expression, "exception"),
        YieldStatementSyntax { Expression: { } value } => (value, "result"),
        _ => (null, null),
    };

    /// <summary>Behind a jump nothing runs.</summary>
    static bool EndsInJump(StatementSyntax last) => last is BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax { Expression: null };

    bool IsFreeAlone(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax => true,
        IfStatementSyntax { Else: null } test => SameValue.IsStable(test.Condition, Model) && call.FreedBy(test) is not null,
        _ => false,
    };

    /// <summary>The variables by which an expression reaches the object.</summary>
    IEnumerable<ISymbol> Names(SyntaxNode node) => node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => Model.GetSymbolInfo(name).Symbol).OfType<ISymbol>()
        .Where(symbol => symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol { IsConst: false });

    bool Mentions(StatementSyntax statement, ISymbol variable) => statement.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Any(name => name.Identifier.ValueText == variable.Name && SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(name).Symbol, variable));
}
