namespace NdisRules.Analyzers.Tests.Rules.Memory;

/// <summary>ArrayPool: Rent and Return, as people write them.</summary>
public sealed class ArrayPoolTests
{
    [Theory]
    [InlineData("b.Length > 0")]
    [InlineData("b.Length != 0")]
    [InlineData("0 < b.Length")]
    [InlineData("b.Length >= 1")]
    public Task An_array_with_elements_is_one_to_return(string asked) => Pooled.InFile($$"""
        sealed class Writer(int size) : IDisposable
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(size);

            public void Dispose()
            {
                var b = buffer;
                buffer = [];
                if ({{asked}})
                    ArrayPool<byte>.Shared.Return(b);
            }
        }
        """);

    [Fact]
    public Task Memory_that_goes_back_on_the_way_out_is_not_handed_out() => Pooled.InMethod("""
        ReadOnlySpan<byte> Span(int n)
        {
            var b = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                return {|NDIS0004:b.AsSpan(0, n)|};
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(b);
            }
        }

        Memory<byte> Owned(int n)
        {
            using var owner = MemoryPool<byte>.Shared.Rent(n);
            return {|NDIS0004:owner.Memory|};
        }

        static Memory<byte> Window(byte[] b, int n) => b.AsMemory(0, n);

        Memory<byte> Helped(int n)
        {
            var b = ArrayPool<byte>.Shared.Rent(n);
            var window = Window(b, n);
            ArrayPool<byte>.Shared.Return(b);
            return {|NDIS0004:window|};
        }

        byte[] Whole(int n)
        {
            var b = ArrayPool<byte>.Shared.Rent(n);
            ArrayPool<byte>.Shared.Return(b);
            return {|NDIS0004:b|};
        }
        """);

    [Fact]
    public Task What_is_read_before_it_goes_back_may_be_handed_out() => Pooled.InMethod("""
        byte[] Copy(int n)
        {
            var b = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                return b.AsSpan(0, n).ToArray();
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(b);
            }
        }

        string Text(int n)
        {
            var b = ArrayPool<char>.Shared.Rent(n);
            try
            {
                return new string(b, 0, n);
            }
            finally
            {
                ArrayPool<char>.Shared.Return(b);
            }
        }

        int First(int n)
        {
            using var owner = MemoryPool<byte>.Shared.Rent(n);
            return owner.Memory.Span[0];
        }

        Span<byte> Given(Span<byte> given, int n)
        {
            var rented = n > 9 ? ArrayPool<byte>.Shared.Rent(n) : null;
            Span<byte> used = rented ?? given;
            used.Clear();
            if (rented is null)
                return used;
            ArrayPool<byte>.Shared.Return(rented);
            return given;
        }
        """);

    [Fact]
    public Task An_empty_array_is_no_array_to_return() => Pooled.InFile("""
        sealed class Pooled : IDisposable
        {
            byte[] bytes = ArrayPool<byte>.Shared.Rent(4);

            public void Dispose()
            {
                if (bytes.Length == 0)
                    return;
                ArrayPool<byte>.Shared.Return(bytes);
                bytes = [];
            }
        }

        sealed class Forgetful : IDisposable
        {
            byte[] bytes = ArrayPool<byte>.Shared.Rent(4);

            public void {|NDIS0001:Dispose|}()
            {
                if (bytes.Length == 0)
                    ArrayPool<byte>.Shared.Return(bytes);
            }
        }
        """);

    [Fact]
    public Task Rented_and_returned_in_a_finally() => Pooled.InMethod("""
        void Copy(Stream from, Stream to)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(4096);
            try
            {
                int read;
                while ((read = from.Read(buffer, 0, buffer.Length)) > 0)
                    to.Write(buffer, 0, read);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """);

    [Fact]
    public Task Rented_and_never_returned() => Pooled.InMethod("""
        int Read(Stream from)
        {
            var buffer = {|NDIS0005:ArrayPool<byte>.Shared.Rent(4096)|};
            return from.Read(buffer, 0, buffer.Length);
        }
        """);

    [Fact]
    public Task Not_returned_on_an_early_return() => Pooled.InMethod("""
        int Read(Stream from)
        {
            byte[] buffer = {|NDIS0005:ArrayPool<byte>.Shared.Rent(4096)|};
            var read = from.Read(buffer, 0, buffer.Length);
            if (read == 0)
                return 0;
            ArrayPool<byte>.Shared.Return(buffer);
            return read;
        }
        """);

    [Fact]
    public Task A_throw_is_no_path() => Pooled.InMethod("""
        int Read(Stream from, int size)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(size);
            var read = from.Read(buffer, 0, size);
            if (read != size)
                throw new EndOfStreamException();
            ArrayPool<byte>.Shared.Return(buffer);
            return read;
        }
        """);

    [Fact]
    public Task Rented_only_when_the_stack_is_too_small() => Pooled.InMethod("""
        string Format(int n)
        {
            byte[]? rented = null;
            Span<byte> buffer = n <= 256 ? stackalloc byte[256] : (rented = ArrayPool<byte>.Shared.Rent(n));
            Use(buffer);
            var text = Encoding.UTF8.GetString(buffer);
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
            return text;
        }
        """);

    [Fact]
    public Task Rented_only_when_the_stack_is_too_small_and_forgotten() => Pooled.InMethod("""
        string Format(int n)
        {
            byte[]? rented = null;
            Span<byte> buffer = n <= 256 ? stackalloc byte[256] : (rented = {|NDIS0005:ArrayPool<byte>.Shared.Rent(n)|});
            Use(buffer);
            if (buffer.IsEmpty)
                return "";
            var text = Encoding.UTF8.GetString(buffer);
            if (rented != null)
                ArrayPool<byte>.Shared.Return(rented);
            return text;
        }
        """);

    [Fact]
    public Task Rented_in_a_branch_and_tested_in_a_finally() => Pooled.InMethod("""
        void Write(int n)
        {
            byte[]? rented = null;
            try
            {
                Span<byte> buffer = n > 128 ? (rented = ArrayPool<byte>.Shared.Rent(n)) : stackalloc byte[128];
                Use(buffer);
            }
            finally
            {
                if (rented != null)
                {
                    ArrayPool<byte>.Shared.Return(rented, clearArray: true);
                }
            }
        }
        """);

    [Fact]
    public Task Grown_and_swapped() => Pooled.InMethod("""
        int Read(Stream from)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(16);
            var count = 0;
            int read;
            while ((read = from.Read(buffer, count, buffer.Length - count)) > 0)
            {
                count += read;
                if (count == buffer.Length)
                {
                    var bigger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    Buffer.BlockCopy(buffer, 0, bigger, 0, count);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = bigger;
                }
            }
            ArrayPool<byte>.Shared.Return(buffer);
            return count;
        }
        """);

    [Fact]
    public Task Grown_and_the_old_one_forgotten() => Pooled.InMethod("""
        void Read(Stream from)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(16);
            if (from.Read(buffer, 0, buffer.Length) == buffer.Length)
            {
                var bigger = {|NDIS0002:ArrayPool<byte>.Shared.Rent(buffer.Length * 2)|};
                Buffer.BlockCopy(buffer, 0, bigger, 0, buffer.Length);
                buffer = bigger;
            }
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task Overwritten_by_a_fresh_one_in_a_loop() => Pooled.InMethod("""
        void Read(Stream from)
        {
            byte[]? buffer = null;
            for (var size = 16; size < 256; size *= 2)
                buffer = {|NDIS0002:ArrayPool<byte>.Shared.Rent(size)|};
            ArrayPool<byte>.Shared.Return(buffer!);
        }
        """);

    [Fact]
    public Task Returned_twice() => Pooled.InMethod("""
        void Write(Stream to)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(16);
            try
            {
                to.Write(buffer);
                ArrayPool<byte>.Shared.Return(buffer);
            }
            finally
            {
                {|NDIS0003:ArrayPool<byte>.Shared.Return(buffer)|};
            }
        }
        """);

    [Fact]
    public Task Read_after_it_went_back() => Pooled.InMethod("""
        int Sum(Stream from)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(16);
            from.ReadExactly(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
            return {|NDIS0004:buffer[0]|};
        }
        """);

    [Fact]
    public Task A_span_of_it_read_after_it_went_back() => Pooled.InMethod("""
        int Sum(Stream from)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(16);
            var span = buffer.AsSpan(0, 8);
            from.ReadExactly(span);
            var half = span.Slice(4);
            ArrayPool<byte>.Shared.Return(buffer);
            return {|NDIS0004:half[0]|};
        }
        """);

    [Fact]
    public Task Handed_to_the_caller() => Pooled.InMethod("""
        byte[] Take(int n) => ArrayPool<byte>.Shared.Rent(n);

        byte[] Fill(Stream from, int n)
        {
            var buffer = Take(n);
            from.ReadExactly(buffer, 0, n);
            return buffer;
        }

        void Good(Stream from)
        {
            var buffer = Fill(from, 16);
            ArrayPool<byte>.Shared.Return(buffer);
        }

        void Bad(Stream from)
        {
            var buffer = {|NDIS0005:Fill(from, 16)|};
            Use(buffer);
        }
        """);

    [Fact]
    public Task Memory_and_segments_are_other_names_of_the_array() => Pooled.InMethod("""
        ArraySegment<byte> Take(int n) => new(ArrayPool<byte>.Shared.Rent(n), 0, n);

        void Good(Stream from)
        {
            var segment = Take(16);
            from.ReadExactly(segment);
            ArrayPool<byte>.Shared.Return(segment.Array!);
        }

        void Bad(Stream from)
        {
            var segment = {|NDIS0005:Take(16)|};
            from.ReadExactly(segment);
        }
        """);

    [Fact]
    public Task Read_into_while_others_wait() => Pooled.InFile("""
        class Reader
        {
            async Task<int> Good(Stream from)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(16);
                try
                {
                    Memory<byte> memory = buffer;
                    return await from.ReadAsync(memory.Slice(0, 8));
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }

            async Task<int> Bad(Stream from)
            {
                var buffer = {|NDIS0005:ArrayPool<byte>.Shared.Rent(16)|};
                return await from.ReadAsync(buffer.AsMemory(0, 8));
            }
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_returns() => Pooled.InFile("""
        sealed class Writer : IDisposable
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(256);
            int count;

            public void Write(byte value)
            {
                if (count == buffer.Length)
                    Grow();
                buffer[count++] = value;
            }

            void Grow()
            {
                var bigger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, count).CopyTo(bigger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = bigger;
            }

            public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_forgets() => Pooled.InFile("""
        sealed class Writer : IDisposable
        {
            readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(256);

            public int Length => buffer.Length;

            public void {|NDIS0001:Dispose|}()
            {
            }
        }
        """);

    [Fact]
    public Task A_pooled_writer_that_is_a_ref_struct() => Pooled.InFile("""
        ref struct Writer
        {
            byte[]? rented;
            Span<byte> span;
            int count;

            public Writer(int capacity)
            {
                rented = ArrayPool<byte>.Shared.Rent(capacity);
                span = rented;
                count = 0;
            }

            public void Add(byte value)
            {
                if (count == span.Length)
                {
                    var bigger = ArrayPool<byte>.Shared.Rent(span.Length * 2);
                    span.CopyTo(bigger);
                    var old = rented;
                    span = rented = bigger;
                    if (old != null)
                        ArrayPool<byte>.Shared.Return(old);
                }
                span[count++] = value;
            }

            public void Dispose()
            {
                var old = rented;
                this = default;
                if (old != null)
                    ArrayPool<byte>.Shared.Return(old);
            }
        }
        """);

    [Fact]
    public Task Returned_to_another_pool_that_was_created() => Pooled.InMethod("""
        void Use()
        {
            var large = ArrayPool<byte>.Create(1 << 20, 4);
            var buffer = large.Rent(4096);
            Work();
            {|NDIS0008:ArrayPool<byte>.Shared.Return(buffer)|};
        }
        """);

    [Fact]
    public Task Returned_to_the_other_of_two_statics() => Pooled.InMethod("""
        static readonly ArrayPool<byte> Small = ArrayPool<byte>.Create(256, 16);
        static readonly ArrayPool<byte> Large = ArrayPool<byte>.Create(1 << 20, 4);

        void Bad(int n)
        {
            var buffer = Small.Rent(n);
            {|NDIS0008:Large.Return(buffer)|};
        }

        void Good(int n)
        {
            var pool = n > 256 ? Large : Small;
            var buffer = pool.Rent(n);
            pool.Return(buffer);
        }
        """);

    [Fact]
    public Task Two_pools_that_may_be_one() => Pooled.InMethod("""
        void Use(ArrayPool<byte> one, ArrayPool<byte> other)
        {
            var buffer = one.Rent(16);
            other.Return(buffer);
        }
        """);

    [Fact]
    public Task Another_array_is_returned() => Pooled.InMethod("""
        void Use()
        {
            var first = {|NDIS0005:ArrayPool<byte>.Shared.Rent(16)|};
            var second = ArrayPool<byte>.Shared.Rent(16);
            first[0] = second[0];
            ArrayPool<byte>.Shared.Return(second);
        }
        """);

    [Fact]
    public Task Arrays_of_others_are_nobodys_business() => Pooled.InMethod("""
        byte[] Make(int n)
        {
            var own = new byte[n];
            var rented = ArrayPool<byte>.Shared.Rent(n);
            rented.AsSpan(0, n).CopyTo(own);
            ArrayPool<byte>.Shared.Return(rented);
            own[0] = 1;
            return own;
        }
        """);

    [Fact]
    public Task Kept_by_a_stream_it_is_nobodys_loss() => Pooled.InMethod("""
        Stream Open(int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            return new MemoryStream(buffer, 0, n);
        }
        """);

    [Fact]
    public Task Characters_are_rented_too() => Pooled.InMethod("""
        string Good(int n)
        {
            char[] buffer = ArrayPool<char>.Shared.Rent(n);
            buffer.AsSpan().Fill('x');
            var text = new string(buffer, 0, n);
            ArrayPool<char>.Shared.Return(buffer);
            return text;
        }

        string Bad(int n)
        {
            char[] buffer = {|NDIS0005:ArrayPool<char>.Shared.Rent(n)|};
            return new string(buffer, 0, n);
        }
        """);
}
