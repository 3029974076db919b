using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.CodeFixes;

namespace NdisRules.Fixing;

/// <summary>All fixes of the assembly, as an editor finds them: by what they export.</summary>
internal static class FixProviders
{
    public static IReadOnlyList<CodeFixProvider> All { get; } = [.. typeof(FindingFix).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    /// <summary>What the light bulb shows for a diagnostic, in its order.</summary>
    public static async Task<IReadOnlyList<(CodeFixProvider Provider, CodeAction Action)>> OfferedAsync(Document document, Diagnostic diagnostic)
    {
        var offered = new List<(CodeFixProvider, CodeAction)>();
        foreach (var provider in All.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered.Add((provider, action)), default));
        return offered;
    }

    public static async Task<Solution> ApplyAsync(CodeAction action)
        => (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
}
