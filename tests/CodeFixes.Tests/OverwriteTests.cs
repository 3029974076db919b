namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0002: the old object is freed where a new one takes its place.</summary>
public sealed class OverwriteTests
{
    static Task Check(string before, string? after = null) => Fix<FreeBeforeNext>.InMethod(before, after);

    [Fact]
    public Task Before_the_second_acquire() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Work();
            nb = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 8)|}; // a longer one
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Work();
            NdisFreeNetBuffer(nb);
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 8); // a longer one
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task In_a_loop_with_a_test_for_the_first_round() => Check("""
        void M()
        {
            NetBuffer nb = default;
            for (var i = 0; i < 3; i++)
                nb = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, i)|};
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            NetBuffer nb = default;
            for (var i = 0; i < 3; i++)
            {
                if (!nb.IsNull)
                    NdisFreeNetBuffer(nb);
                nb = NdisAllocateNetBuffer(pool, mdl, 0, i);
            }
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Behind_it_where_the_new_one_is_made_with_the_old() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
            if (nb.IsNull)
                return;
            nb = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, nb.DataLength * 2)|};
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
            if (nb.IsNull)
                return;
            var old = nb;
            nb = NdisAllocateNetBuffer(pool, mdl, 0, nb.DataLength * 2);
            NdisFreeNetBuffer(old);
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Not_where_the_second_acquire_may_not_happen() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
            if (nb.IsNull)
                return;
            if (Flag() && !(nb = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 8)|}).IsNull)
                Work();
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Where_the_new_one_takes_the_place_of_the_old() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
            if (nb.IsNull)
                return;
            var larger = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, nb.DataLength * 2)|};
            if (!larger.IsNull)
                larger.DataLength = nb.DataLength;
            nb = larger;
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
            if (nb.IsNull)
                return;
            var larger = NdisAllocateNetBuffer(pool, mdl, 0, nb.DataLength * 2);
            if (!larger.IsNull)
                larger.DataLength = nb.DataLength;
            NdisFreeNetBuffer(nb);
            nb = larger;
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Where_a_flag_says_what_is_held_the_flag_is_asked() => Check(Flagged("", "{|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 512)|}"), Flagged("            if (open)\n                NdisFreeNetBuffer(window);\n", "NdisAllocateNetBuffer(pool, mdl, 0, 512)"));

    static string Flagged(string freed, string acquire) => $$"""
        void M(Queue<int> events)
        {
            var open = false;
            NetBuffer window = default;
            while (events.TryDequeue(out var one))
            {
                if (one == 1)
                {
        {{freed}}            window = {{acquire}};
                    open = !window.IsNull;
                }
                else if (one == 2 && open)
                {
                    NdisFreeNetBuffer(window);
                    open = false;
                }
            }

            if (open)
                NdisFreeNetBuffer(window);
        }
        """;

    [Fact]
    public Task A_helper_that_replaces_what_it_is_given_by_reference_frees_the_old_one() => Check(Grown("", "{|NDIS0002:Grow(ref nb)|}"), Grown("    NdisFreeNetBuffer(nb);\n", "Grow(ref nb)"));

    static string Grown(string freed, string call) => $$"""
        void Grow(ref NetBuffer nb)
        {
            var larger = NdisAllocateNetBuffer(pool, mdl, 0, 128);
            if (larger.IsNull)
                return;
        {{freed}}    nb = larger;
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (nb.IsNull)
                return;
            {{call}};
            NdisFreeNetBuffer(nb);
        }
        """;
}
