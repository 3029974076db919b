// case: Broadcast, multicast and unicast
class Classifier(NetBufferPool pool, Mdl mdl)
{
    const byte GroupBit = 1;

    public NdisStatus Forward(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 14)
            return NdisStatus.InvalidLength;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, frame.Length);
        if (nb.IsNull)
            return NdisStatus.Resources;
        var isGroup = (frame[0] & GroupBit) != 0;
        var isBroadcast = isGroup && !frame[..6].ContainsAnyExcept((byte)0xFF);
        NdisStatus status;
        if (isBroadcast)
            status = Flood(nb);
        else if (isGroup)
            status = NdisStatus.NotSupported;
        else
            status = Deliver(nb);
        NdisFreeNetBuffer(nb);
        return status;
    }

    public NdisStatus ForwardBadly(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 14)
            return NdisStatus.InvalidLength;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, frame.Length); // NDIS0005
        if (nb.IsNull)
            return NdisStatus.Resources;
        var isGroup = (frame[0] & GroupBit) != 0;
        if (isGroup)
            return NdisStatus.NotSupported;
        var status = Deliver(nb);
        NdisFreeNetBuffer(nb);
        return status;
    }

    static NdisStatus Flood(NetBuffer nb) => nb.DataLength > 1514 ? NdisStatus.InvalidLength : NdisStatus.Success;

    static NdisStatus Deliver(NetBuffer nb)
    {
        nb.ChecksumBias = 0;
        return NdisStatus.Success;
    }
}

// case: Success, pending and everything else
class Completion(NetBufferPool pool, Mdl mdl, Func<NetBuffer, NdisStatus> start)
{
    NdisStatus last;

    public void Note(NdisStatus status) => last = status;

    NdisStatus Poll() => last;

    public void Run()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 9);
        if (!nb)
            return;
        switch (Poll())
        {
            case NdisStatus.Success:
                nb.DataLength = 1;
                NdisFreeNetBuffer(nb);
                break;
            case NdisStatus.Pending:
                start(nb);
                break;
            default:
                NdisFreeNetBuffer(nb);
                break;
        }
    }

    public void RunBadly()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 9); // NDIS0005
        if (!nb)
            return;
        switch (Poll())
        {
            case NdisStatus.Success or NdisStatus.Pending:
                NdisFreeNetBuffer(nb);
                break;
            case var status when (int)status < 0:
                NdisFreeNetBuffer(nb);
                break;
        }
    }
}

// case: The checksum is right, or the packet is dropped
class Checksums(NetBufferPool pool, Mdl mdl)
{
    int bad;

    bool Verify(NetBuffer nb, out ushort sum)
    {
        sum = (ushort)(nb.DataLength ^ nb.ChecksumBias);
        return sum == 0;
    }

    public void Good(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (nb == null)
            return;
        if (!Verify(nb, out var sum))
        {
            bad++;
            Console.WriteLine($"bad checksum {sum:x4}");
        }

        NdisFreeNetBuffer(nb);
    }

    public void Bad(int length)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        if (nb == null)
            return;
        if (Verify(nb, out _))
            NdisFreeNetBuffer(nb);
        else
            bad++;
    }
}

// case: Flags of a bit field
class Offload(NetBufferPool pool, Mdl mdl)
{
    [Flags]
    enum Feature { None = 0, Checksum = 1, Segmentation = 2, Vlan = 4 }

    public void Good(int raw)
    {
        var features = (Feature)raw;
        NetBuffer header = default;
        if (features.HasFlag(Feature.Segmentation))
            header = NdisAllocateNetBuffer(pool, mdl, 0, 54);
        if ((features & Feature.Checksum) == 0)
            Console.WriteLine("software checksum");
        if (!header.IsNull)
            NdisFreeNetBuffer(header);
    }

    public void Bad(int raw)
    {
        var features = (Feature)raw;
        NetBuffer header = default;
        if ((features & Feature.Segmentation) != 0)
            header = NdisAllocateNetBuffer(pool, mdl, 0, 54); // NDIS0005
        if ((features & Feature.Checksum) != 0 && !header.IsNull)
            NdisFreeNetBuffer(header);
    }
}

// case: The queue is full
class Backpressure(NetBufferPool pool, Mdl mdl)
{
    const int Limit = 32;
    int queued;

    public bool Good()
    {
        if (queued >= Limit)
            return false;
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return false;
        queued++;
        NdisFreeNetBuffer(nb);
        return true;
    }

    public bool Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull || queued >= Limit)
            return false;
        queued++;
        NdisFreeNetBuffer(nb);
        return true;
    }
}

// case: Mutually exclusive guards with an else that throws
class Exclusive(NetBufferPool pool, Mdl mdl)
{
    public int Good(int port)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return 0;
        if (port is >= 0 and < 1024)
        {
            NdisFreeNetBuffer(nb);
            return 1;
        }
        else if (port >= 1024)
        {
            NdisFreeNetBuffer(nb);
            return 2;
        }
        else
        {
            NdisFreeNetBuffer(nb);
            throw new ArgumentOutOfRangeException(nameof(port));
        }
    }

    public int Bad(int port)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull)
            return 0;
        if (port is >= 0 and < 1024)
        {
            NdisFreeNetBuffer(nb);
            return 1;
        }

        if (port < 1024)
            return -1;
        NdisFreeNetBuffer(nb);
        return 2;
    }
}
