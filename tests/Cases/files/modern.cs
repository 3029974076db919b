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

// case: A host that builds a chain of stages over files
// file: IStage.cs
namespace Flow;

interface IStage : IAsyncDisposable
{
    ValueTask<int> PushAsync(ReadOnlyMemory<byte> data);
}
// file: BufferedStage.cs
namespace Flow;

sealed class BufferedStage(IStage next) : IStage
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    int used;

    public async ValueTask<int> PushAsync(ReadOnlyMemory<byte> data)
    {
        if (used + data.Length > buffer.Length)
        {
            await next.PushAsync(buffer.AsMemory(0, used));
            used = 0;
        }

        data.CopyTo(buffer.AsMemory(used));
        used += data.Length;
        return data.Length;
    }

    public async ValueTask DisposeAsync()
    {
        await next.PushAsync(buffer.AsMemory(0, used));
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        await next.DisposeAsync();
    }
}
// file: LeakyStage.cs
namespace Flow;

sealed class LeakyStage(IStage next) : IStage
{
    readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);

    public ValueTask<int> PushAsync(ReadOnlyMemory<byte> data)
    {
        data.CopyTo(buffer);
        return next.PushAsync(buffer.AsMemory(0, data.Length));
    }

    public ValueTask DisposeAsync() => next.DisposeAsync(); // NDIS0001
}

// case: A static class in one file, its extension of a struct in another
// file: Handle.cs
namespace Native;

readonly record struct Block(nint Address, int Size)
{
    public static Block Allocate(int size) => new(Marshal.AllocHGlobal(size), size);
}
// file: BlockExtensions.cs
namespace Native;

static class BlockExtensions
{
    extension(Block block)
    {
        public bool IsEmpty => block.Address == 0;

        public void Free()
        {
            if (!block.IsEmpty)
                Marshal.FreeHGlobal(block.Address);
        }
    }

    public static Block Grow(this Block block, int size)
    {
        var larger = Block.Allocate(size);
        block.Free();
        return larger;
    }
}
// file: Program.cs
using Native;

static class Users
{
    public static int Good(int n)
    {
        var block = Block.Allocate(n).Grow(n * 2);
        var size = block.Size;
        block.Free();
        return size;
    }

    public static int Bad(int n)
    {
        var block = Block.Allocate(n); // NDIS0005
        var larger = Block.Allocate(n * 2);
        larger.Free();
        return block.Size;
    }

    public static byte Late(int n)
    {
        var block = Block.Allocate(n);
        var grown = block.Grow(n * 2);
        var first = Marshal.ReadByte(block.Address); // NDIS0004
        grown.Free();
        return first;
    }
}

// case: A user rule with two acquires, a null and a transfer
// file: Db.cs
namespace Db;

public sealed class Session
{
    public bool IsClosed { get; private set; }
    public void Close() => IsClosed = true;
    public void Run(string text) => Console.WriteLine(text);
}

public sealed class Source
{
    public Session? Open() => new();
    public bool TryOpen(out Session? session)
    {
        session = new();
        return true;
    }

    public void Recycle(Session session) => session.Run("reset");
}
// file: Use.cs
using Db;

class Reports(Source source)
{
    public bool Good()
    {
        if (source.Open() is not { } session)
            return false;
        try
        {
            session.Run("select");
            return true;
        }
        finally
        {
            session.Close();
        }
    }

    public void Recycled()
    {
        if (source.TryOpen(out var session))
            source.Recycle(session!);
    }

    public void Bad()
    {
        if (!source.TryOpen(out var session)) // NDIS0005
            return;
        session!.Run("select");
    }

    public void Twice()
    {
        var session = source.Open();
        session?.Close();
        session?.Close(); // NDIS0003
    }

    public void Unasked()
    {
        var session = source.Open();
        session!.Run("x");
        session.Close();
    }
}
// file: db.ndisrules
rule DbSession   the session
acquires  M:Db.Source.Open
acquires  M:Db.Source.TryOpen   out 0 when true
releases  M:Db.Session.Close    this
releases  M:Db.Source.Recycle   0

// case: What is taken from a pool may be disposed instead of going back
// file: Pool.cs
namespace Microsoft.Extensions.ObjectPool;

public abstract class ObjectPool<T> where T : class
{
    public abstract T Get();
    public abstract void Return(T obj);
}
// file: Exchanges.cs
using Microsoft.Extensions.ObjectPool;

sealed class Exchange : IDisposable
{
    public Action<Exchange>? Over { get; set; }

    public bool Run() => Over is not null;

    public void Dispose() => Over?.Invoke(this);
}

class Exchanges(ObjectPool<Exchange> pool)
{
    public void Good()
    {
        using var exchange = pool.Get();
        exchange.Run();
    }

    public void GoodAfterFailure()
    {
        var exchange = pool.Get();
        if (!exchange.Run())
        {
            exchange.Dispose();
            exchange = pool.Get();
        }

        pool.Return(exchange);
    }

    public void Bad()
    {
        var exchange = pool.Get(); // NDIS0005
        exchange.Run();
    }

    public void BadTwice()
    {
        using var exchange = pool.Get(); // NDIS0003
        exchange.Run();
        pool.Return(exchange);
    }
}
