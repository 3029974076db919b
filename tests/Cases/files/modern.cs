// case: A record in one file, its pool in another, a service in a third
// file: Packet.cs
namespace Net;

sealed record Packet(Lease Body, int Port) : IDisposable
{
    public void Dispose() => Body.Dispose();
}
// file: Factory.cs
namespace Net;

sealed class PacketFactory(LeasePool pool)
{
    public Packet Create(int port, int size) => new(pool.Rent(size), port);
}
// file: Service.cs
namespace Net;

class Service(PacketFactory factory)
{
    public int Good(int port)
    {
        using var packet = factory.Create(port, 4);
        return packet.Body.Length;
    }

    public int Bad(int port)
    {
        var packet = factory.Create(port, 4); // NDIS0005
        return packet.Body.Length;
    }
}

// case: A user rule with a count of its own and a when
class Gate
{
    public bool TryEnter(int key) => key > 0;
    public int Enter(int key) => key;
    public void Leave(int key) => Console.WriteLine(key);
}

class Doors(Gate gate)
{
    public void Good()
    {
        var ticket = gate.Enter(3);
        gate.Leave(ticket);
    }

    public void Bad(bool fast)
    {
        var ticket = gate.Enter(3); // NDIS0005
        if (fast)
            return;
        gate.Leave(ticket);
    }

    public void Twice()
    {
        var ticket = gate.Enter(3);
        gate.Leave(ticket);
        gate.Leave(ticket); // NDIS0003
    }
}
// file: gate.ndisrules
rule Gate    the ticket
acquires  M:Gate.Enter
releases  M:Gate.Leave(System.Int32)   0

// case: A user rule over an interface, with two implementations elsewhere
// file: Bus.cs
interface IBus
{
    Token Reserve();
    void Release(Token token);
}

sealed class Token
{
    public int Id { get; set; }
}
// file: Use.cs
class Uses(IBus bus)
{
    public int Good()
    {
        var token = bus.Reserve();
        try
        {
            return token.Id;
        }
        finally
        {
            bus.Release(token);
        }
    }

    public int Bad()
    {
        var token = bus.Reserve(); // NDIS0005
        if (token.Id == 0)
            throw new InvalidOperationException();
        bus.Release(token);
        return 1;
    }

    public int After()
    {
        var token = bus.Reserve();
        bus.Release(token);
        return token.Id; // NDIS0004
    }
}
// file: bus.ndisrules
rule BusToken   the token
acquires  M:IBus.Reserve
releases  M:IBus.Release    0

// case: A user rule for begin and end on the argument
class Span
{
    public string Name { get; set; } = "";
}

static class Tracer
{
    public static Span Start(string name) => new() { Name = name };
    public static void Stop(Span span) => Console.WriteLine(span.Name);
    public static void Tag(Span span, string text) => span.Name += text;
}

class Traced
{
    public int Good(Func<int> body)
    {
        var span = Tracer.Start("work");
        try
        {
            return body();
        }
        finally
        {
            Tracer.Stop(span);
        }
    }

    public int Bad(Func<int> body)
    {
        var span = Tracer.Start("work"); // NDIS0005
        Tracer.Tag(span, "x");
        var result = body();
        if (result > 0)
            Tracer.Stop(span);
        return result;
    }

    public void Late()
    {
        var span = Tracer.Start("work");
        Tracer.Stop(span);
        Tracer.Tag(span, "late"); // NDIS0004
    }
}
// file: tracer.ndisrules
rule Tracer   the span
acquires  M:Tracer.Start
releases  M:Tracer.Stop    0
borrows   M:Tracer.Tag     0

// case: An object pool of one's own shape
// file: Pool.cs
namespace Microsoft.Extensions.ObjectPool;

public abstract class ObjectPool<T> where T : class
{
    public abstract T Get();
    public abstract void Return(T obj);
}
// file: Use.cs
using Microsoft.Extensions.ObjectPool;

class Joins(ObjectPool<System.Text.StringBuilder> pool)
{
    public string Good(string[] parts)
    {
        var builder = pool.Get();
        foreach (var part in parts)
            builder.Append(part);
        var text = builder.ToString();
        pool.Return(builder);
        return text;
    }

    public string Bad(string[] parts)
    {
        var builder = pool.Get(); // NDIS0005
        if (parts is [])
            return "";
        var text = builder.AppendJoin(',', parts).ToString();
        pool.Return(builder);
        return text;
    }

    public string Late(string[] parts)
    {
        var builder = pool.Get();
        builder.AppendJoin(',', parts);
        pool.Return(builder);
        return builder.ToString(); // NDIS0004
    }
}
