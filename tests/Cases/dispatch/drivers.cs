// case: A strategy per media type
abstract class Media
{
    public abstract NdisStatus Transmit(NetBuffer nb);
}

sealed class Ethernet : Media
{
    public override NdisStatus Transmit(NetBuffer nb)
    {
        NdisFreeNetBuffer(nb);
        return NdisStatus.Success;
    }
}

sealed class Loopback : Media
{
    int bytes;

    public override NdisStatus Transmit(NetBuffer nb)
    {
        bytes += nb.DataLength;
        NdisFreeNetBuffer(nb);
        return NdisStatus.Success;
    }
}

class Link(NetBufferPool pool, Mdl mdl)
{
    public void Good(Media media)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            media.Transmit(nb);
    }

    public void Bad(Media media)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        media.Transmit(nb);
        NdisFreeNetBuffer(nb); // NDIS0003 for now: silent
    }
}

// case: A visitor over packets
interface IVisitor
{
    void Visit(NetBuffer nb);
}

sealed class Counter : IVisitor
{
    public int Bytes { get; private set; }
    public void Visit(NetBuffer nb) => Bytes += nb.DataLength;
}

sealed class Printer : IVisitor
{
    public void Visit(NetBuffer nb) => Console.WriteLine(nb);
}

class Visited(NetBufferPool pool, Mdl mdl)
{
    public void Good(IVisitor visitor)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        visitor.Visit(nb);
        NdisFreeNetBuffer(nb);
    }

    public void Bad(IVisitor visitor)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005 for now: silent
        if (!nb.IsNull)
            visitor.Visit(nb);
    }
}

// case: The adapter calls its own virtual hooks
abstract class Hooks(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb.IsNull)
            return;
        if (!OnPacket(nb))
            NdisFreeNetBuffer(nb);
    }

    /// <summary>True when the packet was freed.</summary>
    protected abstract bool OnPacket(NetBuffer nb);

    public override void HaltEx(NdisHaltAction action) { }
}

sealed class Dropper(NetBufferPool pool, Mdl mdl) : Hooks(pool, mdl)
{
    protected override bool OnPacket(NetBuffer nb)
    {
        NdisFreeNetBuffer(nb);
        return true;
    }
}

sealed class Peeker(NetBufferPool pool, Mdl mdl) : Hooks(pool, mdl)
{
    int seen;

    protected override bool OnPacket(NetBuffer nb)
    {
        seen += nb.DataLength;
        return false;
    }
}
