// case: Status and out through two layers
class Layers(NetBufferPool pool, Mdl mdl)
{
    NdisStatus Inner(int length, out NetBuffer nb)
    {
        nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        return nb.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    NdisStatus Outer(int length, out NetBuffer nb)
    {
        if (length is <= 0 or > 1514)
        {
            nb = default;
            return NdisStatus.InvalidLength;
        }

        return Inner(length, out nb);
    }

    public NdisStatus Good(int length)
    {
        var status = Outer(length, out var nb);
        if (status == NdisStatus.Success)
            NdisFreeNetBuffer(nb);
        return status;
    }

    public NdisStatus Bad(int length)
    {
        if (Outer(length, out var nb) is var status && status != NdisStatus.Success) // NDIS0005
            return status;
        return nb.DataLength > 3 ? NdisStatus.Success : NdisStatus.Failure;
    }
}

// case: A ref to a local is filled once
class Once(NetBufferPool pool, Mdl mdl)
{
    void Ensure(ref NetBuffer nb)
    {
        if (nb.IsNull)
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
    }

    void Renew(ref NetBuffer nb) => nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);

    public void Good()
    {
        NetBuffer nb = default;
        Ensure(ref nb);
        Ensure(ref nb);
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    public void Bad()
    {
        NetBuffer nb = default;
        Renew(ref nb);
        Renew(ref nb); // NDIS0002
        if (nb)
            NdisFreeNetBuffer(nb);
    }
}

// case: The out takes over and the local is cleared
class TakeOver(NetBufferPool pool, Mdl mdl)
{
    static void Move(ref NetBuffer from, out NetBuffer to)
    {
        to = from;
        from = default;
    }

    public void Good()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        Move(ref a, out var b);
        if (a)
            NdisFreeNetBuffer(a);
        if (b)
            NdisFreeNetBuffer(b);
    }

    public void Bad()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        Move(ref a, out var b);
        if (a)
            NdisFreeNetBuffer(a);
        Console.WriteLine(b.IsNull);
    }
}

// case: The interface's out belongs to the caller by attribute
interface IReceiver
{
    bool TryReceive([NdisRules.Acquires] out NetBuffer nb);
}

class Receives(IReceiver receiver)
{
    public void Good()
    {
        if (receiver.TryReceive(out var nb))
            NdisFreeNetBuffer(nb);
    }

    public void Bad()
    {
        if (receiver.TryReceive(out var nb)) // NDIS0005
            nb.DataLength = 1;
    }
}

// case: A handle comes out into the next element
class Pinner
{
    public void Good(byte[] head, byte[]? body, Span<GCHandle> pins)
    {
        var count = 0;
        Pin(head, out pins[count++]);
        if (body is not null)
            Pin(body, out pins[count++]);
    }

    public void Bad(byte[] head, byte[]? body)
    {
        Pin(head, out _); // NDIS0005
        if (body is not null)
            Pin(body, out var pin); // NDIS0005
    }

    static void Pin(byte[] bytes, out GCHandle pin) => pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
}

// case: A handle goes to native code through a local function
class Registration(object state)
{
    public void Good()
    {
        Register(GCHandle.ToIntPtr(GCHandle.Alloc(state)));

        [DllImport("native")]
        static extern void Register(nint state);
    }

    public void Bad()
    {
        Ignore(GCHandle.ToIntPtr(GCHandle.Alloc(state))); // NDIS0005

        static void Ignore(nint state)
        {
        }
    }
}
