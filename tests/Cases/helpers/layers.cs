// case: Five layers down, where the lowest takes and the highest gives back
class Layers(NetBufferPool pool, Mdl mdl)
{
    NetBuffer Raw(int length) => NdisAllocateNetBuffer(pool, mdl, 0, length);

    NetBuffer Sized(int length) => length > 0 ? Raw(length) : default;

    NetBuffer Padded(int length) => Sized((length + 7) & ~7);

    NetBuffer Framed(int length)
    {
        var frame = Padded(length + 14);
        if (!frame.IsNull)
            frame.DataOffset = 14;
        return frame;
    }

    NetBuffer Prepared(int length)
    {
        var frame = Framed(length);
        return frame;
    }

    public bool Good(int length)
    {
        var frame = Prepared(length);
        if (frame.IsNull)
            return false;
        Done(frame);
        return true;
    }

    public bool Bad(int length)
    {
        var frame = Prepared(length); // NDIS0005
        if (frame.IsNull || frame.DataLength < length)
            return false;
        Done(frame);
        return true;
    }

    void Done(NetBuffer frame) => Done2(frame, 1);

    void Done2(NetBuffer frame, int times)
    {
        if (times > 0)
            Done3(frame);
        else
            NdisFreeNetBuffer(frame);
    }

    static void Done3(NetBuffer frame) => NdisFreeNetBuffer(frame);
}

// case: A helper frees only what is marked, and the caller marks
class Marking(NetBufferPool pool, Mdl mdl)
{
    static void FreeIf(NetBuffer buffer, bool really)
    {
        if (really)
            NdisFreeNetBuffer(buffer);
    }

    public void Good(int length)
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (buffer)
            FreeIf(buffer, really: true);
    }

    public void Bad(int length)
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, length); // NDIS0005
        if (buffer)
            FreeIf(buffer, really: length > 3);
    }

    public void BadTwice(int length)
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, length);
        if (buffer.IsNull)
            return;
        FreeIf(buffer, really: length > 3);
        NdisFreeNetBuffer(buffer); // NDIS0003
    }
}

// case: A helper takes over and says whether it could
class TakingOver(LeasePool pool, LeaseQueue queue)
{
    bool TryPost(Lease lease)
    {
        if (lease.Length == 0)
            return false;
        queue.Post(lease);
        return true;
    }

    public void Good(int size)
    {
        var lease = pool.Rent(size);
        if (!TryPost(lease))
            pool.Return(lease);
    }

    public void Bad(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        TryPost(lease);
    }

    public void BadBoth(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        if (TryPost(lease))
            return;
        Console.WriteLine("refused");
    }
}

// case: Two helpers that share a parameter object
sealed class Job
{
    public required Lease Input { get; init; }
    public Lease? Output { get; set; }
}

class Jobs(LeasePool pool)
{
    void Prepare(Job job) => job.Output = pool.Rent(job.Input.Length);

    void Finish(Job job)
    {
        pool.Return(job.Input);
        if (job.Output is not null)
            pool.Return(job.Output);
    }

    public int Good(int size)
    {
        var job = new Job { Input = pool.Rent(size) };
        Prepare(job);
        var length = job.Output!.Length;
        Finish(job);
        return length;
    }

    public int Bad(int size)
    {
        var job = new Job { Input = pool.Rent(size) };
        Prepare(job); // NDIS0005
        var length = job.Output!.Length;
        pool.Return(job.Input);
        return length;
    }
}

// case: A recursive descent with a buffer per level
static class Descent
{
    public static int Good(int depth)
    {
        if (depth == 0)
            return 0;
        var scratch = ArrayPool<int>.Shared.Rent(depth);
        scratch[0] = depth;
        var below = Good(depth - 1);
        var sum = scratch[0] + below;
        ArrayPool<int>.Shared.Return(scratch);
        return sum;
    }

    public static int Bad(int depth)
    {
        var scratch = ArrayPool<int>.Shared.Rent(depth + 1); // NDIS0005
        if (depth == 0)
            return 0;
        scratch[0] = depth;
        var sum = scratch[0] + Bad(depth - 1);
        ArrayPool<int>.Shared.Return(scratch);
        return sum;
    }
}

// case: A serializer that delegates to typed writers
sealed class Output(int capacity)
{
    byte[] bytes = ArrayPool<byte>.Shared.Rent(capacity);
    int length;

    public void Byte(byte value)
    {
        if (length == bytes.Length)
            Grow();
        bytes[length++] = value;
    }

    public void Int(int value)
    {
        for (var i = 0; i < 4; i++)
            Byte((byte)(value >> (8 * i)));
    }

    public void Text(string text)
    {
        Int(text.Length);
        foreach (var c in text)
            Byte((byte)c);
    }

    void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }

    public byte[] Finish()
    {
        var result = bytes.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        return result;
    }
}

static class Serializer
{
    public static byte[] Good(string name, int age)
    {
        var output = new Output(32);
        output.Text(name);
        output.Int(age);
        return output.Finish();
    }

    public static byte[] Bad(string name, int age)
    {
        var output = new Output(32); // NDIS0005
        output.Text(name); // NDIS0005 (the larger one)
        if (age < 0)
            return [];
        output.Int(age);
        return output.Finish();
    }
}

// case: A cleanup helper with optional arguments
class Cleanup(NetBufferPool pool, Mdl mdl)
{
    static void FreeAll(NetBuffer a = default, NetBuffer b = default, NetBuffer c = default)
    {
        if (!a.IsNull)
            NdisFreeNetBuffer(a);
        if (!b.IsNull)
            NdisFreeNetBuffer(b);
        if (!c.IsNull)
            NdisFreeNetBuffer(c);
    }

    public NdisStatus Good()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (a.IsNull)
            return NdisStatus.Resources;
        var b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (b.IsNull)
        {
            FreeAll(a);
            return NdisStatus.Resources;
        }

        var c = NdisAllocateNetBuffer(pool, mdl, 2, 1);
        if (c.IsNull)
        {
            FreeAll(b: b, a: a);
            return NdisStatus.Resources;
        }

        FreeAll(a, b, c);
        return NdisStatus.Success;
    }

    public NdisStatus Bad()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (a.IsNull)
            return NdisStatus.Resources;
        var b = NdisAllocateNetBuffer(pool, mdl, 1, 1); // NDIS0005
        if (b.IsNull)
        {
            FreeAll(a);
            return NdisStatus.Resources;
        }

        var c = NdisAllocateNetBuffer(pool, mdl, 2, 1);
        if (c.IsNull)
        {
            FreeAll(a, c);
            return NdisStatus.Resources;
        }

        FreeAll(a, b, c);
        return NdisStatus.Success;
    }
}

// case: Params and spans of what is to be freed
class Several(NetBufferPool pool, Mdl mdl)
{
    static void FreeEach(params NetBuffer[] buffers)
    {
        foreach (var buffer in buffers)
            if (!buffer.IsNull)
                NdisFreeNetBuffer(buffer);
    }

    public void Good()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        var b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        FreeEach(a, b);
    }

    public void Bad()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        var b = NdisAllocateNetBuffer(pool, mdl, 1, 1); // NDIS0005
        if (b)
            b.DataLength = 1;
        FreeEach(a);
    }
}

// case: Extension methods in a chain
static class BufferExtensions
{
    public static NetBuffer WithLength(this NetBuffer buffer, int length)
    {
        if (!buffer.IsNull)
            buffer.DataLength = length;
        return buffer;
    }

    public static void Free(this NetBuffer buffer)
    {
        if (!buffer.IsNull)
            NdisFreeNetBuffer(buffer);
    }

    public static bool TryUse(this NetBuffer buffer, Func<int, bool> accept) => !buffer.IsNull && accept(buffer.DataLength);
}

class Chained(NetBufferPool pool, Mdl mdl)
{
    public void Good() => NdisAllocateNetBuffer(pool, mdl, 0, 8).WithLength(4).Free();

    public bool GoodUse()
    {
        var buffer = NdisAllocateNetBuffer(pool, mdl, 0, 8).WithLength(4);
        var accepted = buffer.TryUse(static length => length > 3);
        buffer.Free();
        return accepted;
    }

    public bool Bad() => NdisAllocateNetBuffer(pool, mdl, 0, 8).WithLength(4).TryUse(static length => length > 3); // NDIS0005
}
