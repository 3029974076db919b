using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TapMiniport.Packets;
using TapMiniport.Wires;

namespace TapMiniport;

/// <summary>What the person who starts the program wants.</summary>
internal sealed record Request
{
    /// <summary>What the adapter is told.</summary>
    public required TapSettings Settings { get; init; }

    /// <summary>The TAP interface to use where nothing is replayed.</summary>
    public required string Name { get; init; }

    /// <summary>How long to run at most; null for no end.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The capture file to take frames from in place of a TAP interface, null for none.</summary>
    public string? Replay { get; init; }

    /// <summary>The capture file to write every frame to, null for none.</summary>
    public string? Write { get; init; }

    /// <summary>Whether to stop before the end, until there is no more input.</summary>
    public bool Hold { get; init; }
}

/// <summary>The options of the program.</summary>
internal sealed class CommandLine
{
    private const int MostSeconds = int.MaxValue / 1000; // a wait counts milliseconds

    private readonly Option<IPv4Address> address = new("--address")
    {
        Description = "The IPv4 address to answer for",
        HelpName = "A.B.C.D",
        DefaultValueFactory = _ => new TapSettings().Address,
        CustomParser = result => IPv4Address.TryParse(Text(result), out var value) && value.IsHost
            ? value
            : Refuse<IPv4Address>(result, $"--address: '{Text(result)}' is no IPv4 address of a host."),
    };

    private readonly Option<MacAddress> mac = new("--mac")
    {
        Description = "The Ethernet address to answer with",
        HelpName = "XX:XX:XX:XX:XX:XX",
        DefaultValueFactory = _ => new TapSettings().Mac,
        CustomParser = result => MacAddress.TryParse(Text(result), out var value) && !value.IsGroup
            ? value
            : Refuse<MacAddress>(result, $"--mac: '{Text(result)}' is no Ethernet address of a card."),
    };

    private readonly Option<string> name = new("--name")
    {
        Description = "The TAP interface; made if there is none of that name",
        HelpName = "INTERFACE",
        DefaultValueFactory = _ => "ndistap0",
        CustomParser = result => IsInterfaceName(Text(result))
            ? Text(result)
            : Refuse<string>(result, $"--name: '{Text(result)}' is no name of an interface (1 to {TapDevice.LongestName} characters, without space, '/', ':' and '%')."),
    };

    private readonly Option<int?> count = new("--count")
    {
        Description = "End after that many answers",
        HelpName = "N",
        CustomParser = result => Number(result, "--count", int.MaxValue),
    };

    private readonly Option<int?> seconds = new("--seconds")
    {
        Description = "End after that many seconds",
        HelpName = "N",
        CustomParser = result => Number(result, "--seconds", MostSeconds),
    };

    private readonly Option<string?> replay = new("--replay")
    {
        Description = "Take the frames from a capture file (pcap) in place of a TAP interface",
        HelpName = "FILE",
        CustomParser = result => FileName(result, "--replay"),
    };

    private readonly Option<string?> write = new("--write")
    {
        Description = "Write every frame in and out to a capture file (pcap)",
        HelpName = "FILE",
        CustomParser = result => FileName(result, "--write"),
    };

    private readonly Option<bool> hold = new("--hold")
    {
        Description = "Stop before the end, so that ndiskd can look into it: each line of input is a command of ndiskd, an empty one goes on",
    };

    private readonly RootCommand root;

    public CommandLine(Func<Request, int> run)
    {
        root = new RootCommand("A miniport that answers ARP and pings for an address, over a TAP interface or a capture file.")
        {
            address, mac, name, count, seconds, replay, write, hold,
        };
        root.Validators.Add(CheckTogether);
        root.SetAction(result => run(RequestOf(result)));
    }

    /// <summary>Does what the arguments say. What is wrong with them is one line, and exit code 2.</summary>
    public int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var result = root.Parse(arguments);
        if (result.Errors.Count == 0)
            return result.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        error.WriteLine($"{result.Errors[0].Message} See --help.");
        return 2;
    }

    private void CheckTogether(CommandResult result)
    {
        // By the words, since there is no value where an argument is missing, which is told anyway.
        if (result.GetResult(replay)?.Tokens is not [var from]) return;
        if (result.GetResult(name) is { Implicit: false }) result.AddError("--name and --replay exclude each other.");
        if (result.GetResult(write)?.Tokens is [var to] && IsSameFile(from.Value, to.Value))
            result.AddError("--write would overwrite the file of --replay.");
    }

    private static bool IsSameFile(string one, string other) => one != "" && other != "" && Path.GetFullPath(one) == Path.GetFullPath(other);

    private Request RequestOf(ParseResult result) => new()
    {
        Settings = new TapSettings { Address = result.GetValue(address), Mac = result.GetValue(mac), Count = result.GetValue(count) },
        Name = result.GetValue(name)!,
        Time = result.GetValue(seconds) is { } time ? TimeSpan.FromSeconds(time) : null,
        Replay = result.GetValue(replay),
        Write = result.GetValue(write),
        Hold = result.GetValue(hold),
    };

    private static int? Number(ArgumentResult result, string option, int most) =>
        int.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 && value <= most
            ? value
            : Refuse<int?>(result, $"{option}: '{Text(result)}' is no number from 1 to {most}.");

    private static string? FileName(ArgumentResult result, string option) =>
        Text(result) != "" ? Text(result) : Refuse<string>(result, $"{option}: '' is no name of a file.");

    private static bool IsInterfaceName(string text) =>
        text.Length is > 0 and <= TapDevice.LongestName && text is not ("." or "..")
        && text.All(c => char.IsAscii(c) && !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('/' or ':' or '%'));

    private static string Text(ArgumentResult result) => result.Tokens[0].Value;

    private static T? Refuse<T>(ArgumentResult result, string why)
    {
        result.AddError(why);
        return default;
    }
}
