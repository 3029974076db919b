// case: A hosted service with a worker over rented chunks stops, and leaves its spare
using System.Text.Json;

interface IHostedService
{
    Task StartAsync(CancellationToken cancellationToken);
    Task StopAsync(CancellationToken cancellationToken);
}

interface ILogger<T>
{
    void Information(string message);
    void Error(Exception exception, string message);
}

sealed class ImporterOptions
{
    public string Folder { get; set; } = "in";
    public int ChunkSize { get; set; } = 64 * 1024;
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);
}

sealed class Importer : IHostedService
{
    readonly ILogger<Importer> logger;
    readonly ImporterOptions options;
    readonly CancellationTokenSource stopping = new();
    readonly HashSet<string> done = new(StringComparer.OrdinalIgnoreCase);
    byte[]? spare;
    byte[]? digest;
    Task? worker;

    public Importer(ILogger<Importer> logger, ImporterOptions options)
    {
        this.logger = logger;
        this.options = options;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(options.Folder))
        {
            logger.Information($"no folder {options.Folder}");
            return Task.CompletedTask;
        }

        spare = ArrayPool<byte>.Shared.Rent(options.ChunkSize);
        digest = ArrayPool<byte>.Shared.Rent(32);
        worker = RunAsync(stopping.Token);
        return Task.CompletedTask;
    }

    async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            foreach (var file in Directory.EnumerateFiles(options.Folder, "*.json").Where(file => !done.Contains(file)))
            {
                try
                {
                    var count = await ImportAsync(file, cancellation);
                    logger.Information($"{file}: {count} elements");
                    done.Add(file);
                }
                catch (Exception e) when (e is IOException or JsonException)
                {
                    logger.Error(e, file);
                }
            }

            await Task.Delay(options.Interval, cancellation).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    async Task<int> ImportAsync(string file, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(file);
        var chunk = spare!;
        var count = 0;
        int read;
        while ((read = await stream.ReadAsync(chunk.AsMemory(), cancellation)) > 0)
        {
            count += Count(chunk.AsSpan(0, read));
            for (var i = 0; i < read; i++)
                digest![i % 32] ^= chunk[i];
        }

        return count;
    }

    static int Count(ReadOnlySpan<byte> chunk)
    {
        var count = 0;
        foreach (var one in chunk)
        {
            if (one == (byte)'{')
                count++;
        }

        return count;
    }

    public async Task StopAsync(CancellationToken cancellationToken) // NDIS0001 for now: silent
    {
        stopping.Cancel();
        if (worker is not null)
            await worker.WaitAsync(cancellationToken);
        if (digest is not null)
            ArrayPool<byte>.Shared.Return(digest);
        digest = null;
        stopping.Dispose();
    }
}
