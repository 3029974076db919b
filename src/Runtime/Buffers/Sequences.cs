namespace NdisRules.Runtime;

/// <summary>The MDLs of a chain, for <c>foreach</c>. Allocates nothing.</summary>
/// <remarks>The link is read before the body runs, so that the body may free or relink the MDL. Source: NdisGetNextMdl, walked.</remarks>
public readonly struct MdlSequence
{
    readonly Mdl first;

    internal MdlSequence(Mdl first) => this.first = first;

    /// <summary>Starts before the first MDL.</summary>
    /// <returns>The enumerator.</returns>
    public Enumerator GetEnumerator() => new(first);

    /// <summary>Walks the chain.</summary>
    public struct Enumerator
    {
        Mdl next;

        internal Enumerator(Mdl first)
        {
            next = first;
            Current = null;
        }

        /// <summary>The MDL that the walk stands on, null before the first.</summary>
        public Mdl Current { get; private set; }

        /// <summary>Goes one MDL further.</summary>
        /// <returns>False at the end of the chain.</returns>
        /// <exception cref="NdisViolationException">NDIS0004: the next MDL of the chain was freed.</exception>
        public bool MoveNext()
        {
            Current = next;
            if (!next) return false;
            next = next.Next;
            return true;
        }
    }
}

/// <summary>The NET_BUFFERs of a list, for <c>foreach</c>. Allocates nothing.</summary>
/// <remarks>The link is read before the body runs, so that the body may free the NET_BUFFER. Source: NET_BUFFER_NEXT_NB, walked.</remarks>
public readonly struct NetBufferSequence
{
    readonly NetBuffer first;

    internal NetBufferSequence(NetBuffer first) => this.first = first;

    /// <summary>Starts before the first NET_BUFFER.</summary>
    /// <returns>The enumerator.</returns>
    public Enumerator GetEnumerator() => new(first);

    /// <summary>Walks the list.</summary>
    public struct Enumerator
    {
        NetBuffer next;

        internal Enumerator(NetBuffer first)
        {
            next = first;
            Current = null;
        }

        /// <summary>The NET_BUFFER that the walk stands on, null before the first.</summary>
        public NetBuffer Current { get; private set; }

        /// <summary>Goes one NET_BUFFER further.</summary>
        /// <returns>False at the end of the list.</returns>
        /// <exception cref="NdisViolationException">NDIS0004: the next NET_BUFFER of the list was freed.</exception>
        public bool MoveNext()
        {
            Current = next;
            if (!next) return false;
            next = next.Next;
            return true;
        }
    }
}

/// <summary>The NET_BUFFER_LISTs of a chain, for <c>foreach</c>. Allocates nothing.</summary>
/// <remarks>The link is read before the body runs, so that the body may free, complete or relink the list. Source: NET_BUFFER_LIST_NEXT_NBL, walked.</remarks>
public readonly struct NetBufferListSequence
{
    readonly NetBufferList first;

    internal NetBufferListSequence(NetBufferList first) => this.first = first;

    /// <summary>Starts before the first list.</summary>
    /// <returns>The enumerator.</returns>
    public Enumerator GetEnumerator() => new(first);

    /// <summary>Walks the chain.</summary>
    public struct Enumerator
    {
        NetBufferList next;

        internal Enumerator(NetBufferList first)
        {
            next = first;
            Current = null;
        }

        /// <summary>The list that the walk stands on, null before the first.</summary>
        public NetBufferList Current { get; private set; }

        /// <summary>Goes one list further.</summary>
        /// <returns>False at the end of the chain.</returns>
        /// <exception cref="NdisViolationException">NDIS0004: the next list of the chain was freed.</exception>
        public bool MoveNext()
        {
            Current = next;
            if (!next) return false;
            next = next.Next;
            return true;
        }
    }
}
