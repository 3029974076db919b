using System.Collections.Concurrent;

namespace NdisRules.Runtime.Tests;

/// <summary>A protocol that sends on one thread, keeps what it receives, and returns it on another, some lists at a time.</summary>
sealed class BusyProtocol : ProtocolBinding
{
    readonly ConcurrentQueue<NetBufferList> kept = new();
    readonly NetBufferListPool pool = ListPool(dataSize: 64, maximumCount: 64);
    readonly Thread[] threads;
    volatile bool stopping;

    internal readonly NdisHandle Driver;
    internal long Sent;
    internal long Completed;
    internal long Paused;
    internal long Received;
    internal long Asked;
    internal long Answered;
    internal Exception? Failure;

    internal BusyProtocol()
    {
        NdisRegisterProtocolDriver(() => this, out Driver);
        threads = [new Thread(() => Run(SendSome)), new Thread(() => Run(ReturnSome)), new Thread(() => Run(AskSome))];
    }

    public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters) => NdisStatus.Success;

    internal void Start()
    {
        foreach (var thread in threads) thread.Start();
    }

    /// <summary>Stops sending, then gives back what is left.</summary>
    internal void Stop()
    {
        stopping = true;
        foreach (var thread in threads) thread.Join();
        while (!kept.IsEmpty) ReturnSome(0);
        SpinWait.SpinUntil(() => Interlocked.Read(ref Answered) == Interlocked.Read(ref Asked));
    }

    public override void ProtocolOidRequestComplete(NdisOidRequest oidRequest, NdisStatus status) => Interlocked.Increment(ref Answered);

    void AskSome(int round)
    {
        if (Interlocked.Read(ref Asked) - Interlocked.Read(ref Answered) > 20)
        {
            Thread.Yield();
            return;
        }
        Interlocked.Increment(ref Asked);
        var request = new NdisOidRequest { Oid = (uint)round, RequestId = round % 5 };
        if (NdisOidRequest(NdisBindingHandle, request) != NdisStatus.Pending) Interlocked.Increment(ref Answered);
        if (round % 50 == 0) NdisCancelOidRequest(NdisBindingHandle, 2);
    }

    internal void Free() => pool.Dispose();

    internal int Outstanding => pool.OutstandingCount;

    public override void ProtocolSendNetBufferListsComplete(NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags)
    {
        foreach (var list in netBufferLists.Chain)
        {
            if (list.Status == NdisStatus.Paused) Interlocked.Increment(ref Paused);
            Interlocked.Increment(ref Completed);
        }
        FreeAll(netBufferLists);
    }

    public override void ProtocolReceiveNetBufferLists(NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags)
    {
        Interlocked.Add(ref Received, numberOfNetBufferLists);
        if (receiveFlags.HasFlag(NdisReceiveFlags.Resources)) return;
        foreach (var list in netBufferLists.Chain)
        {
            list.Next = null;
            kept.Enqueue(list);
        }
    }

    void Run(Action<int> step)
    {
        try
        {
            for (var i = 0; !stopping; i++) step(i);
        }
        catch (Exception failure)
        {
            Failure = failure;
        }
    }

    void SendSome(int round)
    {
        NetBufferList first = null;
        var count = 0;
        for (; count < 1 + round % 3; count++)
        {
            var list = NdisAllocateNetBufferList(pool, 0, 0);
            if (!list) break;
            list.SourceHandle = NdisBindingHandle;
            list.CancelId = round % 7;
            list.Next = first;
            first = list;
        }
        if (!first)
        {
            Thread.Yield();
            return;
        }
        Interlocked.Add(ref Sent, count);
        NdisSendNetBufferLists(NdisBindingHandle, first, 0, NdisSendFlags.None);
        if (round % 50 == 0) NdisCancelSendNetBufferLists(NdisBindingHandle, 3);
    }

    void ReturnSome(int round)
    {
        if (!kept.TryDequeue(out var first))
        {
            Thread.Yield();
            return;
        }
        if (kept.TryDequeue(out var second)) first.Next = second;
        NdisReturnNetBufferLists(NdisBindingHandle, first, NdisReturnFlags.None);
    }
}
