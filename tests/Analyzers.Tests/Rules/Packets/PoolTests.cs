using NdisRules.Analyzers.Tests.Pairing;

namespace NdisRules.Analyzers.Tests.Rules.Packets;

/// <summary>NdisAllocateNetBufferPool and NdisAllocateNetBufferListPool, and what is taken from them.</summary>
public sealed class PoolTests
{
    [Theory]
    [InlineData("NdisAllocateNetBufferPool(null, new NetBufferPoolParameters())", "NdisFreeNetBufferPool")]
    [InlineData("NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters())", "NdisFreeNetBufferListPool")]
    public Task Allocated_and_freed_or_not(string acquire, string release) => Code.InMethod($$"""
        void Good()
        {
            var own = {{acquire}};
            if (own is null)
                return;
            Work();
            {{release}}(own);
        }

        void Disposed()
        {
            using var own = {{acquire}};
            Work();
        }

        void Bad()
        {
            var own = {|NDIS0005:{{acquire}}|};
            Work();
        }

        void Sometimes()
        {
            var own = {|NDIS0005:{{acquire}}|};
            if (own == null || Flag())
                return;
            {{release}}(own);
        }

        void Twice()
        {
            var own = {{acquire}}!;
            {{release}}(own);
            {|NDIS0003:own.Dispose()|};
        }

        int Late()
        {
            var own = {{acquire}}!;
            {{release}}(own);
            return {|NDIS0004:own.OutstandingCount|};
        }
        """);

    [Fact]
    public Task Freed_by_the_partner_of_the_other_kind_does_not_compile_but_a_halt_may_forget() => Code.InFile("""
        sealed class Nic : MiniportAdapter
        {
            NetBufferPool? pool;
            NetBufferListPool? listPool;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters());
                if (pool is null)
                    return NdisStatus.Resources;
                listPool = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters());
                if (listPool is null)
                {
                    NdisFreeNetBufferPool(pool);
                    pool = null;
                    return NdisStatus.Resources;
                }
                return NdisStatus.Success;
            }

            public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
            {
                if (pool is not null) NdisFreeNetBufferPool(pool);
            }
        }
        """);

    [Fact]
    public Task A_failing_initialise_leaves_a_pool() => Code.InFile("""
        sealed class Nic : MiniportAdapter
        {
            NetBufferPool? pool;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters());
                if (Environment.TickCount > 0)
                    {|NDIS0001:return NdisStatus.Failure;|}
                return NdisStatus.Success;
            }

            public override void HaltEx(NdisHaltAction action) => pool?.Dispose();
        }
        """);

    [Fact]
    public Task A_pool_is_freed_before_its_buffer() => Code.InMethod("""
        void Bad()
        {
            var own = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters())!;
            var nb = NdisAllocateNetBuffer(own, mdl, 0, 64);
            {|NDIS0009:NdisFreeNetBufferPool(own)|};
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }

        void Good()
        {
            var own = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters())!;
            var nb = NdisAllocateNetBuffer(own, mdl, 0, 64);
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
            NdisFreeNetBufferPool(own);
        }
        """);

    [Fact]
    public Task A_pool_is_disposed_before_its_buffer_is_used() => Code.InMethod("""
        int Bad()
        {
            var own = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters())!;
            var nb = NdisAllocateNetBufferMdlAndData(own);
            if (nb.IsNull) { own.Dispose(); return 0; }
            {|NDIS0009:own.Dispose()|};
            return nb.DataLength;
        }
        """);

    [Fact]
    public Task Halt_frees_the_pool_first() => Code.InFile("""
        sealed class Nic : MiniportAdapter
        {
            NetBufferListPool? pool;
            NetBufferList list;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                pool = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters());
                list = NdisAllocateNetBufferList(pool, 0, 0);
                return NdisStatus.Success;
            }

            public override void HaltEx(NdisHaltAction action)
            {
                if (pool is not null)
                    {|NDIS0009:NdisFreeNetBufferListPool(pool)|};
                if (!list.IsNull)
                    NdisFreeNetBufferList(list);
            }
        }
        """);

    [Fact]
    public Task Halt_frees_the_pool_last() => Code.InFile("""
        sealed class Nic : MiniportAdapter
        {
            NetBufferListPool? pool;
            NetBufferList list;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                pool = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters());
                list = NdisAllocateNetBufferList(pool, 0, 0);
                return NdisStatus.Success;
            }

            public override void HaltEx(NdisHaltAction action)
            {
                if (!list.IsNull)
                    NdisFreeNetBufferList(list);
                if (pool is not null)
                    NdisFreeNetBufferListPool(pool);
            }
        }
        """);

    [Fact]
    public Task What_is_never_freed_is_told_as_such_though_its_pool_is_gone() => Code.InDriver("""
        NetBuffer nb;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            return NdisStatus.Success;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => NdisFreeNetBufferPool(pool);
        """);

    [Fact]
    public Task Another_pool_is_freed() => Code.InMethod("""
        void Good(NetBufferPool other)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            NdisFreeNetBufferPool(other);
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_pool_is_kept_by_whoever_made_it_static() => Code.InMethod("""
        static NetBufferPool? shared;

        static void Open() => shared = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters());
        """);

    [Fact]
    public Task A_second_pool_takes_the_place_of_the_first() => Code.InMethod("""
        void Bad()
        {
            var own = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { DataSize = 64 });
            if (Flag())
                own = {|NDIS0002:NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { DataSize = 128 })|};
            own?.Dispose();
        }
        """);

    [Fact]
    public Task The_owner_of_pools_that_is_no_driver() => Code.InMethod("""
        void Good()
        {
            var owner = NdisAllocateGenericObject(null, 1);
            var own = NdisAllocateNetBufferPool(owner, new NetBufferPoolParameters());
            if (own is not null)
                NdisFreeNetBufferPool(own);
            NdisFreeGenericObject(owner);
        }

        void Bad()
        {
            var owner = {|NDIS0005:NdisAllocateGenericObject(null, 1)|};
            if (owner.Tag == 2)
                NdisFreeGenericObject(owner);
        }

        void Twice()
        {
            var owner = NdisAllocateGenericObject(null, 1);
            NdisFreeGenericObject(owner);
            {|NDIS0003:NdisFreeGenericObject(owner)|};
        }
        """);
}
