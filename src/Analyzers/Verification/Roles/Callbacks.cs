using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>
/// The functions that a type gives to a library to keep, which then calls them as often as it likes: handlers of events, of timers, and what is
/// assigned to a member of a library's object. They take part in the life of the type's objects like its public methods.
/// What is called once, such as the start of a thread, does not count.
/// </summary>
static class Callbacks
{
    /// <param name="type">Whose life it is.</param>
    /// <param name="modelOf">Binds what is found.</param>
    public static IEnumerable<RoleMethod> Of(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> modelOf)
    {
        var levels = new HashSet<ISymbol>(SourceOrder.SourceChain(type), SymbolEqualityComparer.Default);
        return levels.SelectMany(level => level.DeclaringSyntaxReferences)
            .OrderBy(part => part.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(part => part.Span.Start)
            .SelectMany(part => In(part.GetSyntax(), modelOf(part.SyntaxTree)))
            .Where(callback => callback.Method is { IsStatic: false } or { MethodKind: MethodKind.AnonymousFunction } && levels.Contains(callback.Method.ContainingType.OriginalDefinition));
    }

    static IEnumerable<RoleMethod> In(SyntaxNode part, SemanticModel model)
    {
        foreach (var node in part.DescendantNodes())
            if (Given(node) is var (function, keeper) && FunctionOf(function, model) is { } method && IsKept(keeper, model) is { } name
                && NdisRoles.OfDelegate(model.GetTypeInfo(function).ConvertedType) is null)
                yield return new(SourceOrder.Definition(method), Role.Handler, name);
    }

    /// <summary>A function and where it goes: the target of an assignment, or the creation that it is an argument of. Told from syntax, so that little is bound.</summary>
    static (ExpressionSyntax Function, ExpressionSyntax Keeper)? Given(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment when assignment.Kind() is SyntaxKind.AddAssignmentExpression or SyntaxKind.SimpleAssignmentExpression && IsFunction(Bare(assignment.Right))
            => (Bare(assignment.Right), assignment.Left),
        ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation } argument when IsFunction(Bare(argument.Expression)) => (Bare(argument.Expression), creation),
        _ => null,
    };

    /// <summary>Without the creation of the delegate that a language of older days asks for: <c>new EventHandler(OnClick)</c>.</summary>
    static ExpressionSyntax Bare(ExpressionSyntax value) => value switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => Bare(inner),
        CastExpressionSyntax { Expression: var inner } => Bare(inner),
        ObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: [{ Expression: var only }] } when IsFunction(only) => only,
        _ => value,
    };

    static bool IsFunction(ExpressionSyntax value) => value is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } or AnonymousFunctionExpressionSyntax;

    static IMethodSymbol? FunctionOf(ExpressionSyntax function, SemanticModel model) => model.GetSymbolInfo(PassedOnBy(function) ?? function).Symbol as IMethodSymbol;

    /// <summary>The method of its own object to which a lambda only passes on: <c>_ => Tick()</c>.</summary>
    static ExpressionSyntax? PassedOnBy(ExpressionSyntax function) => (function as AnonymousFunctionExpressionSyntax)?.Body switch
    {
        InvocationExpressionSyntax { Expression: var called } when IsFunction(called) => called,
        BlockSyntax { Statements: [ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: var called } }] } when IsFunction(called) => called,
        _ => null,
    };

    /// <summary>How the place is called that keeps the function; null for one that does not, or whose source is in sight: there it is seen what becomes of it.</summary>
    static string? IsKept(ExpressionSyntax keeper, SemanticModel model) => model.GetSymbolInfo(keeper).Symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences.IsEmpty: true, ContainingType: { TypeKind: not TypeKind.Delegate, Name: var name } } => name.EndsWith("Timer", StringComparison.Ordinal) ? name : null,
        { Kind: SymbolKind.Event or SymbolKind.Property or SymbolKind.Field, DeclaringSyntaxReferences.IsEmpty: true, Name: var name } => name,
        _ => null,
    };
}
