using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NdisRules.Analyzers.Tests.Worlds;

static class Symbols
{
    /// <summary>Members of the class C in a piece of source.</summary>
    public static IReadOnlyList<ISymbol> Of(string source, params string[] names)
    {
        var type = CSharpCompilation.Create("symbols", [CSharpSyntaxTree.ParseText(source)]).GetTypeByMetadataName("C")!;
        return [.. names.Select(name => type.GetMembers(name).Single())];
    }
}
