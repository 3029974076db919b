using System.Text.RegularExpressions;
using NdisRules.EndToEnd.Tests;

namespace NdisRules.Docs.Tests.Pages;

/// <summary>A page of docs/rules: its title, and its sections by heading.</summary>
internal sealed partial class RulePage
{
    public static readonly string[] Headings = ["Duty", "Picture", "Breaks it", "Keeps it", "At run time", "Not seen", "When to suppress", "Origin"];

    readonly Dictionary<string, string> sections = [];

    public RulePage(string id)
    {
        var parts = Heading().Split(File.ReadAllText(PathOf(id)).ReplaceLineEndings("\n"));
        Title = parts[0].Trim();
        for (var i = 1; i < parts.Length; i += 2) sections.Add(parts[i], parts[i + 1].Trim());
    }

    public static string Folder { get; } = Path.Combine(Repository.Root, "docs", "rules");

    /// <summary>The ids that have a page.</summary>
    public static IEnumerable<string> All => Directory.GetFiles(Folder, "NDIS*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    /// <summary>The first line, with its sign of a heading.</summary>
    public string Title { get; }

    public IEnumerable<string> Sections => sections.Keys;

    public string FirstParagraph(string heading) => sections[heading].Split("\n\n")[0];

    /// <summary>The code of a section, as files to compile; a rule file that stands before a block of code is the one it is read with.</summary>
    public IReadOnlyList<(string Code, string Rules)> Code(string heading)
        => [.. Block().Matches(sections[heading]).Select(block => (AsFile(block.Groups["code"].Value), block.Groups["rules"].Value))];

    public static string PathOf(string id) => Path.Combine(Folder, $"{id}.md");

    /// <summary>Makes a file of a block, in the way that docs/rules/README.md tells its readers.</summary>
    static string AsFile(string code)
    {
        var members = string.Join('\n', code.Split('\n').SelectMany(line => line.EndsWith("// 65 times", StringComparison.Ordinal) ? Enumerable.Repeat(line, 65) : [line]));
        var file = TypeOnFirstLine().IsMatch(code) ? members
            : code.Contains("override ") ? $"sealed class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter\n{{\n{members}\n}}"
            : $"class Processor\n{{\nstatic readonly NetBufferPool pool = null!;\nstatic readonly Mdl mdl;\n{members}\n}}";
        return $"using NdisRules.Runtime;\nusing static NdisRules.Runtime.Ndis;\n{file}\n";
    }

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("(^```ndisrules\n(?<rules>.*?)^```$\\s+)?^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\A[\w ]*\b(class|struct|record|interface)\b")]
    private static partial Regex TypeOnFirstLine();
}
