// case: An extension block of one's own over a pool
static class PoolExtensions
{
    extension(ArrayPool<byte> pool)
    {
        public byte[] RentCleared(int length)
        {
            var array = pool.Rent(length);
            array.AsSpan().Clear();
            return array;
        }

        public void GiveBack(byte[]? array)
        {
            if (array is not null)
                pool.Return(array, clearArray: true);
        }

        public static byte[] Page => ArrayPool<byte>.Shared.RentCleared(4096);
    }
}

class Extended
{
    public int Good(int n)
    {
        var array = ArrayPool<byte>.Shared.RentCleared(n);
        var length = array.Length;
        ArrayPool<byte>.Shared.GiveBack(array);
        return length;
    }

    public int Bad(int n)
    {
        var array = ArrayPool<byte>.Shared.RentCleared(n); // NDIS0005
        return array.Length;
    }

    public int Paged()
    {
        var page = ArrayPool<byte>.Page; // NDIS0005
        return page.Length;
    }

    public void Twice(int n)
    {
        var array = ArrayPool<byte>.Shared.RentCleared(n);
        ArrayPool<byte>.Shared.GiveBack(array);
        ArrayPool<byte>.Shared.GiveBack(array); // NDIS0003
    }
}

// case: Four layers, and the third swallows the failure
class Layers(NetBufferPool pool, Mdl mdl)
{
    NetBuffer Take(int n) => NdisAllocateNetBuffer(pool, mdl, 0, n);

    bool Fill(NetBuffer nb, int n)
    {
        nb.DataLength = n;
        return n < 1500;
    }

    NetBuffer Prepare(int n)
    {
        var nb = Take(n);
        if (nb ? !Fill(nb, n) : false)
        {
            NdisFreeNetBuffer(nb);
            return default;
        }

        return nb;
    }

    bool Send(int n, Action<int> sent)
    {
        var nb = Prepare(n);
        if (!nb)
            return false;
        sent(nb.DataLength);
        NdisFreeNetBuffer(nb);
        return true;
    }

    public bool Good(int n) => Send(n, static length => Console.WriteLine(length));

    NetBuffer PrepareBadly(int n)
    {
        var nb = Take(n); // NDIS0005
        if (!nb.IsNull && !Fill(nb, n))
            return default;
        return nb;
    }

    public bool Bad(int n)
    {
        var nb = PrepareBadly(n);
        if (!nb)
            return false;
        NdisFreeNetBuffer(nb);
        return true;
    }
}

// case: A params span of things to give back
static class Many
{
    static void ReturnAll(params ReadOnlySpan<byte[]?> arrays)
    {
        foreach (var array in arrays)
        {
            if (array is not null)
                ArrayPool<byte>.Shared.Return(array);
        }
    }

    public static int Good(int n)
    {
        var a = ArrayPool<byte>.Shared.Rent(n);
        var b = ArrayPool<byte>.Shared.Rent(n);
        var length = a.Length + b.Length;
        ReturnAll(a, b);
        return length;
    }

    public static int Bad(int n)
    {
        var a = ArrayPool<byte>.Shared.Rent(n);
        var b = ArrayPool<byte>.Shared.Rent(n); // NDIS0005
        var length = a.Length + b.Length;
        ReturnAll(a, null);
        return length;
    }

    public static int Twice(int n)
    {
        var a = ArrayPool<byte>.Shared.Rent(n);
        ReturnAll(a);
        ArrayPool<byte>.Shared.Return(a); // NDIS0003
        return n;
    }
}

// case: A callee five deep replaces the buffer in its owner
sealed class Frame
{
    public byte[] Data = [];
    public int Used;
}

class Deep
{
    static void A(Frame frame, int n) => B(frame, n + 1);
    static void B(Frame frame, int n) => C(frame, n + 1);
    static void C(Frame frame, int n) => D(frame, n + 1);
    static void D(Frame frame, int n) => E(frame, n + 1);

    static void E(Frame frame, int n)
    {
        if (frame.Data.Length >= n)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(n);
        frame.Data.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(frame.Data);
        frame.Data = larger;
    }

    public int Good(int n)
    {
        var frame = new Frame { Data = ArrayPool<byte>.Shared.Rent(4) };
        A(frame, n);
        var used = frame.Used;
        ArrayPool<byte>.Shared.Return(frame.Data);
        return used;
    }

    public int Bad(int n)
    {
        var frame = new Frame { Data = ArrayPool<byte>.Shared.Rent(4) };
        var data = frame.Data;
        A(frame, n);
        var first = data[0]; // NDIS0004
        ArrayPool<byte>.Shared.Return(frame.Data);
        return first;
    }
}

// case: A local function that shares the rented array
class Locals
{
    public static string Good(ReadOnlySpan<char> text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var used = 0;
        foreach (var c in text)
        {
            if (c == '"')
                Append('\\');
            Append(c);
        }

        var result = new string(buffer, 0, used);
        ArrayPool<char>.Shared.Return(buffer);
        return result;

        void Append(char c)
        {
            if (used == buffer.Length)
                Grow();
            buffer[used++] = c;
        }

        void Grow()
        {
            var old = buffer;
            buffer = ArrayPool<char>.Shared.Rent(old.Length * 2);
            old.CopyTo(buffer, 0);
            ArrayPool<char>.Shared.Return(old);
        }
    }

    public static string Bad(ReadOnlySpan<char> text)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var used = 0;
        foreach (var c in text)
            Append(c);
        var result = new string(buffer, 0, used);
        ArrayPool<char>.Shared.Return(buffer);
        return result;

        void Append(char c)
        {
            if (used == buffer.Length)
                Array.Resize(ref buffer, used * 2);
            buffer[used++] = c;
        }
    }
}

// case: A retry helper that disposes failed attempts
class Retry(LeasePool pool)
{
    static T? Try<T>(int times, Func<T> make, Func<T, bool> ok) where T : class, IDisposable
    {
        for (var i = 0; i < times; i++)
        {
            var made = make();
            if (ok(made))
                return made;
            made.Dispose();
        }

        return null;
    }

    public int Good()
    {
        using var lease = Try(3, () => pool.Rent(4), static one => one.Length == 4);
        return lease?.Length ?? 0;
    }

    public int Bad()
    {
        var lease = Try(3, () => pool.Rent(4), static one => one.Length == 4); // NDIS0005
        return lease?.Length ?? 0;
    }
}

// case: A guard object made by a helper
class Guards(LeasePool pool)
{
    readonly record struct Guard(LeasePool Pool, Lease Lease) : IDisposable
    {
        public void Dispose() => Pool.Return(Lease);
    }

    Guard Enter(int size) => new(pool, pool.Rent(size));

    public int Good(int size)
    {
        using var guard = Enter(size);
        return guard.Lease.Length;
    }

    public int Bad(int size)
    {
        var guard = Enter(size); // NDIS0005
        if (guard.Lease.Length > 4)
            return 4;
        guard.Dispose();
        return 0;
    }

    public int Taken(int size)
    {
        var (_, lease) = Enter(size);
        lease.Dispose();
        return size;
    }
}

// case: A callee gives back only in debug builds
static class Debugging
{
    [System.Diagnostics.Conditional("NEVER")]
    static void Free(NetBuffer nb) => NdisFreeNetBuffer(nb);

    static void FreeReally(NetBuffer nb) => NdisFreeNetBuffer(nb);

    public static void Good(NetBufferPool pool)
    {
        var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
        if (nb.IsNull)
            return;
        FreeReally(nb);
    }

    public static void Bad(NetBufferPool pool)
    {
        var nb = NdisAllocateNetBuffer(pool, default, 0, 0); // NDIS0005
        if (nb.IsNull)
            return;
        Free(nb);
    }
}

// case: Named arguments out of order
class Order(NetBufferPool pool, Mdl mdl)
{
    static void Finish(NetBuffer keep, NetBuffer drop, bool both = false)
    {
        NdisFreeNetBuffer(drop);
        if (both)
            NdisFreeNetBuffer(keep);
    }

    public void Good()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (a.IsNull)
            return;
        var b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (b.IsNull)
        {
            NdisFreeNetBuffer(a);
            return;
        }

        Finish(drop: a, keep: b);
        NdisFreeNetBuffer(b);
    }

    public void Bad()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (a.IsNull)
            return;
        var b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        if (b.IsNull)
        {
            NdisFreeNetBuffer(a);
            return;
        }

        Finish(drop: b, keep: a);
    }

    public void Twice()
    {
        var a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (a.IsNull)
            return;
        Finish(keep: a, drop: a, both: true); // NDIS0003
    }
}

// case: A fluent chain over one buffer
sealed class Writer(LeasePool pool) : IDisposable
{
    readonly Lease lease = pool.Rent(64);

    public Writer Put(byte value)
    {
        lease.Write([value]); // NDIS0004
        return this;
    }

    public Writer Reset()
    {
        lease.Length = 0;
        return this;
    }

    public int Finish()
    {
        var length = lease.Length;
        Dispose();
        return length;
    }

    public void Dispose() => lease.Dispose(); // NDIS0003
}

class Fluent(LeasePool pool)
{
    public int Good() => new Writer(pool).Put(1).Put(2).Reset().Finish();

    public int Bad()
    {
        var writer = new Writer(pool).Put(1); // NDIS0005
        writer.Put(2);
        return 2;
    }

    public void Late()
    {
        var writer = new Writer(pool);
        writer.Finish();
        writer.Put(3); // NDIS0004
    }
}

// case: An assertion helper and a null guard of its own
static class Ensure
{
    public static T NotNull<T>([System.Diagnostics.CodeAnalysis.NotNull] T? value, string name) where T : class => value ?? throw new ArgumentNullException(name);

    public static void That([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool condition)
    {
        if (!condition)
            throw new InvalidOperationException();
    }
}

class Ensured(LeasePool pool)
{
    public int Good(int size)
    {
        Ensure.That(size > 0);
        pool.TryRent(size, out var lease);
        if (lease is null)
            return 0;
        var length = Ensure.NotNull(lease, nameof(lease)).Length;
        lease.Dispose();
        return length;
    }

    public int Guarded(int size)
    {
        var lease = pool.Rent(size);
        Ensure.That(lease.Length == size);
        lease.Dispose();
        return size;
    }
}

// case: A cleanup struct taken by a helper of generic arity
class Swept(LeasePool pool)
{
    static void DisposeAll<T>(IEnumerable<T?> items) where T : class, IDisposable
    {
        foreach (var item in items)
            item?.Dispose();
    }

    static void DisposeBoth(IDisposable? a, IDisposable? b)
    {
        try
        {
            a?.Dispose();
        }
        finally
        {
            b?.Dispose();
        }
    }

    public void Good()
    {
        var a = pool.Rent(1);
        var b = pool.Rent(2);
        DisposeBoth(a, b);
    }

    public void Listed()
    {
        List<Lease?> all = [pool.Rent(1), null, pool.Rent(2)];
        DisposeAll(all);
    }

    public void Bad()
    {
        var a = pool.Rent(1);
        var b = pool.Rent(2); // NDIS0005
        DisposeBoth(a, null);
        Console.WriteLine(b.Length);
    }

    public void Same()
    {
        var a = pool.Rent(1);
        DisposeBoth(a, a); // NDIS0003
    }
}

// case: A parser of records that hands each to a callback
sealed class Records(LeasePool pool)
{
    void ForEach(ReadOnlySpan<byte> data, Action<Lease> each)
    {
        for (var i = 0; i < data.Length; i++)
        {
            var lease = pool.Rent(data[i]);
            try
            {
                each(lease);
            }
            finally
            {
                lease.Dispose();
            }
        }
    }

    public int Good(byte[] data)
    {
        var sum = 0;
        ForEach(data, lease => sum += lease.Length);
        return sum;
    }

    public Lease? Kept(byte[] data)
    {
        Lease? last = null;
        ForEach(data, lease => last = lease);
        return last; // NDIS0004
    }
}

// case: An overload set that ends in one place
class Overloads(NetBufferPool pool, Mdl mdl)
{
    static bool Submit(NetBuffer nb) => Submit(nb, 0);
    static bool Submit(NetBuffer nb, int priority) => Submit(nb, priority, null);

    static bool Submit(NetBuffer nb, int priority, Action? done)
    {
        if (priority < 0)
            return false;
        NdisFreeNetBuffer(nb);
        done?.Invoke();
        return true;
    }

    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        if (!Submit(nb))
            NdisFreeNetBuffer(nb);
    }

    public void Bad(int priority)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb.IsNull)
            return;
        Submit(nb, priority);
    }

    public void Twice()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return;
        Submit(nb, 1);
        NdisFreeNetBuffer(nb); // NDIS0003
    }
}

// case: Members of an extension block that call one another
static class LeaseExtensions
{
    extension(Lease lease)
    {
        public bool IsSmall => lease.Length < 8;

        public void Close(LeasePool pool)
        {
            lease.Clear();
            if (lease.IsSmall)
                pool.Return(lease);
            else
                lease.Dispose();
        }

        public void Clear()
        {
            lease.Length = 0;
            if (lease.IsSmall)
                Console.WriteLine("small");
        }

        public void CloseSmall(LeasePool pool)
        {
            if (lease.IsSmall)
                pool.Return(lease);
        }
    }
}

class ExtendedLeases(LeasePool pool)
{
    public void Good(int size)
    {
        var lease = pool.Rent(size);
        lease.Close(pool);
    }

    public void Bad(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        lease.CloseSmall(pool);
    }

    public void Twice(int size)
    {
        var lease = pool.Rent(size);
        lease.Close(pool);
        lease.Close(pool); // NDIS0004
    }
}

// case: Two of a struct in one extension block
readonly record struct Chunk(nint Address, int Size);

static class ChunkExtensions
{
    extension(Chunk chunk)
    {
        public bool IsEmpty => chunk.Size == 0;

        public void Free()
        {
            if (!chunk.IsEmpty)
                Marshal.FreeHGlobal(chunk.Address);
        }

        public Chunk Larger(Chunk other)
        {
            if (other.IsEmpty || chunk.Size >= other.Size)
            {
                other.Free();
                return chunk;
            }

            chunk.Free();
            return other;
        }

        public static Chunk Take(int size) => new(Marshal.AllocHGlobal(size), size);
    }
}

class Chunks
{
    public static int Good()
    {
        var first = Chunk.Take(8);
        var second = Chunk.Take(16);
        var larger = first.Larger(second);
        var size = larger.Size;
        larger.Free();
        return size;
    }

    public static int Bad()
    {
        var first = Chunk.Take(8);
        var second = Chunk.Take(16); // NDIS0005
        first.Free();
        return second.Size;
    }
}
