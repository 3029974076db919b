namespace NdisRules.CodeFixes.Tests;

/// <summary>Where no change would certainly be right, none is offered.</summary>
public sealed class NotOfferedTests
{
    static Task Nothing(string members) => Fix<FreeBeforeExits>.InMethod(members);

    [Fact]
    public Task For_a_buffer_that_was_never_given_a_name() => Nothing("""
        void M()
        {
            {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        }
        """);

    [Fact]
    public Task For_what_is_freed_everywhere() => Nothing("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task For_what_is_handed_to_the_caller() => Nothing("""
        NetBuffer M() => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        """);

    [Fact]
    public Task For_another_kind_of_defect() => Nothing("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task For_a_field_by_the_fix_of_locals() => Fix<FreeBeforeExits>.InDriver("""
        NetBuffer heartbeat;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) { }
        """);

    [Fact]
    public Task For_a_field_that_HaltEx_frees() => Fix<FreeInClosingRole>.InDriver("""
        NetBuffer heartbeat;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(heartbeat);
        """);

    [Fact]
    public Task For_a_class_whose_Dispose_is_elsewhere() => Fix<FreeInClosingRole>.InFile("""
        sealed class Frames(NetBufferPool pool, Mdl mdl) : MarshalByRefObject
        {
            NetBuffer buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);

            public int Length => buffer.DataLength;
        }
        """);

    [Fact]
    public Task For_a_return_inside_a_conditional_directive() => Nothing("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (Flag())
        #if !QUIET
                return;
        #else
                Work();
        #endif
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task For_the_condition_of_a_loop_that_overwrites() => Nothing("""
        NetBuffer Next() => default;

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            while (!(nb = Next()).IsNull)
                Work();
        }
        """);

    [Fact]
    public Task For_a_class_that_has_something_else_called_HaltEx() => Fix<FreeInClosingRole>.InFile("""
        static class Driver
        {
            static readonly NetBufferPool pool = null!;
            static NetBuffer heartbeat;
            static int HaltEx;

            [MiniportRole(MiniportRole.InitializeEx)]
            static NdisStatus Begin(NdisHandle handle, object? driver, MiniportInitParameters parameters)
            {
                heartbeat = {|NDIS0001:NdisAllocateNetBuffer(pool, default, 0, 0)|};
                return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }
        }
        """);
}
