using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation;

/// <summary>What decides, with the seed, how a program comes out.</summary>
/// <param name="Size">How many constructs a method is made of, about.</param>
/// <param name="MutantShare">How many of 100 programs are made wrong by one change.</param>
/// <param name="Kinds">The kinds of objects that the analyzer has rules for.</param>
/// <param name="Weights">How often a construct is drawn, 10 unless it stands here.</param>
sealed record GeneratorOptions(int Size, int MutantShare, IReadOnlySet<char> Kinds, IReadOnlyDictionary<Construct, int> Weights)
{
    public int WeightOf(Construct construct) => Weights.GetValueOrDefault(construct, 10);
}
