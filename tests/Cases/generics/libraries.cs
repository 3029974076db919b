// case: A pooled value buffer over any number
ref struct ValueBuffer<T>
{
    T[]? rented;
    Span<T> span;
    int count;

    public ValueBuffer(Span<T> initial)
    {
        span = initial;
        rented = null;
        count = 0;
    }

    public void Add(T value)
    {
        if (count == span.Length)
            Grow();
        span[count++] = value;
    }

    void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(4, span.Length * 2));
        span.CopyTo(larger);
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
        rented = larger;
        span = larger;
    }

    public readonly ReadOnlySpan<T> AsSpan() => span[..count];

    public void Dispose()
    {
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
        rented = null;
    }
}

static class Sums
{
    public static int Good(IEnumerable<int> values)
    {
        var buffer = new ValueBuffer<int>(stackalloc int[8]);
        try
        {
            foreach (var value in values)
                buffer.Add(value);
            var sum = 0;
            foreach (var value in buffer.AsSpan())
                sum += value;
            return sum;
        }
        finally
        {
            buffer.Dispose();
        }
    }

    public static int GoodUsing(IEnumerable<int> values)
    {
        using var buffer = new ValueBuffer<int>([]);
        foreach (var value in values)
            buffer.Add(value);
        return buffer.AsSpan().Length;
    }

    public static int Bad(int[] values)
    {
        var buffer = new ValueBuffer<int>(stackalloc int[8]);
        foreach (var value in values)
            buffer.Add(value); // NDIS0005
        return buffer.AsSpan().Length;
    }
}

// case: A generic object pool with a lease struct
readonly struct Pooled<T>(Stack<T> home, T value) : IDisposable where T : class
{
    public T Value => value;

    public void Dispose() => home.Push(value);
}

sealed class Strings
{
    readonly Stack<System.Text.StringBuilder> home = new();

    public Pooled<System.Text.StringBuilder> Get() => new(home, home.Count > 0 ? home.Pop() : new());

    public string Join(IEnumerable<string> parts)
    {
        using var builder = Get();
        foreach (var part in parts)
            builder.Value.Append(part);
        var text = builder.Value.ToString();
        builder.Value.Clear();
        return text;
    }
}

// case: A matrix of any number in one rented array
sealed class Matrix<T> : IDisposable where T : struct, System.Numerics.INumber<T>
{
    T[] cells;
    readonly int rows, columns;

    public Matrix(int rows, int columns)
    {
        (this.rows, this.columns) = (rows, columns);
        cells = ArrayPool<T>.Shared.Rent(rows * columns);
        Array.Clear(cells, 0, rows * columns);
    }

    public T this[int row, int column]
    {
        get => cells[(row * columns) + column];
        set => cells[(row * columns) + column] = value;
    }

    public Matrix<T> Times(Matrix<T> other)
    {
        var result = new Matrix<T>(rows, other.columns);
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < other.columns; c++)
            {
                var sum = T.Zero;
                for (var k = 0; k < columns; k++)
                    sum += this[r, k] * other[k, c];
                result[r, c] = sum;
            }

        return result;
    }

    public void Dispose()
    {
        if (cells.Length > 0)
            ArrayPool<T>.Shared.Return(cells);
        cells = [];
    }
}

static class Multiplying
{
    public static double Good(Matrix<double> a, Matrix<double> b)
    {
        using var product = a.Times(b);
        return product[0, 0];
    }

    public static double Bad(Matrix<double> a, Matrix<double> b)
    {
        using var first = a.Times(b);
        var second = first.Times(b); // NDIS0005 for now: silent
        return second[0, 0];
    }
}

// case: A generic scope that runs a function over a rented array
static class Rented
{
    public static TResult With<T, TResult>(int size, Func<T[], TResult> use)
    {
        var array = ArrayPool<T>.Shared.Rent(size);
        try
        {
            return use(array);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(array);
        }
    }

    public static int Good(int n) => With<byte, int>(n, array => array.Length);

    public static byte[] Bad(int n) => With<byte, byte[]>(n, array => array); // NDIS0004
}

// case: A cache with a factory and an end per entry
sealed class Cache<TKey, TValue>(Func<TKey, TValue> make, Action<TValue> end) : IDisposable where TKey : notnull
{
    readonly Dictionary<TKey, TValue> entries = [];

    public TValue Get(TKey key)
    {
        if (!entries.TryGetValue(key, out var value))
            entries.Add(key, value = make(key));
        return value;
    }

    public void Dispose()
    {
        foreach (var value in entries.Values)
            end(value);
        entries.Clear();
    }
}

sealed class Glyphs(LeasePool pool) : IDisposable
{
    readonly Cache<char, Lease> cache = new(c => pool.Rent(c), pool.Return);

    public int Width(string text) => text.Sum(c => cache.Get(c).Length);

    public void Dispose() => cache.Dispose();
}

// case: A generic retry over what disposes
static class Retry
{
    public static T Until<T>(Func<T> make, Func<T, bool> good, int times) where T : IDisposable
    {
        while (true)
        {
            var made = make();
            if (--times <= 0 || good(made))
                return made;
            made.Dispose();
        }
    }

    public static int Good(LeasePool pool)
    {
        using var lease = Until(() => pool.Rent(3), static lease => lease.Length > 0, 5);
        return lease.Length;
    }

    public static int Bad(LeasePool pool)
    {
        var lease = Until(() => pool.Rent(3), static lease => lease.Length > 0, 5); // NDIS0005
        return lease.Length;
    }
}
