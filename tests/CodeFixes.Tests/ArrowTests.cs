namespace NdisRules.CodeFixes.Tests;

/// <summary>Members that are one expression: they become blocks where a fix needs statements, and only there.</summary>
public sealed class ArrowTests
{
    [Fact]
    public Task An_object_that_only_an_argument_holds_gets_a_name_and_is_freed() => Fix<FreeBeforeExits>.InMethod("""
        static void Look(NetBuffer one) => Console.WriteLine(one.IsNull);

        void M() => Look({|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|});
        """, """
        static void Look(NetBuffer one) => Console.WriteLine(one.IsNull);

        void M()
        {
            var netBuffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Look(netBuffer);
            if (!netBuffer.IsNull)
                NdisFreeNetBuffer(netBuffer);
        }
        """);

    [Fact]
    public Task What_is_freed_untested_gets_a_name_and_is_tested() => Fix<TestBeforeUse>.InMethod("""
        NetBuffer Make() => NdisAllocateNetBuffer(pool, mdl, 0, 0);

        void M() => {|NDIS0010:NdisFreeNetBuffer(Make())|};
        """, """
        NetBuffer Make() => NdisAllocateNetBuffer(pool, mdl, 0, 0);

        void M()
        {
            var netBuffer = Make();
            if (!netBuffer.IsNull)
                NdisFreeNetBuffer(netBuffer);
        }
        """);

    [Fact]
    public Task What_a_tuple_brings_is_freed_by_its_name() => Fix<FreeBeforeExits>.InMethod("""
        (int Length, NetBuffer Packet) Take()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return nb.IsNull ? (0, default) : (nb.DataLength, nb);
        }

        int M() => {|NDIS0005:Take()|}.Length;
        """, """
        (int Length, NetBuffer Packet) Take()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return nb.IsNull ? (0, default) : (nb.DataLength, nb);
        }

        int M()
        {
            var taken = Take();
            NdisFreeNetBuffer(taken.Packet);
            return taken.Length;
        }
        """);

    [Fact]
    public Task What_is_disposed_gets_a_scope() => Fix<FreeBeforeExits>.Whole("""
        using System.Buffers;

        class Reader
        {
            static IMemoryOwner<byte> Take(int size) => MemoryPool<byte>.Shared.Rent(size);

            int M(int size) => {|NDIS0005:Take(size)|}.Memory.Length;
        }
        """, """
        using System.Buffers;

        class Reader
        {
            static IMemoryOwner<byte> Take(int size) => MemoryPool<byte>.Shared.Rent(size);

            int M(int size)
            {
                using var memoryOwner = Take(size);
                return memoryOwner.Memory.Length;
            }
        }
        """);

    [Fact]
    public Task The_old_one_is_freed_before_an_arrow_puts_another_there() => Fix<FreeBeforeNext>.InDriver("""
        NetBuffer control;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void InterruptDpc() => control = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 60)|};

        public override void HaltEx(NdisHaltAction action)
        {
            if (!control.IsNull)
                NdisFreeNetBuffer(control);
        }
        """, """
        NetBuffer control;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void InterruptDpc()
        {
            if (!control.IsNull)
                NdisFreeNetBuffer(control);
            control = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (!control.IsNull)
                NdisFreeNetBuffer(control);
        }
        """);

    [Fact]
    public Task A_property_gets_a_getter() => Fix<FreeBeforeExits>.InMethod("""
        static int Look(NetBuffer one) => one.IsNull ? 0 : one.DataLength;

        int Length => Look({|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 1)|}); // bytes
        """, """
        static int Look(NetBuffer one) => one.IsNull ? 0 : one.DataLength;

        int Length
        {
            get
            {
                var netBuffer = NdisAllocateNetBuffer(pool, mdl, 0, 1);
                var result = Look(netBuffer);
                if (!netBuffer.IsNull)
                    NdisFreeNetBuffer(netBuffer);
                return result; // bytes
            }
        }
        """);
}
