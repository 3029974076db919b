using Microsoft.CodeAnalysis.Text;
using NdisRules.Tool.Fixing;

namespace NdisRules.Tool.Tests.Commands;

public class The_difference
{
    [Fact]
    public void Has_three_lines_around_each_change_and_joins_what_is_close() => Assert.Equal(
        "--- a/f\n+++ b/f\n@@ -1,7 +1,8 @@\n 1\n-2\n+two\n 3\n 4\n+new\n 5\n 6\n 7\n@@ -12,4 +13,3 @@\n 12\n 13\n 14\n-15\n",
        Difference(Numbers(1, 15), "1\ntwo\n3\n4\nnew\n" + Numbers(5, 14)));

    [Fact]
    public void Says_when_the_last_line_does_not_end() => Assert.Equal("--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-1\n\\ No newline at end of file\n+1\n", Difference("1", "1\n"));

    static string Numbers(int first, int last) => string.Concat(Enumerable.Range(first, last - first + 1).Select(number => $"{number}\n"));

    static string Difference(string before, string after) => UnifiedDiff.Of("f", SourceText.From(before), SourceText.From(after));
}
