namespace NdisRules.CodeFixes.Tests;

/// <summary>What is written looks like the file it is written into, where no .editorconfig says otherwise.</summary>
public sealed class FileStyleTests
{
    [Fact]
    public Task Braces_behind_what_they_belong_to() => Fix<FreeBeforeExits>.Whole("""
        using System;
        using System.Buffers;

        static class Sums {
            public static int Sum(int size) {
                var bytes = {|NDIS0005:ArrayPool<byte>.Shared.Rent(size)|};
                if (size > 10) {
                    Console.WriteLine("long");
                }
                if (size == 0) return 0;
                try {
                    return bytes[0];
                } catch (IndexOutOfRangeException) {
                    ArrayPool<byte>.Shared.Return(bytes);
                    return -1;
                }
            }
        }
        """, """
        using System;
        using System.Buffers;

        static class Sums {
            public static int Sum(int size) {
                var bytes = ArrayPool<byte>.Shared.Rent(size);
                if (size > 10) {
                    Console.WriteLine("long");
                }
                if (size == 0) {
                    ArrayPool<byte>.Shared.Return(bytes);
                    return 0;
                }
                try {
                    int result = bytes[0];
                    ArrayPool<byte>.Shared.Return(bytes);
                    return result;
                } catch (IndexOutOfRangeException) {
                    ArrayPool<byte>.Shared.Return(bytes);
                    return -1;
                }
            }
        }
        """);

    [Fact]
    public Task Blocks_of_sections_that_stand_below_their_labels() => Fix<FreeBeforeExits>.InMethod("""
        void M(int kind)
        {
            switch (kind)
            {
                case 1:
                {
                    var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, kind)|};
                    if (nb.IsNull) break;
                    if (Flag()) break;
                    NdisFreeNetBuffer(nb);
                    break;
                }
            }
        }
        """, """
        void M(int kind)
        {
            switch (kind)
            {
                case 1:
                {
                    var nb = NdisAllocateNetBuffer(pool, mdl, 0, kind);
                    if (nb.IsNull) break;
                    if (Flag())
                    {
                        NdisFreeNetBuffer(nb);
                        break;
                    }
                    NdisFreeNetBuffer(nb);
                    break;
                }
            }
        }
        """);

    [Fact]
    public Task An_empty_line_behind_a_block_where_every_block_has_one() => Fix<FreeBeforeExits>.InMethod("""
        void M(int count)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, count)|};
            if (nb.IsNull)
            {
                Work();
                return;
            }

            while (count > 4)
            {
                Work();
                count--;
            }

            if (count == 3)
                return;
            foreach (var one in new int[count])
            {
                Work();
                Console.WriteLine(one);
            }
        }
        """, """
        void M(int count)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, count);
            if (nb.IsNull)
            {
                Work();
                return;
            }

            while (count > 4)
            {
                Work();
                count--;
            }

            if (count == 3)
            {
                NdisFreeNetBuffer(nb);
                return;
            }

            foreach (var one in new int[count])
            {
                Work();
                Console.WriteLine(one);
            }

            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task An_object_with_a_method_of_its_own_is_asked_with_a_question_mark() => Fix<FreeBeforeNext>.Whole("""
        using System;
        using System.Buffers;

        sealed class Sender : IDisposable
        {
            IMemoryOwner<byte>? header;

            public void Prepare() => header = {|NDIS0002:MemoryPool<byte>.Shared.Rent(16)|};

            public void Dispose() => header?.Dispose();
        }
        """, """
        using System;
        using System.Buffers;

        sealed class Sender : IDisposable
        {
            IMemoryOwner<byte>? header;

            public void Prepare()
            {
                header?.Dispose();
                header = MemoryPool<byte>.Shared.Rent(16);
            }

            public void Dispose() => header?.Dispose();
        }
        """);
}
