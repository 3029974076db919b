// What a library keeps, by a number, an interface or an argument of something that goes on, is nobody's loss.

// case: A GCHandle keeps the object for native code that comes back with its number
static class Interop
{
    [DllImport("native")]
    static extern int begin(nint context);

    public static void Read(LeasePool pool)
    {
        var lease = pool.Rent(10);
        var self = GCHandle.Alloc(lease);
        begin(GCHandle.ToIntPtr(self));
    }

    [UnmanagedCallersOnly]
    static void Done(nint context)
    {
        var self = GCHandle.FromIntPtr(context);
        ((Lease)self.Target!).Dispose();
        self.Free();
    }
}

// case: A GCHandle that nobody makes a number of, and one that pins
static class Interop
{
    public static void Keeps(LeasePool pool)
    {
        var lease = pool.Rent(10); // NDIS0005
        var self = GCHandle.Alloc(lease);
        Console.WriteLine(self.IsAllocated);
        self.Free();
    }

    public static void Pins(int size)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(size); // NDIS0005
        var pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        Console.WriteLine(GCHandle.ToIntPtr(pin));
        pin.Free();
    }
}

// case: A context that holds the buffer travels on a list
sealed class Sender(NetBufferPool pool, Mdl mdl)
{
    sealed class Context(NetBuffer bounce)
    {
        public NetBuffer Bounce { get; } = bounce;
    }

    public void Send(NetBufferList list)
    {
        var bounce = NdisAllocateNetBuffer(pool, mdl, 0, 1514);
        if (!bounce)
            return;
        var handle = GCHandle.Alloc(new Context(bounce));
        list.MiniportReserved[0] = GCHandle.ToIntPtr(handle);
    }

    public void Done(NetBufferList list)
    {
        var handle = GCHandle.FromIntPtr(list.MiniportReserved[0]);
        NdisFreeNetBuffer(((Context)handle.Target!).Bounce);
        handle.Free();
    }
}

// case: The thread pool calls a work item back
sealed class Job(LeasePool pool, Lease lease) : IThreadPoolWorkItem
{
    public void Execute() => pool.Return(lease);
}

static class Jobs
{
    public static void Post(LeasePool pool, int size)
    {
        var job = new Job(pool, pool.Rent(size));
        ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
    }
}

// case: The thread pool calls a work item back that gives nothing back
sealed class Job(Lease lease) : IThreadPoolWorkItem
{
    public void Execute() => lease.Length = 0;
}

static class Jobs
{
    public static void Post(LeasePool pool, int size)
    {
        var job = new Job(pool.Rent(size)); // NDIS0005
        ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
    }
}

// case: An operation on a socket keeps the array until it is completed
static class Receiver
{
    public static void Start(System.Net.Sockets.Socket socket)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var args = new System.Net.Sockets.SocketAsyncEventArgs();
        args.SetBuffer(buffer, 0, buffer.Length);
        args.Completed += (_, done) => ArrayPool<byte>.Shared.Return(done.Buffer!);
        socket.ReceiveAsync(args);
    }
}

// case: The one empty array stands for none
sealed class Scratchpad : IDisposable
{
    byte[] bytes = Array.Empty<byte>();

    public void Ensure(int size)
    {
        if (bytes.Length >= size)
            return;
        if (bytes != Array.Empty<byte>())
            ArrayPool<byte>.Shared.Return(bytes);
        bytes = ArrayPool<byte>.Shared.Rent(size);
    }

    public void Dispose()
    {
        if (bytes != Array.Empty<byte>())
            ArrayPool<byte>.Shared.Return(bytes);
        bytes = Array.Empty<byte>();
    }
}

// case: The one empty array is asked for the wrong way round
static class Scratch
{
    public static void Run(int size)
    {
        var bytes = size > 0 ? ArrayPool<byte>.Shared.Rent(size) : Array.Empty<byte>(); // NDIS0005
        if (bytes == Array.Empty<byte>())
            ArrayPool<byte>.Shared.Return(bytes);
    }
}

// case: How long a span is says who returns
static class Sized
{
    static byte[] Get(int size) => size > 1024 ? ArrayPool<byte>.Shared.Rent(size) : new byte[size];

    static void Put(byte[] bytes, int size)
    {
        if (size > 1024)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    public static int Same(ReadOnlySpan<byte> data)
    {
        var bytes = Get(data.Length);
        data.CopyTo(bytes);
        var first = bytes[0];
        Put(bytes, data.Length);
        return first;
    }

    public static int Another(ReadOnlySpan<byte> data, string text)
    {
        var bytes = Get(data.Length); // NDIS0005
        var first = bytes[0];
        Put(bytes, text.Length);
        return first;
    }
}

// case: A driver takes its own chain apart when the next buffer cannot be had
sealed class Chainer(NetBufferListPool lists, NetBufferPool buffers, Mdl mdl)
{
    public NetBufferList Build(int count)
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        if (!list)
            return null;
        for (var i = 0; i < count; i++)
        {
            var buffer = NdisAllocateNetBuffer(buffers, mdl, 0, i);
            if (buffer.IsNull)
            {
                Destroy(list);
                return null;
            }

            buffer.Next = list.FirstNetBuffer;
            list.FirstNetBuffer = buffer;
        }

        return list;
    }

    static void Destroy(NetBufferList list)
    {
        for (var buffer = list.FirstNetBuffer; buffer;)
        {
            var next = buffer.Next;
            NdisFreeNetBuffer(buffer);
            buffer = next;
        }

        list.FirstNetBuffer = null;
        NdisFreeNetBufferList(list);
    }
}
