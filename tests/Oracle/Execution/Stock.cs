using NdisRules.Oracle.Programs;
using NdisRules.Runtime;

namespace NdisRules.Oracle.Execution;

/// <summary>What a program is given to take from, and the count of what it has not given back.</summary>
abstract class Stock
{
    public static Stock For(Dialect dialect, bool wantsSites) => dialect == Dialect.Ndis ? new NdisStock(wantsSites) : new ArrayStock();

    /// <summary>The arguments of the program's constructor.</summary>
    public abstract object[] Arguments { get; }

    /// <summary>Ends it, and tells the run of what was left; null tells nobody.</summary>
    public abstract void Report(Run? run);

    sealed class ArrayStock : Stock
    {
        readonly RecordingPool pool = new();

        public override object[] Arguments => [pool];

        public override void Report(Run? run) => pool.Report(run);
    }

    sealed class NdisStock : Stock
    {
        static readonly Mdl mdl = Ndis.NdisAllocateMdl(null, new byte[64]);

        readonly NetBufferPool buffers, data;
        readonly NetBufferListPool lists, wholes;

        public NdisStock(bool wantsSites)
        {
            var options = wantsSites ? Watching.WithSites : Watching.Plain;
            buffers = Ndis.NdisAllocateNetBufferPool(null, new() { Verifier = options })!;
            data = Ndis.NdisAllocateNetBufferPool(null, new() { DataSize = 64, Verifier = options })!;
            lists = Ndis.NdisAllocateNetBufferListPool(null, new() { Verifier = options })!;
            wholes = Ndis.NdisAllocateNetBufferListPool(null, new() { AllocateNetBuffer = true, Verifier = options })!;
        }

        public override object[] Arguments => [buffers, data, lists, wholes, mdl];

        public override void Report(Run? run)
        {
            foreach (var pool in new NdisPool[] { lists, wholes, data, buffers })
            {
                try
                {
                    pool.Dispose();
                }
                catch (NdisViolationException violation) when (violation.RuleId == "NDIS0009")
                {
                    foreach (var line in violation.Outstanding)
                        run?.Leave(line);
                }
                catch (NdisViolationException violation) when (violation.RuleId == "NDIS0004")
                {
                    // The bytes of something freed have changed, though no stale handle was noticed.
                    run?.Tell(Defect.UseAfterFree, []);
                }
            }
        }
    }
}
