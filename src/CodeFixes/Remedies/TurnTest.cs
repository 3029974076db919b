using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>
/// Turns a test round whose ways lie the wrong way about: what is freed is what is null there, and what is there is lost. A test for null that looks so by
/// itself, or that leads past what asks for the object, is turned if that settles the finding; any other only if it settles another finding of the member as
/// well, since one alone may have another reason.
/// </summary>
internal sealed class TurnTest : Remedy
{
    /// <summary>More tests than that are not tried.</summary>
    const int Most = 4;

    public override string Key => "NdisRules.TurnTest";

    public override string Title(Finding finding) => "Turn the test round";

    /// <summary>Before all others: what else settles such a finding is built on a test that is wrong.</summary>
    public override int Rank(Scene scene, Finding finding) => -3;

    public override async Task<Patch?> SettleAsync(Trial trial)
    {
        var count = Near(trial.Scene, trial.Finding.Primary.SourceSpan.Start);
        foreach (var test in TestsOnTheWay.Of(trial.Scene, trial.Finding).Take(Most))
        {
            var needed = TestsOnTheWay.IsSuspicious(test, trial.Scene) || TestsOnTheWay.IsMissed(test, trial.Scene, trial.Finding) ? 1 : 2;
            if (count >= needed && await TryAsync(trial, draft => Write(draft, test)).ConfigureAwait(false) is { } patch
                && Near(patch.After, patch.Map(trial.Finding.Primary.SourceSpan.Start)) <= count - needed && patch.After.Shown.Count() <= trial.Scene.Shown.Count() - needed)
                return patch;
        }

        return null;
    }

    static bool Write(Draft draft, IfStatementSyntax test)
    {
        draft.Negate(test.Condition);
        return true;
    }

    /// <summary>How much is told of the member.</summary>
    static int Near(Scene scene, int position) => scene.ShownAt(position).Count();
}
