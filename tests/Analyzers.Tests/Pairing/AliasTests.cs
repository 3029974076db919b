namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class AliasTests
{
    [Fact]
    public Task Freed_by_another_name() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var same = nb;
            if (nb)
                NdisFreeNetBuffer(same);
        }
        """);

    [Fact]
    public Task A_null_test_of_one_name_tells_of_the_other() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var same = nb;
            if (same.IsNull)
                return;
            nb.DataLength = 1;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Freed_by_both_names() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var same = nb;
            if (!nb)
                return;
            NdisFreeNetBuffer(nb);
            {|NDIS0003:NdisFreeNetBuffer(same)|};
        }
        """);

    [Fact]
    public Task One_name_overwritten_while_another_holds() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var kept = nb;
            nb = default;
            if (kept)
                NdisFreeNetBuffer(kept);
        }
        """);

    [Fact]
    public Task Overwritten_by_null() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            nb = default;
            Work();
        }
        """);

    [Fact]
    public Task Overwritten_by_a_second_one() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            nb = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 8)|};
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Swapped_by_a_tuple_and_both_freed() => Code.InMethod("""
        void M()
        {
            var a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            (a, b) = (b, a);
            if (a)
                NdisFreeNetBuffer(a);
            if (b)
                NdisFreeNetBuffer(b);
        }
        """);

    [Fact]
    public Task Swapped_by_a_tuple_and_the_wrong_one_freed() => Code.InMethod("""
        void M()
        {
            var a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var b = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            (a, b) = (b, a);
            if (b)
                NdisFreeNetBuffer(b);
        }
        """);

    [Fact]
    public Task Swapped_by_a_third_name() => Code.InMethod("""
        void M()
        {
            var a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var c = a;
            a = b;
            b = c;
            if (a)
                NdisFreeNetBuffer(a);
            if (b)
                NdisFreeNetBuffer(b);
        }
        """);

    [Fact]
    public Task Declared_by_a_deconstruction() => Code.InMethod("""
        void M()
        {
            var (a, b) = (NdisAllocateNetBuffer(pool, mdl, 0, 0), NdisAllocateNetBuffer(pool, mdl, 0, 0));
            if (a)
                NdisFreeNetBuffer(a);
            if (b)
                NdisFreeNetBuffer(b);
        }
        """);

    [Fact]
    public Task Declared_by_a_deconstruction_and_one_forgotten() => Code.InMethod("""
        void M()
        {
            var (a, b) = (NdisAllocateNetBuffer(pool, mdl, 0, 0), {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|});
            if (a)
                NdisFreeNetBuffer(a);
            if (b)
                Work();
        }
        """);

    [Fact]
    public Task A_discard_in_a_deconstruction() => Code.InMethod("""
        void M()
        {
            var (_, n) = ({|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}, 3);
            Console.WriteLine(n);
        }
        """);

    [Fact]
    public Task Kept_in_a_tuple_and_freed_from_it() => Code.InMethod("""
        void M()
        {
            var pair = (Buffer: NdisAllocateNetBuffer(pool, mdl, 0, 0), Count: 3);
            if (pair.Buffer)
                NdisFreeNetBuffer(pair.Buffer);
        }
        """);

    [Fact]
    public Task Allocated_through_a_ref_local() => Code.InMethod("""
        void M()
        {
            NetBuffer nb = default;
            ref var slot = ref nb;
            slot = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Cleared_through_a_ref_local() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            ref var slot = ref nb;
            slot = default;
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_ref_local_that_is_one_of_two() => Code.InMethod("""
        void M(bool first)
        {
            NetBuffer a = default, b = default;
            ref var slot = ref (first ? ref a : ref b);
            slot = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (a)
                NdisFreeNetBuffer(a);
            if (b)
                NdisFreeNetBuffer(b);
        }
        """);

    [Fact]
    public Task A_member_of_a_local_struct() => Code.InMethod("""
        struct Slot
        {
            public NetBuffer Buffer;
            public int Length;
        }

        void M()
        {
            Slot slot = default;
            slot.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            slot.Length = 3;
            if (slot.Buffer)
                NdisFreeNetBuffer(slot.Buffer);
        }
        """);

    [Fact]
    public Task A_member_of_a_local_struct_that_nobody_frees() => Code.InMethod("""
        struct Slot
        {
            public NetBuffer Buffer;
        }

        void M()
        {
            Slot slot = default;
            slot.Buffer = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (slot.Buffer)
                slot.Buffer.DataLength = 1;
        }
        """);

    [Fact]
    public Task A_struct_is_copied_with_what_it_holds() => Code.InMethod("""
        struct Slot
        {
            public NetBuffer Buffer;
        }

        void M()
        {
            Slot slot = default;
            slot.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var copy = slot;
            slot = default;
            if (copy.Buffer)
                NdisFreeNetBuffer(copy.Buffer);
        }
        """);

    [Fact]
    public Task Boxed_and_unboxed() => Code.InMethod("""
        void M()
        {
            object box = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var nb = (NetBuffer)box;
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Assigned_in_a_chain() => Code.InMethod("""
        void M()
        {
            NetBuffer a, b;
            a = b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (a)
                NdisFreeNetBuffer(b);
        }
        """);

    [Fact]
    public Task Assigned_to_itself() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        #pragma warning disable CS1717
            nb = nb;
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_choice_of_two_names_for_one_object() => Code.InMethod("""
        void M(bool flag)
        {
            var a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                return;
            var b = a;
            NdisFreeNetBuffer(flag ? a : b);
        }
        """);

    [Fact]
    public Task A_choice_of_two_objects_frees_one_only() => Code.InMethod("""
        void M(bool flag)
        {
            var a = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!a)
                return;
            var b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!b)
            {
                NdisFreeNetBuffer(a);
                return;
            }

            NdisFreeNetBuffer(flag ? a : b);
            {|NDIS0003:NdisFreeNetBuffer(b)|};
        }
        """);

    [Fact]
    public Task Equal_names_are_one_object() => Code.InMethod("""
        void M(bool flag)
        {
            var a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                return;
            NetBuffer b = flag ? a : default;
            if (b == a)
                NdisFreeNetBuffer(b);
            else
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task A_name_and_a_link_that_are_set_at_once() => Code.InMethod("""
        void M(NetBuffer chain)
        {
            var nb = chain.Next = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                NdisFreeNetBuffer(nb);
        }

        ref NetBuffer Slot(int index) => ref slots[index & 7];
        readonly NetBuffer[] slots = new NetBuffer[8];

        void Put(int index)
        {
            var nb = Slot(index) = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Two_helpers_make_what_is_taken_apart_at_once() => Code.InMethod("""
        static NetBuffer Make() { var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0); Work(); return nb; }
        static void Free(NetBuffer nb) { if (nb) NdisFreeNetBuffer(nb); }

        void M()
        {
            var (one, two) = (Make(), Make());
            Free(one);
            Free(two);
        }

        void Swapped(NetBuffer a, NetBuffer b)
        {
            (a, b) = (Make(), Make());
            (a, b) = (b, a);
            Free(a);
            Free(b);
        }

        void Half()
        {
            var (one, two) = ({|NDIS0005:Make()|}, Make());
            Free(two);
        }
        """);
}
