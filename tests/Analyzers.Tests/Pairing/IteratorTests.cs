namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Who walks what an iterator of the source yields owes the release of each element, unless the iterator frees it itself.</summary>
public class IteratorTests
{
    const string Iterators = """
            static IEnumerable<NetBuffer> Take(int count)
            {
                for (var i = 0; i < count; i++)
                {
                    var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
                    if (nb.IsNull)
                        yield break;
                    yield return nb;
                }
            }

            static IEnumerable<NetBuffer> TakeAny(int count)
            {
                for (var i = 0; i < count; i++)
                    yield return NdisAllocateNetBuffer(pool, mdl, 0, 8);
            }

            static IEnumerable<NetBuffer> TakeThrough(int count)
            {
                foreach (var nb in Take(count))
                    yield return nb;
            }

            static async IAsyncEnumerable<NetBuffer> TakeSlowly(int count)
            {
                await Task.Yield();
                foreach (var nb in Take(count))
                    yield return nb;
            }

            static IEnumerable<NetBuffer> Lend()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
                if (nb.IsNull)
                    yield break;
                yield return nb;
                NdisFreeNetBuffer(nb);
            }

            static IEnumerable<NetBuffer> LendSafely()
            {
                while (Flag())
                {
                    var nb = NdisAllocateNetBuffer(pool, mdl, 0, 8);
                    if (nb.IsNull)
                        yield break;
                    try
                    {
                        yield return nb;
                    }
                    finally
                    {
                        NdisFreeNetBuffer(nb);
                    }
                }
            }

        """;

    [Theory]
    [InlineData("foreach (var nb in Take(3)) NdisFreeNetBuffer(nb);")]
    [InlineData("foreach (var nb in TakeThrough(3)) NdisFreeNetBuffer(nb);")]
    [InlineData("await foreach (var nb in TakeSlowly(3)) NdisFreeNetBuffer(nb);")]
    [InlineData("foreach (var nb in TakeAny(3)) if (nb) NdisFreeNetBuffer(nb);")]
    [InlineData("foreach (var nb in Lend()) nb.DataLength = 1;")]
    [InlineData("foreach (var nb in LendSafely()) nb.DataLength = 1;")]
    [InlineData("foreach (var nb in Take(3)) { if (Flag()) { NdisFreeNetBuffer(nb); break; } NdisFreeNetBuffer(nb); }")]
    [InlineData("foreach (var nb in Take(3)) Give(nb);")]
    [InlineData("foreach (var nb in Take(3)) Keep.Add(nb);")]
    [InlineData("using var walk = Take(3).GetEnumerator(); while (walk.MoveNext()) { walk.Current.DataLength = 1; NdisFreeNetBuffer(walk.Current); }")]
    [InlineData("var all = Take(3).ToList(); foreach (var nb in all) NdisFreeNetBuffer(nb);")]
    [InlineData("var nb = Take(1).FirstOrDefault(); if (nb) NdisFreeNetBuffer(nb);")]
    [InlineData("foreach (var nb in Take(3).Where(nb => nb.DataLength > 0)) NdisFreeNetBuffer(nb);")]
    [InlineData("var later = Take(3); Console.WriteLine(later);")]
    public Task Walked_without_a_defect(string statements) => InMethod(statements);

    [Theory]
    [InlineData("foreach (var nb in {|NDIS0005:Take(3)|}) nb.DataLength = 1;")]
    [InlineData("foreach (var nb in {|NDIS0005:TakeThrough(3)|}) nb.DataLength = 1;")]
    [InlineData("await foreach (var nb in {|NDIS0005:TakeSlowly(3)|}) nb.DataLength = 1;")]
    [InlineData("foreach (var nb in {|NDIS0005:Take(3)|}) if (Flag()) NdisFreeNetBuffer(nb);")]
    [InlineData("foreach (var nb in {|NDIS0005:Take(3)|}) { if (Flag()) break; NdisFreeNetBuffer(nb); }")]
    [InlineData("foreach (var nb in TakeAny(3)) {|NDIS0010:NdisFreeNetBuffer(nb)|};")]
    [InlineData("foreach (var nb in Take(3)) { NdisFreeNetBuffer(nb); {|NDIS0003:NdisFreeNetBuffer(nb)|}; }")]
    [InlineData("foreach (var nb in Take(3)) { NdisFreeNetBuffer(nb); {|NDIS0004:nb.DataLength|} = 1; }")]
    [InlineData("using var walk = {|NDIS0005:Take(3)|}.GetEnumerator(); while (walk.MoveNext()) walk.Current.DataLength = 1;")]
    [InlineData("var all = {|NDIS0005:Take(3)|}.ToList(); Console.WriteLine(all.Count);")]
    [InlineData("foreach (var nb in {|NDIS0005:Own()|}) nb.DataLength = 1; IEnumerable<NetBuffer> Own() { var fresh = NdisAllocateNetBuffer(pool, mdl, 0, 8); if (fresh) yield return fresh; }")]
    public Task Walked_with_a_defect(string statements) => InMethod(statements);

    static Task InMethod(string statements) => Code.InFile($$"""
        static class Processor
        {
            static readonly NetBufferPool pool = null!;
            static readonly Mdl mdl;
            static readonly List<NetBuffer> Keep = [];
            static bool Flag() => Environment.TickCount > 0;
            static void Give(NetBuffer given) => NdisFreeNetBuffer(given);

        {{Iterators}}
            static async Task Walk()
            {
                await Task.Yield();
                {{statements}}
            }
        }
        """.Insert(0, "using System.Linq;\n"));
}
