using System.Runtime.InteropServices;

namespace NdisRules.Benchmarks;

/// <summary>The way from one thread to one other: a ring of 1024 that both sides read without locks.</summary>
static class Way<T>
{
    const int Length = 1024;

    static readonly T[] ring = new T[Length];
    static WayEnds ends;

    internal static void Put(T item)
    {
        var at = ends.Put;
        while (at - ends.GotSeen == Length) ends.GotSeen = Volatile.Read(ref ends.Got);
        ring[at & (Length - 1)] = item;
        Volatile.Write(ref ends.Put, at + 1);
    }

    internal static T Get()
    {
        var at = ends.Got;
        while (at == ends.PutSeen) ends.PutSeen = Volatile.Read(ref ends.Put);
        var item = ring[at & (Length - 1)];
        Volatile.Write(ref ends.Got, at + 1);
        return item;
    }
}

/// <summary>The ends of a way, each on lines of its own.</summary>
[StructLayout(LayoutKind.Explicit, Size = 512)]
struct WayEnds
{
    [FieldOffset(128)]
    public int Put;
    [FieldOffset(132)]
    public int GotSeen;
    [FieldOffset(256)]
    public int Got;
    [FieldOffset(260)]
    public int PutSeen;
}
