using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Takes an acquire out of the statement that it is a part of, into a local right above.</summary>
internal sealed class LocalWriter(Draft draft, Finding finding)
{
    SemanticModel Model => draft.Scene.Model;

    /// <summary>False where an acquire stands for nothing, or where something else in the statement would run later than it did or may keep the acquire from running.</summary>
    /// <param name="isForAll">Whether a property that gives an object each time it is asked is asked once for all that follows.</param>
    public bool Write(bool isForAll)
    {
        if (finding.Acquire is not ExpressionSyntax acquire || !ReferenceEquals(acquire.SyntaxTree, draft.Scene.Root.SyntaxTree))
            return false;
        var whole = Whole(acquire);
        if (!isForAll && Discarded(whole) is { } discarded)
        {
            draft.Replace(discarded.Span, $"{HeldBack.TypeWord(Model.GetTypeInfo(discarded).Type, whole.SpanStart, draft.Scene)} {HeldBack.Unused(NameFor(discarded), whole, draft.Scene)}");
            return MayDeclare(whole);
        }

        if (!isForAll && DiscardedElement.Of(whole, draft.Scene, finding) is { } element)
        {
            element.Name(draft, NameFor);
            return MayDeclare(whole);
        }

        if (StatementOf(whole) is not { } statement || !IsFirstToRun(whole, statement) || HeldBack.Local(whole, NameFor(whole), keepsType: false, draft.Scene) is not { } local)
            return false;
        if (whole.Parent == statement)
            return !isForAll && !IsAcquire(acquire) && Named(statement, local.Declaration);
        if (whole.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } discard, Parent: ExpressionStatementSyntax } && Model.GetSymbolInfo(discard).Symbol is IDiscardSymbol)
            return !isForAll && Declared(discard, local.Declaration) && MayDeclare(statement);
        var others = isForAll ? Again(whole, statement).ToArray() : [];
        if (isForAll && others.Length == 0)
            return false;
        draft.Before(statement, [local.Declaration]);
        foreach (var mention in others.Prepend(whole))
            draft.Replace(mention.Span, local.Name);
        return true;
    }

    /// <summary>The statement that the acquire is the first thing of; of a test, its condition is.</summary>
    static StatementSyntax? StatementOf(ExpressionSyntax whole) => whole.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax } ? null : whole.FirstAncestorOrSelf<StatementSyntax>() switch
    {
        IfStatementSyntax test when test.Condition.Span.Contains(whole.Span) && Siblings.Of(test).Count > 0 => test,
        var statement and (ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax) => statement,
        _ => null,
    };

    bool Named(StatementSyntax statement, string declaration)
    {
        draft.Insert(statement.SpanStart, declaration.Substring(0, declaration.IndexOf('=') + 2));
        return MayDeclare(statement);
    }

    bool Declared(ExpressionSyntax discard, string declaration)
    {
        draft.Replace(discard.Span, declaration.Substring(0, declaration.IndexOf('=') - 1));
        return true;
    }

    /// <summary>A statement that stands alone under an <c>if</c> or a loop gets a block, for a name that it declares to live in.</summary>
    bool MayDeclare(SyntaxNode place)
    {
        if (place.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax statement && Siblings.Of(statement).Count == 0)
            draft.Before(statement, []);
        return true;
    }

    /// <summary>Whether it is the acquire of a rule itself: as a statement of its own it stands for nothing.</summary>
    bool IsAcquire(ExpressionSyntax acquire) => Model.GetSymbolInfo(acquire).Symbol is { } member && draft.Scene.Book.Acquires(member);

    /// <summary>The one <c>out _</c> of a call.</summary>
    static ExpressionSyntax? Discarded(ExpressionSyntax whole) => whole is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments }
        && arguments.Where(argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && argument.Expression is IdentifierNameSyntax { Identifier.ValueText: "_" } or DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax }).ToArray() is [var only] ? only.Expression : null;

    /// <summary>Where the same property is asked again, further on.</summary>
    IEnumerable<ExpressionSyntax> Again(ExpressionSyntax whole, StatementSyntax statement) => Model.GetSymbolInfo(whole).Symbol is not IPropertySymbol property ? []
        : Siblings.After(statement).SelectMany(later => later.DescendantNodes()).OfType<ExpressionSyntax>().Where(other => other.ToString() == whole.ToString() && SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(other).Symbol, property));

    /// <summary>What is awaited is the object, not the task.</summary>
    static ExpressionSyntax Whole(ExpressionSyntax acquire) => acquire.Parent is AwaitExpressionSyntax awaited ? awaited : acquire;

    /// <summary>Whether nothing before it in the statement does anything, and nothing decides whether it runs.</summary>
    bool IsFirstToRun(ExpressionSyntax acquire, StatementSyntax statement)
    {
        for (SyntaxNode inner = acquire; inner != statement; inner = inner.Parent!)
            switch (inner.Parent)
            {
                case AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax or SwitchExpressionArmSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression }:
                case AssignmentExpressionSyntax assignment when assignment.Right == inner && !SameValue.IsStable(assignment.Left, Model):
                    return false;
                case ArgumentListSyntax list when !list.Arguments.TakeWhile(argument => argument != inner).All(argument => SameValue.IsStable(argument.Expression, Model)):
                case InvocationExpressionSyntax call when call.ArgumentList == inner && !IsStill(call.Expression):
                case BinaryExpressionSyntax binary when binary.Right == inner && !SameValue.IsStable(binary.Left, Model):
                case InitializerExpressionSyntax or VariableDeclarationSyntax { Variables.Count: > 1 }:
                    return false;
            }

        return true;
    }

    /// <summary>What a method is called on.</summary>
    bool IsStill(ExpressionSyntax called) => called is SimpleNameSyntax || (called is MemberAccessExpressionSyntax member && SameValue.IsStable(member.Expression, Model));

    string NameFor(ExpressionSyntax acquire) => NameFor(Model.GetTypeInfo(acquire).Type);

    /// <summary>The type's own word: a lease is a <c>lease</c>.</summary>
    static string NameFor(ITypeSymbol? type)
    {
        var name = type switch { IArrayTypeSymbol => "array", INamedTypeSymbol { IsTupleType: false, Name: { Length: > 0 } named } => named, _ => "taken" };
        if (name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]))
            name = name.Substring(1);
        name = char.ToLowerInvariant(name[0]) + name.Substring(1);
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "taken";
    }
}
