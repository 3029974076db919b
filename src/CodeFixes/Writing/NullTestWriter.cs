using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Where a missing test for null goes.</summary>
internal enum NullTest
{
    /// <summary>Around a free: nothing is freed where there is nothing.</summary>
    AroundFree,

    /// <summary>Right behind the acquire: the method leaves, as it does when it fails.</summary>
    BehindAcquire,

    /// <summary>The same, before the first use: what a field holds comes from elsewhere.</summary>
    BeforeUse,

    /// <summary>Around a statement that does nothing but use the object.</summary>
    AroundUse,
}

/// <summary>Writes a test for null.</summary>
internal sealed class NullTestWriter(Draft draft, ReleaseCall call, Finding finding)
{
    public bool Write(NullTest form)
    {
        if (!ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree))
            return false;
        var use = draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true);
        return form switch
        {
            NullTest.AroundFree => AroundFree(),
            NullTest.BehindAcquire => BehindAcquire(use),
            NullTest.BeforeUse => Siblings.Around(use) is { } statement && Holder(use) is { } holder && Leave(statement, holder, isBehind: false),
            _ => AroundUse(use),
        };
    }

    bool AroundFree()
    {
        if (FreeStatement.At(draft, finding, call) is not { } free)
            return BehindArrow();
        draft.Guard(free.Statement, call.Test(free.Holder.ToString()));
        return true;
    }

    /// <summary>A member that is nothing but the free gets a block for the test.</summary>
    bool BehindArrow()
    {
        var place = draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true);
        if (place.FirstAncestorOrSelf<ArrowExpressionClauseSyntax>() is not { Expression: InvocationExpressionSyntax free, Parent: MethodDeclarationSyntax method } arrow || call.HolderIn(free) is not { } holder
            || !SameValue.IsStable(holder, draft.Scene.Model) || draft.Scene.Model.GetDeclaredSymbol(method) is not { ReturnsVoid: true })
            return false;
        draft.Unfold(arrow, method.SemicolonToken, $"if ({call.Test(holder.ToString())}){draft.NewLine}", [], []);
        return true;
    }

    bool AroundUse(SyntaxNode use)
    {
        if (use.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement || Holder(use) is not { } holder)
            return false;
        draft.Guard(statement, call.Test(holder));
        return true;
    }

    bool BehindAcquire(SyntaxNode use)
    {
        if (finding.Acquire is not { } acquire || !ReferenceEquals(acquire.SyntaxTree, draft.Scene.Root.SyntaxTree) || Siblings.Around(acquire) is not { } statement
            || FunctionOf(statement) != FunctionOf(use) || GivenTo(statement) is not { } name)
            return false;
        return Leave(statement, name, isBehind: true);
    }

    /// <summary>The one variable or field that the statement gives the object to.</summary>
    static string? GivenTo(StatementSyntax statement) => statement switch
    {
        LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer: not null } variable] } => variable.Identifier.ValueText,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax }, RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment } => assignment.Left.ToString(),
        _ => null,
    };

    bool Leave(StatementSyntax statement, string holder, bool isBehind)
    {
        if (FailingExit.At(statement, isBehind, draft.Scene) is not { } exit)
            return false;
        var test = Release.Guarded(draft, call.TestOfNothing(holder), exit);
        if (isBehind)
            draft.After(statement, [test]);
        else
            draft.Before(statement, [test]);
        return true;
    }

    /// <summary>What the use reaches the object through, as it is written there.</summary>
    string? Holder(SyntaxNode use)
    {
        foreach (var part in use.DescendantNodesAndSelf().Concat(use.Ancestors().TakeWhile(node => node is ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax)).OfType<ExpressionSyntax>())
            if (part.ToString() is var text && (finding.ObjectName is null ? part is IdentifierNameSyntax && IsObject(part) : text == finding.ObjectName) && SameValue.IsStable(part, draft.Scene.Model))
                return text;
        return null;
    }

    bool IsObject(ExpressionSyntax part) => draft.Scene.Model.GetSymbolInfo(part).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol
        && draft.Scene.Model.GetTypeInfo(part).Type is { } type && draft.Scene.RuleOf(finding)?.Types.Has(type) == true;

    static SyntaxNode? FunctionOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax);
}
