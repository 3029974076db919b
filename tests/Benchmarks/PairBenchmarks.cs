using BenchmarkDotNet.Attributes;
using NdisRules.Runtime;

namespace NdisRules.Benchmarks;

/// <summary>The patterns for BenchmarkDotNet: a pair of take and give is one operation.</summary>
[MemoryDiagnoser]
[GenericTypeArguments(typeof(PlainNetBuffer), typeof(NetBuffer))]
[GenericTypeArguments(typeof(NetBufferWithData), typeof(NetBuffer))]
[GenericTypeArguments(typeof(ListWithData), typeof(NetBufferList))]
[GenericTypeArguments(typeof(Clone), typeof(NetBufferList))]
[GenericTypeArguments(typeof(SharedArray), typeof(byte[]))]
[GenericTypeArguments(typeof(SharedArrayAndObjects), typeof(PacketList))]
[GenericTypeArguments(typeof(PooledObject), typeof(Packet))]
[GenericTypeArguments(typeof(QueuedObject), typeof(Packet))]
[GenericTypeArguments(typeof(NativeBlock), typeof(nint))]
[GenericTypeArguments(typeof(NewObject), typeof(Packet))]
[GenericTypeArguments(typeof(UncheckedStack), typeof(nint))]
public class PairBenchmarks<TContender, TItem>
    where TContender : struct, IContender<TContender, TItem>
{
    const int Pairs = 8192;

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void Immediate() => Patterns<TContender, TItem>.Immediate(Pairs);

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void Burst64() => Patterns<TContender, TItem>.Bursts(Pairs);

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void TwoThreadsEachItsOwn() => Patterns<TContender, TItem>.TwoThreads(Pairs);

    /// <summary>Not for the array stack, which serves one thread only.</summary>
    [Benchmark(OperationsPerInvoke = Pairs)]
    public void OneAllocatesTheOtherFrees()
    {
        if (typeof(TContender) == typeof(UncheckedStack)) throw new NotSupportedException();
        Patterns<TContender, TItem>.Across(Pairs);
    }

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void WorkingSetOf8192() => Patterns<TContender, TItem>.Large(Pairs);
}

/// <summary>The scope form, which is no type argument, and the bulk calls.</summary>
[MemoryDiagnoser]
public class ScopeBenchmarks
{
    const int Pairs = 8192;

    [Benchmark(Baseline = true, OperationsPerInvoke = Pairs)]
    public void ArrayPoolImmediate() => Patterns<SharedArray, byte[]>.Immediate(Pairs);

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void Immediate() => Patterns<ScopedNetBuffer, NetBuffer>.Immediate(Pairs);

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void Burst64() => Patterns<ScopedNetBuffer, NetBuffer>.Bursts(Pairs);

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void Bulk64() => BulkPattern<ScopedNetBuffer, NetBuffer>.Bulk(Pairs);

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void PlainBulk64() => BulkPattern<PlainNetBuffer, NetBuffer>.Bulk(Pairs);

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void TwoThreadsEachItsOwn() => Patterns<ScopedNetBuffer, NetBuffer>.TwoThreads(Pairs);

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void OneAllocatesTheOtherFrees() => Patterns<ScopedNetBuffer, NetBuffer>.Across(Pairs);

    [Benchmark(OperationsPerInvoke = Pairs)]
    public void WorkingSetOf8192() => Patterns<ScopedNetBuffer, NetBuffer>.Large(Pairs);
}
