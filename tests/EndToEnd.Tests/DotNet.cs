using System.Diagnostics;
using System.Text;

namespace NdisRules.EndToEnd.Tests;

/// <summary>Starts the <c>dotnet</c> that runs these tests, as a person would in a shell of their own.</summary>
static class DotNet
{
    /// <summary>Names that the test host sets for itself and that would lead another build astray.</summary>
    static readonly string[] HostsOwn = ["MSBUILD", "VSTEST", "VSINSTALLDIR", "COMPLUS_", "CORECLR_", "TESTINGPLATFORM"];

    public static async Task<Outcome> RunAsync(string folder, TimeSpan limit, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => HostsOwn.Any(own => name.StartsWith(own, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";

        var command = $"dotnet {string.Join(' ', start.ArgumentList)}";
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var timer = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"Not done after {limit}: {command}\nin {folder}\n\n{Text()}");
        }

        return new(command, process.ExitCode, Text());

        void Append(string? line)
        {
            lock (output)
            {
                if (line is not null) output.AppendLine(line);
            }
        }

        string Text()
        {
            lock (output) return output.ToString();
        }
    }
}

/// <summary>How a command ended, and everything it said.</summary>
sealed record Outcome(string Command, int ExitCode, string Output)
{
    /// <summary>This outcome, if the command succeeded; otherwise the test fails and shows what the command said.</summary>
    public Outcome Succeeded()
    {
        Assert.True(ExitCode == 0, ToString());
        return this;
    }

    public override string ToString() => $"{Command}\nended with exit code {ExitCode}\n\n{Output}";
}
