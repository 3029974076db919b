using System.Diagnostics;
using NdisRules.Debugger.Targets;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Tests.Outside;

/// <summary>Whatever is wrong is one line, exit code 2, and no stack trace.</summary>
public sealed class BadInputTests
{
    [Fact]
    public void There_is_no_such_process() => Ndiskd.Run("--pid", "4194303", "nbpools").IsRefused("there is no process 4194303");

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    public void That_is_no_number_of_a_process(string id) => Ndiskd.Run("--pid", id, "nbpools").IsRefused(id);

    [Fact]
    public void That_is_no_number_at_all() => Ndiskd.Run("--pid", "four", "nbpools").IsRefused("four");

    [Fact]
    public void The_process_belongs_to_somebody_else()
    {
        // Somebody else has to look: as root another user, else we ourselves at the first process.
        using var target = TargetProcess.CleanMiniport();
        var run = Environment.IsPrivilegedProcess
            ? Start("setpriv", "--reuid", "65534", "--clear-groups", "dotnet", ToolDll, "--pid", $"{target.Id}", "nbpools")
            : Start("dotnet", ToolDll, "--pid", "1", "nbpools");
        run.IsRefused("cannot be attached to", "same user, or root");
    }

    [Fact]
    public void The_process_is_none_of_NET()
    {
        using var shell = TargetProcess.NoneOfNet();
        Ndiskd.Run("--pid", $"{shell.Id}", "nbpools").IsRefused($"process {shell.Id} has no .NET runtime in it");
    }

    [Fact]
    public void The_dump_is_of_a_process_that_is_none_of_NET()
    {
        using var shell = TargetProcess.NoneOfNet();
        using var dump = Dump.Of(shell, "--full");
        Ndiskd.Run("--dump", dump.File, "nbpools").IsRefused($"the dump '{dump.File}' has no .NET runtime in it");
    }

    [Fact]
    public void The_process_does_not_use_our_runtime()
    {
        using var target = TargetProcess.Own("plain");
        Ndiskd.Run("--pid", $"{target.Id}", "nbpools").IsRefused("does not use NdisRules.Runtime");
        Assert.Equal(0, target.GoOn().ExitCode);
    }

    [Fact]
    public void The_dump_is_of_a_process_without_our_runtime()
    {
        using var target = TargetProcess.Own("plain");
        using var dump = Dump.Of(target);
        Ndiskd.Run("--dump", dump.File, "nbpools").IsRefused("does not use NdisRules.Runtime");
    }

    [Fact]
    public void The_process_ends_while_it_is_read()
    {
        using var target = TargetProcess.CleanMiniport();
        using var source = new ProcessSource(target.Id, CancellationToken.None) { Stopped = target.End };
        var refused = Assert.Throws<DebuggerException>(() => source.Read(process => DebugCommands.Run("nbpools", () => process)));
        Assert.Equal($"process {target.Id} ended while it was read", refused.Message);
    }

    [Fact]
    public void There_is_no_such_file() => Ndiskd.Run("--dump", "no.dmp", "nbpools").IsRefused("there is no file 'no.dmp'");

    [Theory]
    [InlineData("")]
    [InlineData("this is no dump")]
    public void That_file_is_no_dump(string content)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, content);
        Ndiskd.Run("--dump", file, "nbpools").IsRefused(file, "is no dump");
        File.Delete(file);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.001)]
    public void The_dump_is_cut_short(double part)
    {
        using var target = TargetProcess.CleanMiniport();
        using var dump = Dump.Of(target);
        using (var file = File.OpenWrite(dump.File)) file.SetLength((long)(file.Length * part));
        foreach (var command in new[] { "nbpools", "leaks" }) Ndiskd.Run("--dump", dump.File, command).IsRefused("dump");
    }

    [Theory]
    [InlineData("--triage")]
    [InlineData("--normal")]
    public void The_dump_has_no_heap(string kind)
    {
        using var target = TargetProcess.CleanMiniport();
        using var dump = Dump.Of(target, kind);
        Ndiskd.Run("--dump", dump.File, "nbpools").IsRefused("'Full' and 'WithHeap' work");
    }

    [Fact]
    public void An_address_is_no_object()
    {
        using var target = TargetProcess.CleanMiniport();
        using var source = new ProcessSource(target.Id, CancellationToken.None);
        var id = $"{target.Id}";
        Ndiskd.Run("--pid", id, "nb", "7ff0").IsRefused("7ff0 is no object: it lies in no slab");
        Ndiskd.Run("--pid", id, "nb", "xyz").IsRefused("'xyz' is no address");
        Ndiskd.Run("--pid", id, "nb").IsRefused("nb needs <address>");
        Ndiskd.Run("--pid", id, "nbpool", "Nope").IsRefused("'Nope' is no number, no tag");
        Ndiskd.Run("--pid", id, "nbpool", "Loop").IsRefused("several pools have the tag 'Loop'", "numbers");
    }

    [Fact]
    public void An_address_is_of_another_kind_or_in_the_middle_or_stale()
    {
        using var target = TargetProcess.CleanMiniport();
        var list = EveryCommand.Ask(target).First(one => one.Command.StartsWith("nbl ", StringComparison.Ordinal)).Command.Split(' ')[1];
        var address = Convert.ToUInt64(list.Split('#')[0], 16);
        Ndiskd.Run("--pid", $"{target.Id}", "nb", list).IsRefused($"{list} is no NET_BUFFER but NBL {list}");
        Ndiskd.Run("--pid", $"{target.Id}", "nbl", $"{address + 8:x}").IsRefused("it lies 8 bytes behind the NET_BUFFER_LIST at");
        Ndiskd.Run("--pid", $"{target.Id}", "nbl", $"{address:x}#999").IsRefused("was freed; its slot is lent again as " + list);
    }

    [Theory]
    [InlineData("'nbs' is no command", "nbs")]
    [InlineData("-chains is no option of nb", "nb", "12", "-chains")]
    [InlineData("-page of nbpools takes a number from 1 on, not '0'", "nbpools", "-page", "0")]
    [InlineData("there is no page 9", "nbpools", "-page", "9")]
    [InlineData("-page of nbpools needs <n> behind it", "nbpools", "-page")]
    [InlineData("-sort of nbpools takes", "nbpools", "-sort", "weight")]
    [InlineData("has no use for '2'", "nbpool", "1", "2")]
    [InlineData("'nobody' is no adapter", "miniport", "nobody")]
    public void A_command_is_wrong(string why, params string[] command) => Ndiskd.Run(["--dump", Shared.Value.File, .. command]).IsRefused(why);

    [Fact]
    public void Nothing_is_said_to_look_into() => Ndiskd.Run("nbpools").IsRefused("--pid N or --dump FILE");

    [Fact]
    public void Two_things_are_said_to_look_into() => Ndiskd.Run("--pid", "1", "--dump", "x", "nbpools").IsRefused("exclude each other");

    [Fact]
    public void An_option_is_unknown() => Ndiskd.Run("--pod", "1").IsRefused("--pod");

    private static readonly Lazy<Dump> Shared = new(() =>
    {
        using var target = TargetProcess.CleanMiniport();
        var dump = Dump.Of(target);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => dump.Dispose();
        return dump;
    });

    private static string ToolDll => TargetProcess.DllOf("NdisRules.Debugger");

    private static Ndiskd Start(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new Ndiskd(process.ExitCode, output.Result, error);
    }
}
