// case: Pipe style writer over several files
interface IFrameWriter
{
    void Write(ReadOnlyMemory<byte> frame);
}
// file: Writer.cs
sealed class FrameWriter(IFrameWriter inner) : IFrameWriter, IDisposable
{
    byte[]? pending;
    int length;

    public void Write(ReadOnlyMemory<byte> frame)
    {
        Flush();
        pending = ArrayPool<byte>.Shared.Rent(frame.Length);
        frame.CopyTo(pending);
        length = frame.Length;
    }

    public void Flush()
    {
        if (pending is null)
            return;
        inner.Write(pending.AsMemory(0, length));
        ArrayPool<byte>.Shared.Return(pending);
        pending = null;
    }

    public void Dispose() => Flush();
}
// file: WriterBadly.cs
sealed class FrameWriterBadly(IFrameWriter inner) : IFrameWriter, IDisposable
{
    byte[]? pending;
    int length;

    public void Write(ReadOnlyMemory<byte> frame)
    {
        if (pending is not null && pending.Length >= frame.Length)
        {
            frame.CopyTo(pending);
            length = frame.Length;
            return;
        }

        pending = ArrayPool<byte>.Shared.Rent(frame.Length); // NDIS0002
        frame.CopyTo(pending);
        length = frame.Length;
    }

    public void Dispose()
    {
        if (pending is not null)
            ArrayPool<byte>.Shared.Return(pending);
        inner.Write(pending.AsMemory(0, length)); // NDIS0004
    }
}

// case: String marshalling with two encodings
static class Marshalling
{
    [DllImport("native")]
    static extern int open_file(nint path, nint mode);

    public static int Good(string path, bool write)
    {
        nint name = 0, mode = 0;
        try
        {
            name = Marshal.StringToCoTaskMemUTF8(path);
            mode = Marshal.StringToCoTaskMemUTF8(write ? "w" : "r");
            return open_file(name, mode);
        }
        finally
        {
            Marshal.FreeCoTaskMem(mode);
            Marshal.FreeCoTaskMem(name);
        }
    }

    public static int Bad(string path, bool write)
    {
        var name = Marshal.StringToCoTaskMemUTF8(path);
        var mode = write ? Marshal.StringToCoTaskMemUTF8("w") : 0; // NDIS0005
        var result = open_file(name, mode);
        Marshal.FreeCoTaskMem(name);
        return result;
    }

    public static int WrongFamily(string path)
    {
        var name = Marshal.StringToHGlobalAnsi(path);
        var result = open_file(name, 0);
        Marshal.FreeCoTaskMem(name); // NDIS0008
        return result;
    }
}

// case: A duty on the argument
sealed class Pin
{
    public string Name { get; init; } = "";
}

static class Board
{
    public static void Lock(Pin pin) => Console.WriteLine(pin.Name);
    public static bool TryLock(Pin pin) => pin.Name.Length > 0;
    public static void Unlock(Pin pin) => Console.WriteLine(pin.Name);
}

sealed class Pins
{
    public static void Good(Pin pin, int count)
    {
        Board.Lock(pin);
        try
        {
            if (count > 3)
                return;
            Console.WriteLine(count);
        }
        finally
        {
            Board.Unlock(pin);
        }
    }

    public static void Bad(Pin pin, int count)
    {
        Board.Lock(pin); // NDIS0005
        if (count > 3)
            return;
        Board.Unlock(pin);
    }

    public static int Try(Pin pin)
    {
        if (!Board.TryLock(pin))
            return 0;
        Board.Unlock(pin);
        return 1;
    }

    public static int TryBadly(Pin pin)
    {
        var locked = Board.TryLock(pin); // NDIS0005
        if (pin.Name == "x")
            return 1;
        if (locked)
            Board.Unlock(pin);
        return 0;
    }
}
// file: board.ndisrules
rule Pin                                the pin
acquires  M:Board.Lock                  0
acquires  M:Board.TryLock               0 when true
releases  M:Board.Unlock(Pin)           0
