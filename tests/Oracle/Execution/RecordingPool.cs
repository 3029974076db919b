using System.Buffers;
using NdisRules.Runtime;

namespace NdisRules.Oracle.Execution;

/// <summary>An array pool that knows what it has lent, refuses what it has not, and looks through what came back for writes after the return.</summary>
sealed class RecordingPool : ArrayPool<byte>
{
    const byte Returned = 0xDF;

    readonly Dictionary<byte[], IReadOnlyList<int>> lent = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<byte[], IReadOnlyList<int>> returned = new(ReferenceEqualityComparer.Instance);

    public override byte[] Rent(int minimumLength)
    {
        var array = new byte[minimumLength];
        var lines = Run.Current?.Places?.Here() ?? [];
        Run.Current?.Acquired.UnionWith(lines);
        lent.Add(array, lines);
        return array;
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (lent.Remove(array, out var lines))
        {
            returned.Add(array, lines);
            array.AsSpan().Fill(Returned);
            return;
        }
        TellOfWrites(Run.Current, array, returned[array]);
        Run.Current?.TellBeforeThrow(Defect.DoubleFree, returned[array]);
        throw new NdisViolationException("NDIS0003", "an array is returned twice.");
    }

    /// <summary>Tells the run of what is still lent. A write after the return comes first, since nothing counts after it.</summary>
    public void Report(Run? run)
    {
        if (run is null)
            return;
        foreach (var (array, lines) in returned)
            TellOfWrites(run, array, lines);
        foreach (var lines in lent.Values)
            run.Tell(Defect.Leak, [lines]);
    }

    /// <summary>A write after the return is not seen when it happens: told as soon as somebody looks, once.</summary>
    static void TellOfWrites(Run? run, byte[] array, IReadOnlyList<int> lines)
    {
        if (!array.AsSpan().ContainsAnyExcept(Returned))
            return;
        run?.Tell(Defect.UseAfterFree, [lines]);
        array.AsSpan().Fill(Returned);
    }
}
