// case: A ref struct that frees at the end of its scope
ref struct Scope
{
    readonly LeasePool pool;
    Lease? lease;

    public Scope(LeasePool pool, int size)
    {
        this.pool = pool;
        lease = pool.Rent(size);
    }

    public readonly Span<byte> Bytes => lease!.Span;

    public Lease Detach()
    {
        var detached = lease!;
        lease = null;
        return detached;
    }

    public void Dispose()
    {
        if (lease is not null)
            pool.Return(lease);
        lease = null;
    }
}

class ScopeUse(LeasePool pool)
{
    public int Good()
    {
        using var scope = new Scope(pool, 4);
        return scope.Bytes.Length;
    }

    public int Bad()
    {
        var scope = new Scope(pool, 4); // NDIS0005
        return scope.Bytes.Length;
    }

    public void Detached()
    {
        using var scope = new Scope(pool, 4); // NDIS0005
        var lease = scope.Detach();
        lease.Length = 1;
    }

    public void DetachedWell()
    {
        using var scope = new Scope(pool, 4);
        pool.Return(scope.Detach());
    }
}

// case: A copy of a struct frees a second time
struct Packet(LeasePool pool, int size)
{
    readonly Lease lease = pool.Rent(size);
    bool freed;

    public int Length => lease.Length;

    public void Free()
    {
        if (freed)
            return;
        freed = true;
        pool.Return(lease);
    }
}

class Copies(LeasePool pool)
{
    public void Good()
    {
        var packet = new Packet(pool, 3);
        packet.Free();
        packet.Free();
    }

    public void Bad()
    {
        var packet = new Packet(pool, 3);
        var copy = packet;
        packet.Free();
        copy.Free(); // NDIS0003
    }
}

// case: A record struct and with
readonly record struct Frame(Lease Body, int Priority);

class Frames(LeasePool pool)
{
    public void Good()
    {
        var frame = new Frame(pool.Rent(2), 1);
        var urgent = frame with { Priority = 9 };
        pool.Return(urgent.Body);
    }

    public void Bad()
    {
        var frame = new Frame(pool.Rent(2), 1);
        var urgent = frame with { Priority = 9 };
        pool.Return(urgent.Body);
        if (urgent.Priority > 3)
            pool.Return(frame.Body); // NDIS0003
    }

    public void Replaced()
    {
        var frame = new Frame(pool.Rent(2), 1);
        frame = frame with { Body = pool.Rent(4) }; // NDIS0002
        pool.Return(frame.Body);
    }
}

// case: An inline array of slots
[System.Runtime.CompilerServices.InlineArray(4)]
struct Four
{
    Lease? element;
}

class Inline(LeasePool pool)
{
    public void Good()
    {
        Four four = default;
        four[0] = pool.Rent(1);
        four[1] = pool.Rent(2);
        foreach (var lease in four)
            lease?.Dispose();
    }

    public void Bad()
    {
        Four four = default;
        four[0] = pool.Rent(1);
        pool.Return(four[0]!);
        pool.Return(four[0]!); // NDIS0003 for now: silent
    }
}

// case: A struct with parts, initialised by name
struct Parts
{
    public Lease? Head;
    public Lease? Tail;

    public readonly void Deconstruct(out Lease? head, out Lease? tail) => (head, tail) = (Head, Tail);
}

class PartsUse(LeasePool pool)
{
    public void Good()
    {
        var parts = new Parts { Head = pool.Rent(1), Tail = pool.Rent(2) };
        var (head, tail) = parts;
        head?.Dispose();
        tail?.Dispose();
    }

    public void Bad()
    {
        var parts = new Parts { Head = pool.Rent(1), Tail = pool.Rent(2) }; // NDIS0005
        var (head, _) = parts;
        head?.Dispose();
    }
}

// case: The rented array hides behind a span that may be on the stack
class Small
{
    public int Good(ReadOnlySpan<byte> input)
    {
        byte[]? rented = null;
        Span<byte> buffer = input.Length <= 128 ? stackalloc byte[128] : (rented = ArrayPool<byte>.Shared.Rent(input.Length));
        input.CopyTo(buffer);
        var sum = 0;
        foreach (var one in buffer[..input.Length])
            sum += one;
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return sum;
    }

    public int Bad(ReadOnlySpan<byte> input)
    {
        byte[]? rented = null;
        Span<byte> buffer = input.Length <= 128 ? stackalloc byte[128] : (rented = ArrayPool<byte>.Shared.Rent(input.Length)); // NDIS0005
        input.CopyTo(buffer);
        if (buffer[0] == 0)
            return 0;
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return 1;
    }

    public int Late(ReadOnlySpan<byte> input)
    {
        byte[]? rented = null;
        Span<byte> buffer = input.Length <= 128 ? stackalloc byte[128] : (rented = ArrayPool<byte>.Shared.Rent(input.Length));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        input.CopyTo(buffer); // NDIS0004
        return 1;
    }
}
