namespace NdisRules.Analyzers.Flow;

/// <summary>A set of small numbers for each row, as bits: what a block mentions, writes or needs. One array for all rows.</summary>
sealed class BitTable
{
    readonly int width;
    readonly ulong[] words;

    public BitTable(int rows, int columns) => (width, words) = ((columns + 63) / 64, new ulong[rows * ((columns + 63) / 64)]);

    BitTable(BitTable other) => (width, words) = (other.width, (ulong[])other.words.Clone());

    public BitTable Copy() => new(this);

    public bool this[int row, int column] => (words[row * width + column / 64] & 1UL << column % 64) != 0;

    public void Add(int row, int column) => words[row * width + column / 64] |= 1UL << column % 64;

    public void Remove(int row, int column) => words[row * width + column / 64] &= ~(1UL << column % 64);

    /// <summary>Adds to a row what another row has, but for what a row of <paramref name="except"/> has. True when that was more.</summary>
    public bool AddAll(int row, int other, BitTable except)
    {
        var grown = false;
        for (var i = 0; i < width; i++)
        {
            ref var word = ref words[row * width + i];
            var more = words[other * width + i] & ~except.words[row * width + i] & ~word;
            grown |= more != 0;
            word |= more;
        }

        return grown;
    }
}
