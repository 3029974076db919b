using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Locals;

/// <summary>One operation of a block, or what the block branches on or returns.</summary>
sealed class Statement
{
    /// <summary>What it does with each local that is followed; null for none, as for most statements.</summary>
    Dictionary<ISymbol, LocalUse>? uses;

    /// <summary>Whether it may throw.</summary>
    public bool MayThrow { get; set; }

    /// <summary>Whether control never comes back from a call in it.</summary>
    public bool NeverEnds { get; set; }

    /// <summary>Whether it may end what objects of the rule are taken from.</summary>
    public bool MayEndParent { get; set; }

    public LocalUse? UseOf(ILocalSymbol local) => uses is not null && uses.TryGetValue(local, out var use) ? use : null;

    /// <summary>Notes a use; false where the statement uses the local in two ways, whose order matters.</summary>
    public bool Add(ILocalSymbol local, LocalUse use)
    {
        uses ??= new(SymbolEqualityComparer.Default);
        if (uses.TryGetValue(local, out var known))
            return known == LocalUse.Look && use == LocalUse.Look;
        uses.Add(local, use);
        return true;
    }
}
