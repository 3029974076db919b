using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The statements that may be a free too many: of what is null, of what was freed already, or a call that only repeats one that freed.</summary>
internal sealed class NeedlessFree(Draft draft, Finding finding, ReleaseCall call)
{
    readonly FreeStatement? first = FreeStatement.First(draft, finding, call);

    Scene Scene => draft.Scene;

    /// <summary>
    /// The free that the finding is told of; where that is a call that comes to a free, the call if it does nothing else or stands there twice; a further
    /// free in the very function that frees first; and the first one, where the second is not written as a statement, but what ends a scope.
    /// </summary>
    public IEnumerable<StatementSyntax> Candidates() => finding.Defect switch
    {
        Defect.FreedTwice => OfTwo(),
        Defect.UsedAfterFree => RepeatedCall() is { } repeated ? [repeated] : [],
        _ => FreeStatement.At(draft, finding, call) is { } told ? [told.Statement] : [],
    };

    IEnumerable<StatementSyntax> OfTwo()
    {
        if (FreeStatement.At(draft, finding, call) is { } told)
        {
            if (IsNeedless(told))
                yield return told.Statement;
            yield break;
        }

        if (RepeatedCall() is { } repeated)
            yield return repeated;
        if (first is null || Told is InvocationExpressionSyntax release && call.IsRelease(release))
            yield break;
        foreach (var further in Further(first))
            yield return further.Statement;
        if (Told is not null && MemberAround(Told) == MemberAround(first.Statement) && Seen(first))
            yield return first.Statement;
    }

    /// <summary>
    /// Whether every way to the free has passed another, or the engine sees all that happens to the object: on a way on which somebody else got it, it sees
    /// nothing any more, and the free may be the only one there.
    /// </summary>
    bool IsNeedless(FreeStatement free) => MemberAround(free.Statement) is { } member && (FreeStatement.In(member, draft, call).Any(other => Covers(other, free)) || Seen(free));

    IEnumerable<FreeStatement> Further(FreeStatement before)
    {
        var function = before.Statement.Ancestors().First(node => node is MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax);
        return FreeStatement.In(function, draft, call).Where(other => other.Statement.SpanStart > before.Statement.SpanStart && other.Holder.ToString() == before.Holder.ToString() && IsNeedless(other));
    }

    bool Covers(FreeStatement other, FreeStatement free) => other.Holder.ToString() == free.Holder.ToString()
        && Siblings.In(Siblings.After(other.Statement), free.Statement) is not null && !IsGivenAnother(free.Holder.ToString(), other.Statement, free.Statement);

    bool Seen(FreeStatement free) => MemberAround(free.Statement) is { } member && Scene.Model.GetSymbolInfo(free.Holder).Symbol is { } holder and (ILocalSymbol or IParameterSymbol) && new LentOnly(Scene, call.Rule).IsSeen(member, holder);

    SyntaxNode? Told => ReferenceEquals(finding.Primary.SourceTree, Scene.Root.SyntaxTree) ? Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true) : null;

    /// <summary>A call that frees somewhere inside, and stands there once before, word for word: right above, where it is one line too many whatever it does; or further up, if it does nothing beside.</summary>
    ExpressionStatementSyntax? RepeatedCall()
    {
        if (Told?.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement || statement.DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault(one => one.ArgumentList.Arguments.Count > 0) is not { } repeated)
            return null;
        var above = Siblings.Of(statement).TakeWhile(other => other != statement).ToArray();
        if (Array.FindLastIndex(above, other => SameText(other, statement)) is not (>= 0 and var earlier))
            return null;
        var isAdjacent = earlier == above.Length - 1;
        var names = repeated.ArgumentList.Arguments.Select(argument => argument.Expression.ToString());
        return isAdjacent || (new OnlyArguments(Scene, call.Rule).OfCall(repeated) && !names.Any(name => IsGivenAnother(name, above[earlier], statement))) ? statement : null;
    }

    static bool SameText(StatementSyntax one, StatementSyntax other) => one.WithoutTrivia().ToString() == other.WithoutTrivia().ToString();

    static MemberDeclarationSyntax? MemberAround(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    static bool IsGivenAnother(string holder, StatementSyntax from, StatementSyntax to) => MemberAround(from) is { } member && member.DescendantNodes().OfType<AssignmentExpressionSyntax>()
        .Any(assignment => assignment.SpanStart > from.SpanStart && assignment.SpanStart < to.SpanStart && assignment.Left.ToString() == holder);
}
