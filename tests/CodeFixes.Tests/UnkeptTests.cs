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

    const string Encode = """
        (NetBuffer Packet, int Length) Encode(string text) => (NdisAllocateNetBuffer(pool, mdl, 0, text.Length), text.Length);


        """;

    [Theory]
    [InlineData("var (_, length)", "var (packet, length)")]
    [InlineData("(_, var length)", "(var packet, var length)")]
    [InlineData("(_, int length)", "(var packet, int length)")]
    [InlineData("(NetBuffer _, var length)", "(NetBuffer packet, var length)")]
    public Task A_discarded_element_gets_the_name_that_it_has_where_it_comes_from(string before, string after) => Check(Encode + $$"""
        int M(string text)
        {
            {{before}} = {|NDIS0005:Encode(text)|}; // only how long it is
            return length;
        }
        """, Encode + $$"""
        int M(string text)
        {
            {{after}} = Encode(text); // only how long it is
            if (!packet.IsNull)
                NdisFreeNetBuffer(packet);
            return length;
        }
        """);

    [Fact]
    public Task A_name_is_declared_beside_a_variable_that_is_there_already() => Check("""
        readonly int[] lengths = new int[4];
        static (int, NetBuffer) Make() => (4, NdisAllocateNetBuffer(pool, mdl, 0, 4));

        void M(bool wanted)
        {
            if (wanted)
                (lengths[1], _) = {|NDIS0005:Make()|};
        }
        """, """
        readonly int[] lengths = new int[4];
        static (int, NetBuffer) Make() => (4, NdisAllocateNetBuffer(pool, mdl, 0, 4));

        void M(bool wanted)
        {
            if (wanted)
            {
                (lengths[1], var netBuffer) = Make();
                if (!netBuffer.IsNull)
                    NdisFreeNetBuffer(netBuffer);
            }
        }
        """);

    [Fact]
    public Task Of_two_elements_that_may_be_it_neither_is_chosen() => Check("""
        static (NetBuffer, NetBuffer, int) Make() => (NdisAllocateNetBuffer(pool, mdl, 0, 4), default, 4);

        int M()
        {
            var (_, _, length) = {|NDIS0005:Make()|};
            return length;
        }
        """);

    [Fact]
    public Task What_was_discarded_by_an_assignment_is_declared_instead() => Check("""
        static NetBuffer Make() { var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4); Work(); return nb; }

        void M(bool wanted)
        {
            _ = {|NDIS0005:Make()|};
            while (wanted)
                _ = {|NDIS0005:Make()|};
        }
        """, """
        static NetBuffer Make() { var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4); Work(); return nb; }

        void M(bool wanted)
        {
            var netBuffer = Make();
            if (!netBuffer.IsNull)
                NdisFreeNetBuffer(netBuffer);
            while (wanted)
            {
                var netBuffer1 = Make();
                if (!netBuffer1.IsNull)
                    NdisFreeNetBuffer(netBuffer1);
            }
        }
        """);

    [Fact]
    public Task What_nobody_asks_for_is_freed_at_once_and_not_on_each_way_out() => Check("""
        static NetBuffer Make() { var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4); Work(); return nb; }

        int M(bool wanted)
        {
            {|NDIS0005:Make()|};
            if (wanted)
                return 1;
            Work();
            return 2;
        }
        """, """
        static NetBuffer Make() { var nb = NdisAllocateNetBuffer(pool, mdl, 0, 4); Work(); return nb; }

        int M(bool wanted)
        {
            var netBuffer = Make();
            if (!netBuffer.IsNull)
                NdisFreeNetBuffer(netBuffer);
            if (wanted)
                return 1;
            Work();
            return 2;
        }
        """);

    [Fact]
    public Task What_comes_along_may_look_at_it_later() => Check("""
        static (NetBuffer, Func<int>) Make(int length) => (NdisAllocateNetBuffer(pool, mdl, 0, length), () => length);

        int M()
        {
            var (_, ask) = {|NDIS0005:Make(3)|};
            var answer = ask();
            return answer;
        }
        """, """
        static (NetBuffer, Func<int>) Make(int length) => (NdisAllocateNetBuffer(pool, mdl, 0, length), () => length);

        int M()
        {
            var (netBuffer, ask) = Make(3);
            var answer = ask();
            if (!netBuffer.IsNull)
                NdisFreeNetBuffer(netBuffer);
            return answer;
        }
        """);
}
