using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;
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
        if (first is not null && Told is { } place && IsKeptBy(place, first))
        {
            yield return first.Statement;
            yield break;
        }

        if (FreeStatement.At(draft, finding, call) is { } told)
        {
            // A finally frees on every way, the other one only on those that come by.
            if (first is not null && IsForFinally(first, told) && Seen(first))
                yield return first.Statement;
            if (IsNeedless(told) || IsBehindCall(told.Statement, told.Holder.ToString()))
                yield return told.Statement;
            yield break;
        }

        if (RepeatedCall() is { } repeated)
            yield return repeated;
        foreach (var added in Added())
            yield return added;
        if (Told?.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax ending } second && ending.ArgumentList.Arguments.All(argument => SameValue.IsStable(argument.Expression, Scene.Model)) && IsBehindCall(second, holder: null) && new OnlyArguments(Scene, call.Rule).OfCall(ending))
            yield return second;
        if (first is null || Told is InvocationExpressionSyntax release && call.IsRelease(release))
            yield break;
        foreach (var further in Further(first))
            yield return further.Statement;
        if (Told is not null && !IsAgain(first) && Around.Code(Told) == Around.Code(first.Statement) && Seen(first))
            yield return first.Statement;
    }

    /// <summary>
    /// Whether every way to the free has passed another, or the engine sees all that happens to the object: on a way on which somebody else got it, it sees
    /// nothing any more, and the free may be the only one there.
    /// </summary>
    bool IsNeedless(FreeStatement free) => (FreeStatement.In(Around.Code(free.Statement), draft, call).Any(other => Covers(other, free)) || Seen(free));

    static bool IsForFinally(FreeStatement before, FreeStatement told)
        => told.Statement.Ancestors().OfType<FinallyClauseSyntax>().Any(last => last.Parent is TryStatementSyntax attempt && attempt.Span.Contains(before.Statement.Span) && !last.Span.Contains(before.Statement.Span)) && before.Holder.ToString() == told.Holder.ToString();

    /// <summary>Whether the first free is of a local that has just been put into the field which the other frees: there it is the field's.</summary>
    bool IsKeptBy(SyntaxNode place, FreeStatement before) => Scene.Model.GetSymbolInfo(before.Holder).Symbol is ILocalSymbol local && FieldAt(place) is { } field && Around.Code(place) != Around.Code(before.Statement)
        && Siblings.Of(before.Statement).TakeWhile(other => other != before.Statement).OfType<ExpressionStatementSyntax>().Any(store => store.Expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
            && SymbolEqualityComparer.Default.Equals(Scene.Model.GetSymbolInfo(assignment.Left).Symbol, field) && SymbolEqualityComparer.Default.Equals(Scene.Model.GetSymbolInfo(assignment.Right).Symbol, local));

    IFieldSymbol? FieldAt(SyntaxNode place) => place.AncestorsAndSelf().TakeWhile(node => node is ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax).LastOrDefault()?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
        .Select(name => Scene.Model.GetSymbolInfo(name).Symbol).OfType<IFieldSymbol>().FirstOrDefault(field => call.Rule.Types.Has(field.Type));

    /// <summary>A release that is added to a delegate which comes to one already.</summary>
    IEnumerable<StatementSyntax> Added() => Told is not InvocationExpressionSyntax { Expression: IdentifierNameSyntax invoked } || Scene.Model.GetSymbolInfo(invoked).Symbol is not ILocalSymbol { Type.TypeKind: TypeKind.Delegate } ? []
        : Scene.CodeAround(invoked.SpanStart).DescendantNodes().OfType<ExpressionStatementSyntax>().Where(statement => statement.Expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } added && added.Left.ToString() == invoked.ToString()
            && Scene.Model.GetSymbolInfo(added.Right).Symbol is IMethodSymbol method && call.Rule.RowOf(method)?.Kind == RowKind.Releases);

    /// <summary>Whether it is one statement that runs twice.</summary>
    bool IsAgain(FreeStatement free) => finding.Steps.LastOrDefault(step => step.Kind == StepKind.Use) is { } again && free.Statement.Span.Contains(again.Where.Span) && ReferenceEquals(again.Where.SyntaxTree, free.Statement.SyntaxTree);

    /// <summary>
    /// Whether each way to the statement has passed the very call that gave the object back. Not one of the object's own methods that others may override:
    /// there the override has freed too much.
    /// </summary>
    bool IsBehindCall(StatementSyntax statement, string? holder)
        => new GivingBack(Scene, call.Rule).Before(finding, statement) is { } given && GivingBack.CallOf(given) is { } ending && Siblings.In(Siblings.After(given), statement) is not null && (holder is null || !IsGivenAnother(holder, given, statement))
            && !(ending.Expression is IdentifierNameSyntax && Scene.Model.GetSymbolInfo(ending).Symbol is IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary } own && (own.IsAbstract || own.IsVirtual || own.IsOverride));

    IEnumerable<FreeStatement> Further(FreeStatement before)
    {
        var function = before.Statement.Ancestors().First(node => node is MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax);
        return FreeStatement.In(function, draft, call).Where(other => other.Statement.SpanStart > before.Statement.SpanStart && other.Holder.ToString() == before.Holder.ToString() && IsNeedless(other));
    }

    bool Covers(FreeStatement other, FreeStatement free) => other.Holder.ToString() == free.Holder.ToString()
        && Siblings.In(Siblings.After(other.Statement), free.Statement) is not null && !IsGivenAnother(free.Holder.ToString(), other.Statement, free.Statement);

    bool Seen(FreeStatement free) => Around.Code(free.Statement) is var member && Scene.Model.GetSymbolInfo(free.Holder).Symbol switch
    {
        { } holder and (ILocalSymbol or IParameterSymbol) => new LentOnly(Scene, call.Rule).IsSeen(member, holder),
        // What else a private field may hold is told where its life ends.
        IFieldSymbol { DeclaredAccessibility: Accessibility.Private, ContainingType.DeclaringSyntaxReferences.Length: 1 } field when first is not null && first.Statement != free.Statement && Around.Code(first.Statement) == member && member.Parent is TypeDeclarationSyntax type => new LentOnly(Scene, call.Rule).IsSeen(type, field),
        _ => false,
    };

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

    static bool IsGivenAnother(string holder, StatementSyntax from, StatementSyntax to) => Around.Code(from).DescendantNodes().OfType<AssignmentExpressionSyntax>()
        .Any(assignment => assignment.SpanStart > from.SpanStart && assignment.SpanStart < to.SpanStart && assignment.Left.ToString() == holder);
}
