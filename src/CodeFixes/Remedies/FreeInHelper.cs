using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Frees on the other side of a test, or in a helper that frees what it is given on some ways and leaves it on others.</summary>
internal sealed class FreeInHelper : Remedy
{
    /// <summary>More places than that are not tried.</summary>
    const int Most = 12;

    public override string Key => "NdisRules.FreeInHelper";

    public override string Title(Finding finding) => $"Free '{finding.ObjectName ?? finding.Exits[0].Holder}' on the way that leaves it";

    public override bool Suits(Finding finding) => finding.Defect == Defect.Lost && finding.Exits.Count > 0 && finding.Acquire is not null;

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        foreach (var place in HelperWays.Of(trial.Scene, trial.Finding).Take(Most))
            if (await TryAsync(trial, draft => Write(draft, trial.Finding, place)).ConfigureAwait(false) is { } patch)
                return patch;
        return null;
    }

    static bool Write(Draft draft, Finding finding, HelperWay way)
        => ReleaseCall.Of(draft.Scene, finding) is { } call && draft.Scene.RuleOf(finding) is { } rule
            && new ExitWriter(draft, call, rule, way.Helper, position => Release.Of(call, draft, position, way.Exit.Holder!, Guard.None)).Write(way.Exit, way.Exit.Turn is not null);
}
