namespace NdisRules.CodeFixes.Tests;

/// <summary>What a return or throw hands out, and when it is computed.</summary>
public sealed class ValueTests
{
    static Task Check(string before, string after) => Fix<FreeBeforeExits>.InMethod(before, after);

    [Fact]
    public Task A_constant_needs_no_local() => Check("""
        NdisStatus M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return NdisStatus.Resources;
            return NdisStatus.Success;
        }
        """, """
        NdisStatus M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return NdisStatus.Resources;
            NdisFreeNetBuffer(nb);
            return NdisStatus.Success;
        }
        """);

    [Fact]
    public Task A_number_taken_earlier_needs_no_local() => Check("""
        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            var length = nb.DataLength;
            return length + 1;
        }
        """, """
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            var length = nb.DataLength;
            NdisFreeNetBuffer(nb);
            return length + 1;
        }
        """);

    [Fact]
    public Task A_value_seen_through_another_handle_is_computed_first() => Check("""
        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            var chain = nb.MdlChain;
            return chain.ByteCount;
        }
        """, """
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            var chain = nb.MdlChain;
            var result = chain.ByteCount;
            NdisFreeNetBuffer(nb);
            return result;
        }
        """);

    [Fact]
    public Task The_new_local_gets_a_name_that_is_free() => Check("""
        int M(int result)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return result;
            foreach (var result1 in new[] { 1 })
                Work();
            return nb.DataLength + result;
        }
        """, """
        int M(int result)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return result;
            foreach (var result1 in new[] { 1 })
                Work();
            var result2 = nb.DataLength + result;
            NdisFreeNetBuffer(nb);
            return result2;
        }
        """);

    [Fact]
    public Task The_new_local_has_the_type_that_is_returned() => Check("""
        long? M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return null;
            return Flag() ? nb.DataLength : null;
        }
        """, """
        long? M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return null;
            long? result = Flag() ? nb.DataLength : null;
            NdisFreeNetBuffer(nb);
            return result;
        }
        """);

    [Fact]
    public Task An_async_method_keeps_the_value_and_not_the_task() => Check("""
        async Task<int> M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            await Task.Yield();
            return nb.DataLength;
        }
        """, """
        async Task<int> M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            await Task.Yield();
            var result = nb.DataLength;
            NdisFreeNetBuffer(nb);
            return result;
        }
        """);

    [Fact]
    public Task An_exception_that_tells_of_the_buffer_is_made_first() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (nb.DataLength > 9)
                throw new InvalidOperationException($"too long: {nb.DataLength}");
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (nb.DataLength > 9)
            {
                var exception = new InvalidOperationException($"too long: {nb.DataLength}");
                NdisFreeNetBuffer(nb);
                throw exception;
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task An_embedded_return_with_a_value_gets_a_block_with_the_local_in_it() => Check("""
        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            if (Flag())
                return nb.DataLength;
            NdisFreeNetBuffer(nb);
            return 1;
        }
        """, """
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            if (Flag())
            {
                var result = nb.DataLength;
                NdisFreeNetBuffer(nb);
                return result;
            }
            NdisFreeNetBuffer(nb);
            return 1;
        }
        """);

    [Fact]
    public Task What_the_compiler_says_of_a_null_it_may_say_on_two_ways_where_it_was_one() => Fix<FreeAfterUse>.Whole(Maybe("        pool.Return(taken);\n", "{|NDIS0003:pool.Return(taken)|}", "{|NDIS0004:taken[0]|} = 1;\n"), Maybe("", "pool.Return(taken)", "taken[0] = 1;\n        pool.Return(taken);\n"));

    static string Maybe(string early, string last, string use) => $$"""
        using System.Buffers;

        class Reader(ArrayPool<byte> pool, bool isBusy)
        {
            public void M(bool isLast)
            {
                if (!TryTake(out var taken))
                    return;
        {{early}}        if (isLast)
                {
                    {{last}};
                    return;
                }
                {{use}}    }

            bool TryTake(out byte[]? one)
            {
                one = isBusy ? null : pool.Rent(64);
                return one is not null;
            }
        }
        """;

    [Fact]
    public Task What_looks_at_numbers_and_at_bytes_of_the_caller_stays_where_it_is() => Fix<FreeBeforeExits>.Whole("""
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        static class Native
        {
            public static void Check(ReadOnlySpan<byte> source)
            {
                var block = {|NDIS0005:Marshal.AllocHGlobal(source.Length)|};
                for (var i = 0; i < source.Length; i++)
                    if (source[i] == 0xFF)
                        throw new InvalidDataException($"byte {i} of {source.Length}");
                Marshal.FreeHGlobal(block);
            }
        }
        """, """
        using System;
        using System.IO;
        using System.Runtime.InteropServices;

        static class Native
        {
            public static void Check(ReadOnlySpan<byte> source)
            {
                var block = Marshal.AllocHGlobal(source.Length);
                for (var i = 0; i < source.Length; i++)
                    if (source[i] == 0xFF)
                    {
                        Marshal.FreeHGlobal(block);
                        throw new InvalidDataException($"byte {i} of {source.Length}");
                    }
                Marshal.FreeHGlobal(block);
            }
        }
        """);
}
