using NdisRules.Runtime;

namespace NdisRules.Oracle.Execution;

/// <summary>How the verifier watches: the run of the thread decides what fails.</summary>
static class Watching
{
    const int DeepestSite = 40;

    public static NdisVerifierOptions Plain { get; } = new() { AllocationSites = false, QuarantineCount = 64, FailWhen = Fails };

    public static NdisVerifierOptions WithSites { get; } = new() { AllocationSiteDepth = DeepestSite, QuarantineCount = 64, FailWhen = Fails };

    static readonly Lock gate = new();
    static int watchers;

    /// <summary>Watches while programs are executed, for the pools and blocks that they make themselves; on any number of threads at a time.</summary>
    public static IDisposable Begin()
    {
        lock (gate)
        {
            if (watchers++ > 0)
                return new End();
            NdisVerifier.Enable(WithSites);
            AppDomain.CurrentDomain.FirstChanceException += Note;
            return new End();
        }
    }

    static bool Fails() => Run.Current?.Fails() == true;

    static void Note(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs thrown) => Run.Current?.Note(thrown.Exception);

    sealed class End : IDisposable
    {
        public void Dispose()
        {
            lock (gate)
            {
                if (--watchers > 0)
                    return;
                AppDomain.CurrentDomain.FirstChanceException -= Note;
                NdisVerifier.Disable();
            }
        }
    }
}
