// case: The driver's own allocation wrapper with a counter
sealed class Allocator(NetBufferPool pool, Mdl mdl)
{
    int outstanding;

    public NetBuffer Get(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (nb.IsNull)
            return default;
        Interlocked.Increment(ref outstanding);
        return nb;
    }

    public void Put(NetBuffer nb)
    {
        Interlocked.Decrement(ref outstanding);
        NdisFreeNetBuffer(nb);
    }
}

class Client(Allocator allocator)
{
    public void Good()
    {
        var nb = allocator.Get(60);
        if (nb)
            allocator.Put(nb);
    }

    public void Bad(bool urgent)
    {
        var nb = allocator.Get(60); // NDIS0005
        if (nb.IsNull)
            return;
        if (urgent)
            nb.DataLength = 1;
        else
            allocator.Put(nb);
    }

    public void Twice()
    {
        var nb = allocator.Get(60);
        if (nb.IsNull)
            return;
        allocator.Put(nb);
        allocator.Put(nb); // NDIS0003
    }

    public void Unasked() => allocator.Put(allocator.Get(60)); // NDIS0010
}

// case: A builder that fails half way and cleans up
class FrameBuilder(NetBufferPool pool, Mdl mdl)
{
    static bool WriteHeader(NetBuffer nb, ushort type)
    {
        if (nb.DataLength < 14)
            return false;
        nb.ChecksumBias = type;
        return true;
    }

    static bool WriteBody(NetBuffer nb, ReadOnlySpan<byte> body) => body.Length <= nb.DataLength - 14;

    NetBuffer Build(ushort type, ReadOnlySpan<byte> body)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, body.Length + 14);
        if (nb.IsNull)
            return default;
        if (WriteHeader(nb, type) && WriteBody(nb, body))
            return nb;
        NdisFreeNetBuffer(nb);
        return default;
    }

    NetBuffer BuildBadly(ushort type, ReadOnlySpan<byte> body)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, body.Length + 14); // NDIS0005
        if (nb.IsNull || !WriteHeader(nb, type))
            return default;
        return WriteBody(nb, body) ? nb : default;
    }

    public void Good(byte[] body)
    {
        var nb = Build(0x0800, body);
        if (nb)
            NdisFreeNetBuffer(nb);
    }

    public void AlsoGood(byte[] body)
    {
        var nb = BuildBadly(0x0806, body);
        if (nb)
            NdisFreeNetBuffer(nb);
    }
}

// case: Complete with a status
class Completer(NetBufferPool pool, Mdl mdl)
{
    int failures;

    NdisStatus Complete(ref NetBuffer nb, NdisStatus status)
    {
        if (status != NdisStatus.Success)
            failures++;
        if (status == NdisStatus.Pending)
            return status;
        NdisFreeNetBuffer(nb);
        nb = default;
        return status;
    }

    public NdisStatus Good(bool ready)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return NdisStatus.Resources;
        return Complete(ref nb, ready ? NdisStatus.Success : NdisStatus.Failure);
    }

    public NdisStatus Bad(bool ready)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull)
            return NdisStatus.Resources;
        return Complete(ref nb, ready ? NdisStatus.Success : NdisStatus.Pending);
    }
}

// case: Four deep through different classes
static class Layer1
{
    public static NdisStatus Send(NetBuffer nb) => Layer2.Send(nb, 0);
}

static class Layer2
{
    public static NdisStatus Send(NetBuffer nb, int port)
    {
        nb.ChecksumBias = (ushort)port;
        return Layer3.Instance.Submit(nb);
    }
}

sealed class Layer3
{
    public static readonly Layer3 Instance = new();
    int submitted;

    public NdisStatus Submit(NetBuffer nb)
    {
        submitted++;
        return Hardware.TryWrite(nb) ? NdisStatus.Success : NdisStatus.Failure;
    }
}

static class Hardware
{
    public static bool TryWrite(NetBuffer nb)
    {
        var ok = nb.DataLength > 0;
        NdisFreeNetBuffer(nb);
        return ok;
    }
}

class Top(NetBufferPool pool, Mdl mdl)
{
    public NdisStatus Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        return nb.IsNull ? NdisStatus.Resources : Layer1.Send(nb);
    }

    public NdisStatus Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return NdisStatus.Resources;
        var status = Layer1.Send(nb);
        if (status != NdisStatus.Success)
            NdisFreeNetBuffer(nb); // NDIS0003
        return status;
    }

    public NdisStatus Late()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return NdisStatus.Resources;
        var status = Layer1.Send(nb);
        Console.WriteLine(nb.DataLength); // NDIS0004
        return status;
    }
}

// case: A helper with an enum that says who owns it
class Ownership(NetBufferPool pool, Mdl mdl)
{
    enum Verdict { Kept, Freed }

    Verdict Offer(NetBuffer nb, int limit)
    {
        if (nb.DataLength <= limit)
        {
            NdisFreeNetBuffer(nb);
            return Verdict.Freed;
        }

        return Verdict.Kept;
    }

    public void Good(int limit)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        if (Offer(nb, limit) == Verdict.Kept)
            NdisFreeNetBuffer(nb);
    }

    public void Bad(int limit)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull)
            return;
        if (Offer(nb, limit) == Verdict.Freed)
            NdisFreeNetBuffer(nb); // NDIS0003
    }

    public void BySwitch(int limit)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        switch (Offer(nb, limit))
        {
            case Verdict.Kept:
                NdisFreeNetBuffer(nb);
                break;
            case Verdict.Freed:
                Console.WriteLine("gone");
                break;
        }
    }
}

// case: A private field is the parameter of a helper
class Staged(NetBufferPool pool, Mdl mdl)
{
    NetBuffer staged;

    void Stage() => staged = NdisAllocateNetBuffer(pool, mdl, 0, 1);

    void Unstage()
    {
        if (staged)
            NdisFreeNetBuffer(staged);
        staged = default;
    }

    public void Run()
    {
        Stage();
        Unstage();
    }
}

// case: A helper that waits for a condition and then frees
class Waiting(NetBufferPool pool, Mdl mdl)
{
    volatile bool done;

    void FreeWhenDone(NetBuffer nb)
    {
        while (!done)
            Thread.Yield();
        NdisFreeNetBuffer(nb);
    }

    bool FreeIfDone(NetBuffer nb)
    {
        if (!done)
            return false;
        NdisFreeNetBuffer(nb);
        return true;
    }

    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            FreeWhenDone(nb);
    }

    public void AlsoGood()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        while (!FreeIfDone(nb))
            Thread.Sleep(1);
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull)
            return;
        for (var tries = 0; tries < 10 && !FreeIfDone(nb); tries++)
            Thread.Sleep(1);
    }
}

// case: A helper counts down before it acquires
class Countdown(NetBufferPool pool, Mdl mdl)
{
    NetBuffer Deep(int depth)
    {
        return depth == 0 ? NdisAllocateNetBuffer(pool, mdl, 0, 60) : Deep(depth - 1);
    }

    public void Lose()
    {
        var packet = Deep(2); // NDIS0005
        Console.WriteLine(packet.IsNull);
    }

    public void Free()
    {
        var packet = Deep(2);
        if (packet)
            NdisFreeNetBuffer(packet);
    }
}
