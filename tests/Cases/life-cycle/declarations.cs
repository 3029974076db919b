// case: Static handlers and a context class
sealed class Context
{
    public required NetBufferPool Pool { get; init; }
    public NetBuffer Beacon;
}

static class Driver
{
    static NdisHandle? handle;

    public static NdisStatus DriverEntry(NetBufferPool pool)
    {
        var status = NdisMRegisterMiniportDriver(new MiniportDriverCharacteristics
        {
            MiniportDriverContext = pool,
            InitializeEx = Initialize,
            HaltEx = Halt,
            SendNetBufferLists = Send,
        }, out var driver);
        handle = driver;
        return status;
    }

    static NdisStatus Initialize(NdisHandle adapter, object? driverContext, MiniportInitParameters parameters)
    {
        var context = new Context { Pool = (NetBufferPool)driverContext! };
        context.Beacon = NdisAllocateNetBuffer(context.Pool, default, 0, 0);
        if (context.Beacon.IsNull)
            return NdisStatus.Resources;
        var status = NdisMSetMiniportAttributes(adapter, context);
        if (status != NdisStatus.Success)
            NdisFreeNetBuffer(context.Beacon);
        return status;
    }

    static void Send(object? context, NetBufferList lists, uint port, NdisSendFlags flags)
    {
        var adapter = (Context)context!;
        adapter.Beacon.DataLength++;
    }

    static void Halt(object? context, NdisHaltAction action)
    {
        if (context is Context { Beacon.IsNull: false } adapter)
            NdisFreeNetBuffer(adapter.Beacon);
    }
}

// case: Static handlers that forget the context's buffer
sealed class Context
{
    public required NetBufferPool Pool { get; init; }
    public NetBuffer Beacon;
    public NetBuffer Second;
}

static class Driver
{
    public static NdisStatus Register(NetBufferPool pool, out NdisHandle driver)
    {
        var characteristics = new MiniportDriverCharacteristics { MiniportDriverContext = pool };
        characteristics.InitializeEx = Initialize;
        characteristics.HaltEx = Halt;
        return NdisMRegisterMiniportDriver(characteristics, out driver);
    }

    static NdisStatus Initialize(NdisHandle adapter, object? driverContext, MiniportInitParameters parameters)
    {
        var context = new Context { Pool = (NetBufferPool)driverContext! };
        context.Beacon = NdisAllocateNetBuffer(context.Pool, default, 0, 0);
        if (context.Beacon.IsNull)
            return NdisStatus.Resources;
        context.Second = NdisAllocateNetBuffer(context.Pool, default, 0, 0);
        if (context.Second.IsNull)
            return NdisStatus.Resources; // NDIS0001
        return NdisMSetMiniportAttributes(adapter, context); // NDIS0001
    }

    static void Halt(object? context, NdisHaltAction action) // NDIS0001
    {
        var adapter = (Context)context!;
        NdisFreeNetBuffer(adapter.Second);
    }
}

// case: Attributes on the methods of a class of one's own
sealed class Marked(NetBufferPool pool)
{
    NetBuffer ring;

    [MiniportRole(MiniportRole.InitializeEx)]
    NdisStatus Start(MiniportInitParameters parameters)
    {
        ring = NdisAllocateNetBuffer(pool, default, 0, 0);
        return ring ? NdisStatus.Success : NdisStatus.Resources;
    }

    [MiniportRole(MiniportRole.HaltEx)]
    void Stop(NdisHaltAction action) => NdisFreeNetBuffer(ring);
}

sealed class MarkedBadly(NetBufferPool pool)
{
    NetBuffer ring;

    [MiniportRole(MiniportRole.InitializeEx)]
    NdisStatus Start(MiniportInitParameters parameters)
    {
        ring = NdisAllocateNetBuffer(pool, default, 0, 0);
        return ring ? NdisStatus.Success : NdisStatus.Resources;
    }

    [MiniportRole(MiniportRole.SendNetBufferLists)]
    void Send(NetBufferList lists, uint port, NdisSendFlags flags) => ring.DataLength = 3;

    [MiniportRole(MiniportRole.HaltEx)]
    void Stop(NdisHaltAction action) => Console.WriteLine(action); // NDIS0001
}

// case: A filter attaches and detaches
sealed class Filter(NetBufferPool pool)
{
    NetBuffer clone;

    [MiniportRole(MiniportRole.FilterAttach)]
    NdisStatus Attach(FilterAttachParameters parameters)
    {
        clone = NdisAllocateNetBuffer(pool, default, 0, 0);
        return clone ? NdisStatus.Success : NdisStatus.Resources;
    }

    [MiniportRole(MiniportRole.FilterDetach)]
    void Detach() => clone.DataLength = 0; // NDIS0001
}

sealed class GoodFilter(NetBufferPool pool)
{
    NetBuffer clone;

    [MiniportRole(MiniportRole.FilterAttach)]
    NdisStatus Attach(FilterAttachParameters parameters)
    {
        clone = NdisAllocateNetBuffer(pool, default, 0, 0);
        return clone ? NdisStatus.Success : NdisStatus.Resources;
    }

    [MiniportRole(MiniportRole.FilterDetach)]
    void Detach() => NdisFreeNetBuffer(clone);
}

// case: A protocol binds and unbinds
sealed class Protocol(NetBufferPool pool, Mdl mdl)
{
    NetBuffer request;

    [MiniportRole(MiniportRole.ProtocolBindAdapterEx)]
    NdisStatus Bind(ProtocolBindParameters parameters)
    {
        request = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        if (request.IsNull)
            return NdisStatus.Resources;
        if (request.DataLength < 0)
            return NdisStatus.Failure; // NDIS0001
        return NdisStatus.Success;
    }

    [MiniportRole(MiniportRole.ProtocolUnbindAdapterEx)]
    void Unbind()
    {
        NdisFreeNetBuffer(request);
        request = default;
    }
}

// case: DriverEntry keeps a template until the unload
static class Templates
{
    static readonly NetBufferPool Pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters())!;
    static NetBuffer template;

    [MiniportRole(MiniportRole.DriverEntry)]
    static NdisStatus Entry()
    {
        template = NdisAllocateNetBuffer(Pool, default, 0, 0);
        return template ? NdisStatus.Success : NdisStatus.Resources;
    }

    [MiniportRole(MiniportRole.InitializeEx)]
    static NdisStatus Initialize(NdisHandle handle, object? context, MiniportInitParameters parameters) => NdisStatus.Success;

    [MiniportRole(MiniportRole.HaltEx)]
    static void Halt(object? context, NdisHaltAction action) { }

    [MiniportRole(MiniportRole.DriverUnload)]
    static void Unload(NdisHandle driver) => NdisFreeNetBuffer(template);
}

// case: A look-alike is not registered
sealed class LookAlike(NetBufferPool pool)
{
    NetBuffer spare;

    public NdisStatus MiniportInitializeEx(NdisHandle handle, object? context, MiniportInitParameters parameters) // NDIS0020
    {
        spare = NdisAllocateNetBuffer(pool, default, 0, 0);
        return spare ? NdisStatus.Success : NdisStatus.Resources;
    }

    public void MiniportHaltEx(object? context, NdisHaltAction action) // NDIS0020
    {
        if (spare)
            NdisFreeNetBuffer(spare);
    }
}

// case: Roles as lambdas over a shared context
sealed class State
{
    public NetBuffer Buffer;
}

static class Inline
{
    static readonly NetBufferPool Pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters())!;

    public static MiniportDriverCharacteristics Good() => new()
    {
        InitializeEx = static (handle, _, _) =>
        {
            var state = new State { Buffer = NdisAllocateNetBuffer(Pool, default, 0, 0) };
            if (state.Buffer.IsNull)
                return NdisStatus.Resources;
            NdisMSetMiniportAttributes(handle, state);
            return NdisStatus.Success;
        },
        HaltEx = static (context, _) => NdisFreeNetBuffer(((State)context!).Buffer),
    };
}

// case: A base class opens, a derived class adds
abstract class Common(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    protected NetBuffer Shared;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        Shared = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        return Shared ? OnInitialized() : NdisStatus.Resources;
    }

    protected virtual NdisStatus OnInitialized() => NdisStatus.Success;

    public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(Shared);
}

sealed class Fast(NetBufferPool pool, Mdl mdl) : Common(pool, mdl)
{
    readonly NetBufferPool own = pool;
    NetBuffer extra;

    protected override NdisStatus OnInitialized()
    {
        extra = NdisAllocateNetBuffer(own, default, 0, 1);
        if (extra)
            return NdisStatus.Success;
        NdisFreeNetBuffer(Shared);
        return NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(extra);
        base.HaltEx(action);
    }
}

sealed class Slow(NetBufferPool pool, Mdl mdl) : Common(pool, mdl)
{
    readonly NetBufferPool own = pool;
    NetBuffer extra;

    protected override NdisStatus OnInitialized()
    {
        extra = NdisAllocateNetBuffer(own, default, 0, 1);
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) => base.HaltEx(action); // NDIS0001
}

// case: A helper object owns the buffers of the adapter
sealed class TransmitRing(NetBufferPool pool, Mdl mdl) : IDisposable
{
    NetBuffer current;

    public bool Prepare()
    {
        if (current)
            return true;
        current = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        return !current.IsNull;
    }

    public void Dispose()
    {
        if (current)
            NdisFreeNetBuffer(current);
        current = default;
    }
}

sealed class Composed(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    readonly TransmitRing ring = new(pool, mdl);

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => ring.Prepare() ? NdisStatus.Success : NdisStatus.Resources;

    public override void HaltEx(NdisHaltAction action) => ring.Dispose();
}

// case: A plain holder of buffers behind a field of the adapter
sealed class Buffers
{
    public NetBuffer Rx, Tx;
}

sealed class Held(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    readonly Buffers buffers = new();

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        buffers.Rx = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!buffers.Rx)
            return NdisStatus.Resources;
        buffers.Tx = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (buffers.Tx)
            return NdisStatus.Success;
        NdisFreeNetBuffer(buffers.Rx);
        return NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBuffer(buffers.Tx);
        NdisFreeNetBuffer(buffers.Rx);
    }
}

sealed class HeldBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    readonly Buffers buffers = new();

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        buffers.Rx = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        return buffers.Rx ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action) => buffers.Rx.DataLength = 0; // NDIS0001
}

// case: Indicated and returned packets
sealed class Receiving(NetBufferPool pool, NetBufferListPool lists, Mdl mdl) : MiniportAdapter
{
    int outstanding;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb.IsNull)
            return;
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list.IsNull)
        {
            NdisFreeNetBuffer(nb);
            return;
        }

        list.FirstNetBuffer = nb;
        list.SourceHandle = NdisMiniportHandle;
        outstanding++;
        NdisMIndicateReceiveNetBufferLists(NdisMiniportHandle, list, 0, 1, NdisReceiveFlags.None);
    }

    public override void ReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags)
    {
        for (var list = netBufferLists; list;)
        {
            var next = list.Next;
            NdisFreeNetBuffer(list.FirstNetBuffer);
            NdisFreeNetBufferList(list);
            outstanding--;
            list = next;
        }
    }

    public override void HaltEx(NdisHaltAction action) => Console.WriteLine(outstanding);
}

// case: A state machine in an enum
sealed class Stateful(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    enum Link { Down, Negotiating, Up }

    Link link;
    NetBuffer offer;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        switch (link)
        {
            case Link.Down:
                offer = NdisAllocateNetBuffer(pool, mdl, 0, 60);
                if (offer)
                    link = Link.Negotiating;
                break;
            case Link.Negotiating:
                NdisFreeNetBuffer(offer);
                link = Link.Up;
                break;
            case Link.Up:
                link = Link.Down;
                break;
        }
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (link == Link.Negotiating)
            NdisFreeNetBuffer(offer);
    }
}

sealed class StatefulBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    enum Link { Down, Negotiating, Up }

    Link link;
    NetBuffer offer;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void InterruptDpc()
    {
        if (link == Link.Down)
        {
            offer = NdisAllocateNetBuffer(pool, mdl, 0, 60);
            if (offer)
                link = Link.Negotiating;
        }
        else if (link == Link.Negotiating)
        {
            NdisFreeNetBuffer(offer);
            link = Link.Up;
        }
    }

    public override void HaltEx(NdisHaltAction action) // NDIS0001
    {
        if (link == Link.Up)
            link = Link.Down;
    }
}
