// case: A value string builder
ref struct Builder(Span<char> initial)
{
    Span<char> chars = initial;
    char[]? rented;
    int used;

    public void Append(char c)
    {
        if ((uint)used < (uint)chars.Length)
        {
            chars[used++] = c;
            return;
        }

        Grow(1);
        chars[used++] = c;
    }

    void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(used + more, chars.Length * 2));
        chars[..used].CopyTo(larger);
        var old = rented;
        chars = rented = larger;
        if (old is not null)
            ArrayPool<char>.Shared.Return(old);
    }

    public override string ToString()
    {
        var text = chars[..used].ToString();
        Dispose();
        return text;
    }

    public void Dispose()
    {
        var old = rented;
        this = default;
        if (old is not null)
            ArrayPool<char>.Shared.Return(old);
    }
}

class Texts
{
    public static string Good(ReadOnlySpan<char> text)
    {
        var builder = new Builder(stackalloc char[16]);
        foreach (var c in text)
            builder.Append(c);
        return builder.ToString();
    }

    public static bool Bad(ReadOnlySpan<char> text)
    {
        var builder = new Builder(stackalloc char[16]);
        foreach (var c in text)
            builder.Append(c); // NDIS0005
        return text.Length > 3;
    }

    public static string Used(ReadOnlySpan<char> text)
    {
        using var builder = new Builder(stackalloc char[16]);
        foreach (var c in text)
            builder.Append(c);
        return text.ToString();
    }
}

// case: A struct with required members
struct Request
{
    public required NetBuffer Buffer { get; init; }
    public required int Id { get; init; }
    public bool Done { get; set; }

    public void Complete()
    {
        if (Done)
            return;
        Done = true;
        NdisFreeNetBuffer(Buffer);
    }
}

class Requests(NetBufferPool pool, Mdl mdl)
{
    public void Good(int id)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (nb.IsNull)
            return;
        var request = new Request { Buffer = nb, Id = id };
        request.Complete();
        request.Complete();
    }

    public void Bad(int id)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4);
        if (nb.IsNull)
            return;
        var request = new Request { Buffer = nb, Id = id };
        var copy = request;
        request.Complete();
        copy.Complete(); // NDIS0003
    }

    public void Lost(int id)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4); // NDIS0005
        if (nb.IsNull)
            return;
        var request = new Request { Buffer = nb, Id = id, Done = true };
        request.Complete();
    }
}

// case: A record changed by with
sealed record Message(Lease Body, int Priority);

class Messages(LeasePool pool)
{
    public void Good()
    {
        var message = new Message(pool.Rent(4), 1);
        var urgent = message with { Priority = 9 };
        urgent.Body.Dispose();
    }

    public void Bad()
    {
        var message = new Message(pool.Rent(4), 1); // NDIS0005
        var other = message with { Body = pool.Rent(5) };
        other.Body.Dispose();
    }

    public void Twice()
    {
        var message = new Message(pool.Rent(4), 1);
        var urgent = message with { Priority = 9 };
        urgent.Body.Dispose();
        message.Body.Dispose(); // NDIS0003
    }
}

// case: A discriminated union of records
abstract record Command
{
    public sealed record Write(Lease Body) : Command;
    public sealed record Flush : Command;
}

class Commands(LeasePool pool)
{
    static void Run(Command command)
    {
        switch (command)
        {
            case Command.Write { Body: var body }:
                Console.WriteLine(body.Length);
                body.Dispose();
                break;
            case Command.Flush:
                break;
        }
    }

    static void RunBadly(Command command)
    {
        if (command is Command.Write(var body) && body.Length > 3)
            body.Dispose();
    }

    public void Good() => Run(new Command.Write(pool.Rent(3)));

    public void Bad() => RunBadly(new Command.Write(pool.Rent(3))); // NDIS0005
}

// case: A scope struct that is handed on by ref
struct Scope(LeasePool pool) : IDisposable
{
    Lease? lease = pool.Rent(7);

    public readonly int Length => lease!.Length;

    public void Dispose()
    {
        lease?.Dispose();
        lease = null;
    }

    public Lease Detach()
    {
        var detached = lease!;
        lease = null;
        return detached;
    }
}

class Scopes(LeasePool pool)
{
    static void End(ref Scope scope) => scope.Dispose();

    public void Good()
    {
        var scope = new Scope(pool);
        End(ref scope);
        scope.Dispose();
    }

    public int Detached()
    {
        using var scope = new Scope(pool);
        return scope.Length;
    }

    public Lease Kept()
    {
        var scope = new Scope(pool);
        try
        {
            return scope.Detach();
        }
        finally
        {
            scope.Dispose();
        }
    }

    public int Bad()
    {
        var scope = new Scope(pool); // NDIS0005
        return scope.Detach().Length;
    }
}
