// case: A connection over partial files, one per concern
// file: Connection.cs
sealed partial class Connection(LeasePool pool) : IDisposable
{
    Lease? input, output;

    public bool Open(int size)
    {
        if (input is not null)
            return true;
        input = pool.Rent(size);
        return OpenOutput(size);
    }
}

// file: Connection.Output.cs
sealed partial class Connection
{
    bool OpenOutput(int size)
    {
        if (!pool.TryRent(size, out output))
        {
            CloseInput();
            return false;
        }

        return true;
    }
}

// file: Connection.Dispose.cs
sealed partial class Connection
{
    void CloseInput()
    {
        input?.Dispose();
        input = null;
    }

    public void Dispose()
    {
        CloseInput();
        output?.Dispose();
        output = null;
    }
}

// case: A connection whose end, in another file, forgets the output
// file: Connection.cs
sealed partial class Connection(LeasePool pool) : IDisposable
{
    Lease? input, output;

    public void Open(int size)
    {
        Dispose();
        input = pool.Rent(size);
        output = pool.Rent(size); // NDIS0002
    }

    public int Length => input!.Length + output!.Length;
}

// file: Connection.Dispose.cs
sealed partial class Connection
{
    public void Dispose() // NDIS0001
    {
        input?.Dispose();
        input = null;
    }
}

// case: A generated half calls hooks of the written half
// file: Message.g.cs
partial class Message
{
    byte[]? payload;

    public void Parse(ReadOnlySpan<byte> data)
    {
        OnParsing();
        payload = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(payload);
        OnParsed(payload);
    }

    partial void OnParsing();

    partial void OnParsed(byte[] bytes);
}

// file: Message.cs
sealed partial class Message : IDisposable
{
    int sum;

    partial void OnParsing() => Release();

    partial void OnParsed(byte[] bytes) => sum += bytes[0];

    void Release()
    {
        if (payload is not null)
            ArrayPool<byte>.Shared.Return(payload);
        payload = null;
    }

    public int Sum => sum;

    public void Dispose() => Release();
}

// case: Helpers of a driver in a static class of another file
// file: Driver.cs
sealed class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx, tx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        var status = Resources.Take(pool, mdl, ref rx);
        if (status != NdisStatus.Success)
            return status;
        status = Resources.Take(pool, mdl, ref tx);
        if (status != NdisStatus.Success)
            Resources.Give(ref rx);
        return status;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        Resources.Give(ref tx);
        Resources.Give(ref rx);
    }
}

// file: Resources.cs
static class Resources
{
    public static NdisStatus Take(NetBufferPool pool, Mdl mdl, ref NetBuffer place)
    {
        place = NdisAllocateNetBuffer(pool, mdl, 0, 16);
        return place.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    public static void Give(ref NetBuffer place)
    {
        if (place.IsNull)
            return;
        NdisFreeNetBuffer(place);
        place = default;
    }
}

// case: The same driver gives only one of them back
// file: Driver.cs
sealed class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer rx, tx;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        var status = Resources.Take(pool, mdl, ref rx);
        if (status != NdisStatus.Success)
            return status;
        status = Resources.Take(pool, mdl, ref tx);
        return status; // NDIS0001
    }

    public override void HaltEx(NdisHaltAction action) // NDIS0001
    {
        Resources.Give(ref tx);
    }
}

// file: Resources.cs
static class Resources
{
    public static NdisStatus Take(NetBufferPool pool, Mdl mdl, ref NetBuffer place)
    {
        place = NdisAllocateNetBuffer(pool, mdl, 0, 16);
        return place.IsNull ? NdisStatus.Resources : NdisStatus.Success;
    }

    public static void Give(ref NetBuffer place)
    {
        if (place.IsNull)
            return;
        NdisFreeNetBuffer(place);
        place = default;
    }
}

// case: A rule of the project's own for sockets
// file: sockets.ndisrules
rule Socket                              the socket
acquires  M:Net.Hub.Accept
acquires  M:Net.Hub.TryConnect           out 1 when true
releases  M:Net.Socket.Close             this
exceptions explicit

// file: Net.cs
namespace Net
{
    sealed class Socket
    {
        public int Port { get; set; }
        public void Close() => Port = 0;
    }

    sealed class Hub
    {
        int ports;

        public Socket Accept() => new() { Port = ++ports };

        public bool TryConnect(int port, out Socket? socket)
        {
            socket = port > 0 ? new Socket { Port = port } : null;
            return socket is not null;
        }
    }
}

// file: Server.cs
namespace Serving
{
    using Net;

    class Server(Hub hub)
    {
        public int Good()
        {
            var socket = hub.Accept();
            var port = socket.Port;
            socket.Close();
            return port;
        }

        public int Bad()
        {
            var socket = hub.Accept(); // NDIS0005
            if (socket.Port > 10)
                return 0;
            socket.Close();
            return 1;
        }

        public bool GoodTry(int port)
        {
            if (!hub.TryConnect(port, out var socket))
                return false;
            socket!.Close();
            return true;
        }

        public bool BadTry(int port)
        {
            return hub.TryConnect(port, out var socket) && socket!.Port > 0; // NDIS0005
        }
    }
}
