using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Whether a call has no effect but on what it is given: then one that only repeats another may go.</summary>
internal sealed class OnlyArguments(Scene scene, Rule rule)
{
    /// <summary>How many calls are followed into.</summary>
    const int Deepest = 3;

    /// <summary>Whether a call does nothing but to what it is given: what is called, whichever that is, writes to nothing else and calls only what the rule knows.</summary>
    public bool OfCall(InvocationExpressionSyntax call) => scene.Model.GetSymbolInfo(call).Symbol is IMethodSymbol method && (method.MethodKind == MethodKind.DelegateInvoke ? OfDelegate(call) : Of(method, 0));

    /// <summary>A local that has been given one function, and never another.</summary>
    bool OfDelegate(InvocationExpressionSyntax call)
    {
        var invoked = call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke" } member ? member.Expression : call.Expression;
        if (scene.Model.GetSymbolInfo(invoked).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: [var reference] } local || reference.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: var given }
            || Around.Code(reference.GetSyntax()).DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => assignment.Left.ToString() == local.Name))
            return false;
        return given is AnonymousFunctionExpressionSyntax lambda ? Of(lambda.Body is ExpressionSyntax ? lambda : lambda.Body, 0) : scene.Model.GetSymbolInfo(given).Symbol is IMethodSymbol method && Of(method, 0);
    }

    bool Of(IMethodSymbol method, int depth)
    {
        if (rule.RowOf(method) is not null || scene.Book.PartnerAt(method) is not null || scene.Book.Acquires(method))
            return true;
        if (depth >= Deepest)
            return false;
        var bodies = DeclaredFor(method).Where(declared => !declared.IsAbstract).SelectMany(declared => declared.DeclaringSyntaxReferences).Select(reference => reference.GetSyntax()).ToArray();
        return bodies.Length > 0 && bodies.All(body => scene.Model.Compilation.ContainsSyntaxTree(body.SyntaxTree) && Of(body, depth));
    }

    bool Of(SyntaxNode body, int depth)
    {
        var model = ReferenceEquals(body.SyntaxTree, scene.Root.SyntaxTree) ? scene.Model : scene.Model.Compilation.GetSemanticModel(body.SyntaxTree);
        return body.DescendantNodes().All(node => node switch
        {
            AssignmentExpressionSyntax assignment => LentOnly.RootOf(assignment.Left, model) is ILocalSymbol or IParameterSymbol { IsThis: false } or IDiscardSymbol,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } unary => LentOnly.RootOf(unary.Operand, model) is ILocalSymbol,
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } unary => LentOnly.RootOf(unary.Operand, model) is ILocalSymbol,
            InvocationExpressionSyntax called => model.GetSymbolInfo(called).Symbol is IMethodSymbol inner && Of(inner, depth + 1),
            _ => true,
        });
    }

    /// <summary>The method, and of one that may be overridden whatever this file declares in its place; nothing where it may be declared elsewhere.</summary>
    IEnumerable<IMethodSymbol> DeclaredFor(IMethodSymbol method)
    {
        if (!method.IsAbstract && !method.IsVirtual && !method.IsOverride)
            return [method];
        if (method.ContainingType.DeclaredAccessibility == Accessibility.Public)
            return [];
        return scene.Root.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(other => other.Identifier.ValueText == method.Name)
            .Select(other => scene.Model.GetDeclaredSymbol(other)).OfType<IMethodSymbol>()
            .Where(other => SymbolEqualityComparer.Default.Equals(other, method) || SymbolEqualityComparer.Default.Equals(other.OverriddenMethod, method) || SymbolEqualityComparer.Default.Equals(other.ContainingType.FindImplementationForInterfaceMember(method), other));
    }
}
