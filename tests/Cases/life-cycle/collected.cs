// case: A handle that counts a reference on its parent and then throws is collected like any other
sealed class Counted : SafeHandle
{
    readonly SafeHandle? parent;

    public Counted(SafeHandle parent, string name)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        var isCounted = false;
        parent.DangerousAddRef(ref isCounted);
        if (isCounted)
            this.parent = parent;
        if (name.Length == 0)
            throw new ArgumentException(null, nameof(name));
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        parent?.DangerousRelease();
        return true;
    }
}

sealed class CountedBadly : IDisposable
{
    readonly SafeHandle? parent;

    public CountedBadly(SafeHandle parent, string name)
    {
        var isCounted = false;
        parent.DangerousAddRef(ref isCounted); // NDIS0005
        if (isCounted)
            this.parent = parent;
        if (name.Length == 0)
            throw new ArgumentException(null, nameof(name));
    }

    public void Dispose() => parent?.DangerousRelease();
}

// case: A constructor throws over a base class that has a finalizer
class Slab : IDisposable
{
    protected readonly IntPtr memory = Marshal.AllocHGlobal(64);

    ~Slab() => Marshal.FreeHGlobal(memory);

    public void Dispose()
    {
        Marshal.FreeHGlobal(memory);
        GC.SuppressFinalize(this);
    }
}

sealed class NamedSlab : Slab
{
    public NamedSlab(string name)
    {
        if (name.Length == 0)
            throw new ArgumentException(null, nameof(name));
    }
}

// case: A constructor throws over a base class that has none
class Slab : IDisposable
{
    protected readonly IntPtr memory = Marshal.AllocHGlobal(64); // NDIS0005

    public void Dispose() => Marshal.FreeHGlobal(memory);
}

sealed class NamedSlab : Slab
{
    public NamedSlab(string name)
    {
        if (name.Length == 0)
            throw new ArgumentException(null, nameof(name));
    }
}

// case: A finalizer that frees something else
sealed class Pinned : IDisposable
{
    readonly IntPtr memory;
    GCHandle handle;

    public Pinned(string name)
    {
        memory = Marshal.AllocHGlobal(64); // NDIS0005
        if (name.Length == 0)
            throw new ArgumentException(null, nameof(name));
        handle = GCHandle.Alloc(name);
    }

    ~Pinned() => Release();

    void Release()
    {
        if (handle.IsAllocated)
            handle.Free();
    }

    public void Dispose()
    {
        Marshal.FreeHGlobal(memory);
        Release();
        GC.SuppressFinalize(this);
    }
}

// case: What a method of a long life takes and gives back by itself
sealed class Surface(IntPtr window) : IDisposable
{
    IntPtr canvas = window;
    int strokes;
    bool isLate;

    [DllImport("gfx")]
    static extern int DrawLines(HandleRef canvas, IntPtr points, int count);

    public void Lines(int[] points)
    {
        var copy = Marshal.AllocHGlobal(points.Length * 4);
        Marshal.Copy(points, 0, copy, points.Length);
        var status = DrawLines(new HandleRef(this, canvas), copy, points.Length);
        Marshal.FreeHGlobal(copy);
        if (status != 0)
            throw new InvalidOperationException();
        strokes++;
    }

    public void LinesBadly(int[] points)
    {
        var copy = Marshal.AllocHGlobal(points.Length * 4); // NDIS0005
        Marshal.Copy(points, 0, copy, points.Length);
        if (DrawLines(new HandleRef(this, canvas), copy, points.Length) != 0)
            throw new InvalidOperationException();
        Marshal.FreeHGlobal(copy);
    }

    // Nobody ever sets the flag: only the whole life tells that.
    public void LinesUnlessLate(int[] points)
    {
        var copy = Marshal.AllocHGlobal(points.Length * 4);
        Marshal.Copy(points, 0, copy, points.Length);
        if (isLate)
            return;
        Marshal.FreeHGlobal(copy);
    }

    public void Begin() => isLate = false;

    public int Strokes() => strokes;

    public void Dispose() => canvas = IntPtr.Zero;
}
