using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Writes the free of an object that another one is about to take the place of.</summary>
internal sealed class OverwriteWriter(Draft draft, ReleaseCall call, Finding finding, Guard guard)
{
    /// <summary>False where it cannot be told that the new one comes whenever the statement runs.</summary>
    public bool WriteBefore()
    {
        if (Statement() is not { } statement || Release.Of(call, draft, statement.SpanStart, PlaceIn(statement), guard) is not { } lines)
            return false;
        draft.Before(statement, lines);
        return true;
    }

    /// <summary>What is overwritten, as the statement itself writes it.</summary>
    string PlaceIn(StatementSyntax statement) => statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var own } place } } && own.ToString() == finding.ObjectName
        ? place.ToString() : finding.ObjectName!;

    /// <summary>The same for a place that only the assignment itself can say, right there or where a new one takes it that had a name of its own at first.</summary>
    public bool WriteAtPlace()
    {
        if (guard == Guard.None || Statement() is not { } statement)
            return false;
        var filling = statement is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Identifier.ValueText: var fresh }] } ? Siblings.After(statement).FirstOrDefault(later => ValueOf(later) is IdentifierNameSyntax value && value.Identifier.ValueText == fresh)
            : ValueOf(statement)?.Span == finding.Primary.SourceSpan ? statement : null;
        if (filling is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } || IndirectPlace.FilledBy(assignment, draft.Scene.Model) is not { } place || Lines(filling, assignment.Left, place) is not { } lines)
            return false;
        draft.Before(filling, lines);
        return true;

        static ExpressionSyntax? ValueOf(StatementSyntax filling) => filling is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: var value } } ? value : null;
    }

    /// <summary>Of an element the compiler does not remember that it was asked for: what is found gets a name.</summary>
    IReadOnlyList<string>? Lines(StatementSyntax filling, ExpressionSyntax filled, string place)
    {
        var type = draft.Scene.Model.GetTypeInfo(filled).Type;
        if (filled is not ElementAccessExpressionSyntax || type is not { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated })
            return Release.Of(call, draft, filling.SpanStart, place, guard);
        var old = draft.NewName("old", filling);
        return draft.ElementFree(call, filling.SpanStart, type, old) is { } free ? [Release.Guarded(draft, $"{place} is {{ }} {old}", free)] : null;
    }

    /// <summary>Keeps the old one under a name of its own until the new one is there.</summary>
    public bool WriteBehind()
    {
        if (Statement() is not ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment } statement
            || PlaceIn(statement) is var place && call.At(statement.SpanStart, place) is not { } free)
            return false;
        var old = HeldBack.Unused("old", statement, draft.Scene);
        var position = free.LastIndexOf(place, StringComparison.Ordinal);
        var renamed = free.Substring(0, position) + old + free.Substring(position + place.Length);
        var type = draft.Scene.Model.GetTypeInfo(assignment.Left).Type;
        draft.Around(statement, [$"{HeldBack.TypeWord(type, statement.SpanStart, draft.Scene)} {old} = {place};"], [guard == Guard.None ? renamed : Release.Guarded(draft, call.Test(old), renamed)]);
        return true;
    }

    /// <summary>The new one has a name of its own at first: the old one is freed where the new one takes its place.</summary>
    public bool WriteBeforeAssignment()
    {
        if (Statement() is not LocalDeclarationStatementSyntax { Declaration.Variables: [var fresh] } statement)
            return false;
        var taken = Siblings.After(statement).SelectMany(later => later.DescendantNodesAndSelf()).OfType<ExpressionStatementSyntax>().FirstOrDefault(later => later.Expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment
            && (assignment.Left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var own } ? own : assignment.Left).ToString() == finding.ObjectName && assignment.Right is IdentifierNameSyntax value && value.Identifier.ValueText == fresh.Identifier.ValueText);
        if (taken is not { Expression: AssignmentExpressionSyntax { Left: var old } } || Release.Of(call, draft, taken.SpanStart, old.ToString(), guard) is not { } lines)
            return false;
        draft.Before(taken, lines);
        return true;
    }

    /// <summary>Where a flag says elsewhere whether it is to be freed, the flag is asked here too.</summary>
    public bool WriteWhereFlagged()
    {
        if (guard != Guard.None || Statement() is not { } statement || call.At(statement.SpanStart, finding.ObjectName!) is not { } free)
            return false;
        var member = Around.Code(statement);
        var flags = FreeStatement.In(member, draft, call).Where(other => other.Holder.ToString() == finding.ObjectName).SelectMany(other => other.Statement.Ancestors().TakeWhile(node => node != member).OfType<IfStatementSyntax>())
            .SelectMany(test => test.Condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()).Where(flag => draft.Scene.Model.GetSymbolInfo(flag).Symbol is ILocalSymbol { Type.SpecialType: SpecialType.System_Boolean } or IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean })
            .Select(flag => flag.ToString()).Distinct().ToArray();
        if (flags is not [var only])
            return false;
        draft.Before(statement, [Release.Guarded(draft, only, free)]);
        return true;
    }

    /// <summary>A helper that puts a new one into what it is given by reference frees the old one there.</summary>
    public bool WriteInHelper()
    {
        if (!ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree)
            || draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } given
            || given.ArgumentList.Arguments.FirstOrDefault(argument => argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) && argument.Expression.ToString() == finding.ObjectName) is not { } place
            || draft.Scene.Model.GetSymbolInfo(given).Symbol is not IMethodSymbol { DeclaringSyntaxReferences: [var declared] } helper || !ReferenceEquals(declared.SyntaxTree, draft.Scene.Root.SyntaxTree)
            || helper.Parameters.ElementAtOrDefault(given.ArgumentList.Arguments.IndexOf(place)) is not { RefKind: RefKind.Ref } parameter)
            return false;
        var stores = declared.GetSyntax().DescendantNodes().OfType<ExpressionStatementSyntax>().Where(store => store.Expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax target } && target.Identifier.ValueText == parameter.Name).ToArray();
        if (stores is not [var only] || Release.Of(call, draft, only.SpanStart, parameter.Name, guard) is not { } lines)
            return false;
        draft.Before(only, lines);
        return true;
    }

    /// <summary>The statement of the new acquire, if the acquire runs whenever the statement does.</summary>
    StatementSyntax? Statement()
    {
        if (!ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree))
            return null;
        var node = draft.Scene.Root.FindNode(finding.Primary.SourceSpan, getInnermostNodeForTie: true);
        for (var around = node; around is not null; around = around.Parent)
            switch (around)
            {
                case ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax:
                    return (StatementSyntax)around;
                case IfStatementSyntax test:
                    return test.Condition.Span.Contains(node.Span) && test.Parent is not ElseClauseSyntax ? test : null;
                case StatementSyntax or AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax or SwitchExpressionSyntax or ArrowExpressionClauseSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression } test when !test.Left.Span.Contains(node.Span):
                    return null;
            }

        return null;
    }
}
