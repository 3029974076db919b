// case: A ring of owners over a fixed array, one writer and one reader
sealed class OwnerRing(int capacity) : IDisposable
{
    readonly IMemoryOwner<byte>?[] slots = new IMemoryOwner<byte>?[capacity];
    int read, write;

    public bool TryWrite(ReadOnlySpan<byte> data)
    {
        if (write - read == slots.Length)
            return false;
        var owner = MemoryPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(owner.Memory.Span);
        slots[write % slots.Length] = owner;
        write++;
        return true;
    }

    public IMemoryOwner<byte>? TryRead()
    {
        if (read == write)
            return null;
        var index = read % slots.Length;
        var owner = slots[index];
        slots[index] = null;
        read++;
        return owner;
    }

    public void Dispose()
    {
        foreach (var owner in slots)
            owner?.Dispose();
    }
}

// case: A ring whose reader returns what it read
sealed class Log(LeasePool pool) : IDisposable
{
    readonly Lease?[] entries = new Lease?[16];
    int next;

    public void Write(ReadOnlySpan<byte> text)
    {
        var lease = pool.Rent(text.Length);
        lease.Write(text);
        entries[next]?.Dispose();
        entries[next] = lease;
        next = (next + 1) % entries.Length;
    }

    public void Dispose()
    {
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i]?.Dispose();
            entries[i] = null;
        }
    }
}

// case: A ring that writes over what is there
sealed class Log(LeasePool pool) : IDisposable
{
    readonly Lease?[] entries = new Lease?[16];
    int next;

    public void Write(ReadOnlySpan<byte> text)
    {
        var lease = pool.Rent(text.Length); // NDIS0002
        lease.Write(text);
        entries[next] = lease;
        next = (next + 1) % entries.Length;
    }

    public void Dispose()
    {
        foreach (var lease in entries)
            lease?.Dispose();
    }
}

// case: Transmit and receive descriptors, posted and reaped
sealed class TxRing(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    const int Size = 8;
    readonly NetBuffer[] descriptors = new NetBuffer[Size];
    int posted, reaped;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        foreach (var list in netBufferLists.Chain)
        {
            list.Status = NdisStatus.Success;
            foreach (var packet in list.NetBuffers)
            {
                Reap();
                if (posted - reaped == Size)
                {
                    list.Status = NdisStatus.Resources;
                    break;
                }

                var bounce = NdisAllocateNetBuffer(pool, mdl, 0, packet.DataLength);
                if (bounce.IsNull)
                {
                    list.Status = NdisStatus.Resources;
                    break;
                }

                descriptors[posted++ & (Size - 1)] = bounce;
            }
        }

        NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);
    }

    void Reap()
    {
        while (reaped != posted && descriptors[reaped & (Size - 1)].DataLength == 0)
        {
            NdisFreeNetBuffer(descriptors[reaped & (Size - 1)]);
            reaped++;
        }
    }

    public override void HaltEx(NdisHaltAction action)
    {
        while (reaped != posted)
            NdisFreeNetBuffer(descriptors[reaped++ & (Size - 1)]);
    }
}

// case: A power-of-two ring with a mask field
sealed class MaskedRing(LeasePool pool) : IDisposable
{
    readonly Lease[] items = new Lease[64];
    readonly int mask = 63;
    uint head, tail;

    public void Push(int size)
    {
        if (tail - head > mask)
            throw new InvalidOperationException("full");
        items[tail++ & mask] = pool.Rent(size);
    }

    public bool TryPop([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Lease? lease)
    {
        if (head == tail)
        {
            lease = null;
            return false;
        }

        lease = items[head++ & mask];
        return true;
    }

    public void Dispose()
    {
        while (TryPop(out var lease))
            lease.Dispose();
    }
}

// case: A ring shut down without looking into it
sealed class ShutRing(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[32];
    int head, tail;
    bool closed;

    public bool Push(int size)
    {
        if (closed || ((tail + 1) & 31) == head)
            return false;
        items[tail] = pool.Rent(size);
        tail = (tail + 1) & 31;
        return true;
    }

    public void Pop()
    {
        if (head == tail)
            return;
        items[head]!.Dispose();
        items[head] = null;
        head = (head + 1) & 31;
    }

    public void Dispose() => closed = true; // NDIS0001 for now: silent
}

// case: A slot map with a free list of indices
sealed class SlotMap(LeasePool pool) : IDisposable
{
    readonly List<Lease?> items = [];
    readonly Stack<int> free = new();

    public int Add(int size)
    {
        var lease = pool.Rent(size);
        if (free.TryPop(out var index))
        {
            items[index] = lease;
            return index;
        }

        items.Add(lease);
        return items.Count - 1;
    }

    public void Remove(int index)
    {
        if (items[index] is not { } lease)
            return;
        items[index] = null;
        free.Push(index);
        pool.Return(lease);
    }

    public void Dispose()
    {
        foreach (var lease in items)
            lease?.Dispose();
        items.Clear();
    }
}

// case: A deque over a linked list
sealed class Deque(LeasePool pool) : IDisposable
{
    readonly LinkedList<Lease> list = new();

    public void PushFront(int size) => list.AddFirst(pool.Rent(size)); // NDIS0005

    public void PushBack(int size) => list.AddLast(pool.Rent(size)); // NDIS0005

    public void DropFront()
    {
        if (list.First is not { } first)
            return;
        list.RemoveFirst();
        pool.Return(first.Value);
    }

    public void DropBackBadly()
    {
        if (list.Count > 0)
            list.RemoveLast();
    }

    public void Dispose()
    {
        for (var node = list.First; node is not null; node = node.Next)
            pool.Return(node.Value);
        list.Clear();
    }
}

// case: Bytes move in a ring of one rented array, two cursors
sealed class ByteRing : IDisposable
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(64);
    int head, count;

    public void Write(byte value)
    {
        if (count == bytes.Length)
            Grow();
        bytes[(head + count++) % bytes.Length] = value;
    }

    public byte Read()
    {
        var value = bytes[head];
        head = (head + 1) % bytes.Length;
        count--;
        return value;
    }

    void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        var right = bytes.Length - head;
        Array.Copy(bytes, head, larger, 0, right);
        Array.Copy(bytes, 0, larger, right, head);
        ArrayPool<byte>.Shared.Return(bytes);
        (bytes, head) = (larger, 0);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }
}
