using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace LeakyMiniport;

/// <summary>A miniport without hardware: what is sent comes back up as if it had been received.</summary>
/// <remarks>It is CleanMiniport's loopback after some late changes. Each defect is marked on the line where the analyzers report it.</remarks>
internal sealed partial class LoopbackAdapter : MiniportAdapter
{
    const uint Tag = 0x706F6F4C; // "Loop"
    const int AnnouncementSize = Frame.HeaderSize + 4;
    const int ReportSize = Frame.HeaderSize + 8;

    readonly byte[] address = [0x02, 0x00, 0x5E, 0x10, 0x00, 0x01];
    readonly byte[] bounce = new byte[Frame.MaximumSize];
    readonly byte[] up = new byte[AnnouncementSize];
    readonly byte[] down = new byte[AnnouncementSize];
    readonly byte[] counters = new byte[ReportSize];
    readonly byte[] beat = new byte[HeartbeatSize];

    NetBufferPool? pool;
    NetBufferPool? broadcastPool;
    NetBufferListPool? listPool;
    Mdl bounceMdl;
    Mdl upMdl;
    Mdl downMdl;
    Mdl reportMdl;
    Mdl heartbeatMdl;
    NetBuffer announcement;
    NetBuffer goodbye;
    NetBuffer report;
    NdisTimer? heartbeat;
    bool paused = true;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        if (!AllocatePools() || !AllocateMdls())
        {
            FreeMdls();
            FreePools();
            return NdisStatus.Resources;
        }

        announcement = NdisAllocateNetBuffer(pool, upMdl, 0, AnnouncementSize);
        if (!announcement)
        {
            FreeMdls();
            FreePools();
            return NdisStatus.Resources;
        }

        goodbye = NdisAllocateNetBuffer(pool, downMdl, 0, AnnouncementSize);
        if (!goodbye)
        {
            FreeMdls();
            FreePools();
            return NdisStatus.Resources; // defect NDIS0001: the announcement is allocated by now, and HaltEx does not run after a failure
        }

        var timer = new NdisTimerCharacteristics { TimerFunction = OnHeartbeat, AllocationTag = Tag };
        var status = NdisAllocateTimerObject(NdisMiniportHandle, timer, out heartbeat);
        if (status != NdisStatus.Success)
        {
            NdisFreeNetBuffer(goodbye);
            goodbye = null;
            NdisFreeNetBuffer(announcement);
            announcement = null;
            FreeMdls();
            FreePools();
            return status;
        }

        Frame.WriteHeader(up, address);
        Frame.WriteHeader(down, address);
        Frame.WriteHeader(counters, address);
        Frame.WriteHeader(beat, address);
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) // defect NDIS0001: the goodbye was added later, and nobody frees it here
    {
        if (heartbeat is not null)
        {
            NdisFreeTimerObject(heartbeat);
            heartbeat = null;
        }
        if (report)
        {
            NdisFreeNetBuffer(report);
            report = null;
        }
        if (announcement)
        {
            NdisFreeNetBuffer(announcement);
            announcement = null;
        }
        FreeMdls();
        FreePools();
    }

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        report = NdisAllocateNetBuffer(pool, reportMdl, 0, ReportSize); // defect NDIS0002: Pause keeps the report, so the second Restart overwrites it
        if (!report) return NdisStatus.Resources;

        "link"u8.CopyTo(up.AsSpan(Frame.HeaderSize));
        var status = IndicateLent(announcement, 0);
        if (status != NdisStatus.Success)
        {
            NdisFreeNetBuffer(report);
            report = null;
            return status;
        }

        paused = false;
        NdisSetTimerObject(heartbeat!, HeartbeatInterval, (int)HeartbeatInterval.TotalMilliseconds);
        return NdisStatus.Success;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        paused = true;
        NdisCancelTimerObject(heartbeat!);
        // Broadcasts that a receiver still holds have to come back before the pause is over: see ReturnNetBufferLists.
        return broadcastsOut == 0 ? NdisStatus.Success : NdisStatus.Pending;
    }

    bool AllocatePools()
    {
        pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = Tag });
        broadcastPool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters
        {
            PoolTag = Tag,
            DataSize = Frame.MaximumSize,
            MaximumCount = MaximumBroadcastsOut,
        });
        listPool = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { PoolTag = Tag });
        return pool is not null && broadcastPool is not null && listPool is not null;
    }

    void FreePools()
    {
        if (listPool is not null) NdisFreeNetBufferListPool(listPool);
        if (broadcastPool is not null) NdisFreeNetBufferPool(broadcastPool);
        if (pool is not null) NdisFreeNetBufferPool(pool);
        listPool = null;
        broadcastPool = null;
        pool = null;
    }

    bool AllocateMdls()
    {
        bounceMdl = NdisAllocateMdl(NdisMiniportHandle, bounce);
        upMdl = NdisAllocateMdl(NdisMiniportHandle, up);
        downMdl = NdisAllocateMdl(NdisMiniportHandle, down);
        reportMdl = NdisAllocateMdl(NdisMiniportHandle, counters);
        heartbeatMdl = NdisAllocateMdl(NdisMiniportHandle, beat);
        return bounceMdl != null && upMdl != null && downMdl != null && reportMdl != null && heartbeatMdl != null;
    }

    void FreeMdls()
    {
        if (heartbeatMdl) NdisFreeMdl(heartbeatMdl);
        if (reportMdl) NdisFreeMdl(reportMdl);
        if (downMdl) NdisFreeMdl(downMdl);
        if (upMdl) NdisFreeMdl(upMdl);
        if (bounceMdl) NdisFreeMdl(bounceMdl);
        heartbeatMdl = null;
        reportMdl = null;
        downMdl = null;
        upMdl = null;
        bounceMdl = null;
    }
}
