namespace NdisRules.Benchmarks;

/// <summary>One way to get an object and to give it back.</summary>
public interface IContender<TSelf, TItem>
    where TSelf : IContender<TSelf, TItem>, allows ref struct
{
    /// <summary>What the calling thread needs, found once before a loop.</summary>
    static abstract TSelf Enter();

    TItem Take();

    void Give(TItem item);

    /// <summary>Writes 64 bytes, or what a line has room for.</summary>
    void Touch(TItem item);

    void Leave();
}

/// <summary>One that has calls for many at a time.</summary>
public interface IBulkContender<TSelf, TItem> : IContender<TSelf, TItem>
    where TSelf : IBulkContender<TSelf, TItem>, allows ref struct
{
    void TakeMany(Span<TItem> items);

    void GiveMany(Span<TItem> items);
}
