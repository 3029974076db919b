// case: An upload as a state machine rents anew where it is begun twice
using System.Diagnostics;

enum UploadState
{
    Idle,
    Receiving,
    Verifying,
    Done,
    Aborted,
}

readonly record struct Chunk(int Index, ReadOnlyMemory<byte> Data, uint Crc);

interface IObjectStore
{
    void Save(string name, ReadOnlySpan<byte> content);
}

static class Crc32
{
    static readonly uint[] table = [.. Enumerable.Range(0, 256).Select(index =>
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? value >> 1 ^ 0xEDB88320 : value >> 1;
        return value;
    })];

    public static uint Of(ReadOnlySpan<byte> data)
    {
        var value = ~0u;
        foreach (var one in data)
            value = table[(value ^ one) & 0xFF] ^ value >> 8;
        return ~value;
    }
}

sealed class Upload : IDisposable
{
    readonly IObjectStore store;
    readonly Stopwatch clock = new();
    byte[]? content;
    bool[]? present;
    string name = "";
    int size;
    int chunkSize;
    int missing;
    UploadState state;

    public Upload(IObjectStore store) => this.store = store;

    public UploadState State => state;
    public double Progress => present is null ? 0 : 1 - (double)missing / present.Length;

    public bool Begin(string file, int length, int chunk)
    {
        if (string.IsNullOrEmpty(file) || length <= 0 || chunk <= 0)
            return false;
        if (state == UploadState.Verifying)
            return false;
        clock.Restart();
        name = file;
        size = length;
        chunkSize = chunk;
        missing = (length + chunk - 1) / chunk;
        present = new bool[missing];
        content = ArrayPool<byte>.Shared.Rent(length); // NDIS0002
        state = UploadState.Receiving;
        return true;
    }

    public UploadState Receive(in Chunk chunk)
    {
        if (state != UploadState.Receiving || content is null || present is null)
            return state;
        var offset = chunk.Index * chunkSize;
        if (chunk.Index < 0 || chunk.Index >= present.Length || offset + chunk.Data.Length > size || Crc32.Of(chunk.Data.Span) != chunk.Crc)
        {
            Abort("bad chunk");
            return state;
        }

        chunk.Data.Span.CopyTo(content.AsSpan(offset));
        if (!present[chunk.Index])
        {
            present[chunk.Index] = true;
            missing--;
        }

        if (missing == 0)
            Verify();
        return state;
    }

    void Verify()
    {
        state = UploadState.Verifying;
        var data = content.AsSpan(0, size);
        store.Save(name, data);
        Debug.WriteLine($"{name}: {size} bytes in {clock.Elapsed}");
        Release();
        state = UploadState.Done;
    }

    void Abort(string reason)
    {
        Debug.WriteLine($"{name}: {reason}");
        Release();
        state = UploadState.Aborted;
    }

    void Release()
    {
        if (content is not null)
            ArrayPool<byte>.Shared.Return(content);
        content = null;
        present = null;
    }

    public void Dispose()
    {
        if (state == UploadState.Receiving)
            Abort("disposed");
    }
}
