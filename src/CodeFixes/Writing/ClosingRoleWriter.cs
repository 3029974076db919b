using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Writes the free of a field into a closing role that is there already.</summary>
internal sealed class ClosingRoleWriter(Draft draft, Finding finding, Guard guard)
{
    /// <summary>False where the role has no body to write into, or nothing there leads to the field.</summary>
    public bool Write(bool isStart)
    {
        if (FieldFree.MemberOf(finding) is not { } field || Declaration is not { } method)
            return false;
        return !(isStart && IsUsed(method, field)) && method switch
        {
            { Body: { } body } when isStart => AtStart(body, field),
            { Body: { } body } => AtEnd(body, field),
            { ExpressionBody: { } arrow } => Unfold(method, arrow, field, isStart),
            _ => false,
        };
    }

    /// <summary>Where some ways through the role, or through other members, free the field and leave it as it is: they clear it, and the end asks. False where no way does.</summary>
    public bool WriteWithClearing(bool isEverywhere)
    {
        if (guard == Guard.None || FieldFree.MemberOf(finding) is not { } field || Declaration is not { Body: { } body } || ReleaseCall.Of(draft.Scene, finding) is not { } call)
            return false;
        var frees = (isEverywhere && Declaration.Parent is { } type ? type : body).DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(free => free.Parent is ExpressionStatementSyntax && call.FreedBy(free) is not null && FreedField(free, call) is { } freed && SymbolEqualityComparer.Default.Equals(freed, field)).ToArray();
        foreach (var free in frees)
            if (Release.Clearing(field, call.FreedBy(free)!) is { } clear && !IsCleared((StatementSyntax)free.Parent!, call.FreedBy(free)!))
                draft.After((StatementSyntax)free.Parent!, [clear]);
        return frees.Length > 0 && AtEnd(body, field);
    }

    /// <summary>Whether the role uses what the field holds: then it is not freed first.</summary>
    bool IsUsed(MethodDeclarationSyntax method, ISymbol field) => method.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(use => use.Parent is not (IfStatementSyntax or PrefixUnaryExpressionSyntax or InvocationExpressionSyntax)
        && use.Expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == field.Name && SymbolEqualityComparer.Default.Equals(draft.Scene.Model.GetSymbolInfo(name).Symbol, field))
        && draft.Scene.Model.GetTypeInfo(use.Expression).Type is { } type && draft.Scene.Book.Follows(type));

    ISymbol? FreedField(InvocationExpressionSyntax free, ReleaseCall call)
        => free.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(part => part.ToString() == call.FreedBy(free)) is { } holder ? draft.Scene.Model.GetSymbolInfo(holder).Symbol : null;

    static bool IsCleared(StatementSyntax free, string holder)
        => Siblings.After(free).FirstOrDefault() is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } && assignment.Left.ToString() == holder;

    MethodDeclarationSyntax? Declaration => draft.Scene.Root.FindToken(finding.Primary.SourceSpan.Start).Parent as MethodDeclarationSyntax;

    bool AtEnd(BlockSyntax body, ISymbol field)
    {
        if (body.Statements.LastOrDefault() is ReturnStatementSyntax or ThrowStatementSyntax)
        {
            var last = body.Statements.Last();
            if (Statements(last.SpanStart, field, out _) is not { } before)
                return false;
            draft.Before(last, before);
            return true;
        }

        if (Statements(body.CloseBraceToken.SpanStart - 1, field, out _) is not { } lines)
            return false;
        draft.AtEndOf(body, lines);
        return true;
    }

    /// <summary>As early as the field can be reached: after the declaration of the variable that leads to it.</summary>
    bool AtStart(BlockSyntax body, ISymbol field)
    {
        if (Statements(body.CloseBraceToken.SpanStart - 1, field, out var through) is not { } lines)
            return false;
        var declared = through is ILocalSymbol { DeclaringSyntaxReferences: [var reference] } ? reference.Span : default;
        var first = declared.IsEmpty ? body.Statements.FirstOrDefault() : body.Statements.FirstOrDefault(statement => statement.SpanStart > declared.Start && !statement.Span.Contains(declared));
        if (first is null)
            draft.AtEndOf(body, lines);
        else
            draft.Before(first, lines);
        return true;
    }

    bool Unfold(MethodDeclarationSyntax method, ArrowExpressionClauseSyntax arrow, ISymbol field, bool isStart)
    {
        if (Statements(arrow.Expression.SpanStart, field, out _) is not { } lines || draft.Scene.Model.GetDeclaredSymbol(method) is not { } symbol)
            return false;
        var isValue = ArrowWriter.IsValue(symbol, arrow.Expression);
        draft.Unfold(arrow, method.SemicolonToken, isValue ? "return " : "", isValue || isStart ? lines : [], isValue || isStart ? [] : lines);
        return true;
    }

    IReadOnlyList<string>? Statements(int position, ISymbol field, out ISymbol? through)
    {
        through = null;
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call)
            return null;
        foreach (var (holder, variable) in FieldSpelling.At(position, field, finding.ObjectName, draft.Scene))
        {
            through = variable;
            if (FieldFree.Of(call, draft, position, field, holder, guard) is { } lines)
                return lines;
        }

        return Assigned() is var (member, told) ? FieldFree.Of(call, draft, position, member, told, guard) : null;

        // What the acquire was put into, behind the field that leads there.
        (ISymbol, string)? Assigned() => finding.Acquire is { Parent: AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax target } assignment } && assignment.Right == finding.Acquire && ReferenceEquals(target.SyntaxTree, draft.Scene.Root.SyntaxTree)
            && SameValue.MeansTheSame(target, draft.Scene.Model, position, draft.Scene) && draft.Scene.Model.GetSymbolInfo(target).Symbol is { } inner ? (inner, target.WithoutTrivia().ToString()) : null;
    }
}
