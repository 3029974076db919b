using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace NdisRules.Debugger.Tests.Outside;

/// <summary>Another process, held where it is interesting.</summary>
internal sealed class TargetProcess : IDisposable
{
    /// <summary>Starts a program behind a shell, which says its number and ends as it does.</summary>
    private const string Aside = "exec 3<&0; \"$@\" <&3 3<&- & echo $!; exec 3<&- 0<&-; wait $!";

    private readonly Process shell;

    private TargetProcess(Process shell)
    {
        this.shell = shell;
        Id = int.Parse(shell.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    public int Id { get; }

    /// <summary>What the process printed before it was held.</summary>
    public string Printed { get; private set; } = "";

    public static string Repository => Metadata("Repository");

    public static TargetProcess CleanMiniport() => Start("CleanMiniport", "--hold");

    public static TargetProcess TapMiniport() =>
        Start("TapMiniport", "--hold", "--replay", Path.Combine(Repository, "samples/TapMiniport/captures/arp-and-pings.pcap"));

    public static TargetProcess Own(string mode) => Start("NdisRules.Debugger.Target", mode);

    public static string DllOf(string project) => Path.Combine(Repository, "artifacts/bin", project, Metadata("Configuration"), project + ".dll");

    /// <summary>A program without .NET that is loaded: one that has just been started cannot be dumped yet.</summary>
    public static TargetProcess NoneOfNet()
    {
        var target = Program("sh", "-c", "read -r line; echo held; read -r line");
        target.shell.StandardInput.WriteLine();
        target.shell.StandardInput.Flush();
        return Held(target);
    }

    /// <summary>What the process says of itself.</summary>
    public string Ask(string command)
    {
        shell.StandardInput.WriteLine(command);
        shell.StandardInput.Flush();
        return ReadUntil(line => line.Length == 0);
    }

    /// <summary>Lets the process go on to its end.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    public (int ExitCode, string Printed) GoOn()
    {
        shell.StandardInput.Close();
        var rest = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return (shell.ExitCode, rest);
    }

    /// <summary>Ends the process at once, without waiting for its end: whoever traces it has to let it go first.</summary>
    public void Kill()
    {
        try
        {
            using var process = Process.GetProcessById(Id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended.
        }
    }

    /// <summary>Kills it, and waits until it has no memory any more: that takes the system a moment.</summary>
    public void End()
    {
        Kill();
        SpinWait.SpinUntil(() => !HasMemory(), TimeSpan.FromSeconds(30));
    }

    private bool HasMemory()
    {
        try
        {
            return File.ReadAllText($"/proc/{Id}/maps").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (!shell.HasExited) Kill();
        shell.WaitForExit();
        shell.Dispose();
    }

    /// <summary>Starts any program.</summary>
    /// <remarks>It is no child of this process: whoever traces a child of his own shares what the system tells of it with the class Process,
    /// which may take it away from him.</remarks>
    private static TargetProcess Program(params string[] command) =>
        new(Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Aside, "sh", .. command]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);

    private static TargetProcess Start(string project, params string[] arguments) => Held(Program(["dotnet", DllOf(project), .. arguments]));

    private static TargetProcess Held(TargetProcess target)
    {
        target.Printed = target.ReadUntil(line => line.TrimStart().StartsWith("held", StringComparison.Ordinal));
        return target;
    }

    private string ReadUntil(Func<string, bool> isLast)
    {
        var text = new StringBuilder();
        while (shell.StandardOutput.ReadLine() is { } line)
        {
            if (isLast(line)) return text.ToString();
            text.AppendLine(line);
        }
        throw new InvalidOperationException($"The process ended too early: {text}");
    }

    private static string Metadata(string key) =>
        typeof(TargetProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(one => one.Key == key).Value!;
}
