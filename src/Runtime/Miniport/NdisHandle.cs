using System.Collections.Concurrent;

namespace NdisRules.Runtime;

/// <summary>What NDIS calls a handle: a registered driver, or an adapter, a binding or a filter module between its opening and its closing.</summary>
/// <remarks>
/// <para>Given out by the registrations, and handed to InitializeEx, to FilterAttach and, by <see cref="Ndis.NdisOpenAdapterEx"/>, to a
/// protocol driver. Pools, MDLs and timers allocated under such a handle are looked for when the closing role ends (NDIS0001).</para>
/// <para>Threads: immutable. Source: NDIS_HANDLE.</para>
/// </remarks>
public sealed partial class NdisHandle
{
    static readonly ConcurrentDictionary<long, WeakReference<NdisHandle>> known = new();
    static long lastId;

    readonly string name;

    /// <summary>Makes the handle of something.</summary>
    /// <param name="name">The name for messages.</param>
    /// <param name="of">The registered driver, adapter, binding, filter module or bind that it is the handle of.</param>
    internal NdisHandle(string name, object of)
    {
        this.name = name;
        Of = of;
        Id = Interlocked.Increment(ref lastId);
        if (Id > Transit.LargestId) throw new InvalidOperationException("The process has made more handles than native memory can name.");
        known[Id] = new WeakReference<NdisHandle>(this);
    }

    /// <summary>Removes the handle from the table by which native fields name it.</summary>
    ~NdisHandle() => known.TryRemove(Id, out _);

    /// <summary>The handle as a word, so that it fits into scratch and context of a list. Never 0.</summary>
    /// <remarks>Does not keep the handle alive. Threads: any. Source: a handle of NDIS is such a word.</remarks>
    public nint Value => (nint)Id;

    /// <summary>A number that names the handle in native memory. Never 0.</summary>
    internal long Id { get; }

    /// <summary>What the handle is of.</summary>
    internal object Of { get; }

    /// <summary>The miniport driver that the handle is of, null for everything else.</summary>
    internal MiniportDriver? Driver => Of as MiniportDriver;

    /// <summary>The name for messages.</summary>
    public override string ToString() => name;

    /// <summary>The handle that a word is of.</summary>
    /// <param name="value">The word, from <see cref="Value"/>.</param>
    /// <returns>The handle, null for 0 and for that of something gone.</returns>
    /// <remarks>Threads: any. Source: ours.</remarks>
    public static NdisHandle? FromValue(nint value) => Find(value);

    internal static NdisHandle? Find(long id) =>
        id != 0 && known.TryGetValue(id, out var reference) && reference.TryGetTarget(out var handle) ? handle : null;

    /// <summary>Whether this and the other handle are the two edges of one intermediate driver: an adapter and a binding of it.</summary>
    internal bool IsPartnerOf(NdisHandle other) => (Of, other.Of) switch
    {
        (HostedBinding below, HostedAdapter above) => above.Driver.Protocol == below.Protocol,
        (HostedAdapter above, HostedBinding below) => above.Driver.Protocol == below.Protocol,
        _ => false,
    };

    /// <summary>The adapter, for functions that only an adapter may call.</summary>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    internal HostedAdapter AdapterFor(string function) =>
        Of as HostedAdapter ?? throw new ArgumentException($"{function} takes the handle that InitializeEx was given, not {this}.");

    /// <summary>The binding, for functions that only a protocol driver may call.</summary>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the binding was closed.</exception>
    internal HostedBinding BindingFor(string function)
    {
        if (Of is not HostedBinding binding) throw new ArgumentException($"{function} takes the handle that NdisOpenAdapterEx gave, not {this}.");
        return binding.IsOpen ? binding : throw new NdisViolationException(RuleIds.UsedAfterFree, $"{function}: {this} is used after it was closed.");
    }

    /// <summary>The filter module, for functions that only a filter driver may call.</summary>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the filter module was detached.</exception>
    internal HostedFilter FilterFor(string function)
    {
        if (Of is not HostedFilter filter) throw new ArgumentException($"{function} takes the handle that FilterAttach was given, not {this}.");
        return filter.State != FilterState.Detached
            ? filter
            : throw new NdisViolationException(RuleIds.UsedAfterFree, $"{function}: {this} is used after it was detached.");
    }

    /// <summary>Refuses a handle that is no adapter's, or of a binding or a filter module that is gone.</summary>
    /// <exception cref="ArgumentException">The handle is something else's.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the binding was closed, or the filter module detached.</exception>
    internal void RequireLive(string function)
    {
        if (Of is HostedBinding) BindingFor(function);
        else if (Of is HostedFilter) FilterFor(function);
        else if (Of is not HostedAdapter) throw new ArgumentException($"{function} takes the handle of an adapter, a binding or a filter module, not {this}.");
    }
}
