using System.Collections.Concurrent;

namespace NdisRules.Runtime.Tests;

/// <summary>A miniport that completes sends and indicates received lists on threads of its own, and whose pause waits for all of them.</summary>
sealed class BusyMiniport : MiniportAdapter
{
    readonly ConcurrentQueue<NetBufferList> queue = new();
    readonly ConcurrentQueue<NdisOidRequest> asked = new();
    int handlers;
    readonly Lock gate = new();
    NetBufferListPool? pool;
    Thread[] threads = [];
    volatile bool halting;
    bool running;
    bool pausing;
    int under;
    int calls;

    internal long Sent;
    internal long Indicated;
    internal long Aborted;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        pool = ListPool(dataSize: 64, maximumCount: 256, owner: NdisMiniportHandle);
        threads = [new Thread(CompleteSends), new Thread(IndicateReceives), new Thread(IndicateReceives)];
        foreach (var thread in threads) thread.Start();
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        halting = true;
        foreach (var thread in threads) thread.Join();
        pool!.Dispose();
    }

    public override NdisStatus Restart(MiniportRestartParameters parameters)
    {
        lock (gate) running = true;
        return NdisStatus.Success;
    }

    public override NdisStatus Pause(MiniportPauseParameters parameters)
    {
        lock (gate) running = false;
        SpinWait.SpinUntil(() => Volatile.Read(ref calls) == 0);
        lock (gate)
        {
            pausing = under > 0;
            return pausing ? NdisStatus.Pending : NdisStatus.Success;
        }
    }

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)
    {
        foreach (var list in netBufferLists.Chain)
        {
            list.Next = null;
            lock (gate) under++;
            queue.Enqueue(list);
        }
    }

    /// <summary>Answers every third request at once, the others on the thread that completes sends.</summary>
    public override NdisStatus OidRequest(NdisOidRequest request)
    {
        if (Interlocked.Increment(ref handlers) != 1) throw new InvalidOperationException("Two requests were given at one time.");
        var atOnce = request.Oid % 3 == 0;
        Interlocked.Decrement(ref handlers);
        if (atOnce) return NdisStatus.Success;
        asked.Enqueue(request);
        return NdisStatus.Pending;
    }

    public override void CancelOidRequest(nint requestId)
    {
        if (asked.TryDequeue(out var request)) NdisMOidRequestComplete(NdisMiniportHandle, request, NdisStatus.RequestAborted);
    }

    public override void CancelSend(nint cancelId)
    {
        for (var i = queue.Count; i > 0 && queue.TryDequeue(out var list); i--)
        {
            if (list.CancelId == cancelId) Complete(list, NdisStatus.SendAborted);
            else queue.Enqueue(list);
        }
    }

    public override void ReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags)
    {
        foreach (var list in netBufferLists.Chain)
        {
            list.Next = null;
            NdisFreeNetBufferList(list);
            Done(1);
        }
    }

    void CompleteSends()
    {
        while (!halting)
        {
            if (asked.TryDequeue(out var request)) NdisMOidRequestComplete(NdisMiniportHandle, request, NdisStatus.Success);
            if (!queue.TryDequeue(out var first))
            {
                Thread.Yield();
                continue;
            }
            if (queue.TryDequeue(out var second)) second.Status = NdisStatus.Success;
            first.Next = second;
            Complete(first, NdisStatus.Success);
        }
    }

    void Complete(NetBufferList first, NdisStatus status)
    {
        var count = first.Next ? 2 : 1;
        first.Status = status;
        NdisMSendNetBufferListsComplete(NdisMiniportHandle, first, NdisSendCompleteFlags.None);
        Interlocked.Add(ref status == NdisStatus.Success ? ref Sent : ref Aborted, count);
        Done(count);
    }

    void IndicateReceives()
    {
        for (var i = 0; !halting; i++)
        {
            var lent = i % 5 == 0;
            if (!TryBegin(2)) Thread.Yield();
            else Indicate(lent);
        }
    }

    /// <summary>The lists and the call are counted before it is made.</summary>
    bool TryBegin(int count)
    {
        lock (gate)
        {
            if (!running || under > 200) return false;
            under += count;
            Interlocked.Increment(ref calls);
            return true;
        }
    }

    void Indicate(bool lent)
    {
        var first = Received();
        if (!first)
        {
            Interlocked.Decrement(ref calls);
            Done(2);
            return;
        }
        var second = Received();
        first.Next = second;
        var count = second ? 2 : 1;
        Interlocked.Add(ref Indicated, count);
        NdisMIndicateReceiveNetBufferLists(NdisMiniportHandle, first, 0, count, lent ? NdisReceiveFlags.Resources : NdisReceiveFlags.None);
        if (lent) FreeAll(first);
        Interlocked.Decrement(ref calls);
        Done((lent ? count : 0) + 2 - count);
    }

    NetBufferList Received()
    {
        var list = NdisAllocateNetBufferList(pool, 0, 0);
        if (list) list.SourceHandle = NdisMiniportHandle;
        return list;
    }

    void Done(int count)
    {
        bool last;
        lock (gate)
        {
            under -= count;
            last = pausing && under == 0;
            if (last) pausing = false;
        }
        if (last) NdisMPauseComplete(NdisMiniportHandle);
    }
}
