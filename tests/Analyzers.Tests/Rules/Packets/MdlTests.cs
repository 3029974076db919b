using NdisRules.Analyzers.Tests.Pairing;

namespace NdisRules.Analyzers.Tests.Rules.Packets;

/// <summary>NdisAllocateMdl and NdisFreeMdl.</summary>
public sealed class MdlTests
{
    [Fact]
    public Task Allocated_and_freed() => Code.InMethod("""
        void Good(byte[] bytes)
        {
            var own = NdisAllocateMdl(null, bytes);
            if (own.IsNull)
                return;
            own.Span.Clear();
            NdisFreeMdl(own);
        }
        """);

    [Fact]
    public Task Not_freed_on_an_early_return() => Code.InMethod("""
        void Bad(byte[] bytes)
        {
            var own = {|NDIS0005:NdisAllocateMdl(null, bytes)|};
            if (!own || Flag())
                return;
            NdisFreeMdl(own);
        }
        """);

    [Fact]
    public Task Described_by_a_buffer_it_stays_ours() => Code.InMethod("""
        void Good(byte[] bytes)
        {
            var own = NdisAllocateMdl(null, bytes);
            if (!own) return;
            var nb = NdisAllocateNetBuffer(pool, own, 0, 64);
            if (nb)
                NdisFreeNetBuffer(nb);
            NdisFreeMdl(own);
        }

        void Bad(byte[] bytes)
        {
            var own = {|NDIS0005:NdisAllocateMdl(null, bytes)|};
            if (!own) return;
            var nb = NdisAllocateNetBuffer(pool, own, 0, 64);
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_buffer_may_describe_none() => Code.InMethod("""
        void Good(byte[] bytes)
        {
            var own = NdisAllocateMdl(null, bytes);
            var nb = NdisAllocateNetBuffer(pool, own, 0, 0);
            if (nb)
                NdisFreeNetBuffer(nb);
            if (own)
                NdisFreeMdl(own);
        }
        """);

    [Fact]
    public Task Freed_without_a_test() => Code.InMethod("""
        void Bad(byte[] bytes)
        {
            var own = NdisAllocateMdl(null, bytes);
            {|NDIS0010:NdisFreeMdl(own)|};
        }
        """);

    [Fact]
    public Task Freed_where_there_is_none() => Code.InMethod("""
        void Bad(byte[] bytes)
        {
            var own = NdisAllocateMdl(null, bytes);
            if (own.IsNull)
            {
                {|NDIS0007:NdisFreeMdl(own)|};
                return;
            }
            NdisFreeMdl(own);
        }
        """);

    [Fact]
    public Task Freed_twice() => Code.InMethod("""
        void Bad(byte[] bytes)
        {
            var own = NdisAllocateMdl(null, bytes);
            if (!own) return;
            NdisFreeMdl(own);
            {|NDIS0003:NdisFreeMdl(own)|};
        }
        """);

    [Fact]
    public Task Its_bytes_used_after_the_free() => Code.InMethod("""
        int Bad(byte[] bytes)
        {
            var own = NdisAllocateMdl(null, bytes);
            if (!own) return 0;
            var span = own.Span;
            NdisFreeMdl(own);
            return {|NDIS0004:span[0]|};
        }
        """);

    [Fact]
    public Task Hung_into_a_chain_it_is_part_of_it() => Code.InMethod("""
        void Good(byte[] bytes)
        {
            var own = NdisAllocateMdl(null, bytes);
            if (own)
                mdl.Next = own;
        }
        """);

    [Fact]
    public Task Taken_by_initialise_and_freed_by_halt_or_not() => Code.InFile("""
        sealed class Good : MiniportAdapter
        {
            readonly byte[] bytes = new byte[64];
            Mdl mdl;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                mdl = NdisAllocateMdl(NdisMiniportHandle, bytes);
                return mdl.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            public override void HaltEx(NdisHaltAction action) => NdisFreeMdl(mdl);
        }

        sealed class Bad : MiniportAdapter
        {
            readonly byte[] bytes = new byte[64];
            Mdl mdl;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                mdl = NdisAllocateMdl(NdisMiniportHandle, bytes);
                return mdl.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) { }
        }
        """);

    [Fact]
    public Task A_constructor_takes_and_Dispose_gives_back() => Code.InFile("""
        sealed class Block : IDisposable
        {
            readonly Mdl mdl = NdisAllocateMdl(null, new byte[64]);

            public void Dispose()
            {
                if (mdl)
                    NdisFreeMdl(mdl);
            }
        }
        """);

    [Fact]
    public Task Overwritten() => Code.InMethod("""
        void Bad(byte[] bytes)
        {
            var own = NdisAllocateMdl(null, bytes);
            own = {|NDIS0002:NdisAllocateMdl(null, bytes)|};
            if (own)
                NdisFreeMdl(own);
        }
        """);
}
