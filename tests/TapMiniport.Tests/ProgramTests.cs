using System.Reflection;
using TapMiniport.Wires;

namespace TapMiniport.Tests;

public sealed class ProgramTests : IDisposable
{
    static readonly string shipped = Path.Combine(Metadata("Captures"), "arp-and-pings.pcap");
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tapminiport-");
    readonly ManualResetEvent stop = new(false);

    public void Dispose()
    {
        folder.Delete(recursive: true);
        stop.Dispose();
    }

    /// <summary>With WRITE_CAPTURES=1 in the environment the test writes the file in place of comparing it.</summary>
    [Fact]
    public void The_shipped_capture_is_what_it_is_said_to_be_made_of()
    {
        if (Environment.GetEnvironmentVariable("WRITE_CAPTURES") == "1") File.WriteAllBytes(shipped, ShippedCapture.File());
        Assert.Equal(ShippedCapture.File(), File.ReadAllBytes(shipped));
    }

    [Fact]
    public void A_replay_tells_what_became_of_each_frame_and_leaves_nothing()
    {
        var lines = Runs(0, "--replay", shipped).Split('\n');
        Assert.Equal("10.20.30.2 is at 02:00:5e:10:00:02", lines[0]);
        Assert.Equal("received 18: 2 ARP and 8 echo requests answered, 5 passed up, 3 damaged, 0 missed, 0 not answered", lines[1]);
        Assert.Equal("sent from above 0, not sent 0", lines[2]);
        Assert.StartsWith("the last 10 answered (frames 1 to 18): 8 pings, 3374 bytes in packets, answered in ", lines[3]);
        Assert.StartsWith("NBL pool 'TapR'        10       0 ", lines[5]);
        Assert.Equal("halted: 5 of 5 pools freed, outstanding: 0", lines[^1]);
    }

    [Fact]
    public void A_replay_writes_every_frame_in_and_out_at_the_time_of_the_capture()
    {
        var written = Path.Combine(folder.FullName, "written.pcap");
        Runs(0, "--replay", shipped, "--write", written);

        var frames = CaptureReader.Read(written);
        var original = CaptureReader.Read(shipped);
        Assert.Equal(original.Select(Content), frames.Where(frame => !IsOurs(frame)).Select(Content));
        Assert.Equal(ShippedCapture.Answers.Select(Convert.ToHexString), frames.Where(IsOurs).Select(frame => Convert.ToHexString(frame.Bytes.Span)));
        Assert.Equal(frames.Select(frame => frame.Microseconds).Order(), frames.Select(frame => frame.Microseconds));

        static (long, string) Content(CapturedFrame frame) => (frame.Microseconds, Convert.ToHexString(frame.Bytes.Span));
        static bool IsOurs(CapturedFrame frame) => frame.Bytes.Span[6..12].SequenceEqual(FrameBuilder.Mac(KnownFrames.OurMac));
    }

    [Fact]
    public void What_was_written_can_be_replayed_with_the_same_answers()
    {
        var written = Path.Combine(folder.FullName, "written.pcap");
        Runs(0, "--replay", shipped, "--write", written);
        Assert.Contains("received 28: 2 ARP and 8 echo requests answered, 15 passed up, 3 damaged", Runs(0, "--replay", written));
    }

    [Fact]
    public void The_options_reach_the_adapter()
    {
        var output = Runs(0, "--replay", shipped, "--address", "10.20.30.3", "--mac", "02:00:00:00:00:09", "--count", "1", "--seconds", "30");
        Assert.StartsWith("10.20.30.3 is at 02:00:00:00:00:09\nreceived 9: 1 ARP and 0 echo requests answered", output);
    }

    [Fact]
    public void Whoever_stops_the_program_gets_its_statistics()
    {
        stop.Set();
        Assert.EndsWith("halted: 5 of 5 pools freed, outstanding: 0", Runs(0, "--replay", shipped));
    }

    [Theory]
    [InlineData("Unrecognized command or argument '--bogus'. See --help.", "--bogus")]
    [InlineData("Unrecognized command or argument '--bogus'. See --help.", "--bogus", "3")]
    [InlineData("Unrecognized command or argument 'file'. See --help.", "file")]
    [InlineData("Required argument missing for option: '--replay'. See --help.", "--replay")]
    [InlineData("Required argument missing for option: '--write'. See --help.", "--replay", "x", "--write")]
    [InlineData("--replay: '' is no name of a file. See --help.", "--replay", "")]
    [InlineData("--address: '10.20.30' is no IPv4 address of a host. See --help.", "--address", "10.20.30")]
    [InlineData("--address: '224.0.0.1' is no IPv4 address of a host. See --help.", "--address", "224.0.0.1")]
    [InlineData("--mac: '01:00:5e:00:00:01' is no Ethernet address of a card. See --help.", "--mac", "01:00:5e:00:00:01")]
    [InlineData("--mac: 'x' is no Ethernet address of a card. See --help.", "--mac", "x")]
    [InlineData("--count: '0' is no number from 1 to 2147483647. See --help.", "--count", "0")]
    [InlineData("--count: '-1' is no number from 1 to 2147483647. See --help.", "--count", "-1")]
    [InlineData("--seconds: '1.5' is no number from 1 to 2147483. See --help.", "--seconds", "1.5")]
    [InlineData("--seconds: '2147484' is no number from 1 to 2147483. See --help.", "--seconds", "2147484")]
    [InlineData("--name and --replay exclude each other. See --help.", "--name", "tap0", "--replay", "x")]
    [InlineData("--write would overwrite the file of --replay. See --help.", "--replay", "x", "--write", "./x")]
    [InlineData("--name: 'a/b' is no name of an interface (1 to 15 characters, without space, '/', ':' and '%'). See --help.", "--name", "a/b")]
    [InlineData("--name: '' is no name of an interface (1 to 15 characters, without space, '/', ':' and '%'). See --help.", "--name", "")]
    [InlineData("--name: '0123456789abcdef' is no name of an interface (1 to 15 characters, without space, '/', ':' and '%'). See --help.", "--name", "0123456789abcdef")]
    public void A_wrong_option_is_one_line_and_exit_code_2(string message, params string[] arguments) => Assert.Equal(message, Runs(2, arguments));

    [Fact]
    public void A_missing_capture_is_one_line_and_exit_code_2()
    {
        var missing = Path.Combine(folder.FullName, "missing.pcap");
        Assert.Equal($"The capture file cannot be read: Could not find file '{missing}'.", Runs(2, "--replay", missing));
    }

    [Fact]
    public void A_folder_is_no_capture() => Assert.StartsWith("The capture file cannot be read: ", Runs(2, "--replay", folder.FullName));

    [Fact]
    public void A_capture_cut_short_is_one_line_and_exit_code_2_and_nothing_is_replayed()
    {
        var cut = Path.Combine(folder.FullName, "cut.pcap");
        File.WriteAllBytes(cut, ShippedCapture.File()[..^1]);
        Assert.Equal($"'{cut}' ends in the middle of frame 18.", Runs(2, "--replay", cut));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_one_line_and_exit_code_2() =>
        Assert.StartsWith("The capture file cannot be written: ", Runs(2, "--replay", shipped, "--write", Path.Combine(folder.FullName, "no", "folder.pcap")));

    /// <summary>The file is full only when the last bytes go out: the adapter has halted by then.</summary>
    [Fact]
    public void A_full_disk_is_told_at_the_end_with_exit_code_1()
    {
        if (!OperatingSystem.IsLinux()) return;
        Assert.StartsWith("The capture file is not complete: ", Runs(1, "--replay", shipped, "--write", "/dev/full").Split('\n')[^1]);
    }

    [Fact]
    public void Help_lists_every_option()
    {
        var help = Runs(0, "--help");
        Assert.All(["--address", "--mac", "--name", "--count", "--seconds", "--replay", "--write"], option => Assert.Contains(option, help));
    }

    /// <summary>Runs the program as Main does, and gives what it wrote: to one place, without the last line end.</summary>
    string Runs(int exitCode, params string[] arguments)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var code = Program.Run(arguments, output, error, stop);
        Assert.True(code == exitCode, $"exit code {code}\n{output}{error}");
        if (code == 2) Assert.Empty(output.ToString());
        return (output.ToString() + error).TrimEnd('\n');
    }

    static string Metadata(string key) =>
        typeof(ProgramTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
