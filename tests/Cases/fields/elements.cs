// case: Each element owns a buffer in a field, and a loop gives them back
sealed class Segment
{
    public byte[] Bytes = [];
    public int Length;
}

sealed class Segments : IDisposable
{
    readonly List<Segment> list = [];

    public Span<byte> Append(int size)
    {
        var segment = new Segment { Bytes = ArrayPool<byte>.Shared.Rent(size), Length = size };
        list.Add(segment);
        return segment.Bytes.AsSpan(0, size);
    }

    public void Dispose()
    {
        foreach (var segment in list)
            ArrayPool<byte>.Shared.Return(segment.Bytes);
        list.Clear();
    }
}

sealed class SegmentsBadly : IDisposable
{
    readonly List<Segment> list = [];

    public Span<byte> Append(int size)
    {
        var segment = new Segment { Bytes = ArrayPool<byte>.Shared.Rent(size), Length = size }; // NDIS0005
        list.Add(segment);
        return segment.Bytes.AsSpan(0, size);
    }

    public void Dispose() => list.Clear();
}

// case: Descriptors of a ring, one buffer each
sealed class Descriptor
{
    public NetBuffer Buffer;
    public bool Owned;
}

sealed class ReceiveRing(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    readonly Descriptor[] descriptors = new Descriptor[32];

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        for (var i = 0; i < descriptors.Length; i++)
        {
            descriptors[i] = new Descriptor { Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1514) };
            if (descriptors[i].Buffer.IsNull)
            {
                Release(i);
                return NdisStatus.Resources;
            }

            descriptors[i].Owned = true;
        }

        return NdisStatus.Success;
    }

    void Release(int count)
    {
        for (var i = 0; i < count; i++)
            NdisFreeNetBuffer(descriptors[i].Buffer);
    }

    public override void HaltEx(NdisHaltAction action) => Release(descriptors.Length);
}

// case: The descriptors taken so far are forgotten when one fails
sealed class Descriptor
{
    public NetBuffer Buffer;
}

sealed class ReceiveRing(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    readonly Descriptor[] descriptors = new Descriptor[32];

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        for (var i = 0; i < descriptors.Length; i++)
        {
            var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 1514);
            if (buffer.IsNull)
                return NdisStatus.Resources; // NDIS0001
            descriptors[i] = new Descriptor { Buffer = buffer };
        }

        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        foreach (var descriptor in descriptors)
            NdisFreeNetBuffer(descriptor.Buffer);
    }
}

// case: An array of structs with a buffer each
struct Entry
{
    public Lease? Lease;
    public int Port;
}

sealed class Ports(LeasePool pool) : IDisposable
{
    readonly Entry[] entries = new Entry[4];

    public void Open(int index)
    {
        ref var entry = ref entries[index];
        if (entry.Lease is not null)
            return;
        entry.Lease = pool.Rent(index);
        entry.Port = index;
    }

    public void Close(int index)
    {
        if (entries[index].Lease is { } lease)
        {
            entries[index].Lease = null;
            pool.Return(lease);
        }
    }

    public void Dispose()
    {
        for (var i = 0; i < entries.Length; i++)
            Close(i);
    }
}

// case: Sessions in a dictionary, each with a lease of its own
sealed class Session(Lease lease)
{
    public Lease Lease { get; } = lease;
    public int Hits;
}

sealed class Sessions(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Session> byId = [];

    public int Hit(int id)
    {
        if (!byId.TryGetValue(id, out var session))
            byId.Add(id, session = new Session(pool.Rent(64)));
        return ++session.Hits;
    }

    public void End(int id)
    {
        if (byId.Remove(id, out var session))
            pool.Return(session.Lease);
    }

    public void Dispose()
    {
        foreach (var session in byId.Values)
            pool.Return(session.Lease);
        byId.Clear();
    }
}

// case: Sessions whose end forgets the lease
sealed class Session(Lease lease)
{
    public Lease Lease { get; } = lease;
    public int Hits;
}

sealed class Sessions(LeasePool pool) : IDisposable
{
    readonly Dictionary<int, Session> byId = [];

    public int Hit(int id)
    {
        if (!byId.TryGetValue(id, out var session))
        {
            session = new Session(pool.Rent(64)); // NDIS0005
            byId.Add(id, session);
        }

        return ++session.Hits;
    }

    public void End(int id) => byId.Remove(id, out _);

    public void Dispose()
    {
        foreach (var session in byId.Values)
            pool.Return(session.Lease);
        byId.Clear();
    }
}

// case: Players of a game and the scratch of each
sealed class Player : IDisposable
{
    float[] path = [];

    public void Plan(int steps)
    {
        Drop();
        path = ArrayPool<float>.Shared.Rent(steps);
        for (var i = 0; i < steps; i++)
            path[i] = i * 0.5f;
    }

    void Drop()
    {
        if (path.Length > 0)
            ArrayPool<float>.Shared.Return(path);
        path = [];
    }

    public void Dispose() => Drop();
}

sealed class World : IDisposable
{
    readonly List<Player> players = [];

    public Player Spawn()
    {
        var player = new Player();
        player.Plan(16);
        players.Add(player);
        return player;
    }

    public void Tick()
    {
        foreach (var player in players)
            player.Plan(8);
    }

    public void Dispose()
    {
        foreach (var player in players)
            player.Dispose();
    }
}

// case: A tree of nodes frees its children and then itself
sealed class TreeNode(LeasePool pool, int size) : IDisposable
{
    readonly List<TreeNode> children = [];
    Lease? payload = pool.Rent(size);

    public TreeNode Add(int childSize)
    {
        var child = new TreeNode(pool, childSize);
        children.Add(child);
        return child;
    }

    public void Dispose()
    {
        foreach (var child in children)
            child.Dispose();
        children.Clear();
        if (payload is not null)
        {
            pool.Return(payload);
            payload = null;
        }
    }
}

// case: A pair of queues per priority, in an array of records
sealed record Lane(int Priority)
{
    public Queue<NetBuffer> Waiting { get; } = new();
}

sealed class Scheduler(NetBufferPool pool, Mdl mdl) : IDisposable
{
    readonly Lane[] lanes = [new(0), new(1), new(2)];

    public bool Post(int priority, int length)
    {
        var packet = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (!packet)
            return false;
        lanes[Math.Clamp(priority, 0, 2)].Waiting.Enqueue(packet);
        return true;
    }

    public void Run(int budget)
    {
        foreach (var lane in lanes)
        {
            while (budget > 0 && lane.Waiting.TryDequeue(out var packet))
            {
                budget--;
                NdisFreeNetBuffer(packet);
            }
        }
    }

    public void Dispose()
    {
        foreach (var lane in lanes)
        {
            while (lane.Waiting.TryDequeue(out var packet))
                NdisFreeNetBuffer(packet);
        }
    }
}

// case: A field of an element is replaced, and the old one is lost
sealed class Track
{
    public Lease? Sample;
}

sealed class Mixer(LeasePool pool) : IDisposable
{
    readonly Track left = new(), right = new();

    public void LoadLeft(int size)
    {
        left.Sample?.Dispose();
        left.Sample = pool.Rent(size);
    }

    public void LoadRight(int size)
    {
        right.Sample = pool.Rent(size); // NDIS0002
    }

    public void Dispose()
    {
        left.Sample?.Dispose();
        right.Sample?.Dispose();
    }
}

// case: The elements are disposed, but the class that makes them keeps one apart
sealed class Stage(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(16);

    public int Length => lease.Length;

    public void Dispose() => pool.Return(lease);
}

sealed class Pipeline : IDisposable
{
    readonly List<Stage> stages = [];
    readonly Stage last;

    public Pipeline(LeasePool pool, int count)
    {
        for (var i = 0; i < count; i++)
            stages.Add(new Stage(pool));
        last = new Stage(pool);
    }

    public int Total => stages.Sum(stage => stage.Length) + last.Length;

    public void Dispose() // NDIS0001
    {
        foreach (var stage in stages)
            stage.Dispose();
    }
}
