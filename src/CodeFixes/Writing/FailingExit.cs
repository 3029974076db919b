using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>How the function around a statement gives up: what it returns elsewhere when something is missing, or what its type leaves no doubt about.</summary>
internal static class FailingExit
{
    /// <summary>The statements, of which the last is the jump; null where nothing certain can be returned.</summary>
    /// <param name="statement">The statement that the test stands beside.</param>
    /// <param name="isBehind">Whether it stands behind it.</param>
    /// <param name="scene">Where it is written.</param>
    public static IReadOnlyList<string>? At(StatementSyntax statement, bool isBehind, Scene scene)
    {
        var function = statement.Ancestors().FirstOrDefault(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax);
        if (function is null || statement.Ancestors().TakeWhile(node => node != function).Any(node => node is FinallyClauseSyntax))
            return null;
        if (FailureValue.Own(function).OfType<YieldStatementSyntax>().Any())
            return ["yield break;"];
        var loop = statement.Ancestors().TakeWhile(node => node != function).FirstOrDefault(node => node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax);
        if (MethodOf(function, scene.Model) is not { } method || Result(function, method, statement.SpanStart, scene) is not (var isVoid, var value))
            return null;
        var jump = !isVoid ? $"return {value};" : loop switch { null => "return;", ForStatementSyntax or CommonForEachStatementSyntax => "continue;", _ => "break;" };
        return isVoid && loop is not null ? [jump] : [.. Unassigned(method, statement, isBehind, scene.Model).Select(parameter => $"{parameter.Name} = default{(parameter.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } ? "!" : "")};"), jump];
    }

    static (bool IsVoid, string? Value)? Result(SyntaxNode function, IMethodSymbol method, int position, Scene scene)
    {
        var known = new FailureValue(function, method, scene);
        if (function is CompilationUnitSyntax && !FailureValue.Own(function).OfType<ReturnStatementSyntax>().Any(jump => jump.Expression is not null) || method.ReturnsVoid)
            return (true, null);
        if (method.ReturnType is not INamedTypeSymbol { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } } task)
            return known.Of(method.ReturnType, position) is { } value ? (false, value) : null;
        if (task.TypeArguments is not [var given])
            return method.IsAsync ? (true, null) : (false, task.Name == "Task" ? $"{task.ToMinimalDisplayString(scene.Model, position)}.CompletedTask" : "default");
        if (known.Of(given, position) is not { } result)
            return null;
        return (false, method.IsAsync || !IsBare(result) ? result : task.Name == "Task" ? $"{TaskType(task, scene, position)}.FromResult<{given.ToMinimalDisplayString(scene.Model, position)}>({result})" : $"new({result})");
    }

    /// <summary>What the function returns elsewhere may be a task already.</summary>
    static bool IsBare(string result) => result.IndexOf("Task", StringComparison.Ordinal) < 0;

    static string TaskType(INamedTypeSymbol task, Scene scene, int position)
        => scene.Model.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task") is { } type ? type.ToMinimalDisplayString(scene.Model, position) : task.Name;

    /// <summary>The <c>out</c> parameters that have no value there: the compiler lets nobody return before they have one.</summary>
    static IEnumerable<IParameterSymbol> Unassigned(IMethodSymbol method, StatementSyntax statement, bool isBehind, SemanticModel model)
    {
        var wanted = method.Parameters.Where(parameter => parameter.RefKind == RefKind.Out).ToArray();
        if (wanted.Length == 0 || model.AnalyzeDataFlow(statement) is not { Succeeded: true } flow)
            return [];
        var assigned = isBehind ? flow.DefinitelyAssignedOnExit : flow.DefinitelyAssignedOnEntry;
        return wanted.Where(parameter => !assigned.Contains(parameter));
    }

    static IMethodSymbol? MethodOf(SyntaxNode function, SemanticModel model) => function switch
    {
        AnonymousFunctionExpressionSyntax => model.GetSymbolInfo(function).Symbol as IMethodSymbol,
        CompilationUnitSyntax unit => model.GetDeclaredSymbol(unit) as IMethodSymbol,
        _ => model.GetDeclaredSymbol(function) as IMethodSymbol,
    };
}
