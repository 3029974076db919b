// case: The plain driver, right and wrong
sealed class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer heartbeat;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(heartbeat);
}

sealed class LeakyNic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer heartbeat;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) // NDIS0001
    {
        Console.WriteLine($"halted: {action}");
    }
}

// case: Two are taken, one is given back
sealed class Half(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx, tx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        rx = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (!rx)
            return NdisStatus.Resources;
        tx = NdisAllocateNetBuffer(pool, mdl, 60, 60);
        if (!tx)
            return NdisStatus.Resources; // NDIS0001
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) // NDIS0001
    {
        NdisFreeNetBuffer(tx);
    }
}

// case: Nothing closes the adapter
sealed class Open(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer spare;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) // NDIS0022
    {
        spare = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0001
        return spare ? NdisStatus.Success : NdisStatus.Resources;
    }
}

// case: Restart takes and Pause gives back
sealed class Window(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer window;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        window = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return window ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        NdisFreeNetBuffer(window);
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) { }
}

sealed class LeakyWindow(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer window;
    bool paused;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        paused = false;
        window = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0002
        return window ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        paused = true;
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (window)
            NdisFreeNetBuffer(window);
    }
}

// case: A restart that fails frees what it took
sealed class Retry(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer first, second;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        first = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (!first)
            return NdisStatus.Resources;
        second = NdisAllocateNetBuffer(pool, mdl, 60, 60);
        if (second)
            return NdisStatus.Success;
        NdisFreeNetBuffer(first);
        first = default;
        return NdisStatus.Resources;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        NdisFreeNetBuffer(second);
        NdisFreeNetBuffer(first);
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) { }
}

// case: A copy per packet in the send path
sealed class Copier(NetBufferPool pool, Mdl bounce) : MiniportAdapter
{
    int dropped;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        foreach (var list in netBufferLists.Chain)
        {
            foreach (var packet in list.NetBuffers)
            {
                var copy = NdisAllocateNetBuffer(pool, bounce, 0, packet.DataLength); // NDIS0005
                if (copy.IsNull)
                {
                    list.Status = NdisStatus.Resources;
                    break;
                }

                var status = NdisCopyFromNetBufferToNetBuffer(copy, 0, packet.DataLength, packet, 0, out var copied);
                if (status != NdisStatus.Success || copied < packet.DataLength)
                {
                    dropped++;
                    continue;
                }

                NdisFreeNetBuffer(copy);
            }
        }

        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    public override void HaltEx(NdisHaltAction action) => Console.WriteLine(dropped);
}

// case: The driver's own pools, opened and closed
sealed class Pools : MiniportAdapter
{
    NetBufferPool? pool;
    NetBuffer probe;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 0x31, DataSize = 0 });
        if (pool is null)
            return NdisStatus.Resources;
        probe = NdisAllocateNetBuffer(pool, default, 0, 0);
        if (probe.IsNull)
        {
            NdisFreeNetBufferPool(pool);
            return NdisStatus.Resources;
        }

        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(probe);
        NdisFreeNetBufferPool(pool!);
    }
}

sealed class LeakyPools : MiniportAdapter
{
    NetBufferPool? pool;
    NetBuffer probe;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 0x31, DataSize = 0 });
        if (pool is null)
            return NdisStatus.Resources;
        probe = NdisAllocateNetBuffer(pool, default, 0, 0);
        if (probe.IsNull)
            return NdisStatus.Resources; // NDIS0001
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(probe);
        NdisFreeNetBufferPool(pool!);
    }
}

// case: The reset handler replaces the buffer
sealed class Resetting(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer control;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        control = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return control ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override bool CheckForHangEx() => control.DataLength == 0;

    public override NdisStatus ResetEx(out bool addressingReset)
    {
        addressingReset = true;
        var fresh = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (!fresh)
            return NdisStatus.Resources;
        NdisFreeNetBuffer(control);
        control = fresh;
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(control);
}

sealed class ResettingBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer control;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        control = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return control ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override NdisStatus ResetEx(out bool addressingReset)
    {
        addressingReset = true;
        NdisFreeNetBuffer(control); // NDIS0010
        control = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return control ? NdisStatus.Success : NdisStatus.Failure;
    }

    public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(control);
}

// case: Halt is judged on every action
sealed class Actions(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer spare;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        spare = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return spare ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action) // NDIS0001
    {
        switch (action)
        {
            case NdisHaltAction.SurpriseRemoved:
                Console.WriteLine("gone");
                break;
            default:
                NdisFreeNetBuffer(spare);
                break;
        }
    }
}

// case: An OID sets and clears
sealed class Oids(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    const uint Enable = 1, Disable = 2;
    NetBuffer monitor;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus OidRequest(NdisOidRequest request)
    {
        switch (request.Oid)
        {
            case Enable when monitor.IsNull:
                monitor = NdisAllocateNetBuffer(pool, mdl, 0, 60);
                return monitor ? NdisStatus.Success : NdisStatus.Resources;
            case Disable when !monitor.IsNull:
                NdisFreeNetBuffer(monitor);
                monitor = default;
                return NdisStatus.Success;
            default:
                return NdisStatus.NotSupported;
        }
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (monitor)
            NdisFreeNetBuffer(monitor);
    }
}

sealed class OidsBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    const uint Enable = 1, Disable = 2;
    NetBuffer monitor;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus OidRequest(NdisOidRequest request)
    {
        switch (request.Oid)
        {
            case Enable:
                monitor = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0002
                return monitor ? NdisStatus.Success : NdisStatus.Resources;
            case Disable when !monitor.IsNull:
                NdisFreeNetBuffer(monitor);
                monitor = default;
                return NdisStatus.Success;
            default:
                return NdisStatus.NotSupported;
        }
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (monitor)
            NdisFreeNetBuffer(monitor);
    }
}

// case: A timer's function is a handler
sealed class Timed(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NdisTimer? timer;
    NetBuffer last;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) =>
        NdisAllocateTimerObject(NdisMiniportHandle, new NdisTimerCharacteristics { TimerFunction = OnTick }, out timer);

    void OnTick(object? context)
    {
        if (last)
            NdisFreeNetBuffer(last);
        last = NdisAllocateNetBuffer(pool, mdl, 0, 60);
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeTimerObject(timer!);
        if (last)
            NdisFreeNetBuffer(last);
    }
}

sealed class TimedBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NdisTimer? timer;
    NetBuffer last;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) =>
        NdisAllocateTimerObject(NdisMiniportHandle, new NdisTimerCharacteristics { TimerFunction = OnTick }, out timer);

    void OnTick(object? context)
    {
        last = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0002
        if (last)
            last.DataLength = 3;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeTimerObject(timer!);
        if (last)
            NdisFreeNetBuffer(last);
    }
}

// case: Two adapters of one driver do not mix
sealed class Wan(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer spare;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        spare = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        return spare ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(spare);
}

sealed class Lan(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer spare;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        spare = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        return spare ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action) => spare = default;
}

// case: A flag beside the field, and a helper that knows neither
sealed class Flagged(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer kept;
    bool isKept;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    NetBuffer Make() => NdisAllocateNetBuffer(pool, mdl, 0, 60);

    public override bool CheckForHangEx()
    {
        var other = Make();
        if (!isKept)
        {
            kept = NdisAllocateNetBuffer(pool, mdl, 0, 60);
            isKept = !kept.IsNull;
        }
        if (other)
            NdisFreeNetBuffer(other);
        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (isKept)
            NdisFreeNetBuffer(kept);
    }
}

// case: A flag that helpers set and clear says whether there is something to free
sealed class Marked(NetBufferListPool lists) : MiniportAdapter
{
    NetBufferList spare;
    bool hasSpare;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        spare = NdisAllocateNetBufferList(lists, 0, 0);
        if (spare)
            Mark();
        return NdisStatus.Success;
    }

    public override bool CheckForHangEx()
    {
        if (hasSpare)
        {
            NdisFreeNetBufferList(spare);
            Unmark();
        }

        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (hasSpare)
            NdisFreeNetBufferList(spare);
    }

    void Mark() => hasSpare = true;

    void Unmark() => hasSpare = false;
}

sealed class MarkedTooOften(NetBufferListPool lists) : MiniportAdapter
{
    NetBufferList spare;
    bool hasSpare;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        spare = NdisAllocateNetBufferList(lists, 0, 0);
        if (spare)
            Mark();
        return NdisStatus.Success;
    }

    public override bool CheckForHangEx()
    {
        if (hasSpare)
        {
            NdisFreeNetBufferList(spare); // NDIS0003
            Mark();
        }

        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (hasSpare)
            NdisFreeNetBufferList(spare);
    }

    void Mark() => hasSpare = true;
}

// case: A flag that nobody sets is read, or cleared, by a helper
sealed class NeverMarked(NetBufferListPool lists) : MiniportAdapter
{
    NetBufferList spare;
    bool hasSpare = false;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        NdisFreeNetBufferList(NdisAllocateNetBufferList(lists, 0, 0)!);
        return NdisStatus.Success;
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        Look();
        Clear();
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    void Look()
    {
        if (hasSpare)
            Console.WriteLine("there is a spare");
    }

    void Clear() => hasSpare = false;

    public override void HaltEx(NdisHaltAction action)
    {
        if (hasSpare)
            NdisFreeNetBufferList(spare);
    }
}

// case: A null that one handler puts into a queue, with the help of a method, is taken out by another
sealed class Queued(NetBufferListPool lists) : MiniportAdapter
{
    readonly Queue<NetBufferList> kept = new();

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        Keep();
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    void Keep()
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0); // NDIS0005
        if (list.IsNull)
            kept.Enqueue(list);
    }

    public override void HaltEx(NdisHaltAction action)
    {
        while (kept.TryDequeue(out var list))
            NdisFreeNetBufferList(list); // NDIS0010
    }
}

sealed class QueuedRightly(NetBufferListPool lists) : MiniportAdapter
{
    readonly Queue<NetBufferList> kept = new();

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        Keep();
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    void Keep()
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list)
            kept.Enqueue(list);
    }

    public override void HaltEx(NdisHaltAction action)
    {
        while (kept.TryDequeue(out var list))
            NdisFreeNetBufferList(list);
    }
}

// case: A timer that was made is there when the adapter halts
sealed class Beating(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NdisTimer? timer;
    NetBuffer beat;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) =>
        NdisAllocateTimerObject(NdisMiniportHandle, new NdisTimerCharacteristics { TimerFunction = Tick }, out timer);

    void Tick(object? context)
    {
    }

    public override bool CheckForHangEx()
    {
        if (beat.IsNull)
            beat = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return false;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (timer is null)
            return;
        NdisFreeTimerObject(timer);
        if (!beat.IsNull)
            NdisFreeNetBuffer(beat);
    }
}
