using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace NdisRules.Debugger.Target;

/// <summary>A pool with a million objects.</summary>
internal static class Million
{
    private const int Count = 1_000_000;

    private static NetBufferPool? pool;
    private static NetBuffer[] all = [];

    public static void Make()
    {
        pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 0x696C_694D }); // "Mili"
        all = new NetBuffer[Count + 10];
        NdisAllocateNetBuffers(pool!, all);
        NdisFreeNetBuffers(all.AsSpan(Count));
    }
}
