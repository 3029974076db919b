using NdisRules.Analyzers.Tests.Rules.Memory;

namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Functions that run beside their object: what they share with it they may give back whenever they like.</summary>
public sealed class WorkerTests
{
    [Theory]
    [InlineData("worker = Task.Run(Drain);")]
    [InlineData("worker = Task.Run(() => Drain());")]
    [InlineData("worker = Task.Run(() => { Drain(); });")]
    [InlineData("worker = Task.Factory.StartNew(this.Drain);")]
    [InlineData("new Thread(Drain) { IsBackground = true }.Start();")]
    [InlineData("new Thread(new ThreadStart(Drain)).Start();")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => Drain());")]
    [InlineData("worker = DrainAsync();")]
    [InlineData("_ = DrainAsync();")]
    [InlineData("worker = Task.Run(() => { while (queue.TryDequeue(out var block)) ArrayPool<byte>.Shared.Return(block); });")]
    public Task A_worker_drains_the_queue(string start) => Pooled.InFile($$"""
        sealed class Pump : IDisposable
        {
            readonly System.Collections.Concurrent.ConcurrentQueue<byte[]> queue = new();
            Task? worker;

            public Pump() { {{start}} }

            public void Post(int n) => queue.Enqueue(ArrayPool<byte>.Shared.Rent(n));

            void Drain()
            {
                while (queue.TryDequeue(out var block))
                    ArrayPool<byte>.Shared.Return(block);
            }

            async Task DrainAsync()
            {
                await Task.Yield();
                Drain();
            }

            public void Dispose() => worker?.Wait();
        }
        """);

    [Fact]
    public Task The_function_of_a_hosted_service_reads_the_channel() => Pooled.InFile("""
        abstract class Hosted : IDisposable
        {
            protected abstract Task ExecuteAsync(CancellationToken stopping);

            public virtual void Dispose() { }
        }

        sealed class Pump : Hosted
        {
            readonly System.Threading.Channels.Channel<byte[]> channel = System.Threading.Channels.Channel.CreateBounded<byte[]>(8);

            public ValueTask Post(int n) => channel.Writer.WriteAsync(ArrayPool<byte>.Shared.Rent(n));

            protected override async Task ExecuteAsync(CancellationToken stopping)
            {
                await foreach (var block in channel.Reader.ReadAllAsync(stopping))
                    ArrayPool<byte>.Shared.Return(block);
            }
        }
        """);

    [Fact]
    public Task Nobody_drains_the_queue_of_a_worker_that_looks_elsewhere() => Pooled.InFile("""
        sealed class Pump : IDisposable
        {
            readonly Queue<byte[]> queue = new();
            int rounds;

            public Pump() => Task.Run(Count);

            public void Post(int n) => queue.Enqueue(ArrayPool<byte>.Shared.Rent(n));

            void Count() => rounds++;

            public void {|NDIS0001:Dispose|}() => rounds = 0;
        }
        """);

    [Fact]
    public Task A_method_that_others_may_call_is_no_worker() => Pooled.InFile("""
        sealed class Pump : IDisposable
        {
            readonly Queue<byte[]> queue = new();

            public void Post(int n) => queue.Enqueue(ArrayPool<byte>.Shared.Rent(n));

            public void Drain()
            {
                while (queue.TryDequeue(out var block))
                    ArrayPool<byte>.Shared.Return(block);
            }

            public void {|NDIS0001:Dispose|}() { }
        }
        """);

    [Fact]
    public Task A_worker_that_only_takes_leaves_it_to_Dispose() => Pooled.InFile("""
        sealed class Filled : IDisposable
        {
            byte[]? block;

            public void Start() => _ = FillAsync();

            async Task FillAsync()
            {
                await Task.Yield();
                block ??= ArrayPool<byte>.Shared.Rent(5);
            }

            public void {|NDIS0001:Dispose|}() { }
        }
        """);
}
