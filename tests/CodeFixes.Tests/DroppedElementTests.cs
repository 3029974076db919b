namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0005: a call takes one element out of a container and nobody keeps it. It is freed, and no other one.</summary>
public sealed class DroppedElementTests
{
    static Task In(string before, string? after = null) => Fix<FreeBeforeExits>.InMethod(before, after);

    [Fact]
    public Task What_nothing_gives_is_read_before_it_goes() => In("""
        readonly LinkedList<NetBuffer> recent = new();

        void Add()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            recent.AddFirst(nb);
            while (recent.Count > 8)
                recent.RemoveLast(); // the oldest
        }

        public void Dispose()
        {
            foreach (var nb in recent)
                NdisFreeNetBuffer(nb);
            recent.Clear();
        }
        """, """
        readonly LinkedList<NetBuffer> recent = new();

        void Add()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            recent.AddFirst(nb);
            while (recent.Count > 8)
            {
                var removed = recent.Last!.Value;
                recent.RemoveLast(); // the oldest
                NdisFreeNetBuffer(removed);
            }
        }

        public void Dispose()
        {
            foreach (var nb in recent)
                NdisFreeNetBuffer(nb);
            recent.Clear();
        }
        """);

    [Fact]
    public Task The_others_stay_in_the_queue() => In("""
        readonly Queue<NetBuffer> waiting = new();

        void Add()
        {
            waiting.Enqueue({|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|});
            if (waiting.Count > 8)
                waiting.Dequeue();
        }

        public void Dispose()
        {
            while (waiting.TryDequeue(out var nb))
                if (!nb.IsNull)
                    NdisFreeNetBuffer(nb);
        }
        """, """
        readonly Queue<NetBuffer> waiting = new();

        void Add()
        {
            waiting.Enqueue(NdisAllocateNetBuffer(pool, mdl, 0, 0));
            if (waiting.Count > 8)
            {
                var removed = waiting.Dequeue();
                if (!removed.IsNull)
                    NdisFreeNetBuffer(removed);
            }
        }

        public void Dispose()
        {
            while (waiting.TryDequeue(out var nb))
                if (!nb.IsNull)
                    NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_result_that_was_discarded_gets_a_name() => In("""
        void M()
        {
            var waiting = new Stack<NetBuffer>();
            waiting.Push({|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|});
            _ = waiting.Pop(); // one too many
        }
        """, """
        void M()
        {
            var waiting = new Stack<NetBuffer>();
            waiting.Push(NdisAllocateNetBuffer(pool, mdl, 0, 0));
            var removed = waiting.Pop(); // one too many
            if (!removed.IsNull)
                NdisFreeNetBuffer(removed);
        }
        """);

    [Fact]
    public Task Where_the_call_may_take_nothing_it_is_asked() => In("""
        void M(int count)
        {
            var waiting = new Queue<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull)
                    break;
                waiting.Enqueue(nb);
            }

            waiting.TryDequeue(out _);
            while (waiting.Count > 0 && waiting.TryDequeue(out _)) ;
        }
        """, """
        void M(int count)
        {
            var waiting = new Queue<NetBuffer>();
            for (var i = 0; i < count; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    break;
                waiting.Enqueue(nb);
            }

            if (waiting.TryDequeue(out var removed))
                NdisFreeNetBuffer(removed);
            while (waiting.Count > 0 && waiting.TryDequeue(out var removed1))
                NdisFreeNetBuffer(removed1);
        }
        """);

    [Fact]
    public Task What_is_done_besides_is_done_behind_the_free() => In("""
        readonly System.Collections.Concurrent.ConcurrentDictionary<int, NetBuffer> open = new();

        void M(int key)
        {
            open[key] = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            // nobody asked for it
            if (open.TryRemove(key, out _))
                Work();
            open.Clear();
        }
        """, """
        readonly System.Collections.Concurrent.ConcurrentDictionary<int, NetBuffer> open = new();

        void M(int key)
        {
            open[key] = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            // nobody asked for it
            if (open.TryRemove(key, out var removed))
            {
                if (!removed.IsNull)
                    NdisFreeNetBuffer(removed);
                Work();
            }
            open.Clear();
        }
        """);

    [Theory]
    [InlineData("Dictionary")]
    [InlineData("SortedDictionary")]
    public Task What_lies_under_a_key_is_asked_for_as_it_goes(string map)
    {
        return In(Text("{|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}", "    open.Remove(key);"),
            Text("NdisAllocateNetBuffer(pool, mdl, 0, 0)", "    if (open.Remove(key, out var removed) && !removed.IsNull)\n        NdisFreeNetBuffer(removed);"));

        string Text(string acquire, string removal) => $$"""
            void M(int key)
            {
                var open = new {{map}}<int, NetBuffer>();
                open[key] = {{acquire}};
            {{removal}}
            }
            """;
    }

    [Fact]
    public Task A_call_that_is_a_part_of_something_else_stays_as_it_is() => In("""
        int M(int count)
        {
            var waiting = new Queue<NetBuffer>();
            for (var i = 0; i < count; i++)
                waiting.Enqueue({|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|});
            return waiting.TryDequeue(out _) || Flag() ? 1 : 0;
        }
        """);

    [Fact]
    public Task Of_two_containers_nobody_knows_which_one_dropped_it() => In("""
        readonly LinkedList<NetBuffer> first = new();
        readonly LinkedList<NetBuffer> second = new();

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (Flag())
                first.AddFirst(nb);
            else
                second.AddFirst(nb);
            first.RemoveLast();
            second.RemoveLast();
        }

        public void Dispose()
        {
            foreach (var nb in first)
                NdisFreeNetBuffer(nb);
            foreach (var nb in second)
                NdisFreeNetBuffer(nb);
        }
        """);
}
