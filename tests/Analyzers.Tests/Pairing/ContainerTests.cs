namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Containers in one method: queues, lists, arrays, dictionaries, sets, bags.</summary>
public sealed class ContainerTests
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
}
