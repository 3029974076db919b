// case: Three resources with goto-free unwinding
sealed class Setup
{
    public static bool Good(byte[] image, int size, out nint result)
    {
        result = 0;
        var pin = GCHandle.Alloc(image, GCHandleType.Pinned);
        var work = Marshal.AllocHGlobal(size);
        if (!Prepare(work))
        {
            Marshal.FreeHGlobal(work);
            pin.Free();
            return false;
        }

        var output = Marshal.AllocHGlobal(size * 2);
        if (!Run(pin.AddrOfPinnedObject(), work, output))
        {
            Marshal.FreeHGlobal(output);
            Marshal.FreeHGlobal(work);
            pin.Free();
            return false;
        }

        Marshal.FreeHGlobal(work);
        pin.Free();
        result = output;
        return true;
    }

    public static bool Bad(byte[] image, int size, out nint result)
    {
        result = 0;
        var pin = GCHandle.Alloc(image, GCHandleType.Pinned);
        var work = Marshal.AllocHGlobal(size); // NDIS0005
        if (!Prepare(work))
        {
            Marshal.FreeHGlobal(work);
            pin.Free();
            return false;
        }

        var output = Marshal.AllocHGlobal(size * 2);
        if (!Run(pin.AddrOfPinnedObject(), work, output))
        {
            Marshal.FreeHGlobal(output);
            pin.Free();
            return false;
        }

        Marshal.FreeHGlobal(work);
        pin.Free();
        result = output;
        return true;
    }

    [DllImport("native")]
    static extern bool Prepare(nint work);

    [DllImport("native")]
    static extern bool Run(nint image, nint work, nint output);
}

// case: Native structure filled by hand
static class Structures
{
    [StructLayout(LayoutKind.Sequential)]
    struct Header
    {
        public int Size;
        public nint Name;
    }

    [DllImport("native")]
    static extern int send(nint header);

    public static int Good(string name)
    {
        var memory = Marshal.AllocHGlobal(Marshal.SizeOf<Header>());
        var text = Marshal.StringToHGlobalUni(name);
        try
        {
            Marshal.StructureToPtr(new Header { Size = 16, Name = text }, memory, false);
            return send(memory);
        }
        finally
        {
            Marshal.FreeHGlobal(text);
            Marshal.FreeHGlobal(memory);
        }
    }

    public static int Bad(string name)
    {
        var memory = Marshal.AllocHGlobal(Marshal.SizeOf<Header>()); // NDIS0005
        var text = Marshal.StringToHGlobalUni(name);
        try
        {
            var result = send(memory);
            if (result < 0)
                return -1;
            Marshal.FreeHGlobal(memory);
            return result;
        }
        finally
        {
            Marshal.FreeHGlobal(text);
        }
    }
}
