namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Classes derived from those of a library: what it keeps for them, and what of theirs it runs.</summary>
public sealed class LibraryBaseTests
{
    const string Owner = """
        sealed unsafe class Block(int length) : System.Buffers.MemoryManager<byte>
        {
            void* memory = System.Runtime.InteropServices.NativeMemory.Alloc((nuint)length);

            public override Span<byte> GetSpan() => new(memory, length);
            public override System.Buffers.MemoryHandle Pin(int elementIndex = 0) => default;
            public override void Unpin() { }

            protected override void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                System.Runtime.InteropServices.NativeMemory.Free(memory);
                memory = null;
            }
        }

        """;

    [Fact]
    public Task Dispose_of_the_library_runs_the_override_below_it() => Code.InFile(Owner + """
        class Users
        {
            static void M(int n)
            {
                using System.Buffers.IMemoryOwner<byte> owner = new Block(n);
                owner.Memory.Span.Clear();
            }
        }
        """);

    [Fact]
    public Task Without_it_nothing_is_given_back() => Code.InFile(Owner + """
        class Users
        {
            static int M(int n)
            {
                var owner = {|NDIS0005:new Block(n)|};
                return owner.Memory.Length;
            }
        }
        """);

    [Fact]
    public Task What_is_put_into_a_safe_handle_is_its_own() => Code.InFile("""
        sealed class Memory : System.Runtime.InteropServices.SafeHandle
        {
            public Memory(int size) : base(0, ownsHandle: true) => handle = System.Runtime.InteropServices.Marshal.AllocHGlobal(size);

            Memory() : base(0, ownsHandle: true) { }

            public override bool IsInvalid => handle == 0;

            public static Memory Of(string text)
            {
                var memory = new Memory();
                memory.SetHandle(System.Runtime.InteropServices.Marshal.StringToHGlobalUni(text));
                return memory;
            }

            protected override bool ReleaseHandle()
            {
                System.Runtime.InteropServices.Marshal.FreeHGlobal(handle);
                return true;
            }
        }
        """);

    [Fact]
    public Task The_end_of_a_handle_is_its_release() => Code.InFile("""
        sealed class Counted(NetBufferPool pool) : System.Runtime.InteropServices.SafeHandle(0, true)
        {
            NetBuffer spare;

            public override bool IsInvalid => spare.IsNull;

            public bool Open()
            {
                if (!spare)
                    spare = NdisAllocateNetBuffer(pool, default, 0, 0);
                return spare ? true : false;
            }

            protected override bool ReleaseHandle()
            {
                if (spare)
                    NdisFreeNetBuffer(spare);
                spare = default;
                return true;
            }
        }

        class Users(NetBufferPool pool)
        {
            void Good()
            {
                using var counted = new Counted(pool);
                counted.Open();
            }
        }
        """);
}
