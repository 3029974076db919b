using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using NdisRules.Tool.Merging;
using NdisRules.Tool.Reporting;

namespace NdisRules.Tool.Commands;

/// <summary><c>ndisrules merge</c>: joins what the shards of a check have written.</summary>
internal sealed class MergeCommand
{
    readonly Argument<string[]> files = new("files") { Description = "SARIF files, or pages of the defect viewer", Arity = ArgumentArity.OneOrMore };
    readonly Option<string?> output = CommonOptions.File("--output", "The file to write");
    readonly Terminal terminal;

    public MergeCommand(Terminal terminal)
    {
        this.terminal = terminal;
        output.Required = true;
        Command = new Command("merge", "Join the SARIF files, or the viewer pages, of several shards")
        {
            files, output,
        };
        Command.SetAction(result => Run(result.GetValue(files)!, result.GetValue(output)!));
    }

    public Command Command { get; }

    int Run(string[] paths, string path)
    {
        var texts = paths.Select(file => (Path: file, Text: Read(file))).ToArray();
        using var file = OutputFile.Open(path);
        var defects = 0;
        file.Write(stream => defects = texts[0].Text.TrimStart('\uFEFF', ' ', '\n').StartsWith('<')
            ? MergedViewer.Write(texts, stream)
            : MergedSarif.Write([.. texts.Select(text => (text.Path, LogOf(text.Path, text.Text)))], stream));
        terminal.Output.WriteLine($"{defects} defects in {texts.Length} files: {path}");
        return defects > 0 ? ExitCode.Defects : ExitCode.Clean;
    }

    static string Read(string path) => File.Exists(path) ? File.ReadAllText(path) : throw new ToolException($"'{path}' does not exist");

    static JsonObject LogOf(string path, string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject log)
                return log;
        }
        catch (JsonException)
        {
            // told below
        }

        throw new ToolException($"'{path}' is no SARIF file of this tool");
    }
}
