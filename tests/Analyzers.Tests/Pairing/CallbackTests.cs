namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Functions that a library keeps and calls whenever it likes: events, timers, callbacks in its options.</summary>
public sealed class CallbackTests
{
    [Theory]
    [InlineData("timer.Elapsed += OnElapsed;")]
    [InlineData("timer.Elapsed += new System.Timers.ElapsedEventHandler(this.OnElapsed);")]
    [InlineData("timer.Elapsed += (sender, e) => OnElapsed(sender, e);")]
    [InlineData("timer.Elapsed += (sender, e) => { OnElapsed(sender, e); };")]
    [InlineData("clock = new Timer(_ => OnElapsed(null, null!));")]
    public Task An_event_comes_again_and_overwrites(string subscription) => Code.InFile($$"""
        sealed class Sampler(NetBufferPool pool, Mdl mdl, System.Timers.Timer timer) : IDisposable
        {
            NetBuffer last;
            Timer? clock;

            public void Start() { {{subscription}} }

            void OnElapsed(object? sender, System.Timers.ElapsedEventArgs e) => last = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 60)|};

            public void Dispose()
            {
                clock?.Dispose();
                timer.Dispose();
                if (!last.IsNull)
                    NdisFreeNetBuffer(last);
            }
        }
        """);

    [Fact]
    public Task An_event_that_frees_the_last_one_first() => Code.InFile("""
        sealed class Sampler(NetBufferPool pool, Mdl mdl, System.Timers.Timer timer) : IDisposable
        {
            NetBuffer last;

            public void Start() => timer.Elapsed += OnElapsed;

            void OnElapsed(object? sender, System.Timers.ElapsedEventArgs e)
            {
                if (!last.IsNull)
                    NdisFreeNetBuffer(last);
                last = NdisAllocateNetBuffer(pool, mdl, 0, 60);
            }

            public void Dispose()
            {
                timer.Dispose();
                if (!last.IsNull)
                    NdisFreeNetBuffer(last);
            }
        }
        """);

    [Fact]
    public Task What_a_timer_takes_Dispose_forgets() => Code.InFile("""
        sealed class Sampler : IDisposable
        {
            readonly NetBufferPool pool;
            readonly Mdl mdl;
            readonly Timer timer;
            NetBuffer last;

            public Sampler(NetBufferPool pool, Mdl mdl)
            {
                (this.pool, this.mdl) = (pool, mdl);
                timer = new Timer(Tick, null, 0, 10);
            }

            void Tick(object? state)
            {
                if (last.IsNull)
                    last = NdisAllocateNetBuffer(pool, mdl, 0, 60);
            }

            public void {|NDIS0001:Dispose|}() => timer.Dispose();
        }
        """);

    [Fact]
    public Task A_lambda_is_a_handler_of_its_own() => Code.InFile("""
        sealed class Sampler : IDisposable
        {
            readonly System.Timers.Timer timer = new();
            NetBuffer last, first;

            public Sampler(NetBufferPool pool, Mdl mdl)
            {
                timer.Elapsed += (_, _) => last = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 60)|};
                timer.Disposed += (_, _) =>
                {
                    if (first.IsNull)
                        first = NdisAllocateNetBuffer(pool, mdl, 0, 60);
                };
            }

            public void Dispose()
            {
                if (!last.IsNull)
                    NdisFreeNetBuffer(last);
                if (!first.IsNull)
                    NdisFreeNetBuffer(first);
            }
        }
        """);

    [Fact]
    public Task A_thread_starts_once() => Code.InFile("""
        sealed class Worker(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer own;

            public Worker Started()
            {
                new Thread(Work).Start();
                return this;
            }

            void Work() => own = NdisAllocateNetBuffer(pool, mdl, 0, 60);

            public void Dispose()
            {
                if (!own.IsNull)
                    NdisFreeNetBuffer(own);
            }
        }
        """);

    [Fact]
    public Task An_event_of_its_own_is_raised_where_the_source_raises_it() => Code.InFile("""
        sealed class Once(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer own;

            event EventHandler? Ready;

            public Once Listening()
            {
                Ready += OnReady;
                return this;
            }

            void OnReady(object? sender, EventArgs e) => own = NdisAllocateNetBuffer(pool, mdl, 0, 60);

            public void Dispose()
            {
                if (!own.IsNull)
                    NdisFreeNetBuffer(own);
            }
        }
        """);

    [Fact]
    public Task The_function_of_a_driver_s_timer_is_a_handler() => Code.InDriver("""
        NdisTimer? timer;
        NetBuffer last;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            => NdisAllocateTimerObject(NdisMiniportHandle, new NdisTimerCharacteristics { TimerFunction = OnTick }, out timer);

        void OnTick(object? context)
        {
            if (last.IsNull)
                last = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => NdisFreeTimerObject(timer!);
        """);
}
