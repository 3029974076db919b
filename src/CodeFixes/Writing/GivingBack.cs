using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The statement by which a function gave an object back before something went wrong: a free, a call that comes to one, or a scope that ends.</summary>
internal sealed class GivingBack(Scene scene, Rule rule)
{
    readonly LentOnly lent = new(scene, rule);

    /// <summary>Null where the object was given back elsewhere than in the function around the place, or where more than one statement may have done it.</summary>
    public StatementSyntax? Before(Finding finding, SyntaxNode place)
    {
        if (finding.Steps.LastOrDefault(step => step.Kind == StepKind.Release) is not { Where: var release })
            return null;
        if (ReferenceEquals(release.SyntaxTree, place.SyntaxTree) && FunctionOf(release) == FunctionOf(place))
            return release.FirstAncestorOrSelf<StatementSyntax>();
        if (Siblings.Around(place) is not { } statement)
            return null;
        var names = new HashSet<ISymbol>(Reached(place.FirstAncestorOrSelf<InvocationExpressionSyntax>() ?? place), SymbolEqualityComparer.Default);
        return Siblings.Of(statement).TakeWhile(other => other != statement).Where(other => CallOf(other) is { } call && Hands(call, names)).ToArray() is [var only] ? only : null;
    }

    /// <summary>The call that a statement consists of, whatever becomes of its result: it runs whenever the statement does.</summary>
    public static InvocationExpressionSyntax? CallOf(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => CallOf(assignment.Right),
        ExpressionStatementSyntax only => CallOf(only.Expression),
        LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: { } value }] } => CallOf(value),
        _ => null,
    };

    static InvocationExpressionSyntax? CallOf(ExpressionSyntax expression) => expression switch
    {
        AwaitExpressionSyntax awaited => CallOf(awaited.Expression),
        InvocationExpressionSyntax call => call,
        _ => null,
    };

    /// <summary>Whether a call does more than to look at one of the variables: it is given one, or runs a function that shares one.</summary>
    bool Hands(InvocationExpressionSyntax call, HashSet<ISymbol> names)
        => rule.RowOf(scene.Model.GetSymbolInfo(call).Symbol ?? scene.Model.Compilation.Assembly) is null or { Kind: RowKind.Releases or RowKind.Transfers }
            && (names.Any(name => lent.Uses(call, name).Any(use => !lent.Looks(use, name))) || Shared(call.Expression).Any(names.Contains));

    /// <summary>The variables that a node names, and those that the functions share which it names.</summary>
    IEnumerable<ISymbol> Reached(SyntaxNode node) => Variables(node).Concat(node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().SelectMany(Shared));

    /// <summary>The variables that a local function, or the lambda that a local was made with, shares with the code around it.</summary>
    IEnumerable<ISymbol> Shared(ExpressionSyntax invoked)
    {
        var function = invoked is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke" } member ? member.Expression : invoked;
        return scene.Model.GetSymbolInfo(function).Symbol is ILocalSymbol { Type.TypeKind: TypeKind.Delegate, DeclaringSyntaxReferences: [var local] } ? Variables(local.GetSyntax())
            : scene.Model.GetSymbolInfo(function).Symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction, DeclaringSyntaxReferences: [var declared] } ? Variables(declared.GetSyntax()) : [];
    }

    IEnumerable<ISymbol> Variables(SyntaxNode node) => node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
        .Select(name => scene.Model.GetSymbolInfo(name).Symbol).OfType<ISymbol>().Where(symbol => symbol switch { ILocalSymbol local => MayLead(local.Type), IParameterSymbol { RefKind: RefKind.None } parameter => MayLead(parameter.Type), _ => false });

    /// <summary>Whether what a variable holds may be the object, or lead to it: not what the object was taken from.</summary>
    bool MayLead(ITypeSymbol type) => rule.Types.Has(type) || type.TypeKind == TypeKind.Delegate || type.SpecialType == SpecialType.System_Object || type.IsTupleType || type.Locations.Any(place => place.IsInSource);

    static SyntaxNode? FunctionOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax);
}
