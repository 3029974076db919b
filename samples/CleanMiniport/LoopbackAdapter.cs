using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace CleanMiniport;

/// <summary>A miniport without hardware: what is sent comes back up as if it had been received.</summary>
/// <remarks>
/// What lives how long:
/// the pools, the MDLs and the announcement from InitializeEx to HaltEx, the report from Restart to Pause,
/// a bounced frame for the length of a send, a broadcast from its send to its return, a heartbeat for the length of a timer call.
/// </remarks>
internal sealed partial class LoopbackAdapter : MiniportAdapter
{
    private const uint Tag = 0x706F6F4C; // "Loop"
    private const int AnnouncementSize = Frame.HeaderSize + 4;
    private const int ReportSize = Frame.HeaderSize + 8;

    private readonly byte[] address = [0x02, 0x00, 0x5E, 0x10, 0x00, 0x01];
    private readonly byte[] bounce = new byte[Frame.MaximumSize];
    private readonly byte[] control = new byte[AnnouncementSize];
    private readonly byte[] counters = new byte[ReportSize];
    private readonly byte[] beat = new byte[HeartbeatSize];

    private NetBufferPool? pool;
    private NetBufferPool? broadcastPool;
    private NetBufferListPool? listPool;
    private Mdl bounceMdl;
    private Mdl announcementMdl;
    private Mdl reportMdl;
    private Mdl heartbeatMdl;
    private NetBuffer announcement;
    private NetBuffer report;
    private NdisTimer? heartbeat;
    private bool paused = true;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        if (!AllocatePools() || !AllocateMdls())
        {
            FreeMdls();
            FreePools();
            return NdisStatus.Resources;
        }

        announcement = NdisAllocateNetBuffer(pool, announcementMdl, 0, AnnouncementSize);
        if (!announcement)
        {
            FreeMdls();
            FreePools();
            return NdisStatus.Resources;
        }

        var timer = new NdisTimerCharacteristics { TimerFunction = OnHeartbeat, AllocationTag = Tag };
        var status = NdisAllocateTimerObject(NdisMiniportHandle, timer, out heartbeat);
        if (status != NdisStatus.Success)
        {
            NdisFreeNetBuffer(announcement);
            announcement = null;
            FreeMdls();
            FreePools();
            return status;
        }

        Frame.WriteHeader(control, address);
        Frame.WriteHeader(counters, address);
        Frame.WriteHeader(beat, address);
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (heartbeat is not null)
        {
            NdisFreeTimerObject(heartbeat);
            heartbeat = null;
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
        report = NdisAllocateNetBuffer(pool, reportMdl, 0, ReportSize);
        if (!report) return NdisStatus.Resources;

        var status = Announce();
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
        if (report)
        {
            NdisFreeNetBuffer(report);
            report = null;
        }
        // Broadcasts that a receiver still holds have to come back before the pause is over: see ReturnNetBufferLists.
        return broadcastsOut == 0 ? NdisStatus.Success : NdisStatus.Pending;
    }

    private bool AllocatePools()
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

    private void FreePools()
    {
        if (listPool is not null) NdisFreeNetBufferListPool(listPool);
        if (broadcastPool is not null) NdisFreeNetBufferPool(broadcastPool);
        if (pool is not null) NdisFreeNetBufferPool(pool);
        listPool = null;
        broadcastPool = null;
        pool = null;
    }

    private bool AllocateMdls()
    {
        bounceMdl = NdisAllocateMdl(NdisMiniportHandle, bounce);
        announcementMdl = NdisAllocateMdl(NdisMiniportHandle, control);
        reportMdl = NdisAllocateMdl(NdisMiniportHandle, counters);
        heartbeatMdl = NdisAllocateMdl(NdisMiniportHandle, beat);
        return bounceMdl != null && announcementMdl != null && reportMdl != null && heartbeatMdl != null;
    }

    private void FreeMdls()
    {
        if (heartbeatMdl) NdisFreeMdl(heartbeatMdl);
        if (reportMdl) NdisFreeMdl(reportMdl);
        if (announcementMdl) NdisFreeMdl(announcementMdl);
        if (bounceMdl) NdisFreeMdl(bounceMdl);
        heartbeatMdl = null;
        reportMdl = null;
        announcementMdl = null;
        bounceMdl = null;
    }
}
