using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;

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
    public static OwnershipKind Of(IMethodSymbol method, IParameterSymbol? parameter, Run run, bool inSource, bool isObject)
        => Of(method, parameter, run.Types, run.Bodies.Traits, inSource || run.Settings.UnknownCalls == UnknownCalls.Transfer, inSource, isObject);

    /// <summary>What becomes of an object that a library is handed, where nothing else is said of unknown calls.</summary>
    public static OwnershipKind InLibrary(IMethodSymbol method, IParameterSymbol parameter, ObjectTypes types, MemberTraits traits) => Of(method, parameter, types, traits, transfers: false, inSource: false, isObject: true);

    static OwnershipKind Of(IMethodSymbol method, IParameterSymbol? parameter, ObjectTypes types, MemberTraits traits, bool transfers, bool inSource, bool isObject)
    {
        switch (parameter is null ? null : OwnershipAttributes.OfParameter(parameter))
        {
            case RowKind.Releases:
                return OwnershipKind.Releases;
            case RowKind.Borrows:
                return OwnershipKind.Borrows;
            case RowKind.Transfers:
                return OwnershipKind.Escapes;
        }

        // A span cannot be kept on the heap, and nobody gives back by it what it looks at.
        if ((!inSource || !isObject || method.MethodKind == MethodKind.DelegateInvoke) && method.MethodKind != MethodKind.Constructor && parameter?.OriginalDefinition.Type is { IsRefLikeType: true })
            return OwnershipKind.Borrows;
        if (method.MethodKind == MethodKind.Constructor && CannotKeep(method.ContainingType, types))
            return OwnershipKind.Borrows;
        return transfers || IsForHeirs(method) || method.MethodKind == MethodKind.Constructor || MayKeep(method, types) || (traits.IsNative(method) && isObject && IsToken(parameter, types)) || IsState(method, parameter) || IsTogether(method) || IsKeptForLater(method) ? OwnershipKind.Escapes : OwnershipKind.Borrows;
    }

    /// <summary>A member of a library's class that is there for those derived from it, such as <c>SetHandle</c>: what an object hands to its own base stays in the object.</summary>
    static bool IsForHeirs(IMethodSymbol method) => method is { IsStatic: false, MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Protected or Accessibility.ProtectedOrInternal };

    /// <summary>A number that stands for the object and can be turned back into it: native code that is given one calls back with it.</summary>
    static bool IsToken(IParameterSymbol? parameter, ObjectTypes types) => ObjectTypes.IsAddress(parameter?.Type) && !types.Declared.Any(ObjectTypes.IsAddress);

    /// <summary>A string copies what it is made of, and a struct without references has no room for any.</summary>
    static bool CannotKeep(INamedTypeSymbol created, ObjectTypes types)
        => created.SpecialType == SpecialType.System_String || (created.IsUnmanagedType && types.Declared.All(type => type.IsReferenceType));

    /// <summary>A container of such objects may keep what it is given; so may one of anything.</summary>
    static bool MayKeep(IMethodSymbol method, ObjectTypes types)
    {
        if (CopiesOut(method))
            return false;
        var holder = method.ReducedFrom is null ? method.ContainingType : method.ReceiverType as INamedTypeSymbol ?? method.ContainingType;
        return method.TypeArguments.Any(types.Has)
            || Arguments(holder).Any(types.Has)
            || (!method.IsStatic || method.IsExtensionMethod) && holder.AllInterfaces.Any(type => type.SpecialType == SpecialType.System_Collections_IEnumerable) && !HasNoRoom(method, holder, types)
            || method.MethodKind == MethodKind.DelegateInvoke;
    }

    /// <summary>What fills an array that it is given keeps none; text has no room for any.</summary>
    static bool CopiesOut(IMethodSymbol method) => method.Name is "CopyTo" or "TryCopyTo" || method.ContainingType.SpecialType == SpecialType.System_String;

    /// <summary>A container of bytes or the like takes the elements of an array, not the array.</summary>
    static bool HasNoRoom(IMethodSymbol method, INamedTypeSymbol holder, ObjectTypes types) => holder.SpecialType == SpecialType.System_Array
        || (!method.IsExtensionMethod && holder.TypeArguments is [{ IsUnmanagedType: true }] && types.Declared.All(type => type.IsReferenceType));

    /// <summary><c>Task.WhenAll</c> and its like: the results come together, elsewhere.</summary>
    static bool IsTogether(IMethodSymbol method) => method is { IsStatic: true, Name: "WhenAll" or "WhenAny" or "WhenEach", ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } };

    /// <summary>What is given to arguments of an operation that goes on: its completion finds it there.</summary>
    static bool IsKeptForLater(IMethodSymbol method) => method is { Name: "SetBuffer", ContainingType: { Name: "SocketAsyncEventArgs", ContainingNamespace.Name: "Sockets" } };

    /// <summary>The <c>object state</c> beside a delegate, or of a thread: whoever runs the delegate is given it.</summary>
    public static bool IsState(IMethodSymbol method, IParameterSymbol? parameter) => (parameter is { Type.SpecialType: SpecialType.System_Object } || parameter?.OriginalDefinition.Type is ITypeParameterSymbol)
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
