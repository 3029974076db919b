using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Tasks. One that will give the object stands for the object, so its members are not the object's: <c>ConfigureAwait</c>,
/// <c>GetAwaiter().GetResult()</c>, <c>Result</c> and <c>AsTask</c> hand it on, <c>IsCompleted</c> does not look at it.
/// </summary>
static class Promises
{
    public static bool Passes(ISymbol member) => !member.IsStatic && member.ContainingType is { } type && IsPromise(type);

    /// <summary>Whether a value of this type is, or will be, an object of the rule, or an array of it under another name.</summary>
    public static bool Gives(ITypeSymbol? type, ObjectTypes types) => types.Has(type) || (ObjectTypes.IsAroundBytes(type) && types.Declared.Any(static declared => declared.TypeKind == TypeKind.Array))
        || (type is INamedTypeSymbol named && (named.TypeArguments.Any(argument => Gives(argument, types)) || (named.ContainingType is { } outer && IsPromise(named) && Gives(outer, types))));

    /// <summary>Whether a member of a task gives it, or its result, to whoever asked: no more than another name of either.</summary>
    public static bool HandsOn(ISymbol member) => member.Name is "ConfigureAwait" or "AsTask" or "GetAwaiter" or "GetResult" or "Preserve" or "WaitAsync" or "Result";

    /// <summary>Whether what a call or creation makes is a task that has its result already: <c>new ValueTask&lt;T&gt;(x)</c>, <c>Task.FromResult(x)</c>.</summary>
    public static bool IsMadeOfResult(IMethodSymbol made) => made is { Parameters.Length: 1, ContainingType: var type } && IsPromise(type)
        && (made is { MethodKind: MethodKind.Constructor, ContainingType: { Name: "ValueTask", IsGenericType: true } } || made is { Name: "FromResult", IsStatic: true });

    /// <summary><c>Task.WhenAll</c>.</summary>
    public static bool WaitsForAll(IMethodSymbol method) => method is { IsStatic: true, Name: "WhenAll", ContainingType: { Name: "Task" } type } && IsPromise(type);

    public static bool Is(ITypeSymbol? type) => type is INamedTypeSymbol named && IsPromise(named);

    /// <summary>Whether what a call gives is its first argument, which will be disposed without coming back to its thread: <c>await using (x.ConfigureAwait(false))</c>.</summary>
    public static bool Configures(IMethodSymbol method) => method is { Name: "ConfigureAwait", IsExtensionMethod: true, ReturnType: INamedTypeSymbol { Name: Configured } type } && IsIn(type, "CompilerServices", "Runtime");

    /// <summary>What the end of that ends: the object that it stands for.</summary>
    public static IMethodSymbol Unconfigured(IMethodSymbol method) => method is { Name: "DisposeAsync", ContainingType: { Name: Configured } type } && IsIn(type, "CompilerServices", "Runtime")
        && type.ContainingAssembly.GetTypeByMetadataName("System.IAsyncDisposable")?.GetMembers("DisposeAsync").FirstOrDefault() is IMethodSymbol end ? end : method;

    const string Configured = "ConfiguredAsyncDisposable";

    static bool IsPromise(INamedTypeSymbol type) => type.Name switch
    {
        "Task" or "ValueTask" => IsIn(type, "Tasks", "Threading"),
        "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter" => IsIn(type, "CompilerServices", "Runtime"),
        _ => false,
    };

    static bool IsIn(INamedTypeSymbol type, string inner, string outer)
        => type.ContainingNamespace is { ContainingNamespace: { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } above } last && last.Name == inner && above.Name == outer;
}
