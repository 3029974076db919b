// case: A setter replaces, and the old one goes back
sealed class Surface(LeasePool pool) : IDisposable
{
    Lease? texture;

    public Lease? Texture
    {
        get => texture;
        set
        {
            if (ReferenceEquals(texture, value))
                return;
            texture?.Dispose();
            texture = value;
        }
    }

    public void Load(int size) => Texture = pool.Rent(size);

    public void Dispose() => Texture = null;
}

// case: A setter that replaces and forgets
sealed class Surface(LeasePool pool) : IDisposable
{
    Lease? texture;

    public Lease? Texture
    {
        get => texture;
        set => texture = value;
    }

    public void Load(int size) => Texture = pool.Rent(size); // NDIS0002 NDIS0005 (whoever sets null loses it, too)

    public void Dispose() => texture?.Dispose();
}

// case: A capacity property that grows the array
sealed class Buffered : IDisposable
{
    byte[] bytes = [];

    public int Capacity
    {
        get => bytes.Length;
        set
        {
            if (value <= bytes.Length)
                return;
            var larger = ArrayPool<byte>.Shared.Rent(value);
            bytes.CopyTo(larger, 0);
            if (bytes.Length > 0)
                ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }
    }

    public byte this[int index]
    {
        get => bytes[index];
        set
        {
            if (index >= Capacity)
                Capacity = index + 1;
            bytes[index] = value;
        }
    }

    public void Dispose()
    {
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }
}

// case: A lazily made scratch whose Dispose looks at the property
sealed class Eager(LeasePool pool) : IDisposable
{
    Lease? scratch;

    public Lease Scratch => scratch ??= pool.Rent(4);

    public bool HasScratch => scratch is not null;

    public void Dispose()
    {
        if (HasScratch)
            pool.Return(Scratch);
        scratch = null;
    }
}

// case: Init-only owner, required of whoever makes it
sealed class Frame : IDisposable
{
    public required IMemoryOwner<byte> Owner { get; init; }
    public int Length { get; init; }

    public void Dispose() => Owner.Dispose();
}

static class Framing
{
    public static int Good(int n)
    {
        using var frame = new Frame { Owner = MemoryPool<byte>.Shared.Rent(n), Length = n };
        return frame.Owner.Memory.Span[0] + frame.Length;
    }

    public static int Bad(int n)
    {
        var frame = new Frame { Owner = MemoryPool<byte>.Shared.Rent(n), Length = n }; // NDIS0005
        return frame.Owner.Memory.Span[0] + frame.Length;
    }

    public static Frame GoodHandedOut(int n) => new() { Owner = MemoryPool<byte>.Shared.Rent(n), Length = n };
}
