// case: A telemetry uploader batches records and retries
using System.Buffers.Binary;
using System.Text;

interface ITransport
{
    Task<int> SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation);
}

interface IClock
{
    DateTimeOffset UtcNow { get; }
    Task DelayAsync(TimeSpan time, CancellationToken cancellation);
}

sealed record UploaderOptions(int MaximumBatch, int Retries, TimeSpan FirstDelay)
{
    public static UploaderOptions Default { get; } = new(64, 3, TimeSpan.FromMilliseconds(200));

    public UploaderOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaximumBatch);
        ArgumentOutOfRangeException.ThrowIfNegative(Retries);
        return this;
    }
}

readonly record struct Measurement(string Name, double Value, DateTimeOffset At);

sealed class UploadStatistics
{
    long sent;
    long dropped;
    long retried;

    public void Sent(int count) => Interlocked.Add(ref sent, count);
    public void Dropped(int count) => Interlocked.Add(ref dropped, count);
    public void Retried() => Interlocked.Increment(ref retried);
    public override string ToString() => $"sent {Volatile.Read(ref sent)}, dropped {Volatile.Read(ref dropped)}, retried {Volatile.Read(ref retried)}";
}

sealed class Uploader
{
    const int HeaderLength = 8;

    readonly ITransport transport;
    readonly IClock clock;
    readonly UploaderOptions options;
    readonly Channel<Measurement> queue = Channel.CreateBounded<Measurement>(1024);
    readonly UploadStatistics statistics = new();

    public Uploader(ITransport transport, IClock clock, UploaderOptions? options = null)
    {
        this.transport = transport ?? throw new ArgumentNullException(nameof(transport));
        this.clock = clock ?? throw new ArgumentNullException(nameof(clock));
        this.options = (options ?? UploaderOptions.Default).Validated();
    }

    public bool TryPost(string name, double value)
    {
        if (string.IsNullOrWhiteSpace(name))
            return false;
        if (queue.Writer.TryWrite(new Measurement(name, value, clock.UtcNow)))
            return true;
        statistics.Dropped(1);
        return false;
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        var batch = new List<Measurement>(options.MaximumBatch);
        while (await queue.Reader.WaitToReadAsync(cancellation))
        {
            batch.Clear();
            while (batch.Count < options.MaximumBatch && queue.Reader.TryRead(out var one))
                batch.Add(one);
            if (batch.Count > 0)
                await UploadAsync(batch, cancellation);
        }
    }

    async Task UploadAsync(List<Measurement> batch, CancellationToken cancellation)
    {
        var size = HeaderLength + batch.Sum(one => Encoding.UTF8.GetMaxByteCount(one.Name.Length) + 20);
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var length = Write(batch, buffer);
            if (length <= HeaderLength)
            {
                statistics.Dropped(batch.Count);
                return;
            }

            var delay = options.FirstDelay;
            for (var attempt = 0; ; attempt++)
            {
                var answer = await TryOnceAsync(buffer.AsMemory(0, length), cancellation);
                if (answer is >= 200 and < 300)
                {
                    statistics.Sent(batch.Count);
                    return;
                }

                if (attempt == options.Retries || !IsTransient(answer))
                    break;
                statistics.Retried();
                await clock.DelayAsync(delay, cancellation);
                delay += delay;
            }

            statistics.Dropped(batch.Count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    async Task<int> TryOnceAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        try
        {
            return await transport.SendAsync(payload, cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return 503;
        }
    }

    static bool IsTransient(int answer) => answer is 408 or 429 or >= 500;

    static int Write(List<Measurement> batch, byte[] buffer)
    {
        var at = HeaderLength;
        var written = 0;
        foreach (var (name, value, time) in batch)
        {
            if (double.IsNaN(value))
                continue;
            var length = Encoding.UTF8.GetBytes(name, buffer.AsSpan(at + 2));
            BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(at), (ushort)length);
            at += 2 + length;
            BinaryPrimitives.WriteDoubleLittleEndian(buffer.AsSpan(at), value);
            BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(at + 8), time.ToUnixTimeMilliseconds());
            at += 16;
            written++;
        }

        BinaryPrimitives.WriteInt32LittleEndian(buffer, written);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(4), at);
        return written == 0 ? 0 : at;
    }
}
