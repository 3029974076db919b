namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Many objects at once: they lie in the array or span that the call was given, as many as it says.</summary>
public class BulkTests
{
    const string Heap = "var few = new NetBuffer[4];";
    const string Stack = "Span<NetBuffer> few = stackalloc NetBuffer[4];";

    [Theory]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); NdisFreeNetBuffers(few.AsSpan(0, taken));")]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); if (taken < few.Length) { NdisFreeNetBuffers(few.AsSpan(0, taken)); return; } NdisFreeNetBuffers(few);")]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); for (var i = 0; i < taken; i++) NdisFreeNetBuffer(few[i]);")]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); while (taken > 0) NdisFreeNetBuffer(few[--taken]);")]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); foreach (var nb in few.AsSpan(0, taken)) NdisFreeNetBuffer(nb);")]
    [InlineData("if (NdisAllocateNetBuffers(pool, few) == 0) return; NdisFreeNetBuffers(few);")]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); try { Work(); } finally { NdisFreeNetBuffers(few.AsSpan(0, taken)); }")]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); NdisFreeNetBuffers(few.AsSpan(0, taken / 2)); NdisFreeNetBuffers(few.AsSpan(taken / 2, taken - taken / 2));")]
    [InlineData("var taken = Fill(few); NdisFreeNetBuffers(few.AsSpan(0, taken));")]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); for (var i = 0; i < taken; i++) Keep.Add(few[i]);")]
    public Task In_an_array_without_a_defect(string statements) => InMethod(Heap + statements);

    [Theory]
    [InlineData("var taken = {|NDIS0005:NdisAllocateNetBuffers(pool, few)|}; foreach (var nb in few.AsSpan(0, taken)) nb.DataLength = 1;")]
    [InlineData("var taken = {|NDIS0005:NdisAllocateNetBuffers(pool, few)|}; if (taken < few.Length) return; NdisFreeNetBuffers(few);")]
    [InlineData("if ({|NDIS0005:NdisAllocateNetBuffers(pool, few)|} != 4) return; NdisFreeNetBuffers(few);")]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); NdisFreeNetBuffers(few); {|NDIS0003:NdisFreeNetBuffers(few.AsSpan(0, taken))|};")]
    [InlineData("var taken = {|NDIS0005:NdisAllocateNetBuffers(pool, few)|}; for (var i = 1; i < taken; i++) NdisFreeNetBuffer(few[i]);")]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); NdisFreeNetBuffers(few); foreach (var nb in few) {|NDIS0004:nb.DataLength|} = taken;")]
    [InlineData("var taken = {|NDIS0005:Fill(few)|}; Console.WriteLine(taken);")]
    public Task In_an_array_with_a_defect(string statements) => InMethod(Heap + statements);

    [Theory]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); foreach (var nb in few[..taken]) nb.DataLength = 8; NdisFreeNetBuffers(few[..taken]);")]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); for (var i = 0; i < taken; i++) NdisFreeNetBuffer(few[i]);")]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); var got = few[..taken]; foreach (var nb in got) NdisFreeNetBuffer(nb);")]
    [InlineData("var taken = NdisAllocateNetBuffers(pool, few); var got = few[..taken]; NdisFreeNetBuffers(got);")]
    [InlineData("for (var i = 0; i < few.Length; i++) few[i] = NdisAllocateNetBuffer(pool, mdl, 0, 8); foreach (ref var nb in few) { if (nb) NdisFreeNetBuffer(nb); nb = default; }")]
    public Task On_the_stack_without_a_defect(string statements) => InMethod(Stack + statements);

    [Theory]
    [InlineData("var taken = {|NDIS0005:NdisAllocateNetBuffers(pool, few)|}; foreach (var nb in few[..taken]) nb.DataLength = 8;")]
    [InlineData("for (var i = 0; i < few.Length; i++) few[i] = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 8)|};")]
    [InlineData("for (var i = 0; i < few.Length; i++) few[i] = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 8)|}; for (var i = 1; i < few.Length; i++) if (few[i]) NdisFreeNetBuffer(few[i]);")]
    public Task On_the_stack_with_a_defect(string statements) => InMethod(Stack + statements);

    /// <summary>Which of the objects lie in a part that is not the counted one, nobody knows.</summary>
    [Fact]
    public Task A_part_that_is_freed_hides_the_rest_for_now() => InMethod(Heap + "NdisAllocateNetBuffers(pool, few); NdisFreeNetBuffers(few.AsSpan(0, 2));");

    [Fact]
    public Task Handed_out_in_the_array_of_the_caller() => Code.InMethod("""
        public int Take(NetBuffer[] into) => NdisAllocateNetBuffers(pool, into);

        public NetBuffer[] Make()
        {
            var made = new NetBuffer[4];
            NdisAllocateNetBuffers(pool, made);
            return made;
        }
        """);

    static Task InMethod(string statements) => Code.InMethod($$"""
        static readonly List<NetBuffer> Keep = [];

        static int Fill(Span<NetBuffer> into)
        {
            var taken = NdisAllocateNetBuffers(pool, into);
            return taken;
        }

        void M()
        {
            {{statements}}
        }
        """);
}
