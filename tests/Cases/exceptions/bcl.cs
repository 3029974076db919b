// case: An array goes back in finally
class Hashing
{
    public byte[] Good(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            using var sha = System.Security.Cryptography.SHA256.Create();
            int read;
            while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
                sha.TransformBlock(buffer, 0, read, null, 0);
            sha.TransformFinalBlock([], 0, 0);
            return sha.Hash!;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public int Bad(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096); // NDIS0005
        var read = stream.Read(buffer);
        if (read == 0)
            return -1;
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return read;
    }
}

// case: A throw may leave a rented array behind
class Tolerant
{
    public int Parse(ReadOnlySpan<char> text)
    {
        var digits = ArrayPool<int>.Shared.Rent(text.Length);
        var count = 0;
        foreach (var c in text)
        {
            if (!char.IsDigit(c))
                throw new FormatException();
            digits[count++] = c - '0';
        }

        var sum = 0;
        for (var i = 0; i < count; i++)
            sum += digits[i];
        ArrayPool<int>.Shared.Return(digits);
        return sum;
    }

    public int ParseBadly(ReadOnlySpan<char> text)
    {
        var digits = ArrayPool<int>.Shared.Rent(text.Length); // NDIS0005
        foreach (var c in text)
        {
            if (!char.IsDigit(c))
                return 0;
            digits[0] += c - '0';
        }

        var sum = digits[0];
        ArrayPool<int>.Shared.Return(digits);
        return sum;
    }
}

// case: Native memory around a call that throws
unsafe class Native
{
    public int Good(int length)
    {
        var memory = (byte*)NativeMemory.Alloc((nuint)length);
        try
        {
            new Span<byte>(memory, length).Clear();
            return memory[0];
        }
        finally
        {
            NativeMemory.Free(memory);
        }
    }

    public int Bad(int length)
    {
        var memory = (byte*)NativeMemory.AllocZeroed((nuint)length); // NDIS0005
        if (length > 4096)
            throw new ArgumentOutOfRangeException(nameof(length));
        var first = memory[0];
        NativeMemory.Free(memory);
        return first;
    }
}

// case: Global memory for an interop call
class Interop
{
    public string? Good(int size)
    {
        var block = Marshal.AllocHGlobal(size);
        try
        {
            Marshal.WriteByte(block, 0, 0);
            return Marshal.PtrToStringUTF8(block);
        }
        finally
        {
            Marshal.FreeHGlobal(block);
        }
    }

    public string? Bad(int size)
    {
        var block = Marshal.AllocHGlobal(size); // NDIS0005
        Marshal.WriteByte(block, 0, 0);
        var text = Marshal.PtrToStringUTF8(block);
        if (text is null)
            return null;
        Marshal.FreeHGlobal(block);
        return text;
    }

    public int Twice(int size)
    {
        var block = Marshal.AllocCoTaskMem(size);
        try
        {
            return Marshal.ReadInt32(block);
        }
        catch (AccessViolationException)
        {
            Marshal.FreeCoTaskMem(block);
            return 0;
        }
        finally
        {
            Marshal.FreeCoTaskMem(block); // NDIS0003
        }
    }
}

// case: The wrong partner frees
class Mixed
{
    public void Bad()
    {
        var block = Marshal.AllocHGlobal(16);
        Marshal.FreeCoTaskMem(block); // NDIS0008
    }

    public unsafe void Aligned()
    {
        var memory = NativeMemory.AlignedAlloc(64, 16);
        NativeMemory.Free(memory); // NDIS0008
    }

    public unsafe void Good()
    {
        var memory = NativeMemory.AlignedAlloc(64, 16);
        NativeMemory.AlignedFree(memory);
    }
}

// case: A buffer that is exchanged for a larger one inside a try
class Copier
{
    public void Good(IEnumerable<string> texts, Stream target)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(64);
        try
        {
            foreach (var text in texts)
            {
                var size = text.Length * 4;
                if (size > bytes.Length)
                {
                    ArrayPool<byte>.Shared.Return(bytes);
                    bytes = ArrayPool<byte>.Shared.Rent(size);
                }

                target.Write(bytes, 0, System.Text.Encoding.UTF8.GetBytes(text, bytes));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public void Bad(IEnumerable<string> texts, Stream target)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(64);
        try
        {
            foreach (var text in texts)
            {
                var size = text.Length * 4;
                if (size > bytes.Length)
                {
                    ArrayPool<byte>.Shared.Return(bytes);
                    target.Flush();
                    bytes = ArrayPool<byte>.Shared.Rent(size);
                }

                target.Write(bytes, 0, System.Text.Encoding.UTF8.GetBytes(text, bytes));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes); // NDIS0003
        }
    }
}
