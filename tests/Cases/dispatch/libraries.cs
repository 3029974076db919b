// case: A codec hierarchy with a shared scratch in the base
abstract class Codec(int scratch) : IDisposable
{
    protected byte[] Scratch { get; private set; } = ArrayPool<byte>.Shared.Rent(scratch);

    public int Encode(ReadOnlySpan<byte> data)
    {
        var length = EncodeCore(data);
        return length > Scratch.Length ? -1 : length;
    }

    protected abstract int EncodeCore(ReadOnlySpan<byte> data);

    public virtual void Dispose()
    {
        if (Scratch.Length > 0)
            ArrayPool<byte>.Shared.Return(Scratch);
        Scratch = [];
    }
}

sealed class RunLength() : Codec(64)
{
    protected override int EncodeCore(ReadOnlySpan<byte> data)
    {
        Scratch[0] = data[0];
        return 1;
    }
}

sealed class Windowed : Codec
{
    Lease? window;
    readonly LeasePool pool;

    public Windowed(LeasePool pool) : base(128)
    {
        this.pool = pool;
        window = pool.Rent(32);
    }

    protected override int EncodeCore(ReadOnlySpan<byte> data) => window!.Length + data.Length;

    public override void Dispose()
    {
        if (window is not null)
            pool.Return(window);
        window = null;
        base.Dispose();
    }
}

// case: An override that forgets its base, and one that forgets its own
class Base(LeasePool pool) : IDisposable
{
    protected LeasePool Pool => pool;

    Lease? first = pool.Rent(1);

    public virtual void Dispose()
    {
        first?.Dispose();
        first = null;
    }
}

sealed class ForgetsBase(LeasePool pool) : Base(pool)
{
    public override void Dispose() => Console.WriteLine(Pool); // NDIS0001
}

sealed class ForgetsOwn : Base
{
    readonly Lease second;

    public ForgetsOwn(LeasePool pool) : base(pool) => second = pool.Rent(2);

    public int Length => second.Length;

    public override void Dispose() => base.Dispose(); // NDIS0001
}

// case: A transport behind an interface, of which one kind consumes what it is given
interface ITransport
{
    void Send(NetBuffer packet);
}

sealed class Wire : ITransport
{
    public void Send(NetBuffer packet)
    {
        packet.DataLength = 0;
        NdisFreeNetBuffer(packet);
    }
}

sealed class Loopback : ITransport
{
    readonly Queue<NetBuffer> queue = new();

    public void Send(NetBuffer packet) => queue.Enqueue(packet);
}

class Sender(NetBufferPool pool, Mdl mdl, ITransport transport)
{
    public void Good()
    {
        var packet = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (!packet.IsNull)
            transport.Send(packet);
    }

    public void Bad(bool ready)
    {
        var packet = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005
        if (packet.IsNull)
            return;
        if (ready)
            transport.Send(packet);
    }

    public void BadKnown()
    {
        var wire = new Wire();
        var packet = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (packet.IsNull)
            return;
        wire.Send(packet);
        packet.DataLength = 1; // NDIS0004
    }
}

// case: A visitor over a tree of nodes, each with a rented payload
abstract class Node : IDisposable
{
    public abstract int Accept(Visitor visitor);

    public abstract void Dispose();
}

sealed class Leaf(int size) : Node
{
    byte[]? payload = ArrayPool<byte>.Shared.Rent(size);

    public int Size => payload?.Length ?? 0;

    public override int Accept(Visitor visitor) => visitor.Visit(this);

    public override void Dispose()
    {
        if (payload is null)
            return;
        ArrayPool<byte>.Shared.Return(payload);
        payload = null;
    }
}

sealed class Branch(Node left, Node right) : Node
{
    public Node Left => left;
    public Node Right => right;

    public override int Accept(Visitor visitor) => visitor.Visit(this);

    public override void Dispose()
    {
        left.Dispose();
        right.Dispose();
    }
}

class Visitor
{
    public virtual int Visit(Leaf leaf) => leaf.Size;

    public virtual int Visit(Branch branch) => branch.Left.Accept(this) + branch.Right.Accept(this);
}

static class Trees
{
    public static int Good()
    {
        using var root = new Branch(new Leaf(1), new Branch(new Leaf(2), new Leaf(3)));
        return root.Accept(new Visitor());
    }
}

// case: An allocator interface with a debug decorator
interface IAllocator
{
    byte[] Take(int size);

    void Give(byte[] array);
}

sealed class Shared : IAllocator
{
    public byte[] Take(int size) => ArrayPool<byte>.Shared.Rent(size);

    public void Give(byte[] array) => ArrayPool<byte>.Shared.Return(array);
}

sealed class Counted(IAllocator inner) : IAllocator
{
    int outstanding;

    public byte[] Take(int size)
    {
        outstanding++;
        return inner.Take(size);
    }

    public void Give(byte[] array)
    {
        outstanding--;
        inner.Give(array);
    }
}

static class Allocating
{
    public static int Good(int n)
    {
        var allocator = new Counted(new Shared());
        var array = allocator.Take(n);
        var length = array.Length;
        allocator.Give(array);
        return length;
    }

    public static int Bad(int n)
    {
        var allocator = new Counted(new Shared());
        var array = allocator.Take(n); // NDIS0005
        if (array.Length > 100)
            return 0;
        allocator.Give(array);
        return 1;
    }
}
