namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Bodies that run inside themselves: executed until nothing more comes of it.</summary>
public sealed class RecursionTests
{
    [Fact]
    public Task Freed_at_the_bottom() => Code.InMethod("""
        static void Drop(NetBuffer nb, int depth)
        {
            if (depth > 0)
                Drop(nb, depth - 1);
            else
                NdisFreeNetBuffer(nb);
        }

        void Good(int depth)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                Drop(nb, depth);
        }

        void Bad(int depth)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Drop(nb, depth);
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Not_freed_on_one_way_through_the_recursion() => Code.InMethod("""
        static void Drop(NetBuffer nb, int depth)
        {
            if (depth > 10)
                Drop(nb, depth - 1);
            else if (depth > 0)
                NdisFreeNetBuffer(nb);
        }

        void Bad(int depth)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
                Drop(nb, depth);
        }
        """);

    [Fact]
    public Task Freed_on_the_way_down_and_again_on_the_way_up() => Code.InMethod("""
        static void Drop(NetBuffer nb, bool last)
        {
            if (!last)
                Drop(nb, Flag());
            NdisFreeNetBuffer(nb);
        }

        void Bad()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                {|NDIS0003:Drop(nb, Flag())|};
        }
        """);

    [Fact]
    public Task Two_methods_that_call_each_other() => Code.InMethod("""
        static void Even(NetBuffer nb, int n) { if (n == 0) NdisFreeNetBuffer(nb); else Odd(nb, n - 1); }
        static void Odd(NetBuffer nb, int n) { if (n == 0) NdisFreeNetBuffer(nb); else Even(nb, n - 1); }
        static void Up(NetBuffer nb, int n) { if (n == 0) NdisFreeNetBuffer(nb); else Down(nb, n - 1); }
        static void Down(NetBuffer nb, int n) { if (n == 0) nb.DataLength = 3; else Up(nb, n - 1); }

        void Good(int n)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                Even(nb, n);
        }

        void Bad(int n)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
                Up(nb, n);
        }
        """);

    [Fact]
    public Task A_local_of_the_outer_time_is_still_there_afterwards() => Code.InMethod("""
        static void Good(int depth)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            if (depth > 0)
                Good(depth - 1);
            NdisFreeNetBuffer(nb);
        }

        static void Bad(int depth)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            if (depth > 0)
                Bad(depth - 1);
            else
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_retry_that_calls_itself() => Code.InMethod("""
        static NetBuffer Take(int attempts)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                return nb;
            return attempts == 0 ? default : Take(attempts - 1);
        }

        void Good()
        {
            var nb = Take(3);
            if (nb)
                NdisFreeNetBuffer(nb);
        }

        void Bad()
        {
            var nb = {|NDIS0005:Take(3)|};
            if (nb)
                nb.DataLength = 3;
        }
        """);

    [Fact]
    public Task A_local_function_that_calls_itself() => Code.InMethod("""
        void Good(int count)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Walk(count);

            void Walk(int left)
            {
                if (left == 0)
                    NdisFreeNetBuffer(nb);
                else
                    Walk(left - 1);
            }
        }

        void Bad(int count)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            Walk(count);

            void Walk(int left)
            {
                if (left > 0)
                    Walk(left - 1);
            }
        }
        """);

    [Fact]
    public Task Its_own_variable_by_reference_is_not_followed() => Code.InMethod("""
        static void Fill(ref NetBuffer slot, int depth)
        {
            if (depth == 0)
            {
                if (slot)
                    NdisFreeNetBuffer(slot);
                slot = default;
                return;
            }

            var mine = slot;
            slot = default;
            Fill(ref mine, depth - 1);
        }

        void M(int depth)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Fill(ref nb, depth);
        }
        """);

    [Fact]
    public Task An_object_that_a_countdown_acquires_is_the_callers() => Code.InMethod("""
        NetBuffer Deep(int depth)
        {
            return depth == 0 ? NdisAllocateNetBuffer(pool, mdl, 0, 64) : Deep(depth - 1);
        }

        void Send()
        {
            var packet = {|NDIS0005:Deep(2)|};
        }
        """);

    [Fact]
    public Task An_object_that_a_countdown_acquires_may_be_freed_by_the_caller() => Code.InMethod("""
        NetBuffer Deep(int depth)
        {
            return depth == 0 ? NdisAllocateNetBuffer(pool, mdl, 0, 64) : Deep(depth - 1);
        }

        void Send()
        {
            var packet = Deep(2);
            if (packet) NdisFreeNetBuffer(packet);
        }
        """);
}
