using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>Functions where they are given to somebody, told from syntax as far as that goes, so that little is bound.</summary>
static class GivenFunctions
{
    /// <summary>Whether an expression may be a function of its own object: the name of a method, or a lambda.</summary>
    public static bool Are(ExpressionSyntax value) => value is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } or AnonymousFunctionExpressionSyntax;

    /// <summary>Without parentheses, casts, and the creation of the delegate that a language of older days asks for: <c>new EventHandler(OnClick)</c>.</summary>
    public static ExpressionSyntax Bare(ExpressionSyntax value) => value switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => Bare(inner),
        CastExpressionSyntax { Expression: var inner } => Bare(inner),
        ObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: [{ Expression: var only }] } when Are(only) => only,
        _ => value,
    };

    /// <summary>The method; of a lambda that only passes on to one of its own object, that one.</summary>
    public static IMethodSymbol? MethodOf(ExpressionSyntax function, SemanticModel model)
        => model.GetSymbolInfo(PassedOnBy(function) ?? function).Symbol is IMethodSymbol method ? SourceOrder.Definition(method) : null;

    /// <summary><c>_ => Tick()</c> passes on to <c>Tick</c>.</summary>
    static ExpressionSyntax? PassedOnBy(ExpressionSyntax function) => (function as AnonymousFunctionExpressionSyntax)?.Body switch
    {
        InvocationExpressionSyntax { Expression: var called } when Are(called) => called,
        BlockSyntax { Statements: [ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: var called } }] } when Are(called) => called,
        _ => null,
    };

    /// <summary>The parts of a type and of its base classes in source, in order.</summary>
    public static IEnumerable<SyntaxReference> PartsOf(IEnumerable<ISymbol> levels) => levels.SelectMany(level => level.DeclaringSyntaxReferences)
        .OrderBy(part => part.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(part => part.Span.Start);

    /// <summary>Whether a function runs on an object of one of the types.</summary>
    public static bool AreOn(ISet<ISymbol> levels, IMethodSymbol function)
        => function is { IsStatic: false } or { MethodKind: MethodKind.AnonymousFunction } && function.ContainingType is { } owner && levels.Contains(owner.OriginalDefinition);
}
