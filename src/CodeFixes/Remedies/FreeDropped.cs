using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>
/// Frees what a container drops while the object has another name as well: it is told where that name ends, but a free there would be one too many for those
/// that the container still has.
/// </summary>
internal sealed class FreeDropped : Remedy
{
    static readonly Guard[] guards = [Guard.None, Guard.Tested];

    public override string Key => "NdisRules.FreeDropped";

    public override string Title(Finding finding) => $"Free '{finding.ObjectName}' where its container drops it";

    public override bool Suits(Finding finding) => finding.ObjectName is not null;

    public override Task<Patch?> SettleAsync(Trial trial) => FirstAsync(trial, guards.Select(guard => new Func<Draft, bool>(draft => Write(draft, trial.Finding, guard))));

    static bool Write(Draft draft, Finding finding, Guard guard)
    {
        if (!ReferenceEquals(finding.Primary.SourceTree, draft.Scene.Root.SyntaxTree) || ReleaseCall.Of(draft.Scene, finding) is not { } call)
            return false;
        // Of several containers nobody knows which one has it.
        var dropped = DroppedElement.In(draft.Scene.CodeAround(finding.Primary.SourceSpan.Start), draft, call).Where(element => element.IsDropped).ToArray();
        return dropped.Length > 0 && dropped.Select(element => element.Container).Distinct().Count() == 1 && dropped.All(element => element.Write(call, guard));
    }
}
