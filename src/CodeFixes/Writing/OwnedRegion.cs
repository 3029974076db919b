using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The statements of one block through which a local owns an object: from behind its acquire to the last that matters.</summary>
/// <param name="Variable">The local.</param>
/// <param name="Start">The statement behind which the region begins: the acquire, or the declaration above it.</param>
/// <param name="IsAcquire">Whether <paramref name="Start"/> acquires the object.</param>
/// <param name="Rest">All statements behind it.</param>
internal sealed record OwnedRegion(ILocalSymbol Variable, StatementSyntax Start, bool IsAcquire, IReadOnlyList<StatementSyntax> Rest)
{
    /// <summary>The regions that an object may be given an owner for, the nearest first; none where no local of its own holds it.</summary>
    public static IEnumerable<OwnedRegion> Of(Draft draft, Finding finding)
    {
        var scene = draft.Scene;
        if (finding.Acquire is not { } acquire || !ReferenceEquals(acquire.SyntaxTree, scene.Root.SyntaxTree) || acquire.FirstAncestorOrSelf<StatementSyntax>() is not { } start)
            yield break;
        var names = finding.Exits.Select(exit => exit.Holder).Append(finding.ObjectName).Where(name => name is not null).Distinct().ToArray();
        // What an object behind the local holds is given back by that object, if at all.
        if (names is not [{ } name] || Owner(scene.Model, start, acquire, name.Split('.')[0]) is not { } variable || DeclarationOf(variable) is not { } declaration)
            yield break;
        if (Siblings.Of(declaration).Contains(start))
            yield return new(variable, start, IsAcquire: true, Siblings.After(start));
        if (declaration != start)
            yield return new(variable, declaration, IsAcquire: false, Siblings.After(declaration));
    }

    /// <summary>The tests right behind the acquire that leave where there is nothing: they may stay outside.</summary>
    public int NullTests(LentOnly lent)
    {
        var count = 0;
        if (IsAcquire)
            while (count < Rest.Count && Rest[count] is IfStatementSyntax { Else: null } test && lent.Uses(test.Condition, Variable).Any() && !lent.Uses(test.Statement, Variable).Any()
                && LastOf(test.Statement) is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax && IsNullTest(test.Condition))
                count++;
        return count;
    }

    /// <summary>How many statements there are up to the last that matters: one that names the variable, or a local that is declared before that.</summary>
    public int Needed(LentOnly lent, SemanticModel model)
    {
        var needed = LastIndex(statement => lent.Uses(statement, Variable).Any());
        while (true)
        {
            var declared = Rest.Take(needed).SelectMany(statement => DeclaredIn(statement, model)).ToArray();
            var further = LastIndex(statement => declared.Any(local => lent.Uses(statement, local).Any()));
            if (further <= needed)
                return needed;
            needed = further;
        }
    }

    /// <summary>The frees that stand in it already, to be taken out; null when one of them cannot be.</summary>
    public IReadOnlyList<StatementSyntax>? Frees(ReleaseCall call)
    {
        var frees = new List<StatementSyntax>();
        foreach (var free in Rest.SelectMany(statement => statement.DescendantNodesAndSelf()).OfType<InvocationExpressionSyntax>().Where(free => call.FreedBy(free) == Variable.Name || IsOwnDispose(free)))
        {
            if (free.Parent is not ExpressionStatementSyntax statement || statement.Ancestors().Any(node => node is FinallyClauseSyntax && node.SpanStart > Start.SpanStart))
                return null;
            frees.Add(statement);
        }

        return frees;
    }

    /// <summary>The end of an object that holds the one that matters.</summary>
    bool IsOwnDispose(InvocationExpressionSyntax call)
        => call is { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose", Expression: IdentifierNameSyntax owner } } && owner.Identifier.ValueText == Variable.Name;

    int LastIndex(Func<StatementSyntax, bool> matters) => Rest.Select((statement, index) => matters(statement) ? index + 1 : 0).DefaultIfEmpty(0).Max();

    static IEnumerable<ISymbol> DeclaredIn(StatementSyntax statement, SemanticModel model) => statement.DescendantNodesAndSelf()
        .Where(node => node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax).Select(node => model.GetDeclaredSymbol(node)).OfType<ILocalSymbol>();

    static ILocalSymbol? Owner(SemanticModel model, StatementSyntax start, SyntaxNode acquire, string name)
        => model.LookupSymbols(start.Span.End - 1, name: name).OfType<ILocalSymbol>().FirstOrDefault() is { IsRef: false } local && IsGivenTo(start, acquire, local) ? local : null;

    /// <summary>Whether the acquire's result goes to the local itself, and not to something that is kept in it.</summary>
    static bool IsGivenTo(StatementSyntax start, SyntaxNode acquire, ILocalSymbol local) => start switch
    {
        LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer: { } value } variable] } => variable.Identifier.ValueText == local.Name && IsValue(value.Value, acquire),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax left, RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment } => left.Identifier.ValueText == local.Name && IsValue(assignment.Right, acquire),
        _ => false,
    };

    static bool IsValue(ExpressionSyntax value, SyntaxNode acquire) => value == acquire || value switch
    {
        AwaitExpressionSyntax awaited => IsValue(awaited.Expression, acquire),
        ParenthesizedExpressionSyntax inner => IsValue(inner.Expression, acquire),
        CastExpressionSyntax cast => IsValue(cast.Expression, acquire),
        PostfixUnaryExpressionSyntax suppressed => IsValue(suppressed.Operand, acquire),
        ConditionalExpressionSyntax choice => IsValue(choice.WhenTrue, acquire) || IsValue(choice.WhenFalse, acquire),
        _ => false,
    };

    static StatementSyntax? DeclarationOf(ILocalSymbol variable) => variable.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax statement } ? statement : null;

    static StatementSyntax LastOf(StatementSyntax statement) => statement is BlockSyntax { Statements: [.., var last] } ? last : statement;

    /// <summary>One test, without side effect or alternative.</summary>
    static bool IsNullTest(ExpressionSyntax condition) => condition is MemberAccessExpressionSyntax or PrefixUnaryExpressionSyntax or IsPatternExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression };
}
