// case: A stack of its own, while it has any
sealed class Slots(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    Lease Pop()
    {
        var lease = items[--count]!;
        items[count] = null;
        return lease;
    }

    public void Dispose()
    {
        while (count > 0)
            pool.Return(Pop());
    }
}

// case: A stack of its own whose Pop gives null at the end
sealed class Slots(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    Lease? Pop()
    {
        if (count == 0)
            return null;
        var lease = items[--count];
        items[count] = null;
        return lease;
    }

    public void Dispose()
    {
        while (Pop() is { } lease)
            pool.Return(lease);
    }
}

// case: A stack of any kind of element
sealed class MyStack<T>
{
    T[] items = new T[4];
    int count;

    public int Count => count;

    public void Push(T x)
    {
        if (count == items.Length)
            Array.Resize(ref items, count * 2);
        items[count++] = x;
    }

    public T Pop() => items[--count];
}

static class MyStackUser
{
    public static void Run(LeasePool pool, int n)
    {
        var s = new MyStack<Lease>();
        for (var i = 0; i < n; i++)
            s.Push(pool.Rent(i));
        while (s.Count > 0)
            pool.Return(s.Pop());
    }
}

// case: The last is removed by its place until there is none
sealed class DrainByRemoveAt(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[4];
    int count;

    public void Add(int size)
    {
        if (count == items.Length)
            return;
        items[count++] = pool.Rent(size);
    }

    public void RemoveAt(int index)
    {
        var lease = items[index]!;
        items.AsSpan(index + 1, count - index - 1).CopyTo(items.AsSpan(index));
        items[--count] = null;
        pool.Return(lease);
    }

    public void Dispose()
    {
        while (count > 0)
            RemoveAt(count - 1);
    }
}

// case: Cut down to a count
sealed class TruncateToZero(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add()
    {
        if (count < items.Length)
            items[count++] = pool.Rent(3);
    }

    public void Truncate(int to)
    {
        while (count > to)
            pool.Return(items[--count]!);
    }

    public void Dispose() => Truncate(0);
}

// case: A stack of its own loses what it pops
sealed class Popped(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size); // NDIS0005
    }

    public void Dispose()
    {
        while (count > 0)
            Console.WriteLine(Pop().Length);
    }

    Lease Pop()
    {
        var lease = items[--count]!;
        items[count] = null;
        return lease;
    }
}

// case: A counter is set back, and what it counted stays
sealed class SetBack(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Reset() => count = 0;

    public void Dispose() // NDIS0001 for now: silent
    {
        while (count > 0)
            pool.Return(items[--count]!);
    }
}

// case: Only the last of a stack is given back
sealed class OnlyTheLast(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count < items.Length)
            items[count++] = pool.Rent(size);
    }

    public void Dispose() // NDIS0001
    {
        if (count > 0)
            pool.Return(items[--count]!);
    }
}

// case: A list of any kind of element, by its indexer
sealed class MyList<T>
{
    T[] items = new T[4];

    public int Count { get; private set; }
    public T this[int i] => i < Count ? items[i] : throw new ArgumentOutOfRangeException(nameof(i));

    public void Add(T x)
    {
        if (Count == items.Length)
            Array.Resize(ref items, Count * 2);
        items[Count++] = x;
    }
}

static class MyListUser
{
    public static void Run(LeasePool pool, int n)
    {
        var s = new MyList<Lease>();
        for (var i = 0; i < n; i++)
            s.Add(pool.Rent(i));
        for (var i = 0; i < s.Count; i++)
            pool.Return(s[i]);
    }
}

// case: A counter is stepped in a statement of its own
sealed class OwnStatement(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count == items.Length)
            return;
        items[count] = pool.Rent(size);
        count++;
    }

    Lease? Pop()
    {
        if (count == 0)
            return null;
        count--;
        var lease = items[count];
        items[count] = null;
        return lease;
    }

    public void Dispose()
    {
        while (Pop() is { } lease)
            pool.Return(lease);
    }
}

sealed class OwnStatementByCount(LeasePool pool) : IDisposable
{
    readonly Lease?[] items = new Lease?[8];
    int count;

    public void Add(int size)
    {
        if (count == items.Length)
            return;
        items[count] = pool.Rent(size);
        ++count;
    }

    Lease Pop()
    {
        count -= 1;
        return items[count]!;
    }

    public void Dispose()
    {
        while (count > 0)
            pool.Return(Pop());
    }
}

// case: A stack of one's own that says whether it is empty
class OwnStack
{
    readonly Lease[] storage = new Lease[8];
    int top;

    public bool IsEmpty => top == 0;

    public bool Any() => top > 0;

    public void Push(Lease lease) => storage[top++] = lease;

    public Lease Pop() => storage[--top];
}

static class Emptying
{
    public static void UntilEmpty(LeasePool pool)
    {
        OwnStack stack = new();
        stack.Push(pool.Rent(1));
        while (!stack.IsEmpty)
            pool.Return(stack.Pop());
    }

    public static void WhileAny(LeasePool pool)
    {
        OwnStack stack = new();
        stack.Push(pool.Rent(1));
        while (stack.Any())
            pool.Return(stack.Pop());
    }

    public static void TheWrongWay(LeasePool pool)
    {
        OwnStack stack = new();
        stack.Push(pool.Rent(1)); // NDIS0005
        while (stack.IsEmpty)
            pool.Return(stack.Pop());
    }
}
