namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>A context that is pushed on a list in a field is told apart like one on a list in a variable, as far as one method goes.</summary>
public class FieldDutyTests
{
    [Theory]
    [InlineData("NdisFreeNetBufferListContext(list, 16);")]
    [InlineData("if (NdisAllocateNetBufferListContext(list, 32, 0, 1) == NdisStatus.Success) NdisFreeNetBufferListContext(list, 32); NdisFreeNetBufferListContext(list, 16);")]
    [InlineData("return;")] // another method may pop it
    public Task In_order(string statements) => InMethod(statements);

    [Theory]
    [InlineData("{|NDIS0008:NdisFreeNetBufferListContext(list, 24)|};")]
    [InlineData("if (NdisAllocateNetBufferListContext(list, 32, 0, 1) != NdisStatus.Success) { NdisFreeNetBufferListContext(list, 16); return; } {|NDIS0009:NdisFreeNetBufferListContext(list, 16)|}; NdisFreeNetBufferListContext(list, 32);")]
    public Task Out_of_order(string statements) => InMethod(statements);

    static Task InMethod(string statements) => Code.InFile($$"""
        class Contexts(NetBufferList list)
        {
            public void M()
            {
                if (NdisAllocateNetBufferListContext(list, 16, 0, 1) != NdisStatus.Success)
                    return;
                {{statements}}
            }
        }
        """);

    [Fact]
    public Task A_freed_buffer_is_put_in_a_list() => Code.InMethod("""
        void M(NetBufferList list)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (!nb)
                return;
            NdisFreeNetBuffer(nb);
            {|NDIS0004:list.FirstNetBuffer = nb|};
        }
        """);
}
