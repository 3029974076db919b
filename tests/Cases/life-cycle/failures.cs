// case: A pool, a list pool, an MDL and a timer, each of which may fail
sealed class Edge : MiniportAdapter
{
    readonly byte[] header = new byte[64];
    NetBufferPool? packets;
    NetBufferListPool? lists;
    Mdl mdl;
    NetBuffer probe;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        packets = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 1 });
        if (packets is null)
            return NdisStatus.Resources;

        lists = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { PoolTag = 1 });
        if (lists is null)
        {
            NdisFreeNetBufferPool(packets);
            packets = null;
            return NdisStatus.Resources;
        }

        mdl = NdisAllocateMdl(NdisMiniportHandle, header);
        if (mdl.IsNull)
        {
            NdisFreeNetBufferListPool(lists);
            lists = null;
            NdisFreeNetBufferPool(packets);
            packets = null;
            return NdisStatus.Resources;
        }

        probe = NdisAllocateNetBuffer(packets, mdl, 0, header.Length);
        if (probe.IsNull)
        {
            NdisFreeMdl(mdl);
            mdl = default;
            NdisFreeNetBufferListPool(lists);
            lists = null;
            NdisFreeNetBufferPool(packets);
            packets = null;
            return NdisStatus.Resources;
        }

        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(probe);
        NdisFreeMdl(mdl);
        NdisFreeNetBufferListPool(lists!);
        NdisFreeNetBufferPool(packets!);
    }
}

// case: The third failure forgets the first, the fourth forgets the third
sealed class Edge : MiniportAdapter
{
    readonly byte[] header = new byte[64];
    NetBufferPool? packets;
    NetBufferListPool? lists;
    Mdl mdl;
    NetBuffer probe;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        packets = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 1 });
        if (packets is null)
            return NdisStatus.Resources;
        lists = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { PoolTag = 1 });
        if (lists is null)
        {
            NdisFreeNetBufferPool(packets);
            return NdisStatus.Resources;
        }

        mdl = NdisAllocateMdl(NdisMiniportHandle, header);
        if (mdl.IsNull)
        {
            NdisFreeNetBufferListPool(lists);
            return NdisStatus.Resources; // NDIS0001
        }

        probe = NdisAllocateNetBuffer(packets, mdl, 0, header.Length);
        if (probe.IsNull)
        {
            NdisFreeNetBufferListPool(lists);
            NdisFreeNetBufferPool(packets);
            return NdisStatus.Resources; // NDIS0001
        }

        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(probe);
        NdisFreeMdl(mdl);
        NdisFreeNetBufferListPool(lists!);
        NdisFreeNetBufferPool(packets!);
    }
}

// case: One label per step, jumped to from below
sealed class Labels : MiniportAdapter
{
    readonly byte[] header = new byte[64];
    NetBufferPool? packets;
    Mdl mdl;
    NetBuffer first, second;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        var status = NdisStatus.Resources;
        packets = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 2 });
        if (packets == null)
            goto Exit;
        mdl = NdisAllocateMdl(NdisMiniportHandle, header);
        if (!mdl)
            goto FreePool;
        first = NdisAllocateNetBuffer(packets, mdl, 0, 32);
        if (!first)
            goto FreeMdl;
        second = NdisAllocateNetBuffer(packets, mdl, 32, 32);
        if (!second)
            goto FreeFirst;
        status = NdisStatus.Success;
        goto Exit;

    FreeFirst:
        NdisFreeNetBuffer(first);
    FreeMdl:
        NdisFreeMdl(mdl);
    FreePool:
        NdisFreeNetBufferPool(packets);
    Exit:
        return status;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(second);
        NdisFreeNetBuffer(first);
        NdisFreeMdl(mdl);
        NdisFreeNetBufferPool(packets!);
    }
}

// case: A jump to the wrong label skips one
sealed class Labels : MiniportAdapter
{
    readonly byte[] header = new byte[64];
    NetBufferPool? packets;
    Mdl mdl;
    NetBuffer first, second;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        var status = NdisStatus.Resources;
        packets = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 2 });
        if (packets == null)
            goto Exit;
        mdl = NdisAllocateMdl(NdisMiniportHandle, header);
        if (!mdl)
            goto FreePool;
        first = NdisAllocateNetBuffer(packets, mdl, 0, 32);
        if (!first)
            goto FreeMdl;
        second = NdisAllocateNetBuffer(packets, mdl, 32, 32);
        if (!second)
            goto FreeMdl;
        status = NdisStatus.Success;
        goto Exit;

    FreeMdl:
        NdisFreeMdl(mdl);
    FreePool:
        NdisFreeNetBufferPool(packets);
    Exit:
        return status; // NDIS0001
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(second);
        NdisFreeNetBuffer(first);
        NdisFreeMdl(mdl);
        NdisFreeNetBufferPool(packets!);
    }
}

// case: Halt frees the pool before what came out of it
sealed class WrongOrder : MiniportAdapter
{
    NetBufferPool? packets;
    NetBuffer probe;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        packets = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 3 });
        if (packets is null)
            return NdisStatus.Resources;
        probe = NdisAllocateNetBuffer(packets, default, 0, 0);
        if (!probe.IsNull)
            return NdisStatus.Success;
        NdisFreeNetBufferPool(packets);
        return NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (packets is not null)
            NdisFreeNetBufferPool(packets); // NDIS0009
        if (probe)
            NdisFreeNetBuffer(probe);
    }
}

// case: Started in Restart, stopped in Pause, by helpers with a flag
sealed class Flagged(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer beacon;
    bool running;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus Restart(MiniportRestartParameters parameters) => Start() ? NdisStatus.Success : NdisStatus.Resources;

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        Stop();
        return NdisStatus.Success;
    }

    bool Start()
    {
        if (running)
            return true;
        beacon = NdisAllocateNetBuffer(pool, mdl, 0, 32);
        running = !beacon.IsNull;
        return running;
    }

    void Stop()
    {
        if (!running)
            return;
        running = false;
        NdisFreeNetBuffer(beacon);
    }

    public override void HaltEx(NdisHaltAction action) => Stop();
}

// case: The flag goes down, the beacon stays
sealed class Flagged(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer beacon;
    bool running;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        beacon = NdisAllocateNetBuffer(pool, mdl, 0, 32); // NDIS0002
        running = !beacon.IsNull;
        return running ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        running = false;
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) // NDIS0001
    {
        if (running)
            NdisFreeNetBuffer(beacon);
    }
}

// case: States in an enum decide what there is to free
enum AdapterState { Closed, Opening, Open }

sealed class Stateful(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    AdapterState state;
    NetBuffer control, data;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        control = NdisAllocateNetBuffer(pool, mdl, 0, 16);
        if (control.IsNull)
            return NdisStatus.Resources;
        state = AdapterState.Opening;
        data = NdisAllocateNetBuffer(pool, mdl, 16, 16);
        if (data.IsNull)
        {
            Close();
            return NdisStatus.Resources;
        }

        state = AdapterState.Open;
        return NdisStatus.Success;
    }

    void Close()
    {
        switch (state)
        {
            case AdapterState.Open:
                NdisFreeNetBuffer(data);
                goto case AdapterState.Opening;
            case AdapterState.Opening:
                NdisFreeNetBuffer(control);
                break;
            case AdapterState.Closed:
                break;
        }

        state = AdapterState.Closed;
    }

    public override void HaltEx(NdisHaltAction action) => Close();
}

// case: The state is set too late
enum AdapterState { Closed, Opening, Open }

sealed class Stateful(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    AdapterState state;
    NetBuffer control, data;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        control = NdisAllocateNetBuffer(pool, mdl, 0, 16);
        if (control.IsNull)
            return NdisStatus.Resources;
        data = NdisAllocateNetBuffer(pool, mdl, 16, 16);
        if (data.IsNull)
        {
            Close();
            return NdisStatus.Resources; // NDIS0001
        }

        state = AdapterState.Open;
        return NdisStatus.Success;
    }

    void Close()
    {
        if (state == AdapterState.Open)
        {
            NdisFreeNetBuffer(data);
            NdisFreeNetBuffer(control);
        }

        state = AdapterState.Closed;
    }

    public override void HaltEx(NdisHaltAction action) => Close();
}

// case: Static handlers over a context, helpers that take the context
sealed class AdapterContext
{
    public NdisHandle? Handle;
    public NetBufferPool? Pool;
    public NetBuffer Beacon;
    public bool Paused = true;
}

static class Driver
{
    static NdisHandle? registration;

    [MiniportRole(MiniportRole.DriverEntry)]
    public static NdisStatus DriverEntry()
    {
        var characteristics = new MiniportDriverCharacteristics();
        characteristics.InitializeEx = MpInitialize;
        characteristics.HaltEx = MpHalt;
        characteristics.Pause = MpPause;
        characteristics.Restart = MpRestart;
        characteristics.DriverUnload = MpUnload;
        return NdisMRegisterMiniportDriver(characteristics, out registration);
    }

    static void MpUnload(NdisHandle driver) => NdisMDeregisterMiniportDriver(registration!);

    static NdisStatus MpInitialize(NdisHandle handle, object? driverContext, MiniportInitParameters parameters)
    {
        var adapter = new AdapterContext { Handle = handle };
        var status = AllocateResources(adapter);
        if (status != NdisStatus.Success)
            return status;
        status = NdisMSetMiniportAttributes(handle, adapter);
        if (status != NdisStatus.Success)
            FreeResources(adapter);
        return status;
    }

    static NdisStatus AllocateResources(AdapterContext adapter)
    {
        adapter.Pool = NdisAllocateNetBufferPool(adapter.Handle, new NetBufferPoolParameters { PoolTag = 4 });
        if (adapter.Pool is null)
            return NdisStatus.Resources;
        adapter.Beacon = NdisAllocateNetBuffer(adapter.Pool, default, 0, 0);
        if (adapter.Beacon.IsNull)
        {
            NdisFreeNetBufferPool(adapter.Pool);
            adapter.Pool = null;
            return NdisStatus.Resources;
        }

        return NdisStatus.Success;
    }

    static void FreeResources(AdapterContext adapter)
    {
        if (!adapter.Beacon.IsNull)
        {
            NdisFreeNetBuffer(adapter.Beacon);
            adapter.Beacon = default;
        }

        if (adapter.Pool is not null)
        {
            NdisFreeNetBufferPool(adapter.Pool);
            adapter.Pool = null;
        }
    }

    static NdisStatus MpPause(object? context, MiniportPauseParameters parameters)
    {
        ((AdapterContext)context!).Paused = true;
        return NdisStatus.Success;
    }

    static NdisStatus MpRestart(object? context, MiniportRestartParameters parameters)
    {
        ((AdapterContext)context!).Paused = false;
        return NdisStatus.Success;
    }

    static void MpHalt(object? context, NdisHaltAction action)
    {
        var adapter = (AdapterContext)context!;
        FreeResources(adapter);
    }
}

// case: Static handlers whose failed attributes leave everything
sealed class AdapterContext
{
    public NetBufferPool? Pool;
    public NetBuffer Beacon;
}

static class Driver
{
    public static NdisStatus Register(out NdisHandle driver) => NdisMRegisterMiniportDriver(new MiniportDriverCharacteristics
    {
        InitializeEx = MpInitialize,
        HaltEx = MpHalt,
    }, out driver);

    static NdisStatus MpInitialize(NdisHandle handle, object? driverContext, MiniportInitParameters parameters)
    {
        var adapter = new AdapterContext();
        adapter.Pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters { PoolTag = 4 });
        if (adapter.Pool is null)
            return NdisStatus.Resources;
        var status = NdisMSetMiniportAttributes(handle, adapter);
        if (status != NdisStatus.Success)
            return status; // NDIS0001
        adapter.Beacon = NdisAllocateNetBuffer(adapter.Pool, default, 0, 0);
        if (!adapter.Beacon)
        {
            NdisFreeNetBufferPool(adapter.Pool);
            return NdisStatus.Resources;
        }

        return NdisStatus.Success;
    }

    static void MpHalt(object? context, NdisHaltAction action)
    {
        if (context is not AdapterContext adapter)
            return;
        NdisFreeNetBuffer(adapter.Beacon);
        NdisFreeNetBufferPool(adapter.Pool!);
    }
}

// case: A bind that gives everything up and hands on why
class EchoBinding : ProtocolBinding
{
    readonly byte[] bytes = new byte[64];
    NdisHandle? opened;
    Mdl mdl;

    public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
    {
        mdl = NdisAllocateMdl(null, bytes);
        if (mdl.IsNull)
            return NdisStatus.Resources;
        var status = NdisOpenAdapterEx(NdisBindingHandle, this, parameters.BindContext!, out opened);
        if (status != NdisStatus.Success)
            NdisFreeMdl(mdl);
        return status;
    }

    public override void ProtocolUnbindAdapterEx()
    {
        NdisCloseAdapterEx(opened!);
        NdisFreeMdl(mdl);
    }
}

// case: A bind that gives everything up and says that it is pending
class EchoBinding : ProtocolBinding
{
    readonly byte[] bytes = new byte[64];
    Mdl mdl;

    public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
    {
        mdl = NdisAllocateMdl(null, bytes);
        if (mdl.IsNull)
            return NdisStatus.Resources;
        if (parameters.BoundIfIndex > 0)
            return NdisStatus.Success;
        NdisFreeMdl(mdl);
        return NdisStatus.Pending;
    }

    public override void ProtocolUnbindAdapterEx() => NdisFreeMdl(mdl); // NDIS0003
}
