namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Compare and swap: what comes back is the value that was compared, or surely another one.</summary>
public class AtomicTests
{
    const string Classes = """
        sealed class Yard { public byte[]? Free; public NetBuffer Packet; }
        sealed class Node { public Node? Next; public byte[] Data = null!; }
        """;

    [Fact]
    public Task Who_does_not_win_gives_his_own_back() => Code.InMethod(Classes + """
        void Array(Yard yard, byte[]? seen)
        {
            var mine = System.Buffers.ArrayPool<byte>.Shared.Rent(10);
            if (Interlocked.CompareExchange(ref yard.Free, mine, seen) != seen)
                System.Buffers.ArrayPool<byte>.Shared.Return(mine);
        }

        void Packet(Yard yard, NetBuffer seen)
        {
            var mine = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!mine)
                return;
            if (NetBuffer.CompareExchange(ref yard.Packet, mine, seen) != seen)
                NdisFreeNetBuffer(mine);
        }

        void Named(Yard yard, byte[]? seen)
        {
            var mine = System.Buffers.ArrayPool<byte>.Shared.Rent(10);
            var was = Interlocked.CompareExchange(ref yard.Free, mine, seen);
            if (ReferenceEquals(was, seen))
                return;
            System.Buffers.ArrayPool<byte>.Shared.Return(mine);
        }
        """);

    [Fact]
    public Task Who_does_not_win_tries_again() => Code.InMethod(Classes + """
        Node? head;

        void Push()
        {
            var node = new Node { Data = System.Buffers.ArrayPool<byte>.Shared.Rent(10) };
            Node? seen;
            do
            {
                seen = head;
                node.Next = seen;
            }
            while (Interlocked.CompareExchange(ref head, node, seen) != seen);
        }
        """);

    [Fact]
    public Task Who_does_not_win_forgets_his_own() => Code.InMethod(Classes + """
        void Forgets(Yard yard, byte[]? seen)
        {
            var mine = {|NDIS0005:System.Buffers.ArrayPool<byte>.Shared.Rent(10)|};
            if (Interlocked.CompareExchange(ref yard.Free, mine, seen) != seen)
                Work();
        }

        void AsksForAnother(Yard yard, byte[]? seen, byte[]? other)
        {
            var mine = {|NDIS0005:System.Buffers.ArrayPool<byte>.Shared.Rent(10)|};
            var was = Interlocked.CompareExchange(ref yard.Free, mine, seen);
            seen = other;
            if (was == seen)
                return;
            System.Buffers.ArrayPool<byte>.Shared.Return(mine);
        }
        """);
}
