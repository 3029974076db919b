using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>
/// The functions that a type starts and lets run beside it: the body of a thread, a task that nobody waits for where it is started, the
/// <c>ExecuteAsync</c> of a hosted service. What they share with the object they may take from it whenever they like, until somebody waits for
/// their end; how far they have come is not followed.
/// </summary>
static class Workers
{
    static readonly HashSet<string> starters = new(StringComparer.Ordinal) { "Run", "StartNew", "QueueUserWorkItem", "UnsafeQueueUserWorkItem" };

    /// <param name="type">Whose life it is.</param>
    /// <param name="modelOf">Binds what is found.</param>
    public static IEnumerable<IMethodSymbol> Of(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> modelOf)
    {
        var levels = new HashSet<ISymbol>(SourceOrder.SourceChain(type), SymbolEqualityComparer.Default);
        return GivenFunctions.PartsOf(levels).SelectMany(part => In(part.GetSyntax(), modelOf(part.SyntaxTree)))
            .Concat(levels.OfType<INamedTypeSymbol>().SelectMany(level => level.GetMembers("ExecuteAsync")).OfType<IMethodSymbol>().Where(IsHosted).Select(SourceOrder.Definition))
            .Where(worker => GivenFunctions.AreOn(levels, worker));
    }

    static IEnumerable<IMethodSymbol> In(SyntaxNode part, SemanticModel model)
    {
        foreach (var node in part.DescendantNodes())
            if (Started(node, model) is { } function && GivenFunctions.MethodOf(function, model) is { } method)
                yield return method;
    }

    static bool IsHosted(IMethodSymbol method) => method is { IsOverride: true, Parameters: [{ Type.Name: "CancellationToken" }] };

    /// <summary>The function that something starts; null for what starts none.</summary>
    static ExpressionSyntax? Started(SyntaxNode node, SemanticModel model) => node switch
    {
        ArgumentSyntax { Parent.Parent: ExpressionSyntax starter } argument when GivenFunctions.Bare(argument.Expression) is var function && GivenFunctions.Are(function) && IsStarter(starter, model) => function,
        InvocationExpressionSyntax { Expression: var called } call when GivenFunctions.Are(called) && IsLeftAlone(call) && IsTask(model.GetTypeInfo(call).Type) => called,
        _ => null,
    };

    static bool IsStarter(ExpressionSyntax starter, SemanticModel model) => starter switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } when starters.Contains(name)
            => model.GetSymbolInfo(starter).Symbol?.ContainingType is { Name: "Task" or "TaskFactory" or "ThreadPool", DeclaringSyntaxReferences.IsEmpty: true },
        BaseObjectCreationExpressionSyntax => model.GetTypeInfo(starter).Type is { Name: "Thread" or "Task", DeclaringSyntaxReferences.IsEmpty: true },
        _ => false,
    };

    /// <summary>Whether the task goes into a field, or nowhere: <c>loop = RunAsync();</c>, <c>_ = RunAsync();</c>.</summary>
    static bool IsLeftAlone(InvocationExpressionSyntax call) => call.Parent is ExpressionStatementSyntax or AssignmentExpressionSyntax or ArrowExpressionClauseSyntax { Parent: ConstructorDeclarationSyntax };

    static bool IsTask(ITypeSymbol? type) => type is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };
}
