namespace NdisRules.Analyzers.Tests.Rules.Memory;

/// <summary>Memory.Pin and MemoryHandle.Dispose.</summary>
public sealed class MemoryPinTests
{
    [Fact]
    public Task Unpinned_by_a_using() => Pooled.InMethod("""
        void Use(Memory<byte> memory)
        {
            using var pin = memory.Pin();
            *(byte*)pin.Pointer = 1;
        }
        """);

    [Fact]
    public Task Unpinned_by_a_using_statement() => Pooled.InMethod("""
        byte Use(ReadOnlyMemory<byte> memory)
        {
            using (MemoryHandle pin = memory.Pin())
                return *(byte*)pin.Pointer;
        }
        """);

    [Fact]
    public Task Never_unpinned() => Pooled.InMethod("""
        byte Use(ReadOnlyMemory<byte> memory)
        {
            var pin = {|NDIS0005:memory.Pin()|};
            return *(byte*)pin.Pointer;
        }
        """);

    [Fact]
    public Task Only_its_pointer_is_kept() => Pooled.InMethod("""
        byte Use(Memory<byte> memory)
        {
            var pointer = (byte*){|NDIS0005:memory.Pin()|}.Pointer;
            return *pointer;
        }
        """);

    [Fact]
    public Task Not_unpinned_on_an_early_return() => Pooled.InMethod("""
        void Use(Memory<byte> memory)
        {
            MemoryHandle pin = {|NDIS0005:memory.Pin()|};
            if (Flag())
                return;
            pin.Dispose();
        }
        """);

    [Fact]
    public Task Unpinned_in_a_finally() => Pooled.InMethod("""
        void Use(Memory<byte> memory)
        {
            var pin = memory.Pin();
            try
            {
                Work();
            }
            finally
            {
                pin.Dispose();
            }
        }
        """);

    [Fact]
    public Task Unpinned_twice_is_allowed() => Pooled.InMethod("""
        void Use(Memory<byte> memory)
        {
            using var pin = memory.Pin();
            Work();
            pin.Dispose();
        }
        """);

    [Fact]
    public Task Its_pointer_used_after_the_end() => Pooled.InMethod("""
        byte Use(Memory<byte> memory)
        {
            var pin = memory.Pin();
            var pointer = (byte*)pin.Pointer;
            pin.Dispose();
            return *{|NDIS0004:pointer|};
        }
        """);

    [Fact]
    public Task Pinned_by_a_manager() => Pooled.InMethod("""
        void Good(MemoryManager<byte> manager)
        {
            using var pin = manager.Pin();
            Work();
        }

        void Bad(MemoryManager<byte> manager)
        {
            var pin = {|NDIS0005:manager.Pin()|};
            Work();
        }
        """);

    [Fact]
    public Task Handed_to_the_caller() => Pooled.InMethod("""
        MemoryHandle Take(Memory<byte> memory) => memory.Pin();

        void Good(Memory<byte> memory)
        {
            using var pin = Take(memory);
            Work();
        }

        void Bad(Memory<byte> memory)
        {
            var pin = {|NDIS0005:Take(memory)|};
            Work();
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_unpins() => Pooled.InFile("""
        sealed class Pinned : IDisposable
        {
            MemoryHandle pin;
            public Pinned(Memory<byte> memory) => pin = memory.Pin();
            public void Dispose() => pin.Dispose();
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_forgets() => Pooled.InFile("""
        sealed class Pinned : IDisposable
        {
            MemoryHandle pin;
            public Pinned(Memory<byte> memory) => pin = memory.Pin();
            public void {|NDIS0001:Dispose|}() { }
        }
        """);
}
