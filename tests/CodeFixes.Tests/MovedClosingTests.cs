namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0001 for what moves from a field into a container: the field's last one and those that moved are freed together.</summary>
public sealed class MovedClosingTests
{
    static string Writer(string next, string dispose) => $$"""
        sealed class Writer(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            readonly Queue<NetBuffer> full = new();
            NetBuffer current = NdisAllocateNetBuffer(pool, mdl, 0, 64);

            public void Next()
            {
        {{Indented(next)}}
            }

            public void {{dispose}}
        }
        """;

    static string Indented(string lines) => string.Join('\n', lines.Split('\n').Select(line => "        " + line));

    static Task Check(string next, string before, string? after = null)
        => Fix<FreeInClosingRole>.InFile(Writer(next, before), after is null ? null : Writer(next, after), test => test.NumberOfFixAllIterations = 1);

    [Fact]
    public Task Both_are_freed_where_neither_was() => Check("""
        full.Enqueue(current);
        current = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        """, """
        {|NDIS0001:{|NDIS0001:Dispose|}|}()
            {
                Console.WriteLine(full.Count);
            }
        """, """
        Dispose()
            {
                Console.WriteLine(full.Count);
                if (!current.IsNull)
                {
                    NdisFreeNetBuffer(current);
                    current = default;
                }
                while (full.TryDequeue(out var left))
                    if (!left.IsNull)
                        NdisFreeNetBuffer(left);
            }
        """);

    [Fact]
    public Task The_last_one_is_freed_where_those_that_moved_are_already() => Check("""
        full.Enqueue(current);
        current = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        """, """
        {|NDIS0001:{|NDIS0001:Dispose|}|}()
            {
                while (full.TryDequeue(out var nb))
                    if (!nb.IsNull)
                        NdisFreeNetBuffer(nb);
            }
        """, """
        Dispose()
            {
                while (full.TryDequeue(out var nb))
                    if (!nb.IsNull)
                        NdisFreeNetBuffer(nb);
                if (!current.IsNull)
                {
                    NdisFreeNetBuffer(current);
                    current = default;
                }
            }
        """);

    [Theory]
    [InlineData("full.Enqueue(current);")]
    [InlineData("full.Enqueue(current);\nif (full.Count > 4)\n    return;\ncurrent = NdisAllocateNetBuffer(pool, mdl, 0, 64);")]
    public Task Where_the_field_may_still_hold_what_moved_it_would_be_freed_twice(string next) => Check(next, """
        Dispose()
            {
                while (full.TryDequeue(out var nb))
                    if (!nb.IsNull)
                        NdisFreeNetBuffer(nb);
            }
        """.Replace("Dispose", next.Contains("return", StringComparison.Ordinal) ? "{|NDIS0001:{|NDIS0001:Dispose|}|}" : "{|NDIS0001:Dispose|}", StringComparison.Ordinal));
}
