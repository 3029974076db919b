namespace NdisRules.Benchmarks;

/// <summary>The ways in which objects are used, one thread.</summary>
static class Patterns<TContender, TItem>
    where TContender : struct, IContender<TContender, TItem>, allows ref struct
{
    internal const int Burst = 64;
    internal const int WorkingSet = 8192;

    [ThreadStatic]
    static TItem[]? items;

    static TItem[] Items => items ??= new TItem[WorkingSet];

    /// <summary>Takes one and gives it back at once.</summary>
    internal static void Immediate(int pairs)
    {
        var contender = TContender.Enter();
        for (var i = 0; i < pairs; i++) contender.Give(contender.Take());
        contender.Leave();
    }

    /// <summary>Takes 64 by single calls, then gives all back.</summary>
    internal static void Bursts(int pairs)
    {
        var contender = TContender.Enter();
        var burst = Items.AsSpan(0, Burst);
        for (var i = 0; i < pairs; i += Burst)
        {
            for (var one = 0; one < burst.Length; one++)
            {
                // Taken before the place is looked for: otherwise that is one more word to keep over the call.
                var item = contender.Take();
                burst[one] = item;
            }
            for (var one = 0; one < burst.Length; one++) contender.Give(burst[one]);
        }
        contender.Leave();
    }

    /// <summary>Takes 8192 and writes to each, then gives all back.</summary>
    internal static void Large(int pairs)
    {
        var contender = TContender.Enter();
        var all = Items.AsSpan();
        for (var i = 0; i < pairs; i += WorkingSet)
        {
            for (var one = 0; one < all.Length; one++)
            {
                all[one] = contender.Take();
                contender.Touch(all[one]);
            }
            for (var one = 0; one < all.Length; one++) contender.Give(all[one]);
        }
        contender.Leave();
    }

    /// <summary>Two threads, each with its own objects: takes one and gives it back at once.</summary>
    internal static void TwoThreads(int pairs) => Partner.Run(Immediate, Immediate, pairs);

    /// <summary>One thread takes, another gives back.</summary>
    internal static void Across(int pairs) => Partner.Run(Send, Receive, pairs);

    static void Send(int pairs)
    {
        var contender = TContender.Enter();
        for (var i = 0; i < pairs; i++) Way<TItem>.Put(contender.Take());
        contender.Leave();
    }

    static void Receive(int pairs)
    {
        var contender = TContender.Enter();
        for (var i = 0; i < pairs; i++) contender.Give(Way<TItem>.Get());
        contender.Leave();
    }
}

/// <summary>The same for those that have bulk calls.</summary>
static class BulkPattern<TContender, TItem>
    where TContender : struct, IBulkContender<TContender, TItem>, allows ref struct
{
    static readonly TItem[] items = new TItem[Patterns<TContender, TItem>.Burst];

    /// <summary>Takes 64 by one call, then gives all back by one.</summary>
    internal static void Bulk(int pairs)
    {
        var contender = TContender.Enter();
        var burst = items.AsSpan();
        for (var i = 0; i < pairs; i += burst.Length)
        {
            contender.TakeMany(burst);
            contender.GiveMany(burst);
        }
        contender.Leave();
    }
}
