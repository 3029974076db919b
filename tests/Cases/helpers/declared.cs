// case: A body that does nothing with what it says that it takes
class Jobs(LeasePool pool)
{
    static Lease? last;

    static void Enqueue([NdisRules.Transfers] Lease lease) => Console.WriteLine(lease.Length);

    static void Free([NdisRules.Releases] Lease lease)
    {
    }

    static void FreeSome([NdisRules.Releases] Lease lease)
    {
        if (lease.Length > 3)
            lease.Dispose();
    }

    static void Keep([NdisRules.Transfers] Lease lease) => last = lease;

    public void Enqueued() => Enqueue(pool.Rent(1));

    public void Kept() => Keep(pool.Rent(1));

    public void Freed() => Free(pool.Rent(1));

    public void FreedSometimes() => FreeSome(pool.Rent(1)); // NDIS0005

    public void Twice()
    {
        var lease = pool.Rent(1);
        Free(lease);
        pool.Return(lease); // NDIS0003
    }

    public void Late()
    {
        var lease = pool.Rent(1);
        Free(lease);
        lease.Length = 2; // NDIS0004
    }
}

// case: Given again to a method that says it releases
public sealed class LockFile
{
    public string Path { get; init; } = "";
}

public sealed class LockService
{
    readonly HashSet<string> held = [];

    [return: NdisRules.Acquires]
    public LockFile Lock(string path)
    {
        held.Add(path);
        return new LockFile { Path = path };
    }

    [return: NdisRules.Acquires]
    public LockFile? TryLock(string path) => held.Add(path) ? new LockFile { Path = path } : null;

    public void Unlock([NdisRules.Releases] LockFile file) => held.Remove(file.Path);
}

static class LockUser
{
    public static void Twice(LockService locks)
    {
        var file = locks.Lock("a");
        locks.Unlock(file);
        locks.Unlock(file); // NDIS0003
    }
}

// case: An acquire that says that it may give nothing
sealed class LockFile
{
    public string Path = "";
}

sealed class LockService
{
    readonly HashSet<string> held = [];

    [return: NdisRules.Acquires]
    public LockFile? TryLock(string path) => held.Add(path) ? new LockFile { Path = path } : null;

    public void Unlock([NdisRules.Releases] LockFile file) => held.Remove(file.Path);
}

static class LockUser
{
    public static bool Both(LockService locks)
    {
        var first = locks.TryLock("a"); // NDIS0005
        if (first is null)
            return false;
        var second = locks.TryLock("b");
        if (second is null)
            return false;
        locks.Unlock(second);
        locks.Unlock(first);
        return true;
    }

    public static bool BothOrNone(LockService locks)
    {
        var first = locks.TryLock("a");
        if (first is null)
            return false;
        var second = locks.TryLock("b");
        if (second is null)
        {
            locks.Unlock(first);
            return false;
        }

        locks.Unlock(second);
        locks.Unlock(first);
        return true;
    }
}
