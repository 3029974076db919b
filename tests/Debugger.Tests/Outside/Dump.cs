using System.Diagnostics;

namespace NdisRules.Debugger.Tests.Outside;

/// <summary>A dump in a file of its own, written by the runtime's own tool.</summary>
internal sealed class Dump : IDisposable
{
    public string File { get; } = Path.Combine(Path.GetTempPath(), $"ndiskd-{Guid.NewGuid():N}.dmp");

    public static Dump Of(TargetProcess target, string kind = "--withheap")
    {
        var dump = new Dump();
        var tool = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "createdump");
        using var process = Process.Start(new ProcessStartInfo(tool, [kind, "-f", dump.File, $"{target.Id}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? dump : throw new InvalidOperationException($"createdump: {said.Result} {complained}");
    }

    public void Dispose() => System.IO.File.Delete(File);
}
