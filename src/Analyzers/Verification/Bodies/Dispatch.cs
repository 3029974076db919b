using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>Which methods a call runs, by what is known of its receiver.</summary>
static class Dispatch
{
    /// <summary>The override that an object of type <paramref name="receiver"/> has; the method itself where the call is not virtual, as <c>base.M()</c> is not.</summary>
    public static IMethodSymbol Of(IOperation call, IMethodSymbol method, INamedTypeSymbol? receiver)
        => IsVirtual(method) && !IsOnBase(call) ? Of(method, receiver) : method;

    public static IMethodSymbol Of(IMethodSymbol method, INamedTypeSymbol? receiver)
    {
        for (var type = receiver; type is not null; type = type.BaseType)
            foreach (var member in type.GetMembers(method.Name).OfType<IMethodSymbol>())
                for (var overridden = member; overridden is not null; overridden = overridden.OverriddenMethod)
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
                        return member;
        return method;
    }

    /// <summary>Everything that a call may run; the member itself where it is not virtual, or where nobody in sight says more.</summary>
    /// <param name="call">The call, or the mention of a property.</param>
    /// <param name="method">What it calls.</param>
    /// <param name="body">The body it stands in.</param>
    /// <param name="bodies">Where bodies come from.</param>
    /// <param name="typeOf">What stands for a type parameter, where that is known.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public static IReadOnlyList<IMethodSymbol> Candidates(IOperation call, IMethodSymbol method, Body body, MethodBodies bodies, Func<ITypeParameterSymbol, ITypeSymbol?> typeOf, CancellationToken cancellation)
    {
        if (!IsChosen(method) || IsOnBase(call))
            return [method];
        var instance = InstanceOf(call);
        var type = instance.Unconverted()?.Type ?? (call as IInvocationOperation)?.ConstrainedToType;
        if (ReceiverTypes.ExactOf(instance, body, bodies, cancellation) is { } exact)
            return Implementations.On(exact, method) is { } only ? [only] : [method];
        if (type is ITypeParameterSymbol parameter)
            type = typeOf(parameter) ?? parameter.ConstraintTypes.FirstOrDefault(constraint => constraint.TypeKind == TypeKind.Class);
        // A plain class says nothing about an interface that only classes below it have.
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } || type.SpecialType == SpecialType.System_Object)
            type = null;
        var found = bodies.Implementations.Of(method, type);
        return found.Count > 0 ? found : [method];
    }

    /// <summary>What a call is made on; a delegate is not what its target is called on.</summary>
    static IOperation? InstanceOf(IOperation call) => call switch
    {
        IInvocationOperation { TargetMethod.MethodKind: not MethodKind.DelegateInvoke } invocation => invocation.Instance,
        IPropertyReferenceOperation property => property.Instance,
        _ => null,
    };

    /// <summary>Whether the receiver chooses what a call of the method runs.</summary>
    public static bool IsChosen(IMethodSymbol method) => IsVirtual(method) || method.ContainingType.TypeKind == TypeKind.Interface;

    static bool IsVirtual(IMethodSymbol method) => method.IsVirtual || method.IsAbstract || method.IsOverride;

    /// <summary>Whether a call names the base class, and so is not virtual.</summary>
    public static bool IsOnBase(IOperation call)
        => call is IInvocationOperation { Instance.Syntax: BaseExpressionSyntax } or IPropertyReferenceOperation { Instance.Syntax: BaseExpressionSyntax };
}
