using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The call that acquired the object, wherever it is, and how what it was given can be said elsewhere.</summary>
internal sealed class AcquireCall
{
    readonly Scene scene;
    readonly SemanticModel model;
    readonly InvocationExpressionSyntax call;

    readonly InvocationExpressionSyntax? root;

    AcquireCall(Scene scene, SemanticModel model, InvocationExpressionSyntax call, IMethodSymbol method, InvocationExpressionSyntax? root)
        => (this.scene, this.model, this.call, Method, this.root) = (scene, model, call, method, root);

    public IMethodSymbol Method { get; }

    /// <summary>What the object was taken from, as it is written there; null where it is not written.</summary>
    public ExpressionSyntax? Receiver => (call.Expression as MemberAccessExpressionSyntax)?.Expression;

    /// <summary>Null where no call acquired it, or nobody knows which.</summary>
    public static AcquireCall? Of(Scene scene, Rule rule, Finding finding)
    {
        var syntax = finding.Steps.LastOrDefault(step => step.Kind == StepKind.Acquire)?.Where ?? finding.Acquire;
        if (syntax is not InvocationExpressionSyntax call || !scene.Model.Compilation.ContainsSyntaxTree(call.SyntaxTree))
            return null;
        var model = ReferenceEquals(call.SyntaxTree, scene.Root.SyntaxTree) ? scene.Model : scene.Model.Compilation.GetSemanticModel(call.SyntaxTree);
        return model.GetSymbolInfo(call).Symbol is IMethodSymbol method && rule.RowOf(method)?.Kind == RowKind.Acquires ? new(scene, model, call, method, ReferenceEquals(finding.Acquire?.SyntaxTree, scene.Root.SyntaxTree) ? finding.Acquire as InvocationExpressionSyntax : null) : null;
    }

    /// <summary>Whether a release belongs to the very type that the object was taken from.</summary>
    public bool IsTakenFrom(IMethodSymbol release) => !Method.IsStatic && !release.IsStatic && SymbolEqualityComparer.Default.Equals(release.ContainingType.OriginalDefinition, Method.ContainingType.OriginalDefinition);

    /// <summary>An argument of the acquire, if it means the same at the position and evaluating it again does nothing.</summary>
    public string? ArgumentAt(int slot, int position)
    {
        if (slot < 0 || slot >= Method.Parameters.Length)
            return null;
        var parameter = Method.Parameters[slot];
        var argument = call.ArgumentList.Arguments.FirstOrDefault(one => one.NameColon?.Name.Identifier.ValueText == parameter.Name)
            ?? call.ArgumentList.Arguments.TakeWhile(one => one.NameColon is null).ElementAtOrDefault(slot);
        return argument is { RefKindKeyword.RawKind: 0 } ? TextAt(argument.Expression, position) : null;
    }

    /// <summary>What an acquire that makes no object puts its duty on; null where it makes one.</summary>
    public ExpressionSyntax? Burdened(Rule rule)
        => rule.RowOf(Method) is { IsDuty: true, Slot: >= 0 } row ? call.ArgumentList.Arguments.ElementAtOrDefault(row.Slot) is { NameColon: null } argument ? argument.Expression : null : null;

    /// <summary>What a name in the acquire is bound to.</summary>
    public ISymbol? SymbolOf(ExpressionSyntax expression) => model.GetSymbolInfo(expression).Symbol;

    /// <summary>What a helper was given that it took the object from, as its caller may write it again at the position.</summary>
    public string? GivenTo(ExpressionSyntax expression, int position)
    {
        if (root is null || SymbolOf(expression) is not IParameterSymbol { ContainingSymbol: IMethodSymbol helper } parameter || scene.Model.GetSymbolInfo(root).Symbol is not IMethodSymbol called
            || called.Name != helper.Name || called.Parameters.Length != helper.Parameters.Length || root.ArgumentList.Arguments.Any(argument => argument.NameColon is not null))
            return null;
        return root.ArgumentList.Arguments.ElementAtOrDefault(parameter.Ordinal)?.Expression is { } given && SameValue.IsStable(given, scene.Model) && SameValue.MeansTheSame(given, scene.Model, position, scene) ? given.WithoutTrivia().ToString() : null;
    }

    /// <summary>An expression of the acquire as it may be written again at the position; null when it could mean something else there.</summary>
    public string? TextAt(ExpressionSyntax expression, int position)
        => SameValue.IsStable(expression, model) && SameValue.MeansTheSame(expression, model, position, scene) ? expression.WithoutTrivia().ToString() : null;
}
