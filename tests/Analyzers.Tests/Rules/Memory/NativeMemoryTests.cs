namespace NdisRules.Analyzers.Tests.Rules.Memory;

/// <summary>NativeMemory: Alloc and Free, AlignedAlloc and AlignedFree.</summary>
public sealed class NativeMemoryTests
{
    [Theory]
    [InlineData("NativeMemory.Alloc(64)", "NativeMemory.Free")]
    [InlineData("NativeMemory.Alloc(16, 4)", "NativeMemory.Free")]
    [InlineData("NativeMemory.AllocZeroed(64)", "NativeMemory.Free")]
    [InlineData("NativeMemory.AlignedAlloc(64, 16)", "NativeMemory.AlignedFree")]
    public Task Allocated_and_freed_or_not(string acquire, string release) => Pooled.InMethod($$"""
        void Good()
        {
            void* memory = {{acquire}};
            Work();
            {{release}}(memory);
        }

        void Typed()
        {
            var numbers = (int*){{acquire}};
            for (var i = 0; i < 4; i++)
                numbers[i] = i;
            {{release}}(numbers);
        }

        void Bad()
        {
            var numbers = (int*){|NDIS0005:{{acquire}}|};
            for (var i = 0; i < 4; i++)
                numbers[i] = i;
        }

        void Twice()
        {
            var memory = {{acquire}};
            {{release}}(memory);
            {|NDIS0003:{{release}}(memory)|};
        }
        """);

    [Fact]
    public Task Aligned_memory_and_any_other_do_not_mix() => Pooled.InMethod("""
        void Aligned()
        {
            var memory = NativeMemory.AlignedAlloc(64, 16);
            {|NDIS0008:NativeMemory.Free(memory)|};
        }

        void Plain()
        {
            var memory = NativeMemory.Alloc(64);
            {|NDIS0008:NativeMemory.AlignedFree(memory)|};
        }

        void Realigned()
        {
            var memory = NativeMemory.Alloc(64);
            var bigger = {|NDIS0008:NativeMemory.AlignedRealloc(memory, 128, 16)|};
            NativeMemory.AlignedFree(bigger);
        }
        """);

    [Fact]
    public Task A_reallocation_takes_the_old_one_back() => Pooled.InMethod("""
        void Good()
        {
            byte* memory = null;
            for (nuint size = 16; Flag(); size *= 2)
                memory = (byte*)NativeMemory.Realloc(memory, size);
            NativeMemory.Free(memory);
        }

        void Bad()
        {
            var memory = (byte*)NativeMemory.Alloc(16);
            memory = (byte*){|NDIS0005:NativeMemory.Realloc(memory, 32)|};
            memory[0] = 1;
        }

        byte Stale()
        {
            var memory = (byte*)NativeMemory.Alloc(16);
            var bigger = (byte*)NativeMemory.Realloc(memory, 32);
            NativeMemory.Free(bigger);
            return {|NDIS0004:memory|}[0];
        }
        """);

    [Fact]
    public Task Not_freed_on_an_early_return() => Pooled.InMethod("""
        bool Use()
        {
            var memory = (byte*){|NDIS0005:NativeMemory.Alloc(16)|};
            if (Flag())
                return false;
            memory[0] = 1;
            NativeMemory.Free(memory);
            return true;
        }
        """);

    [Fact]
    public Task Overwritten() => Pooled.InMethod("""
        void Use()
        {
            void* memory = NativeMemory.Alloc(16);
            memory = {|NDIS0002:NativeMemory.Alloc(32)|};
            NativeMemory.Free(memory);
        }
        """);

    [Fact]
    public Task A_walking_pointer_leaves_the_first_one_alone() => Pooled.InMethod("""
        void Use()
        {
            var first = (byte*)NativeMemory.Alloc(16);
            for (var p = first; p < first + 16; p++)
                *p = 1;
            NativeMemory.Free(first);
        }
        """);

    [Fact]
    public Task Null_may_be_freed() => Pooled.InMethod("""
        void Use(bool wanted)
        {
            void* memory = null;
            if (wanted)
                memory = NativeMemory.Alloc(16);
            NativeMemory.Free(memory);
        }
        """);

    [Fact]
    public Task A_throw_is_a_path() => Pooled.InMethod("""
        void Use(int size)
        {
            var memory = {|NDIS0005:NativeMemory.Alloc((nuint)size)|};
            if (size < 3)
                throw new ArgumentOutOfRangeException(nameof(size));
            NativeMemory.Free(memory);
        }
        """);

    [Fact]
    public Task Wrapped_in_a_class_that_is_disposed() => Pooled.InFile("""
        sealed unsafe class Block : IDisposable
        {
            byte* memory;

            public Block(int size) => memory = (byte*)NativeMemory.Alloc((nuint)size);

            public Span<byte> Bytes(int size) => new(memory, size);

            public void Dispose()
            {
                NativeMemory.Free(memory);
                memory = null;
            }
        }
        """);

    [Fact]
    public Task Wrapped_in_a_class_that_forgets_it() => Pooled.InFile("""
        sealed unsafe class Block : IDisposable
        {
            byte* memory;

            public Block(int size) => memory = (byte*)NativeMemory.Alloc((nuint)size);

            public void {|NDIS0001:Dispose|}() => memory[0] = 0;
        }
        """);

    [Fact]
    public Task Written_into_other_memory_it_is_somebody_elses() => Pooled.InMethod("""
        struct Node { public Node* Next; public int Value; }

        void Push(Node** head, int value)
        {
            var node = (Node*)NativeMemory.Alloc((nuint)sizeof(Node));
            node->Value = value;
            node->Next = *head;
            *head = node;
        }
        """);

    [Fact]
    public Task Linked_to_other_memory_it_is_somebody_elses() => Pooled.InMethod("""
        struct Node { public Node* Next; public int Value; }

        void Link(Node* tail, int value)
        {
            var node = (Node*)NativeMemory.Alloc((nuint)sizeof(Node));
            node->Next = null;
            node->Value = value;
            (value > 0 ? tail : tail->Next)->Next = node;
        }
        """);
}
