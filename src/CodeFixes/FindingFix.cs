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

namespace NdisRules.CodeFixes;

/// <summary>
/// The fixes of one defect. A remedy is tried before it is offered: the engine runs again over the changed code, and what leaves
/// the finding in place, makes another or does not compile is no fix.
/// </summary>
public abstract class FindingFix : CodeFixProvider
{
    /// <summary>Every round settles a finding or leaves it for good; the bound is for the day when that is not so.</summary>
    const int MostRounds = 1000;

    readonly Defect defect;
    readonly IReadOnlyList<Remedy> remedies;

    private protected FindingFix(Defect defect, params Remedy[] remedies)
    {
        this.defect = defect;
        this.remedies = remedies;
        FixableDiagnosticIds = ImmutableArray.Create(FindingDiagnostics.DescriptorOf(defect).Id);
    }

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    public sealed override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create((context, document, diagnostics) => FixAllAsync(document, diagnostics, RemedyOf(context.CodeActionEquivalenceKey), context.CancellationToken));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await Scene.OfAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } scene)
            return;
        foreach (var diagnostic in context.Diagnostics)
            if (scene.Shown.FirstOrDefault(finding => Is(diagnostic, finding)) is { } finding)
                await RegisterAsync(context, diagnostic, scene, finding).ConfigureAwait(false);
    }

    /// <summary>Remedies that come to the same are offered once.</summary>
    async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, Scene scene, Finding finding)
    {
        var offered = new HashSet<string>();
        foreach (var remedy in remedies.Where(remedy => remedy.Suits(finding)))
            if (await remedy.SettleAsync(scene, finding, context.CancellationToken).ConfigureAwait(false) is { } patch && offered.Add(patch.After.Text.ToString()))
                context.RegisterCodeFix(CodeAction.Create(remedy.Title(finding), _ => Task.FromResult(patch.After.Document), remedy.Key), diagnostic);
    }

    /// <summary>One finding after the other, in the order of the source; after each the rest is found anew, so that no two fixes can disagree.</summary>
    async Task<Document?> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, Remedy remedy, CancellationToken cancellation)
    {
        if (await Scene.OfAsync(document, cancellation).ConfigureAwait(false) is not { } scene)
            return document;

        // What is suppressed stays as it is, and so does what cannot be settled.
        var left = Of(scene).Where(finding => !diagnostics.Any(diagnostic => Is(diagnostic, finding))).Select(Mark).ToList();
        for (var round = 0; round < MostRounds && Of(scene).FirstOrDefault(finding => !left.Contains(Mark(finding))) is { } next; round++)
        {
            if (await remedy.SettleAsync(scene, next, cancellation).ConfigureAwait(false) is { } patch)
            {
                left = [.. left.Select(mark => mark with { Position = patch.Map(mark.Position) })];
                scene = patch.After;
            }
            else
            {
                left.Add(Mark(next));
            }
        }

        return scene.Document;
    }

    IEnumerable<Finding> Of(Scene scene) => scene.Shown.Where(finding => finding.Defect == defect);

    Remedy RemedyOf(string? key) => remedies.FirstOrDefault(remedy => remedy.Key == key) ?? remedies[0];

    bool Is(Diagnostic diagnostic, Finding finding)
        => finding.Defect == defect && diagnostic.Location.SourceSpan == finding.Primary.SourceSpan
            && diagnostic.GetMessage(CultureInfo.InvariantCulture).EndsWith(finding.Message, StringComparison.Ordinal);

    static (string Rule, string? Object, int Position) Mark(Finding finding) => (finding.Rule, finding.ObjectName, finding.Primary.SourceSpan.Start);
}
