// case: A static method opens a connection of two parts, and its end forgets one
sealed class Connection : IDisposable
{
    readonly Lease input, output;
    readonly LeasePool pool;

    Connection(LeasePool pool, Lease input, Lease output) => (this.pool, this.input, this.output) = (pool, input, output);

    public static Connection? Open(LeasePool pool, int size)
    {
        var input = pool.Rent(size);
        if (!pool.TryRent(size, out var output))
        {
            pool.Return(input);
            return null;
        }

        return new Connection(pool, input, output!);
    }

    public int Length => input.Length + output.Length;

    public void Dispose() => pool.Return(output);
}

static class UsesConnection
{
    public static bool Bad(LeasePool pool)
    {
        using var connection = Connection.Open(pool, 8); // NDIS0005
        return connection is not null;
    }
}

// case: A static method opens a connection of two parts, and its end gives back both
sealed class Connection : IDisposable
{
    readonly Lease input, output;
    readonly LeasePool pool;

    Connection(LeasePool pool, Lease input, Lease output) => (this.pool, this.input, this.output) = (pool, input, output);

    public static Connection? Open(LeasePool pool, int size)
    {
        var input = pool.Rent(size);
        if (!pool.TryRent(size, out var output))
        {
            pool.Return(input);
            return null;
        }

        return new Connection(pool, input, output!);
    }

    public int Length => input.Length + output.Length;

    public void Dispose()
    {
        pool.Return(input);
        pool.Return(output);
    }
}

static class UsesConnection
{
    public static bool Good(LeasePool pool)
    {
        using var connection = Connection.Open(pool, 8);
        return connection is not null;
    }
}
