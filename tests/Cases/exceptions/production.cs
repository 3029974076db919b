// case: Throw helper and guard methods
static class Guard
{
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public static void ThrowTooLong(int length) => throw new ArgumentOutOfRangeException(nameof(length), length, null);

    public static void Positive(int value)
    {
        if (value <= 0)
            throw new ArgumentOutOfRangeException(nameof(value));
    }
}

sealed class Guarded(LeasePool pool)
{
    public int Good(int length)
    {
        Guard.Positive(length);
        if (length > 100)
            Guard.ThrowTooLong(length);
        var lease = pool.Rent(length);
        var size = lease.Length;
        pool.Return(lease);
        return size;
    }

    public int Bad(int length)
    {
        var lease = pool.Rent(length);
        Guard.Positive(length);
        var size = lease.Length;
        pool.Return(lease);
        return size;
    }

    public int BadNeverReturns(int length)
    {
        var lease = pool.Rent(length); // NDIS0005
        if (length > 100)
            Guard.ThrowTooLong(length);
        var size = lease.Length;
        pool.Return(lease);
        return size;
    }
}

// case: Nested tries and two resources
sealed class Interop
{
    [DllImport("native")]
    static extern int submit(nint request, nint reply);

    public static int Good(byte[] data)
    {
        var request = Marshal.AllocHGlobal(data.Length);
        try
        {
            Marshal.Copy(data, 0, request, data.Length);
            var reply = Marshal.AllocHGlobal(256);
            try
            {
                var status = submit(request, reply);
                if (status < 0)
                    throw new IOException($"submit failed with {status}");
                return Marshal.ReadInt32(reply);
            }
            finally
            {
                Marshal.FreeHGlobal(reply);
            }
        }
        finally
        {
            Marshal.FreeHGlobal(request);
        }
    }

    public static int Bad(byte[] data)
    {
        var request = Marshal.AllocHGlobal(data.Length);
        try
        {
            Marshal.Copy(data, 0, request, data.Length);
            var reply = Marshal.AllocHGlobal(256); // NDIS0005
            var status = submit(request, reply);
            if (status < 0)
                throw new IOException($"submit failed with {status}");
            var result = Marshal.ReadInt32(reply);
            Marshal.FreeHGlobal(reply);
            return result;
        }
        finally
        {
            Marshal.FreeHGlobal(request);
        }
    }
}

// case: SafeHandle reference counted around a native call
sealed class Device(SafeHandle handle)
{
    [DllImport("native")]
    static extern int ioctl(nint device, int code);

    public int Good(int code)
    {
        var added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            return ioctl(handle.DangerousGetHandle(), code);
        }
        finally
        {
            if (added)
                handle.DangerousRelease();
        }
    }

    public int Bad(int code)
    {
        var added = false;
        handle.DangerousAddRef(ref added); // NDIS0005 for now: silent
        var result = ioctl(handle.DangerousGetHandle(), code);
        if (result < 0)
            throw new IOException("ioctl");
        if (added)
            handle.DangerousRelease();
        return result;
    }
}
