// A method that is called once, right behind the new.

// case: A private class is opened where it is made
sealed class Link : IDisposable
{
    sealed class Connection(LeasePool pool) : IDisposable
    {
        Lease? lease;

        public void Open() => lease = pool.Rent(4);

        public void Dispose()
        {
            if (lease is not null)
                pool.Return(lease);
            lease = null;
        }
    }

    readonly Connection connection;

    public Link(LeasePool pool)
    {
        connection = new Connection(pool);
        connection.Open();
    }

    public void Dispose() => connection.Dispose();
}

// case: A private class is opened in a loop
sealed class Link : IDisposable
{
    sealed class Connection(LeasePool pool) : IDisposable
    {
        Lease? lease;

        public void Open() => lease = pool.Rent(4); // NDIS0002

        public void Dispose()
        {
            if (lease is not null)
                pool.Return(lease);
            lease = null;
        }
    }

    readonly Connection connection;

    public Link(LeasePool pool, int times)
    {
        connection = new Connection(pool);
        for (var i = 0; i < times; i++)
            connection.Open(); // NDIS0002
    }

    public void Dispose() => connection.Dispose();
}

// case: What is opened once is forgotten by the end
sealed class Link : IDisposable
{
    sealed class Connection(LeasePool pool) : IDisposable
    {
        Lease? lease;

        public void Open() => lease = pool.Rent(4); // NDIS0005

        public void Dispose() => lease = null;
    }

    readonly Connection connection;

    public Link(LeasePool pool)
    {
        connection = new Connection(pool);
        connection.Open();
    }

    public void Dispose() => connection.Dispose();
}

// case: Anybody may open a public class
public sealed class Connection(LeasePool pool) : IDisposable
{
    Lease? lease;

    public void Open() => lease = pool.Rent(4); // NDIS0002

    public void Dispose()
    {
        if (lease is not null)
            pool.Return(lease);
        lease = null;
    }
}

static class Opener
{
    public static void Run(LeasePool pool)
    {
        using var connection = new Connection(pool);
        connection.Open();
    }
}
