// case: A relay of datagrams counts pending sends and drops one buffer without a route
using System.Net;
using System.Net.Sockets;

sealed class RouteTable
{
    readonly ReaderWriterLockSlim guard = new();
    readonly Dictionary<ushort, IPEndPoint> routes = new();

    public void Set(ushort channel, IPEndPoint target)
    {
        guard.EnterWriteLock();
        try
        {
            routes[channel] = target;
        }
        finally
        {
            guard.ExitWriteLock();
        }
    }

    public bool TryFind(ushort channel, out IPEndPoint target)
    {
        guard.EnterReadLock();
        try
        {
            return routes.TryGetValue(channel, out target!);
        }
        finally
        {
            guard.ExitReadLock();
        }
    }
}

sealed class RelayMetrics
{
    public int Received;
    public int Relayed;
    public int Malformed;
    public int Unrouted;
    public int Failed;

    public override string ToString() => $"{Received} received, {Relayed} relayed, {Malformed} malformed, {Unrouted} without a route, {Failed} failed";
}

sealed class DatagramRelay
{
    const int MaximumDatagram = 1500;

    readonly Socket socket;
    readonly RouteTable routes;
    readonly SemaphoreSlim limit;
    public readonly RelayMetrics Metrics = new();

    public DatagramRelay(Socket socket, RouteTable routes, int parallel)
    {
        this.socket = socket;
        this.routes = routes;
        limit = new SemaphoreSlim(parallel, parallel);
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await limit.WaitAsync(cancellation);
            var owner = MemoryPool<byte>.Shared.Rent(MaximumDatagram);
            int length;
            try
            {
                length = await socket.ReceiveAsync(owner.Memory, SocketFlags.None, cancellation);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                owner.Dispose();
                limit.Release();
                continue;
            }
            catch (OperationCanceledException)
            {
                owner.Dispose();
                return;
            }

            Interlocked.Increment(ref Metrics.Received);
            _ = RelayAsync(owner, length, cancellation);
        }
    }

    async Task RelayAsync(IMemoryOwner<byte> owner, int length, CancellationToken cancellation)
    {
        try
        {
            using (owner)
            {
                if (length < 4)
                {
                    Interlocked.Increment(ref Metrics.Malformed);
                    return;
                }

                var data = owner.Memory[..length];
                var channel = (ushort)(data.Span[0] << 8 | data.Span[1]);
                if (!routes.TryFind(channel, out var target))
                {
                    Interlocked.Increment(ref Metrics.Unrouted);
                    return;
                }

                await socket.SendToAsync(data[4..], SocketFlags.None, target, cancellation);
                Interlocked.Increment(ref Metrics.Relayed);
            }
        }
        catch (SocketException)
        {
            Interlocked.Increment(ref Metrics.Failed);
        }
        finally
        {
            limit.Release();
        }
    }

    public int RelayOnce(ReadOnlySpan<byte> packet)
    {
        if (packet.Length is < 4 or > MaximumDatagram)
            return 0;
        var copy = MemoryPool<byte>.Shared.Rent(packet.Length); // NDIS0005
        packet.CopyTo(copy.Memory.Span);
        var channel = (ushort)(packet[0] << 8 | packet[1]);
        if (!routes.TryFind(channel, out var target))
        {
            Metrics.Unrouted++;
            return 0;
        }

        try
        {
            var sent = socket.SendTo(copy.Memory.Span[4..packet.Length], SocketFlags.None, target);
            Metrics.Relayed++;
            return sent;
        }
        catch (SocketException)
        {
            Metrics.Failed++;
            return -1;
        }
        finally
        {
            copy.Dispose();
        }
    }
}
