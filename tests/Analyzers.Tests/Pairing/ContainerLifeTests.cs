namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Containers that outlive a method: filled in one handler and emptied in another, given, kept, inside each other.</summary>
public sealed class ContainerLifeTests
{
    [Fact]
    public Task A_walk_that_takes_out_what_it_comes_by() => Code.InFile("""
        sealed class Worker(NetBufferPool pool) : IDisposable
        {
            readonly System.Threading.Channels.Channel<NetBuffer> channel = System.Threading.Channels.Channel.CreateUnbounded<NetBuffer>();
            readonly System.Collections.Concurrent.BlockingCollection<NetBuffer> blocking = new();

            public void Post()
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (nb)
                    if (!channel.Writer.TryWrite(nb))
                        NdisFreeNetBuffer(nb);
            }

            public void Put()
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (nb)
                    blocking.Add(nb);
            }

            public async Task Run(CancellationToken stop)
            {
                await foreach (var nb in channel.Reader.ReadAllAsync(stop).ConfigureAwait(false))
                {
                    nb.DataLength = 0;
                    NdisFreeNetBuffer(nb);
                }
            }

            public void RunToo()
            {
                foreach (var nb in blocking.GetConsumingEnumerable())
                    NdisFreeNetBuffer(nb);
            }

            public void Dispose()
            {
                while (channel.Reader.TryRead(out var nb))
                    NdisFreeNetBuffer(nb);
                while (blocking.TryTake(out var other))
                    NdisFreeNetBuffer(other);
            }
        }
        """);

    [Fact]
    public Task What_a_caller_has_may_be_his_affair() => Code.InMethod("""
        readonly List<NetBuffer> mine = new();

        void Given(List<NetBuffer> list)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb.IsNull) list.Add(nb);
        }

        void Kept()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb.IsNull) mine.Add(nb);
        }

        List<NetBuffer> Made()
        {
            var list = new List<NetBuffer>();
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb.IsNull) list.Add(nb);
            return list;
        }

        void FreeAll(IEnumerable<NetBuffer> all)
        {
            foreach (var one in all) NdisFreeNetBuffer(one);
        }

        void Helped()
        {
            var list = new List<NetBuffer>();
            Given(list);
            FreeAll(list);
        }

        void NotHelped()
        {
            var list = new List<NetBuffer>();
            {|NDIS0005:Given(list)|};
        }
        """);

    [Fact]
    public Task Filled_in_one_handler_and_drained_in_another() => Code.InFile("""
        sealed class Good(NetBufferPool pool) : MiniportAdapter
        {
            readonly Queue<NetBuffer> idle = new();

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                for (var i = 0; i < 16; i++)
                {
                    var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                    if (nb.IsNull)
                    {
                        Drain();
                        return NdisStatus.Resources;
                    }

                    idle.Enqueue(nb);
                }

                return NdisStatus.Success;
            }

            public override void HaltEx(NdisHaltAction action) => Drain();

            void Drain()
            {
                while (idle.TryDequeue(out var nb))
                    NdisFreeNetBuffer(nb);
            }
        }

        sealed class Bad(NetBufferPool pool) : MiniportAdapter
        {
            readonly List<NetBuffer> idle = [];

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                for (var i = 0; i < 16; i++)
                {
                    var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                    if (nb.IsNull)
                    {
                        {|NDIS0001:return NdisStatus.Resources;|}
                    }

                    idle.Add(nb);
                }

                return NdisStatus.Success;
            }

            public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => Console.WriteLine(idle.Count);
        }

        sealed class Ring(NetBufferPool pool) : MiniportAdapter
        {
            readonly NetBuffer[] ring = new NetBuffer[8];

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                for (var i = 0; i < ring.Length; i++)
                {
                    ring[i] = NdisAllocateNetBuffer(pool, default, 0, 0);
                    if (ring[i].IsNull)
                    {
                        Free();
                        return NdisStatus.Resources;
                    }
                }

                return NdisStatus.Success;
            }

            public override void HaltEx(NdisHaltAction action) => Free();

            void Free()
            {
                for (var i = 0; i < ring.Length; i++)
                {
                    if (ring[i].IsNull) continue;
                    NdisFreeNetBuffer(ring[i]);
                    ring[i] = default;
                }
            }
        }
        """);

    [Fact]
    public Task Objects_in_containers_and_nodes_of_lists() => Code.InFile("""
        sealed class Link
        {
            public NetBuffer Rx;
            public Link? Next;
            public int Id;
            public void Close() { if (!Rx.IsNull) NdisFreeNetBuffer(Rx); Rx = default; }
        }

        static class P
        {
            static void All(NetBufferPool pool, int count)
            {
                var all = new List<Link>();
                for (var i = 0; i < count; i++)
                {
                    var link = new Link { Id = i };
                    link.Rx = NdisAllocateNetBuffer(pool, default, 0, 0);
                    all.Add(link);
                }

                foreach (var link in all) link.Close();
            }

            static void Some(NetBufferPool pool, int count)
            {
                var all = new List<Link>();
                for (var i = 0; i < count; i++)
                {
                    var link = new Link { Id = i };
                    link.Rx = {|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|};
                    all.Add(link);
                }

                foreach (var link in all)
                    if (link.Id > 3)
                        link.Close();
            }

            static void Chained(NetBufferPool pool, int count)
            {
                Link? head = null;
                for (var i = 0; i < count; i++)
                    head = new Link { Next = head, Rx = NdisAllocateNetBuffer(pool, default, 0, 0) };
                for (var link = head; link != null; link = link.Next) link.Close();
            }

            static void FirstNode(NetBufferPool pool)
            {
                var list = new LinkedList<NetBuffer>();
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (nb) list.AddLast(nb);
                while (list.First is { } node)
                {
                    NdisFreeNetBuffer(node.Value);
                    list.RemoveFirst();
                }
            }

            static void EachNode(NetBufferPool pool)
            {
                var list = new LinkedList<NetBuffer>();
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (nb) list.AddLast(nb);
                for (var node = list.First; node != null; node = node.Next) NdisFreeNetBuffer(node.Value);
            }

            static NetBuffer[] Many(NetBufferPool pool, int count)
            {
                var many = new NetBuffer[count];
                for (var i = 0; i < count; i++)
                    many[i] = NdisAllocateNetBuffer(pool, default, 0, 0);
                return many;
            }

            static void FreeMany(NetBuffer[] many)
            {
                for (var i = 0; i < many.Length; i++)
                {
                    if (many[i].IsNull) continue;
                    NdisFreeNetBuffer(many[i]);
                    many[i] = default;
                }
            }

            static void Helped(NetBufferPool pool, int count)
            {
                var many = Many(pool, count);
                FreeMany(many);
            }

            static void NotHelped(NetBufferPool pool, int count)
            {
                var many = {|NDIS0005:Many(pool, count)|};
                if (many.Length > count / 2) return;
                FreeMany(many);
            }

            static void Positional(NetBufferPool pool)
            {
                switch (Taken(pool))
                {
                    case (NdisStatus.Success, var nb):
                        NdisFreeNetBuffer(nb);
                        break;
                }
            }

            static (NdisStatus, NetBuffer) Taken(NetBufferPool pool)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (nb.IsNull) return (NdisStatus.Resources, default);
                return (NdisStatus.Success, nb);
            }
        }
        """);

    [Fact]
    public Task A_pool_of_ones_own_that_hands_out_and_takes_back() => Code.InFile("""
        sealed class Cache(NetBufferPool pool) : IDisposable
        {
            readonly NetBuffer[] slots = new NetBuffer[16];
            int count;

            public NetBuffer Take() => count > 0 ? slots[--count] : NdisAllocateNetBuffer(pool, default, 0, 0);

            public void Give(NetBuffer nb)
            {
                if (count < slots.Length) slots[count++] = nb;
                else NdisFreeNetBuffer(nb);
            }

            public void Fill()
            {
                while (count < slots.Length)
                {
                    var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                    if (nb.IsNull) return;
                    slots[count++] = nb;
                }
            }

            public void Dispose()
            {
                while (count > 0) NdisFreeNetBuffer(slots[--count]);
            }
        }

        sealed class One(NetBufferPool pool) : IDisposable
        {
            NetBuffer one;

            public NetBuffer Take()
            {
                if (one.IsNull) return NdisAllocateNetBuffer(pool, default, 0, 0);
                var taken = one;
                one = default;
                return taken;
            }

            public bool TryTake(out NetBuffer taken)
            {
                taken = one;
                one = default;
                return !taken.IsNull;
            }

            public void Fill()
            {
                if (one.IsNull) one = NdisAllocateNetBuffer(pool, default, 0, 0);
            }

            public void Dispose()
            {
                if (!one.IsNull) NdisFreeNetBuffer(one);
            }
        }
        """);

    [Theory]
    [InlineData("if (queue.TryDequeue(out var nb)) { }", false)]
    [InlineData("if (queue.TryDequeue(out var nb)) nb.DataLength = 0;", false)]
    [InlineData("if (queue.Count > 0) queue.Dequeue();", false)]
    [InlineData("queue.TryDequeue(out _);", false)]
    [InlineData("queue.TryPeek(out _);", true)]
    [InlineData("if (queue.TryDequeue(out var nb)) NdisFreeNetBuffer(nb);", true)]
    [InlineData("if (queue.TryPeek(out var nb)) nb.DataLength = 0;", true)]
    public Task What_one_handler_queues_another_takes_out(string taken, bool isKept) => Code.InFile($$"""
        sealed class Pump(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            readonly Queue<NetBuffer> queue = new();

            public void Fill()
            {
                var nb = {{(isKept ? "NdisAllocateNetBuffer(pool, mdl, 0, 0)" : "{|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}")}};
                if (!nb.IsNull)
                    queue.Enqueue(nb);
            }

            public void Take()
            {
                {{taken}}
            }

            public void Dispose()
            {
                while (queue.TryDequeue(out var nb))
                    NdisFreeNetBuffer(nb);
            }
        }
        """);
}
