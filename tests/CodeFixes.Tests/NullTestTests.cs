namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0010: a test for null, with the way in which the method itself gives up.</summary>
public sealed class NullTestTests
{
    static Task Check(string before, string? after = null) => Fix<TestBeforeUse>.InMethod(before, after);

    [Fact]
    public Task A_void_method_returns() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0); // one
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0); // one
            if (nb.IsNull)
                return;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_method_with_a_status_lacks_resources() => Check("""
        NdisStatus M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
            return NdisStatus.Success;
        }
        """, """
        NdisStatus M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return NdisStatus.Resources;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            return NdisStatus.Success;
        }
        """);

    [Fact]
    public Task What_it_returns_elsewhere_it_returns_here_and_frees_what_it_holds() => Check("""
        int M()
        {
            var first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull)
                return -1;
            var second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:second.DataLength|} = 3;
            NdisFreeNetBuffer(second);
            NdisFreeNetBuffer(first);
            return 0;
        }
        """, """
        int M()
        {
            var first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull)
                return -1;
            var second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (second.IsNull)
            {
                NdisFreeNetBuffer(first);
                return -1;
            }
            second.DataLength = 3;
            NdisFreeNetBuffer(second);
            NdisFreeNetBuffer(first);
            return 0;
        }
        """);

    [Fact]
    public Task A_free_is_tested_where_nothing_else_is_done() => Check("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            {|NDIS0010:NdisFreeNetBuffer(nb)|};
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_round_of_a_loop_is_left_out() => Check("""
        void M()
        {
            for (var i = 0; i < 3; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                {|NDIS0010:nb.DataLength|} = i;
                NdisFreeNetBuffer(nb);
            }
        }
        """, """
        void M()
        {
            for (var i = 0; i < 3; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    continue;
                nb.DataLength = i;
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Nothing_where_nobody_knows_how_the_method_fails() => Check("""
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var length = {|NDIS0010:nb.DataLength|};
            NdisFreeNetBuffer(nb);
            return length;
        }
        """);

    [Fact]
    public Task Who_pauses_has_no_way_to_fail() => Fix<TestBeforeUse>.InDriver("""
        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void HaltEx(NdisHaltAction action) { }

        public override NdisStatus Pause(MiniportPauseParameters parameters)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
            return NdisStatus.Success;
        }
        """, """
        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void HaltEx(NdisHaltAction action) { }

        public override NdisStatus Pause(MiniportPauseParameters parameters)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return NdisStatus.Success;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            return NdisStatus.Success;
        }
        """);

    [Fact]
    public Task Who_restarts_lacks_resources() => Fix<TestBeforeUse>.InDriver("""
        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void HaltEx(NdisHaltAction action) { }

        public override NdisStatus Restart(MiniportRestartParameters parameters)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
            return NdisStatus.Success;
        }
        """, """
        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void HaltEx(NdisHaltAction action) { }

        public override NdisStatus Restart(MiniportRestartParameters parameters)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return NdisStatus.Resources;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            return NdisStatus.Success;
        }
        """);

    [Fact]
    public Task A_bool_is_false() => Check("""
        bool M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
            return true;
        }
        """, """
        bool M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return false;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            return true;
        }
        """);

    [Fact]
    public Task A_bool_on_which_its_callers_leave_is_that() => Check("""
        bool Failed()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
            return false;
        }

        void Caller()
        {
            if (Failed())
                return;
            Work();
        }
        """, """
        bool Failed()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return true;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            return false;
        }

        void Caller()
        {
            if (Failed())
                return;
            Work();
        }
        """);

    [Fact]
    public Task A_number_that_its_callers_take_for_a_failure() => Check("""
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
            return 0;
        }

        void Caller()
        {
            if (M() == -1)
                return;
            Work();
        }
        """, """
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return -1;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            return 0;
        }

        void Caller()
        {
            if (M() == -1)
                return;
            Work();
        }
        """);

    [Fact]
    public Task A_task_of_an_async_method() => Check("""
        async Task<bool> M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
            await Task.CompletedTask;
            return true;
        }
        """, """
        async Task<bool> M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return false;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            await Task.CompletedTask;
            return true;
        }
        """);

    [Fact]
    public Task A_task_that_is_made_by_hand() => Check("""
        Task M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
            return Task.CompletedTask;
        }
        """, """
        Task M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return Task.CompletedTask;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            return Task.CompletedTask;
        }
        """);

    [Fact]
    public Task A_task_with_a_value_that_is_made_by_hand() => Check("""
        Task<bool> M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
            return Task.FromResult(true);
        }
        """, """
        Task<bool> M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return Task.FromResult<bool>(false);
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            return Task.FromResult(true);
        }
        """);

    [Fact]
    public Task What_goes_out_has_a_value_by_then() => Check("""
        bool M(out int length)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
            length = 3;
            return true;
        }
        """, """
        bool M(out int length)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
            {
                length = default;
                return false;
            }
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            length = 3;
            return true;
        }
        """);

    [Fact]
    public Task A_status_of_ones_own_says_what_was_missing() => Check("""
        enum Outcome { Fine, NoMemory }

        Outcome M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
            return Outcome.Fine;
        }
        """, """
        enum Outcome { Fine, NoMemory }

        Outcome M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return Outcome.NoMemory;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
            return Outcome.Fine;
        }
        """);

    [Fact]
    public Task Callers_that_leave_on_different_values_say_nothing() => Check("""
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var length = {|NDIS0010:nb.DataLength|};
            NdisFreeNetBuffer(nb);
            return length > 0 ? 1 : 0;
        }

        void Caller()
        {
            if (M() == 0)
                return;
            if (M() == 1)
                return;
            Work();
        }
        """);
}
