namespace NdisRules.Analyzers.Tests.Rules.Memory;

/// <summary>SafeHandle: DangerousAddRef puts a duty on a handle that was there before.</summary>
public sealed class SafeHandleTests
{
    [Fact]
    public Task Released_in_a_finally_if_it_was_counted() => Pooled.InMethod("""
        void Use(SafeHandle handle)
        {
            var counted = false;
            try
            {
                handle.DangerousAddRef(ref counted);
                Marshal.ReadByte(handle.DangerousGetHandle());
            }
            finally
            {
                if (counted)
                    handle.DangerousRelease();
            }
        }
        """);

    [Fact]
    public Task Released_without_a_test() => Pooled.InMethod("""
        void Use(SafeFileHandle handle)
        {
            bool counted = false;
            handle.DangerousAddRef(ref counted);
            Work();
            handle.DangerousRelease();
        }
        """);

    [Fact]
    public Task Never_released() => Pooled.InMethod("""
        void Use(SafeHandle handle)
        {
            var counted = false;
            {|NDIS0005:handle.DangerousAddRef(ref counted)|};
            Marshal.ReadByte(handle.DangerousGetHandle());
        }
        """);

    [Fact]
    public Task Not_released_on_an_early_return() => Pooled.InMethod("""
        bool Use(SafeHandle handle)
        {
            var counted = false;
            {|NDIS0005:handle.DangerousAddRef(ref counted)|};
            if (Flag())
                return false;
            handle.DangerousRelease();
            return true;
        }
        """);

    [Fact]
    public Task A_local_handle_is_no_different() => Pooled.InMethod("""
        void Good(FileStream file)
        {
            var handle = file.SafeFileHandle;
            var counted = false;
            handle.DangerousAddRef(ref counted);
            Work();
            handle.DangerousRelease();
        }

        void Bad(FileStream file)
        {
            var handle = file.SafeFileHandle;
            var counted = false;
            {|NDIS0005:handle.DangerousAddRef(ref counted)|};
            Work();
        }
        """);

    [Fact]
    public Task The_handle_lives_on_after_the_release() => Pooled.InMethod("""
        bool Use(SafeHandle handle)
        {
            var counted = false;
            handle.DangerousAddRef(ref counted);
            handle.DangerousRelease();
            return handle.IsClosed;
        }
        """);

    [Fact]
    public Task Released_once_too_often() => Pooled.InMethod("""
        void Use(SafeHandle handle)
        {
            var counted = false;
            handle.DangerousAddRef(ref counted);
            handle.DangerousRelease();
            {|NDIS0003:handle.DangerousRelease()|};
        }
        """);

    [Fact]
    public Task Counted_twice_and_released_twice() => Pooled.InMethod("""
        void Use(SafeHandle handle)
        {
            bool one = false, two = false;
            handle.DangerousAddRef(ref one);
            handle.DangerousAddRef(ref two);
            Work();
            handle.DangerousRelease();
            handle.DangerousRelease();
        }
        """);

    [Fact]
    public Task A_helper_counts_for_its_callers() => Pooled.InMethod("""
        static IntPtr Hold(SafeHandle handle)
        {
            var counted = false;
            handle.DangerousAddRef(ref counted);
            return handle.DangerousGetHandle();
        }

        void Good(SafeHandle handle)
        {
            Marshal.ReadByte(Hold(handle));
            handle.DangerousRelease();
        }
        """);

    [Fact]
    public Task A_caller_of_a_helper_forgets() => Pooled.InMethod("""
        static IntPtr Hold(SafeHandle handle)
        {
            var counted = false;
            handle.DangerousAddRef(ref counted);
            return handle.DangerousGetHandle();
        }

        void Bad(SafeHandle handle)
        {
            Marshal.ReadByte({|NDIS0005:Hold(handle)|});
        }
        """);

    [Fact]
    public Task Kept_in_a_field_it_is_released_later() => Pooled.InFile("""
        sealed class Lease : IDisposable
        {
            readonly SafeHandle handle;
            bool counted;

            public Lease(SafeHandle handle)
            {
                this.handle = handle;
                handle.DangerousAddRef(ref counted);
            }

            public void Dispose()
            {
                if (counted)
                    handle.DangerousRelease();
            }
        }
        """);

    [Fact]
    public Task Kept_in_a_field_and_never_released() => Pooled.InFile("""
        sealed class Lease : IDisposable
        {
            readonly SafeHandle handle;
            bool counted;

            public Lease(SafeHandle handle)
            {
                this.handle = handle;
                handle.DangerousAddRef(ref counted);
            }

            public void {|NDIS0001:Dispose|}() { }
        }
        """);

    [Fact]
    public Task A_handle_of_a_field_is_counted_for_one_call() => Pooled.InFile("""
        sealed class Port(SafeHandle handle)
        {
            public void Use()
            {
                var counted = false;
                try
                {
                    handle.DangerousAddRef(ref counted);
                    Marshal.ReadByte(handle.DangerousGetHandle());
                }
                finally
                {
                    if (counted) handle.DangerousRelease();
                }
            }
        }
        """);
}
