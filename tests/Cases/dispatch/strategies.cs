// case: An abstract stage with a default
abstract class Stage
{
    public abstract void Process(Lease lease);
    public virtual void End(Lease lease) => lease.Dispose();
}

sealed class Upper : Stage
{
    public override void Process(Lease lease) => lease.Length++;
}

sealed class Sink(LeaseQueue queue) : Stage
{
    public override void Process(Lease lease) => lease.Length--;
    public override void End(Lease lease) => queue.Post(lease);
}

class Runner(LeasePool pool)
{
    public void Good(Stage stage)
    {
        var lease = pool.Rent(3);
        stage.Process(lease);
        stage.End(lease);
    }

    public void Bad(Stage stage)
    {
        var lease = pool.Rent(3); // NDIS0005
        stage.Process(lease);
        if (stage is Sink sink)
            sink.End(lease);
    }
}

// case: A default interface method
interface IChannel
{
    LeasePool Pool { get; }
    Lease Take(int size) => Pool.Rent(size);
    void Give(Lease lease) => Pool.Return(lease);
}

sealed class Plain(LeasePool pool) : IChannel
{
    public LeasePool Pool => pool;
}

class ChannelUse(IChannel channel)
{
    public int Good()
    {
        var lease = channel.Take(2);
        var length = lease.Length;
        channel.Give(lease);
        return length;
    }

    public int Bad()
    {
        var lease = channel.Take(2); // NDIS0005
        return lease.Length;
    }

    public void Late()
    {
        var lease = channel.Take(2);
        channel.Give(lease);
        lease.Length = 3; // NDIS0004
    }
}

// case: A decorator around a pool
interface IBuffers
{
    byte[] Rent(int size);
    void Return(byte[] buffer);
}

sealed class Plain : IBuffers
{
    public byte[] Rent(int size) => ArrayPool<byte>.Shared.Rent(size);
    public void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer);
}

sealed class Counting(IBuffers inner) : IBuffers
{
    public int Outstanding { get; private set; }

    public byte[] Rent(int size)
    {
        Outstanding++;
        return inner.Rent(size);
    }

    public void Return(byte[] buffer)
    {
        Outstanding--;
        inner.Return(buffer);
    }
}

class Serializer(IBuffers buffers)
{
    public int Good(string text)
    {
        var bytes = buffers.Rent(text.Length * 3);
        try
        {
            return System.Text.Encoding.UTF8.GetBytes(text, bytes);
        }
        finally
        {
            buffers.Return(bytes);
        }
    }

    public int Bad(string text)
    {
        var bytes = buffers.Rent(text.Length * 3); // NDIS0005
        if (System.Text.Encoding.UTF8.GetBytes(text, bytes) is 0)
            return 0;
        buffers.Return(bytes);
        return 1;
    }
}

// case: A derived adapter that forgets its base
abstract class Base(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer keepAlive;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        keepAlive = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        return keepAlive ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(keepAlive);
}

sealed class Polite(NetBufferPool pool, Mdl mdl) : Base(pool, mdl)
{
    public override void HaltEx(NdisHaltAction action)
    {
        Console.WriteLine("halting");
        base.HaltEx(action);
    }
}

sealed class Rude(NetBufferPool pool, Mdl mdl) : Base(pool, mdl)
{
    public override void HaltEx(NdisHaltAction action) => Console.WriteLine("halting"); // NDIS0001
}

// case: A type switch over packets
abstract record Item(Lease Body);
sealed record Data(Lease Body, int Sequence) : Item(Body);
sealed record Control(Lease Body) : Item(Body);

class Switcher(LeasePool pool)
{
    void Handle(Item item)
    {
        switch (item)
        {
            case Data { Sequence: > 0 } data:
                pool.Return(data.Body);
                break;
            case Control(var body):
                pool.Return(body);
                break;
        }
    }

    public void Good() => Handle(new Control(pool.Rent(3)));

    public void AlsoGood() => Handle(new Data(pool.Rent(3), 7));

    public void Bad() => Handle(new Data(pool.Rent(3), 0)); // NDIS0005
}

// case: An explicit interface implementation disposes
sealed class Guard(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(9);

    public int Length => lease.Length;

    void IDisposable.Dispose() => pool.Return(lease);
}

class GuardUse(LeasePool pool)
{
    public int Good()
    {
        using var guard = new Guard(pool);
        return guard.Length;
    }

    public int Bad()
    {
        var guard = new Guard(pool); // NDIS0005
        return guard.Length;
    }

    public int Cast()
    {
        var guard = new Guard(pool);
        var length = guard.Length;
        ((IDisposable)guard).Dispose();
        return length;
    }
}

// case: Operators that move
readonly struct Bag(Lease? first)
{
    public readonly Lease? First = first;
    public static Bag operator +(Bag bag, Lease lease) => new(lease);
    public static bool operator true(Bag bag) => bag.First != null;
    public static bool operator false(Bag bag) => bag.First == null;
}

class Bags(LeasePool pool)
{
    public void Good()
    {
        var bag = new Bag(null) + pool.Rent(2);
        if (bag)
            pool.Return(bag.First!);
    }

    public void Bad()
    {
        var bag = new Bag(null) + pool.Rent(2); // NDIS0005
        if (bag)
            Console.WriteLine(bag.First!.Length);
    }
}
