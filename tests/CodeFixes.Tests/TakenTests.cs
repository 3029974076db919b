namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0005: a call that takes the object only sometimes, and says so by its result or was told by a flag.</summary>
public sealed class TakenTests
{
    const string Consumer = """
        bool TryConsume(NetBuffer nb)
        {
            if (nb.DataLength > 1500)
                return false;
            NdisFreeNetBuffer(nb);
            return true;
        }

        static void Finish(NetBuffer nb, bool ok)
        {
            if (ok)
                NdisFreeNetBuffer(nb);
        }

        void Elsewhere(bool ok)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Finish(nb, ok);
            if (!ok)
                NdisFreeNetBuffer(nb);
        }


        """;

    static Task Check(string before, string? after = null) => Fix<FreeBeforeExits>.InMethod(before, after);

    static string Given(string call, string mark = "") => $$"""
        void M(bool ok)
        {
            var nb = {{(mark.Length > 0 ? "{|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}" : "NdisAllocateNetBuffer(pool, mdl, 0, 0)")}};
            if (nb.IsNull)
                return;
            {{call}}
        }
        """;

    [Fact]
    public Task The_result_of_a_call_that_takes_or_not_is_asked() => Check(Try + Given("TryConsume(nb);", "lost"), Try + Given("if (!TryConsume(nb))\n        NdisFreeNetBuffer(nb);"));

    [Fact]
    public Task A_result_that_is_handed_on_is_asked_first() => Check(Try + """
        bool M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return false;
            return TryConsume(nb);
        }
        """, Try + """
        bool M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return false;
            if (TryConsume(nb))
                return true;
            NdisFreeNetBuffer(nb);
            return false;
        }
        """);

    [Fact]
    public Task What_a_channel_refuses_is_freed_and_so_is_what_never_came_there() => Fix<FreeBeforeExits>.InFile("""
        class Relay
        {
            readonly System.Threading.Channels.Channel<System.Buffers.IMemoryOwner<byte>> channel = System.Threading.Channels.Channel.CreateBounded<System.Buffers.IMemoryOwner<byte>>(8);

            public bool TrySend(ReadOnlyMemory<byte> data)
            {
                var owner = {|NDIS0005:System.Buffers.MemoryPool<byte>.Shared.Rent(data.Length)|};
                if (data.IsEmpty)
                    return false;
                return channel.Writer.TryWrite(owner);
            }
        }
        """, """
        class Relay
        {
            readonly System.Threading.Channels.Channel<System.Buffers.IMemoryOwner<byte>> channel = System.Threading.Channels.Channel.CreateBounded<System.Buffers.IMemoryOwner<byte>>(8);

            public bool TrySend(ReadOnlyMemory<byte> data)
            {
                var owner = System.Buffers.MemoryPool<byte>.Shared.Rent(data.Length);
                if (data.IsEmpty)
                {
                    owner.Dispose();
                    return false;
                }
                if (channel.Writer.TryWrite(owner))
                    return true;
                owner.Dispose();
                return false;
            }
        }
        """);

    [Fact]
    public Task The_flag_that_a_helper_was_given_tells_what_it_left() => Check(Flagged + Given("Finish(nb, ok);", "lost"), Flagged + Given("Finish(nb, ok);\n    if (!ok)\n        NdisFreeNetBuffer(nb);"));

    [Fact]
    public Task What_a_dictionary_refuses_is_freed_on_that_side() => Fix<FreeBeforeExits>.InDriver("""
        readonly Dictionary<nint, NetBuffer> pending = [];

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void CancelSend(nint cancelId)
        {
            var copy = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 60)|};
            if (!copy.IsNull && !pending.TryAdd(cancelId, copy))
                Console.WriteLine("busy");
        }

        public override void HaltEx(NdisHaltAction action)
        {
            foreach (var nb in pending.Values)
                NdisFreeNetBuffer(nb);
        }
        """, """
        readonly Dictionary<nint, NetBuffer> pending = [];

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void CancelSend(nint cancelId)
        {
            var copy = NdisAllocateNetBuffer(pool, mdl, 0, 60);
            if (!copy.IsNull && !pending.TryAdd(cancelId, copy))
            {
                Console.WriteLine("busy");
                NdisFreeNetBuffer(copy);
            }
        }

        public override void HaltEx(NdisHaltAction action)
        {
            foreach (var nb in pending.Values)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_walk_goes_on_where_there_is_none() => Check(Walk("{|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 64)|}", "break"), Walk("NdisAllocateNetBuffer(pool, mdl, 0, 64)", "continue"));

    static string Walk(string acquire, string jump) => $$"""
        int M(int count)
        {
            var batch = new NetBuffer[count];
            for (var i = 0; i < count; i++)
                batch[i] = {{acquire}};
            var freed = 0;
            foreach (var nb in batch)
            {
                if (nb.IsNull)
                    {{jump}}; // nothing here
                NdisFreeNetBuffer(nb);
                freed++;
            }

            return freed;
        }
        """;

    static readonly string Try = Consumer[..Consumer.IndexOf("static void Finish", StringComparison.Ordinal)];

    /// <summary>Others free what the helper leaves, so that it must go on leaving it.</summary>
    static readonly string Flagged = Consumer[Consumer.IndexOf("static void Finish", StringComparison.Ordinal)..];
}
