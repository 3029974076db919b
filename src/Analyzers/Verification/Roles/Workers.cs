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
        var functions = new GivenFunctions(type);
        var tasks = new HashSet<string>(functions.Methods.Where(method => IsTask(method.ReturnType)).Select(method => method.Name), StringComparer.Ordinal);
        foreach (var node in functions.Nodes(tasks))
            if (Started(node, functions, tasks, modelOf) is { } function && functions.MethodOf(function, modelOf(node.SyntaxTree)) is { } method)
                yield return method;
        foreach (var hosted in functions.Methods.Where(IsHosted))
            yield return SourceOrder.Definition(hosted);
    }

    static bool IsHosted(IMethodSymbol method) => method is { Name: "ExecuteAsync", IsOverride: true, Parameters: [{ Type.Name: "CancellationToken" }] };

    /// <summary>The function that something starts; null for what starts none.</summary>
    static ExpressionSyntax? Started(SyntaxNode node, GivenFunctions functions, HashSet<string> tasks, Func<SyntaxTree, SemanticModel> modelOf) => node switch
    {
        ArgumentSyntax { Parent.Parent: ExpressionSyntax starter } argument when functions.In(argument.Expression) is { } function && MayStart(starter) && IsStarter(starter, modelOf(node.SyntaxTree)) => function,
        InvocationExpressionSyntax { Expression: var called } call when GivenFunctions.NameOf(called) is { } name && tasks.Contains(name) && IsLeftAlone(call) => called,
        _ => null,
    };

    static bool MayStart(ExpressionSyntax starter) => starter switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } => starters.Contains(name),
        ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: "Thread" or "Task" } or QualifiedNameSyntax { Right.Identifier.ValueText: "Thread" or "Task" } } => true,
        ImplicitObjectCreationExpressionSyntax => true,
        _ => false,
    };

    static bool IsStarter(ExpressionSyntax starter, SemanticModel model) => starter is InvocationExpressionSyntax
        ? model.GetSymbolInfo(starter).Symbol?.ContainingType is { Name: "Task" or "TaskFactory" or "ThreadPool", DeclaringSyntaxReferences.IsEmpty: true }
        : model.GetTypeInfo(starter).Type is { Name: "Thread" or "Task", DeclaringSyntaxReferences.IsEmpty: true };

    /// <summary>Whether the task goes into a field, or nowhere: <c>loop = RunAsync();</c>, <c>_ = RunAsync();</c>.</summary>
    static bool IsLeftAlone(InvocationExpressionSyntax call) => call.Parent is ExpressionStatementSyntax or AssignmentExpressionSyntax or ArrowExpressionClauseSyntax { Parent: ConstructorDeclarationSyntax };

    static bool IsTask(ITypeSymbol? type) => type is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };
}
