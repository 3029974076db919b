using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TapMiniport.Wires;

/// <summary>A Linux TAP interface: what the kernel sends to it arrives here, what is sent here arrives in the kernel.</summary>
/// <remarks>The interface is made if there is none of the name, and goes away with this; one that was made before stays.</remarks>
internal sealed partial class TapDevice : IWire
{
    /// <summary>Bytes of an interface's name, at most.</summary>
    public const int LongestName = 15;

    private const string Clone = "/dev/net/tun";
    private const int WaitMilliseconds = 50;

    private readonly SafeFileHandle device;

    /// <summary>Opens the interface.</summary>
    /// <exception cref="SetupException">There are no TAP interfaces here, or none for us.</exception>
    public TapDevice(string name)
    {
        if (!OperatingSystem.IsLinux()) throw new SetupException("TAP interfaces are made on Linux only; use --replay FILE.");
        device = Native.Open(Clone, Native.ReadWrite | Native.NonBlocking | Native.CloseOnExec);
        var error = device.IsInvalid ? Marshal.GetLastPInvokeError() : Attach(name);
        if (error == 0) return;
        device.Dispose();
        throw new SetupException(Explain(error, name));
    }

    public long Now => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public string? Fault { get; private set; }

    public int Receive(Span<byte> frame)
    {
        var length = TryRead(frame);
        if (length != IWire.Nothing) return length;
        var poll = new PollDescriptor { Descriptor = (int)device.DangerousGetHandle(), Events = Native.Readable };
        return Native.Poll(ref poll, 1, WaitMilliseconds) > 0 ? TryRead(frame) : IWire.Nothing;
    }

    public bool TrySend(ReadOnlySpan<byte> frame)
    {
        // An interface that is down, or whose queue is full, takes nothing; if it broke, the receiving side will notice.
        nint written;
        do written = Native.Write(device, frame, (nuint)frame.Length);
        while (written < 0 && Marshal.GetLastPInvokeError() == Native.Interrupted);
        return written == frame.Length;
    }

    public void Dispose() => device.Dispose();

    private int TryRead(Span<byte> frame)
    {
        var length = (int)Native.Read(device, frame, (nuint)frame.Length);
        if (length > 0) return length;
        var error = length == 0 ? Native.InputOutput : Marshal.GetLastPInvokeError();
        if (error is Native.TryAgain or Native.Interrupted) return IWire.Nothing;
        Fault = $"The TAP interface broke: {Marshal.GetPInvokeErrorMessage(error)}.";
        return IWire.Ended;
    }

    /// <summary>Binds the open file to an interface. Gives the error, 0 for none.</summary>
    private int Attach(string name)
    {
        Span<byte> request = stackalloc byte[40]; // struct ifreq: the name, then the flags
        request.Clear();
        Encoding.ASCII.GetBytes(name, request);
        MemoryMarshal.Write(request[(LongestName + 1)..], Native.TapWithoutPacketInformation);
        return Native.Ioctl(device, Native.SetInterface, request) < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    private static string Explain(int error, string name) => error switch
    {
        Native.NotPermitted or Native.NoAccess =>
            $"TAP interface '{name}': not permitted; run as root or with CAP_NET_ADMIN, or use --replay FILE.",
        Native.NoEntry or Native.NoDevice =>
            $"TAP interface '{name}': {Clone} is missing; load the module with 'modprobe tun', or use --replay FILE.",
        Native.Busy => $"TAP interface '{name}': another process has it; take another --name.",
        Native.Invalid => $"TAP interface '{name}': an interface of this name is no TAP interface; take another --name.",
        _ => $"TAP interface '{name}': {Marshal.GetPInvokeErrorMessage(error)}.",
    };

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short ReturnedEvents;
    }

    /// <summary>What we need of the C library, with the numbers of Linux.</summary>
    private static partial class Native
    {
        public const int ReadWrite = 2;
        public const int NonBlocking = 0x800;
        public const int CloseOnExec = 0x80000;
        public const ushort TapWithoutPacketInformation = 0x1002;
        public const nuint SetInterface = 0x400454CA;
        public const short Readable = 1;

        public const int NotPermitted = 1;
        public const int NoEntry = 2;
        public const int Interrupted = 4;
        public const int InputOutput = 5;
        public const int TryAgain = 11;
        public const int NoAccess = 13;
        public const int Busy = 16;
        public const int NoDevice = 19;
        public const int Invalid = 22;

        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        public static partial SafeFileHandle Open(string path, int flags);

        [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
        public static partial int Ioctl(SafeFileHandle device, nuint request, Span<byte> argument);

        [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
        public static partial int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

        [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
        public static partial nint Read(SafeFileHandle device, Span<byte> buffer, nuint count);

        [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
        public static partial nint Write(SafeFileHandle device, ReadOnlySpan<byte> buffer, nuint count);
    }
}
