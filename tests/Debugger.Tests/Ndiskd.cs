namespace NdisRules.Debugger.Tests;

/// <summary>The debugger as a person starts it, without a terminal.</summary>
internal sealed record Ndiskd(int ExitCode, string Output, string Error)
{
    public static Ndiskd Run(params string[] arguments) => RunWith("", arguments);

    public static Ndiskd RunWith(string input, params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        var terminal = new Terminal { Input = new StringReader(input), Output = output, Error = error };
        var exitCode = Program.Run(arguments, terminal, CancellationToken.None);
        return new Ndiskd(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Refused in one line that has these words, with exit code 2 and no stack trace.</summary>
    public void IsRefused(params ReadOnlySpan<string> words)
    {
        Assert.Equal("", Output);
        Assert.Equal(2, ExitCode);
        Assert.Single(Error.TrimEnd().Split('\n'));
        Assert.StartsWith("ndiskd: ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        foreach (var word in words) Assert.Contains(word, Error, StringComparison.Ordinal);
    }
}
