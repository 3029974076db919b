namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0005: objects that get no name where they are acquired.</summary>
public sealed class UnkeptTests
{
    const string Take = """
        bool TryTake(out NetBuffer packet)
        {
            packet = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return !packet.IsNull;
        }


        """;

    static Task Check(string before, string? after = null) => Fix<FreeBeforeExits>.InMethod(before, after);

    [Fact]
    public Task A_discarded_argument_gets_a_name() => Check(Take + """
        void M()
        {
            {|NDIS0005:TryTake(out _)|};
        }
        """, Take + """
        void M()
        {
            TryTake(out var netBuffer);
            if (!netBuffer.IsNull)
                NdisFreeNetBuffer(netBuffer);
        }
        """);

    [Fact]
    public Task The_same_behind_an_arrow_that_gives_a_value() => Check(Take + """
        int M() => {|NDIS0005:TryTake(out _)|} ? 1 : 0;
        """, Take + """
        int M()
        {
            var result = TryTake(out var netBuffer) ? 1 : 0;
            if (!netBuffer.IsNull)
                NdisFreeNetBuffer(netBuffer);
            return result;
        }
        """);

    [Fact]
    public Task A_property_that_gives_a_new_one_each_time_is_asked_once() => Check("""
        NetBuffer Fresh => NdisAllocateNetBuffer(pool, mdl, 0, 0);

        void M()
        {
            if ({|NDIS0005:Fresh|}.IsNull)
                return;
            {|NDIS0010:NdisFreeNetBuffer(Fresh)|};
        }
        """, """
        NetBuffer Fresh => NdisAllocateNetBuffer(pool, mdl, 0, 0);

        void M()
        {
            var netBuffer = Fresh;
            if (netBuffer.IsNull)
                return;
            NdisFreeNetBuffer(netBuffer);
        }
        """);

    [Fact]
    public Task What_a_helper_gives_and_nobody_takes_gets_a_name() => Check("""
        NetBuffer Make(out int length)
        {
            length = 3;
            return NdisAllocateNetBuffer(pool, mdl, 0, length);
        }

        int M()
        {
            {|NDIS0005:Make(out var length)|};
            return length;
        }
        """, """
        NetBuffer Make(out int length)
        {
            length = 3;
            return NdisAllocateNetBuffer(pool, mdl, 0, length);
        }

        int M()
        {
            var netBuffer = Make(out var length);
            if (!netBuffer.IsNull)
                NdisFreeNetBuffer(netBuffer);
            return length;
        }
        """);

    [Fact]
    public Task An_acquire_that_stands_for_nothing_is_left_to_its_author() => Check("""
        void M()
        {
            {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        }
        """);

    [Fact]
    public Task A_lambda_that_is_one_expression_becomes_a_block() => Check("""
        Func<int, bool> M() => length => {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, length)|}.IsNull;
        """, """
        Func<int, bool> M() => length =>
        {
            var netBuffer = NdisAllocateNetBuffer(pool, mdl, 0, length);
            var result = netBuffer.IsNull;
            if (!netBuffer.IsNull)
                NdisFreeNetBuffer(netBuffer);
            return result;
        };
        """);

    [Fact]
    public Task All_objects_of_one_call_are_freed() => Check("""
        bool TakeBoth(out NetBuffer head, out NetBuffer tail)
        {
            head = NdisAllocateNetBuffer(pool, mdl, 0, 14);
            tail = NdisAllocateNetBuffer(pool, mdl, 14, 50);
            return !head.IsNull && !tail.IsNull;
        }

        void M()
        {
            if (!{|NDIS0005:TakeBoth(out var head, out var tail)|})
                return;
            NdisFreeNetBuffer(tail);
            NdisFreeNetBuffer(head);
        }
        """, """
        bool TakeBoth(out NetBuffer head, out NetBuffer tail)
        {
            head = NdisAllocateNetBuffer(pool, mdl, 0, 14);
            tail = NdisAllocateNetBuffer(pool, mdl, 14, 50);
            return !head.IsNull && !tail.IsNull;
        }

        void M()
        {
            if (!TakeBoth(out var head, out var tail))
            {
                if (!tail.IsNull)
                    NdisFreeNetBuffer(tail);
                if (!head.IsNull)
                    NdisFreeNetBuffer(head);
                return;
            }
            NdisFreeNetBuffer(tail);
            NdisFreeNetBuffer(head);
        }
        """);
}
