using System.Runtime.ExceptionServices;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>
/// Executes on a stack of its own what would go too deep on the one it is on: a compiler calls us on threads whose stacks it has chosen, and some
/// systems give a thread half a megabyte.
/// </summary>
static class FreshStack
{
    const int Bytes = 4 << 20;

    /// <summary>Waits for it; what it throws is thrown here.</summary>
    public static T Run<T>(Func<T> execute)
    {
        var (result, failure) = (default(T), default(ExceptionDispatchInfo));
        var thread = new Thread(Execute, Bytes) { IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;

        void Execute()
        {
            try
            {
                result = execute();
            }
            catch (Exception thrown)
            {
                failure = ExceptionDispatchInfo.Capture(thrown);
            }
        }
    }
}
