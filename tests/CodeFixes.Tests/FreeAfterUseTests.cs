namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0004: the free moves behind the last use.</summary>
public sealed class FreeAfterUseTests
{
    static Task Check(string before, string? after = null) => Fix<FreeAfterUse>.InMethod(before, after);

    [Fact]
    public Task The_free_moves_behind_the_last_use() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
            Console.WriteLine({|NDIS0004:nb.DataLength|});
            Work();
            Console.WriteLine(nb.DataOffset);
            Work();
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Console.WriteLine(nb.DataLength);
            Work();
            Console.WriteLine(nb.DataOffset);
            NdisFreeNetBuffer(nb);
            Work();
        }
        """);

    [Fact]
    public Task A_value_that_is_returned_is_taken_first() => Check("""
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            NdisFreeNetBuffer(nb);
            return {|NDIS0004:nb.DataLength|};
        }
        """, """
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            var result = nb.DataLength;
            NdisFreeNetBuffer(nb);
            return result;
        }
        """);

    [Fact]
    public Task A_way_out_in_between_gets_a_free_of_its_own() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
            if (Flag())
                return;
            {|NDIS0004:nb.DataLength|} = 3;
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
            }
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_view_is_a_use_too() => Check("""
        void M()
        {
            var own = NdisAllocateMdl(null, new byte[64]);
            if (own.IsNull)
                return;
            var bytes = own.Span;
            NdisFreeMdl(own);
            {|NDIS0004:bytes[0]|} = 1;
        }
        """, """
        void M()
        {
            var own = NdisAllocateMdl(null, new byte[64]);
            if (own.IsNull)
                return;
            var bytes = own.Span;
            bytes[0] = 1;
            NdisFreeMdl(own);
        }
        """);

    [Fact]
    public Task A_free_in_one_round_that_the_next_round_comes_after_goes_behind_the_loop() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            for (var i = 0; i < 3; i++)
            {
                Console.WriteLine({|NDIS0004:nb.DataLength|});
                if (i == 0)
                    NdisFreeNetBuffer(nb);
            }
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            for (var i = 0; i < 3; i++)
            {
                Console.WriteLine(nb.DataLength);
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_helper_that_frees_before_it_looks_frees_behind() => Check("""
        static void Finish(NetBuffer nb)
        {
            NdisFreeNetBuffer(nb);
            Console.WriteLine(nb.DataLength);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            {|NDIS0004:Finish(nb)|};
        }
        """, """
        static void Finish(NetBuffer nb)
        {
            Console.WriteLine(nb.DataLength);
            NdisFreeNetBuffer(nb);
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
    public Task A_free_that_every_later_way_comes_after_is_left_to_them() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
                NdisFreeNetBuffer(nb);
            if (Flag())
            {
                Console.WriteLine({|NDIS0004:nb.DataLength|});
                NdisFreeNetBuffer(nb);
                return;
            }
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
            { }
            if (Flag())
            {
                Console.WriteLine(nb.DataLength);
                NdisFreeNetBuffer(nb);
                return;
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_somebody_unseen_may_have_got_is_not_taken_out() => Check("""
        static readonly List<NetBuffer> kept = new();

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
                NdisFreeNetBuffer(nb);
            Console.WriteLine({|NDIS0004:nb.DataLength|});
            kept.Add(nb);
        }
        """);

    [Fact]
    public Task A_free_stays_before_its_variable_is_given_another() => Check("""
        int M(int count)
        {
            var current = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var sum = 0;
            while (count-- > 0 && !current.IsNull)
            {
                var next = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                NdisFreeNetBuffer(current); // had its turn
                sum += {|NDIS0004:current.DataLength|};

                // the next one
                current = next;
                sum += count;
            }

            if (!current.IsNull)
                NdisFreeNetBuffer(current);
            return sum;
        }
        """, """
        int M(int count)
        {
            var current = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var sum = 0;
            while (count-- > 0 && !current.IsNull)
            {
                var next = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                sum += current.DataLength;
                NdisFreeNetBuffer(current); // had its turn

                // the next one
                current = next;
                sum += count;
            }

            if (!current.IsNull)
                NdisFreeNetBuffer(current);
            return sum;
        }
        """);

    [Fact]
    public Task The_same_before_it_is_cleared() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
            Console.WriteLine({|NDIS0004:nb.DataLength|});
            nb = default;
            Console.WriteLine(nb.IsNull);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Console.WriteLine(nb.DataLength);
            NdisFreeNetBuffer(nb);
            nb = default;
            Console.WriteLine(nb.IsNull);
        }
        """);

    [Fact]
    public Task Another_that_is_made_with_the_help_of_the_old_one_leaves_no_place_for_the_free() => Check("""
        void M(bool again)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            while (again && !nb.IsNull)
            {
                NdisFreeNetBuffer(nb);
                Console.WriteLine({|NDIS0004:nb.DataLength|});
                nb = NdisAllocateNetBuffer(pool, mdl, 0, nb.DataLength);
            }

            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);
}
