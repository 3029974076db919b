using System.Text;
using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Tool.NewRules;

/// <summary>The first lines of a rule file for a pair of members, with the slot of the release found from their types.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="ObjectName">What messages call the object.</param>
/// <param name="Acquire">The full name of the member that acquires.</param>
/// <param name="Release">The full name of the member that releases.</param>
internal sealed record RuleDraft(string Name, string ObjectName, string Acquire, string Release)
{
    public static RuleDraft Of(string acquire, string release, string? name)
    {
        var own = name ?? NameOf(acquire);
        return new(own, "the " + own.ToLowerInvariant(), acquire, release);
    }

    /// <summary>The text of the file.</summary>
    public string Text(Compilation compilation) => new StringBuilder()
        .Append($"# What {Acquire} gives goes back by {Release}.\n\n")
        .Append($"rule {Name}   {ObjectName}\n")
        .Append($"acquires  M:{Acquire}\n")
        .Append($"releases  M:{Release}   {SlotOf(compilation)}\n")
        .Append("exceptions  explicit\n")
        .ToString();

    /// <summary>Where the release takes the object: the parameter of its type, else the object that it is called on.</summary>
    string SlotOf(Compilation compilation)
    {
        var given = Methods(Acquire, compilation).Select(method => method.MethodKind == MethodKind.Constructor ? method.ContainingType : method.ReturnType).ToArray();
        foreach (var release in Methods(Release, compilation))
            if (release.Parameters.FirstOrDefault(parameter => given.Any(type => Takes(parameter.Type, type, compilation))) is { } parameter)
                return parameter.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return "this";
    }

    static bool Takes(ITypeSymbol parameter, ITypeSymbol given, Compilation compilation) => compilation.ClassifyCommonConversion(given, parameter) is { Exists: true, IsImplicit: true };

    static IEnumerable<IMethodSymbol> Methods(string name, Compilation compilation) => new MemberIds(compilation).Find("M:" + name).OfType<IMethodSymbol>();

    static string NameOf(string member)
    {
        var parts = member.Split('(')[0].Split('.');
        return parts[^1] == "#ctor" ? parts[^2] : parts[^1];
    }
}
