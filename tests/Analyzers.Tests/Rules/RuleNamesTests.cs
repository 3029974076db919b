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

    [Fact]
    public async Task Every_member_that_a_rule_names_exists()
    {
        var compilation = await Sources.Compile([]);
        foreach (var rule in RuleBook.BuiltIn)
            foreach (var row in rule.Rows)
                Assert.True(Exists(row.Member, compilation), $"{rule.Name}, line {row.Line}: {row.Member} does not exist");
    }

    [Fact]
    public async Task Every_rule_applies_where_the_runtime_is_referenced()
    {
        var compilation = await Sources.Compile([]);
        Assert.Equal(RuleBook.BuiltIn.Select(rule => rule.Name), new RuleBook(compilation, RuleBook.BuiltIn).Rules.Select(rule => rule.Name));
    }

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
        Id(RowKind.Transfers, 'M', typeof(Ndis), nameof(Ndis.NdisFreeNetBuffers));
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

    static IEnumerable<ISymbol> Members(string id, Compilation compilation)
    {
        if (id.Contains('('))
            return DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation);
        var dot = id.LastIndexOf('.');
        var name = id[(dot + 1)..];
        return DocumentationCommentId.GetSymbolsForDeclarationId("T:" + id[2..dot], compilation).OfType<INamedTypeSymbol>()
            .SelectMany(type => type.GetMembers())
            .Where(member => id.EndsWith('*') ? member.Name.StartsWith(name.TrimEnd('*'), StringComparison.Ordinal) : member.Name == name)
            .Where(member => member.Kind == (id[0] switch { 'M' => SymbolKind.Method, 'P' => SymbolKind.Property, _ => SymbolKind.Field }));
    }
}
