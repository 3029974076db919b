using System.Reflection;
using System.Text.RegularExpressions;
using NdisRules.EndToEnd.Tests;
using NdisRules.Runtime;

namespace NdisRules.Docs.Tests.Pages;

/// <summary>docs/model.md, and its tables from C names to C# names.</summary>
public sealed partial class The_model_page
{
    const BindingFlags Everything = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;

    static readonly string[] names = [.. Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/model.md"))).Select(row => row.Groups["name"].Value)];

    [Fact]
    public void Every_name_in_its_tables_exists_in_the_runtime()
    {
        Assert.True(names.Length > 100, "The tables are not read.");
        Assert.All(names, name => Assert.True(Exists(name), $"{name} does not exist."));
    }

    /// <summary>When this fails, a function came to the runtime: give it a row in the table where a person who ports a driver looks for it.</summary>
    [Fact]
    public void Every_function_of_the_runtime_has_a_row()
    {
        var functions = typeof(Ndis).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => $"Ndis.{method.Name}").Distinct();
        Assert.Empty(functions.Except(names));
    }

    [Fact]
    public void No_name_has_two_rows() => Assert.Equal(names.Distinct(), names);

    [Fact]
    public void A_name_that_does_not_exist_is_found_out()
    {
        Assert.False(Exists("NetBuffers"));
        Assert.False(Exists("NetBuffer.Length"));
        Assert.True(Exists("NetBuffer.DataLength"));
    }

    [Fact]
    public void Every_link_leads_somewhere() => Assert.Empty(MarkdownFile.Read("docs/model.md").DeadLinks);

    static bool Exists(string name)
    {
        var parts = name.Split('.');
        var type = typeof(Ndis).Assembly.GetType($"NdisRules.Runtime.{parts[0]}");
        return type is { IsPublic: true } && (parts.Length == 1 || type.GetMember(parts[1], Everything).Length > 0);
    }

    [GeneratedRegex(@"^\| (?!C \|)[^|`]+ \| `(?<name>[\w.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
