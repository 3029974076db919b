using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Library;

namespace NdisRules.CodeFixes.Writing;

/// <summary>A call that takes one element out of a container and drops it: the element gets a name there, and is freed. The others stay.</summary>
internal sealed class DroppedElement
{
    readonly Draft draft;
    readonly InvocationExpressionSyntax removal;
    readonly IMethodSymbol method;
    readonly ExpressionSyntax container;
    readonly ITypeSymbol element;

    DroppedElement(Draft draft, InvocationExpressionSyntax removal, IMethodSymbol method, ExpressionSyntax container, ITypeSymbol element)
        => (this.draft, this.removal, this.method, this.container, this.element) = (draft, removal, method, container, element);

    /// <summary>What an exit drops; null where it is no such call.</summary>
    public static DroppedElement? At(Exit exit, Draft draft, ReleaseCall call)
        => exit.Form is ExitForm.Overwrite or ExitForm.Discard && ReferenceEquals(exit.Where.SourceTree, draft.Scene.Root.SyntaxTree)
            && Bare(draft.Scene.Root.FindNode(exit.Where.SourceSpan, getInnermostNodeForTie: true)) is InvocationExpressionSyntax removal ? Of(removal, draft, call) : null;

    /// <summary>All such calls below a node whose result nobody keeps, in the order of the source.</summary>
    public static IEnumerable<DroppedElement> In(SyntaxNode node, Draft draft, ReleaseCall call)
        => node.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(removal => Of(removal, draft, call)).OfType<DroppedElement>();

    /// <summary>Whether nobody gets it.</summary>
    public bool IsDropped => Alone is not null || Unwanted is not null;

    /// <summary>What it is taken out of.</summary>
    public string Container => container.ToString();

    static DroppedElement? Of(InvocationExpressionSyntax removal, Draft draft, ReleaseCall call)
    {
        var model = draft.Scene.Model;
        return removal.Expression is MemberAccessExpressionSyntax { Expression: var container } && model.GetSymbolInfo(removal).Symbol is IMethodSymbol { IsStatic: false } method
            && model.GetTypeInfo(container).Type is INamedTypeSymbol type && Collections.Is(type) && Collections.EffectOf(method) is CollectionEffect.Takes or CollectionEffect.TriesToTake or CollectionEffect.Removes
            && type.TypeArguments.LastOrDefault(call.Rule.Types.Has) is { } element ? new(draft, removal, method, container, element) : null;
    }

    /// <summary>False where the call is a part of something else, or nothing tells which element it takes.</summary>
    public bool Write(ReleaseCall call, Guard guard)
    {
        var name = draft.NewName("removed", removal);
        if (draft.ElementFree(call, removal.SpanStart, element, name) is not { } free)
            return false;
        var test = guard == Guard.None ? null : call.Test(name);
        return Collections.EffectOf(method) switch
        {
            CollectionEffect.Takes => NameResult(name, Tested(test, free)),
            CollectionEffect.TriesToTake => NameArgument(name, test, free),
            _ => Element() is { } taken ? ReadBefore(name, taken, Tested(test, free)) : IsByKey && AskForElement(name, test, free),
        };
    }

    string Tested(string? test, string free) => test is null ? free : Release.Guarded(draft, test, free);

    string TypeWord => HeldBack.TypeWord(element, removal.SpanStart, draft.Scene);

    /// <summary>The statement that consists of the call.</summary>
    ExpressionStatementSyntax? Alone => removal.Parent is ExpressionStatementSyntax statement ? statement
        : removal.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax discarding } ? discarding : null;

    /// <summary>What is taken out is given: <c>queue.Dequeue();</c>.</summary>
    bool NameResult(string name, string free)
    {
        if (Alone is not { } statement)
            return false;
        draft.Replace(TextSpan.FromBounds(statement.SpanStart, removal.SpanStart), $"{TypeWord} {name} = ");
        draft.After(statement, [free]);
        return true;
    }

    /// <summary>It is given through an argument that nobody wanted: <c>queue.TryDequeue(out _)</c>.</summary>
    bool NameArgument(string name, string? test, string free)
    {
        if (Unwanted is not { } target)
            return false;
        draft.Replace(target.Span, $"{TypeWord} {name}");
        return WhereTaken(test, free);
    }

    /// <summary>The argument by which the element comes out, where it is discarded.</summary>
    ExpressionSyntax? Unwanted => removal.ArgumentList.Arguments.FirstOrDefault(argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && IsElement(argument)) is { Expression: var target }
        && target is IdentifierNameSyntax { Identifier.ValueText: "_" } or DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax } ? target : null;

    bool IsElement(ArgumentSyntax argument) => SymbolEqualityComparer.Default.Equals(method.Parameters.ElementAtOrDefault(removal.ArgumentList.Arguments.IndexOf(argument))?.Type, element);

    /// <summary>There is another form of the call that gives what lay under the key.</summary>
    bool AskForElement(string name, string? test, string free)
    {
        draft.Insert(removal.ArgumentList.Arguments.Last().Span.End, $", out {TypeWord} {name}");
        return WhereTaken(test, free);
    }

    bool IsByKey => method is { ReturnType.SpecialType: SpecialType.System_Boolean, Parameters: [{ Name: "key" }] };

    /// <summary>The element is freed where the call says that it took one.</summary>
    bool WhereTaken(string? test, string free)
    {
        if (Alone is { } statement)
        {
            // The statement becomes a test, which the free joins.
            draft.Replace(TextSpan.FromBounds(statement.SpanStart, removal.SpanStart), "if (");
            var (opening, closing) = Release.HasBraces(draft.Scene) ? (draft.NewLine + "{" + draft.NewLine, draft.NewLine + "}") : (draft.IsFirstOnLine(statement.SpanStart) ? draft.NewLine : " ", "");
            draft.Replace(statement.SemicolonToken.Span, (test is null ? ")" : $" && {test})") + opening + free + closing);
            return true;
        }

        if (Taken is not { } body)
            return false;
        var lines = Tested(test, free);
        switch (body)
        {
            case EmptyStatementSyntax:
                draft.Replace(TextSpan.FromBounds(body.GetFirstToken().GetPreviousToken().Span.End, body.Span.End), draft.NewLine + lines);
                break;
            case BlockSyntax { Statements: [var first, ..] }:
                draft.Before(first, [lines]);
                break;
            case BlockSyntax block:
                draft.AtEndOf(block, [lines]);
                break;
            default:
                draft.Before(body, [lines]);
                break;
        }

        return true;
    }

    /// <summary>What runs whenever the call has taken something, and only then.</summary>
    StatementSyntax? Taken
    {
        get
        {
            SyntaxNode condition = removal;
            while (condition.Parent is ParenthesizedExpressionSyntax || condition.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both && both.Right == condition)
                condition = condition.Parent;
            return condition.Parent switch
            {
                IfStatementSyntax test when test.Condition == condition => test.Statement,
                WhileStatementSyntax loop when loop.Condition == condition => loop.Statement,
                _ => null,
            };
        }
    }

    /// <summary>Nothing gives it: it is read before it goes.</summary>
    bool ReadBefore(string name, string taken, string free)
    {
        if (Alone is not { } statement || !SameValue.IsStable(container, draft.Scene.Model))
            return false;
        draft.Around(statement, [$"{TypeWord} {name} = {taken};"], [free]);
        return true;
    }

    /// <summary>How what the call takes out is read while it is still there; null where nothing tells.</summary>
    string? Element() => (method.Name, removal.ArgumentList.Arguments) switch
    {
        ("RemoveFirst", []) => $"{container}.First{Suppressed}.Value",
        ("RemoveLast", []) => $"{container}.Last{Suppressed}.Value",
        ("RemoveAt", [{ Expression: var index }]) when SameValue.IsStable(index, draft.Scene.Model) => $"{container}{(IsKeyed ? ".Values" : "")}[{index}]",
        _ => null,
    };

    /// <summary>Whether an index is not what its elements are found by.</summary>
    bool IsKeyed => method.ContainingType.TypeArguments.Length == 2;

    /// <summary>The call throws where there is none, so there is one.</summary>
    string Suppressed => draft.Scene.Model.GetNullableContext(removal.SpanStart).WarningsEnabled() ? "!" : "";

    static SyntaxNode Bare(SyntaxNode node) => node is ExpressionStatementSyntax { Expression: var expression } ? Bare(expression) : node is AssignmentExpressionSyntax { Right: var value } ? value : node;
}
