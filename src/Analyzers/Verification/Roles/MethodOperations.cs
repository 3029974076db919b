using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>Bound code: of one method, or of every member of a file that a test lets through.</summary>
sealed class MethodOperations(Compilation compilation, Func<SyntaxTree, SemanticModel> modelOf)
{
    public SemanticModel ModelOf(SyntaxTree tree) => modelOf(tree);

    /// <summary>What the method does, lambdas and local functions in it included; nothing where its source is not in this compilation.</summary>
    public IEnumerable<IOperation> In(IMethodSymbol method) => SourceOrder.Definition(method).DeclaringSyntaxReferences
        .Where(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree))
        .SelectMany(reference => Below(reference.GetSyntax()));

    /// <summary>What the members of the file do that <paramref name="wanted"/> lets through, judged with their head: the type of a field is part of what its initialiser says.</summary>
    public IEnumerable<IOperation> In(SyntaxTree tree, Func<SyntaxNode, bool> wanted) => tree.GetRoot()
        .DescendantNodesAndSelf(node => node is not (BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or GlobalStatementSyntax))
        .Where(node => IsRoot(node) && wanted(node.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? node))
        .SelectMany(Below);

    /// <summary>The value under built-in conversions.</summary>
    public static IOperation Bare(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;

        return value;
    }

    IEnumerable<IOperation> Below(SyntaxNode node) =>
        modelOf(node.SyntaxTree).GetOperation(node)?.DescendantsAndSelf() ?? [];

    // The outermost nodes that have an operation; what lies inside them comes with them.
    static bool IsRoot(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax or AccessorDeclarationSyntax => true,
        ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax } => true,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } } => true,
        TypeDeclarationSyntax { BaseList: { } bases } => bases.Types.Any(type => type is PrimaryConstructorBaseTypeSyntax),
        CompilationUnitSyntax unit => unit.Members.Any(member => member is GlobalStatementSyntax),
        _ => false,
    };
}
