// case: Two adapters of one driver, each with its context, in one table
sealed class AdapterContext(int number)
{
    public int Number { get; } = number;
    public NetBufferPool? Pool;
    public NetBuffer Beacon;
    public NetBuffer Scratch;
}

static class Driver
{
    static readonly List<AdapterContext> adapters = [];
    static readonly Lock gate = new();
    static int next;

    public static NdisStatus Register(out NdisHandle driver) => NdisMRegisterMiniportDriver(new MiniportDriverCharacteristics
    {
        InitializeEx = Initialize,
        HaltEx = Halt,
        Pause = static (context, parameters) => NdisStatus.Success,
        Restart = static (context, parameters) => NdisStatus.Success,
        CheckForHangEx = CheckForHang,
    }, out driver);

    static NdisStatus Initialize(NdisHandle handle, object? driverContext, MiniportInitParameters parameters)
    {
        var adapter = new AdapterContext(Interlocked.Increment(ref next));
        var status = NdisStatus.Resources;
        adapter.Pool = NdisAllocateNetBufferPool(handle, new NetBufferPoolParameters { PoolTag = 9 });
        if (adapter.Pool is null)
            return status;
        do
        {
            adapter.Beacon = NdisAllocateNetBuffer(adapter.Pool, default, 0, 0);
            if (adapter.Beacon.IsNull)
                break;
            adapter.Scratch = NdisAllocateNetBuffer(adapter.Pool, default, 0, 0);
            if (adapter.Scratch.IsNull)
                break;
            status = NdisMSetMiniportAttributes(handle, adapter);
        }
        while (false);

        if (status != NdisStatus.Success)
        {
            Release(adapter);
            return status;
        }

        lock (gate)
            adapters.Add(adapter);
        return NdisStatus.Success;
    }

    static void Release(AdapterContext adapter)
    {
        if (!adapter.Scratch.IsNull)
            NdisFreeNetBuffer(adapter.Scratch);
        if (!adapter.Beacon.IsNull)
            NdisFreeNetBuffer(adapter.Beacon);
        if (adapter.Pool is not null)
            NdisFreeNetBufferPool(adapter.Pool);
        adapter.Scratch = default;
        adapter.Beacon = default;
        adapter.Pool = null;
    }

    static bool CheckForHang(object? context) => context is AdapterContext { Beacon.IsNull: false } adapter && adapter.Beacon.DataLength < 0;

    static void Halt(object? context, NdisHaltAction action)
    {
        var adapter = (AdapterContext)context!;
        lock (gate)
            adapters.Remove(adapter);
        Release(adapter);
    }
}

// case: An adapter of five steps whose halt undoes them in the wrong order
sealed class Nic : MiniportAdapter
{
    readonly byte[] registers = new byte[256];
    NetBufferPool? pool;
    NetBufferListPool? lists;
    Mdl mdl;
    NetBuffer control;
    NetBufferList template;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        try
        {
            pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 10 }) ?? throw new InvalidOperationException("pool");
            lists = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { PoolTag = 10 }) ?? throw new InvalidOperationException("lists");
            mdl = NdisAllocateMdl(NdisMiniportHandle, registers);
            if (mdl.IsNull)
                throw new InvalidOperationException("mdl");
            control = NdisAllocateNetBuffer(pool, mdl, 0, 16);
            if (control.IsNull)
                throw new InvalidOperationException("control");
            template = NdisAllocateNetBufferList(lists, 0, 0);
            if (template.IsNull)
                throw new InvalidOperationException("template");
            return NdisStatus.Success;
        }
        catch (InvalidOperationException)
        {
            Undo();
            return NdisStatus.Resources;
        }
    }

    void Undo()
    {
        if (template)
            NdisFreeNetBufferList(template);
        if (control)
            NdisFreeNetBuffer(control);
        if (mdl)
            NdisFreeMdl(mdl);
        if (lists is not null)
            NdisFreeNetBufferListPool(lists);
        if (pool is not null)
            NdisFreeNetBufferPool(pool);
        (template, control, mdl, lists, pool) = (default, default, default, null, null);
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeMdl(mdl);
        NdisFreeNetBufferListPool(lists!); // NDIS0009
        NdisFreeNetBufferPool(pool!); // NDIS0009
        NdisFreeNetBufferList(template);
        NdisFreeNetBuffer(control);
    }
}

// case: A common base does the pools, the derived adapter the buffers
abstract class PooledAdapter : MiniportAdapter
{
    protected NetBufferPool? Pool { get; private set; }

    public sealed override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        Pool = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 5 });
        if (Pool is null)
            return NdisStatus.Resources;
        var status = OpenCore(Pool);
        if (status != NdisStatus.Success)
        {
            NdisFreeNetBufferPool(Pool);
            Pool = null;
        }

        return status;
    }

    public sealed override void HaltEx(NdisHaltAction action)
    {
        CloseCore();
        if (Pool is not null)
            NdisFreeNetBufferPool(Pool);
        Pool = null;
    }

    protected abstract NdisStatus OpenCore(NetBufferPool pool);

    protected abstract void CloseCore();
}

sealed class Uplink : PooledAdapter
{
    NetBuffer hello;

    protected override NdisStatus OpenCore(NetBufferPool pool)
    {
        hello = NdisAllocateNetBuffer(pool, default, 0, 0);
        return hello.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    protected override void CloseCore()
    {
        if (!hello.IsNull)
            NdisFreeNetBuffer(hello);
        hello = default;
    }
}

// case: A multi-part status: all parts or none
sealed class Parts(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer a, b, c;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        a = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        b = NdisAllocateNetBuffer(pool, mdl, 8, 8);
        c = NdisAllocateNetBuffer(pool, mdl, 16, 8);
        if (!a.IsNull && !b.IsNull && !c.IsNull)
            return NdisStatus.Success;
        HaltEx(NdisHaltAction.InitializationFailed);
        return NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        Release(ref a);
        Release(ref b);
        Release(ref c);
    }

    static void Release(ref NetBuffer buffer)
    {
        if (buffer.IsNull)
            return;
        NdisFreeNetBuffer(buffer);
        buffer = default;
    }
}

// case: The receive path indicates clones and takes them back
sealed class Receiver : MiniportAdapter
{
    readonly byte[] storage = new byte[2048];
    NetBufferListPool? lists;
    Mdl mdl;
    int outstanding;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        lists = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { AllocateNetBuffer = true, PoolTag = 6 });
        if (lists is null)
            return NdisStatus.Resources;
        mdl = NdisAllocateMdl(NdisMiniportHandle, storage);
        if (mdl.IsNull)
        {
            NdisFreeNetBufferListPool(lists);
            return NdisStatus.Resources;
        }

        return NdisStatus.Success;
    }

    [MiniportRole(MiniportRole.InterruptDpc)]
    void OnFrame(object? context)
    {
        var list = NdisAllocateNetBufferAndNetBufferList(lists, 0, 0, mdl, 0, storage.Length);
        if (list.IsNull)
            return;
        Interlocked.Increment(ref outstanding);
        NdisMIndicateReceiveNetBufferLists(NdisMiniportHandle, list, 0, 1, NdisReceiveFlags.None);
    }

    public override void ReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags)
    {
        for (var list = netBufferLists; !list.IsNull;)
        {
            var next = list.Next;
            list.Next = default;
            NdisFreeNetBufferList(list);
            Interlocked.Decrement(ref outstanding);
            list = next;
        }
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeMdl(mdl);
        NdisFreeNetBufferListPool(lists!);
    }
}

// case: A reset that fails leaves the old one in place
sealed class Resets(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer window;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        window = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        return window.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override NdisStatus ResetEx(out bool addressingReset)
    {
        addressingReset = false;
        var old = window;
        window = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        if (window.IsNull)
        {
            window = old;
            return NdisStatus.Resources;
        }

        NdisFreeNetBuffer(old);
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(window);
}

sealed class ResetsBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer window;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        window = NdisAllocateNetBuffer(pool, mdl, 0, 8);
        return window.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override NdisStatus ResetEx(out bool addressingReset)
    {
        addressingReset = false;
        window = NdisAllocateNetBuffer(pool, mdl, 0, 8); // NDIS0002
        return window.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        if (window)
            NdisFreeNetBuffer(window);
    }
}
