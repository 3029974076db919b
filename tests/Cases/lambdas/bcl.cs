// case: String.Create over a rented array
class Texts
{
    public string Good(int size)
    {
        var chars = ArrayPool<char>.Shared.Rent(size);
        chars[0] = 'x';
        var text = string.Create(size, chars, static (span, source) => source.AsSpan(0, span.Length).CopyTo(span));
        ArrayPool<char>.Shared.Return(chars);
        return text;
    }

    public Action Later(int size)
    {
        var chars = ArrayPool<char>.Shared.Rent(size);
        return () => ArrayPool<char>.Shared.Return(chars);
    }
}

// case: Parallel workers rent for themselves
class Workers
{
    public void Good(int[] sizes) => Parallel.ForEach(sizes, size =>
    {
        var array = ArrayPool<int>.Shared.Rent(size);
        array[0] = size;
        ArrayPool<int>.Shared.Return(array);
    });

    public void Bad(int[] sizes) => Parallel.ForEach(sizes, size =>
    {
        var array = ArrayPool<int>.Shared.Rent(size); // NDIS0005
        array[0] = size;
        if (size > 10)
            return;
        ArrayPool<int>.Shared.Return(array);
    });
}
