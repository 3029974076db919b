using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Takes a member of an object into a local before the object is given back, and lets those behind use that.</summary>
internal sealed class EarlyRead(Draft draft, Finding finding)
{
    SemanticModel Model => draft.Scene.Model;

    /// <summary>False where the use does more than read a member, or is not below what gives the object back in one list.</summary>
    public bool Write()
    {
        if (!ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree) || ReadAt(draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true)) is not { } read
            || draft.Scene.RuleOf(finding) is not { } rule || new GivingBack(draft.Scene, rule).Before(finding, read) is not { } given || given is UsingStatementSyntax || Siblings.Of(given).Count == 0 || Siblings.In(Siblings.After(given), read) is not { } use)
            return false;
        var passed = Siblings.After(given).TakeWhile(statement => statement != use).Append(use).ToArray();
        if (passed.Take(passed.Length - 1).Any(statement => IsWritten(statement, read)) || HeldBack.Local(read, NameFor(read), keepsType: false, draft.Scene) is not { } local)
            return false;
        draft.Before(given, [local.Declaration]);
        foreach (var same in passed.SelectMany(statement => statement.DescendantNodes()).OfType<MemberAccessExpressionSyntax>().Where(other => other.ToString() == read.ToString() && ReadAt(other) == other))
            draft.Replace(same.Span, local.Name);
        return true;
    }

    /// <summary>A member of a variable, where it is only read.</summary>
    MemberAccessExpressionSyntax? ReadAt(SyntaxNode place)
    {
        var read = place.AncestorsAndSelf().TakeWhile(node => node is ExpressionSyntax).OfType<MemberAccessExpressionSyntax>().FirstOrDefault(member => member.Parent is not InvocationExpressionSyntax call || call.Expression != member);
        return read is not null && SameValue.IsStable(read, Model) && Model.GetSymbolInfo(read).Symbol is IPropertySymbol or IFieldSymbol && !IsTarget(read) ? read : null;
    }

    static bool IsTarget(ExpressionSyntax read) => read.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == read,
        PrefixUnaryExpressionSyntax unary => unary.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.AddressOfExpression,
        PostfixUnaryExpressionSyntax unary => unary.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
        _ => false,
    };

    /// <summary>Whether the variable in it is given something else.</summary>
    static bool IsWritten(StatementSyntax statement, MemberAccessExpressionSyntax read)
        => statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => read.ToString().StartsWith(assignment.Left.ToString(), StringComparison.Ordinal));

    static string NameFor(MemberAccessExpressionSyntax read)
    {
        var name = read.Name.Identifier.ValueText;
        name = char.ToLowerInvariant(name[0]) + name.Substring(1);
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "value";
    }
}
