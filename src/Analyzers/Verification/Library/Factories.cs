using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Library;

/// <summary>What a member of a library does with what a function that it is given makes.</summary>
enum FactoryUse
{
    /// <summary>It is none that runs a function here, or nobody knows.</summary>
    None,

    /// <summary>A table puts it under a key that it does not have, and gives what lies there.</summary>
    GetsOrAdds,

    /// <summary>The same, and a second function makes of what lies there what lies there from then on.</summary>
    AddsOrUpdates,

    /// <summary>A place that is null gets it.</summary>
    Ensures,

    /// <summary>A container of its own gets one for each element of another.</summary>
    Projects,

    /// <summary>The object that was given the function keeps it: it is made when somebody first asks.</summary>
    MakesOnce,
}

/// <summary>The members of the library that run a function they are given before they return, and the parameters that it stands for.</summary>
static class Factories
{
    public static FactoryUse UseOf(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } call => method.Name switch
        {
            "GetOrAdd" when Is(method, "ConcurrentDictionary") => FactoryUse.GetsOrAdds,
            "AddOrUpdate" when Is(method, "ConcurrentDictionary") => FactoryUse.AddsOrUpdates,
            "EnsureInitialized" when Is(method, "LazyInitializer") && method.Parameters is [_, { Type.TypeKind: TypeKind.Delegate }] => FactoryUse.Ensures,
            "ConvertAll" when Is(method, "List", "Array") => FactoryUse.Projects,
            "Select" or "SelectMany" when Is(method, "Enumerable") && method.Parameters.Length == 2 && IsCarriedOut(call) => FactoryUse.Projects,
            "ToDictionary" when Is(method, "Enumerable") && method.Parameters.Any(static parameter => parameter.Name == "elementSelector") => FactoryUse.Projects,
            _ => FactoryUse.None,
        },
        IPropertyReferenceOperation { Property: { Name: "Value" } property } when IsLazy(property.ContainingType) => FactoryUse.MakesOnce,
        _ => FactoryUse.None,
    };

    /// <summary>Where the functions stand that an operation runs: an argument, or the object that was given one.</summary>
    public static IEnumerable<IOperation> RunBy(IOperation operation) => UseOf(operation) switch
    {
        FactoryUse.None => [],
        FactoryUse.MakesOnce => ((IPropertyReferenceOperation)operation).Instance is { } lazy ? [lazy] : [],
        _ => ((IInvocationOperation)operation).Arguments.Where(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate).Select(argument => argument.Value),
    };

    /// <summary>Whether an argument is a function that its call runs at once, or that what is created with it runs when it is asked.</summary>
    public static bool Takes(IOperation? taker) => taker is IObjectCreationOperation { Type: INamedTypeSymbol made } ? IsLazy(made) : taker is not null && UseOf(taker) is not (FactoryUse.None or FactoryUse.MakesOnce);

    /// <summary>The argument that is, or makes, what is put in.</summary>
    public static IArgumentOperation? Adds(IInvocationOperation call) => Argument(call, "valueFactory", "addValueFactory", "value", "addValue");

    /// <summary>The argument that makes of what lies there what lies there from then on.</summary>
    public static IArgumentOperation? Updates(IInvocationOperation call) => Argument(call, "updateValueFactory");

    /// <summary>The argument that makes an element of an element.</summary>
    public static IArgumentOperation? ProjectsBy(IInvocationOperation call) => Argument(call, "selector", "converter", "elementSelector");

    public static bool IsLazy(INamedTypeSymbol? type) => type is { Name: "Lazy", ContainingNamespace.Name: "System", TypeArguments.Length: 1 };

    static IArgumentOperation? Argument(IInvocationOperation call, params string[] names) => call.Arguments.FirstOrDefault(argument => names.Contains(argument.Parameter?.Name));

    static bool Is(IMethodSymbol method, params string[] types) => types.Contains(method.ContainingType.Name) && method.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>Whether a query, which does nothing by itself, is carried out where it stands, and once: into an array or list, by a loop, by a sum, as tasks that are waited for together.</summary>
    static bool IsCarriedOut(IOperation query)
    {
        if (query.Syntax.Parent is SpreadElementSyntax)
            return true;
        var user = query.Parent;
        while (user is IConversionOperation or IArgumentOperation or IParenthesizedOperation or ITranslatedQueryOperation)
            user = user.Parent;
        return user is IInvocationOperation { TargetMethod: var method } further && (allAtOnce.Contains(method.Name) || (later.Contains(method.Name) && Is(method, "Enumerable") && IsCarriedOut(further)));
    }

    static readonly HashSet<string> allAtOnce = new(StringComparer.Ordinal)
    {
        "ToArray", "ToList", "ToHashSet", "ToImmutableArray", "ToImmutableList", "GetEnumerator", "WhenAll", "Sum", "Average", "Min", "Max", "Aggregate",
    };

    /// <summary>What does nothing by itself either, and hands every element on, or chooses among them.</summary>
    static readonly HashSet<string> later = new(StringComparer.Ordinal) { "OrderBy", "OrderByDescending", "Order", "OrderDescending", "Reverse", "Where", "AsEnumerable" };
}
