using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>
/// Frees what a field still holds when its life ends: in the closing role, in a new closing role where there is none, or before
/// the opening role fails. One key for the three, so that one fix-all settles them all.
/// </summary>
/// <param name="isFirst">Whether the closing role begins with the free; otherwise it ends with it where it can.</param>
internal sealed class FreeInClosing(bool isFirst) : Remedy
{
    static readonly Guard[] ofOne = [Guard.None, Guard.Tested];
    static readonly Guard[] ofMany = [Guard.Chained, Guard.None, Guard.Tested];

    readonly FreeAtExits atFailure = new();

    public override string Key => isFirst ? "NdisRules.FreeFirstInClosingRole" : "NdisRules.FreeInClosingRole";

    public override string Title(Finding finding) => PlaceOf(finding) switch
    {
        Leak.AtFailure => atFailure.Title(finding),
        Leak.WithoutClosing => $"Add the closing role and free '{finding.ObjectName}' in it",
        _ => $"Free '{finding.ObjectName}' {(isFirst ? "first" : "last")} in {finding.Home.Name}",
    };

    public override bool Suits(Finding finding) => !isFirst || PlaceOf(finding) == Leak.AtClosing;

    public override Task<Patch?> SettleAsync(Trial trial) => PlaceOf(trial.Finding) switch
    {
        Leak.AtFailure => atFailure.SettleAsync(trial),
        Leak.WithoutClosing => FirstAsync(trial, Guards(trial.Scene, trial.Finding).Select(guard => new Func<Draft, bool>(draft => ClosingFree.Write(draft, trial.Finding, guard)))),
        _ => AtClosingAsync(trial),
    };

    async Task<Patch?> AtClosingAsync(Trial trial)
        => await FirstAsync(trial, InClosing(trial.Finding, Guards(trial.Scene, trial.Finding))).ConfigureAwait(false) is { } patch ? await WithMovedAsync(trial, patch).ConfigureAwait(false) ?? patch : null;

    /// <summary>What was moved from the field to another place is told there once the field is freed: both are freed as one. Null where nothing was moved.</summary>
    async Task<Patch?> WithMovedAsync(Trial trial, Patch patch)
    {
        var (finding, position) = (trial.Finding, patch.Map(trial.Finding.Primary.SourceSpan.Start));
        return finding.Acquire is { } acquire && patch.After.ShownAt(position).FirstOrDefault(other => other.Defect == finding.Defect && other.Rule == finding.Rule && PlaceOf(other) == Leak.AtClosing && other.ObjectName != finding.ObjectName && IsOf(other.Acquire)) is { } moved
            && await AtClosingAsync(new(patch.After, moved, IsWhole: false, trial.Cancellation)).ConfigureAwait(false) is { } further
            && patch.Then(further, trial.Scene.Text) is var whole && Judge.Settles(trial, whole) ? whole : null;

        bool IsOf(SyntaxNode? its) => its is not null && its.SpanStart == (ReferenceEquals(acquire.SyntaxTree, trial.Scene.Root.SyntaxTree) ? patch.Map(acquire.SpanStart) : acquire.SpanStart);
    }

    IEnumerable<Func<Draft, bool>> InClosing(Finding finding, Guard[] guards)
        => (isFirst ? new[] { true } : [false, true]).SelectMany(isStart => guards.Select(guard => new Func<Draft, bool>(draft => new ClosingRoleWriter(draft, finding, guard).Write(isStart))))
            .Append(draft => new ClosingRoleWriter(draft, finding, Guard.Tested).WriteWithClearing(isEverywhere: false))
            .Append(draft => new ClosingRoleWriter(draft, finding, Guard.Tested).WriteWithClearing(isEverywhere: true))
            .Concat(guards.Select(guard => new Func<Draft, bool>(draft => new DisposeOverride(draft, finding, guard).Write())));

    /// <summary>What is linked is freed link by link; the engine takes the first for all.</summary>
    static Guard[] Guards(Scene scene, Finding finding) => FieldFree.MemberOf(finding) is { } member && FieldFree.TypeOf(member) is { } type
        && scene.Root.DescendantNodes().OfType<TypeDeclarationSyntax>().Any(declared => SymbolEqualityComparer.Default.Equals(scene.Model.GetDeclaredSymbol(declared), member.ContainingType) && Chain.IsLinked(declared, type, scene.Model)) ? ofMany : ofOne;

    static Leak PlaceOf(Finding finding)
        => finding.Exits.Any(exit => exit.Where == finding.Primary) ? Leak.AtFailure
            : finding.Acquire?.GetLocation() == finding.Primary ? Leak.WithoutClosing
            : Leak.AtClosing;

    enum Leak
    {
        AtClosing,
        WithoutClosing,
        AtFailure,
    }
}
