using System.Runtime.CompilerServices;
using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace NdisRules.Debugger.Target;

/// <summary>Objects that can be reached in every way, and objects that are lost in every way. Each is allocated by a method whose name says which.</summary>
internal static class Leaks
{
    private static readonly List<object> kept = [];
    private static readonly ManualResetEventSlim over = new();
    private static NetBufferPool buffers = null!;
    private static NetBufferPool packets = null!;
    private static NetBufferListPool lists = null!;
    private static NetBuffer inStatic;
    private static Thread? holder;

    public static void Make()
    {
        NdisVerifier.Enable(new NdisVerifierOptions { AllocationSites = true });
        buffers = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 0x656B_654C })!; // "Leke"
        packets = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 0x656B_654C, DataSize = 100 })!;
        lists = NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters { PoolTag = 0x656B_654C, AllocateNetBuffer = true })!;
        // On a thread that has ended: what is left on no stack is on nobody's.
        OnThread(KeepAll);
        OnThread(LoseAll);
        OnThread(RunDrivers);
        holder = new Thread(HoldOnStack);
        holder.Start();
    }

    /// <summary>Ends what holds something.</summary>
    public static void Keep()
    {
        over.Set();
        holder?.Join();
        GC.KeepAlive(kept);
        NdisFreeNetBuffer(inStatic);
    }

    private static void OnThread(ThreadStart work)
    {
        var thread = new Thread(() =>
        {
            work();
            WipeStack();
        });
        thread.Start();
        thread.Join();
    }

    /// <summary>The next thread may get the stack of one that has ended, with the words that were left in it; and what is on a stack is held.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WipeStack()
    {
        Span<byte> below = stackalloc byte[256 * 1024];
        below.Clear();
    }

    private static void KeepAll()
    {
        inStatic = KeptInStatic();
        kept.Add(new List<NetBuffer> { KeptInList() });
        kept.Add(new Queue<NetBuffer>([KeptInQueue()]));
        kept.Add(new Dictionary<NetBuffer, string> { [KeptAsKey()] = "" });
        kept.Add(new[] { (1, KeptInArrayOfTuples()) });
        kept.Add(KeptBoxed());
        var captured = KeptByLambda();
        kept.Add(() => captured);
        var first = KeptListOfChain();
        first.Next = KeptBehindList();
        first.Next.FirstNetBuffer.Next = KeptBehindNetBuffer();
        kept.Add(first);
        var scratch = KeptListOfScratch();
        scratch.Scratch = Unsafe.BitCast<NetBuffer, nint>(KeptInScratch());
        kept.Add(scratch);
    }

    private static void LoseAll()
    {
        _ = LostAtOnce();
        var stack = new Stack<NetBuffer>();
        stack.Push(LostFromStack());
        stack.Pop();
        kept.Add(stack);
        var list = new List<NetBuffer> { LostFromList() };
        list.Clear();
        kept.Add(list);
        var set = new HashSet<NetBuffer> { LostFromSet() };
        set.Remove(set.Single());
        kept.Add(set);
        kept.Add(new WeakReference(new object[] { LostBehindWeakReference() }));
        var lost = LostList();
        lost.FirstNetBuffer.Next = LostBehindList();
        LostPool();
    }

    private static void RunDrivers()
    {
        using var host = new NdisHost();
        for (var i = 0; i < 3; i++)
        {
            NdisMRegisterMiniportDriver(() => new LeakingAdapter(buffers), out var driver);
            var adapter = host.AddAdapter(driver);
            adapter.Initialize();
            adapter.Halt();
            host.UnloadDriver(driver);
        }
    }

    private static void HoldOnStack()
    {
        var held = KeptOnStack();
        over.Wait();
        NdisFreeNetBuffer(held);
    }

    // The allocation is in the method itself: that is the place which is noted.
    private static NetBuffer KeptInStatic() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBuffer KeptInList() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBuffer KeptInQueue() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBuffer KeptAsKey() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBuffer KeptInArrayOfTuples() => NdisAllocateNetBufferMdlAndData(packets);
    private static object KeptBoxed() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBuffer KeptByLambda() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBufferList KeptListOfChain() => NdisAllocateNetBufferList(lists, 0, 0);
    private static NetBufferList KeptBehindList() => NdisAllocateNetBufferList(lists, 0, 0);
    private static NetBuffer KeptBehindNetBuffer() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBufferList KeptListOfScratch() => NdisAllocateNetBufferList(lists, 0, 0);
    private static NetBuffer KeptInScratch() => NdisAllocateNetBufferMdlAndData(packets);
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NetBuffer KeptOnStack() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBuffer LostAtOnce() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBuffer LostFromStack() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBuffer LostFromList() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBuffer LostFromSet() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBuffer LostBehindWeakReference() => NdisAllocateNetBufferMdlAndData(packets);
    private static NetBufferList LostList() => NdisAllocateNetBufferList(lists, 0, 0);
    private static NetBuffer LostBehindList() => NdisAllocateNetBufferMdlAndData(packets);
    private static void LostPool() => _ = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters { PoolTag = 0x74_73_6F_4C }); // "Lost"
}
