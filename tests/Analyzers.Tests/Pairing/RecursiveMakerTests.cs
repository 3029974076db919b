namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>A method that calls itself until it acquires hands out one object, however deep it went; and what is null on every way.</summary>
public class RecursiveMakerTests
{
    [Theory]
    [InlineData("var nb = Deep(2); if (nb) NdisFreeNetBuffer(nb);")]
    [InlineData("var nb = Even(4); if (nb) NdisFreeNetBuffer(nb);")]
    [InlineData("var one = Deep(2); var two = Deep(3); if (one) NdisFreeNetBuffer(one); if (two) NdisFreeNetBuffer(two);")]
    [InlineData("Within(3);")]
    public Task Without_a_defect(string statements) => InMethod(statements);

    [Theory]
    [InlineData("var nb = {|NDIS0005:Deep(2)|};")]
    [InlineData("var nb = Deep(2); {|NDIS0010:NdisFreeNetBuffer(nb)|};")]
    [InlineData("var nb = Deep(2); if (!nb) return; NdisFreeNetBuffer(nb); {|NDIS0003:NdisFreeNetBuffer(nb)|};")]
    [InlineData("var one = {|NDIS0005:Deep(2)|}; var two = Deep(3); if (two) NdisFreeNetBuffer(two);")]
    public Task With_a_defect(string statements) => InMethod(statements);

    [Fact]
    public Task Two_methods_that_call_each_other_are_silent_for_now() => InMethod("var nb = Even(4); if (nb) nb.DataLength = 1;");

    [Theory]
    [InlineData("NetBuffer nb = default; if (Wanted) nb = Deep(0); if (nb) NdisFreeNetBuffer(nb);")]
    [InlineData("NetBuffer nb = default; if (wanted) nb = Deep(0); if (wanted && !nb.IsNull) NdisFreeNetBuffer(nb);")]
    [InlineData("NdisFreeNetBuffer(Given());")]
    public Task Not_null_on_every_way(string statements) => InMethod(statements);

    [Theory]
    [InlineData("NetBuffer nb = default; if (wanted) nb = Deep(0); if (!wanted) {|NDIS0007:NdisFreeNetBuffer(nb)|}; else if (nb) NdisFreeNetBuffer(nb);")]
    [InlineData("{|NDIS0007:NdisFreeNetBuffer(Nothing())|};")]
    [InlineData("var nb = Nothing(); {|NDIS0007:NdisFreeNetBuffer(nb)|};")]
    public Task Null_on_every_way(string statements) => InMethod(statements);

    static Task InMethod(string statements) => Code.InMethod($$"""
        static NetBuffer given;
        static bool Wanted => Flag();
        static NetBuffer Nothing() => default;
        static NetBuffer Given() => given;
        static NetBuffer Deep(int depth) => depth == 0 ? NdisAllocateNetBuffer(pool, mdl, 0, 64) : Deep(depth - 1);
        static NetBuffer Even(int depth) => depth == 0 ? NdisAllocateNetBuffer(pool, mdl, 0, 64) : Odd(depth - 1);
        static NetBuffer Odd(int depth) => Even(depth - 1);

        static void Within(int depth)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (nb.IsNull)
                return;
            if (depth > 0)
                Within(depth - 1);
            NdisFreeNetBuffer(nb);
        }

        void M(bool wanted)
        {
            {{statements}}
        }
        """);
}
