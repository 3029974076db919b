// case: To write through a pointer is to look there
unsafe class Written
{
    struct Header
    {
        public int Length;
    }

    public void Good(int size)
    {
        var memory = (byte*)NativeMemory.Alloc((nuint)size);
        *memory = 1;
        memory[1] = 2;
        NativeMemory.Free(memory);
    }

    public void Bad(int size)
    {
        var memory = NativeMemory.Alloc((nuint)size);
        NativeMemory.Free(memory);
        *(byte*)memory = 1; // NDIS0004
    }

    public void Indexed(int size)
    {
        var memory = (byte*)NativeMemory.Alloc((nuint)size);
        NativeMemory.Free(memory);
        memory[3] = 1; // NDIS0004
    }

    public void Stepped(int size)
    {
        var memory = (int*)NativeMemory.Alloc((nuint)size);
        NativeMemory.Free(memory);
        *memory += 2; // NDIS0004
    }

    public void Member(int size)
    {
        var header = (Header*)Marshal.AllocHGlobal(size);
        Marshal.FreeHGlobal((nint)header);
        header->Length = 1; // NDIS0004
    }
}
