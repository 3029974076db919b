namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class EscapeTests
{
    /// <summary>Whoever takes it is out of sight, or is not followed yet: silence.</summary>
    [Theory]
    [InlineData("list.Add(nb);")]
    [InlineData("list[0] = nb;")]
    [InlineData("list.Insert(0, nb);")]
    [InlineData("array[3] = nb;")]
    [InlineData("queue.Enqueue(nb);")]
    [InlineData("map[nb.DataLength] = nb;")]
    [InlineData("map.Add(3, nb);")]
    [InlineData("map.TryAdd(3, nb);")]
    [InlineData("concurrent.Enqueue(nb);")]
    [InlineData("channel.Writer.TryWrite(nb);")]
    [InlineData("nbl.FirstNetBuffer = nb;")]
    [InlineData("other.Next = nb;")]
    [InlineData("nb.Next = nbl.FirstNetBuffer; nbl.FirstNetBuffer = nb;")]
    [InlineData("if (Taken is null) NdisFreeNetBuffer(nb); else Taken(nb);")]
    [InlineData("consumer(nb);")]
    [InlineData("completion.SetResult(nb);")]
    [InlineData("holder = new Holder(nb);")]
    [InlineData("holder = new Holder { Buffer = nb };")]
    [InlineData("holder.Buffer = nb;")]
    [InlineData("boxed = nb;")]
    [InlineData("later = () => NdisFreeNetBuffer(nb);")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => NdisFreeNetBuffer(nb));")]
    [InlineData("Task.Run(() => { Work(); NdisFreeNetBuffer(nb); });")]
    [InlineData("new Timer(state => NdisFreeNetBuffer((NetBuffer)state!), nb, 0, 0);")]
    [InlineData("both = (nb, 3);")]
    [InlineData("list.AddRange([nb]);")]
    [InlineData("list.AddRange(new[] { nb });")]
    [InlineData("NetBuffer[] several = [nb]; NdisFreeNetBuffers(several);")]
    [InlineData("NdisFreeNetBuffers([nb]);")]
    [InlineData("foreach (var one in new[] { nb }) NdisFreeNetBuffer(one);")]
    [InlineData("NetBuffer.Exchange(ref shared, nb);")]
    [InlineData("NetBuffer.VolatileWrite(ref shared, nb);")]
    [InlineData("if (NetBuffer.CompareExchange(ref shared, nb, default)) NdisFreeNetBuffer(nb);")]
    [InlineData("shared = nb;")]
    [InlineData("everywhere = nb;")]
    [InlineData("Kept = nb;")]
    public Task Handed_to_somebody_who_may_keep_it(string handing) => Code.InMethod($$"""
        sealed class Holder
        {
            public Holder() { }
            public Holder(NetBuffer buffer) => Buffer = buffer;
            public NetBuffer Buffer { get; set; }
        }

        event Action<NetBuffer>? Taken;
        Holder holder = new();
        Action? later;
        object? boxed;
        (NetBuffer, int) both;
        NetBuffer shared;
        static NetBuffer everywhere;
        NetBuffer Kept { get; set; }

        void M(List<NetBuffer> list, NetBuffer[] array, Queue<NetBuffer> queue, Dictionary<int, NetBuffer> map,
            System.Collections.Concurrent.ConcurrentQueue<NetBuffer> concurrent, System.Threading.Channels.Channel<NetBuffer> channel,
            NetBufferList nbl, NetBuffer other, Action<NetBuffer> consumer, TaskCompletionSource<NetBuffer> completion)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            {{handing}}
        }
        """);

    /// <summary>Looking does not take it over.</summary>
    [Theory]
    [InlineData("Console.WriteLine(nb);")]
    [InlineData("Console.WriteLine($\"got {nb}\");")]
    [InlineData("_ = nb.ToString();")]
    [InlineData("_ = nb.GetHashCode();")]
    [InlineData("_ = NdisGetPoolFromNetBuffer(nb);")]
    [InlineData("_ = nb.NdisPoolHandle;")]
    [InlineData("NdisAdjustNetBufferCurrentMdl(nb);")]
    [InlineData("nb.Next = other;")]
    [InlineData("nb.MdlChain = mdl;")]
    [InlineData("GC.KeepAlive(nb);")]
    [InlineData("System.Diagnostics.Debug.WriteLine(nb);")]
    [InlineData("if (nb == other) Work();")]
    [InlineData("foreach (var one in nbl.NetBuffers) one.DataLength = nb.DataLength;")]
    public Task Looked_at_and_lost(string looking) => Code.InMethod($$"""
        void M(NetBuffer other, NetBufferList nbl)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            {{looking}}
        }
        """);

    [Fact]
    public Task An_event_that_nobody_listens_to_takes_nothing() => Code.InMethod("""
        event Action<NetBuffer>? Taken;

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
                Taken?.Invoke(nb);
        }
        """);

    [Fact]
    public Task Returned() => Code.InMethod("""
        public NetBuffer M() => NdisAllocateNetBuffer(pool, mdl, 0, 0);

        public NetBuffer N()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                nb.DataLength = 3;
            return nb;
        }
        """);

    [Fact]
    public Task Returned_on_one_path_only() => Code.InMethod("""
        public NetBuffer M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb.IsNull && Flag())
                return nb;
            return default;
        }
        """);

    [Fact]
    public Task Returned_in_a_tuple_or_an_array() => Code.InMethod("""
        public (NetBuffer, int) M() => (NdisAllocateNetBuffer(pool, mdl, 0, 0), 1);
        public NetBuffer[] N() => [NdisAllocateNetBuffer(pool, mdl, 0, 0)];
        public object O() => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        public NetBuffer? P() => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        """);

    [Fact]
    public Task Yielded() => Code.InMethod("""
        public IEnumerable<NetBuffer> M()
        {
            while (Flag())
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    yield break;
                yield return nb;
            }
        }
        """);

    [Fact]
    public Task Kept_over_a_yield_and_freed() => Code.InMethod("""
        public IEnumerable<int> M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                yield break;
            yield return nb.DataLength;
            yield return nb.DataOffset;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Kept_over_a_yield_and_forgotten() => Code.InMethod("""
        public IEnumerable<int> M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                yield break;
            yield return nb.DataLength;
        }
        """);

    [Fact]
    public Task Freed_after_an_await() => Code.InMethod("""
        public async Task<int> M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return 0;
            try
            {
                await Task.Delay(nb.DataLength);
                return nb.DataLength;
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Forgotten_after_an_await() => Code.InMethod("""
        public async Task<int> M(bool ready)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return 0;
            await Task.Yield();
            if (!ready)
                return 1;
            NdisFreeNetBuffer(nb);
            return 2;
        }
        """);

    [Fact]
    public Task An_async_helper_that_frees() => Code.InMethod("""
        static async Task DropAsync(NetBuffer nb)
        {
            await Task.Yield();
            NdisFreeNetBuffer(nb);
        }

        public async Task M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                await DropAsync(nb);
        }
        """);

    [Fact]
    public Task An_async_helper_that_allocates() => Code.InMethod("""
        static async Task<NetBuffer> MakeAsync()
        {
            await Task.Yield();
            return NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        public async Task Good()
        {
            var nb = await MakeAsync();
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_lambda_that_captures_another_variable_takes_nothing() => Code.InMethod("""
        void M()
        {
            var count = 3;
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            Action later = () => Console.WriteLine(count);
            later();
            if (nb)
                nb.DataLength = 3;
        }
        """);

    [Fact]
    public Task A_parameter_with_an_attribute_of_a_library_says_what_it_does() => Code.InFile("""
        interface ISink
        {
            void Take([NdisRules.Transfers] NetBuffer nb);
            void Drop([NdisRules.Releases] NetBuffer nb);
            void Look([NdisRules.Borrows] NetBuffer nb);
        }

        class Processor(NetBufferPool pool, Mdl mdl, ISink sink)
        {
            void Given()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    sink.Take(nb);
            }

            void Dropped()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    return;
                sink.Drop(nb);
                {|NDIS0004:nb.DataLength|} = 3;
            }

            void Looked()
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    sink.Look(nb);
            }
        }
        """, ("Attributes.cs", """
        namespace NdisRules
        {
            [AttributeUsage(AttributeTargets.Parameter)] sealed class TransfersAttribute : Attribute;
            [AttributeUsage(AttributeTargets.Parameter)] sealed class ReleasesAttribute : Attribute;
            [AttributeUsage(AttributeTargets.Parameter)] sealed class BorrowsAttribute : Attribute;
        }
        """));
}
