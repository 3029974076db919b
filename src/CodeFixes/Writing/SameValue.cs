using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Whether an expression may be written a second time, elsewhere, for the same value.</summary>
internal static class SameValue
{
    /// <summary>Whether evaluating it does nothing: names, members and constants, and what is computed of these.</summary>
    public static bool IsStable(ExpressionSyntax expression, SemanticModel model)
        => model.GetConstantValue(expression).HasValue || expression switch
        {
            ThisExpressionSyntax or BaseExpressionSyntax or LiteralExpressionSyntax or TypeSyntax and not IdentifierNameSyntax and not QualifiedNameSyntax => true,
            IdentifierNameSyntax or QualifiedNameSyntax => true,
            MemberAccessExpressionSyntax member => IsStable(member.Expression, model),
            ParenthesizedExpressionSyntax inner => IsStable(inner.Expression, model),
            CastExpressionSyntax cast => IsStable(cast.Expression, model),
            BinaryExpressionSyntax binary => IsStable(binary.Left, model) && IsStable(binary.Right, model),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression or (int)SyntaxKind.UnaryMinusExpression or (int)SyntaxKind.BitwiseNotExpression } unary => IsStable(unary.Operand, model),
            IsPatternExpressionSyntax pattern => IsStable(pattern.Expression, model) && !pattern.Pattern.DescendantNodes().Any(node => node is VariableDesignationSyntax and not DiscardDesignationSyntax),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } unary => IsStable(unary.Operand, model),
            _ => false,
        };

    /// <summary>Whether every name in it is bound to the same thing at the position, and to nothing that has changed since.</summary>
    public static bool MeansTheSame(ExpressionSyntax expression, SemanticModel model, int position, Scene scene)
        => expression.DescendantNodesAndSelf(node => node is not GenericNameSyntax).OfType<ExpressionSyntax>()
            .Where(node => node is MemberAccessExpressionSyntax or SimpleNameSyntax && !(node.Parent is MemberAccessExpressionSyntax access && access.Name == node))
            .All(name => Means(name, model, position, scene));

    static bool Means(ExpressionSyntax name, SemanticModel model, int position, Scene scene)
    {
        var symbol = model.GetSymbolInfo(name).Symbol;
        if (symbol is null or IPropertySymbol { IsIndexer: true } || Changes(symbol, model))
            return false;
        var there = scene.Model.GetSpeculativeSymbolInfo(position, name.WithoutTrivia(), SpeculativeBindingOption.BindAsExpression).Symbol
            ?? scene.Model.GetSpeculativeSymbolInfo(position, name.WithoutTrivia(), SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol;
        return SymbolEqualityComparer.Default.Equals(symbol, there);
    }

    /// <summary>A variable that is written more than once may hold something else by now.</summary>
    static bool Changes(ISymbol symbol, SemanticModel model)
    {
        if (symbol is not (ILocalSymbol or IParameterSymbol) || symbol.DeclaringSyntaxReferences is not [var reference] || !ReferenceEquals(reference.SyntaxTree, model.SyntaxTree))
            return false;
        return IsWritten(symbol, reference.GetSyntax());
    }

    /// <summary>Whether something in the member around its declaration writes to a variable of that name.</summary>
    public static bool IsWritten(ISymbol variable, SyntaxNode declaration)
        => Around.Code(declaration).DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => use.Identifier.ValueText == variable.Name && IsWritten(use));

    static bool IsWritten(IdentifierNameSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == use,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => true,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => true,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
        _ => false,
    };
}
