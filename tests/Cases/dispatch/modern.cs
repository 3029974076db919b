// case: A static abstract allocator chosen by a type argument
interface IAllocator
{
    static abstract nint Alloc(int size);
    static abstract void Free(nint block);
}

readonly struct Global : IAllocator
{
    public static nint Alloc(int size) => Marshal.AllocHGlobal(size);
    public static void Free(nint block) => Marshal.FreeHGlobal(block);
}

readonly struct CoTask : IAllocator
{
    public static nint Alloc(int size) => Marshal.AllocCoTaskMem(size);
    public static void Free(nint block) => Marshal.FreeCoTaskMem(block);
}

static class Blocks
{
    public static int Good<T>(int size) where T : IAllocator
    {
        var block = T.Alloc(size);
        var first = Marshal.ReadByte(block);
        T.Free(block);
        return first;
    }

    public static int Mixed(int size)
    {
        var block = Global.Alloc(size);
        CoTask.Free(block); // NDIS0008
        return size;
    }

    public static int Main(int size) => Good<Global>(size) + Good<CoTask>(size);
}

// case: A decorator of an allocator
interface ISource
{
    Lease Take(int size);
    void Give(Lease lease);
}

sealed class Direct(LeasePool pool) : ISource
{
    public Lease Take(int size) => pool.Rent(size);
    public void Give(Lease lease) => pool.Return(lease);
}

sealed class Counting(ISource inner) : ISource
{
    int taken;

    public Lease Take(int size)
    {
        taken++;
        return inner.Take(size);
    }

    public void Give(Lease lease)
    {
        taken--;
        inner.Give(lease);
    }
}

class Decorated(LeasePool pool)
{
    public void Good()
    {
        var source = new Counting(new Direct(pool));
        var lease = source.Take(3);
        source.Give(lease);
    }

    public void Bad()
    {
        var source = new Counting(new Direct(pool));
        var lease = source.Take(3); // NDIS0005
        lease.Write([1]);
    }

    public void Twice()
    {
        var source = new Counting(new Direct(pool));
        var lease = source.Take(3);
        source.Give(lease);
        source.Give(lease); // NDIS0003
    }
}

// case: A SafeHandle of one's own over global memory
sealed class GlobalBlock() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    public static GlobalBlock Allocate(int size)
    {
        var block = new GlobalBlock();
        block.SetHandle(Marshal.AllocHGlobal(size));
        return block;
    }

    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}

class UsesBlock
{
    public static int Good()
    {
        using var block = GlobalBlock.Allocate(8);
        return Marshal.ReadByte(block.DangerousGetHandle());
    }
}

// case: A pool policy with virtual hooks
abstract class Policy
{
    public abstract byte[] Create(int size);
    public virtual bool Return(byte[] array) => false;
}

sealed class Pooled : Policy
{
    public override byte[] Create(int size) => ArrayPool<byte>.Shared.Rent(size);

    public override bool Return(byte[] array)
    {
        ArrayPool<byte>.Shared.Return(array);
        return true;
    }
}

sealed class Lazily : Policy
{
    public override byte[] Create(int size) => ArrayPool<byte>.Shared.Rent(size);
}

class UsesPolicy
{
    public static int Good()
    {
        var policy = new Pooled();
        var array = policy.Create(4);
        var length = array.Length;
        policy.Return(array);
        return length;
    }

    public static int Bad()
    {
        Policy policy = new Lazily();
        var array = policy.Create(4); // NDIS0005
        policy.Return(array);
        return 4;
    }
}

// case: Covariant returns and a new method
class Shape(LeasePool pool)
{
    protected LeasePool Pool { get; } = pool;
    public virtual object Draw() => new();
}

class Circle(LeasePool pool) : Shape(pool)
{
    public override Lease Draw() => Pool.Rent(9);
}

class Canvas(LeasePool pool)
{
    public void Good()
    {
        var circle = new Circle(pool);
        using var drawn = circle.Draw();
        drawn.Write([1]);
    }

    public void Bad()
    {
        var circle = new Circle(pool);
        var drawn = circle.Draw(); // NDIS0005
        drawn.Write([1]);
    }
}

// case: A safe handle that allocates in its constructor
sealed class Memory : SafeHandle
{
    public Memory(int size) : base(0, ownsHandle: true) => handle = Marshal.AllocHGlobal(size);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}

class UsesMemory
{
    public static int Good(int n)
    {
        using var memory = new Memory(n);
        return Marshal.ReadByte(memory.DangerousGetHandle());
    }

    public static bool Kept(int n)
    {
        var memory = new Memory(n);
        return memory.IsInvalid;
    }
}

// case: A visitor that frees in one of its visits
abstract class Node
{
    public abstract void Accept(IVisitor visitor);
}

sealed class Text(Lease lease) : Node
{
    public Lease Lease => lease;
    public override void Accept(IVisitor visitor) => visitor.Visit(this);
}

interface IVisitor
{
    void Visit(Text text);
}

sealed class Freer : IVisitor
{
    public void Visit(Text text) => text.Lease.Dispose();
}

sealed class Counter : IVisitor
{
    public int Count { get; private set; }
    public void Visit(Text text) => Count += text.Lease.Length;
}

class Visits(LeasePool pool)
{
    public void Good()
    {
        var text = new Text(pool.Rent(3));
        text.Accept(new Counter());
        text.Accept(new Freer());
    }

    public void Bad()
    {
        var text = new Text(pool.Rent(3)); // NDIS0005
        text.Accept(new Counter());
    }

    public void Twice()
    {
        var text = new Text(pool.Rent(3));
        var freer = new Freer();
        text.Accept(freer);
        text.Accept(freer); // NDIS0003
    }
}

// case: A type test picks the way to end
abstract class Message;

sealed class Data(Lease lease) : Message
{
    public Lease Lease { get; } = lease;
}

sealed class Ping : Message;

class Loop(LeasePool pool)
{
    static int Handle(Message message) => message switch
    {
        Data { Lease: var lease } => Use(lease),
        Ping => 0,
        _ => throw new InvalidOperationException(),
    };

    static int Use(Lease lease)
    {
        using (lease)
            return lease.Length;
    }

    public int Good() => Handle(new Data(pool.Rent(3))) + Handle(new Ping());

    static int HandleBadly(Message message)
    {
        if (message is Data data)
            return data.Lease.Length;
        return 0;
    }

    public int Bad() => HandleBadly(new Data(pool.Rent(3))); // NDIS0005
}

// case: A virtual property with a backing buffer
abstract class Codec : IDisposable
{
    protected abstract byte[] Buffer { get; }
    public int Length => Buffer.Length;
    public virtual void Dispose() => ArrayPool<byte>.Shared.Return(Buffer);
}

sealed class Gzip : Codec
{
    protected override byte[] Buffer { get; } = ArrayPool<byte>.Shared.Rent(64);
}

sealed class Plain : Codec
{
    protected override byte[] Buffer { get; } = ArrayPool<byte>.Shared.Rent(64);

    public override void Dispose() // NDIS0001
    {
    }
}

// case: An explicit interface implementation over a base
abstract class Transport : IAsyncDisposable
{
    protected abstract ValueTask CloseAsync();

    public async ValueTask DisposeAsync() // NDIS0001
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }
}

sealed class Tcp(LeasePool pool) : Transport
{
    readonly Lease receive = pool.Rent(64);

    public int Length => receive.Length;

    protected override ValueTask CloseAsync()
    {
        receive.Dispose();
        return ValueTask.CompletedTask;
    }
}

sealed class Udp(LeasePool pool) : Transport
{
    readonly Lease receive = pool.Rent(64);

    public int Length => receive.Length;

    protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
}

class UsesTransports(LeasePool pool)
{
    public async Task<int> Good()
    {
        await using var tcp = new Tcp(pool);
        return tcp.Length;
    }

    public async Task<int> Bad()
    {
        var tcp = new Tcp(pool); // NDIS0005
        await Task.Yield();
        return tcp.Length;
    }
}

// case: A base constructor that calls a virtual hook
abstract class Widget : IDisposable
{
    protected Widget() => Initialize();
    protected abstract void Initialize();
    public abstract void Dispose();
}

sealed class Button : Widget
{
    nint memory;

    protected override void Initialize() => memory = Marshal.AllocHGlobal(8);

    public override void Dispose() => Marshal.FreeHGlobal(memory);
}

sealed class Label : Widget
{
    nint memory;

    protected override void Initialize() => memory = Marshal.AllocHGlobal(8);

    public override void Dispose() => Console.WriteLine(memory); // NDIS0001
}

// case: A composite of the same interface
interface IPart : IDisposable
{
    int Size { get; }
}

sealed class Leaf(LeasePool pool) : IPart
{
    readonly Lease lease = pool.Rent(2);
    public int Size => lease.Length;
    public void Dispose() => lease.Dispose();
}

sealed class Group(params IPart[] parts) : IPart
{
    public int Size => parts.Sum(part => part.Size);

    public void Dispose()
    {
        foreach (var part in parts)
            part.Dispose();
    }
}

class Groups(LeasePool pool)
{
    public int Good()
    {
        using var group = new Group(new Leaf(pool), new Leaf(pool));
        return group.Size;
    }

    public int Bad()
    {
        var leaf = new Leaf(pool); // NDIS0005
        return leaf.Size;
    }
}

// case: A mock in tests replaces the allocator
interface IMemory
{
    nint Allocate(int size);
    void Free(nint block);
}

sealed class Heap : IMemory
{
    public nint Allocate(int size) => Marshal.AllocHGlobal(size);
    public void Free(nint block) => Marshal.FreeHGlobal(block);
}

sealed class Fake : IMemory
{
    public nint Allocate(int size) => size;
    public void Free(nint block) => Console.WriteLine(block);
}

class UsesMemory(IMemory memory)
{
    public int Good(int n)
    {
        var block = memory.Allocate(n);
        var first = Marshal.ReadByte(block);
        memory.Free(block);
        return first;
    }

    public int Bad(int n)
    {
        var block = memory.Allocate(n); // NDIS0005
        return Marshal.ReadByte(block);
    }
}

// case: A decorated owner behind the library's interface
sealed class Traced(IMemoryOwner<byte> inner) : IMemoryOwner<byte>
{
    bool disposed;

    public Memory<byte> Memory => disposed ? throw new ObjectDisposedException(nameof(Traced)) : inner.Memory;

    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        inner.Dispose();
    }
}

sealed class Leaky(IMemoryOwner<byte> inner) : IMemoryOwner<byte>
{
    public Memory<byte> Memory => inner.Memory;
    public void Dispose() => Console.WriteLine("disposed");
}

class UsesTraced
{
    static IMemoryOwner<byte> Make(int n) => new Traced(MemoryPool<byte>.Shared.Rent(n));

    static IMemoryOwner<byte> MakeLeaky(int n) => new Leaky(MemoryPool<byte>.Shared.Rent(n));

    public static int Good(int n)
    {
        using var owner = Make(n);
        return owner.Memory.Span[0];
    }

    public static int Bad(int n)
    {
        using var owner = MakeLeaky(n); // NDIS0005
        return owner.Memory.Span[0];
    }

    public static void Twice(int n)
    {
        var owner = Make(n);
        owner.Dispose();
        owner.Dispose();
    }
}

// case: A type test of what a helper made
abstract record Shape;

sealed record Circle(Lease Lease) : Shape;

sealed record Square(Lease Left, Lease Right) : Shape;

class Shapes(LeasePool pool)
{
    Shape Make(bool round) => round ? new Circle(pool.Rent(1)) : new Square(pool.Rent(2), pool.Rent(3));

    static void End(Shape shape)
    {
        switch (shape)
        {
            case Circle circle:
                circle.Lease.Dispose();
                break;
            case Square(var left, var right):
                left.Dispose();
                right.Dispose();
                break;
            default:
                throw new NotSupportedException();
        }
    }

    static void EndBadly(Shape shape)
    {
        if (shape is Circle { Lease: var one })
            one.Dispose();
        else if (shape is Square square)
            square.Left.Dispose();
    }

    public void Good(bool round) => End(Make(round));

    public void Bad(bool round)
    {
        var shape = Make(round); // NDIS0005
        EndBadly(shape);
    }

    public int Cast(int n)
    {
        Shape shape = new Circle(pool.Rent(n));
        var circle = (Circle)shape;
        var asSquare = shape as Square;
        asSquare?.Left.Dispose();
        circle.Lease.Dispose();
        return n;
    }
}

// case: A stream derived from a class of the library is closed by its reader
sealed class Source(LeasePool pool) : Stream
{
    readonly Lease lease = pool.Rent(16);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => 0; set => throw new NotSupportedException(); }
    public override int Read(byte[] buffer, int offset, int count) => Math.Min(count, lease.Length);
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            lease.Dispose();
        base.Dispose(disposing);
    }
}

class UsesSource(LeasePool pool)
{
    public string? Good()
    {
        using var reader = new StreamReader(new Source(pool));
        return reader.ReadLine();
    }

    public int Bad()
    {
        var source = new Source(pool); // NDIS0005
        return source.ReadByte();
    }

    public int Late()
    {
        var source = new Source(pool);
        source.Close();
        return source.Read([], 0, 0); // NDIS0004
    }
}
