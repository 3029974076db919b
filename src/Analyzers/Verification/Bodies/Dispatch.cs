using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>Which method a call runs when the type of its receiver is known.</summary>
static class Dispatch
{
    /// <summary>The override that an object of type <paramref name="receiver"/> has; the method itself where the call is not virtual, as <c>base.M()</c> is not.</summary>
    public static IMethodSymbol Of(IOperation call, IMethodSymbol method, INamedTypeSymbol? receiver)
    {
        if (!(method.IsVirtual || method.IsAbstract || method.IsOverride) || IsOnBase(call))
            return method;
        for (var type = receiver; type is not null; type = type.BaseType)
            foreach (var member in type.GetMembers(method.Name).OfType<IMethodSymbol>())
                for (var overridden = member; overridden is not null; overridden = overridden.OverriddenMethod)
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
                        return member;
        return method;
    }

    static bool IsOnBase(IOperation call)
        => call is IInvocationOperation { Instance.Syntax: BaseExpressionSyntax } or IPropertyReferenceOperation { Instance.Syntax: BaseExpressionSyntax };
}
