// case: A server over sockets gives each session a buffer, in three partial files
using System.Net;
using System.Net.Sockets;

sealed partial class LineServer : IAsyncDisposable
{
    readonly TcpListener listener;
    readonly ServerOptions options;
    readonly ConcurrentDictionary<long, Session> sessions = new();
    readonly CancellationTokenSource stopping = new();
    long nextId;
    Task? accepting;

    public LineServer(ServerOptions options)
    {
        this.options = options;
        listener = new TcpListener(options.EndPoint);
    }

    public int Count => sessions.Count;

    public void Start()
    {
        if (accepting is not null)
            throw new InvalidOperationException("The server runs.");
        listener.Start();
        accepting = AcceptAsync();
    }

    async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(stopping.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            if (sessions.Count >= options.MaximumSessions)
            {
                client.Dispose();
                continue;
            }

            var session = new Session(Interlocked.Increment(ref nextId), client);
            sessions[session.Id] = session;
            session.Work = ServeAsync(session);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        if (accepting is not null)
            await accepting;
        await Task.WhenAll(sessions.Values.Select(session => session.Work));
        stopping.Dispose();
    }
}

// file: Session.cs
using System.Net;
using System.Net.Sockets;

sealed record ServerOptions(IPEndPoint EndPoint, int MaximumSessions, int MaximumLine);

sealed class Session(long id, TcpClient client)
{
    public long Id { get; } = id;
    public TcpClient Client { get; } = client;
    public DateTime Started { get; } = DateTime.UtcNow;
    public Task Work { get; set; } = Task.CompletedTask;
    public long Lines { get; set; }
    public long Bytes { get; set; }
}

// file: LineServer.Serve.cs
sealed partial class LineServer
{
    async Task ServeAsync(Session session)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1024);
        var filled = 0;
        try
        {
            using var client = session.Client;
            var stream = client.GetStream();
            while (true)
            {
                if (filled == buffer.Length)
                {
                    if (buffer.Length * 2 > options.MaximumLine)
                    {
                        await SayAsync(stream, "too long");
                        return;
                    }

                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, filled).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                var read = await stream.ReadAsync(buffer.AsMemory(filled), stopping.Token);
                if (read == 0)
                    return;
                session.Bytes += read;
                filled = await TakeLinesAsync(session, stream, buffer, filled + read);
                if (filled < 0)
                    return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            Console.Error.WriteLine($"session {session.Id}: {e.Message}");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            sessions.TryRemove(session.Id, out _);
        }
    }
}

// file: LineServer.Lines.cs
using System.Text;

sealed partial class LineServer
{
    /// <summary>How much is left behind the last whole line, or -1 to hang up.</summary>
    async ValueTask<int> TakeLinesAsync(Session session, Stream stream, byte[] buffer, int filled)
    {
        var start = 0;
        while (Array.IndexOf(buffer, (byte)'\n', start, filled - start) is var end and >= 0)
        {
            var line = Encoding.ASCII.GetString(buffer, start, end - start).TrimEnd('\r');
            session.Lines++;
            start = end + 1;
            switch (line.Split(' ', 2))
            {
                case ["quit"]:
                    await SayAsync(stream, "bye");
                    return -1;
                case ["stat"]:
                    await SayAsync(stream, $"{session.Lines} lines, {session.Bytes} bytes, {DateTime.UtcNow - session.Started}");
                    break;
                case ["echo", var text]:
                    await SayAsync(stream, text);
                    break;
                default:
                    await SayAsync(stream, "what?");
                    break;
            }
        }

        buffer.AsSpan(start, filled - start).CopyTo(buffer);
        return filled - start;
    }

    static async Task SayAsync(Stream stream, string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length) + 1);
        var length = Encoding.UTF8.GetBytes(text, bytes);
        bytes[length++] = (byte)'\n';
        await stream.WriteAsync(bytes.AsMemory(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
