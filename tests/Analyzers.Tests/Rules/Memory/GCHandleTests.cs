namespace NdisRules.Analyzers.Tests.Rules.Memory;

/// <summary>GCHandle: a struct that clears itself when it is freed.</summary>
public sealed class GCHandleTests
{
    [Fact]
    public Task Pinned_and_freed_in_a_finally() => Pooled.InMethod("""
        void Use(byte[] bytes)
        {
            var handle = GCHandle.Alloc(bytes, GCHandleType.Pinned);
            try
            {
                Marshal.ReadByte(handle.AddrOfPinnedObject());
            }
            finally
            {
                handle.Free();
            }
        }
        """);

    [Fact]
    public Task Never_freed() => Pooled.InMethod("""
        byte Use(byte[] bytes)
        {
            GCHandle handle = {|NDIS0005:GCHandle.Alloc(bytes, GCHandleType.Pinned)|};
            return Marshal.ReadByte(handle.AddrOfPinnedObject());
        }
        """);

    [Fact]
    public Task Not_freed_on_an_early_return() => Pooled.InMethod("""
        void Use(object state)
        {
            var handle = {|NDIS0005:GCHandle.Alloc(state)|};
            if (Flag())
                return;
            handle.Free();
        }
        """);

    [Fact]
    public Task Freed_twice() => Pooled.InMethod("""
        void Use(object state)
        {
            var handle = GCHandle.Alloc(state);
            handle.Free();
            {|NDIS0003:handle.Free()|};
        }
        """);

    [Fact]
    public Task Freed_if_it_is_allocated() => Pooled.InMethod("""
        void Use(object state, bool wanted)
        {
            GCHandle handle = default;
            try
            {
                if (wanted)
                    handle = GCHandle.Alloc(state);
                Work();
            }
            finally
            {
                if (handle.IsAllocated)
                    handle.Free();
            }
        }

        void Twice(object state)
        {
            var handle = GCHandle.Alloc(state);
            handle.Free();
            if (handle.IsAllocated)
                handle.Free();
        }

        void Wrong(object state, bool wanted)
        {
            var handle = new GCHandle();
            if (wanted)
                handle = {|NDIS0005:GCHandle.Alloc(state)|};
            if (!handle.IsAllocated)
                Work();
        }
        """);

    [Fact]
    public Task Its_target_read_after_the_free() => Pooled.InMethod("""
        object? Use(object state)
        {
            var handle = GCHandle.Alloc(state);
            handle.Free();
            return {|NDIS0004:handle.Target|};
        }
        """);

    [Fact]
    public Task The_address_used_after_the_free() => Pooled.InMethod("""
        byte Use(byte[] bytes)
        {
            var handle = GCHandle.Alloc(bytes, GCHandleType.Pinned);
            var address = handle.AddrOfPinnedObject();
            handle.Free();
            return {|NDIS0004:Marshal.ReadByte(address)|};
        }
        """);

    [Fact]
    public Task As_an_address_it_is_the_same_handle() => Pooled.InMethod("""
        nint Open(object state) => GCHandle.ToIntPtr(GCHandle.Alloc(state));

        void Close(nint cookie) => GCHandle.FromIntPtr(cookie).Free();

        void Good(object state)
        {
            var cookie = Open(state);
            Close(cookie);
        }

        void Better(object state)
        {
            var cookie = (IntPtr)GCHandle.Alloc(state);
            ((GCHandle)cookie).Free();
        }

        void Bad(object state)
        {
            var cookie = {|NDIS0005:Open(state)|};
            Marshal.ReadByte(cookie);
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_frees() => Pooled.InFile("""
        sealed class Pin : IDisposable
        {
            GCHandle handle;

            public Pin(byte[] bytes) => handle = GCHandle.Alloc(bytes, GCHandleType.Pinned);

            public IntPtr Address => handle.AddrOfPinnedObject();

            public void Dispose()
            {
                if (handle.IsAllocated)
                    handle.Free();
            }
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_forgets() => Pooled.InFile("""
        sealed class Pin : IDisposable
        {
            GCHandle handle;

            public Pin(byte[] bytes) => handle = GCHandle.Alloc(bytes, GCHandleType.Pinned);

            public IntPtr Address => handle.AddrOfPinnedObject();

            public void {|NDIS0001:Dispose|}() { }
        }
        """);

    [Fact]
    public Task Overwritten() => Pooled.InMethod("""
        void Use(object one, object other)
        {
            var handle = GCHandle.Alloc(one);
            handle = {|NDIS0002:GCHandle.Alloc(other)|};
            handle.Free();
        }
        """);

    [Fact]
    public Task Given_to_unmanaged_memory_it_is_somebody_elses() => Pooled.InMethod("""
        void Use(IntPtr block, object state) => Marshal.WriteIntPtr(block, GCHandle.ToIntPtr(GCHandle.Alloc(state)));
        """);

    [Fact]
    public Task Freed_in_a_loop_over_others() => Pooled.InMethod("""
        void Use(List<object> states)
        {
            foreach (var state in states)
            {
                var handle = GCHandle.Alloc(state);
                Marshal.ReadByte(GCHandle.ToIntPtr(handle));
                handle.Free();
            }
        }
        """);
}
