namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Delegates that are kept: in variables, fields, structs and results, and those that go out of sight.</summary>
public sealed class KeptDelegateTests
{
    [Fact]
    public Task A_delegate_that_a_method_makes() => Code.InMethod("""
        static Action Releaser(NetBuffer nb) => () => NdisFreeNetBuffer(nb);
        static Func<NetBuffer> Maker() => () => NdisAllocateNetBuffer(pool, mdl, 0, 0);

        void Good()
        {
            var make = Maker();
            var nb = make();
            if (!nb)
                return;
            var free = Releaser(nb);
            free();
        }

        void Bad()
        {
            var make = Maker();
            var nb = {|NDIS0005:make()|};
            if (!nb)
                return;
            var free = Releaser(nb);
        }

        void Worse()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            var free = Releaser(nb);
            free();
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task The_only_name_of_an_object_is_in_a_delegate() => Code.InMethod("""
        static Action Releaser(NetBuffer nb) => () => { if (nb) NdisFreeNetBuffer(nb); };

        void Good()
        {
            var free = Releaser(NdisAllocateNetBuffer(pool, mdl, 0, 0));
            Work();
            free();
        }

        void Bad(bool ready)
        {
            var free = Releaser({|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|});
            Work();
            if (ready)
                free();
        }
        """);

    [Fact]
    public Task Delegates_of_several_objects_that_one_method_makes() => Code.InMethod("""
        static Action Releaser(NetBuffer nb) => () => { if (nb) NdisFreeNetBuffer(nb); };

        void M()
        {
            var a = Releaser(NdisAllocateNetBuffer(pool, mdl, 0, 0));
            var b = Releaser(NdisAllocateNetBuffer(pool, mdl, 0, 0));
            b();
            a();
        }
        """);

    [Fact]
    public Task A_delegate_in_a_member_of_a_struct() => Code.InMethod("""
        struct Job
        {
            public NetBuffer Buffer;
            public Action<NetBuffer> Done;
        }

        void Good()
        {
            Job job = default;
            job.Done = NdisFreeNetBuffer;
            job.Buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (job.Buffer)
                job.Done(job.Buffer);
        }

        void Bad()
        {
            Job job = default;
            job.Done = nb => nb.DataLength = 0;
            job.Buffer = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (job.Buffer)
                job.Done(job.Buffer);
        }
        """);

    [Theory]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => NdisFreeNetBuffer(nb));")]
    [InlineData("Task.Run(() => NdisFreeNetBuffer(nb));")]
    [InlineData("Action free = () => NdisFreeNetBuffer(nb); later.Add(free);")]
    [InlineData("Action free = () => NdisFreeNetBuffer(nb); Raised += free;")]
    [InlineData("Raised += () => NdisFreeNetBuffer(nb);")]
    [InlineData("Action free = () => NdisFreeNetBuffer(nb); Action outer = () => free(); later.Add(outer);")]
    [InlineData("kept = () => NdisFreeNetBuffer(nb);")]
    [InlineData("void Free() => NdisFreeNetBuffer(nb); kept = Free;")]
    [InlineData("Keep(() => NdisFreeNetBuffer(nb));")]
    [InlineData("var t = new Thread(() => NdisFreeNetBuffer(nb)); t.Start();")]
    [InlineData("Task.CompletedTask.ContinueWith(_ => NdisFreeNetBuffer(nb));")]
    [InlineData("var pair = (Free: (Action)(() => NdisFreeNetBuffer(nb)), 3); pair.Free();")]
    [InlineData("Action[] all = [() => NdisFreeNetBuffer(nb)]; foreach (var one in all) one();")]
    [InlineData("later.ForEach(one => NdisFreeNetBuffer(nb));")]
    [InlineData("Delegate d = () => NdisFreeNetBuffer(nb); d.DynamicInvoke();")]
    public Task A_delegate_that_goes_out_of_sight_takes_what_it_captures(string handing) => Code.InMethod($$"""
        readonly List<Action> later = [];
        Action? kept;
        event Action? Raised;
        void Keep(Action action) => kept = action;
        void Raise() => Raised?.Invoke();

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            {{handing}}
        }
        """);

    [Fact]
    public Task A_delegate_that_went_out_of_sight_before_the_acquire_shares_the_variable() => Code.InMethod("""
        event Action? Raised;

        void M(bool early)
        {
            NetBuffer nb = default;
            if (early)
                Raised += () => NdisFreeNetBuffer(nb);
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb.IsNull && !early)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_a_delegate_out_of_sight_writes_is_not_known() => Code.InMethod("""
        void M(List<int> numbers)
        {
            var found = false;
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            numbers.ForEach(_ => found = true);
            if (found)
                NdisFreeNetBuffer(nb);
            if (!found)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_readonly_field_with_a_delegate() => Code.InMethod("""
        static readonly Func<NetBuffer> make = () => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        static readonly Action<NetBuffer> free = NdisFreeNetBuffer;

        void Good()
        {
            var nb = make();
            if (nb)
                free(nb);
        }

        void Bad()
        {
            var nb = {|NDIS0005:make()|};
            if (nb)
                nb.DataLength = 3;
        }
        """);

    [Fact]
    public Task A_driver_that_keeps_the_free_in_a_field() => Code.InDriver("""
        NetBuffer kept;
        Action? release;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            kept = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (kept.IsNull)
                return NdisStatus.Resources;
            release = () => NdisFreeNetBuffer(kept);
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) => release?.Invoke();
        """);

    [Fact]
    public Task A_driver_whose_kept_delegate_frees_nothing() => Code.InDriver("""
        NetBuffer kept;
        Action? release;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            kept = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (kept.IsNull)
                return NdisStatus.Resources;
            release = () => kept.DataLength = 0;
            return NdisStatus.Success;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => release?.Invoke();
        """);
}
