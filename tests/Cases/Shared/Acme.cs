#nullable enable

namespace Acme;

/// <summary>A buffer on loan: a class that a pool hands out, never null.</summary>
public sealed class Lease : IDisposable
{
    readonly byte[] bytes = new byte[256];

    public int Length { get; set; }
    public Lease? Next { get; set; }
    public Span<byte> Span => bytes.AsSpan(0, Length);
    public Memory<byte> Memory => bytes.AsMemory(0, Length);
    public void Write(ReadOnlySpan<byte> data) => data.CopyTo(bytes);
    public void Dispose() => Length = 0;
}

public sealed class LeasePool
{
    readonly Stack<int> free = new();

    public Lease Rent(int size) => new() { Length = size };

    public bool TryRent(int size, out Lease? lease)
    {
        lease = size <= 256 ? new Lease { Length = size } : null;
        return lease is not null;
    }

    public ValueTask<Lease> RentAsync(int size, CancellationToken cancellation = default) => new(Rent(size));

    public void Return(Lease lease) => free.Push(lease.Length);
}

/// <summary>Somebody else's queue: what is posted to it is its own.</summary>
public sealed class LeaseQueue
{
    readonly Queue<int> lengths = new();

    public void Post(Lease lease) => lengths.Enqueue(lease.Length);
}

/// <summary>A place in a ring: a small struct, empty when the ring is full.</summary>
public readonly struct Slot(int index)
{
    readonly int index = index;

    public bool IsEmpty => index == 0;
    public int Index => index;
    public static Slot Empty => default;
}

public sealed class Ring
{
    int next;

    public Slot Claim() => new(next++ % 4);
    public void Publish(Slot slot) => next = slot.Index;
    public void Abandon(Slot slot) => next = slot.Index;
    public static void Mark(Slot slot, string text) => Console.WriteLine($"{slot.Index} {text}");
}

/// <summary>A unit of work that ends in one of two ways.</summary>
public sealed class Work
{
    public int Rows { get; set; }
    public void Commit() => Rows = 0;
    public void Rollback() => Rows = 0;
    public int Execute(string text) => Rows += text.Length;
}

public sealed class Store
{
    public Work Begin() => new();
    public Task<Work> BeginAsync() => Task.FromResult(new Work());
}
