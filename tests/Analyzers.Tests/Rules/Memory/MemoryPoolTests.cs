namespace NdisRules.Analyzers.Tests.Rules.Memory;

/// <summary>MemoryPool: owners that are disposed, and their memory.</summary>
public sealed class MemoryPoolTests
{
    [Fact]
    public Task Disposed_by_a_using() => Pooled.InMethod("""
        void Use()
        {
            using var owner = MemoryPool<byte>.Shared.Rent(64);
            Use(owner.Memory.Span);
        }
        """);

    [Fact]
    public Task Never_disposed() => Pooled.InMethod("""
        void Use()
        {
            var owner = {|NDIS0005:MemoryPool<byte>.Shared.Rent(64)|};
            Use(owner.Memory.Span);
        }
        """);

    [Fact]
    public Task Only_its_memory_is_kept() => Pooled.InMethod("""
        Memory<byte> Take() => {|NDIS0005:MemoryPool<byte>.Shared.Rent(64)|}.Memory;
        """);

    [Fact]
    public Task Disposed_on_one_path_only() => Pooled.InMethod("""
        void Use()
        {
            IMemoryOwner<byte> owner = {|NDIS0005:MemoryPool<byte>.Shared.Rent(64)|};
            if (Flag())
                return;
            owner.Dispose();
        }
        """);

    [Fact]
    public Task Disposed_twice() => Pooled.InMethod("""
        void Use()
        {
            var owner = MemoryPool<byte>.Shared.Rent(64);
            owner.Dispose();
            {|NDIS0003:owner.Dispose()|};
        }
        """);

    [Fact]
    public Task Its_memory_used_after_the_dispose() => Pooled.InMethod("""
        int Use()
        {
            var owner = MemoryPool<byte>.Shared.Rent(64);
            var memory = owner.Memory;
            owner.Dispose();
            return {|NDIS0004:memory.Span|}[0];
        }
        """);

    [Fact]
    public Task A_span_used_after_the_dispose() => Pooled.InMethod("""
        int Use()
        {
            var owner = MemoryPool<byte>.Shared.Rent(64);
            var span = owner.Memory.Span.Slice(2);
            owner.Dispose();
            return {|NDIS0004:span[0]|};
        }
        """);

    [Fact]
    public Task The_owner_used_after_the_dispose() => Pooled.InMethod("""
        Memory<byte> Use()
        {
            var owner = MemoryPool<byte>.Shared.Rent(64);
            owner.Dispose();
            return {|NDIS0004:owner.Memory|};
        }
        """);

    [Fact]
    public Task Handed_to_the_caller() => Pooled.InMethod("""
        IMemoryOwner<byte> Take(int size)
        {
            var owner = MemoryPool<byte>.Shared.Rent(size);
            owner.Memory.Span.Clear();
            return owner;
        }

        void Good()
        {
            using (var owner = Take(3))
                Use(owner.Memory.Span);
        }

        void Bad()
        {
            var owner = {|NDIS0005:Take(3)|};
            Use(owner.Memory.Span);
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_disposes() => Pooled.InFile("""
        sealed class Session : IDisposable
        {
            readonly IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(64);
            public Memory<byte> Memory => owner.Memory;
            public void Dispose() => owner.Dispose();
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_disposes_if_it_is_there() => Pooled.InFile("""
        sealed class Session : IDisposable
        {
            IMemoryOwner<byte>? owner;

            public void Open() => owner ??= MemoryPool<byte>.Shared.Rent(64);

            public void Dispose()
            {
                owner?.Dispose();
                owner = null;
            }
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_forgets() => Pooled.InFile("""
        sealed class Session : IDisposable
        {
            readonly IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(64);
            public Memory<byte> Memory => owner.Memory;
            public void {|NDIS0001:Dispose|}() { }
        }
        """);

    [Fact]
    public Task Kept_by_another_object() => Pooled.InMethod("""
        sealed class Packet(IMemoryOwner<byte> owner) : IDisposable
        {
            public void Dispose() => owner.Dispose();
        }

        Packet Use() => new(MemoryPool<byte>.Shared.Rent(64));
        """);

    [Fact]
    public Task Its_pool_is_disposed_first() => Pooled.InMethod("""
        void Bad(MemoryPool<byte> pool)
        {
            var owner = pool.Rent(64);
            {|NDIS0009:pool.Dispose()|};
            owner.Dispose();
        }

        void Good(MemoryPool<byte> pool)
        {
            var owner = pool.Rent(64);
            owner.Dispose();
            pool.Dispose();
        }
        """);

    [Fact]
    public Task A_throw_is_a_path() => Pooled.InMethod("""
        void Use(int size)
        {
            var owner = {|NDIS0005:MemoryPool<byte>.Shared.Rent(size)|};
            if (owner.Memory.Length < size)
                throw new InvalidOperationException();
            owner.Dispose();
        }
        """);
}
