namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class LifeCycleTests
{
    [Fact]
    public Task A_field_that_HaltEx_forgets_is_reported_at_HaltEx() => Code.InDriver("""
        NetBuffer heartbeat;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
        }
        """);

    [Fact]
    public Task A_field_that_HaltEx_frees_is_quiet() => Code.InDriver("""
        NetBuffer heartbeat;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(heartbeat);
        """);

    [Fact]
    public Task A_failing_InitializeEx_must_free_what_it_took() => Code.InDriver("""
        NetBuffer first, second;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull)
                return NdisStatus.Resources;
            second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (second.IsNull)
                {|NDIS0001:return NdisStatus.Resources;|}
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(first);
            NdisFreeNetBuffer(second);
        }
        """);

    [Fact]
    public Task Handlers_that_fill_one_field_are_each_told() => Code.InDriver("""
        NetBuffer pending;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags)
        {
            pending = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        }

        public override bool CheckForHangEx()
        {
            pending = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            return false;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (!pending.IsNull)
                NdisFreeNetBuffer(pending);
        }
        """);

    [Fact]
    public Task A_second_send_overwrites_the_first_ones_buffer() => Code.InDriver("""
        NetBuffer pending;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags)
        {
            pending = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (pending)
                NdisFreeNetBuffer(pending);
        }
        """);

    [Fact]
    public Task Restart_and_Pause_alternate() => Code.InDriver("""
        NetBuffer window;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override NdisStatus Restart(MiniportRestartParameters parameters)
        {
            window = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return window.IsNull ? NdisStatus.Resources : NdisStatus.Success;
        }

        public override NdisStatus Pause(MiniportPauseParameters parameters)
        {
            NdisFreeNetBuffer(window);
            window = default;
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) { }
        """);

    [Fact]
    public Task A_plain_class_frees_in_Dispose() => Code.InFile("""
        sealed class Frame(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer buffer;
            bool disposed;

            public void Fill()
            {
                if (!buffer.IsNull)
                    return;
                buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }

            public void Dispose()
            {
                if (disposed)
                    return;
                disposed = true;
                if (buffer)
                    NdisFreeNetBuffer(buffer);
            }
        }
        """);

    [Fact]
    public Task A_plain_class_that_forgets_is_reported_at_Dispose() => Code.InFile("""
        sealed class Frame(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);

            public int Length => buffer ? buffer.DataLength : 0;

            public void {|NDIS0001:Dispose|}()
            {
            }
        }
        """);

    [Fact]
    public Task A_field_that_is_cleared_without_a_free_is_lost() => Code.InFile("""
        sealed class Frame(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer buffer = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};

            public void Dispose() => buffer = default;
        }
        """);
}
