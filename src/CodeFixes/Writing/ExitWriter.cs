using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Writes statements so that they run just before control takes an exit.</summary>
/// <param name="draft">Where it writes.</param>
/// <param name="call">The release that the statements are made of.</param>
/// <param name="rule">The rule of the object.</param>
/// <param name="acquire">The acquire, where only exits of its own function count; null where the object lives on in a field.</param>
/// <param name="statements">The statements for a position; null when they cannot be written there.</param>
internal sealed class ExitWriter(Draft draft, ReleaseCall call, Rule rule, SyntaxNode? acquire, Func<int, IReadOnlyList<string>?> statements)
{
    SyntaxNode Root => draft.Scene.Root;

    /// <summary>Whether the statements go before any free of an earlier object on the way to the exit, as what depends on such an object has to.</summary>
    public bool IsEarly { get; init; }

    /// <summary>False when the exit is none that statements can stand before.</summary>
    /// <param name="exit">Where the object is lost.</param>
    /// <param name="atTurn">Whether to write on the side of the test that led past the release, not at the end of the block.</param>
    public bool Write(Exit exit, bool atTurn)
    {
        if (exit.Holder is not { } holder || !ReferenceEquals(exit.Where.SourceTree, Root.SyntaxTree) || !IsOwn(exit, holder))
            return false;
        return exit.Form switch
        {
            ExitForm.EndOfBlock when atTurn && exit.Turn is { } turn => AtTurn(turn.Condition, turn.Outcome),
            ExitForm.EndOfBlock => AtEnd(TokenAt(exit), holder),
            ExitForm.Overwrite => BeforeOverwrite(Root.FindNode(exit.Where.SourceSpan, getInnermostNodeForTie: true), holder),
            ExitForm.Discard => false,
            _ => BeforeJump(NodeAt(exit), holder),
        };
    }

    /// <summary>In a program of statements what is found first is the member that the compiler makes of a statement.</summary>
    SyntaxNode NodeAt(Exit exit) => Root.FindNode(exit.Where.SourceSpan) is var found && found is GlobalStatementSyntax { Statement: var statement } ? statement : found;

    bool BeforeJump(SyntaxNode node, string holder) => node switch
    {
        ReturnStatementSyntax { Expression: { } value } jump => BeforeValue(jump, value, holder, "result"),
        ThrowStatementSyntax { Expression: { } value } jump => BeforeValue(jump, value, holder, "exception"),
        StatementSyntax jump => Before(jump, jump.SpanStart, holder, []),
        ExpressionSyntax { Parent: ArrowExpressionClauseSyntax arrow } => Unfold(arrow, isBefore: false),
        _ => false,
    };

    /// <summary>A program of statements ends before the functions that are declared behind them.</summary>
    SyntaxToken TokenAt(Exit exit)
    {
        var token = Root.FindToken(exit.Where.SourceSpan.Start);
        return acquire is not null && exit.Form == ExitForm.EndOfBlock && token.Parent?.FirstAncestorOrSelf<LocalFunctionStatementSyntax>() is { Parent: GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } } function && !function.Span.Contains(acquire.Span)
            && unit.Members.OfType<GlobalStatementSyntax>().LastOrDefault(member => member.Statement is not LocalFunctionStatementSyntax) is { } last ? last.GetLastToken() : token;
    }

    /// <summary>A function that was only lent the object must not free it.</summary>
    bool IsOwn(Exit exit, string holder)
        => acquire is null || draft.Scene.Model.LookupSymbols(exit.Where.SourceSpan.Start, name: holder.Split('.')[0]).Any(symbol => symbol is IFieldSymbol or IPropertySymbol)
            || Around.Function(TokenAt(exit).Parent) is { } function && (function.Span.Contains(acquire.Span) || TakesOut(function, holder));

    /// <summary>What is taken out of a container is the function's own, wherever it was acquired.</summary>
    static bool TakesOut(SyntaxNode function, string holder)
        => function.DescendantNodes().Any(node => node is SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: ArgumentSyntax } } taken && taken.Identifier.ValueText == holder || node is ForEachStatementSyntax walk && walk.Identifier.ValueText == holder);

    bool BeforeValue(StatementSyntax jump, ExpressionSyntax value, string holder, string name)
    {
        if (acquire is null && jump is ReturnStatementSyntax && FailureTest.Needed(jump, value, draft.Scene))
            return IfFailing(jump, value);
        if (HandedOut.Of(value, holder) is { } handed)
            return jump is ReturnStatementSyntax && handed.Write(draft, jump, leaving => Before(jump, jump.SpanStart, holder, [leaving]));
        if (!HeldBack.LooksAtObject(value, holder, rule, draft.Scene))
            return Before(jump, jump.SpanStart, holder, []);
        if (HeldBack.Local(value, name, keepsType: jump is ReturnStatementSyntax, draft.Scene) is not { } local || !Before(jump, jump.SpanStart, holder, [local.Declaration]))
            return false;
        draft.Replace(value.Span, local.Name);
        return true;
    }

    /// <summary>A return that may also be a success: the object is freed only when it is none.</summary>
    bool IfFailing(StatementSyntax jump, ExpressionSyntax value)
    {
        var local = value is IdentifierNameSyntax name ? ("", name.Identifier.Text) : HeldBack.Local(value, "status", keepsType: true, draft.Scene);
        if (local is not (var declaration, var status) || statements(jump.SpanStart) is not { } lines || FailureTest.Of(status, value, draft.Scene) is not { } test)
            return false;
        var guarded = string.Join(draft.NewLine, [$"if ({test})", "{", .. lines, "}"]);
        draft.Before(jump, declaration.Length == 0 ? [guarded] : [declaration, guarded]);
        if (declaration.Length > 0)
            draft.Replace(value.Span, status);
        return true;
    }

    /// <summary>The side of an <c>if</c> on which a condition comes out so; a missing <c>else</c> is written.</summary>
    bool AtTurn(SyntaxNode condition, bool outcome)
    {
        if (TestsOnTheWay.Turn(condition, outcome) is not var (test, side) || test.Parent is not (BlockSyntax or GlobalStatementSyntax))
            return false;
        // Behind a side that leaves, an else says nothing.
        if (side is null && TestsOnTheWay.Leaves(test.Statement) || statements(side?.SpanStart ?? test.SpanStart) is not { } lines)
            return false;
        if (side is null && lines is [var same] && draft.Unguard(test, same))
            return true;
        if (side is not null && TestsOnTheWay.Leaves(side))
            draft.Before(side is BlockSyntax { Statements: [.., var last] } ? last : side, lines);
        else if (side is BlockSyntax block)
            draft.AtEndOf(block, lines);
        else if (side is null && !draft.IsFirstOnLine(test.SpanStart) && lines is [var only])
            draft.Insert(test.Span.End, " else " + only.Replace(draft.NewLine, " "));
        else if (side is null)
            draft.After(test, Else(test, lines));
        else
            return side is not IfStatementSyntax && After(side, lines);
        return true;
    }

    /// <summary>With braces where the other side has them, or the file wants them.</summary>
    IReadOnlyList<string> Else(IfStatementSyntax test, IReadOnlyList<string> lines)
        => lines is [var chosen] && chosen.StartsWith("if (", StringComparison.Ordinal) ? ["else " + chosen]
            : lines is [var only] && test.Statement is not BlockSyntax && !Release.HasBraces(draft.Scene) ? ["else", "    " + only]
            : ["else", "{", .. lines.Select(line => "    " + line), "}"];

    bool AtEnd(SyntaxToken last, string holder)
    {
        if (last.Parent is BlockSyntax block && last == block.CloseBraceToken)
        {
            var anchor = block.Statements.LastOrDefault() is not { } final ? null : IsFreeOfEarlier(final, holder) ? EarliestOf(final, holder) : IsEarly ? BeforeEarlier(final, holder) : null;
            if (anchor is not null)
                return Before(anchor, anchor.SpanStart, holder, []);
            if (statements(last.SpanStart - 1) is not { } lines) // the brace itself is outside already
                return AtEndOfScope(block, holder);
            draft.AtEndOf(block, lines);
            return true;
        }

        return last.Parent switch
        {
            MethodDeclarationSyntax { ExpressionBody: { } arrow } => Unfold(arrow, isBefore: false),
            LocalFunctionStatementSyntax { ExpressionBody: { } arrow } => Unfold(arrow, isBefore: false),
            StatementSyntax statement when statements(statement.SpanStart) is { } lines => After(statement, lines),
            _ => false,
        };
    }

    /// <summary>What is lost where an outer block ends may have lost its name before: then where the block of that name ends.</summary>
    bool AtEndOfScope(BlockSyntax outer, string holder)
    {
        var name = holder.Split('.')[0];
        var declared = outer.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(variable => variable.Identifier.ValueText == name && Around.Function(variable) == Around.Function(outer)).ToArray();
        if (declared is not [{ Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax inner } }] || statements(inner.CloseBraceToken.SpanStart - 1) is not { } lines)
            return false;
        draft.AtEndOf(inner, lines);
        return true;
    }

    bool BeforeOverwrite(SyntaxNode node, string holder)
    {
        var statement = node.AncestorsAndSelf().FirstOrDefault(ancestor => ancestor is StatementSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax);
        if (statement is ArrowExpressionClauseSyntax arrow)
            return Unfold(arrow, isBefore: true);
        return statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax && Before((StatementSyntax)statement, statement.SpanStart, holder, []);
    }

    bool Before(StatementSyntax jump, int position, string holder, IReadOnlyList<string> first)
    {
        if (statements(position) is not { } lines)
            return false;
        draft.Before(EarliestOf(jump, holder), [.. first, .. lines]);
        // A free behind a jump was never reached: it is the one that is missing before it.
        if (jump is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax && Siblings.After(jump).FirstOrDefault() is ExpressionStatementSyntax dead && call.FreedBy(dead) == holder)
            draft.Cut(dead);
        return true;
    }

    bool After(StatementSyntax statement, IReadOnlyList<string> lines)
    {
        draft.After(statement, lines);
        return true;
    }

    /// <summary>An arrow becomes a block; the value, where there is one, is taken before the free.</summary>
    bool Unfold(ArrowExpressionClauseSyntax arrow, bool isBefore)
    {
        var (semicolon, symbol) = arrow.Parent switch
        {
            MethodDeclarationSyntax method => (method.SemicolonToken, draft.Scene.Model.GetDeclaredSymbol(method)),
            LocalFunctionStatementSyntax function => (function.SemicolonToken, (IMethodSymbol?)draft.Scene.Model.GetDeclaredSymbol(function)),
            _ => (default, null),
        };
        if (symbol is null || statements(arrow.Expression.Span.End) is not { } lines)
            return false;
        var isValue = arrow.Expression is not ThrowExpressionSyntax && draft.Scene.Model.GetTypeInfo(arrow.Expression).Type?.SpecialType != SpecialType.System_Void && !symbol.ReturnsVoid;
        if (!isValue)
        {
            draft.Unfold(arrow, semicolon, "", isBefore ? lines : [], isBefore ? [] : lines);
            return true;
        }

        if (isBefore)
        {
            draft.Unfold(arrow, semicolon, "return ", lines, []);
            return true;
        }

        if (HeldBack.Local(arrow.Expression, "result", keepsType: true, draft.Scene) is not { } local)
            return false;
        draft.Unfold(arrow, semicolon, local.Declaration.Substring(0, local.Declaration.IndexOf('=') + 2), [], [.. lines, $"return {local.Name};"]);
        return true;
    }

    /// <summary>
    /// What was acquired last is freed first: frees of earlier objects, right before the exit, stay behind this one, and so do calls that clear away,
    /// if one of them may end what the object was taken from: <c>FreeMdls(); FreePools(); return …</c>.
    /// </summary>
    StatementSyntax EarliestOf(StatementSyntax statement, string holder)
    {
        statement = BeforeEarlier(Previous(statement), holder) ?? statement;
        var (first, endsParent) = (statement, false);
        while (Previous(first) is { } previous && Called(previous) is { } method && Traits.MayEnd(method, draft.Scene.Book))
        {
            endsParent |= Traits.MayEndParent(method, rule);
            first = previous;
        }

        return endsParent ? first : statement;
    }

    MemberTraits Traits => MethodBodies.Of(draft.Scene.Model.Compilation).Traits;

    IMethodSymbol? Called(StatementSyntax statement) => statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } called } ? draft.Scene.Model.GetSymbolInfo(called).Symbol as IMethodSymbol : null;

    /// <summary>The first of the frees of earlier objects that end here; null where there is none.</summary>
    StatementSyntax? BeforeEarlier(StatementSyntax? last, string holder)
    {
        StatementSyntax? first = null;
        for (var passed = last; passed is not null && (IsFreeOfOther(passed, holder) || (IsEarly && !Names(passed, holder))); passed = Previous(passed))
            if (IsFreeOfEarlier(passed, holder))
                first = passed;
        return first;
    }

    static bool Names(StatementSyntax statement, string holder) => statement.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == holder.Split('.')[0]);

    bool IsFreeOfOther(StatementSyntax statement, string holder) => (call.FreedBy(statement) ?? AnyRelease.Of(statement, draft.Scene)) is { } other && other != holder;

    bool IsFreeOfEarlier(StatementSyntax statement, string holder)
        => (call.FreedBy(statement) ?? AnyRelease.Of(statement, draft.Scene)) is { } other && other != holder && DeclarationOf(other, statement.SpanStart) < DeclarationOf(holder, statement.SpanStart);

    int? DeclarationOf(string name, int position)
        => draft.Scene.Model.LookupSymbols(position, name: name).FirstOrDefault()?.DeclaringSyntaxReferences.FirstOrDefault()?.Span.Start;

    static StatementSyntax? Previous(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements.TakeWhile(other => other != statement).LastOrDefault(),
        SwitchSectionSyntax section => section.Statements.TakeWhile(other => other != statement).LastOrDefault(),
        _ => null,
    };
}
