namespace NdisRules.Runtime.Tests;

/// <summary>Random allocations and frees by several threads in turn, against a list of what is out.</summary>
public sealed class PoolModelTests
{
    const int Turns = 4000;
    const int StepsPerTurn = 40;

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 20, 0)]
    [InlineData(4, 300, 64)]
    [InlineData(5, 0, 64)]
    public void A_pool_lends_and_takes_back_what_the_model_says(int seed, int maximumCount, int dataSize)
    {
        using var pool = Pool(maximumCount, dataSize);
        using var threads = new Baton(4);
        var model = new Model(pool, new Random(seed));
        for (var turn = 0; turn < Turns; turn++) threads.On(turn * 7 % 11 % threads.Count, model.Steps);
        model.FreeAll();
    }

    sealed class Model(NetBufferPool pool, Random random)
    {
        readonly List<(NetBuffer NetBuffer, int Mark)> lent = [];
        readonly Queue<NetBuffer> stale = new();
        readonly NetBuffer[] many = new NetBuffer[40];
        int marks;

        int Room => pool.MaximumCount == 0 ? int.MaxValue : pool.MaximumCount - lent.Count;

        internal void Steps()
        {
            for (var step = 0; step < StepsPerTurn; step++) Step(random.Next(20));
            Assert.Equal(lent.Count, pool.OutstandingCount);
        }

        internal void FreeAll()
        {
            while (lent.Count > 0) Free(lent.Count - 1);
            Assert.Equal(0, pool.OutstandingCount);
        }

        void Step(int choice)
        {
            if (choice < 6) Allocate();
            else if (choice < 8) AllocateMany(random.Next(many.Length));
            else if (choice < 15) Free(random.Next(Math.Max(1, lent.Count)));
            else if (choice < 17) FreeMany(random.Next(many.Length));
            else if (choice < 18) Look();
            else UseStale();
        }

        void Allocate()
        {
            var room = Room;
            var nb = pool.DataSize > 0 ? NdisAllocateNetBufferMdlAndData(pool) : AllocatePlain();
            Assert.Equal(room == 0, nb.IsNull);
            if (nb) Note(nb);
        }

        NetBuffer AllocatePlain()
        {
            if (random.Next(2) == 0) return NdisAllocateNetBuffer(pool, null, 0, 0);
            using var local = pool.Enter();
            return local.NdisAllocateNetBuffer(null, 0, 0);
        }

        void AllocateMany(int wanted)
        {
            if (pool.DataSize > 0) return;
            var expected = Math.Min(Room, wanted);
            Assert.Equal(expected, NdisAllocateNetBuffers(pool, many.AsSpan(0, wanted)));
            foreach (var nb in many[..expected]) Note(nb);
        }

        void Note(NetBuffer nb)
        {
            Assert.Equal((pool.DataSize, 0, 0), (nb.DataLength, nb.DataOffset, nb.ChecksumBias));
            Assert.True(nb.Next.IsNull);
            Assert.DoesNotContain(stale, old => old == nb);
            nb.DataOffset = ++marks;
            if (marks % 3 == 0) nb.ProtocolReserved[marks % 6] = marks;
            lent.Add((nb, marks));
        }

        void Free(int at)
        {
            if (lent.Count == 0) return;
            var nb = Remove(at);
            if (random.Next(3) > 0)
            {
                NdisFreeNetBuffer(nb);
                return;
            }
            using var local = pool.Enter();
            local.NdisFreeNetBuffer(nb);
        }

        void FreeMany(int wanted)
        {
            var count = Math.Min(wanted, lent.Count);
            for (var i = 0; i < count; i++) many[i] = Remove(random.Next(lent.Count));
            NdisFreeNetBuffers(many.AsSpan(0, count));
        }

        NetBuffer Remove(int at)
        {
            var (nb, mark) = lent[at];
            Assert.Equal(mark, nb.DataOffset);
            Assert.Equal(mark % 3 == 0 ? mark : 0, nb.ProtocolReserved[mark % 6]);
            lent[at] = lent[^1];
            lent.RemoveAt(lent.Count - 1);
            stale.Enqueue(nb);
            if (stale.Count > 50) stale.Dequeue();
            return nb;
        }

        void Look()
        {
            if (lent.Count == 0) return;
            var (nb, mark) = lent[random.Next(lent.Count)];
            Assert.Equal(mark, nb.DataOffset);
            if (pool.DataSize > 0) Assert.True(nb.MdlChain.IsLive);
        }

        void UseStale()
        {
            if (stale.Count == 0) return;
            var nb = stale.ElementAt(random.Next(stale.Count));
            Assert.False(nb.IsLive);
            if (random.Next(20) == 0) Breaks("NDIS0003", () => NdisFreeNetBuffer(nb));
            if (random.Next(20) == 0) Breaks("NDIS0004", () => nb.DataLength = 1);
        }
    }
}
