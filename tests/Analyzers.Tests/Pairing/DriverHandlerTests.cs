namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>What happens between InitializeEx and HaltEx: Restart, Pause, sends, timers, in any order that the system may choose.</summary>
public sealed class DriverHandlerTests
{
    const string Initialize = """
        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;


        """;

    const string Take = """
        NetBuffer a;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }


        """;

    [Fact]
    public Task Freed_in_Pause_and_again_in_HaltEx() => Code.InDriver(Take + """
        public override NdisStatus Pause(MiniportPauseParameters parameters)
        {
            if (a)
                NdisFreeNetBuffer(a);
            a = default;
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (a)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task Freed_in_Pause_and_again_in_HaltEx_without_clearing() => Code.InDriver(Take + """
        public override NdisStatus Pause(MiniportPauseParameters parameters)
        {
            {|NDIS0003:NdisFreeNetBuffer(a)|};
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task Freed_in_Pause_taken_in_Restart_and_freed_again_in_HaltEx() => Code.InDriver("""
        NetBuffer a;

        """ + Initialize + """
        public override NdisStatus Restart(MiniportRestartParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override NdisStatus Pause(MiniportPauseParameters parameters)
        {
            NdisFreeNetBuffer(a);
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (a)
                {|NDIS0003:NdisFreeNetBuffer(a)|};
        }
        """);

    [Fact]
    public Task Taken_in_Restart_and_freed_only_in_HaltEx() => Code.InDriver("""
        NetBuffer a;

        """ + Initialize + """
        public override NdisStatus Restart(MiniportRestartParameters parameters)
        {
            a = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (a)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task Taken_in_Restart_unless_it_is_there() => Code.InDriver("""
        NetBuffer a;

        """ + Initialize + """
        public override NdisStatus Restart(MiniportRestartParameters parameters)
        {
            if (a.IsNull)
                a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (a)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task Taken_in_Restart_and_never_freed() => Code.InDriver("""
        NetBuffer a;

        """ + Initialize + """
        public override NdisStatus Restart(MiniportRestartParameters parameters)
        {
            if (a.IsNull)
                a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) { }
        """);

    [Fact]
    public Task A_send_handler_that_frees_what_it_takes() => Code.InDriver(Initialize + """
        public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags)
        {
            for (var one = list; one; one = one.Next)
            {
                var copy = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (copy.IsNull)
                {
                    one.Status = NdisStatus.Resources;
                    continue;
                }

                copy.DataLength = 3;
                NdisFreeNetBuffer(copy);
            }

            NdisMSendNetBufferListsComplete(NdisMiniportHandle, list, NdisSendCompleteFlags.None);
        }

        public override void HaltEx(NdisHaltAction action) { }
        """);

    [Fact]
    public Task A_send_handler_that_leaks_on_an_error() => Code.InDriver(Initialize + """
        public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags)
        {
            for (var one = list; one; one = one.Next)
            {
                var copy = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (copy.IsNull)
                    continue;
                if (one.NblFlags != 0)
                    continue;
                NdisFreeNetBuffer(copy);
            }

            NdisMSendNetBufferListsComplete(NdisMiniportHandle, list, NdisSendCompleteFlags.None);
        }

        public override void HaltEx(NdisHaltAction action) { }
        """);

    [Fact]
    public Task A_send_handler_that_allocates_on_the_first_packet() => Code.InDriver("""
        NetBuffer scratch;

        """ + Initialize + """
        public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags)
        {
            if (!scratch)
                scratch = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (scratch)
                scratch.DataLength = 3;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (scratch)
                NdisFreeNetBuffer(scratch);
        }
        """);

    [Fact]
    public Task A_send_handler_that_allocates_on_the_first_packet_and_HaltEx_forgets() => Code.InDriver("""
        NetBuffer scratch;

        """ + Initialize + """
        public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags)
        {
            if (!scratch)
                scratch = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (scratch)
                scratch.DataLength = 3;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
        }
        """);

    [Fact]
    public Task Taken_in_send_and_freed_in_return() => Code.InDriver("""
        NetBuffer pending;

        """ + Initialize + """
        public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags)
        {
            if (pending.IsNull)
                pending = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        public override void ReturnNetBufferLists(NetBufferList list, NdisReturnFlags flags)
        {
            if (pending)
                NdisFreeNetBuffer(pending);
            pending = default;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (pending)
                NdisFreeNetBuffer(pending);
        }
        """);

    [Fact]
    public Task Freed_in_return_without_clearing() => Code.InDriver("""
        NetBuffer pending;

        """ + Initialize + """
        public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags)
        {
            if (pending.IsNull)
                pending = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        public override void ReturnNetBufferLists(NetBufferList list, NdisReturnFlags flags)
        {
            if (pending)
                {|NDIS0003:NdisFreeNetBuffer(pending)|};
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
        }
        """);

    [Fact]
    public Task A_handler_that_uses_what_Pause_freed_and_a_HaltEx_without_a_Pause() => Code.InDriver(Take + """
        public override NdisStatus Pause(MiniportPauseParameters parameters)
        {
            {|NDIS0003:NdisFreeNetBuffer(a)|};
            return NdisStatus.Success;
        }

        public override NdisStatus OidRequest(NdisOidRequest request)
        {
            request.BytesProcessed = {|NDIS0004:a.DataLength|};
            return NdisStatus.Success;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) { }
        """);

    [Fact]
    public Task A_handler_that_uses_what_InitializeEx_took() => Code.InDriver(Take + """
        public override NdisStatus OidRequest(NdisOidRequest request)
        {
            request.BytesProcessed = a.DataLength;
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(a);
        """);

    [Fact]
    public Task CheckForHangEx_replaces_what_it_frees() => Code.InDriver(Take + """
        public override bool CheckForHangEx()
        {
            if (a)
                NdisFreeNetBuffer(a);
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return a.IsNull;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (a)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task ResetEx_clears_without_a_free() => Code.InDriver("""
        NetBuffer a;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override NdisStatus ResetEx(out bool addressingReset)
        {
            addressingReset = false;
            a = default;
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (a)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task A_timer_function_is_a_handler_for_now_only_when_it_has_a_role() => Code.InDriver("""
        NetBuffer a;
        NdisTimer? timer;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            => NdisAllocateTimerObject(NdisMiniportHandle, new NdisTimerCharacteristics { TimerFunction = Tick }, out timer);

        void Tick(object? context)
        {
            if (a)
                NdisFreeNetBuffer(a);
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (timer is not null)
                NdisFreeTimerObject(timer);
            if (a)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task ShutdownEx_need_not_free() => Code.InDriver(Take + """
        public override void ShutdownEx(NdisShutdownAction action)
        {
        }

        public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(a);
        """);

    [Fact]
    public Task A_private_helper_runs_only_when_called() => Code.InDriver(Take + """
        void Drop()
        {
            NdisFreeNetBuffer(a);
        }

        public override void HaltEx(NdisHaltAction action) => Drop();
        """);

    [Fact]
    public Task Two_handlers_with_one_field_each() => Code.InDriver("""
        NetBuffer a, b;

        """ + Initialize + """
        public override NdisStatus OidRequest(NdisOidRequest request)
        {
            if (!a)
                a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return NdisStatus.Success;
        }

        public override void CancelSend(nint cancelId)
        {
            if (!b)
                b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
            if (a)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task A_flag_in_the_context_set_by_a_handler() => Code.InDriver("""
        NetBuffer a;
        bool armed;

        """ + Initialize + """
        public override NdisStatus OidRequest(NdisOidRequest request)
        {
            if (armed)
                return NdisStatus.Success;
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                return NdisStatus.Resources;
            armed = true;
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (armed)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task An_enum_state_in_the_context() => Code.InDriver("""
        enum State { Idle, Busy }

        NetBuffer a;
        State state;

        """ + Initialize + """
        public override NdisStatus OidRequest(NdisOidRequest request)
        {
            if (state == State.Busy)
                return NdisStatus.Pending;
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                return NdisStatus.Resources;
            state = State.Busy;
            return NdisStatus.Success;
        }

        public override void CancelOidRequest(nint requestId)
        {
            if (state != State.Busy)
                return;
            NdisFreeNetBuffer(a);
            state = State.Idle;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (state == State.Busy)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task A_thread_of_its_own_takes_it_over() => Code.InDriver("""
        NetBuffer a;

        """ + Initialize + """
        public override NdisStatus Restart(MiniportRestartParameters parameters)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return NdisStatus.Resources;
            ThreadPool.QueueUserWorkItem(_ => NdisFreeNetBuffer(nb));
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (a)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task A_flag_beside_a_field_tells_whether_it_is_held_whatever_else_the_handler_acquires() => Code.InDriver("""
        NetBuffer kept;
        bool isKept;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        NetBuffer Make() => NdisAllocateNetBuffer(pool, mdl, 0, 64);

        public override bool CheckForHangEx()
        {
            var other = Make();
            if (!isKept)
            {
                kept = NdisAllocateNetBuffer(pool, mdl, 0, 64);
                isKept = !kept.IsNull;
            }
            if (other) NdisFreeNetBuffer(other);
            return false;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (isKept) NdisFreeNetBuffer(kept);
        }
        """);
}
