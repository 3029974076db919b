using NdisRules.Analyzers.Tests.Pairing;

namespace NdisRules.Analyzers.Tests.Rules.Packets;

/// <summary>NdisAllocateNetBufferList, NdisAllocateNetBufferAndNetBufferList and NdisAllocateNetBufferMdlAndData.</summary>
public sealed class NetBufferListTests
{
    const string Lists = "static readonly NetBufferListPool lists = null!;\n";

    [Theory]
    [InlineData("NdisAllocateNetBufferList(lists, 0, 0)", "NdisFreeNetBufferList", "Status = NdisStatus.Success")]
    [InlineData("NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, mdl, 0, 64)", "NdisFreeNetBufferList", "Status = NdisStatus.Success")]
    [InlineData("NdisAllocateNetBufferMdlAndData(pool)", "NdisFreeNetBuffer", "DataLength = 4")]
    public Task The_shapes_of_an_allocation(string acquire, string release, string use) => Code.InMethod(Lists + $$"""
        void Good()
        {
            var it = {{acquire}};
            if (it.IsNull)
                return;
            it.{{use}};
            {{release}}(it);
        }

        void Finally()
        {
            var it = {{acquire}};
            if (!it)
                return;
            try
            {
                Work();
            }
            finally
            {
                {{release}}(it);
            }
        }

        void Lost()
        {
            var it = {|NDIS0005:{{acquire}}|};
            if (it == null)
                return;
            if (Flag())
                return;
            {{release}}(it);
        }

        void Untested()
        {
            var it = {{acquire}};
            {|NDIS0010:it.{{use.Split(' ')[0]}}|} = default;
            {{release}}(it);
        }

        void Twice()
        {
            var it = {{acquire}};
            if (!it)
                return;
            {{release}}(it);
            {|NDIS0003:{{release}}(it)|};
        }

        void Late()
        {
            var it = {{acquire}};
            if (!it)
                return;
            {{release}}(it);
            {|NDIS0004:it.{{use.Split(' ')[0]}}|} = default;
        }

        void Again()
        {
            var it = {{acquire}};
            it = {|NDIS0002:{{acquire}}|};
            if (it)
                {{release}}(it);
        }

        void Nothing()
        {
            var it = {{acquire}};
            if (it.IsNull)
                {|NDIS0007:{{release}}(it)|};
            else
                {{release}}(it);
        }
        """);

    [Fact]
    public Task Indicated_it_comes_back_another_way() => Code.InMethod(Lists + """
        void Up(NdisHandle handle)
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (!list)
                return;
            NdisMIndicateReceiveNetBufferLists(handle, list, 0, 1, NdisReceiveFlags.None);
        }
        """);

    [Fact]
    public Task Chained_behind_another_it_is_part_of_the_chain() => Code.InMethod(Lists + """
        void Chain(NetBufferList head)
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (list)
                head.Next = list;
        }
        """);

    [Fact]
    public Task Handed_to_the_caller() => Code.InMethod(Lists + """
        NetBufferList Take() => NdisAllocateNetBufferList(lists, 0, 0);

        void Good()
        {
            var list = Take();
            if (list)
                NdisFreeNetBufferList(list);
        }

        void Bad()
        {
            var list = {|NDIS0005:Take()|};
            if (list)
                Work();
        }
        """);

    [Fact]
    public Task A_field_that_Halt_forgets() => Code.InFile("""
        sealed class Nic(NetBufferListPool lists) : MiniportAdapter
        {
            NetBufferList list;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                list = NdisAllocateNetBufferList(lists, 0, 0);
                return list ? NdisStatus.Success : NdisStatus.Resources;
            }

            public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) { }
        }
        """);

    [Fact]
    public Task A_field_that_Halt_frees() => Code.InFile("""
        sealed class Nic(NetBufferListPool lists) : MiniportAdapter
        {
            NetBufferList list;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                list = NdisAllocateNetBufferList(lists, 0, 0);
                return list ? NdisStatus.Success : NdisStatus.Resources;
            }

            public override void HaltEx(NdisHaltAction action) => NdisFreeNetBufferList(list);
        }
        """);

    [Fact]
    public Task A_walk_along_the_chain_begins_at_the_list() => Code.InMethod("""
        static readonly NetBufferListPool lists = null!;

        void Good()
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            foreach (var one in list.Chain)
                NdisFreeNetBufferList(one);
        }

        void Bad()
        {
            var list = {|NDIS0005:NdisAllocateNetBufferList(lists, 0, 0)|};
            if (!list)
                return;
            foreach (var one in list.Chain)
                one.Status = NdisStatus.Success;
        }

        void Late()
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (!list)
                return;
            NdisFreeNetBufferList(list);
            foreach (var one in {|NDIS0004:list.Chain|})
                one.Status = NdisStatus.Success;
        }
        """);

    [Fact]
    public Task A_chain_that_is_built_in_a_loop() => Code.InMethod("""
        static readonly NetBufferListPool lists = null!;

        NetBufferList Build(int n)
        {
            NetBufferList head = default;
            for (var i = 0; i < n; i++)
            {
                var list = NdisAllocateNetBufferList(lists, 0, 0);
                if (!list)
                    break;
                list.Next = head;
                head = list;
            }
            return head;
        }

        void Good(int n) => NdisFreeNetBufferLists(Build(n));

        void OneByOne(int n)
        {
            for (var list = Build(n); list;)
            {
                var next = list.Next;
                NdisFreeNetBufferList(list);
                list = next;
            }
        }

        void Bad(int n)
        {
            var head = {|NDIS0005:Build(n)|};
            if (head)
                head.Status = NdisStatus.Success;
        }
        """);

    [Fact]
    public Task The_NET_BUFFER_of_a_list_goes_with_it() => Code.InMethod("""
        static readonly NetBufferListPool lists = null!;
        NetBuffer kept;

        void Good()
        {
            var list = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, default, 0, 0);
            if (!list)
                return;
            var nb = list.FirstNetBuffer;
            nb.DataLength = 3;
            NdisFreeNetBufferList(list);
        }

        void Freed()
        {
            var list = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, default, 0, 0);
            if (!list)
                return;
            {|NDIS0007:NdisFreeNetBuffer(list.FirstNetBuffer)|};
            NdisFreeNetBufferList(list);
        }

        static void Free(NetBuffer nb) => NdisFreeNetBuffer(nb);

        void FreedByAHelper()
        {
            var list = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, default, 0, 0);
            if (!list)
                return;
            var nb = list.FirstNetBuffer;
            {|NDIS0007:Free(nb)|};
            NdisFreeNetBufferList(list);
        }

        void UsedLater()
        {
            var list = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, default, 0, 0);
            if (!list)
                return;
            var nb = list.FirstNetBuffer;
            NdisFreeNetBufferList(list);
            {|NDIS0004:nb.DataLength|} = 3;
        }

        void KeptAlone()
        {
            var list = {|NDIS0005:NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, default, 0, 0)|};
            if (list)
                kept = list.FirstNetBuffer;
        }
        """);

    [Fact]
    public Task A_NET_BUFFER_that_the_driver_put_into_a_list_is_the_driver_s() => Code.InMethod("""
        static readonly NetBufferListPool lists = null!;

        void Put()
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (!list)
                return;
            list.FirstNetBuffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (list.FirstNetBuffer)
                NdisFreeNetBuffer(list.FirstNetBuffer);
            NdisFreeNetBufferList(list);
        }

        void PutThroughAReference()
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (!list)
                return;
            ref var first = ref list.FirstNetBuffer;
            first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (list.FirstNetBuffer)
                NdisFreeNetBuffer(list.FirstNetBuffer);
            NdisFreeNetBufferList(list);
        }

        void PutByTheMacro()
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (!list)
                return;
            NET_BUFFER_LIST_FIRST_NB(list) = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (list.FirstNetBuffer)
                NdisFreeNetBuffer(list.FirstNetBuffer);
            NdisFreeNetBufferList(list);
        }

        void SomebodyElsesList(NetBufferList list)
        {
            if (list.FirstNetBuffer)
                NdisFreeNetBuffer(list.FirstNetBuffer);
        }
        """);

    [Fact]
    public Task Bulk_frees_take_what_they_are_given() => Code.InMethod("""
        void Many()
        {
            var nb = NdisAllocateNetBufferMdlAndData(pool);
            if (!nb)
                return;
            NdisFreeNetBuffers([nb]);
        }

        int Fill(Span<NetBuffer> buffers)
        {
            var count = NdisAllocateNetBuffers(pool, buffers);
            if (count < buffers.Length)
            {
                NdisFreeNetBuffers(buffers.Slice(0, count));
                return 0;
            }
            return count;
        }
        """);
}
