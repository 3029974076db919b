namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Programs as people write them, each of which the engine once judged wrongly.</summary>
public sealed class MisjudgedTests
{
    [Fact]
    public Task A_flag_set_at_the_end_of_a_try_is_still_false_in_the_handler() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            var done = false;
            try
            {
                Work();
                NdisFreeNetBuffer(nb);
                done = true;
            }
            catch (InvalidOperationException)
            {
            }

            if (!done)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_a_lock_may_throw_is_no_way_out_of_a_handler() => Code.InDriver("""
        readonly object gate = new();
        NetBuffer spare;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            lock (gate)
            {
                spare = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                return spare.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }
        }

        public override void HaltEx(NdisHaltAction action)
        {
            lock (gate)
            {
                Console.WriteLine("halted");
                NdisFreeNetBuffer(spare);
                spare = default;
            }
        }
        """);

    const string Bases = """
        abstract class Common(NetBufferPool pool, Mdl mdl) : MiniportAdapter
        {
            protected NetBufferPool Pool => pool;
            protected Mdl Mdl => mdl;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters) => OnReady() ? NdisStatus.Success : NdisStatus.Failure;

            protected abstract bool OnReady();

            public override void HaltEx(NdisHaltAction action) => OnStopped();

            protected virtual void OnStopped() { }
        }

        """;

    [Fact]
    public Task A_hook_acquires_and_the_base_forgets() => Code.InFile(Bases + """
        sealed class Nic(NetBufferPool pool, Mdl mdl) : Common(pool, mdl)
        {
            NetBuffer extra;

            protected override bool OnReady()
            {
                extra = NdisAllocateNetBuffer(Pool, Mdl, 0, 0);
                return !extra.IsNull;
            }

            public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => base.HaltEx(action);
        }
        """);

    [Fact]
    public Task A_hook_acquires_and_a_hook_frees() => Code.InFile(Bases + """
        sealed class Nic(NetBufferPool pool, Mdl mdl) : Common(pool, mdl)
        {
            NetBuffer extra;

            protected override bool OnReady()
            {
                extra = NdisAllocateNetBuffer(Pool, Mdl, 0, 0);
                return !extra.IsNull;
            }

            protected override void OnStopped()
            {
                base.OnStopped();
                NdisFreeNetBuffer(extra);
            }

            public override void HaltEx(NdisHaltAction action)
            {
                base.HaltEx(action);
                Console.WriteLine("gone");
            }
        }
        """);

    [Fact]
    public Task A_task_hands_the_object_on() => Code.InMethod("""
        async Task<NetBuffer> Take()
        {
            await Task.Yield();
            return NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        async Task Configured()
        {
            var nb = await Take().ConfigureAwait(false);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
        }

        async Task Forgotten()
        {
            var nb = await {|NDIS0005:Take()|}.ConfigureAwait(false);
            Console.WriteLine(nb.IsNull);
        }

        void Waited()
        {
            var taking = Take();
            Console.WriteLine(taking.IsCompleted);
            var nb = taking.GetAwaiter().GetResult();
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }

        void Blocked()
        {
            var nb = Take().Result;
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }

        void Continued() => Take().ContinueWith(done => NdisFreeNetBuffer(done.Result));
        """);

    /// <summary>Every method calls ten others that come to free something in the end: more ways than anybody could walk.</summary>
    [Fact]
    public Task Ways_that_lead_to_no_acquire_are_not_walked() => Code.InMethod(string.Concat(Enumerable.Range(0, 12).Select(layer => $$"""
        static void Layer{{layer}}(int depth)
        {
            {{string.Concat(Enumerable.Range(0, 10).Select(_ => $"Layer{layer + 1}(depth); "))}}
        }

        """)) + """
        static void Layer12(int depth) => Drop(depth, default);

        static void Drop(int depth, NetBuffer nb)
        {
            if (depth > 0 && !nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    const string Frame = """
        class Frame : IDisposable
        {
            NetBuffer nb;

            public Frame(NetBufferPool pool) => nb = NdisAllocateNetBuffer(pool, default, 0, 0);

            protected virtual void Dispose(bool disposing)
            {
                if (disposing && !nb.IsNull)
                {
                    NdisFreeNetBuffer(nb);
                    nb = default;
                }
            }

            public void Dispose() => Dispose(true);

            ~Frame() => Dispose(false);
        }

        """;

    [Fact]
    public Task A_derived_class_frees_when_it_is_told_to_dispose() => Code.InFile(Frame + """
        sealed class Extended : Frame
        {
            NetBuffer more;

            public Extended(NetBufferPool pool) : base(pool) => more = NdisAllocateNetBuffer(pool, default, 0, 0);

            protected override void Dispose(bool disposing)
            {
                if (disposing && !more.IsNull)
                {
                    NdisFreeNetBuffer(more);
                    more = default;
                }

                base.Dispose(disposing);
            }
        }
        """);

    [Fact]
    public Task A_derived_class_forgets_its_own() => Code.InFile(Frame + """
        sealed class Extended : Frame
        {
            NetBuffer more;

            public Extended(NetBufferPool pool) : base(pool) => more = NdisAllocateNetBuffer(pool, default, 0, 0);

            public int Length => more ? more.DataLength : 0;

            protected override void {|NDIS0001:Dispose|}(bool disposing) => base.Dispose(disposing);
        }
        """);

    [Fact]
    public Task A_derived_class_forgets_what_its_base_has() => Code.InFile(Frame + """
        sealed class Extended(NetBufferPool pool) : Frame(pool)
        {
            protected override void {|NDIS0001:Dispose|}(bool disposing) => Console.WriteLine("nothing of the base");
        }
        """);

    [Theory]
    [InlineData("references++ == 0", "if (references == 0) return;", "--references == 0")]
    [InlineData("0 == references++", "if (references == 0) return;", "references-- == 1")]
    [InlineData("references++ is 0", "if (references == 0) return;", "1 == references--")]
    [InlineData("references++ < 1", "if (references < 1) return;", "references-- is 1")]
    // The count may fall below zero, and nobody takes anything then.
    [InlineData("references++ == 0", "", "--references == 0")]
    [InlineData("0 == references++", "", "--references == 0")]
    [InlineData("references++ is 0", "", "--references == 0")]
    public Task The_first_reference_takes_and_the_last_one_frees(string isFirst, string none, string isLast) => Code.InFile($$"""
        sealed class Shared(NetBufferPool pool) : IDisposable
        {
            NetBuffer nb;
            int references;

            public void AddReference()
            {
                if ({{isFirst}})
                    nb = NdisAllocateNetBuffer(pool, default, 0, 0);
            }

            public void RemoveReference()
            {
                {{none}}
                if ({{isLast}} && !nb.IsNull)
                {
                    NdisFreeNetBuffer(nb);
                    nb = default;
                }
            }

            public void Dispose()
            {
                if (!nb.IsNull)
                    NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task The_first_call_takes_and_nobody_frees() => Code.InMethod("""
        void M(int count)
        {
            var taken = 0;
            if (taken++ == 0)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                Console.WriteLine(nb.IsNull);
            }
        }
        """);

    [Fact]
    public Task The_state_of_a_work_item_goes_to_the_work_item() => Code.InMethod("""
        void Queued()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb.IsNull)
                ThreadPool.QueueUserWorkItem(static state => NdisFreeNetBuffer((NetBuffer)state!), nb);
        }

        void Started()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb.IsNull)
                new Thread(static state => NdisFreeNetBuffer((NetBuffer)state!)).Start(nb);
        }
        """);
}
