// An object of a class is given out, and what it was made around is freed on the way.

sealed class Packet(Lease lease) : IDisposable
{
    public int Length => lease.Length;
    public void Dispose() => lease.Dispose();
}
// case: A wrapper goes out, and what lies in it has ended
class A(LeasePool pool)
{
    public Packet Create(int n)
    {
        using var lease = pool.Rent(n);
        return new Packet(lease); // NDIS0004
    }
    public Packet Good(int n)
    {
        var lease = pool.Rent(n);
        return new Packet(lease);
    }
    public Packet Closed(int n)
    {
        var packet = new Packet(pool.Rent(n));
        packet.Dispose();
        return packet;
    }
    sealed record Rec(byte[] A, int N);
    Rec Two(int n)
    {
        var array = ArrayPool<byte>.Shared.Rent(n);
        var r = new Rec(array, n);
        ArrayPool<byte>.Shared.Return(array);
        return r;
    }
    int Three(int n)
    {
        using var lease = pool.Rent(n);
        var p = new Packet(lease);
        return p.Length;
    }
}
