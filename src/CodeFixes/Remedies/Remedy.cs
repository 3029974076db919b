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

    /// <summary>The change that settles the finding, checked; null when there is none that certainly does.</summary>
    public abstract Task<Patch?> SettleAsync(Scene scene, Finding finding, CancellationToken cancellation);

    /// <summary>The change, if it can be written and settles the finding.</summary>
    protected static async Task<Patch?> TryAsync(Scene scene, Finding finding, Func<Draft, bool> write, CancellationToken cancellation)
    {
        var draft = new Draft(scene);
        return write(draft) && await draft.ApplyAsync(cancellation).ConfigureAwait(false) is { } patch && Judge.Settles(scene, finding, patch) ? patch : null;
    }

    /// <summary>The first of several changes that settles the finding.</summary>
    protected static async Task<Patch?> FirstAsync(Scene scene, Finding finding, IEnumerable<Func<Draft, bool>> attempts, CancellationToken cancellation)
    {
        foreach (var attempt in attempts)
            if (await TryAsync(scene, finding, attempt, cancellation).ConfigureAwait(false) is { } patch)
                return patch;
        return null;
    }
}
