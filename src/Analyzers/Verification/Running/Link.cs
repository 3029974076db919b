using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>One body of a chain of calls.</summary>
/// <param name="Outer">The body that runs it; null for the first one.</param>
/// <param name="Call">The operation by which it does; null where there is none.</param>
/// <param name="Body">What runs.</param>
sealed record Link(Link? Outer, IOperation? Call, Body Body)
{
    /// <summary>How many calls lie between it and the first body.</summary>
    public int Level { get; } = Outer is null ? 0 : Outer.Level + 1;

    /// <summary>The nearest body, from here outward, to which a local or parameter belongs; null when none of the chain has it.</summary>
    public Link? OwnerOf(ISymbol variable)
    {
        for (var link = this; link is not null; link = link.Outer)
            if (SymbolEqualityComparer.Default.Equals(link.Body.Symbol, variable.ContainingSymbol))
                return link;
        return null;
    }

    /// <summary>The same; the parameters of a primary constructor belong to whatever runs while an object of its type is made.</summary>
    public Link? GiverOf(IParameterSymbol parameter)
    {
        for (var link = this; link is not null; link = link.Outer)
            if (SymbolEqualityComparer.Default.Equals(link.Body.Symbol, parameter.ContainingSymbol)
                || link.Call is IObjectCreationOperation { Constructor: { } constructor } && SymbolEqualityComparer.Default.Equals(constructor.OriginalDefinition, parameter.ContainingSymbol.OriginalDefinition))
                return link;
        return null;
    }

    /// <summary>What the caller puts for a type parameter of the method that runs here; null when nobody says.</summary>
    public ITypeSymbol? TypeOf(ITypeParameterSymbol parameter, ref int level)
    {
        for (var link = this; link is { Outer: { } outer }; link = outer)
        {
            if (Argument(parameter, link.Call, link.Body) is not { } argument)
                continue;
            level = Math.Min(level, outer.Level);
            return argument is ITypeParameterSymbol further ? outer.TypeOf(further, ref level) : argument;
        }

        return null;
    }

    /// <summary>What a call puts for a type parameter of the method that it runs; null when it is another method's.</summary>
    public static ITypeSymbol? Argument(ITypeParameterSymbol parameter, IOperation? call, Body callee)
        => call is IInvocationOperation { TargetMethod: { } target } && parameter.DeclaringMethod is { } method && SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, callee.Symbol)
            && SymbolEqualityComparer.Default.Equals(target.OriginalDefinition, callee.Symbol) ? target.TypeArguments[parameter.Ordinal] : null;

    public bool Runs(Body body)
    {
        for (var link = this; link is not null; link = link.Outer)
            if (link.Body.Equals(body))
                return true;
        return false;
    }
}
