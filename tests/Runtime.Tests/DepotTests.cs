namespace NdisRules.Runtime.Tests;

/// <summary>The two stacks without locks, hammered by themselves: in a pool they are used once in a hundred pairs.</summary>
[Collection("alone")]
public sealed unsafe class DepotTests
{
    const int Magazines = 6;
    const int Bytes = 64;

    [Fact]
    public void A_magazine_is_never_in_two_hands()
    {
        var depot = default(Depot);
        var rented = Enumerable.Range(0, Magazines).Select(_ => MagazineSpace.Rent(Bytes)).ToList();
        foreach (var index in rented)
        {
            MagazineSpace.At(index)[1] = 0;
            depot.PushEmpty(MagazineSpace.At(index));
        }
        var shared = &depot;
        var clashes = 0;
        var moves = 0;
        Parallel.For(0, 4, _ =>
        {
            for (var i = 0; i < 300_000; i++)
            {
                var full = i % 3 == 0;
                var magazine = full ? shared->PopFull() : shared->PopEmpty();
                if (magazine == null) continue;
                // The second word is this thread's as long as the magazine is.
                if (Interlocked.Increment(ref magazine[1]) != 1) Interlocked.Increment(ref clashes);
                Interlocked.Decrement(ref magazine[1]);
                if (full) shared->PushEmpty(magazine);
                else shared->PushFull(magazine);
                Interlocked.Increment(ref moves);
            }
        });
        var left = new HashSet<nint>();
        while (shared->PopFull() is var magazine && magazine != null) left.Add((nint)magazine);
        while (shared->PopEmpty() is var magazine && magazine != null) left.Add((nint)magazine);
        Assert.Equal((0, Magazines, 0), (clashes, left.Count, shared->FullCount));
        Assert.True(moves > 100_000);
        MagazineSpace.Return(Bytes, rented);
    }
}
