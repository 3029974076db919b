namespace NdisRules.Runtime;

/// <summary>A NET_BUFFER_LIST_CONTEXT: one block of a list's context, and the way to the next older one.</summary>
/// <remarks>
/// <para>Got from <see cref="NetBufferList.Context"/>; a view that owns nothing. It goes stale when its list is freed, or when the free of
/// context releases the block: using it then throws <see cref="NdisViolationException"/> (NDIS0004). <c>default</c> is null.</para>
/// <para>Threads: belongs to the list's current owner. Source: the NET_BUFFER_LIST_CONTEXT structure of NDIS 6.</para>
/// </remarks>
public readonly unsafe struct NetBufferListContext : IEquatable<NetBufferListContext>
{
    readonly NetBufferList list;
    readonly ContextBlock* block;

    internal NetBufferListContext(NetBufferList list, ContextBlock* block)
    {
        this.list = list;
        this.block = block;
    }

    /// <summary>Whether there is no block. Never throws.</summary>
    public bool IsNull => block == null;

    /// <summary>The next older block, null at the end.</summary>
    /// <exception cref="NullReferenceException">This is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the block or its list was freed.</exception>
    public NetBufferListContext Next => new(list, Checked->Next);

    /// <summary>Bytes of the whole data area, used and unused.</summary>
    /// <exception cref="NullReferenceException">This is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the block or its list was freed.</exception>
    public int Size => Checked->Size;

    /// <summary>Bytes from the start of the data area to its used part: what is still unused.</summary>
    /// <exception cref="NullReferenceException">This is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the block or its list was freed.</exception>
    public int Offset => Checked->Offset;

    /// <summary>Bytes of the used part: <see cref="Size"/> less <see cref="Offset"/>.</summary>
    /// <exception cref="NullReferenceException">This is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the block or its list was freed.</exception>
    public int UsedSize => Checked->Size - block->Offset;

    /// <summary>The whole data area, of <see cref="Size"/> bytes. Unused bytes are whatever lay there. Do not keep it beyond the free of the context.</summary>
    /// <exception cref="NullReferenceException">This is null.</exception>
    /// <exception cref="NdisViolationException">NDIS0004: the block or its list was freed.</exception>
    public Span<byte> ContextData => new(Checked->Data(), block->Size);

    /// <summary>Whether both name the same block of the same list, or both are null. Never throws.</summary>
    /// <param name="left">One block.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(NetBufferListContext left, NetBufferListContext right) => left.Equals(right);

    /// <summary>Whether the two differ in block or list. Never throws.</summary>
    /// <param name="left">One block.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(NetBufferListContext left, NetBufferListContext right) => !left.Equals(right);

    /// <summary>Whether the other names the same block of the same list. Never throws.</summary>
    /// <param name="other">The block to compare with.</param>
    public bool Equals(NetBufferListContext other) => block == other.block && (block == null || list == other.list);

    /// <summary>Whether the other is a <see cref="NetBufferListContext"/> that names the same block of the same list.</summary>
    /// <param name="obj">What to compare with.</param>
    public override bool Equals(object? obj) => obj is NetBufferListContext other && Equals(other);

    /// <summary>A hash of the block.</summary>
    public override int GetHashCode() => ((nint)block).GetHashCode();

    /// <summary>The block, if the list still has it: a freed one is never read.</summary>
    ContextBlock* Checked
    {
        get
        {
            if (block == null) throw new NullReferenceException("The NET_BUFFER_LIST_CONTEXT is null.");
            for (var one = list.Fields->Context; one != null; one = one->Next)
                if (one == block) return block;
            throw new NdisViolationException(RuleIds.UsedAfterFree, $"a NET_BUFFER_LIST_CONTEXT of {list} is used after it was freed.");
        }
    }
}
