namespace NdisRules.Runtime.Tests;

/// <summary>The pools of a stress run and the shelves over which threads hand objects to each other.</summary>
sealed class StressYard : IDisposable
{
    internal const int Cap = 700;

    internal StressYard(NdisVerifierOptions? verifier)
    {
        Verifier = verifier;
        Capped = Make(0, Cap);
        WithData = Make(256, 0);
        Raced = Make(0, 0);
        Lists = NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters
        {
            AllocateNetBuffer = true,
            DataSize = 128,
            ContextSize = 32,
            Verifier = verifier,
        })!;
    }

    internal NdisVerifierOptions? Verifier { get; }

    internal NetBufferPool Capped { get; }

    internal NetBufferPool WithData { get; }

    internal NetBufferPool Raced { get; }

    internal NetBufferListPool Lists { get; }

    internal NetBuffer[] Buffers { get; } = new NetBuffer[900];

    internal NetBufferList[] ListShelf { get; } = new NetBufferList[300];

    internal Mdl[] Mdls { get; } = new Mdl[50];

    /// <summary>One that every thread tries to free.</summary>
    internal NetBuffer Race;

    internal int RacesBegun;
    internal int RacesWon;

    internal NetBufferPool Make(int dataSize, int maximumCount) =>
        NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { DataSize = dataSize, MaximumCount = maximumCount, Verifier = Verifier })!;

    /// <summary>Frees what is left on the shelves; then nothing may be out, and a pool with a cap still has all that it may have.</summary>
    internal void AssertNothingIsLost()
    {
        foreach (var nb in Buffers.Where(nb => !nb.IsNull)) NdisFreeNetBuffer(nb);
        foreach (var nbl in ListShelf.Where(nbl => !nbl.IsNull)) NdisFreeNetBufferList(nbl);
        foreach (var mdl in Mdls.Where(mdl => !mdl.IsNull)) NdisFreeMdl(mdl);
        if (Race.IsLive)
        {
            NdisFreeNetBuffer(Race);
            RacesWon++;
        }
        Assert.Equal((0, 0, 0, 0), (Capped.OutstandingCount, WithData.OutstandingCount, Lists.OutstandingCount, Raced.OutstandingCount));
        Assert.Equal(RacesBegun, RacesWon);
        var all = new NetBuffer[Cap];
        Assert.Equal(Cap, NdisAllocateNetBuffers(Capped, all));
        Assert.Equal(Cap, all.Distinct().Count());
        NdisFreeNetBuffers(all);
    }

    public void Dispose()
    {
        Capped.Dispose();
        WithData.Dispose();
        Lists.Dispose();
        Raced.Dispose();
    }
}
