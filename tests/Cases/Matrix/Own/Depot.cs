#nullable enable

/// <summary>A pool of anything, as every program has one somewhere.</summary>
sealed class Depot<T> where T : class, new()
{
    readonly Stack<T> shelf = new();

    public T Get() => shelf.TryPop(out var one) ? one : new T();

    public void Return(T one) => shelf.Push(one);
}

sealed class Tool
{
    public int Wear { get; set; }
}
