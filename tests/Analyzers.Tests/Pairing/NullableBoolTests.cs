namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>A <c>bool?</c> that is not true need not be false; a null that is asked through a reference is still a null.</summary>
public class NullableBoolTests
{
    [Theory]
    [InlineData("var nb = Sure(); if (verdict == true) NdisFreeNetBuffer(nb); else NdisFreeNetBuffer(nb);")]
    [InlineData("var nb = Sure(); if (verdict == true) NdisFreeNetBuffer(nb); if (verdict != true) NdisFreeNetBuffer(nb);")]
    [InlineData("var nb = Sure(); if (verdict != false) NdisFreeNetBuffer(nb); if (verdict == false) NdisFreeNetBuffer(nb);")]
    public Task Freed_on_every_way(string statements) => InMethod(statements);

    [Theory]
    [InlineData("var nb = {|NDIS0005:Sure()|}; if (verdict == true) NdisFreeNetBuffer(nb); else if (verdict == false) NdisFreeNetBuffer(nb);")]
    [InlineData("var nb = {|NDIS0005:Sure()|}; if (verdict == true) NdisFreeNetBuffer(nb);")]
    [InlineData("var nb = Sure(); if (verdict != true) NdisFreeNetBuffer(nb); if (verdict == false) {|NDIS0003:NdisFreeNetBuffer(nb)|}; else if (verdict == true) NdisFreeNetBuffer(nb);")]
    [InlineData("var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); {|NDIS0010:NET_BUFFER_DATA_LENGTH(nb)|} = 3; if (nb) NdisFreeNetBuffer(nb);")]
    public Task Not_on_every_way(string statements) => InMethod(statements);

    static Task InMethod(string statements) => Code.InMethod($$"""
        static NetBuffer Sure()
        {
            var made = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            return made ? made : throw new OutOfMemoryException();
        }

        void M(bool? verdict)
        {
            {{statements}}
        }
        """);
}
