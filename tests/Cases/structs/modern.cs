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

// case: A bag of optional parts
sealed class Response : IDisposable
{
    public required Lease Head { get; init; }
    public Lease? Body { get; set; }

    public void Dispose()
    {
        Head.Dispose();
        Body?.Dispose();
    }
}

class Responses(LeasePool pool)
{
    public int Good(bool full)
    {
        using var response = new Response { Head = pool.Rent(1) };
        if (full)
            response.Body = pool.Rent(100);
        return response.Body?.Length ?? response.Head.Length;
    }

    public int Bad(bool full)
    {
        var response = new Response { Head = pool.Rent(1), Body = full ? pool.Rent(100) : null }; // NDIS0005
        var length = response.Body?.Length ?? 0;
        response.Head.Dispose();
        return length;
    }

    public int Nested()
    {
        using var response = new Response { Head = pool.Rent(1), Body = pool.Rent(2) };
        return response is { Head.Length: > 0, Body: { Length: var length } } ? length : 0;
    }
}

// case: A tuple in a list of work
class Batch(LeasePool pool)
{
    public int Good(int n)
    {
        var items = new List<(Lease Lease, int Id)>();
        for (var i = 0; i < n; i++)
            items.Add((pool.Rent(i), i));
        var sum = 0;
        foreach (var (lease, id) in items)
        {
            sum += id;
            lease.Dispose();
        }

        return sum;
    }

    public int Single(int id)
    {
        (Lease Lease, int Id) item = (pool.Rent(id), id); // NDIS0005
        item.Id++;
        return item.Id + item.Lease.Length;
    }

    public int Renamed(int id)
    {
        var (lease, number) = (pool.Rent(id), id);
        var pair = (Left: lease, Right: number);
        pair.Left.Dispose();
        return pair.Right;
    }
}

// case: An inline array of three
[System.Runtime.CompilerServices.InlineArray(3)]
struct Three
{
    Lease? first;
}

class Inline(LeasePool pool)
{
    public void Good()
    {
        var three = new Three();
        three[0] = pool.Rent(1);
        three[1] = pool.Rent(2);
        three[0]!.Dispose();
        three[1]!.Dispose();
    }

    public void Loop()
    {
        var three = new Three();
        for (var i = 0; i < 3; i++)
            three[i] = pool.Rent(i);
        foreach (var lease in three)
            lease?.Dispose();
    }
}

// case: A ref struct over a field of its owner
ref struct Cursor(ref byte[]? buffer)
{
    ref byte[]? buffer = ref buffer;

    public void Ensure(int n)
    {
        if (buffer is not null && buffer.Length >= n)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(n);
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}

class Cursors
{
    public static int Good(int n)
    {
        byte[]? buffer = null;
        var cursor = new Cursor(ref buffer);
        cursor.Ensure(n);
        cursor.Ensure(n * 2);
        var length = buffer!.Length;
        ArrayPool<byte>.Shared.Return(buffer);
        return length;
    }

    public static int Bad(int n)
    {
        byte[]? buffer = null;
        var cursor = new Cursor(ref buffer);
        cursor.Ensure(n); // NDIS0005
        return n;
    }
}

// case: A ref struct reader with a sequence of leases
ref struct Reader(LeasePool pool, ReadOnlySpan<byte> data)
{
    ReadOnlySpan<byte> rest = data;
    Lease? current = null;

    public bool MoveNext()
    {
        current?.Dispose();
        current = null;
        if (rest.IsEmpty)
            return false;
        current = pool.Rent(rest[0]);
        rest = rest[1..];
        return true;
    }

    public readonly Lease Current => current!;

    public void Dispose()
    {
        current?.Dispose();
        current = null;
    }
}

class Readers(LeasePool pool)
{
    public int Good(ReadOnlySpan<byte> data)
    {
        var sum = 0;
        using var reader = new Reader(pool, data);
        while (reader.MoveNext())
            sum += reader.Current.Length;
        return sum;
    }

    public int Drained(ReadOnlySpan<byte> data)
    {
        var sum = 0;
        var reader = new Reader(pool, data);
        while (reader.MoveNext())
            sum += reader.Current.Length;
        return sum;
    }

    public int Bad(ReadOnlySpan<byte> data)
    {
        var reader = new Reader(pool, data);
        while (reader.MoveNext()) // NDIS0005
        {
            if (reader.Current.Length > 3)
                return reader.Current.Length;
        }

        return 0;
    }
}

// case: A nullable struct field
readonly struct Pin(GCHandle handle)
{
    public nint Address => handle.AddrOfPinnedObject();
    public void Free() => handle.Free();
}

sealed class Pinned : IDisposable
{
    Pin? pin;

    public nint Open(byte[] data)
    {
        Close();
        pin = new Pin(GCHandle.Alloc(data, GCHandleType.Pinned));
        return pin.Value.Address;
    }

    public void Close()
    {
        pin?.Free();
        pin = null;
    }

    public void Dispose() => Close();
}

sealed class PinnedBadly : IDisposable
{
    Pin? pin;

    public nint Open(byte[] data)
    {
        pin = new Pin(GCHandle.Alloc(data, GCHandleType.Pinned)); // NDIS0002
        return pin.Value.Address;
    }

    public void Dispose()
    {
        pin?.Free();
        pin = null;
    }
}

// case: A result of two kinds
readonly struct Either
{
    readonly Lease? left;
    readonly string? right;

    Either(Lease? left, string? right) => (this.left, this.right) = (left, right);

    public static Either Of(Lease lease) => new(lease, null);
    public static Either Of(string error) => new(null, error);

    public T Match<T>(Func<Lease, T> onLease, Func<string, T> onError) => left is not null ? onLease(left) : onError(right!);
}

class Eithers(LeasePool pool)
{
    Either Open(int size) => size < 0 ? Either.Of("negative") : Either.Of(pool.Rent(size));

    public int Good(int size) => Open(size).Match(
        lease =>
        {
            using (lease)
                return lease.Length;
        },
        error => error.Length);

    public int Bad(int size) => Open(size).Match(lease => lease.Length, error => error.Length); // NDIS0005
}

// case: Equality members and a hash of an owned handle
readonly record struct Token(nint Handle)
{
    public static Token Allocate(object target) => new(GCHandle.ToIntPtr(GCHandle.Alloc(target)));
    public object? Target => GCHandle.FromIntPtr(Handle).Target;
    public void Free() => GCHandle.FromIntPtr(Handle).Free();
}

class Tokens
{
    public static bool Good(object a)
    {
        var token = Token.Allocate(a);
        var same = token == new Token(token.Handle) && token.Target == a;
        token.Free();
        return same;
    }

    public static bool Bad(object a)
    {
        var token = Token.Allocate(a); // NDIS0005
        return token.Target is not null;
    }
}
