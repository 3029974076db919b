using NdisRules.Analyzers.Tests.Pairing;

namespace NdisRules.Analyzers.Tests.Rules.Packets;

/// <summary>Clones, fragments and reassembled lists: partners, arguments, and the list they were made of.</summary>
public sealed class DerivedListTests
{
    const string Lists = "static readonly NetBufferListPool lists = null!;\n";

    static Task Check(string members) => Code.InMethod(Lists + members);

    [Theory]
    [InlineData("NdisAllocateCloneNetBufferList(original, lists, pool, NdisCloneFlags.None)", "NdisFreeCloneNetBufferList(it, NdisCloneFlags.None)", "NdisFreeCloneNetBufferList(it, NdisCloneFlags.UseOriginalMdls)")]
    [InlineData("NdisAllocateFragmentNetBufferList(original, lists, pool, 0, 512, 8, 0)", "NdisFreeFragmentNetBufferList(it, 8)", "NdisFreeFragmentNetBufferList(it, 0)")]
    [InlineData("NdisAllocateReassembledNetBufferList(original, lists, 0, 8, 0)", "NdisFreeReassembledNetBufferList(it, 8)", "NdisFreeReassembledNetBufferList(it, 4)")]
    public Task The_shapes_of_a_derivation(string acquire, string release, string otherwise) => Check($$"""
        void Good(NetBufferList original)
        {
            var it = {{acquire}};
            if (it.IsNull)
                return;
            Work();
            {{release}};
        }

        void Lost(NetBufferList original)
        {
            var it = {|NDIS0005:{{acquire}}|};
            if (!it || Flag())
                return;
            {{release}};
        }

        void Otherwise(NetBufferList original)
        {
            var it = {{acquire}};
            if (it)
                {|NDIS0008:{{otherwise}}|};
        }

        void AsAnyList(NetBufferList original)
        {
            var it = {{acquire}};
            if (it)
                {|NDIS0008:NdisFreeNetBufferList(it)|};
        }

        void Untested(NetBufferList original)
        {
            var it = {{acquire}};
            {|NDIS0010:{{release}}|};
        }

        void Twice(NetBufferList original)
        {
            var it = {{acquire}};
            if (!it)
                return;
            {{release}};
            {|NDIS0003:{{release}}|};
        }

        void Orphaned()
        {
            var original = NdisAllocateNetBufferList(lists, 0, 0);
            if (!original)
                return;
            var it = {{acquire}};
            {|NDIS0009:NdisFreeNetBufferList(original)|};
            if (it)
                {{release}};
        }

        void Ordered()
        {
            var original = NdisAllocateNetBufferList(lists, 0, 0);
            if (!original)
                return;
            var it = {{acquire}};
            if (it)
                {{release}};
            NdisFreeNetBufferList(original);
        }
        """);

    [Fact]
    public Task A_list_is_no_clone() => Check("""
        void Bad()
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (list)
                {|NDIS0008:NdisFreeCloneNetBufferList(list, NdisCloneFlags.None)|};
        }
        """);

    [Fact]
    public Task Flags_that_are_chosen_once_are_the_same() => Check("""
        void Good(NetBufferList original, bool share)
        {
            var flags = share ? NdisCloneFlags.UseOriginalMdls : NdisCloneFlags.None;
            var clone = NdisAllocateCloneNetBufferList(original, lists, pool, flags);
            if (clone)
                NdisFreeCloneNetBufferList(clone, flags);
        }
        """);

    [Fact]
    public Task An_original_that_is_somebody_elses_may_go_on() => Check("""
        void Good(NdisHandle handle, NetBufferList original)
        {
            var clone = NdisAllocateCloneNetBufferList(original, lists, pool, NdisCloneFlags.None);
            if (!clone)
                return;
            original.Status = NdisStatus.Success;
            NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
        }
        """);
}
