namespace NdisRules.CodeFixes.Tests;

/// <summary>Each way in which a life can end, and in which a field can be reached there.</summary>
public sealed class ClosingFormTests
{
    const string Opening = """
        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
        }
        """;

    static Task Check(string before, string after, int index = 0) => Fix<FreeInClosingRole>.InDriver(before, after, test => test.CodeActionIndex = index);

    [Fact]
    public Task The_free_may_also_go_first() => Check($$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
            // Say goodbye.
            Console.WriteLine("halted");
        }
        """, $$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void HaltEx(NdisHaltAction action)
        {
            // Say goodbye.
            NdisFreeNetBuffer(heartbeat);
            heartbeat = default;
            Console.WriteLine("halted");
        }
        """, index: 1);

    [Fact]
    public Task The_free_goes_first_where_the_handler_may_leave_early() => Check($$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
            if (Flag())
                return;
            Console.WriteLine("halted");
        }
        """, $$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(heartbeat);
            heartbeat = default;
            if (Flag())
                return;
            Console.WriteLine("halted");
        }
        """);

    [Fact]
    public Task A_field_that_may_be_empty_is_tested() => Check("""
        NetBuffer pending;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags)
        {
            if (pending.IsNull)
                pending = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
        }
        """, """
        NetBuffer pending;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags)
        {
            if (pending.IsNull)
                pending = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (!pending.IsNull)
            {
                NdisFreeNetBuffer(pending);
                pending = default;
            }
        }
        """);

    [Fact]
    public Task A_HaltEx_of_one_line() => Check($$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) { }
        """, $$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(heartbeat);
            heartbeat = default;
        }
        """);

    [Fact]
    public Task An_automatic_property() => Check($$"""
        NetBuffer heartbeat { get; set; }

        {{Opening}}

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
        }
        """, $$"""
        NetBuffer heartbeat { get; set; }

        {{Opening}}

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(heartbeat);
            heartbeat = default;
        }
        """);

    [Fact]
    public Task A_parameter_of_the_same_name_is_not_taken_for_the_field() => Check($$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction heartbeat)
        {
        }
        """, $$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void HaltEx(NdisHaltAction heartbeat)
        {
            NdisFreeNetBuffer(this.heartbeat);
            this.heartbeat = default;
        }
        """);

    [Fact]
    public Task The_editorconfig_may_want_this() => Fix<FreeInClosingRole>.InDriver($$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
        }
        """, $$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(this.heartbeat);
            this.heartbeat = default;
        }
        """, test => test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ndotnet_style_qualification_for_field = true:warning\n")));

    [Fact]
    public Task A_throw_out_of_InitializeEx() => Check("""
        NetBuffer heartbeat;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (heartbeat.IsNull)
                return NdisStatus.Resources;
            if (Flag())
                {|NDIS0001:throw new InvalidOperationException();|}
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(heartbeat);
        """, """
        NetBuffer heartbeat;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (heartbeat.IsNull)
                return NdisStatus.Resources;
            if (Flag())
            {
                NdisFreeNetBuffer(heartbeat);
                heartbeat = default;
                throw new InvalidOperationException();
            }
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(heartbeat);
        """);

    [Fact]
    public Task A_status_that_was_tested_needs_no_second_test() => Check("""
        NetBuffer heartbeat;

        static NdisStatus Prepare() => Flag() ? NdisStatus.Success : NdisStatus.Failure;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (heartbeat.IsNull)
                return NdisStatus.Resources;
            var status = Prepare();
            if (status != NdisStatus.Success)
                {|NDIS0001:return status;|}
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(heartbeat);
        """, """
        NetBuffer heartbeat;

        static NdisStatus Prepare() => Flag() ? NdisStatus.Success : NdisStatus.Failure;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (heartbeat.IsNull)
                return NdisStatus.Resources;
            var status = Prepare();
            if (status != NdisStatus.Success)
            {
                NdisFreeNetBuffer(heartbeat);
                heartbeat = default;
                return status;
            }
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(heartbeat);
        """);

    [Fact]
    public Task A_failure_and_a_success_in_one_return_are_told_apart() => Check("""
        NetBuffer first, second;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull)
                return NdisStatus.Resources;
            second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0001:return second.IsNull ? NdisStatus.Resources : NdisStatus.Success;|}
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(first);
            NdisFreeNetBuffer(second);
        }
        """, """
        NetBuffer first, second;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull)
                return NdisStatus.Resources;
            second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var status = second.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            if (status != NdisStatus.Success)
            {
                NdisFreeNetBuffer(first);
                first = default;
            }
            return status;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(first);
            NdisFreeNetBuffer(second);
        }
        """);

    [Fact]
    public Task A_static_field_of_a_driver() => Check($$"""
        static NetBuffer heartbeat;

        {{Opening}}

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
        }
        """, $$"""
        static NetBuffer heartbeat;

        {{Opening}}

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(heartbeat);
            heartbeat = default;
        }
        """);
}
