namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0001 for fields that hold many: each is freed as the container is emptied.</summary>
public sealed class ContainerClosingTests
{
    static string Driver(string field, string take, string halt, string free) => $$"""
        {{field}}

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            {{take}}
        }

        public override void {{halt}}(NdisHaltAction action)
        {
            Console.WriteLine("halted");
        {{string.Join('\n', free.Split('\n').Where(line => line.Length > 0).Select(line => "    " + line))}}
        }
        """.Replace("\n\n}", "\n}", StringComparison.Ordinal);

    [Theory]
    [InlineData("readonly List<NetBuffer> all = new();", "all.Add(nb);", "foreach (var left in all)\n    NdisFreeNetBuffer(left);\nall.Clear();")]
    [InlineData("readonly Queue<NetBuffer> all = new();", "all.Enqueue(nb);", "while (all.TryDequeue(out var left))\n    NdisFreeNetBuffer(left);")]
    [InlineData("readonly Stack<NetBuffer> all = new();", "all.Push(nb);", "while (all.TryPop(out var left))\n    NdisFreeNetBuffer(left);")]
    [InlineData("readonly System.Collections.Concurrent.ConcurrentQueue<NetBuffer> all = new();", "all.Enqueue(nb);", "while (all.TryDequeue(out var left))\n    NdisFreeNetBuffer(left);")]
    [InlineData("readonly System.Collections.Concurrent.ConcurrentBag<NetBuffer> all = new();", "all.Add(nb);", "while (all.TryTake(out var left))\n    NdisFreeNetBuffer(left);")]
    [InlineData("readonly Dictionary<uint, NetBuffer> all = new();", "if (!all.TryAdd(port, nb)) NdisFreeNetBuffer(nb);", "foreach (var left in all.Values)\n    NdisFreeNetBuffer(left);\nall.Clear();")]
    public Task Each_element_goes_as_the_container_is_emptied(string field, string take, string free)
        => Fix<FreeInClosingRole>.InDriver(Driver(field, take, "{|NDIS0001:HaltEx|}", ""), Driver(field, take, "HaltEx", free));

    [Fact]
    public Task An_array_goes_element_by_element() => Fix<FreeInClosingRole>.InDriver("""
        readonly NetBuffer[] all = new NetBuffer[4];

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            for (var i = 0; i < all.Length; i++)
                all[i] = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return NdisStatus.Success;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
        }
        """, """
        readonly NetBuffer[] all = new NetBuffer[4];

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            for (var i = 0; i < all.Length; i++)
                all[i] = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            for (var i = 0; i < all.Length; i++)
            {
                if (!all[i].IsNull)
                    NdisFreeNetBuffer(all[i]);
                all[i] = default;
            }
        }
        """);

    [Fact]
    public Task A_list_of_rented_arrays_is_returned_in_Dispose() => Fix<FreeInClosingRole>.Whole("""
        using System;
        using System.Buffers;
        using System.Collections.Generic;

        sealed class Chunks : IDisposable
        {
            readonly List<byte[]> chunks = new();

            public void Add(int size) => chunks.Add(ArrayPool<byte>.Shared.Rent(size));

            public void {|NDIS0001:Dispose|}()
            {
            }
        }
        """, """
        using System;
        using System.Buffers;
        using System.Collections.Generic;

        sealed class Chunks : IDisposable
        {
            readonly List<byte[]> chunks = new();

            public void Add(int size) => chunks.Add(ArrayPool<byte>.Shared.Rent(size));

            public void Dispose()
            {
                foreach (var left in chunks)
                    ArrayPool<byte>.Shared.Return(left);
                chunks.Clear();
            }
        }
        """);
}
