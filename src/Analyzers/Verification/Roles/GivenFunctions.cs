using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Names;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>
/// The functions of a type where they are given to somebody: its methods by their names, and lambdas. Told from names as far as that goes, so that
/// no body is bound in vain.
/// </summary>
sealed class GivenFunctions
{
    readonly HashSet<ISymbol> levels;
    readonly HashSet<string> names;

    public GivenFunctions(INamedTypeSymbol type)
    {
        levels = new(SourceOrder.SourceChain(type), SymbolEqualityComparer.Default);
        names = new(Methods.Select(method => method.Name), StringComparer.Ordinal);
    }

    /// <summary>The methods of the type and of its base classes in source.</summary>
    public IEnumerable<IMethodSymbol> Methods => levels.OfType<INamedTypeSymbol>().SelectMany(level => level.GetMembers()).OfType<IMethodSymbol>();

    /// <summary>Everything in the members of the type, and of its base classes in source, that may give a function, in order.</summary>
    /// <param name="called">The names of methods of which a plain call matters as well.</param>
    public IEnumerable<SyntaxNode> Nodes(ISet<string> called) => levels.SelectMany(level => level.DeclaringSyntaxReferences)
        .OrderBy(part => part.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(part => part.Span.Start)
        .SelectMany(part => MembersIn(part).Where(member => MayGive(member, called)))
        .SelectMany(member => member.Tree.GetRoot().FindNode(member.Span).DescendantNodes());

    static IEnumerable<NameIndex.Declaration> MembersIn(SyntaxReference part)
    {
        var members = NameIndex.Of(part.SyntaxTree).Declarations;
        for (var i = NameIndex.FirstEndingAfter(members, part.Span.Start); i < members.Count && members[i].Span.Start < part.Span.End; i++)
            yield return members[i];
    }

    /// <summary>A function is given by a lambda, or by the name of a method that is not just called.</summary>
    bool MayGive(NameIndex.Declaration member, ISet<string> called)
    {
        if (member.MayHaveLambdas)
            return true;
        foreach (var mention in member.Mentions)
            if (names.Contains(mention) && (called.Contains(mention) || !member.OnlyCalls(mention)))
                return true;
        return false;
    }

    /// <summary>The function that an expression gives, without parentheses, casts, and the creation of the delegate that a language of older days asks for; null for anything else.</summary>
    public ExpressionSyntax? In(ExpressionSyntax value) => value switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => In(inner),
        CastExpressionSyntax { Expression: var inner } => In(inner),
        ObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: [{ Expression: var only }] } => In(only) is { } given and not AnonymousFunctionExpressionSyntax ? given : null,
        AnonymousFunctionExpressionSyntax => value,
        _ => NameOf(value) is { } name && names.Contains(name) ? value : null,
    };

    /// <summary>The name by which an expression names a member of its own object; null when it is no such thing.</summary>
    public static string? NameOf(ExpressionSyntax value) => value switch
    {
        IdentifierNameSyntax { Identifier.ValueText: var name } => name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        _ => null,
    };

    /// <summary>The method; of a lambda that only passes on to one of its own object, that one. Null for one that does not run on an object of the type.</summary>
    public IMethodSymbol? MethodOf(ExpressionSyntax function, SemanticModel model)
        => model.GetSymbolInfo(function).Symbol is not IMethodSymbol given || SourceOrder.Definition(given) is var method && !IsOn(method) ? null
            : model.GetOperation(function) is IAnonymousFunctionOperation lambda && DelegateConversions.PassesOnTo(lambda) is { } next && IsOn(SourceOrder.Definition(next)) ? SourceOrder.Definition(next)
            : SourceOrder.Definition(given);

    /// <summary>Whether a type is the type, or one of its base classes in source.</summary>
    public bool IsOfType(INamedTypeSymbol other) => levels.Contains(other.OriginalDefinition);

    /// <summary>Whether a function runs on an object of the type.</summary>
    bool IsOn(IMethodSymbol function)
        => function is { IsStatic: false } or { MethodKind: MethodKind.AnonymousFunction } && function.ContainingType is { } owner && levels.Contains(owner.OriginalDefinition);
}
