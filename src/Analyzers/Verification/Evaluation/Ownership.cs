using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Evaluation;

enum OwnershipKind
{
    /// <summary>Looked at during the call only.</summary>
    Borrows,

    /// <summary>Given back by the callee.</summary>
    Releases,

    /// <summary>Kept by somebody out of sight: the engine stops tracking.</summary>
    Escapes,
}

/// <summary>What becomes of an object that is handed to code that is not executed: optimistic where the engine is blind.</summary>
static class Ownership
{
    public static OwnershipKind Of(IMethodSymbol method, IParameterSymbol? parameter, Rule rule, bool inSource)
    {
        foreach (var attribute in parameter is null ? Enumerable.Empty<AttributeData>() : parameter.GetAttributes())
            if (attribute.AttributeClass is { ContainingNamespace: { Name: "NdisRules", ContainingNamespace.IsGlobalNamespace: true }, Name: var name })
                switch (name)
                {
                    case "ReleasesAttribute":
                        return OwnershipKind.Releases;
                    case "BorrowsAttribute":
                        return OwnershipKind.Borrows;
                    case "TransfersAttribute":
                        return OwnershipKind.Escapes;
                }

        return inSource || method.MethodKind == MethodKind.Constructor || MayKeep(method, rule) || IsState(method, parameter) || IsTogether(method) ? OwnershipKind.Escapes : OwnershipKind.Borrows;
    }

    /// <summary>A container of such objects may keep what it is given; so may one of anything.</summary>
    static bool MayKeep(IMethodSymbol method, Rule rule)
    {
        var holder = method.ReducedFrom is null ? method.ContainingType : method.ReceiverType as INamedTypeSymbol ?? method.ContainingType;
        return method.TypeArguments.Any(rule.Gives)
            || Arguments(holder).Any(rule.Gives)
            || holder.AllInterfaces.Any(type => type.SpecialType == SpecialType.System_Collections_IEnumerable)
            || method.MethodKind == MethodKind.DelegateInvoke;
    }

    /// <summary><c>Task.WhenAll</c> and its like: the results come together, elsewhere.</summary>
    static bool IsTogether(IMethodSymbol method) => method is { IsStatic: true, Name: "WhenAll" or "WhenAny" or "WhenEach", ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } };

    /// <summary>The <c>object state</c> beside a delegate, or of a thread: whoever runs the delegate is given it.</summary>
    static bool IsState(IMethodSymbol method, IParameterSymbol? parameter) => (parameter is { Type.SpecialType: SpecialType.System_Object } || parameter?.OriginalDefinition.Type is ITypeParameterSymbol)
        && (method.Parameters.Any(other => other.Type.TypeKind == TypeKind.Delegate) || method.ContainingType is { Name: "Thread", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } });

    static IEnumerable<ITypeSymbol> Arguments(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
            foreach (var argument in type.TypeArguments)
            {
                yield return argument;
                if (argument is INamedTypeSymbol named)
                    foreach (var inner in Arguments(named))
                        yield return inner;
            }
    }
}
