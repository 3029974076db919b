using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Tests.Robustness;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Runtime;

namespace NdisRules.Analyzers.Tests.Rules;

/// <summary>The built-in rules name members that exist, in the runtime as it is built today.</summary>
public sealed class RuleNamesTests
{
    [Fact]
    public void Every_line_of_a_rule_file_can_be_read()
    {
        var assembly = typeof(PairingAnalyzer).Assembly;
        var files = assembly.GetManifestResourceNames().Where(name => name.EndsWith(".ndisrules", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
            var (rules, errors) = RuleReader.Read(reader.ReadToEnd().Split('\n'));
            Assert.True(errors.Count == 0, $"{file}: {string.Join("; ", errors.Select(error => $"line {error.Line}: {error.Message}"))}");
            Assert.NotEmpty(rules);
        }
    }

    /// <summary>Members that rules name and a package has that is not referenced here.</summary>
    static readonly string[] elsewhere =
    [
        "M:Microsoft.Extensions.ObjectPool.ObjectPool`1.Get",
        "M:Microsoft.Extensions.ObjectPool.ObjectPool`1.Return",
    ];

    /// <summary>When this fails because a member is there now, take it off the list above.</summary>
    [Fact]
    public async Task Every_member_that_a_rule_names_exists()
    {
        var compilation = await Sources.Compile([]);
        var missing = RuleBook.BuiltIn.SelectMany(rule => rule.Rows).Where(row => !row.IsByAttribute && !Exists(row.Member, compilation)).Select(row => row.Member).Distinct();
        Assert.Equal(elsewhere.Order(StringComparer.Ordinal), missing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_parent_that_a_rule_names_exists()
    {
        var compilation = await Sources.Compile([]);
        var parents = RuleBook.BuiltIn.Select(rule => rule.Within).OfType<string>().Where(parent => !parent.StartsWith("Microsoft.", StringComparison.Ordinal));
        Assert.All(parents, parent => Assert.NotNull(compilation.GetTypeByMetadataName(parent)));
    }

    [Fact]
    public async Task Every_rule_applies_whose_acquires_are_referenced()
    {
        var compilation = await Sources.Compile([]);
        Assert.Equal(
            RuleBook.BuiltIn.Where(rule => rule.Rows.Any(row => row is { Kind: RowKind.Acquires, IsByAttribute: false } && !elsewhere.Contains(row.Member))).Select(rule => rule.Name),
            new RuleBook(compilation, RuleBook.BuiltIn).Rules.Select(rule => rule.Name));
    }

    /// <summary>Where no file has one of its words, a rule is not even bound: so none of its names may be missing among them.</summary>
    [Fact]
    public async Task Every_name_of_a_rule_is_among_its_words()
    {
        var rules = new RuleBook(await Sources.Compile([("Declared.cs", "namespace NdisRules { class AcquiresAttribute : System.Attribute; }")]), [.. RuleBook.BuiltIn, .. RuleReader.Read(["rule Timers  the timer", "acquires  M:System.Threading.Timer.#ctor", "releases  M:System.Threading.Timer.Dispose  this"]).Rules]).Rules;
        Assert.Contains(rules, rule => rule.Names.Acquires.Contains("Timer") && rule.Names.Acquires.Contains("new()"));
        Assert.Contains(rules, rule => rule.Names.Acquires.Contains("AcquiresAttribute"));
        Assert.All(rules, rule => Assert.Subset(RuleNames.WordsOf(rule.Text).ToHashSet(), rule.Names.Acquires.Concat(rule.Text.NullReleaseIsDefect ? rule.Names.Releases : []).Select(name => name is "new()" ? name : name.Replace("()", "")).ToHashSet()));
    }

    /// <summary>Half of all code disposes something: if that led to a rule which asks about null, half of all code would be bound for it.</summary>
    [Fact]
    public async Task What_everybody_disposes_is_no_name_of_a_rule_that_asks_about_null()
    {
        var asking = new RuleBook(await Sources.Compile([]), RuleBook.BuiltIn).Rules.Where(rule => rule.Text.NullReleaseIsDefect).ToArray();
        Assert.Contains(asking, rule => rule.Text.Rows.Any(row => row is { Kind: RowKind.Releases, Name: "Dispose" }));
        Assert.All(asking, rule => Assert.DoesNotContain("Dispose", rule.Names.Releases));
        Assert.All(asking, rule => Assert.NotEmpty(rule.Names.Releases));
    }

    /// <summary>Design section 4, one file each.</summary>
    [Fact]
    public void The_built_in_rules_are_all_there() => Assert.Equal(
        new[]
        {
            "AllocCoTaskMem", "AllocHGlobal", "ArrayPool", "Disposal", "GCHandle", "MemoryPin", "MemoryPool", "NativeMemory", "NativeMemoryAligned",
            "NdisAllocateCloneNetBufferList", "NdisAllocateFragmentNetBufferList", "NdisAllocateGenericObject", "NdisAllocateMdl", "NdisAllocateNetBuffer",
            "NdisAllocateNetBufferAndNetBufferList", "NdisAllocateNetBufferList", "NdisAllocateNetBufferListContext", "NdisAllocateNetBufferListPool",
            "NdisAllocateNetBufferMdlAndData", "NdisAllocateNetBufferPool", "NdisAllocateReassembledNetBufferList", "NdisMRegisterMiniportDriver",
            "NdisRetreatNetBufferDataStart", "NdisRetreatNetBufferListDataStart", "ObjectPool", "SafeHandle",
        },
        RuleBook.BuiltIn.Select(rule => rule.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void NdisAllocateNetBuffer_names_its_members()
    {
        var rule = Assert.Single(RuleBook.BuiltIn, rule => rule.Name == nameof(Ndis.NdisAllocateNetBuffer));
        string Id(RowKind kind, char prefix, Type type, string member)
            => Assert.Single(rule.Rows, row => row.Kind == kind && row.Member.Split('(')[0] == $"{prefix}:{type.FullName!.Replace('+', '.')}.{member}").Member;
        Id(RowKind.Acquires, 'M', typeof(Ndis), nameof(Ndis.NdisAllocateNetBuffer));
        Id(RowKind.Acquires, 'M', typeof(NetBufferPool.Scope), nameof(NetBufferPool.Scope.NdisAllocateNetBuffer));
        Id(RowKind.Releases, 'M', typeof(Ndis), nameof(Ndis.NdisFreeNetBuffer));
        Id(RowKind.Releases, 'M', typeof(NetBufferPool.Scope), nameof(NetBufferPool.Scope.NdisFreeNetBuffer));
        Id(RowKind.Null, 'P', typeof(NetBuffer), nameof(NetBuffer.IsNull));
        Id(RowKind.Transfers, 'M', typeof(NetBuffer), nameof(NetBuffer.Owned));
        Id(RowKind.Releases, 'M', typeof(Ndis), nameof(Ndis.NdisFreeNetBuffers));
    }

    [Fact]
    public async Task The_slot_of_every_row_is_a_parameter_of_its_member()
    {
        var compilation = await Sources.Compile([]);
        foreach (var rule in RuleBook.BuiltIn)
            foreach (var row in rule.Rows.Where(row => row is { IsPattern: false, Slot: >= 0 }))
                foreach (var method in Members(row.Member, compilation).OfType<IMethodSymbol>())
                    Assert.True(row.Slot < method.Parameters.Length, $"{rule.Name}, line {row.Line}: {method} has no parameter {row.Slot}");
    }

    static bool Exists(string id, Compilation compilation) => Members(id, compilation).Any();

    /// <summary>Looked up here in another way than the rules do it.</summary>
    static IEnumerable<ISymbol> Members(string id, Compilation compilation)
    {
        if (id.Contains('('))
            return DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation);
        var dot = id.LastIndexOf('.');
        var name = id[(dot + 1)..].Split("``")[0];
        return new[] { id[2..dot], Nested(id[2..dot]) }.Select(compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>().Take(1)
            .SelectMany(type => type.GetMembers())
            .Where(member => id.EndsWith('*') ? member.Name.StartsWith(name.TrimEnd('*'), StringComparison.Ordinal) : member.Name == name)
            .Where(member => member.Kind == (id[0] switch { 'M' => SymbolKind.Method, 'P' => SymbolKind.Property, _ => SymbolKind.Field }));
    }

    static string Nested(string type) => type[..type.LastIndexOf('.')] + "+" + type[(type.LastIndexOf('.') + 1)..];
}
