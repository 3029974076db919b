using NdisRules.Runtime;

namespace NdisRules.Oracle.Execution;

/// <summary>How the verifier watches: the run of the thread decides what fails.</summary>
static class Watching
{
    const int DeepestSite = 40;

    public static NdisVerifierOptions Plain { get; } = new() { AllocationSites = false, QuarantineCount = 64, FailWhen = Fails };

    public static NdisVerifierOptions WithSites { get; } = new() { AllocationSiteDepth = DeepestSite, QuarantineCount = 64, FailWhen = Fails };

    /// <summary>Watches this thread while it executes programs, for the pools and blocks that they make themselves.</summary>
    public static IDisposable Begin()
    {
        NdisVerifier.Enable(WithSites);
        AppDomain.CurrentDomain.FirstChanceException += Note;
        return new End();
    }

    static bool Fails() => Run.Current?.Fails() == true;

    static void Note(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs thrown) => Run.Current?.Note(thrown.Exception);

    sealed class End : IDisposable
    {
        public void Dispose()
        {
            AppDomain.CurrentDomain.FirstChanceException -= Note;
            NdisVerifier.Disable();
        }
    }
}
