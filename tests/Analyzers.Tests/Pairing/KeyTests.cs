namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Where something lies: keys of several parts, ends of lists, references that a condition picks, pointers into an array.</summary>
public sealed class KeyTests
{
    const string Usings = """
        using System.Buffers;

        """;

    [Fact]
    public Task A_key_of_several_parts_means_the_same_element_until_a_part_changes() => Code.InFile(Usings + """
        sealed record Flow(string Source, string Target);

        sealed class Table : IDisposable
        {
            readonly Dictionary<(int, int), byte[]> cells = [];
            readonly Dictionary<string, byte[]> flows = [];

            public void Set(int x, int y)
            {
                if (cells.TryGetValue((x, y), out var old))
                    ArrayPool<byte>.Shared.Return(old);
                cells[(x, y)] = ArrayPool<byte>.Shared.Rent(3);
            }

            public void Set(Flow flow)
            {
                if (flows.TryGetValue(flow.Source, out var old))
                    ArrayPool<byte>.Shared.Return(old);
                flows[flow.Source] = ArrayPool<byte>.Shared.Rent(3);
            }

            public void Dispose()
            {
                foreach (var cell in cells.Values)
                    ArrayPool<byte>.Shared.Return(cell);
                foreach (var flow in flows.Values)
                    ArrayPool<byte>.Shared.Return(flow);
            }
        }

        sealed class Stale : IDisposable
        {
            readonly Dictionary<(int, int), byte[]> cells = [];

            public void Set(int x, int y) => cells[(x, y)] = ArrayPool<byte>.Shared.Rent(3);

            public void Drop(int x, int y)
            {
                if (cells.TryGetValue((x, y), out var old))
                    {|NDIS0003:ArrayPool<byte>.Shared.Return(old)|};
            }

            public void Dispose()
            {
                foreach (var cell in cells.Values)
                    ArrayPool<byte>.Shared.Return(cell);
            }
        }
        """);

    [Fact]
    public Task What_is_taken_off_an_end_unseen_is_lost() => Code.InFile(Usings + """
        sealed class Recent : IDisposable
        {
            readonly LinkedList<byte[]> list = [];

            public void Add(int limit)
            {
                list.AddLast({|NDIS0005:ArrayPool<byte>.Shared.Rent(3)|});
                if (list.Count > limit)
                    list.RemoveFirst();
            }

            public void Dispose()
            {
                while (list.First is { } first)
                {
                    list.RemoveFirst();
                    ArrayPool<byte>.Shared.Return(first.Value);
                }
            }
        }
        """);

    [Fact]
    public Task A_reference_that_a_condition_picks_is_one_of_two_places() => Code.InMethod("""
        void Good(bool left)
        {
            NetBuffer a = default, b = default;
            ref var place = ref left ? ref a : ref b;
            place = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a.IsNull)
                NdisFreeNetBuffer(a);
            if (!b.IsNull)
                NdisFreeNetBuffer(b);
        }

        void Bad(bool left)
        {
            NetBuffer a = default, b = default;
            ref var place = ref left ? ref a : ref b;
            place = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!a.IsNull)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task A_fixed_pointer_points_into_the_array() => Code.InFile(Usings + """
        static unsafe class Pointers
        {
            static int OfArray()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                fixed (byte* start = buffer)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    return {|NDIS0004:start|}[0];
                }
            }

            static int OfElement()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                fixed (byte* start = &buffer[0])
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    return *{|NDIS0004:start|};
                }
            }

            static int Good(int[] values)
            {
                var buffer = {|NDIS0005:ArrayPool<int>.Shared.Rent(3)|};
                values.CopyTo(buffer, 0);
                int first;
                fixed (int* start = buffer)
                    first = *start;
                if (first > 3)
                    return 0;
                ArrayPool<int>.Shared.Return(buffer);
                return first;
            }
        }
        """);

    [Fact]
    public Task A_call_that_throws_out_of_a_loop_into_a_handler_loses_what_the_loop_had() => Code.InMethod("""
        void Bad(List<int> sizes)
        {
            try
            {
                foreach (var size in sizes)
                {
                    var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, size)|};
                    if (nb.IsNull)
                        continue;
                    Work(size);
                    NdisFreeNetBuffer(nb);
                }
            }
            catch (InvalidOperationException)
            {
            }
        }

        void Good(List<int> sizes)
        {
            foreach (var size in sizes)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, size);
                if (nb.IsNull)
                    continue;
                Work(size);
                NdisFreeNetBuffer(nb);
            }
        }

        static void Work(int size)
        {
            if (size < 0)
                throw new InvalidOperationException();
        }

        [System.Diagnostics.CodeAnalysis.DoesNotReturn]
        static void Fail() => throw new InvalidOperationException();

        void Helper(bool bad)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 3)|};
            if (nb.IsNull)
                return;
            if (bad)
                Fail();
            NdisFreeNetBuffer(nb);
        }
        """);
}
