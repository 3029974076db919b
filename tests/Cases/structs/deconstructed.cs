// case: Records are taken apart
sealed record Packet(Lease Body, int Port)
{
    public static Packet Read(LeasePool pool, int port) => new(pool.Rent(port), port);
}

abstract record Event(Lease Body);
sealed record Opened(Lease Body, string Who) : Event(Body);
sealed record Closed(Lease Body) : Event(Body);

class Records(LeasePool pool)
{
    public int Good()
    {
        var (body, port) = Packet.Read(pool, 3);
        body.Dispose();
        return port;
    }

    public int Bad()
    {
        var (body, port) = Packet.Read(pool, 3); // NDIS0005
        return port > 3 ? body.Length : 0;
    }

    static string Handle(Event e)
    {
        switch (e)
        {
            case Opened(var body, var who):
                body.Dispose();
                return who;
            case Closed { Body: var body }:
                body.Dispose();
                return "closed";
            default:
                e.Body.Dispose();
                return "";
        }
    }

    public void Both()
    {
        Handle(new Opened(pool.Rent(1), "x"));
        Handle(new Closed(pool.Rent(1)));
    }

    public void Twice()
    {
        var opened = new Opened(pool.Rent(1), "x");
        Handle(opened);
        Handle(opened with { Who = "y" }); // NDIS0003
    }
}

// case: A class with a Deconstruct of its own
sealed class Split(Lease head, Lease tail)
{
    public void Deconstruct(out Lease first, out Lease second) => (first, second) = (head, tail);
}

class Splits(LeasePool pool)
{
    public void Good()
    {
        var (first, second) = new Split(pool.Rent(1), pool.Rent(2));
        pool.Return(first);
        pool.Return(second);
    }

    public void Bad()
    {
        var (first, second) = new Split(pool.Rent(1), pool.Rent(2)); // NDIS0005
        if (first.Length > second.Length)
            pool.Return(second);
        else
            second.Dispose();
    }
}
