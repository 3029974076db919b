using System.Runtime.CompilerServices;

namespace NdisRules.Runtime;

public readonly unsafe partial struct NetBufferList
{
    /// <summary>All slots of out-of-band information, by <see cref="NdisNetBufferListInfo"/>. Zero after allocation, but for the protocol.</summary>
    public Span<nint> NetBufferListInfo => new(Fields->Rest->Info, (int)NdisNetBufferListInfo.MaxNetBufferListInfo);

    /// <summary>What a cancel of sends is told to look for, 0 for none. For sends.</summary>
    public nint CancelId
    {
        get => Info(NdisNetBufferListInfo.NetBufferListCancelId);
        set => Info(NdisNetBufferListInfo.NetBufferListCancelId) = value;
    }

    /// <summary>The protocol, that of the pool after allocation: the low byte of its slot. For sends.</summary>
    public byte ProtocolId
    {
        get => (byte)Info(NdisNetBufferListInfo.NetBufferListProtocolId);
        set => Unsafe.As<nint, byte>(ref Info(NdisNetBufferListInfo.NetBufferListProtocolId)) = value;
    }

    /// <summary>The Ethernet type, in the byte order in which the driver wrote it. For receives; shares its slot with <see cref="ProtocolId"/>.</summary>
    public ushort FrameType
    {
        get => (ushort)Info(NdisNetBufferListInfo.NetBufferListFrameType);
        set => Info(NdisNetBufferListInfo.NetBufferListFrameType) = value;
    }

    /// <summary>The receive-side hash of the packets, 0 for none. For receives.</summary>
    public uint HashValue
    {
        get => (uint)Info(NdisNetBufferListInfo.NetBufferListHashValue);
        set => Info(NdisNetBufferListInfo.NetBufferListHashValue) = (nint)value;
    }

    /// <summary>Priority and VLAN.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value does not fit its bits; nothing was changed.</exception>
    public NdisIeee8021Q Ieee8021Q
    {
        get => NdisIeee8021Q.From(Info(NdisNetBufferListInfo.Ieee8021QNetBufferListInfo));
        set => Info(NdisNetBufferListInfo.Ieee8021QNetBufferListInfo) = value.ToSlot();
    }

    /// <summary>Which checksums the miniport is to compute. For sends.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value does not fit its bits; nothing was changed.</exception>
    public NdisTransmitChecksum TransmitChecksum
    {
        get => NdisTransmitChecksum.From(Info(NdisNetBufferListInfo.TcpIpChecksumNetBufferListInfo));
        set => Info(NdisNetBufferListInfo.TcpIpChecksumNetBufferListInfo) = value.ToSlot();
    }

    /// <summary>How the checksums came out. For receives; shares its slot with <see cref="TransmitChecksum"/>.</summary>
    public NdisReceiveChecksums ReceiveChecksum
    {
        get => (NdisReceiveChecksums)(int)Info(NdisNetBufferListInfo.TcpIpChecksumNetBufferListInfo);
        set => Info(NdisNetBufferListInfo.TcpIpChecksumNetBufferListInfo) = (nint)value;
    }

    /// <summary>How packets larger than the medium takes are to be cut. For sends.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value does not fit its bits; nothing was changed.</exception>
    public NdisLargeSend LargeSend
    {
        get => NdisLargeSend.From(Info(NdisNetBufferListInfo.TcpLargeSendNetBufferListInfo));
        set => Info(NdisNetBufferListInfo.TcpLargeSendNetBufferListInfo) = value.ToSlot();
    }

    /// <summary>One slot of out-of-band information, to read or to write.</summary>
    /// <param name="id">The slot.</param>
    /// <returns>The slot. Do not keep the reference beyond the free of the list: nothing can check that.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list was freed.</exception>
    /// <remarks>Threads: the owner's. Source: the macro NET_BUFFER_LIST_INFO.</remarks>
    public ref nint Info(NdisNetBufferListInfo id)
    {
        var fields = Fields;
        if ((uint)id >= (uint)NdisNetBufferListInfo.MaxNetBufferListInfo)
            throw new ArgumentOutOfRangeException(nameof(id), id, "A list has no such slot.");
        return ref ((nint*)fields->Rest->Info)[(int)id];
    }

    /// <summary>Whether <see cref="NblFlags"/> keep the documented rules of what goes together.</summary>
    /// <param name="broken">The rule that is broken, null when none is.</param>
    /// <returns>True when they do.</returns>
    /// <exception cref="NullReferenceException">The handle is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the list was freed.</exception>
    /// <remarks>A list with others is not indicated. Threads: the owner's. Source: the flags of the NET_BUFFER_LIST structure.</remarks>
    public bool HasConsistentNblFlags(out string? broken)
    {
        broken = NblFlagRules.Broken((NdisNblFlags)NblFlags);
        return broken is null;
    }
}
