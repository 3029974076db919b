using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.Analyzers.Diagnostics;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Remedies;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes;

/// <summary>
/// The fixes of one defect. A remedy is tried before it is offered: the engine runs again over the changed code, and what leaves
/// the finding in place, makes another or does not compile is no fix.
/// </summary>
public abstract class FindingFix : CodeFixProvider
{
    readonly Defect defect;
    readonly IReadOnlyList<Remedy> remedies;

    private protected FindingFix(Defect defect, params Remedy[] remedies)
    {
        this.defect = defect;
        this.remedies = [.. remedies, .. remedies.Where(remedy => !remedy.ChangesOtherFiles).Select(remedy => new InBlock(remedy))];
        FixableDiagnosticIds = ImmutableArray.Create(FindingDiagnostics.DescriptorOf(defect).Id);
    }

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <summary>What stands first in the light bulb: fix-all then takes for each finding whatever stands first there.</summary>
    string DefaultKey => "NdisRules." + FixableDiagnosticIds[0];

    public sealed override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create((context, document, diagnostics) => FixAllAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await Scene.OfAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } scene)
            return;
        foreach (var diagnostic in context.Diagnostics)
            if (scene.ShownAt(diagnostic.Location.SourceSpan.Start).FirstOrDefault(finding => Is(diagnostic, finding)) is { } finding)
                await RegisterAsync(context, diagnostic, scene, finding).ConfigureAwait(false);
    }

    /// <summary>Remedies that come to the same are offered once, of one remedy in several forms the first, and arrows stay where that is possible.</summary>
    async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, Scene scene, Finding finding)
    {
        var (offered, keys) = (new HashSet<string>(), new HashSet<string>());
        var trial = new Trial(scene, finding, IsWhole: true, context.CancellationToken);
        foreach (var remedy in InOrder(scene, finding).Where(remedy => offered.Count == 0 || !remedy.IsLastResort))
            if (!keys.Contains(remedy.Key) && await remedy.SettleAsync(trial).ConfigureAwait(false) is { } patch && keys.Add(remedy.Key) && (remedy.ChangesOtherFiles || offered.Add(patch.After.Text.ToString())))
                context.RegisterCodeFix(Action(remedy, finding, patch, isFirst: !remedy.ChangesOtherFiles && offered.Count == 1), diagnostic);
    }

    CodeAction Action(Remedy remedy, Finding finding, Patch patch, bool isFirst) => remedy.ChangesOtherFiles
        ? CodeAction.Create(remedy.Title(finding), _ => Task.FromResult(patch.After.Document.Project.Solution), remedy.Key)
        : CodeAction.Create(remedy.Title(finding), _ => Task.FromResult(patch.After.Document), isFirst ? DefaultKey : remedy.Key);

    async Task<Document?> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, string? key, CancellationToken cancellation)
    {
        if (await Scene.OfAsync(document, cancellation).ConfigureAwait(false) is not { } scene)
            return document;
        return await new FixAllRounds(
            finding => finding.Defect == defect,
            finding => diagnostics.Any(diagnostic => Is(diagnostic, finding)),
            (before, finding) => InOrder(before, finding).Where(remedy => !remedy.ChangesOtherFiles && (key is null || key == DefaultKey || remedy.Key == key)),
            cancellation).RunAsync(scene).ConfigureAwait(false);
    }

    IEnumerable<Remedy> InOrder(Scene scene, Finding finding) => remedies.Where(remedy => remedy.Suits(finding)).OrderBy(remedy => remedy.Rank(scene, finding));

    bool Is(Diagnostic diagnostic, Finding finding)
        => finding.Defect == defect && diagnostic.Location.SourceSpan == finding.Primary.SourceSpan
            && diagnostic.GetMessage(CultureInfo.InvariantCulture).EndsWith(finding.Message, StringComparison.Ordinal);
}
