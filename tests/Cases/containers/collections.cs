// case: A list is filled and drained in one method
class Lists(LeasePool pool)
{
    public void Good(int count)
    {
        var leases = new List<Lease>();
        for (var i = 0; i < count; i++)
            leases.Add(pool.Rent(i));
        foreach (var lease in leases)
            pool.Return(lease);
        leases.Clear();
    }

    public void Bad(int count)
    {
        var leases = new List<Lease>();
        for (var i = 0; i < count; i++)
            leases.Add(pool.Rent(i)); // NDIS0005
        leases.Clear();
    }

    public void ForEach(int count)
    {
        var leases = new List<Lease>(count);
        while (leases.Count < count)
            leases.Add(pool.Rent(8));
        leases.ForEach(lease => lease.Dispose());
    }

    public void Linq(int count)
    {
        var leases = Enumerable.Range(0, count).Select(pool.Rent).ToList();
        foreach (var lease in leases)
            lease.Dispose();
    }
}

// case: A list of a disposable is drained by Dispose
sealed class Fleet(LeasePool pool) : IDisposable
{
    readonly List<Lease> leases = [];

    public Lease Add(int size)
    {
        var lease = pool.Rent(size);
        leases.Add(lease);
        return lease;
    }

    public void Remove(Lease lease)
    {
        if (leases.Remove(lease))
            pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var lease in leases)
            pool.Return(lease);
        leases.Clear();
    }
}

sealed class FleetBadly(LeasePool pool) : IDisposable
{
    readonly List<Lease> leases = [];

    public void Add(int size) => leases.Add(pool.Rent(size)); // NDIS0005

    public void Dispose() => leases.Clear();
}

// case: A queue between two handlers of a driver
sealed class Queueing(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    readonly Queue<NetBuffer> pending = new();

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void SendNetBufferLists(NetBufferList lists, uint port, NdisSendFlags flags)
    {
        var copy = NdisAllocateNetBuffer(pool, mdl, 0, 100);
        if (copy)
            pending.Enqueue(copy);
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, lists, NdisSendCompleteFlags.None);
    }

    public override void InterruptDpc()
    {
        if (pending.TryDequeue(out var nb))
            NdisFreeNetBuffer(nb);
    }

    public override void HaltEx(NdisHaltAction action)
    {
        while (pending.Count > 0)
            NdisFreeNetBuffer(pending.Dequeue());
    }
}

sealed class QueueingBadly(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    readonly Queue<NetBuffer> pending = new();

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void SendNetBufferLists(NetBufferList lists, uint port, NdisSendFlags flags)
    {
        var copy = NdisAllocateNetBuffer(pool, mdl, 0, 100);
        if (copy)
            pending.Enqueue(copy);
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, lists, NdisSendCompleteFlags.None);
    }

    public override void InterruptDpc()
    {
        if (pending.TryDequeue(out var nb))
            NdisFreeNetBuffer(nb);
    }

    public override void HaltEx(NdisHaltAction action) // NDIS0001
    {
        if (pending.TryDequeue(out var nb))
            NdisFreeNetBuffer(nb);
    }
}

// case: A concurrent queue is drained until it is empty
sealed class Concurrent(LeasePool pool) : IDisposable
{
    readonly ConcurrentQueue<Lease> ready = new();

    public void Produce(byte[] data)
    {
        var lease = pool.Rent(data.Length);
        lease.Write(data);
        ready.Enqueue(lease);
    }

    public int Consume()
    {
        if (!ready.TryDequeue(out var lease))
            return 0;
        var length = lease.Length;
        pool.Return(lease);
        return length;
    }

    public void Dispose()
    {
        while (ready.TryDequeue(out var lease))
            pool.Return(lease);
    }
}

sealed class ConcurrentBadly(LeasePool pool) : IDisposable
{
    readonly ConcurrentBag<Lease> ready = [];

    public void Produce(int size) => ready.Add(pool.Rent(size)); // NDIS0005

    public int Consume()
    {
        if (!ready.TryTake(out var lease))
            return 0;
        var length = lease.Length;
        return length;
    }

    public void Dispose()
    {
        while (ready.TryTake(out var lease))
            Console.WriteLine(lease.Length);
    }
}

// case: A dictionary by key
sealed class Sessions(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public void Open(int id, int size)
    {
        if (byId.ContainsKey(id))
            return;
        byId[id] = pool.Rent(size);
    }

    public void Close(int id)
    {
        if (byId.Remove(id, out var lease))
            pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var (_, lease) in byId)
            pool.Return(lease);
    }
}

sealed class SessionsByValues(LeasePool pool) : IDisposable
{
    readonly Dictionary<string, Lease> byName = new(StringComparer.Ordinal);

    public Lease Get(string name)
    {
        if (!byName.TryGetValue(name, out var lease))
            byName.Add(name, lease = pool.Rent(name.Length));
        return lease;
    }

    public void Dispose()
    {
        foreach (var lease in byName.Values)
            lease.Dispose();
        byName.Clear();
    }
}

sealed class SessionsBadly(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Lease> byId = [];

    public void Open(int id, int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (size > 3)
            byId.Add(id, lease);
    }

    public void Dispose()
    {
        foreach (var lease in byId.Values)
            pool.Return(lease);
    }
}

// case: Pushed and popped in one method
class Stacks(NetBufferPool pool, Mdl mdl)
{
    public void Good(int depth)
    {
        var stack = new Stack<NetBuffer>();
        for (var i = 0; i < depth; i++)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
            if (nb.IsNull)
                break;
            stack.Push(nb);
        }

        while (stack.TryPop(out var top))
            NdisFreeNetBuffer(top);
    }

    public void Bad(int depth)
    {
        var stack = new Stack<NetBuffer>();
        for (var i = 0; i < depth; i++)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005
            if (nb.IsNull)
                return;
            stack.Push(nb);
        }

        while (stack.Count > 0)
            NdisFreeNetBuffer(stack.Pop());
    }
}

// case: A channel between a writer and a reader
sealed class Pipe(LeasePool pool)
{
    readonly Channel<Lease> channel = Channel.CreateUnbounded<Lease>();

    public async Task WriteAsync(byte[] data)
    {
        var lease = pool.Rent(data.Length);
        lease.Write(data);
        await channel.Writer.WriteAsync(lease);
    }

    public bool TryWrite(byte[] data)
    {
        var lease = pool.Rent(data.Length);
        if (channel.Writer.TryWrite(lease))
            return true;
        pool.Return(lease);
        return false;
    }

    public async Task ReadAsync()
    {
        await foreach (var lease in channel.Reader.ReadAllAsync())
            pool.Return(lease);
    }
}

// case: A linked list of the framework
sealed class Recent(LeasePool pool) : IDisposable
{
    readonly LinkedList<Lease> order = new();

    public void Touch(int size)
    {
        order.AddFirst(pool.Rent(size));
        if (order.Count > 16)
        {
            var last = order.Last!.Value;
            order.RemoveLast();
            pool.Return(last);
        }
    }

    public void Dispose()
    {
        while (order.First is { } first)
        {
            order.RemoveFirst();
            pool.Return(first.Value);
        }
    }
}

// case: A chain through the objects themselves
class Chains(NetBufferPool pool, Mdl mdl)
{
    public void Good(int count)
    {
        NetBuffer head = default;
        for (var i = 0; i < count; i++)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, i, 1);
            if (nb.IsNull)
                break;
            nb.Next = head;
            head = nb;
        }

        while (head)
        {
            var next = head.Next;
            NdisFreeNetBuffer(head);
            head = next;
        }
    }

    public void Stale(int count)
    {
        NetBuffer head = default;
        for (var i = 0; i < count; i++)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, i, 1);
            if (nb.IsNull)
                break;
            nb.Next = head;
            head = nb;
        }

        while (head)
        {
            NdisFreeNetBuffer(head);
            head = head.Next; // NDIS0004
        }
    }

    public void Bad(int count)
    {
        NetBuffer head = default;
        for (var i = 0; i < count; i++)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, i, 1); // NDIS0005
            if (nb.IsNull)
                return;
            nb.Next = head;
            head = nb;
        }

        for (var nb = head; nb;)
        {
            var next = nb.Next;
            NdisFreeNetBuffer(nb);
            nb = next;
        }
    }
}

// case: A chain of leases kept in a field
sealed class FreeList(LeasePool pool) : IDisposable
{
    Lease? head;

    public void Push(int size) => head = new Func<Lease, Lease>(fresh => { fresh.Next = head; return fresh; })(pool.Rent(size));

    public void PushPlainly(int size)
    {
        var fresh = pool.Rent(size);
        fresh.Next = head;
        head = fresh;
    }

    public void Dispose()
    {
        while (head is { } first)
        {
            head = first.Next;
            pool.Return(first);
        }
    }
}

// case: A NET_BUFFER hangs on a list that is indicated
class Indicating(NetBufferPool pool, NetBufferListPool lists, Mdl mdl, NdisHandle adapter)
{
    public void Good()
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
        list.SourceHandle = adapter;
        NdisMIndicateReceiveNetBufferLists(adapter, list, 0, 1, NdisReceiveFlags.None);
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60); // NDIS0005
        if (nb.IsNull)
            return;
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list.IsNull)
            return;
        list.FirstNetBuffer = nb;
        list.SourceHandle = adapter;
        NdisMIndicateReceiveNetBufferLists(adapter, list, 0, 1, NdisReceiveFlags.None);
    }

    public void LentBadly()
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0); // NDIS0005
        if (list)
            NdisMIndicateReceiveNetBufferLists(adapter, list, 0, 1, NdisReceiveFlags.DispatchLevel | NdisReceiveFlags.Resources);
    }

    public void HandedUp(bool isUrgent)
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list)
            NdisMIndicateReceiveNetBufferLists(adapter, list, 0, 1, isUrgent ? NdisReceiveFlags.DispatchLevel : NdisReceiveFlags.None);
    }

    public void LentWhenShort(bool isShort)
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list.IsNull)
            return;
        NdisMIndicateReceiveNetBufferLists(adapter, list, 0, 1, isShort ? NdisReceiveFlags.Resources : NdisReceiveFlags.None);
        if (isShort)
            NdisFreeNetBufferList(list);
    }

    public void Lent()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        if (nb.IsNull)
            return;
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (list)
        {
            list.FirstNetBuffer = nb;
            NdisMIndicateReceiveNetBufferLists(adapter, list, 0, 1, NdisReceiveFlags.Resources);
            list.FirstNetBuffer = default;
            NdisFreeNetBufferList(list);
        }

        NdisFreeNetBuffer(nb);
    }
}

// case: Added to a collection and lost when it is full
class Bounded(LeasePool pool)
{
    readonly BlockingCollection<Lease> box = new(boundedCapacity: 8);
    readonly HashSet<Lease> set = [];

    public void Good(int size)
    {
        var lease = pool.Rent(size);
        if (!box.TryAdd(lease))
            pool.Return(lease);
    }

    public void AlsoGood(int size)
    {
        var lease = pool.Rent(size);
        if (!set.Add(lease))
            lease.Dispose();
    }

    public void Bad(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (box.Count < 8)
            box.Add(lease);
    }
}

// case: Two lists, and only one is drained
class TwoLists(LeasePool pool)
{
    public void Run(int[] sizes)
    {
        List<Lease> small = [], large = [];
        foreach (var size in sizes)
        {
            var lease = pool.Rent(size); // NDIS0005
            (size < 64 ? small : large).Add(lease);
        }

        foreach (var lease in small)
            pool.Return(lease);
    }

    public void RunWell(int[] sizes)
    {
        List<Lease> small = [], large = [];
        foreach (var size in sizes)
        {
            var lease = pool.Rent(size);
            if (size < 64)
                small.Add(lease);
            else
                large.Add(lease);
        }

        foreach (var lease in small.Concat(large))
            pool.Return(lease);
    }
}

// case: Removed by index, and the removed one forgotten
class Indexed(LeasePool pool)
{
    public void Good(int size)
    {
        List<Lease> leases = [pool.Rent(size), pool.Rent(size)];
        for (var i = leases.Count - 1; i >= 0; i--)
        {
            pool.Return(leases[i]);
            leases.RemoveAt(i);
        }
    }

    public void Bad(int size)
    {
        List<Lease> leases = [pool.Rent(size)]; // NDIS0005
        if (size > 3)
            leases.RemoveAt(0);
        foreach (var lease in leases)
            pool.Return(lease);
    }
}
