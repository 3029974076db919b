namespace NdisRules.Analyzers.Tests.Rules.Memory;

/// <summary>Marshal: AllocHGlobal, AllocCoTaskMem and the families that allocate there. The objects are addresses.</summary>
public sealed class UnmanagedMemoryTests
{
    [Theory]
    [InlineData("AllocHGlobal(64)", "FreeHGlobal")]
    [InlineData("StringToHGlobalAnsi(\"x\")", "FreeHGlobal")]
    [InlineData("StringToHGlobalUni(\"x\")", "FreeHGlobal")]
    [InlineData("StringToHGlobalAuto(\"x\")", "FreeHGlobal")]
    [InlineData("AllocCoTaskMem(64)", "FreeCoTaskMem")]
    [InlineData("StringToCoTaskMemAnsi(\"x\")", "FreeCoTaskMem")]
    [InlineData("StringToCoTaskMemUni(\"x\")", "FreeCoTaskMem")]
    [InlineData("StringToCoTaskMemAuto(\"x\")", "FreeCoTaskMem")]
    [InlineData("StringToCoTaskMemUTF8(\"x\")", "FreeCoTaskMem")]
    public Task Allocated_and_freed_in_a_finally_or_not(string acquire, string release) => Pooled.InMethod($$"""
        void Good()
        {
            IntPtr memory = Marshal.{{acquire}};
            try
            {
                Marshal.WriteByte(memory, 1);
            }
            finally
            {
                Marshal.{{release}}(memory);
            }
        }

        void Bad()
        {
            nint memory = {|NDIS0005:Marshal.{{acquire}}|};
            Marshal.WriteByte(memory, 1);
        }

        void Twice()
        {
            var memory = Marshal.{{acquire}};
            Marshal.{{release}}(memory);
            {|NDIS0003:Marshal.{{release}}(memory)|};
        }
        """);

    [Theory]
    [InlineData("memory != IntPtr.Zero")]
    [InlineData("memory != 0")]
    [InlineData("memory != nint.Zero")]
    [InlineData("memory != default")]
    [InlineData("!(memory == IntPtr.Zero)")]
    [InlineData("memory is not 0")]
    [InlineData("IntPtr.Zero != memory")]
    [InlineData("!memory.Equals(IntPtr.Zero)")]
    public Task Freed_if_there_is_any(string test) => Pooled.InMethod($$"""
        void Use(bool wanted)
        {
            IntPtr memory = IntPtr.Zero;
            try
            {
                if (wanted)
                    memory = Marshal.AllocHGlobal(64);
                Work();
            }
            finally
            {
                if ({{test}})
                    Marshal.FreeHGlobal(memory);
            }
        }
        """);

    [Fact]
    public Task Freed_only_if_something_else_holds() => Pooled.InMethod("""
        void Use()
        {
            var memory = {|NDIS0005:Marshal.AllocHGlobal(64)|};
            if (Flag())
                Marshal.FreeHGlobal(memory);
        }
        """);

    [Fact]
    public Task Freed_by_the_partner_of_another_family() => Pooled.InMethod("""
        void Use()
        {
            var memory = Marshal.AllocHGlobal(64);
            {|NDIS0008:Marshal.FreeCoTaskMem(memory)|};
            var text = Marshal.StringToCoTaskMemUni("x");
            {|NDIS0008:Marshal.FreeHGlobal(text)|};
        }
        """);

    [Fact]
    public Task Freed_by_the_partner_of_native_memory() => Pooled.InMethod("""
        void Use()
        {
            var memory = Marshal.AllocHGlobal(64);
            {|NDIS0008:NativeMemory.Free((void*)memory)|};
        }
        """);

    [Fact]
    public Task A_reallocation_takes_the_old_one_back() => Pooled.InMethod("""
        void Good()
        {
            var memory = Marshal.AllocHGlobal(64);
            memory = Marshal.ReAllocHGlobal(memory, 128);
            Marshal.FreeHGlobal(memory);
        }

        void Grows()
        {
            var memory = Marshal.AllocHGlobal(64);
            for (var size = 128; Flag(); size *= 2)
                memory = Marshal.ReAllocHGlobal(memory, size);
            Marshal.FreeHGlobal(memory);
        }

        void Bad()
        {
            var memory = Marshal.AllocHGlobal(64);
            var bigger = {|NDIS0005:Marshal.ReAllocHGlobal(memory, 128)|};
            Marshal.WriteByte(bigger, 1);
        }

        void Worse()
        {
            var memory = Marshal.AllocHGlobal(64);
            var bigger = Marshal.ReAllocHGlobal(memory, 128);
            {|NDIS0003:Marshal.FreeHGlobal(memory)|};
            Marshal.FreeHGlobal(bigger);
        }
        """);

    [Fact]
    public Task Used_after_its_free() => Pooled.InMethod("""
        byte Use()
        {
            var memory = Marshal.AllocHGlobal(64);
            Marshal.FreeHGlobal(memory);
            return {|NDIS0004:Marshal.ReadByte(memory)|};
        }
        """);

    [Fact]
    public Task A_pointer_is_another_name() => Pooled.InMethod("""
        void Good()
        {
            byte* bytes = (byte*)Marshal.AllocHGlobal(64);
            bytes[0] = 1;
            Marshal.FreeHGlobal((IntPtr)bytes);
        }

        void Better()
        {
            var bytes = (byte*)Marshal.AllocHGlobal(64).ToPointer();
            *bytes = 1;
            Marshal.FreeHGlobal(new IntPtr(bytes));
        }

        void Bad()
        {
            byte* bytes = (byte*){|NDIS0005:Marshal.AllocHGlobal(64)|};
            *bytes = 1;
        }
        """);

    [Fact]
    public Task An_address_at_a_distance_still_leads_to_it() => Pooled.InMethod("""
        byte* Allocate(int size)
        {
            var raw = (byte*)Marshal.AllocHGlobal(size + 16);
            return raw + 16;
        }

        void Free(byte* user) => Marshal.FreeHGlobal((IntPtr)(user - 16));

        long Number() => Marshal.AllocHGlobal(16).ToInt64();

        nint Behind() => IntPtr.Add(Marshal.AllocHGlobal(16), 8);
        """);

    [Fact]
    public Task A_span_of_it_used_after_its_free() => Pooled.InMethod("""
        int Use()
        {
            var memory = Marshal.AllocHGlobal(64);
            var span = new Span<byte>((void*)memory, 64);
            span.Clear();
            Marshal.FreeHGlobal(memory);
            return {|NDIS0004:span[0]|};
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_frees_once() => Pooled.InFile("""
        sealed class Block : IDisposable
        {
            IntPtr memory = Marshal.AllocHGlobal(64);

            public void Dispose()
            {
                if (memory != IntPtr.Zero)
                {
                    Marshal.FreeHGlobal(memory);
                    memory = IntPtr.Zero;
                }
            }
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_forgets() => Pooled.InFile("""
        sealed class Block : IDisposable
        {
            readonly IntPtr memory = Marshal.AllocHGlobal(64);
            public IntPtr Memory => memory;
            public void {|NDIS0001:Dispose|}() { }
        }
        """);

    [Fact]
    public Task Handed_out_or_written_into_unmanaged_memory_it_is_somebody_elses() => Pooled.InMethod("""
        void Give(out IntPtr memory) => memory = Marshal.AllocHGlobal(64);

        void Hang(IntPtr* head) => *head = Marshal.AllocHGlobal(64);

        void Write(IntPtr head) => Marshal.WriteIntPtr(head, Marshal.AllocHGlobal(64));
        """);

    [Fact]
    public Task Numbers_are_nobodys_business() => Pooled.InMethod("""
        nint Sum(nint left, int right)
        {
            nint total = left + right;
            var memory = Marshal.AllocHGlobal(total);
            total++;
            Marshal.FreeHGlobal(memory);
            return total;
        }
        """);
}
