namespace NdisRules.Analyzers.Tests.Pairing;

public class ContainerTests
{
    [Fact]
    public Task A_queue_that_is_filled_and_drained() => Code.InMethod("""
        void Drained(int count)
        {
            var waiting = new Queue<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull) break;
                waiting.Enqueue(nb);
            }

            while (waiting.Count > 0)
                NdisFreeNetBuffer(waiting.Dequeue());
        }

        void Tried(int count)
        {
            var waiting = new Queue<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb.IsNull) waiting.Enqueue(nb);
            }

            while (waiting.TryDequeue(out var one))
                NdisFreeNetBuffer(one);
        }

        void Forgotten(int count)
        {
            var waiting = new Queue<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull) break;
                waiting.Enqueue(nb);
            }

            Console.WriteLine(waiting.Count);
        }

        void OnlyOne(int count)
        {
            var waiting = new Queue<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull) break;
                waiting.Enqueue(nb);
            }

            if (waiting.Count > 0)
                NdisFreeNetBuffer(waiting.Dequeue());
        }

        void InOrder()
        {
            var first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull) return;
            var second = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (second.IsNull) { NdisFreeNetBuffer(first); return; }
            var waiting = new Queue<NetBuffer>();
            waiting.Enqueue(first);
            waiting.Enqueue(second);
            NdisFreeNetBuffer(waiting.Dequeue());
        }

        void LastFirst()
        {
            var first = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (first.IsNull) return;
            var second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (second.IsNull) { NdisFreeNetBuffer(first); return; }
            var stack = new Stack<NetBuffer>();
            stack.Push(first);
            stack.Push(second);
            NdisFreeNetBuffer(stack.Pop());
        }
        """);

    [Fact]
    public Task A_list_that_is_walked() => Code.InMethod("""
        void Walked(int count)
        {
            var taken = new List<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull) break;
                taken.Add(nb);
            }

            foreach (var nb in taken)
                NdisFreeNetBuffer(nb);
            taken.Clear();
        }

        void Left(int count)
        {
            var taken = new List<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull) break;
                taken.Add(nb);
            }

            foreach (var nb in taken)
            {
                if (Flag()) break;
                NdisFreeNetBuffer(nb);
            }
        }

        void Skipped(int count)
        {
            var taken = new List<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull) break;
                taken.Add(nb);
            }

            foreach (var nb in taken)
                if (nb.DataLength > 0)
                    NdisFreeNetBuffer(nb);
        }

        void Twice()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull) return;
            var taken = new List<NetBuffer> { nb };
            foreach (var one in taken)
                NdisFreeNetBuffer(one);
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }

        void Indexed(int count)
        {
            var taken = new List<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull) break;
                taken.Add(nb);
            }

            for (var i = 0; i < taken.Count; i++)
                NdisFreeNetBuffer(taken[i]);
        }

        void FromOne(int count)
        {
            var taken = new List<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull) break;
                taken.Add(nb);
            }

            for (var i = 1; i < taken.Count; i++)
                NdisFreeNetBuffer(taken[i]);
        }

        void Backward(int count)
        {
            var taken = new List<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull) break;
                taken.Add(nb);
            }

            for (var i = taken.Count - 1; i >= 0; i--)
            {
                NdisFreeNetBuffer(taken[i]);
                taken.RemoveAt(i);
            }
        }

        void Snapshot(int count)
        {
            var taken = new List<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull) break;
                taken.Add(nb);
            }

            foreach (var nb in taken.ToArray())
            {
                taken.Remove(nb);
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task An_array_that_is_filled_and_emptied() => Code.InMethod("""
        void Whole()
        {
            var ring = new NetBuffer[8];
            for (var i = 0; i < ring.Length; i++)
                ring[i] = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            for (var i = 0; i < ring.Length; i++)
                if (!ring[i].IsNull)
                    NdisFreeNetBuffer(ring[i]);
        }

        void Bad()
        {
            var ring = new NetBuffer[8];
            for (var i = 0; i < ring.Length; i++)
                ring[i] = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            for (var i = 0; i < ring.Length - 1; i++)
                if (!ring[i].IsNull)
                    NdisFreeNetBuffer(ring[i]);
        }

        bool Partial(int count)
        {
            var ring = new NetBuffer[count];
            for (var i = 0; i < count; i++)
            {
                ring[i] = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (ring[i].IsNull)
                {
                    for (var j = 0; j < i; j++)
                        NdisFreeNetBuffer(ring[j]);
                    return false;
                }
            }

            foreach (var nb in ring)
                NdisFreeNetBuffer(nb);
            return true;
        }

        bool PartialDown(int count)
        {
            var ring = new NetBuffer[count];
            int i;
            for (i = 0; i < count; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull) goto Undo;
                ring[i] = nb;
            }

            for (i = count; i > 0;)
                NdisFreeNetBuffer(ring[--i]);
            return true;
        Undo:
            while (--i >= 0)
                NdisFreeNetBuffer(ring[i]);
            return false;
        }

        bool PartialBad(int count)
        {
            var ring = new NetBuffer[count];
            for (var i = 0; i < count; i++)
            {
                ring[i] = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (ring[i].IsNull) return false;
            }

            foreach (var nb in ring)
                NdisFreeNetBuffer(nb);
            return true;
        }

        bool CurrentForgotten(int count)
        {
            var ring = new NetBuffer[count];
            for (var i = 0; i < count; i++)
            {
                ring[i] = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (ring[i].IsNull || Flag())
                {
                    for (var j = 0; j < i; j++)
                        NdisFreeNetBuffer(ring[j]);
                    return false;
                }
            }

            foreach (var nb in ring)
                NdisFreeNetBuffer(nb);
            return true;
        }

        void Fixed()
        {
            var two = new NetBuffer[2];
            two[0] = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            two[1] = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!two[0].IsNull) NdisFreeNetBuffer(two[0]);
        }

        void Literal()
        {
            NetBuffer a = NdisAllocateNetBuffer(pool, mdl, 0, 0), b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            foreach (var one in new[] { a, b })
                if (!one.IsNull)
                    NdisFreeNetBuffer(one);
        }

        void Replaced(NetBuffer[] given)
        {
            var ring = new NetBuffer[4];
            ring[0] = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            ring[0] = default;
        }

        void Span()
        {
            Span<NetBuffer> few = stackalloc NetBuffer[4];
            for (var i = 0; i < few.Length; i++)
                few[i] = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            foreach (var nb in few)
                if (!nb.IsNull)
                    NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Dictionaries_sets_channels_and_bags() => Code.InMethod("""
        void Keyed(int id)
        {
            var map = new Dictionary<int, NetBuffer>();
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull) return;
            map[id] = nb;
            if (map.Remove(id, out var again))
                NdisFreeNetBuffer(again);
        }

        void Values(int[] ids)
        {
            var map = new Dictionary<int, NetBuffer>();
            foreach (var id in ids)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb.IsNull && !map.TryAdd(id, nb))
                    NdisFreeNetBuffer(nb);
            }

            foreach (var nb in map.Values)
                NdisFreeNetBuffer(nb);
        }

        void Pairs(int[] ids)
        {
            var map = new Dictionary<int, NetBuffer>();
            foreach (var id in ids)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb.IsNull && !map.TryAdd(id, nb))
                    NdisFreeNetBuffer(nb);
            }

            foreach (var (key, nb) in map)
                NdisFreeNetBuffer(nb);
        }

        void PairValue(int[] ids)
        {
            var map = new Dictionary<int, NetBuffer>();
            foreach (var id in ids)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb.IsNull && !map.TryAdd(id, nb))
                    NdisFreeNetBuffer(nb);
            }

            foreach (var pair in map)
                NdisFreeNetBuffer(pair.Value);
        }

        void Rejected(int[] ids)
        {
            var map = new Dictionary<int, NetBuffer>();
            foreach (var id in ids)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (!nb.IsNull && map.TryAdd(id, nb))
                    Console.WriteLine(id);
            }

            foreach (var nb in map.Values)
                NdisFreeNetBuffer(nb);
        }

        void Bag()
        {
            var bag = new System.Collections.Concurrent.ConcurrentBag<NetBuffer>();
            for (var i = 0; i < 3; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb.IsNull) bag.Add(nb);
            }

            while (!bag.IsEmpty)
                if (bag.TryTake(out var one))
                    NdisFreeNetBuffer(one);
        }

        async Task Sent()
        {
            var channel = System.Threading.Channels.Channel.CreateUnbounded<NetBuffer>();
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull) return;
            await channel.Writer.WriteAsync(nb);
            channel.Writer.Complete();
            await foreach (var one in channel.Reader.ReadAllAsync())
                NdisFreeNetBuffer(one);
        }
        """);

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
}
