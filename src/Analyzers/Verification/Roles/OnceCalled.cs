using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Names;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>
/// A method that runs once for each object of a class whose callers are all in sight: the one call of it stands behind the <c>new</c> of the object, in the same member and in no loop.
/// <c>connection = new Connection(pool); connection.Open();</c>
/// </summary>
static class OnceCalled
{
    public static bool Is(IMethodSymbol method, IReadOnlyList<NameIndex.Declaration> mentioning)
        => method is { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsOverride: false, IsStatic: false } && IsInside(method.ContainingType) && !IsOfInterface(method)
            && mentioning.Where(member => !member.OnlyDeclares(method.Name)).ToArray() is [var only] && only.Type?.Plain != method.ContainingType.Name
            && only.Tree.GetRoot().FindNode(only.Span).DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == method.Name).ToArray() is [{ Parent: IdentifierNameSyntax called }] && IsBehindNew(called, method.ContainingType.Name);

    /// <summary>Whether nobody outside the program can name a type.</summary>
    static bool IsInside(INamedTypeSymbol type)
    {
        for (var around = type; around is not null; around = around.ContainingType)
            if (around.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
                return true;
        return false;
    }

    static bool IsOfInterface(IMethodSymbol method) => method.ContainingType.AllInterfaces.SelectMany(one => one.GetMembers(method.Name)).Any();

    static bool IsBehindNew(IdentifierNameSyntax called, string type)
        => called.Parent is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var receiver }, Parent: InvocationExpressionSyntax call } access && access.Name == called
            && call.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && !call.Ancestors().TakeWhile(around => around != member).Any(IsRepeated)
            && member.DescendantNodes().LastOrDefault(node => node.SpanStart < call.SpanStart && IsGiven(node, receiver)) is { } last && IsNew(last, type) && StatementAround(last)?.Parent is BlockSyntax block && call.Ancestors().Contains(block);

    static StatementSyntax? StatementAround(SyntaxNode node) => node.FirstAncestorOrSelf<StatementSyntax>();

    static bool IsRepeated(SyntaxNode around) => around is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;

    /// <summary>Whether a variable is given something.</summary>
    static bool IsGiven(SyntaxNode node, string receiver) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText == receiver,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => name.Identifier.ValueText == receiver,
        ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax name } => name.Identifier.ValueText == receiver,
        _ => false,
    };

    static bool IsNew(SyntaxNode node, string type) => node switch
    {
        VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax made } variable => IsOf(made, type, (variable.Parent as VariableDeclarationSyntax)?.Type),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: BaseObjectCreationExpressionSyntax made } => IsOf(made, type, declared: null),
        _ => false,
    };

    static bool IsOf(BaseObjectCreationExpressionSyntax made, string type, TypeSyntax? declared) => made switch
    {
        ObjectCreationExpressionSyntax { Type: SimpleNameSyntax name } => name.Identifier.ValueText == type,
        ObjectCreationExpressionSyntax { Type: QualifiedNameSyntax { Right: var name } } => name.Identifier.ValueText == type,
        _ => declared is null || declared is SimpleNameSyntax { Identifier.ValueText: var plain } && plain == type,
    };
}
