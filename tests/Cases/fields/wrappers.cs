// case: An owner around a rented array, made by a static factory
sealed class ArrayOwner : IMemoryOwner<byte>
{
    byte[]? array;
    readonly int length;

    ArrayOwner(byte[] array, int length)
    {
        this.array = array;
        this.length = length;
    }

    public static ArrayOwner Rent(int length) => new(ArrayPool<byte>.Shared.Rent(length), length);

    public Memory<byte> Memory => array is null ? throw new ObjectDisposedException(nameof(ArrayOwner)) : array.AsMemory(0, length);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref array, null) is { } rented)
            ArrayPool<byte>.Shared.Return(rented);
    }
}

static class UsesOwner
{
    public static int Good(int n)
    {
        using var owner = ArrayOwner.Rent(n);
        owner.Memory.Span.Fill(1);
        return owner.Memory.Length;
    }

    public static int Bad(int n)
    {
        var owner = ArrayOwner.Rent(n); // NDIS0005
        owner.Memory.Span.Fill(1);
        return owner.Memory.Length;
    }

    public static IMemoryOwner<byte> GoodHandedOut(ReadOnlySpan<byte> data)
    {
        var owner = ArrayOwner.Rent(data.Length);
        data.CopyTo(owner.Memory.Span);
        return owner;
    }

    public static IMemoryOwner<byte>? BadHandedOut(ReadOnlySpan<byte> data, bool compress)
    {
        var owner = ArrayOwner.Rent(data.Length); // NDIS0005
        data.CopyTo(owner.Memory.Span);
        return compress ? null : owner;
    }
}

// case: A slice of an owner that owns the owner
sealed class Sliced(IMemoryOwner<byte> inner, int start, int length) : IMemoryOwner<byte>
{
    IMemoryOwner<byte>? inner = inner;

    public Memory<byte> Memory => (inner ?? throw new ObjectDisposedException(nameof(Sliced))).Memory.Slice(start, length);

    public void Dispose()
    {
        inner?.Dispose();
        inner = null;
    }
}

static class Frames
{
    public static IMemoryOwner<byte> Good(ReadOnlySpan<byte> data)
    {
        var owner = MemoryPool<byte>.Shared.Rent(data.Length + 4);
        data.CopyTo(owner.Memory.Span[4..]);
        return new Sliced(owner, 4, data.Length);
    }

    public static int GoodUsed(ReadOnlySpan<byte> data)
    {
        using var frame = new Sliced(MemoryPool<byte>.Shared.Rent(data.Length), 0, data.Length);
        data.CopyTo(frame.Memory.Span);
        return frame.Memory.Length;
    }

    public static int BadUsed(ReadOnlySpan<byte> data)
    {
        var frame = new Sliced(MemoryPool<byte>.Shared.Rent(data.Length), 0, data.Length); // NDIS0005
        data.CopyTo(frame.Memory.Span);
        if (data[0] == 0)
            return 0;
        frame.Dispose();
        return 1;
    }
}

// case: A safe handle over global memory
sealed class GlobalMemory : SafeHandle
{
    public GlobalMemory(int size) : base(0, ownsHandle: true) => SetHandle(Marshal.AllocHGlobal(size));

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}

static class UsesGlobal
{
    public static int Good()
    {
        using var memory = new GlobalMemory(16);
        var added = false;
        try
        {
            memory.DangerousAddRef(ref added);
            return Marshal.ReadInt32(memory.DangerousGetHandle());
        }
        finally
        {
            if (added)
                memory.DangerousRelease();
        }
    }

    public static int Bad(GlobalMemory memory)
    {
        var added = false;
        memory.DangerousAddRef(ref added); // NDIS0005
        var value = Marshal.ReadInt32(memory.DangerousGetHandle());
        if (value == 0)
            return -1;
        if (added)
            memory.DangerousRelease();
        return value;
    }
}

// case: A lazy lease that is only given back if it was made
sealed class Lazily(LeasePool pool) : IDisposable
{
    Lease? scratch;

    Lease Scratch => scratch ??= pool.Rent(64);

    public int Measure(string text)
    {
        Scratch.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return Scratch.Length;
    }

    public void Dispose()
    {
        scratch?.Dispose();
        scratch = null;
    }
}

// case: Only one of two threads wins, the other gives its own back
sealed class Winner(LeasePool pool) : IDisposable
{
    Lease? shared;

    public Lease Get()
    {
        if (Volatile.Read(ref shared) is { } known)
            return known;
        var fresh = pool.Rent(8);
        if (Interlocked.CompareExchange(ref shared, fresh, null) is { } other)
        {
            pool.Return(fresh);
            return other;
        }

        return fresh;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref shared, null) is { } last)
            pool.Return(last);
    }
}

// case: Only one of two threads wins, and the other keeps quiet
sealed class Loser(LeasePool pool) : IDisposable
{
    Lease? shared;

    public int Get()
    {
        var fresh = pool.Rent(8); // NDIS0005
        var other = Interlocked.CompareExchange(ref shared, fresh, null);
        return (other ?? fresh).Length;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref shared, null) is { } last)
            pool.Return(last);
    }
}

// case: An event raises, a handler keeps the last one
sealed class Sensor
{
    public event Action<int>? Changed;

    public void Raise(int value) => Changed?.Invoke(value);
}

sealed class Recorder : IDisposable
{
    readonly LeasePool pool;
    readonly Sensor sensor;
    Lease? last;

    public Recorder(LeasePool pool, Sensor sensor)
    {
        (this.pool, this.sensor) = (pool, sensor);
        sensor.Changed += OnChanged;
    }

    void OnChanged(int value)
    {
        last?.Dispose();
        last = pool.Rent(value);
    }

    public void Dispose()
    {
        sensor.Changed -= OnChanged;
        last?.Dispose();
    }
}

sealed class RecorderBadly : IDisposable
{
    readonly LeasePool pool;
    readonly Sensor sensor;
    Lease? last;

    public RecorderBadly(LeasePool pool, Sensor sensor)
    {
        (this.pool, this.sensor) = (pool, sensor);
        sensor.Changed += OnChanged;
    }

    void OnChanged(int value) => last = pool.Rent(value); // NDIS0002

    public void Dispose()
    {
        sensor.Changed -= OnChanged;
        last?.Dispose();
    }
}

// case: A stream that compresses into a rented block
sealed class BlockStream(Stream inner, int blockSize) : Stream
{
    byte[]? block = ArrayPool<byte>.Shared.Rent(blockSize);
    int filled;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ObjectDisposedException.ThrowIf(block is null, this);
        while (count > 0)
        {
            var part = Math.Min(count, block.Length - filled);
            Buffer.BlockCopy(buffer, offset, block, filled, part);
            (offset, count, filled) = (offset + part, count - part, filled + part);
            if (filled == block.Length)
                Flush();
        }
    }

    public override void Flush()
    {
        if (filled > 0 && block is not null)
            inner.Write(block, 0, filled);
        filled = 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && block is { } rented)
        {
            Flush();
            block = null;
            ArrayPool<byte>.Shared.Return(rented);
        }

        base.Dispose(disposing);
    }
}

// case: A stream whose Dispose forgets the block
sealed class BlockStream(Stream inner, int blockSize) : MemoryStream
{
    readonly byte[] block = ArrayPool<byte>.Shared.Rent(blockSize);

    public override void WriteByte(byte value)
    {
        block[0] = value;
        inner.Write(block, 0, 1);
    }

    protected override void Dispose(bool disposing) // NDIS0001
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}

// case: A writer that grows by copying and is reset for reuse
sealed class ReusableWriter : IBufferWriter<byte>, IDisposable
{
    byte[] buffer = [];
    int written;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, written);

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(Math.Max(1, sizeHint));
        return buffer.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(Math.Max(1, sizeHint));
        return buffer.AsSpan(written);
    }

    void Ensure(int more)
    {
        if (buffer.Length - written >= more)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, written + more));
        Buffer.BlockCopy(buffer, 0, larger, 0, written);
        Release();
        buffer = larger;
    }

    void Release()
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    public void Reset() => written = 0;

    public void Dispose() => Release();
}

// case: A writer whose clear drops the array
sealed class DroppingWriter : IDisposable
{
    byte[] buffer = [];
    int written;

    public void Write(byte value)
    {
        if (written == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(16, buffer.Length * 2)); // NDIS0005
            buffer.CopyTo(larger, 0);
            if (buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        buffer[written++] = value;
    }

    public void Clear()
    {
        buffer = [];
        written = 0;
    }

    public void Dispose()
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }
}
