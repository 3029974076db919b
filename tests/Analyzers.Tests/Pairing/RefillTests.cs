namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>An array that is filled, freed and filled again: the second fill overwrites what the first one left.</summary>
public class RefillTests
{
    const string Helpers = """
        static byte[] Rent() => System.Buffers.ArrayPool<byte>.Shared.Rent(10);
        static void Give(byte[]? block) { if (block != null) System.Buffers.ArrayPool<byte>.Shared.Return(block); }

        """;

    [Theory]
    [InlineData("for (var i = 0; i < all.Length; i++) all[i] = Rent();", "foreach (var block in all) System.Buffers.ArrayPool<byte>.Shared.Return(block);")]
    [InlineData("for (var i = all.Length - 1; i >= 0; i--) all[i] = Rent();", "for (var i = 0; i < all.Length; i++) Give(all[i]);")]
    [InlineData("var i = 0; while (i < all.Length) { var block = Rent(); Work(); all[i] = block; i++; }", "foreach (var block in all) Give(block);")]
    [InlineData("for (var i = 0; i < all.Length; i++) { try { Work(); } finally { all[i] = Rent(); } }", "foreach (var block in all) Give(block);")]
    public Task Each_round_fills_all_and_frees_all(string fill, string free) => Code.InMethod(Helpers + $$"""
        void M(int rounds)
        {
            var all = new byte[8][];
            for (var round = 0; round < rounds; round++)
            {
                {{fill}}
                Work();
                {{free}}
            }
        }
        """);

    [Fact]
    public Task Each_round_takes_a_new_one_for_each_that_it_gives_back() => Code.InMethod(Helpers + """
        void M(int rounds)
        {
            var all = new byte[8][];
            for (var i = 0; i < all.Length; i++)
                all[i] = Rent();
            for (var round = 0; round < rounds; round++)
                for (var i = 0; i < all.Length; i++)
                {
                    Give(all[i]);
                    all[i] = Rent();
                }

            foreach (var block in all)
                Give(block);
        }
        """);

    [Theory]
    [InlineData("for (var i = 0; i < all.Length; i++) if (Flag()) all[i] = Rent();")]
    [InlineData("for (var i = 0; i < all.Length; i++) { if (i == round) continue; all[i] = Rent(); }")]
    [InlineData("for (var i = 0; i < all.Length; i++) { if (i == round) break; all[i] = Rent(); }")]
    [InlineData("for (var i = 0; i < all.Length; i++) all[i] = Flag() ? Rent() : all[i];")]
    public Task A_round_that_leaves_old_ones_among_the_new_gives_them_back_twice(string fill) => Code.InMethod(Helpers + $$"""
        void M(int rounds)
        {
            var all = new byte[8][];
            for (var round = 0; round < rounds; round++)
            {
                {{fill}}
                foreach (var block in all)
                    {|NDIS0003:Give(block)|};
            }
        }
        """);

    [Fact]
    public Task A_round_that_fills_what_the_one_before_has_filled() => Code.InMethod(Helpers + """
        void M(int rounds)
        {
            var all = new byte[8][];
            for (var round = 0; round < rounds; round++)
                for (var i = 0; i < all.Length; i++)
                    all[i] = {|NDIS0002:Rent()|};
            foreach (var block in all)
                Give(block);
        }
        """);
}
