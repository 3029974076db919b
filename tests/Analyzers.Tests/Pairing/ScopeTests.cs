namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class ScopeTests
{
    [Fact]
    public Task An_owner_at_the_end_of_the_scope() => Code.InMethod("""
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            using var owned = nb.Owned();
            if (Flag())
                throw new InvalidOperationException();
            return nb.DataLength;
        }
        """);

    [Fact]
    public Task An_owner_that_comes_too_late() => Code.InMethod("""
        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull || Flag())
                return 0;
            using var owned = nb.Owned();
            return nb.DataLength;
        }
        """);

    [Fact]
    public Task An_owner_made_of_the_allocation_itself() => Code.InMethod("""
        int M()
        {
            using var owned = NdisAllocateNetBuffer(pool, mdl, 0, 0).Owned();
            return owned.Value.IsNull ? 0 : owned.Value.DataLength;
        }
        """);

    [Fact]
    public Task An_owner_made_of_the_allocation_itself_inside_a_try_that_catches() => Code.InMethod("""
        int M()
        {
            try
            {
                using var owned = NdisAllocateNetBuffer(pool, mdl, 0, 0).Owned();
                Work();
                return owned.Value.IsNull ? 0 : owned.Value.DataLength;
            }
            catch (Exception)
            {
                return -1;
            }
        }
        """);

    /// <summary>A struct that comes back from a call waits in a temporary, which ends with its statement, however that ends.</summary>
    [Fact]
    public Task An_owner_in_source_and_another_end_around_it() => Code.InMethod("""
        struct Owner(NetBuffer nb) : IDisposable
        {
            NetBuffer nb = nb;
            public readonly NetBuffer Value => nb;
            public NetBuffer Detach() { var left = nb; nb = default; return left; }
            public void Dispose() { var left = Detach(); if (left) NdisFreeNetBuffer(left); }
        }

        static Owner Own(NetBuffer nb) => new(nb);
        static Owner Make() => Own(NdisAllocateNetBuffer(pool, mdl, 0, 0));

        int M(IDisposable outer)
        {
            using var around = outer;
            using var owned = Make();
            Work();
            return owned.Value.IsNull ? 0 : owned.Value.DataLength;
        }

        int Caught(IDisposable outer)
        {
            try
            {
                using var owned = Own(NdisAllocateNetBuffer(pool, mdl, 0, 0));
                Work();
                return owned.Value.IsNull ? 0 : 1;
            }
            catch (InvalidOperationException)
            {
                return -1;
            }
            finally
            {
                outer.Dispose();
            }
        }
        """);

    [Fact]
    public Task The_scope_of_a_pool_acquires_and_frees_too() => Code.InMethod("""
        void M()
        {
            using var local = pool.Enter();
            var kept = local.NdisAllocateNetBuffer(mdl, 0, 0);
            if (kept)
                local.NdisFreeNetBuffer(kept);
            var lost = {|NDIS0005:local.NdisAllocateNetBuffer(mdl, 0, 0)|};
            if (lost)
                lost.DataLength = 1;
        }
        """);

    [Fact]
    public Task A_lock_around_everything() => Code.InMethod("""
        readonly object gate = new();
        readonly Lock modern = new();

        void M()
        {
            lock (gate)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    NdisFreeNetBuffer(nb);
            }

            lock (modern)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    nb.DataLength = 1;
            }
        }
        """);
}
