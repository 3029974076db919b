using NdisRules.Analyzers.Verification.Findings;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>One way to settle findings of a kind.</summary>
internal abstract class Remedy
{
    /// <summary>What fix-all goes by.</summary>
    public abstract string Key { get; }

    public abstract string Title(Finding finding);

    /// <summary>Whether it is worth offering beside the others.</summary>
    public virtual bool Suits(Finding finding) => true;

    /// <summary>Whether it changes other files than that of the finding: then a person chooses it, one by one.</summary>
    public virtual bool ChangesOtherFiles => false;

    /// <summary>Whether it is offered only where nothing else is.</summary>
    public virtual bool IsLastResort => false;

    /// <summary>Where it stands among the others: what the rule prefers comes first. The lowest is the default.</summary>
    public virtual int Rank(Scene scene, Finding finding) => 0;

    /// <summary>The change that settles the finding, checked; null when there is none that certainly does.</summary>
    public abstract Task<Patch?> SettleAsync(Trial trial);

    /// <summary>The change, if it can be written and settles the finding.</summary>
    protected static async Task<Patch?> TryAsync(Trial trial, Func<Draft, bool> write)
        => await WrittenAsync(trial.Scene, write, trial.Cancellation).ConfigureAwait(false) is { } patch && Judge.Settles(trial, patch) ? patch : null;

    /// <summary>The first of several changes that settles the finding.</summary>
    protected static async Task<Patch?> FirstAsync(Trial trial, IEnumerable<Func<Draft, bool>> attempts)
    {
        foreach (var attempt in attempts)
            if (await TryAsync(trial, attempt).ConfigureAwait(false) is { } patch)
                return patch;
        return null;
    }

    /// <summary>The change as it is, not judged.</summary>
    protected static async Task<Patch?> WrittenAsync(Scene scene, Func<Draft, bool> write, CancellationToken cancellation)
    {
        var draft = new Draft(scene);
        return write(draft) ? await draft.ApplyAsync(cancellation).ConfigureAwait(false) : null;
    }
}
