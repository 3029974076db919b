using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Testing;
using NdisRules.Runtime;

namespace NdisRules.Analyzers.Tests.Robustness;

/// <summary>The code that this repository has lying about: its own files, and the programs inside the pairing tests.</summary>
internal static class Sources
{
    const string Header = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        """;

    const string InMethod = "class Processor { static readonly NetBufferPool pool = null!; static readonly Mdl mdl; static bool Flag() => Environment.TickCount > 0; static void Work() { }\n";

    const string InDriver = "sealed class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter { static bool Flag() => Environment.TickCount > 0;\n";

    /// <summary>The folder of the repository.</summary>
    public static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));

    /// <summary>Every C# file of the runtime, the samples and the tests.</summary>
    public static IEnumerable<(string Name, string Text)> Files()
        => new[] { Path.Combine("src", "Runtime"), "samples", "tests" }
            .Select(folder => Path.Combine(Root(), folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(Root(), file), File.ReadAllText(file)));

    /// <summary>The programs of the pairing tests, without their markup, each in a namespace of its own.</summary>
    public static IEnumerable<(string Name, string Text)> Programs()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root(), "tests", "Analyzers.Tests", "Pairing"), "*.cs").Order(StringComparer.Ordinal))
        {
            var root = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot();
            var constants = root.DescendantNodes().OfType<FieldDeclarationSyntax>()
                .Where(field => field.Modifiers.Any(SyntaxKind.ConstKeyword))
                .SelectMany(field => field.Declaration.Variables)
                .ToDictionary(variable => variable.Identifier.ValueText, variable => variable.Initializer!.Value);
            var number = 0;
            foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>())
                if (call is { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Code" }, Name.Identifier.ValueText: var kind }, ArgumentList.Arguments: [var first, ..] }
                    && Text(first.Expression, constants) is { } text)
                    yield return Program($"{Path.GetFileNameWithoutExtension(file)}{++number}", kind, Unmarked(text));
        }
    }

    static (string Name, string Text) Program(string name, string kind, string text) => (name + ".cs", Header + $"namespace {name};\n" + kind switch
    {
        "InMethod" => InMethod + text + "\n}",
        "InDriver" => InDriver + text + "\n}",
        _ => text,
    });

    static string? Text(ExpressionSyntax expression, Dictionary<string, ExpressionSyntax> constants) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        IdentifierNameSyntax name => constants.TryGetValue(name.Identifier.ValueText, out var value) ? Text(value, constants) : null,
        BinaryExpressionSyntax both => Text(both.Left, constants) is { } left && Text(both.Right, constants) is { } right ? left + right : null,
        _ => null,
    };

    static string Unmarked(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\{\|NDIS\d+:|\|\}", "");

    public static async Task<CSharpCompilation> Compile(IEnumerable<(string Name, string Text)> files, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
        => CSharpCompilation.Create(
            "Code",
            files.Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Name)),
            [.. await ReferenceAssemblies.Net.Net100.ResolveAsync(LanguageNames.CSharp, CancellationToken.None), runtime],
            new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    static readonly MetadataReference runtime = MetadataReference.CreateFromFile(typeof(Ndis).Assembly.Location);
}
