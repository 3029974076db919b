using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Runtime;
using NdisRules.Runtime;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Targets.Clr;

/// <summary>Finds the handles that the process can still reach: in managed objects that its roots reach, and on the stacks of its threads.</summary>
/// <remarks>
/// Handles are plain words, which no collector follows, so every word of a reached object is looked at: one that equals a live handle in
/// address and generation is one. What the runtime itself keeps about its objects is left out, for it knows even those that were lost,
/// and so are the unused parts of collections, which keep the words of what was taken out.
/// </remarks>
internal sealed class ReachSearch(DataTarget target, ClrRuntime runtime, RuntimeModule module, ObjectSpace space, CancellationToken cancellation)
{
    private const int ChunkBytes = 1024 * 1024;

    private readonly HashSet<ulong> words = [];
    private readonly HashSet<int> pools = [];
    private readonly HashSet<ulong> seen = [];
    private readonly Stack<ClrObject> waiting = new();
    private readonly Collections collections = new();
    private readonly byte[] chunk = new byte[ChunkBytes];
    private long objects;

    public Reach Run()
    {
        LeaveOutWhatTheRuntimeKeeps();
        foreach (var root in runtime.Heap.EnumerateRoots())
        {
            // A weak handle reaches nothing, and a dependent one only what its other end does.
            if (!root.Object.IsValid || root is ClrHandle { IsStrong: false }) continue;
            Meet(root.Object);
        }
        while (waiting.TryPop(out var next))
        {
            cancellation.ThrowIfCancellationRequested();
            LookInto(next);
        }
        var stacks = new StackSearch(target, runtime, LookAt, ReadWords).Run();
        return new Reach(words, pools, objects, stacks);
    }

    /// <summary>The tables by which the runtime finds pools, stores and MDLs reach everything; what only they reach is lost.</summary>
    private void LeaveOutWhatTheRuntimeKeeps()
    {
        if (module.TryStatic(nameof(NdisPool), "all", out var all)) seen.Add(all.Value.Address);
        if (module.TryStatic(nameof(StoreRegistry), "stores", out var stores)) seen.Add(stores.Value.Address);
        if (module.TryStatic(nameof(MdlTable), "pinned", out var pinned)) seen.Add(pinned.Value.Address);
    }

    private void Meet(ClrObject found)
    {
        if (found.IsNull || !seen.Add(found.Address) || found.Type is not { } type || IsLeftOut(type)) return;
        waiting.Push(found);
    }

    private static bool IsLeftOut(ClrType type)
    {
        if (type.IsString || type.IsFree) return true;
        var name = (type.IsArray ? type.ComponentType?.Name : type.Name) ?? "";
        return name is "NdisRules.Runtime.SlotStore" or "NdisRules.Runtime.Watch"
            // Rented arrays keep the words of whoever had them last.
            || name.StartsWith("System.Buffers.SharedArrayPool", StringComparison.Ordinal);
    }

    private void LookInto(ClrObject found)
    {
        objects++;
        if (found.Type!.Name is "NdisRules.Runtime.NetBufferPool" or "NdisRules.Runtime.NetBufferListPool")
            pools.Add(found.Needed(ClrFields.Behind(nameof(NdisPool.Store))).Value<int>("number"));
        if (collections.InUse(found) is { } inUse)
        {
            if (inUse.Backing is { } backing) seen.Add(backing.Address);
            foreach (var (start, bytes) in inUse.Ranges) LookAt(start, bytes);
        }
        LookAt(found.Address, checked((long)found.Size));
        foreach (var reference in found.EnumerateReferences(carefully: false, considerDependantHandles: true)) Meet(reference);
    }

    /// <summary>Looks at memory of the process, as far as it can be read.</summary>
    /// <returns>How many bytes were.</returns>
    private long LookAt(ulong start, long bytes)
    {
        var done = 0L;
        while (done < bytes)
        {
            var part = chunk.AsSpan(0, (int)Math.Min(ChunkBytes, bytes - done));
            var read = target.DataReader.Read(start + (ulong)done, part);
            ReadWords(part[..read]);
            done += read;
            if (read < part.Length) break;
        }
        return done;
    }

    private void ReadWords(ReadOnlySpan<byte> memory)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(memory[..(memory.Length & ~7)]))
        {
            if (word >> 48 != 0 && space.LiveWords.ContainsKey(word)) words.Add(word);
        }
    }
}
