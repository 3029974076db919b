namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Who is shown the bytes of an object does not have it: neither a caller, nor a library that copies them.</summary>
public class ShownBytesTests
{
    [Theory]
    [InlineData("public void Dispose() { if (kept is not null) ArrayPool<byte>.Shared.Return(kept); kept = null; }", "ArrayPool<byte>.Shared.Rent(size)")]
    [InlineData("public void Dispose() => kept = null;", "{|NDIS0005:ArrayPool<byte>.Shared.Rent(size)|}")]
    public Task A_field_keeps_what_a_method_shows(string dispose, string rent) => InFile($$"""
        sealed class Reusable : IDisposable
        {
            byte[]? kept;

            public Span<byte> Get(int size)
            {
                kept ??= {{rent}};
                return kept;
            }

            {{dispose}}
        }
        """);

    [Theory]
    [InlineData("owner?.Dispose();", "MemoryPool<byte>.Shared.Rent(size)")]
    [InlineData("", "{|NDIS0002:MemoryPool<byte>.Shared.Rent(size)|}")]
    public Task A_field_that_is_renewed_and_shown(string before, string rent) => InFile($$"""
        sealed class Frame : IDisposable
        {
            IMemoryOwner<byte>? owner;

            public Memory<byte> Renew(int size)
            {
                {{before}}
                owner = {{rent}};
                return owner.Memory;
            }

            public void Dispose() => owner?.Dispose();
        }
        """);

    [Theory]
    [InlineData("while", "Dispose")]
    [InlineData("if", "{|NDIS0001:Dispose|}")]
    public Task A_stack_keeps_what_a_method_shows(string loop, string dispose) => InFile($$"""
        sealed class Segments : IDisposable
        {
            readonly Stack<byte[]> segments = new();

            public Span<byte> Add(int size)
            {
                var segment = ArrayPool<byte>.Shared.Rent(size);
                segments.Push(segment);
                return segment;
            }

            public void {{dispose}}()
            {
                {{loop}} (segments.TryPop(out var segment))
                    ArrayPool<byte>.Shared.Return(segment);
            }
        }
        """);

    [Theory]
    [InlineData("ArrayPool<char>.Shared.Rent(9)", "ArrayPool<char>.Shared.Return(array);")]
    [InlineData("{|NDIS0005:ArrayPool<char>.Shared.Rent(9)|}", "")]
    public Task A_string_is_made_of_it(string rent, string end) => InFile($$"""
        static class Text
        {
            static string Of()
            {
                var array = {{rent}};
                Array.Fill(array, 'a');
                var text = new string(array, 0, 9);
                {{end}}
                return text;
            }
        }
        """);

    [Theory]
    [InlineData("ArrayPool<T>.Shared.Rent(values.Length)", "")]
    [InlineData("{|NDIS0005:ArrayPool<T>.Shared.Rent(values.Length)|}", "if (values.Length < 2) return;")]
    public Task Values_are_copied_and_sorted(string rent, string between) => InFile($$"""
        static class Sorting
        {
            static void Sort<T>(Span<T> values)
            {
                var copy = {{rent}};
                values.CopyTo(copy);
                {{between}}
                Array.Sort(copy, 0, values.Length);
                ArrayPool<T>.Shared.Return(copy);
            }
        }
        """);

    [Theory]
    [InlineData("var m = nb.MdlChain; var n = m.ByteCount; NdisFreeNetBuffer(nb); return n;")]
    [InlineData("for (var m = nb.MdlChain; m; m = m.Next) m.Span[0] = 1; NdisFreeNetBuffer(nb); return 1;")]
    [InlineData("var m = nb.MdlChain; NdisFreeNetBuffer(nb); return {|NDIS0004:m.ByteCount|};")]
    [InlineData("var bytes = nb.MdlChain.Span; bytes[0] = 1; NdisFreeNetBuffer(nb); return {|NDIS0004:bytes[0]|};")]
    public Task The_memory_of_a_buffer_goes_with_it(string statements) => Code.InMethod($$"""
        int M()
        {
            var nb = NdisAllocateNetBufferMdlAndData(pool);
            if (!nb)
                return 0;
            {{statements}}
        }
        """);

    [Fact]
    public Task An_mdl_of_ones_own_stays() => Code.InMethod("""
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (!nb)
                return 0;
            var own = nb.MdlChain;
            NdisFreeNetBuffer(nb);
            return own.ByteCount;
        }
        """);

    static Task InFile(string source) => Code.InFile("using System.Buffers;\n#nullable enable\n" + source);
}
