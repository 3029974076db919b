namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>How far a counter has to be counted: as far as somebody asks.</summary>
public sealed class CountingTests
{
    [Theory]
    [InlineData("rounds == 0")]
    [InlineData("rounds == 1")]
    [InlineData("rounds == 2")]
    [InlineData("rounds < 3")]
    [InlineData("rounds >= 2L")]
    public Task What_is_asked_twice_has_one_answer(string asked) => Code.InMethod($$"""
        void M(int limit)
        {
            var rounds = 0;
            while (Flag())
                rounds++;
            NetBuffer nb = default;
            if ({{asked}})
                nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            if ({{asked}})
                NdisFreeNetBuffer(nb);
        }
        """.Replace("NdisFreeNetBuffer(nb)", "if (!nb.IsNull) NdisFreeNetBuffer(nb)"));

    [Fact]
    public Task What_is_asked_of_another_number_loses_it() => Code.InMethod("""
        void M()
        {
            var rounds = 0;
            while (Flag())
                rounds++;
            NetBuffer nb = default;
            if (rounds > 1)
                nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (rounds == 2 && !nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task The_caller_of_a_counter_asks() => Code.InMethod("""
        static int Rounds(int limit)
        {
            var rounds = 0;
            for (var i = 0; i < limit; i++)
                rounds++;
            return rounds;
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Rounds(2) >= 0)
                NdisFreeNetBuffer(nb);
            else
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task At_least_one_round_is_not_none() => Code.InMethod("""
        void M(int length)
        {
            NetBuffer nb = default;
            var taken = 0;
            for (var i = 0; i < length; i++)
                if (taken == 0)
                {
                    nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                    taken++;
                }

            if (taken > 0 && !nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_counter_in_a_lambda_is_counted_in_full() => Code.InMethod("""
        void M()
        {
            var rounds = 0;
            Action more = () => rounds++;
            more();
            more();
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (rounds == 2 && !nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);
}
