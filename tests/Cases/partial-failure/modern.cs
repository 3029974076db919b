// case: A struct of three native blocks, built or not at all
unsafe struct Blocks
{
    public byte* A, B;

    public static bool TryCreate(int size, out Blocks blocks)
    {
        blocks = default;
        try
        {
            blocks.A = (byte*)NativeMemory.Alloc((nuint)size);
            blocks.B = (byte*)NativeMemory.Alloc((nuint)size);
            return true;
        }
        catch (OutOfMemoryException)
        {
            blocks.Free();
            return false;
        }
    }

    public void Free()
    {
        NativeMemory.Free(A);
        NativeMemory.Free(B);
        this = default;
    }
}

class UsesBlocks
{
    public static int Good()
    {
        if (!Blocks.TryCreate(8, out var blocks))
            return 0;
        blocks.Free();
        return 1;
    }
}

// case: A transaction object that rolls back unless it is told otherwise
sealed class Transaction(Store store) : IDisposable
{
    Work? work = store.Begin();

    public int Execute(string text) => work!.Execute(text);

    public void Complete()
    {
        work!.Commit();
        work = null;
    }

    public void Dispose()
    {
        work?.Rollback();
        work = null;
    }
}

class Orders(Store store)
{
    public bool Good(string[] lines)
    {
        using var transaction = new Transaction(store);
        foreach (var line in lines)
        {
            if (transaction.Execute(line) == 0)
                return false;
        }

        transaction.Complete();
        return true;
    }

    public bool Bad(string[] lines)
    {
        var work = store.Begin(); // NDIS0005
        foreach (var line in lines)
        {
            if (work.Execute(line) == 0)
                return false;
        }

        work.Commit();
        return true;
    }

    public void Both(string line)
    {
        var work = store.Begin();
        try
        {
            work.Execute(line);
            work.Commit();
        }
        catch
        {
            work.Rollback();
            throw;
        }
    }

    public void Ended(string line)
    {
        var work = store.Begin();
        if (work.Execute(line) > 3)
            work.Commit();
        work.Rollback(); // NDIS0003
    }
}

// case: Pool, list pool and template in one InitializeEx with a status variable
sealed class Nic : MiniportAdapter
{
    NetBufferPool? buffers;
    NetBufferListPool? lists;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        var status = NdisStatus.Resources;
        buffers = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 1 });
        if (buffers is not null)
        {
            lists = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { PoolTag = 2 });
            if (lists is not null)
                status = NdisStatus.Success;
        }

        if (status != NdisStatus.Success)
            Release();
        return status;
    }

    void Release()
    {
        if (lists is not null)
            NdisFreeNetBufferListPool(lists);
        lists = null;
        if (buffers is not null)
            NdisFreeNetBufferPool(buffers);
        buffers = null;
    }

    public override void HaltEx(NdisHaltAction action) => Release();
}

sealed class NicBadly : MiniportAdapter
{
    NetBufferPool? buffers;
    NetBufferListPool? lists;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        buffers = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters { PoolTag = 1 });
        if (buffers is null)
            return NdisStatus.Resources;
        lists = NdisAllocateNetBufferListPool(NdisMiniportHandle, new NetBufferListPoolParameters { PoolTag = 2 });
        return lists is null ? NdisStatus.Resources : NdisStatus.Success; // NDIS0001
    }

    public override void HaltEx(NdisHaltAction action)
    {
        NdisFreeNetBufferListPool(lists!);
        NdisFreeNetBufferPool(buffers!);
    }
}

// case: The first of several that succeeds
class Fallbacks(LeasePool pool)
{
    public Lease? Good()
    {
        if (pool.TryRent(256, out var lease) || pool.TryRent(128, out lease) || pool.TryRent(64, out lease))
            return lease;
        return null;
    }

    public int Bad()
    {
        var any = pool.TryRent(256, out var lease) || pool.TryRent(128, out lease); // NDIS0005 NDIS0005
        return any ? lease!.Length : 0;
    }

    public int Both()
    {
        if (pool.TryRent(1, out var a) & pool.TryRent(2, out var b))
        {
            a!.Dispose();
            b!.Dispose();
            return 2;
        }

        a?.Dispose();
        b?.Dispose();
        return 0;
    }
}

// case: A constructor that cleans up what it took
sealed class Device : IDisposable
{
    readonly Lease rx;
    readonly Lease tx;

    public Device(LeasePool pool, int size)
    {
        rx = pool.Rent(size);
        try
        {
            if (size > 200)
                throw new ArgumentOutOfRangeException(nameof(size));
            tx = pool.Rent(size);
        }
        catch
        {
            rx.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        tx.Dispose();
        rx.Dispose();
    }
}

// case: Native memory for a matrix, row by row, in a constructor
sealed unsafe class Matrix : IDisposable
{
    readonly double*[] rows;

    public Matrix(int n, int m)
    {
        rows = new double*[n];
        try
        {
            for (var i = 0; i < n; i++)
                rows[i] = (double*)NativeMemory.AllocZeroed((nuint)m, sizeof(double));
        }
        catch (OutOfMemoryException)
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        for (var i = 0; i < rows.Length; i++)
        {
            NativeMemory.Free(rows[i]);
            rows[i] = null;
        }
    }
}

// case: A message of several strings for native code
static unsafe class Interop
{
    public static int Good(string[] names, delegate* unmanaged<nint*, int, int> call)
    {
        var pointers = new nint[names.Length];
        try
        {
            for (var i = 0; i < names.Length; i++)
                pointers[i] = Marshal.StringToHGlobalAnsi(names[i]);
            fixed (nint* first = pointers)
                return call(first, names.Length);
        }
        finally
        {
            foreach (var pointer in pointers)
                Marshal.FreeHGlobal(pointer);
        }
    }

    public static int Bad(string name, string value, delegate* unmanaged<nint, nint, int> call)
    {
        var first = Marshal.StringToHGlobalAnsi(name);
        var second = Marshal.StringToHGlobalAnsi(value); // NDIS0005
        try
        {
            return call(first, second);
        }
        finally
        {
            Marshal.FreeHGlobal(first);
        }
    }
}

// case: An adapter opens by a table of steps
sealed class Stepped(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    NetBuffer a, b, c;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        a = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        b = NdisAllocateNetBuffer(pool, mdl, 1, 1);
        c = NdisAllocateNetBuffer(pool, mdl, 2, 1);
        if (!a.IsNull && !b.IsNull && !c.IsNull)
            return NdisStatus.Success;
        Release();
        return NdisStatus.Resources;
    }

    void Release()
    {
        Free(ref a);
        Free(ref b);
        Free(ref c);
    }

    static void Free(ref NetBuffer nb)
    {
        if (nb)
            NdisFreeNetBuffer(nb);
        nb = default;
    }

    public override void HaltEx(NdisHaltAction action) => Release();
}

// case: An owner and a stream that may not open
class Files
{
    public static (IMemoryOwner<byte> Owner, FileStream Stream)? Good(string path)
    {
        var owner = MemoryPool<byte>.Shared.Rent(4096);
        try
        {
            var stream = File.OpenRead(path);
            return (owner, stream);
        }
        catch (FileNotFoundException)
        {
            owner.Dispose();
            return null;
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    public static (IMemoryOwner<byte> Owner, FileStream Stream)? Bad(string path)
    {
        var owner = MemoryPool<byte>.Shared.Rent(4096); // NDIS0005
        try
        {
            return (owner, File.OpenRead(path));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
