namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0008 and NDIS0009: the right partner, the right arguments, the right order.</summary>
public sealed class PartnerTests
{
    static Task Check(string before, string? after = null) => Fix<FreeByPartner>.InMethod(before, after);

    static Task Order(string before, string? after = null) => Fix<FreeInOrder>.InMethod(before, after);

    static Task Whole(string before, string after) => Fix<FreeByPartner>.Whole("using System;\nusing System.Buffers;\nusing System.Runtime.InteropServices;\n\n" + before, "using System;\nusing System.Buffers;\nusing System.Runtime.InteropServices;\n\n" + after);

    [Fact]
    public Task Memory_goes_back_by_its_own_partner() => Whole("""
        class Block
        {
            static void M()
            {
                var memory = Marshal.AllocHGlobal(16);
                {|NDIS0008:Marshal.FreeCoTaskMem(memory)|}; // done
            }
        }
        """, """
        class Block
        {
            static void M()
            {
                var memory = Marshal.AllocHGlobal(16);
                Marshal.FreeHGlobal(memory); // done
            }
        }
        """);

    [Fact]
    public Task An_array_goes_back_to_its_own_pool_as_it_was_said() => Whole("""
        class Reader
        {
            static readonly ArrayPool<byte> large = ArrayPool<byte>.Create(1 << 20, 4);

            static void M()
            {
                var array = large.Rent(16);
                {|NDIS0008:ArrayPool<byte>.Shared.Return(array, clearArray: true)|};
            }
        }
        """, """
        class Reader
        {
            static readonly ArrayPool<byte> large = ArrayPool<byte>.Create(1 << 20, 4);

            static void M()
            {
                var array = large.Rent(16);
                large.Return(array, clearArray: true);
            }
        }
        """);

    [Fact]
    public Task A_clone_goes_back_with_the_flags_it_was_made_with() => Check("""
        void M(NetBufferList original)
        {
            var clone = NdisAllocateCloneNetBufferList(original, null, null, NdisCloneFlags.UseOriginalMdls);
            if (clone.IsNull)
                return;
            {|NDIS0008:NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None)|};
        }
        """, """
        void M(NetBufferList original)
        {
            var clone = NdisAllocateCloneNetBufferList(original, null, null, NdisCloneFlags.UseOriginalMdls);
            if (clone.IsNull)
                return;
            NdisFreeCloneNetBufferList(clone, NdisCloneFlags.UseOriginalMdls);
        }
        """);

    [Fact]
    public Task A_pool_goes_behind_what_was_taken_from_it() => Order("""
        void M()
        {
            var own = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters());
            if (own is null)
                return;
            var nb = NdisAllocateNetBuffer(own, mdl, 0, 0);
            {|NDIS0009:NdisFreeNetBufferPool(own)|};
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
            Work();
        }
        """, """
        void M()
        {
            var own = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters());
            if (own is null)
                return;
            var nb = NdisAllocateNetBuffer(own, mdl, 0, 0);
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
            NdisFreeNetBufferPool(own);
            Work();
        }
        """);

    [Fact]
    public Task Only_the_argument_that_differs_is_changed() => Check("""
        void M(NetBuffer nb)
        {
            if (NdisRetreatNetBufferDataStart(nb, 14, 0) == NdisStatus.Success)
                {|NDIS0008:NdisAdvanceNetBufferDataStart(nb, 18, true)|};
        }
        """, """
        void M(NetBuffer nb)
        {
            if (NdisRetreatNetBufferDataStart(nb, 14, 0) == NdisStatus.Success)
                NdisAdvanceNetBufferDataStart(nb, 14, true);
        }
        """);
}
