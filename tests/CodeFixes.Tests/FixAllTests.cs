using Microsoft.CodeAnalysis.Testing;

namespace NdisRules.CodeFixes.Tests;

/// <summary>One command for a whole document; the harness compares it with fixing one by one.</summary>
public sealed class FixAllTests
{
    [Fact]
    public Task Methods_are_fixed_each_for_itself_and_what_cannot_be_fixed_is_left() => Fix<FreeBeforeExits>.InMethod("""
        void A()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
        }

        void B()
        {
            {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        }

        void C()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            Work();
        }
        """, """
        void A()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
        }

        void B()
        {
            {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        }

        void C()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Work();
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_is_suppressed_stays_as_it_is() => Fix<FreeBeforeExits>.InMethod("""
        void A()
        {
        #pragma warning disable NDIS0005
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        #pragma warning restore NDIS0005
            if (nb.IsNull)
                return;
        }

        void B()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
        }
        """, """
        void A()
        {
        #pragma warning disable NDIS0005
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        #pragma warning restore NDIS0005
            if (nb.IsNull)
                return;
        }

        void B()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
        }
        """, test => test.TestBehaviors = TestBehaviors.SkipSuppressionCheck);

    [Fact]
    public Task Two_values_that_look_at_two_buffers_share_one_local() => Fix<FreeBeforeExits>.InMethod("""
        int M()
        {
            var first = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (first.IsNull)
                return 0;
            var second = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (second.IsNull)
                return 1;
            return first.DataLength + second.DataLength;
        }
        """, """
        int M()
        {
            var first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull)
                return 0;
            var second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (second.IsNull)
            {
                NdisFreeNetBuffer(first);
                return 1;
            }
            var result = first.DataLength + second.DataLength;
            NdisFreeNetBuffer(second);
            NdisFreeNetBuffer(first);
            return result;
        }
        """);

    [Fact]
    public Task Two_fields_in_HaltEx() => Fix<FreeInClosingRole>.InDriver("""
        NetBuffer first, second;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull)
                return NdisStatus.Resources;
            second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return NdisStatus.Success;
        }

        public override void {|NDIS0001:{|NDIS0001:HaltEx|}|}(NdisHaltAction action)
        {
        }
        """, """
        NetBuffer first, second;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull)
                return NdisStatus.Resources;
            second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(first);
            first = default;
            if (!second.IsNull)
            {
                NdisFreeNetBuffer(second);
                second = default;
            }
        }
        """);

    [Fact]
    public Task Two_fields_without_a_HaltEx() => Fix<FreeInClosingRole>.InDriver("""
        NetBuffer first, second;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            first = {|NDIS0001:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            second = {|NDIS0001:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            return NdisStatus.Success;
        }
        """, """
        NetBuffer first, second;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (!first.IsNull)
            {
                NdisFreeNetBuffer(first);
                first = default;
            }
            if (!second.IsNull)
            {
                NdisFreeNetBuffer(second);
                second = default;
            }
        }
        """);

    [Fact]
    public Task A_failing_return_and_a_forgetful_HaltEx_of_one_field() => Fix<FreeInClosingRole>.InDriver("""
        NetBuffer heartbeat;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (heartbeat.IsNull)
                return NdisStatus.Resources;
            if (Flag())
                {|NDIS0001:return NdisStatus.Failure;|}
            return NdisStatus.Success;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
        }
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
                return NdisStatus.Failure;
            }
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(heartbeat);
            heartbeat = default;
        }
        """, test => test.NumberOfIncrementalIterations = 2);

    [Fact]
    public Task Three_buffers_lost_at_three_exits() => Fix<FreeBeforeExits>.InMethod("""
        bool M()
        {
            var a = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (a.IsNull)
                return false;
            var b = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (b.IsNull)
                return false;
            var c = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (c.IsNull)
                return false;
            return true;
        }
        """, """
        bool M()
        {
            var a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (a.IsNull)
                return false;
            var b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (b.IsNull)
            {
                NdisFreeNetBuffer(a);
                return false;
            }
            var c = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (c.IsNull)
            {
                NdisFreeNetBuffer(b);
                NdisFreeNetBuffer(a);
                return false;
            }
            NdisFreeNetBuffer(c);
            NdisFreeNetBuffer(b);
            NdisFreeNetBuffer(a);
            return true;
        }
        """);
}
