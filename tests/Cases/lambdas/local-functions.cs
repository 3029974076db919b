// case: A local function frees what it shares
class Shared
{
    public void Good(int size)
    {
        var memory = Marshal.AllocHGlobal(size);
        End();

        void End() => Marshal.FreeHGlobal(memory);
    }

    public void Twice(int size)
    {
        var memory = Marshal.AllocHGlobal(size);
        End();
        Marshal.FreeHGlobal(memory); // NDIS0003

        void End() => Marshal.FreeHGlobal(memory);
    }

    public void Late(int size)
    {
        var memory = Marshal.AllocHGlobal(size);
        End();
        Marshal.WriteByte(memory, 1); // NDIS0004

        void End()
        {
            Marshal.FreeHGlobal(memory);
        }
    }

    public void Apart(int size)
    {
        var memory = Marshal.AllocHGlobal(size);
        Marshal.WriteByte(memory, (byte)Twice(size));
        Marshal.FreeHGlobal(memory);

        static int Twice(int n) => n * 2;
    }
}
