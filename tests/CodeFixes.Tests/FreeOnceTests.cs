namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0003 and NDIS0007: a free too many goes, or asks.</summary>
public sealed class FreeOnceTests
{
    static Task Check(string before, string? after = null) => Fix<FreeOnce>.InMethod(before, after);

    static Task Nothing(string before, string? after = null) => Fix<FreeNothing>.InMethod(before, after);

    [Fact]
    public Task The_second_free_goes_and_comments_stay() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
            // We are done.
            {|NDIS0003:NdisFreeNetBuffer(nb)|}; // really
            Work();
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
            // We are done.
            // really
            Work();
        }
        """);

    [Fact]
    public Task A_third_free_goes_with_the_second() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Where_only_one_way_frees_twice_the_free_that_is_left_moves_to_the_other_way() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
                NdisFreeNetBuffer(nb);
            Work();
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
                NdisFreeNetBuffer(nb);
            else
                NdisFreeNetBuffer(nb);
            Work();
        }
        """);

    [Fact]
    public Task Or_the_reference_is_cleared_and_asked_for() => Fix<FreeOnce>.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
                NdisFreeNetBuffer(nb);
            Work();
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
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
                nb = default;
            }
            Work();
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """, test => test.CodeActionEquivalenceKey = "NdisRules.ClearAfterFree");

    [Fact]
    public Task A_free_whose_argument_does_something_stays() => Check("""
        NetBuffer Same(NetBuffer nb)
        {
            Work();
            return nb;
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
            {|NDIS0003:NdisFreeNetBuffer(Same(nb))|};
        }
        """);

    [Fact]
    public Task A_free_of_null_goes() => Nothing("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
            {
                Work();
                {|NDIS0007:NdisFreeNetBuffer(nb)|};
                return;
            }
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
            {
                Work();
                return;
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_helper_that_does_nothing_but_free_goes_like_a_free() => Check("""
        static void Release(NetBuffer nb) => NdisFreeNetBuffer(nb);

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Release(nb);
            {|NDIS0003:Release(nb)|};
        }
        """, """
        static void Release(NetBuffer nb) => NdisFreeNetBuffer(nb);

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Release(nb);
        }
        """);

    [Fact]
    public Task A_helper_that_does_more_stays() => Check("""
        static int freed;

        static void Release(NetBuffer nb)
        {
            freed++;
            NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Release(nb);
            Work();
            {|NDIS0003:Release(nb)|};
        }
        """);

    [Fact]
    public Task A_line_that_stands_there_twice_goes_once_whatever_it_does() => Check("""
        static int freed;

        static void Release(NetBuffer nb)
        {
            freed++;
            NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Release(nb);
            {|NDIS0003:Release(nb)|};
        }
        """, """
        static int freed;

        static void Release(NetBuffer nb)
        {
            freed++;
            NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Release(nb);
        }
        """);

    [Fact]
    public Task Where_somebody_else_may_have_got_it_in_between_the_second_free_stays_and_asks() => Check("""
        NdisStatus Lend(NetBuffer nb, NetBufferListPool lists)
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (list.IsNull)
                return NdisStatus.Resources;
            list.FirstNetBuffer = nb;
            NdisMIndicateReceiveNetBufferLists(null!, list, 0, 1, NdisReceiveFlags.Resources);
            NdisFreeNetBufferList(list);
            return NdisStatus.Success;
        }

        void M(NetBufferListPool lists)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Lend(nb, lists) != NdisStatus.Success)
                NdisFreeNetBuffer(nb);
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """, """
        NdisStatus Lend(NetBuffer nb, NetBufferListPool lists)
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (list.IsNull)
                return NdisStatus.Resources;
            list.FirstNetBuffer = nb;
            NdisMIndicateReceiveNetBufferLists(null!, list, 0, 1, NdisReceiveFlags.Resources);
            NdisFreeNetBufferList(list);
            return NdisStatus.Success;
        }

        void M(NetBufferListPool lists)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Lend(nb, lists) != NdisStatus.Success)
            {
                NdisFreeNetBuffer(nb);
                nb = default;
            }
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task In_a_helper_that_frees_twice_the_second_free_goes() => Check("""
        static void Release(NetBuffer nb)
        {
            nb.DataLength = 0;
            NdisFreeNetBuffer(nb);
            NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            {|NDIS0003:Release(nb)|};
        }
        """, """
        static void Release(NetBuffer nb)
        {
            nb.DataLength = 0;
            NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Release(nb);
        }
        """);

    [Fact]
    public Task A_call_of_a_helper_that_stands_there_twice_goes_once() => Fix<FreeAfterUse>.InMethod("""
        static void Release(NetBuffer nb)
        {
            nb.DataLength = 0;
            NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Release(nb);
            {|NDIS0004:Release(nb)|};
        }
        """, """
        static void Release(NetBuffer nb)
        {
            nb.DataLength = 0;
            NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Release(nb);
        }
        """);

    [Fact]
    public Task In_a_lambda_the_second_free_goes() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Action release = () =>
            {
                NdisFreeNetBuffer(nb);
                NdisFreeNetBuffer(nb);
            };
            {|NDIS0003:release()|};
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Action release = () =>
            {
                NdisFreeNetBuffer(nb);
            };
            release();
        }
        """);

    [Fact]
    public Task A_free_by_hand_goes_where_a_helper_frees_too() => Check("""
        static int freed;

        static void Release(NetBuffer nb)
        {
            freed++;
            NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
            {|NDIS0003:Release(nb)|};
        }
        """, """
        static int freed;

        static void Release(NetBuffer nb)
        {
            freed++;
            NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Release(nb);
        }
        """);

    [Fact]
    public Task A_release_that_was_added_to_a_delegate_which_has_one_goes() => Fix<FreeOnce>.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Action<NetBuffer> end = NdisFreeNetBuffer;
            end += NdisFreeNetBuffer;
            {|NDIS0003:end(nb)|};
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Action<NetBuffer> end = NdisFreeNetBuffer;
            end(nb);
        }
        """);

    [Fact]
    public Task An_override_that_frees_what_its_caller_frees_does_nothing() => Fix<FreeOnce>.InFile(Template("=> NdisFreeNetBuffer(nb);", "{|NDIS0003:NdisFreeNetBuffer(nb)|}"), Template("{ }", "NdisFreeNetBuffer(nb)"));

    static string Template(string body, string free) => $$"""
        abstract class Strict(NetBufferPool pool)
        {
            public void Run()
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (nb.IsNull)
                    return;
                Process(nb);
                {{free}};
            }

            protected abstract void Process(NetBuffer nb);
        }

        sealed class Meddler(NetBufferPool pool) : Strict(pool)
        {
            protected override void Process(NetBuffer nb) {{body}}
        }
        """;

    [Fact]
    public Task Of_two_frees_the_one_that_hangs_on_a_test_goes() => Check("""
        void M(bool early)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (early)
                NdisFreeNetBuffer(nb);
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """, """
        void M(bool early)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_finally_keeps_its_free() => Fix<FreeOnce>.InMethod("""
        void M(bool early)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                nb.DataLength = 4;
                if (early)
                    NdisFreeNetBuffer(nb);
            }
            finally
            {
                {|NDIS0003:NdisFreeNetBuffer(nb)|};
            }
        }
        """, """
        void M(bool early)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                nb.DataLength = 4;
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """);
}
