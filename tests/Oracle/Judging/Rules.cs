using NdisRules.Analyzers;
using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Judging;

/// <summary>Which rules the analyzer brings: only objects that it knows are generated.</summary>
static class Rules
{
    static readonly IReadOnlySet<string> names = typeof(PairingAnalyzer).Assembly.GetManifestResourceNames().ToHashSet();

    static readonly IReadOnlyDictionary<char, string> rules = new Dictionary<char, string>
    {
        [Kind.Buffer] = "NdisAllocateNetBuffer",
        [Kind.Data] = "NdisAllocateNetBufferMdlAndData",
        [Kind.List] = "NdisAllocateNetBufferList",
        [Kind.Whole] = "NdisAllocateNetBufferAndNetBufferList",
        [Kind.Clone] = "NdisAllocateCloneNetBufferList",
        [Kind.Context] = "NdisAllocateNetBufferListContext",
        [Kind.Pool] = "NdisAllocateNetBufferPool",
    };

    public static IReadOnlySet<char> Kinds { get; } = rules.Where(rule => Has(rule.Value)).Select(rule => rule.Key).ToHashSet();

    public static bool KnowsArrays { get; } = Has("ArrayPool");

    static bool Has(string rule) => names.Contains(rule + ".ndisrules");
}
