using NdisRules.Runtime.Debugging;

namespace NdisRules.Runtime;

/// <summary>A pool of NET_BUFFERs or NET_BUFFER_LISTs.</summary>
/// <remarks>
/// <para>Duty: whoever made it frees it, after everything that came from it. <see cref="Dispose"/> is that same free.</para>
/// <para>Threads: every member may be used from any thread. Source: what a debugger shows of a pool in NDIS.</para>
/// </remarks>
public abstract unsafe partial class NdisPool : IDisposable
{
    static readonly Lock gate = new();
    static readonly List<NdisPool> all = [];

    /// <summary><see cref="Environment.TickCount64"/> at one moment, early on: by it and by <see cref="FirstUtcTicks"/> whoever reads a dump
    /// knows what the count was when the dump was written.</summary>
    internal static readonly long FirstTicks = Environment.TickCount64;

    /// <summary>The time at that moment, in the ticks of a <see cref="DateTime"/>.</summary>
    internal static readonly long FirstUtcTicks = DateTime.UtcNow.Ticks;

    readonly string prefix;
    readonly bool permanent;
    volatile bool freed;

    private protected NdisPool(string prefix, SlotLayout layout, int maximumCount, uint poolTag, NdisHandle? owner, bool permanent, Watch? watch)
    {
        this.prefix = prefix;
        this.permanent = permanent;
        Store = new SlotStore(layout, maximumCount, this, watch);
        MaximumCount = maximumCount;
        PoolTag = poolTag;
        Owner = owner;
        Number = watch is null ? Store.Number : 0;
        if (watch is { NotesSites: true }) AllocationSite = watch.SiteHere();
        lock (gate) all.Add(this);
        PoolMeter.Start();
        if (NdisEventSource.Log.IsEnabled()) NdisEventSource.Log.PoolAllocated(Store.Number, TagText(PoolTag), owner?.ToString() ?? "");
    }

    /// <summary>The tag given at creation.</summary>
    public uint PoolTag { get; }

    /// <summary>Bytes of data that come with every object, 0 for none.</summary>
    public int DataSize => Store.Layout.DataSize;

    /// <summary>How many objects may be lent at a time, 0 for no limit.</summary>
    public int MaximumCount { get; }

    /// <summary>The handle that the pool was allocated under, null if none was given.</summary>
    public NdisHandle? Owner { get; }

    /// <summary>How many objects are lent now. Exact while no thread allocates or frees; 0 once the pool is freed.</summary>
    public int OutstandingCount => Store.Outstanding;

    /// <summary>How many objects exist, lent or idle.</summary>
    /// <exception cref="NdisViolationException">NDIS0004: the pool was freed.</exception>
    public int Capacity
    {
        get
        {
            ThrowIfFreed();
            return Store.Capacity;
        }
    }

    /// <summary>Whether the pool has been freed.</summary>
    public bool IsFreed => freed;

    /// <summary>Where the pool was made, such as <c>Driver.InitializeEx in Driver.cs, line 12</c>; null unless the verifier watches it.</summary>
    public string? AllocationSite { get; }

    internal SlotStore Store { get; }

    /// <summary>The number of the store while its magazines may be used directly; 0, which finds none, once the pool is freed or when the
    /// verifier watches it.</summary>
    private protected int Number;

    /// <summary>Frees the pool: the same as <see cref="Ndis.NdisFreeNetBufferPool"/> or <see cref="Ndis.NdisFreeNetBufferListPool"/>.</summary>
    /// <exception cref="NdisViolationException">NDIS0009: objects of the pool are outstanding; NDIS0003: it was freed before;
    /// NDIS0007: it is a default pool. With NDIS0009 the pool is freed all the same, and its objects are stale. Under the verifier also
    /// NDIS0004: objects were written to after they were freed; the pool is freed all the same.</exception>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>The name for messages, such as <c>NB pool 'Loop'</c>.</summary>
    public override string ToString() => $"{prefix} pool '{TagText(PoolTag)}'";

    internal static IReadOnlyList<NdisPool> All()
    {
        lock (gate) return [.. all];
    }

    /// <summary>One line per object that is lent.</summary>
    internal List<string> OutstandingNames() => Store.Live().ConvertAll(handle => Describe(handle) + Store.SiteOf(handle));

    internal void Free()
    {
        if (permanent) throw new NdisViolationException(RuleIds.NeverAcquired, $"{this} is a default pool and not to be freed.");
        if (!Store.TryClose()) throw new NdisViolationException(RuleIds.FreedTwice, $"{this} is freed twice.", allocationSite: AllocationSite);
        freed = true;
        LeaveMagazines();
        var left = OutstandingNames();
        var damaged = Store.DamagedNames();
        foreach (var handle in Store.Live()) Abandon(handle);
        Store.Retire();
        lock (gate) all.Remove(this);
        if (NdisEventSource.Log.IsEnabled()) NdisEventSource.Log.PoolFreed(Store.Number, TagText(PoolTag));
        if (left.Count > 0) throw new NdisViolationException(RuleIds.OutOfOrder, $"{this} is freed before {left.Count} of its objects:", left);
        if (damaged.Count > 0) throw new NdisViolationException(RuleIds.UsedAfterFree, $"objects of {this} were written to after they were freed:", damaged);
    }

    /// <summary>Keeps the fast paths from the pool.</summary>
    private protected virtual void LeaveMagazines() => Number = 0;

    private protected abstract string Describe(ulong handle);

    /// <summary>Frees what a lent object holds outside its slot, when the pool goes before the object.</summary>
    private protected virtual void Abandon(ulong handle) { }

    /// <summary>Refuses to lend from a pool that is gone.</summary>
    private protected void ThrowIfFreed()
    {
        if (freed) throw new NdisViolationException(RuleIds.UsedAfterFree, $"{this} is used after it was freed.", allocationSite: AllocationSite);
    }

    /// <summary>Sets the fields of a new slot that are the same for every holder; all others are clear.</summary>
    internal abstract void Prepare(ulong slot);

    /// <summary>Makes the MDL of a slot describe the slot's data, for good.</summary>
    private protected void PrepareOwnMdl(ulong slot)
    {
        var mdl = (MdlFields*)((byte*)Handle.Header(slot) + Store.Layout.Mdl);
        mdl->Start = (byte*)Handle.Header(slot) + Store.Layout.Heads;
        mdl->ByteCount = DataSize;
        mdl->Flags = MdlFlags.SourceIsNonpagedPool | MdlFlags.AllocatedFixedSize | MdlFlags.MappedToSystemVa;
        mdl->Origin = MdlOrigin.Slot;
    }

    /// <summary>The four characters of a tag, a full stop for each that cannot be printed.</summary>
    internal static string TagText(uint tag)
    {
        var characters = new[] { (char)(byte)tag, (char)(byte)(tag >> 8), (char)(byte)(tag >> 16), (char)(byte)(tag >> 24) };
        return new string([.. characters.Select(one => char.IsAsciiLetterOrDigit(one) ? one : '.')]);
    }
}
