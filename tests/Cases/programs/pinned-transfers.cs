// case: Transfers pin their buffers until the device is done with them
using System.Diagnostics;

delegate void TransferDone(nint cookie, int status, int length);

static class Device
{
    [DllImport("dma")]
    public static extern int dma_submit(nint address, int length, nint cookie, TransferDone done);

    [DllImport("dma")]
    public static extern int dma_cancel(nint cookie);
}

enum TransferState
{
    Idle,
    Submitted,
    Completed,
    Cancelled,
    Failed,
}

sealed class Transfer
{
    readonly byte[] buffer;
    readonly TaskCompletionSource<int> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    GCHandle pin;
    GCHandle self;
    TransferState state;

    public Transfer(int size) => buffer = GC.AllocateUninitializedArray<byte>(size);

    public TransferState State => state;
    public Span<byte> Data => buffer;
    public Task<int> Completion => completion.Task;

    public bool Submit(TransferDone done)
    {
        if (state != TransferState.Idle)
            return false;
        pin = GCHandle.Alloc(buffer, GCHandleType.Pinned);
        self = GCHandle.Alloc(this);
        var error = Device.dma_submit(pin.AddrOfPinnedObject(), buffer.Length, GCHandle.ToIntPtr(self), done);
        if (error == 0)
        {
            state = TransferState.Submitted;
            return true;
        }

        Debug.WriteLine($"submit: {error}");
        Unpin();
        state = TransferState.Failed;
        return false;
    }

    public void Cancel()
    {
        if (state == TransferState.Submitted && Device.dma_cancel(GCHandle.ToIntPtr(self)) == 0)
            Finish(TransferState.Cancelled, 0);
    }

    public void Finish(TransferState end, int length)
    {
        if (state != TransferState.Submitted)
            return;
        state = end;
        Unpin();
        if (end == TransferState.Completed)
            completion.TrySetResult(length);
        else
            completion.TrySetException(new IOException($"The transfer ended as {end}."));
    }

    void Unpin()
    {
        if (pin.IsAllocated)
            pin.Free();
        if (self.IsAllocated)
            self.Free();
    }
}

sealed class TransferQueue
{
    readonly TransferDone done;
    readonly ConcurrentBag<Transfer> running = new();
    int submitted;
    int refused;

    public TransferQueue() => done = OnDone;

    public async Task<int> WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        var transfer = new Transfer(data.Length);
        data.Span.CopyTo(transfer.Data);
        if (!transfer.Submit(done))
        {
            refused++;
            return 0;
        }

        submitted++;
        running.Add(transfer);
        using var registration = cancellation.Register(static one => ((Transfer)one!).Cancel(), transfer);
        return await transfer.Completion;
    }

    public int CheckSum(byte[] data)
    {
        var handle = GCHandle.Alloc(data, GCHandleType.Pinned);
        try
        {
            var sum = 0;
            for (var i = 0; i < data.Length; i++)
                sum = unchecked(sum * 31 + Marshal.ReadByte(handle.AddrOfPinnedObject(), i));
            return sum;
        }
        finally
        {
            handle.Free();
        }
    }

    static void OnDone(nint cookie, int status, int length)
    {
        if (GCHandle.FromIntPtr(cookie).Target is Transfer transfer)
            transfer.Finish(status == 0 ? TransferState.Completed : TransferState.Failed, length);
    }

    public override string ToString() => $"{submitted} submitted, {refused} refused, {running.Count(transfer => transfer.State == TransferState.Submitted)} running";
}
