namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class OutRefTests
{
    const string TryTake = """
        static bool TryTake(out NetBuffer nb)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return !nb.IsNull;
        }


        """;

    const string Take = """
        static NdisStatus Take(out NetBuffer nb)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return NdisStatus.Resources;
            nb.DataLength = 1;
            return NdisStatus.Success;
        }


        """;

    const string Release = """
        static void Release(ref NetBuffer nb)
        {
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
            nb = default;
        }


        """;

    [Fact]
    public Task A_try_method_gives_it_out() => Code.InMethod(TryTake + """
        void M()
        {
            if (!TryTake(out var nb))
                return;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_try_method_gives_it_out_and_nobody_frees() => Code.InMethod(TryTake + """
        void M()
        {
            if ({|NDIS0005:TryTake(out var nb)|})
                nb.DataLength = 3;
        }
        """);

    [Fact]
    public Task A_try_method_and_a_result_that_nobody_looks_at() => Code.InMethod(TryTake + """
        void M()
        {
            TryTake(out var nb);
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_try_method_whose_out_is_discarded() => Code.InMethod(TryTake + """
        bool M() => {|NDIS0005:TryTake(out _)|};
        """);

    [Fact]
    public Task A_try_method_in_a_condition_with_more() => Code.InMethod(TryTake + """
        void M(bool ready)
        {
            if ({|NDIS0005:TryTake(out var nb)|} && ready)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_status_method_gives_it_out() => Code.InMethod(Take + """
        NdisStatus M()
        {
            var status = Take(out var nb);
            if (status != NdisStatus.Success)
                return status;
            NdisFreeNetBuffer(nb);
            return NdisStatus.Success;
        }
        """);

    [Fact]
    public Task A_status_method_gives_it_out_and_one_path_forgets() => Code.InMethod(Take + """
        NdisStatus M()
        {
            var status = {|NDIS0005:Take(out var nb)|};
            if (status != NdisStatus.Success)
                return status;
            if (Flag())
                return NdisStatus.Failure;
            NdisFreeNetBuffer(nb);
            return NdisStatus.Success;
        }
        """);

    [Fact]
    public Task A_try_method_that_frees_on_its_own_failure() => Code.InMethod("""
        static bool TryPrepare(out NetBuffer nb)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return false;
            if (Flag())
            {
                NdisFreeNetBuffer(nb);
                nb = default;
                return false;
            }

            return true;
        }

        void M()
        {
            if (TryPrepare(out var nb))
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_try_method_that_leaves_a_freed_one_behind_and_a_caller_that_does_not_ask() => Code.InMethod("""
        static bool TryPrepare(out NetBuffer nb)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return false;
            if (Flag())
            {
                NdisFreeNetBuffer(nb);
                return false;
            }

            return true;
        }

        void M()
        {
            TryPrepare(out var nb);
            if (nb)
                {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Given_out_to_a_caller_out_of_sight() => Code.InMethod("""
        public void M(out NetBuffer nb)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }
        """);

    [Fact]
    public Task Cleared_before_it_is_given_out() => Code.InMethod("""
        public void M(out NetBuffer nb)
        {
            nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (Flag())
                nb = default;
        }
        """);

    [Fact]
    public Task A_helper_frees_through_ref_and_clears() => Code.InMethod(Release + """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Release(ref nb);
            Release(ref nb);
        }
        """);

    [Fact]
    public Task A_helper_frees_through_ref_and_does_not_clear() => Code.InMethod("""
        static void Release(ref NetBuffer nb)
        {
            if (nb)
                NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Release(ref nb);
            {|NDIS0003:Release(ref nb)|};
        }
        """);

    [Fact]
    public Task A_helper_clears_through_ref_without_a_free() => Code.InMethod("""
        static void Forget(ref NetBuffer nb) => nb = default;

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            Forget(ref nb);
        }
        """);

    [Fact]
    public Task A_helper_allocates_through_ref_when_there_is_none() => Code.InMethod("""
        static bool Ensure(ref NetBuffer nb)
        {
            if (nb.IsNull)
                nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return !nb.IsNull;
        }

        void M()
        {
            NetBuffer nb = default;
            while (Flag())
            {
                if (!Ensure(ref nb))
                    continue;
                nb.DataLength = 1;
            }

            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_helper_swaps_two() => Code.InMethod("""
        static void Swap(ref NetBuffer a, ref NetBuffer b)
        {
            var c = a;
            a = b;
            b = c;
        }

        void M()
        {
            var a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            NetBuffer b = default;
            Swap(ref a, ref b);
            if (b)
                NdisFreeNetBuffer(b);
        }
        """);

    [Fact]
    public Task A_helper_only_looks_through_in() => Code.InMethod("""
        static int LengthOf(in NetBuffer nb) => nb ? nb.DataLength : 0;

        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            return LengthOf(in nb);
        }
        """);

    [Fact]
    public Task Two_out_parameters_of_which_one_is_forgotten() => Code.InMethod("""
        static bool TakeTwo(out NetBuffer a, out NetBuffer b)
        {
            b = default;
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                return false;
            b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (b)
                return true;
            NdisFreeNetBuffer(a);
            a = default;
            return false;
        }

        void M()
        {
            if ({|NDIS0005:TakeTwo(out var a, out var b)|})
                NdisFreeNetBuffer(a);
        }
        """);
}
