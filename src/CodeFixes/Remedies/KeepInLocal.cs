using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Gives a name to an object that was never kept, so that it can be freed or asked for.</summary>
/// <param name="next">What to do with it then.</param>
/// <param name="title">What both come to.</param>
internal sealed class KeepInLocal(Remedy next, string title) : Remedy
{
    static readonly UseScope scope = new();
    static readonly FreeAtOnce free = new();

    public override string Key => "NdisRules.KeepInLocal";

    public override string Title(Finding finding) => title;

    public override bool Suits(Finding finding) => finding.Defect == Defect.MayBeNull || finding.Exits.Any(exit => exit.Form == ExitForm.Discard || exit.Holder is null);

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        foreach (var isForAll in new[] { true, false })
            if (await WrittenAsync(trial.Scene, draft => new LocalWriter(draft, trial.Finding).Write(isForAll), trial.Cancellation).ConfigureAwait(false) is { } named
                && (isForAll && Judge.Settles(trial, named) ? named : await FreedAsync(trial, named).ConfigureAwait(false)) is { } whole)
                return whole;
        return null;
    }

    async Task<Patch?> FreedAsync(Trial trial, Patch named)
        => Named(named, trial.Finding) is { } told && await NextAsync(new(named.After, told, IsWhole: false, trial.Cancellation), isUnasked: trial.Finding.Exits.Count > 0 && trial.Finding.Exits.All(exit => exit.Form == ExitForm.Discard)).ConfigureAwait(false) is { } freed
            && named.Then(freed, trial.Scene.Text) is var whole && Judge.Settles(trial, whole) ? whole : null;

    /// <summary>What is disposable is left to the end of its scope; what nobody asks for is freed at once.</summary>
    async Task<Patch?> NextAsync(Trial trial, bool isUnasked)
    {
        if (scope.Suits(trial.Finding) && scope.Rank(trial.Scene, trial.Finding) < 0 && await scope.SettleAsync(trial).ConfigureAwait(false) is { } scoped)
            return scoped;
        return isUnasked && await free.SettleAsync(trial).ConfigureAwait(false) is { } freed ? freed : await next.SettleAsync(trial).ConfigureAwait(false);
    }

    /// <summary>The same, told of the local now.</summary>
    static Finding? Named(Patch patch, Finding finding) => patch.After.ShownAt(patch.Map(finding.Primary.SourceSpan.Start))
        .FirstOrDefault(other => other.Defect == finding.Defect && other.Rule == finding.Rule
            && (finding.Defect == Defect.MayBeNull ? other.Acquire : patch.After.Root.FindNode(other.Primary.SourceSpan)) is { } acquire && patch.Inserted.Any(span => span.IntersectsWith(Given(acquire).Span)));

    /// <summary>With the names that get it.</summary>
    static SyntaxNode Given(SyntaxNode acquire) => acquire.FirstAncestorOrSelf<SyntaxNode>(node => node is VariableDeclarationSyntax || node is AssignmentExpressionSyntax assignment && assignment.Right.Span.Contains(acquire.Span)) ?? acquire;
}
