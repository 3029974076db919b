namespace NdisRules.CodeFixes.Tests;

public sealed class FreeInClosingRoleTests
{
    const string Opening = """
        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
        }
        """;

    static Task Check(string before, string? after = null) => Fix<FreeInClosingRole>.InDriver(before, after);

    [Fact]
    public Task A_field_is_freed_and_cleared_at_the_end_of_HaltEx() => Check($$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
            // Nothing to do yet.
        }
        """, $$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void HaltEx(NdisHaltAction action)
        {
            // Nothing to do yet.
            NdisFreeNetBuffer(heartbeat);
            heartbeat = default;
        }
        """);

    [Fact]
    public Task A_missing_HaltEx_is_added_after_InitializeEx() => Check($$"""
        NetBuffer heartbeat;

        {{Opening.Replace("NdisAllocateNetBuffer(pool, mdl, 0, 0)", "{|NDIS0001:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}")}}

        public override NdisStatus Pause(MiniportPauseParameters parameters) => NdisStatus.Success;
        """, $$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(heartbeat);
            heartbeat = default;
        }

        public override NdisStatus Pause(MiniportPauseParameters parameters) => NdisStatus.Success;
        """);

    [Fact]
    public Task A_failing_InitializeEx_frees_what_it_took() => Check("""
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
        """, """
        NetBuffer first, second;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull)
                return NdisStatus.Resources;
            second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (second.IsNull)
            {
                NdisFreeNetBuffer(first);
                first = default;
                return NdisStatus.Resources;
            }
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(first);
            NdisFreeNetBuffer(second);
        }
        """);

    [Fact]
    public Task An_expression_bodied_HaltEx_gets_a_block() => Check($$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => Console.WriteLine("halted"); // the last word
        """, $$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void HaltEx(NdisHaltAction action)
        {
            Console.WriteLine("halted"); // the last word
            NdisFreeNetBuffer(heartbeat);
            heartbeat = default;
        }
        """);

    [Fact]
    public Task Ways_that_free_it_already_clear_it_and_the_end_asks() => Check($$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
            if (action == NdisHaltAction.SurpriseRemoved)
                NdisFreeNetBuffer(heartbeat);
        }
        """, $$"""
        NetBuffer heartbeat;

        {{Opening}}

        public override void HaltEx(NdisHaltAction action)
        {
            if (action == NdisHaltAction.SurpriseRemoved)
            {
                NdisFreeNetBuffer(heartbeat);
                heartbeat = default;
            }
            if (!heartbeat.IsNull)
            {
                NdisFreeNetBuffer(heartbeat);
                heartbeat = default;
            }
        }
        """);

    [Fact]
    public Task A_static_handler_that_fails_frees_through_its_context() => Fix<FreeInClosingRole>.InFile("""
        sealed class Context
        {
            public NetBuffer Beacon;
        }

        static class Driver
        {
            static readonly NetBufferPool pool = null!;

            public static MiniportDriverCharacteristics Characteristics() => new() { InitializeEx = Begin, HaltEx = End };

            static NdisStatus Begin(NdisHandle adapter, object? driverContext, MiniportInitParameters parameters)
            {
                var context = new Context();
                context.Beacon = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (context.Beacon.IsNull)
                    return NdisStatus.Resources;
                if (NdisMSetMiniportAttributes(adapter, context) != NdisStatus.Success)
                    {|NDIS0001:return NdisStatus.Failure;|}
                return NdisStatus.Success;
            }

            static void End(object? context, NdisHaltAction action) => NdisFreeNetBuffer(((Context)context!).Beacon);
        }
        """, """
        sealed class Context
        {
            public NetBuffer Beacon;
        }

        static class Driver
        {
            static readonly NetBufferPool pool = null!;

            public static MiniportDriverCharacteristics Characteristics() => new() { InitializeEx = Begin, HaltEx = End };

            static NdisStatus Begin(NdisHandle adapter, object? driverContext, MiniportInitParameters parameters)
            {
                var context = new Context();
                context.Beacon = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (context.Beacon.IsNull)
                    return NdisStatus.Resources;
                if (NdisMSetMiniportAttributes(adapter, context) != NdisStatus.Success)
                {
                    NdisFreeNetBuffer(context.Beacon);
                    context.Beacon = default;
                    return NdisStatus.Failure;
                }
                return NdisStatus.Success;
            }

            static void End(object? context, NdisHaltAction action) => NdisFreeNetBuffer(((Context)context!).Beacon);
        }
        """);
}
