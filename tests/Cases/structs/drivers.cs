// case: A descriptor ring of structs
struct Descriptor
{
    public NetBuffer Buffer;
    public bool InUse;
}

sealed class DescriptorRing(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly Descriptor[] ring = new Descriptor[8];
    int head;

    public bool Post()
    {
        ref var entry = ref ring[head];
        if (entry.InUse)
            return false;
        entry.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (entry.Buffer.IsNull)
            return false;
        entry.InUse = true;
        head = (head + 1) % ring.Length;
        return true;
    }

    public void Reap()
    {
        for (var i = 0; i < ring.Length; i++)
        {
            if (!ring[i].InUse)
                continue;
            NdisFreeNetBuffer(ring[i].Buffer);
            ring[i] = default;
        }
    }

    public void Dispose() => Reap();
}

// case: A request with two buffers in a nested struct
struct Half
{
    public NetBuffer Buffer;
    public int Length;
}

struct Whole
{
    public Half Head, Tail;
}

class Nested(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        Whole whole = default;
        whole.Head.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        whole.Tail.Buffer = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (whole.Tail.Buffer)
            NdisFreeNetBuffer(whole.Tail.Buffer);
        if (whole.Head.Buffer)
            NdisFreeNetBuffer(whole.Head.Buffer);
    }

    public void Bad()
    {
        Whole whole = default;
        whole.Head.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        whole.Tail.Buffer = NdisAllocateNetBuffer(pool, mdl, 1, 1); // NDIS0005
        if (whole.Head.Buffer)
            NdisFreeNetBuffer(whole.Head.Buffer);
        whole.Tail.Length = 3;
    }

    public void Overwritten()
    {
        Whole whole = default;
        whole.Head.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        whole.Head = new Half { Length = 2 };
        if (whole.Head.Buffer)
            NdisFreeNetBuffer(whole.Head.Buffer);
    }
}

// case: Returned as a struct
readonly struct Result(NdisStatus status, NetBuffer buffer)
{
    public NdisStatus Status { get; } = status;
    public NetBuffer Buffer { get; } = buffer;
    public bool Failed => Status != NdisStatus.Success;
}

class Results(NetBufferPool pool, Mdl mdl)
{
    Result Take(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        return nb ? new(NdisStatus.Success, nb) : new(NdisStatus.Resources, default);
    }

    public void Good()
    {
        var result = Take(3);
        if (result.Failed)
            return;
        NdisFreeNetBuffer(result.Buffer);
    }

    public void GoodByBuffer()
    {
        var result = Take(3);
        if (!result.Buffer.IsNull)
            NdisFreeNetBuffer(result.Buffer);
    }

    public void Bad()
    {
        var result = Take(3); // NDIS0005
        if (result.Failed)
            return;
        Console.WriteLine(result.Buffer.DataLength);
    }
}

// case: A struct with a state of its own
struct Cursor
{
    public NetBuffer Current;
    public int Position;

    public void Move(NetBuffer to)
    {
        if (Current)
            NdisFreeNetBuffer(Current);
        Current = to;
        Position = 0;
    }
}

class Cursors(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        var cursor = new Cursor();
        cursor.Move(NdisAllocateNetBuffer(pool, mdl, 0, 1));
        cursor.Move(NdisAllocateNetBuffer(pool, mdl, 1, 1));
        cursor.Move(default);
    }

    public void Bad()
    {
        var cursor = new Cursor();
        cursor.Move(NdisAllocateNetBuffer(pool, mdl, 0, 1));
        cursor.Move(NdisAllocateNetBuffer(pool, mdl, 1, 1)); // NDIS0005
        Console.WriteLine(cursor.Position);
    }
}

// case: A class hierarchy of packets
abstract class Message
{
    public NetBuffer Buffer { get; protected set; }
    public virtual void Drop()
    {
        if (Buffer)
            NdisFreeNetBuffer(Buffer);
        Buffer = default;
    }
}

sealed class Ping : Message
{
    public Ping(NetBufferPool pool) => Buffer = NdisAllocateNetBuffer(pool, default, 0, 0);
}

class Messages(NetBufferPool pool)
{
    public void Good()
    {
        var ping = new Ping(pool);
        ping.Drop();
    }

    public void Bad()
    {
        var ping = new Ping(pool); // NDIS0005 for now: silent
        Console.WriteLine(ping.Buffer.IsNull);
    }
}
