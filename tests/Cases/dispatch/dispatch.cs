// case: An interface with one implementation in sight
interface ISink
{
    void Take(NetBuffer nb);
}

sealed class FreeingSink : ISink
{
    public void Take(NetBuffer nb) => NdisFreeNetBuffer(nb);
}

class OneSink(NetBufferPool pool, Mdl mdl)
{
    readonly FreeingSink sink = new();

    public void Concrete()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            sink.Take(nb);
    }

    public void ThroughInterface(ISink any)
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            any.Take(nb);
    }

    public void Twice()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        sink.Take(nb);
        NdisFreeNetBuffer(nb); // NDIS0003
    }

    public void Known()
    {
        ISink local = new FreeingSink();
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        local.Take(nb);
        local.Take(nb); // NDIS0003 for now: silent
    }
}

// case: An interface with two implementations, one of which only looks
interface IStage
{
    void Process(Lease lease);
}

sealed class Returning(LeasePool pool) : IStage
{
    public void Process(Lease lease) => pool.Return(lease);
}

sealed class Looking : IStage
{
    public void Process(Lease lease) => Console.WriteLine(lease.Length);
}

class TwoStages(LeasePool pool)
{
    public void Bad(IStage stage, int size)
    {
        var lease = pool.Rent(size); // NDIS0005 for now: silent
        stage.Process(lease);
    }

    public void Known(int size)
    {
        var lease = pool.Rent(size);
        new Looking().Process(lease);
        new Returning(pool).Process(lease);
    }
}

// case: A virtual method and its override
class Disposer
{
    public virtual void Dispose(Lease lease) => lease.Dispose();
}

class Forgetful : Disposer
{
    public override void Dispose(Lease lease) => lease.Length = 0;
}

class Virtuals(LeasePool pool)
{
    public void Base(int size)
    {
        var lease = pool.Rent(size);
        new Disposer().Dispose(lease);
    }

    public void Derived(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        new Forgetful().Dispose(lease);
    }
}

// case: An abstract template method
abstract class Template(NetBufferPool pool, Mdl mdl)
{
    public void Run()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        Process(nb);
        NdisFreeNetBuffer(nb);
    }

    protected abstract void Process(NetBuffer nb);
}

sealed class Measure(NetBufferPool pool, Mdl mdl) : Template(pool, mdl)
{
    int total;
    protected override void Process(NetBuffer nb) => total += nb.DataLength;
}

// case: A template whose override frees although the base does
abstract class Strict(LeasePool pool)
{
    public void Run(int size)
    {
        var lease = pool.Rent(size);
        Process(lease);
        pool.Return(lease); // NDIS0003 for now: silent
    }

    protected abstract void Process(Lease lease);
}

sealed class Meddler(LeasePool pool) : Strict(pool)
{
    protected override void Process(Lease lease) => lease.Dispose();
}

// case: An explicit interface implementation
interface IRelease
{
    void Release();
}

sealed class Box(NetBufferPool pool, Mdl mdl) : IRelease
{
    NetBuffer nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);

    void IRelease.Release()
    {
        if (nb)
            NdisFreeNetBuffer(nb);
        nb = default;
    }

    public int Length => nb.IsNull ? 0 : nb.DataLength;
}

// case: A default method of an interface
interface IDrop
{
    void Drop(Lease lease) => lease.Dispose();
}

sealed class DefaultDrop : IDrop;

class Defaults(LeasePool pool)
{
    public void Good(int size)
    {
        IDrop drop = new DefaultDrop();
        var lease = pool.Rent(size);
        drop.Drop(lease);
    }

    public void Bad(int size)
    {
        IDrop drop = new DefaultDrop();
        var lease = pool.Rent(size);
        drop.Drop(lease);
        pool.Return(lease); // NDIS0003
    }
}

// case: Static abstract members
interface IAllocator<TSelf> where TSelf : IAllocator<TSelf>
{
    static abstract Lease Take(LeasePool pool, int size);
    static abstract void Give(LeasePool pool, Lease lease);
}

readonly struct Plain : IAllocator<Plain>
{
    public static Lease Take(LeasePool pool, int size) => pool.Rent(size);
    public static void Give(LeasePool pool, Lease lease) => pool.Return(lease);
}

class StaticAbstract(LeasePool pool)
{
    void Run<T>(int size) where T : IAllocator<T>
    {
        var lease = T.Take(pool, size);
        lease.Length++;
        T.Give(pool, lease);
    }

    public void Plainly(int size)
    {
        Run<Plain>(size);
        var lease = Plain.Take(pool, size); // NDIS0005
        lease.Length++;
    }
}

// case: Hidden by new
class Old
{
    public void End(Lease lease) => lease.Length = 0;
}

class Young : Old
{
    public new void End(Lease lease) => lease.Dispose();
}

class Hidden(LeasePool pool)
{
    public void Good(int size)
    {
        var lease = pool.Rent(size);
        new Young().End(lease);
    }

    public void Bad(int size)
    {
        var lease = pool.Rent(size); // NDIS0005
        Old old = new Young();
        old.End(lease);
    }
}

// case: A factory behind an interface
interface ISource
{
    Lease Next(int size);
}

sealed class PoolSource(LeasePool pool) : ISource
{
    public Lease Next(int size) => pool.Rent(size);
}

class Sourced(LeasePool pool)
{
    public void Good(int size)
    {
        ISource source = new PoolSource(pool);
        var lease = source.Next(size);
        pool.Return(lease);
    }

    public void Bad(int size)
    {
        ISource source = new PoolSource(pool);
        var lease = source.Next(size); // NDIS0005 for now: silent
        lease.Length++;
    }

    public void BadToo(PoolSource source, int size)
    {
        var lease = source.Next(size); // NDIS0005
        lease.Length++;
    }
}

// case: Partial methods
partial class Partial(LeasePool pool)
{
    partial void OnDone(Lease lease);
    private partial Lease Take(int size);

    public void Run(int size)
    {
        var lease = Take(size);
        OnDone(lease);
    }

    public void RunBadly(int size)
    {
        var lease = Take(size);
        OnDone(lease);
        OnDone(lease); // NDIS0003
    }
}

partial class Partial
{
    partial void OnDone(Lease lease) => pool.Return(lease);
    private partial Lease Take(int size) => pool.Rent(size);
}

// case: A partial method nobody wrote
partial class Unwritten(LeasePool pool)
{
    partial void OnDone(Lease lease);

    public void Run(int size)
    {
        var lease = pool.Rent(size); // NDIS0005 for now: silent
        OnDone(lease);
    }
}
