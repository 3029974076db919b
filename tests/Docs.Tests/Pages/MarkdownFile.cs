using System.Text.RegularExpressions;
using NdisRules.EndToEnd.Tests;

namespace NdisRules.Docs.Tests.Pages;

/// <summary>A page for readers: the ids it names, and where it links to.</summary>
internal sealed partial class MarkdownFile(string path, string text)
{
    public static MarkdownFile Read(string file) => new(Path.Combine(Repository.Root, file), File.ReadAllText(Path.Combine(Repository.Root, file)));

    public IEnumerable<string> Ids => Id().Matches(text).Select(id => id.Value);

    /// <summary>The rows <c>| [id](link) | title | severity |</c>, as <c>id|title|severity</c>.</summary>
    public IEnumerable<string> IdTable => Row().Matches(text).Select(row => $"{row.Groups["id"]}|{row.Groups["title"]}|{row.Groups["severity"]}");

    public IEnumerable<string> DeadLinks => Link().Matches(text)
        .Select(link => link.Groups["target"].Value)
        .Where(target => !target.Contains("://") && !Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, target)));

    [GeneratedRegex(@"\bNDIS\d{4}\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"^\| \[(?<id>NDIS\d{4})\]\([^)]*\) \| (?<title>.+?) \| (?<severity>\w+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\]\((?<target>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
