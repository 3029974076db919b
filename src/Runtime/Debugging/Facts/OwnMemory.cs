using System.Runtime.InteropServices;

namespace NdisRules.Runtime.Debugging;

/// <summary>The memory of this process. Other threads may give back what is read: where the system offers it, that is no fault but a failure.</summary>
sealed unsafe partial class OwnMemory : INativeMemory
{
    [StructLayout(LayoutKind.Sequential)]
    struct Vector
    {
        public void* Start;
        public nuint Length;
    }

    /// <summary>Error numbers by which Linux says that it does not offer the call to this process: EPERM, ENOSYS.</summary>
    static readonly int[] notOffered = [1, 38];

    static volatile bool copies = !OperatingSystem.IsLinux() && !OperatingSystem.IsWindows();

    public bool TryRead(ulong address, Span<byte> into)
    {
        if (into.Length == 0) return true;
        // The first page is never mapped; a field that holds such a number is no address.
        if (address < 4096) return false;
        fixed (byte* to = into)
        {
            if (!copies && (OperatingSystem.IsWindows() ? TryOnWindows(address, to, into.Length) : TryOnLinux(address, to, into.Length)) is { } read) return read;
            new ReadOnlySpan<byte>((void*)address, into.Length).CopyTo(into);
            return true;
        }
    }

    static bool? TryOnWindows(ulong address, byte* to, int length) =>
        ReadProcessMemory(-1, address, to, (nuint)length, out var read) != 0 && read == (nuint)length;

    /// <returns>Null when the system does not offer it.</returns>
    static bool? TryOnLinux(ulong address, byte* to, int length)
    {
        var local = new Vector { Start = to, Length = (nuint)length };
        var remote = new Vector { Start = (void*)address, Length = (nuint)length };
        if (ProcessVmReadV(Environment.ProcessId, &local, 1, &remote, 1, 0) == length) return true;
        if (!notOffered.Contains(Marshal.GetLastPInvokeError())) return false;
        copies = true;
        return null;
    }

    [LibraryImport("libc", EntryPoint = "process_vm_readv", SetLastError = true)]
    private static partial nint ProcessVmReadV(int process, Vector* local, nuint locals, Vector* remote, nuint remotes, nuint flags);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int ReadProcessMemory(nint process, ulong address, byte* buffer, nuint size, out nuint read);
}
