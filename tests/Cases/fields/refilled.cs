// case: A helper refills a field over what it holds
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    void Refill() => rx = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0002

    public override bool CheckForHangEx()
    {
        Refill();
        return false;
    }

    public override void CancelSend(nint cancelId) => Refill();

    public override void HaltEx(NdisHaltAction action)
    {
        if (rx)
            NdisFreeNetBuffer(rx);
    }
}

// case: A helper makes, the handler stores
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    NetBuffer Make() => NdisAllocateNetBuffer(pool, mdl, 0, 4);

    public override bool CheckForHangEx()
    {
        rx = Make(); // NDIS0002
        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (rx)
            NdisFreeNetBuffer(rx);
    }
}

// case: A helper stores what another helper makes
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    NetBuffer Make() => NdisAllocateNetBuffer(pool, mdl, 0, 4);

    void Refill()
    {
        var nb = Make();
        if (nb)
            rx = nb; // NDIS0002
    }

    public override bool CheckForHangEx()
    {
        Refill();
        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (rx)
            NdisFreeNetBuffer(rx);
    }
}

// case: A helper is given the field by reference
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    void Refill(ref NetBuffer nb) => nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);

    public override bool CheckForHangEx()
    {
        Refill(ref rx); // NDIS0002
        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (rx)
            NdisFreeNetBuffer(rx);
    }
}

// case: A setter stores what the handler allocates
class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx;

    NetBuffer Rx { set { rx = value; } }

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override bool CheckForHangEx()
    {
        Rx = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0002
        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (rx)
            NdisFreeNetBuffer(rx);
    }
}

// case: A class renews its buffer without giving the old one back, whoever uses it
sealed class Line(LeasePool pool) : IDisposable
{
    Lease lease = pool.Rent(16);
    int length;

    public void Add(string text)
    {
        foreach (var character in text)
            Put(character);
    }

    void Put(char character)
    {
        if (length == lease.Length)
            lease = pool.Rent(length * 2); // NDIS0002
        length += character > 0x7F ? 2 : 1;
    }

    public void Dispose() => lease.Dispose();
}

class Report(LeasePool pool)
{
    public void Write(IEnumerable<string> texts)
    {
        using var line = new Line(pool);
        foreach (var text in texts)
            line.Add(text);
    }
}

// case: A class that nobody closes renews its buffer
sealed class Line(LeasePool pool)
{
    public Lease Lease = pool.Rent(16);

    public void Renew() => Lease = pool.Rent(32);
}

class Report(LeasePool pool)
{
    public void Write()
    {
        var line = new Line(pool);
        line.Renew(); // NDIS0002
        line.Lease.Dispose();
    }
}
