using System.Buffers;

namespace NdisRules.Runtime;

/// <summary>The bytes of an MDL over native memory, checked by the MDL's generation each time they are reached.</summary>
sealed unsafe class MdlMemory(Mdl mdl) : MemoryManager<byte>
{
    /// <summary>The MDL's bytes.</summary>
    public override Memory<byte> Memory => CreateMemory(mdl.ByteCount);

    public override Span<byte> GetSpan() => mdl.Span;

    public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)mdl.MappedSystemVa + elementIndex);

    public override void Unpin() { }

    protected override void Dispose(bool disposing) { }
}
