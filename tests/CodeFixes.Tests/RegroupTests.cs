namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0005 where one more free is not enough: the frees are put anew, or the object gets a name first.</summary>
public sealed class RegroupTests
{
    static Task Check(string before, string? after = null) => Fix<FreeBeforeExits>.InMethod(before, after);

    [Fact]
    public Task A_free_under_too_narrow_a_condition_moves_to_the_end() => Check("""
        void M(bool mirrored, bool urgent)
        {
            NetBuffer copy = default;
            if (mirrored)
                copy = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            Work();
            if (urgent && !copy.IsNull)
                NdisFreeNetBuffer(copy);
        }
        """, """
        void M(bool mirrored, bool urgent)
        {
            NetBuffer copy = default;
            if (mirrored)
                copy = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            if (!copy.IsNull)
                NdisFreeNetBuffer(copy);
        }
        """);

    [Fact]
    public Task A_condition_that_does_something_stays() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            for (var i = 0; i < 3; i++)
            {
                if (Flag())
                {
                    NdisFreeNetBuffer(nb);
                    break;
                }
            }
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            for (var i = 0; i < 3; i++)
            {
                if (Flag())
                {
                    break;
                }
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_is_only_looked_at_gets_a_name() => Fix<FreeBeforeExits>.Whole("""
        using System;
        using System.Buffers;

        class Reader
        {
            static int First(byte[] array) => array[0];

            static int M(int size)
            {
                var first = First({|NDIS0005:ArrayPool<byte>.Shared.Rent(size)|});
                return first + 1;
            }
        }
        """, """
        using System;
        using System.Buffers;

        class Reader
        {
            static int First(byte[] array) => array[0];

            static int M(int size)
            {
                var array = ArrayPool<byte>.Shared.Rent(size);
                var first = First(array);
                ArrayPool<byte>.Shared.Return(array);
                return first + 1;
            }
        }
        """);

    [Fact]
    public Task What_runs_before_it_keeps_its_turn() => Fix<FreeBeforeExits>.Whole("""
        using System;
        using System.Buffers;

        class Reader
        {
            static int Next() => Environment.TickCount;

            static int First(int index, byte[] array) => array[index];

            static int M(int size)
            {
                var first = First(Next(), {|NDIS0005:ArrayPool<byte>.Shared.Rent(size)|});
                return first + 1;
            }
        }
        """);

    [Fact]
    public Task An_array_of_ones_own_is_emptied() => Check("""
        void M()
        {
            var batch = new NetBuffer[4];
            for (var i = 0; i < batch.Length; i++)
                batch[i] = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            Work();
        }
        """, """
        void M()
        {
            var batch = new NetBuffer[4];
            for (var i = 0; i < batch.Length; i++)
                batch[i] = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            for (var slot = 0; slot < batch.Length; slot++)
                if (!batch[slot].IsNull)
                    NdisFreeNetBuffer(batch[slot]);
        }
        """);
}
