namespace NdisRules.CodeFixes.Tests;

/// <summary>A free goes where a test has kept a place for it; and into a helper that frees on some of its ways.</summary>
public sealed class FillTestTests
{
    static Task Lost(string before, string? after = null) => Fix<FreeBeforeExits>.InMethod(before, after);

    static Task Order(string before, string? after = null) => Fix<FreeInOrder>.InMethod(before, after);

    [Fact]
    public Task An_empty_block_behind_the_test_gets_the_free() => Lost("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            Work();
            if (!nb.IsNull)
            {
            }
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            if (!nb.IsNull)
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_helper_that_asks_and_does_nothing_frees_what_it_was_given() => Lost("""
        static void Clear(ref NetBuffer one)
        {
            if (one)
            {
            }
            one = default;
        }

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            Clear(ref nb);
        }
        """, """
        static void Clear(ref NetBuffer one)
        {
            if (one)
            {
                NdisFreeNetBuffer(one);
            }
            one = default;
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Clear(ref nb);
        }
        """);

    [Fact]
    public Task A_duty_is_settled_where_its_success_was_asked_for() => Order("""
        void M(NetBufferListPool lists)
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (list.IsNull)
                return;
            var status = NdisAllocateNetBufferListContext(list, 32, 0, 0);
            if (status == NdisStatus.Success)
            {
            }
            {|NDIS0009:NdisFreeNetBufferList(list)|};
        }
        """, """
        void M(NetBufferListPool lists)
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (list.IsNull)
                return;
            var status = NdisAllocateNetBufferListContext(list, 32, 0, 0);
            if (status == NdisStatus.Success)
            {
                NdisFreeNetBufferListContext(list, 32);
            }
            NdisFreeNetBufferList(list);
        }
        """);

    [Fact]
    public Task An_empty_block_on_another_way_stays_empty() => Lost("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
            {
            }
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
            {
            }
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_helper_that_frees_on_one_way_frees_on_the_other() => Lost("""
        static void Finish(NetBuffer one)
        {
            if (Flag())
            {
                Work();
            }
            else
            {
                NdisFreeNetBuffer(one);
            }
        }

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            Finish(nb);
        }
        """, """
        static void Finish(NetBuffer one)
        {
            if (Flag())
            {
                Work();
                NdisFreeNetBuffer(one);
            }
            else
            {
                NdisFreeNetBuffer(one);
            }
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Finish(nb);
        }
        """);

    [Fact]
    public Task A_free_that_was_never_reached_comes_before_the_jump() => Lost("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (Flag())
            {
                return;
        #pragma warning disable CS0162
                NdisFreeNetBuffer(nb);
        #pragma warning restore CS0162
            }
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
            {
                NdisFreeNetBuffer(nb);
                return;
        #pragma warning disable CS0162
        #pragma warning restore CS0162
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task An_empty_round_of_a_loop_gets_the_free() => Lost("""
        void M()
        {
            var all = new Queue<NetBuffer>();
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            all.Enqueue(nb);
            while (all.TryDequeue(out var old))
            {
            }
        }
        """, """
        void M()
        {
            var all = new Queue<NetBuffer>();
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            all.Enqueue(nb);
            while (all.TryDequeue(out var old))
            {
                NdisFreeNetBuffer(old);
            }
        }
        """);

    [Fact]
    public Task What_a_helper_took_goes_back_to_what_its_caller_gave_it() => Lost("""
        static byte[]? Take(System.Buffers.ArrayPool<byte> from) => Flag() ? from.Rent(64) : null;

        void M(System.Buffers.ArrayPool<byte> bytes)
        {
            var rented = {|NDIS0005:Take(bytes)|};
            if (rented is not null)
            {
            }
        }
        """, """
        static byte[]? Take(System.Buffers.ArrayPool<byte> from) => Flag() ? from.Rent(64) : null;

        void M(System.Buffers.ArrayPool<byte> bytes)
        {
            var rented = Take(bytes);
            if (rented is not null)
            {
                bytes.Return(rented);
            }
        }
        """);

    [Fact]
    public Task Behind_another_name_the_free_goes_to_the_side_that_has_none() => Lost("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            var pair = (One: nb, Count: 1);
            if (Flag())
            {
                pair.One.DataLength = 60;
            }
            else
            {
                NdisFreeNetBuffer(pair.One);
            }
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            var pair = (One: nb, Count: 1);
            if (Flag())
            {
                pair.One.DataLength = 60;
                NdisFreeNetBuffer(pair.One);
            }
            else
            {
                NdisFreeNetBuffer(pair.One);
            }
        }
        """);

    [Fact]
    public Task A_block_whose_test_has_nothing_to_do_with_the_object_is_no_place_for_its_free() => Lost("""
        void M(bool verbose)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (verbose)
            {
            }
            Work();
        }
        """, """
        void M(bool verbose)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (verbose)
            {
            }
            Work();
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_block_of_which_a_comment_says_that_it_is_empty_on_purpose_stays_so() => Lost("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb.IsNull)
            {
                // Nothing is sent yet.
            }
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb.IsNull)
            {
                // Nothing is sent yet.
            }
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task The_empty_side_of_a_test_whose_other_side_frees_waits_for_the_free() => Lost("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (Flag())
            {
            }
            else
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
            {
                NdisFreeNetBuffer(nb);
            }
            else
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task An_empty_finally_waits_for_it_as_well() => Lost("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            try
            {
                if (Flag())
                    return;
                Work();
            }
            finally
            {
            }
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                if (Flag())
                    return;
                Work();
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """);
}
