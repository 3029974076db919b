using System.Text;

namespace NdisRules.Cases.Tests;

/// <summary>
/// Every flow, with every flaw that fits into it, for every pair. Each time a share is asked, such that each flow meets each flaw; all with <c>ALL_CASES=1</c>.
/// <c>MATRIX_REPORT=file</c> writes each difference with its program.
/// </summary>
public sealed class MatrixTests
{
    static readonly bool isWhole = Environment.GetEnvironmentVariable("ALL_CASES") == "1";

    /// <summary>Which part of all is asked each time.</summary>
    const int Share = 5;

    public static IEnumerable<object[]> Pairs => MatrixPair.All.Select(pair => new object[] { pair.Name });

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Each_flow_tells_of_its_flaw_and_of_nothing_else(string pair)
    {
        var batch = MatrixBatch.Of(MatrixPair.All.Single(one => one.Name == pair), isWhole ? 1 : Share);
        var program = batch.Program;
        var reports = await Verifier.RunAsync(program);
        MatrixDifference[] differences = [.. batch.Differences(reports)];
        Write(batch, differences);
        Assert.True(differences.Length == 0, $"{differences.Length} differences in {batch.Programs} programs\n{string.Join('\n', differences.Take(40).Select(difference => difference.ToString()))}");
        if (isWhole)
            Assert.Equal(await Verifier.RunAsync(program, sparesRuns: false), reports);
    }

    static void Write(MatrixBatch batch, MatrixDifference[] differences)
    {
        if (Environment.GetEnvironmentVariable("MATRIX_REPORT") is not { Length: > 0 } file)
            return;
        var text = new StringBuilder($"{batch.Pair.Name}: {batch.Programs} programs\n");
        foreach (var difference in differences)
        {
            text.AppendLine(difference.ToString());
            if (difference.Line is { } line)
                text.AppendLine(string.Join('\n', batch.ProgramOf(line)));
        }

        File.AppendAllText(file, text.ToString());
    }
}
