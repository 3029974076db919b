// case: A chunked reader
class Chunks
{
    public IEnumerable<int> Good(Stream stream)
    {
        var array = ArrayPool<byte>.Shared.Rent(512);
        try
        {
            int read;
            while ((read = stream.Read(array, 0, array.Length)) > 0)
                yield return read;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public IEnumerable<ArraySegment<byte>> Bad(Stream stream)
    {
        var array = ArrayPool<byte>.Shared.Rent(512); // NDIS0005
        var read = stream.Read(array, 0, array.Length);
        if (read == 0)
            yield break;
        yield return new(array, 0, read);
        ArrayPool<byte>.Shared.Return(array);
    }
}
