using System.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NdisRules.CodeFixes.Tests.Solutions;
using Xunit.Abstractions;

namespace NdisRules.CodeFixes.Tests.Editing;

/// <summary>An hour at the keyboard: what is shown while one types, and what the light bulb does to what one has typed.</summary>
public sealed class EditorTests(ITestOutputHelper output)
{
    const string Text = """
        using System;
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        sealed class Sender(NetBufferPool pool)
        {
            public int Send(int length)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, length);
                if (nb.IsNull)
                    return 0;
                NdisFreeNetBuffer(nb);
                return length;
            }

            public int Other(int length)
            {
                var other = NdisAllocateNetBuffer(pool, default, 0, length);
                if (other.IsNull)
                    return 0;
                return length;
            }
        }
        """;

    [Fact]
    public async Task A_defect_shows_while_it_is_typed_and_the_light_bulb_mends_it()
    {
        using var editor = await Editor.OpenAsync(Text);
        Assert.Equal(["NDIS0005"], (await editor.FindingsAsync()).Select(finding => finding.Id));

        await editor.TypeBehindAsync("    return 0;\n        ", "if (length > 9)\n            return 1;\n        ");
        var caret = await editor.CaretAtAsync("NdisAllocateNetBuffer");
        Assert.Equal(2, (await editor.FindingsAsync()).Count);

        var offered = await editor.LightBulbAsync(caret);
        Assert.Equal("Free 'nb' where it is lost", offered[0].Title);
        await editor.ApplyAsync(offered[0]);
        Assert.Contains("if (length > 9)\n        {\n            NdisFreeNetBuffer(nb);\n            return 1;\n        }\n", (await editor.TextAsync()).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Empty(await editor.LightBulbAsync(caret));
        Assert.Single(await editor.FindingsAsync());
    }

    [Fact]
    public async Task Findings_of_a_span_are_those_of_the_whole_file_there()
    {
        using var editor = await Editor.OpenAsync(Text);
        var whole = await editor.FindingsAsync();
        var start = await editor.CaretAtAsync("public int Other");
        Assert.DoesNotContain(await editor.FindingsAsync(TextSpan.FromBounds(0, start)), finding => finding.Location.SourceSpan.End < start);
        Assert.Equal(whole.Select(finding => finding.Location), (await editor.FindingsAsync(TextSpan.FromBounds(start, start + 60))).Select(finding => finding.Location));
    }

    [Theory]
    [InlineData("if (length > ")]
    [InlineData("var twice = length *")]
    [InlineData("foreach (var x in ")]
    [InlineData("NdisFreeNetBuffer(")]
    [InlineData("nb.")]
    [InlineData("try {")]
    [InlineData("return")]
    [InlineData("\"an open string")]
    [InlineData("}")]
    public async Task Half_a_statement_breaks_nothing(string half)
    {
        using var editor = await Editor.OpenAsync(Text);
        for (var typed = 0; typed < half.Length; typed++)
        {
            await editor.TypeBehindAsync(typed == 0 ? "    return 0;\n" : "    return 0;\n" + half[..typed], half[typed].ToString());
            _ = await editor.FindingsAsync();
            _ = await editor.LightBulbAsync(await editor.CaretAtAsync("NdisAllocateNetBuffer"));
            _ = await editor.LightBulbAsync(await editor.CaretAtAsync("var other = ") + 15);
        }
    }

    [Fact]
    public async Task A_member_beside_the_one_that_is_being_typed_can_be_mended_meanwhile()
    {
        using var editor = await Editor.OpenAsync(Text);
        await editor.TypeBehindAsync("    return 0;\n", "        if (length > ");
        var offered = await editor.LightBulbAsync(await editor.CaretAtAsync("var other = ") + 15);
        await editor.ApplyAsync(offered[0]);
        Assert.Contains("NdisFreeNetBuffer(other);\n        return length;", (await editor.TextAsync()).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("if (length > ", await editor.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_keystroke_in_a_file_of_2000_lines()
    {
        const int Strokes = 25;
        var (_, text) = ManyDefects.File(0, 240);
        Assert.InRange(text.Count(character => character == '\n'), 2000, 3000);
        using var editor = await Editor.OpenAsync(text);
        var mark = "public int Early120(int kind)\n    {\n";
        await editor.TypeBehindAsync(mark, "        var x = 0;\n");
        var member = new TextSpan(await editor.CaretAtAsync("public int Early120"), 300);
        _ = await editor.FindingsAsync(member);

        var (off, on, file) = (new List<double>(), new List<double>(), new List<double>());
        for (var stroke = 0; stroke < Strokes; stroke++)
        {
            await editor.TypeBehindAsync("        var x = ", "1");
            off.Add(await TimedAsync(() => editor.CompilerAsync(member)));
            await editor.TypeBehindAsync("        var x = ", "1");
            on.Add(await TimedAsync(async () => { await editor.CompilerAsync(member); await editor.FindingsAsync(member); }));
            if (stroke % 5 == 0)
                file.Add(await TimedAsync(() => editor.FindingsAsync()));
            if (stroke % 8 == 7)
                await editor.DeleteAsync("1111");
        }

        output.WriteLine($"a keystroke: the compiler alone {Median(off):F1} ms, with the analyzers {Median(on):F1} ms; the whole file {Median(file):F1} ms; the slowest with analyzers {on.Max():F1} ms");
        Assert.InRange(Median(on), 0, 2000);
    }

    static async Task<double> TimedAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }

    static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
