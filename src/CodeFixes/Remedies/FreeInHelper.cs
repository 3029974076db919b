using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Frees on the other side of a test, or in a helper that frees what it is given on some ways and leaves it on others.</summary>
/// <param name="guard">Whether it is asked for first.</param>
internal sealed class FreeInHelper(Guard guard) : Remedy
{
    /// <summary>More places than that are not tried.</summary>
    const int Most = 16;

    public override string Key => "NdisRules.FreeInHelper";

    public override string Title(Finding finding) => $"Free '{finding.ObjectName ?? finding.Exits[0].Holder}' on the way that leaves it";

    public override bool Suits(Finding finding) => finding.Defect == Defect.Lost && finding.Exits.Count > 0 && finding.Acquire is not null;

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        foreach (var way in HelperWays.Of(trial.Scene, trial.Finding).Take(Most))
            if ((guard != Guard.None || !EmptyVariable.MayBeBehindTurn(trial.Scene, way.Exit)) && await TryAsync(trial, draft => Write(draft, trial.Finding, way)).ConfigureAwait(false) is { } patch)
                return patch;
        return null;
    }

    bool Write(Draft draft, Finding finding, HelperWay way)
        => ReleaseCall.Of(draft.Scene, finding) is { } call && draft.Scene.RuleOf(finding) is { } rule
            && way.Also.Prepend(way.Exit).All(exit => new ExitWriter(draft, call, rule, way.Helper, position => Release.Of(call, draft, position, exit.Holder!, guard)).Write(exit, exit.Turn is not null));
}
