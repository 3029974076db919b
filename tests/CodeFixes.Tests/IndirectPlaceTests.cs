namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0002 in places that only the assignment can say: elements, fields of elements, what a reference is bound to.</summary>
public sealed class IndirectPlaceTests
{
    static string Table(string members) => $$"""
        struct Slot
        {
            public NetBuffer Packet;
            public int Uses;
        }

        sealed class Table(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            readonly Slot[] slots = new Slot[4];
            readonly NetBuffer[] packets = new NetBuffer[4];
            NetBuffer left;
            NetBuffer right;
            int next;

        {{string.Join('\n', members.Split('\n').Select(line => line.Length == 0 ? line : "    " + line))}}

            public void Dispose()
            {
                for (var i = 0; i < slots.Length; i++)
                    if (!slots[i].Packet.IsNull)
                        NdisFreeNetBuffer(slots[i].Packet);
                for (var i = 0; i < packets.Length; i++)
                    if (!packets[i].IsNull)
                        NdisFreeNetBuffer(packets[i]);
                if (!left.IsNull)
                    NdisFreeNetBuffer(left);
                if (!right.IsNull)
                    NdisFreeNetBuffer(right);
                next = 0;
            }
        }
        """;

    static Task Check(string before, string? after = null) => Fix<FreeBeforeNext>.InFile(Table(before), after is null ? null : Table(after));

    [Fact]
    public Task An_element_is_asked_before_it_is_filled_again() => Check("""
        public void Fill()
        {
            for (var i = 0; i < packets.Length; i++)
                packets[i] = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, i)|}; // one each
        }
        """, """
        public void Fill()
        {
            for (var i = 0; i < packets.Length; i++)
            {
                if (!packets[i].IsNull)
                    NdisFreeNetBuffer(packets[i]);
                packets[i] = NdisAllocateNetBuffer(pool, mdl, 0, i); // one each
            }
        }
        """);

    [Fact]
    public Task A_field_of_an_element_that_a_reference_walks_over() => Check("""
        public void Fill()
        {
            foreach (ref var slot in slots.AsSpan())
            {
                slot.Uses = 0;
                slot.Packet = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 8)|};
            }
        }
        """, """
        public void Fill()
        {
            foreach (ref var slot in slots.AsSpan())
            {
                slot.Uses = 0;
                if (!slot.Packet.IsNull)
                    NdisFreeNetBuffer(slot.Packet);
                slot.Packet = NdisAllocateNetBuffer(pool, mdl, 0, 8);
            }
        }
        """);

    [Fact]
    public Task One_that_had_a_name_of_its_own_at_first() => Check("""
        public void Fill()
        {
            for (var i = 0; i < slots.Length; i++)
            {
                var fresh = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, i)|};
                slots[i].Packet = fresh;
            }
        }
        """, """
        public void Fill()
        {
            for (var i = 0; i < slots.Length; i++)
            {
                var fresh = NdisAllocateNetBuffer(pool, mdl, 0, i);
                if (!slots[i].Packet.IsNull)
                    NdisFreeNetBuffer(slots[i].Packet);
                slots[i].Packet = fresh;
            }
        }
        """);

    [Fact]
    public Task A_place_that_is_chosen_as_it_is_filled_is_not_said_twice() => Check("""
        public void Put(bool isLeft) => (isLeft ? ref left : ref right) = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        """);

    [Fact]
    public Task What_a_reference_was_bound_to_is_freed_through_it() => Check("""
        public void Put(bool isLeft)
        {
            // whichever it is
            ref NetBuffer side = ref isLeft ? ref left : ref right;
            side = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        }
        """, """
        public void Put(bool isLeft)
        {
            // whichever it is
            ref NetBuffer side = ref isLeft ? ref left : ref right;
            if (!side.IsNull)
                NdisFreeNetBuffer(side);
            side = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }
        """);

    [Fact]
    public Task An_element_that_may_be_null_gets_a_name() => Fix<FreeBeforeNext>.Whole("""
        using System.Buffers;

        sealed class Pages : System.IDisposable
        {
            readonly byte[]?[] pages = new byte[]?[4];

            public void Fill() { for (var i = 0; i < pages.Length; i++) pages[i] = {|NDIS0002:ArrayPool<byte>.Shared.Rent(4096)|}; }

            public void Dispose()
            {
                foreach (var page in pages)
                    if (page != null)
                        ArrayPool<byte>.Shared.Return(page);
            }
        }
        """, """
        using System.Buffers;

        sealed class Pages : System.IDisposable
        {
            readonly byte[]?[] pages = new byte[]?[4];

            public void Fill()
            {
                for (var i = 0; i < pages.Length; i++)
                {
                    if (pages[i] is { } old)
                        ArrayPool<byte>.Shared.Return(old);
                    pages[i] = ArrayPool<byte>.Shared.Rent(4096);
                }
            }

            public void Dispose()
            {
                foreach (var page in pages)
                    if (page != null)
                        ArrayPool<byte>.Shared.Return(page);
            }
        }
        """);
}
