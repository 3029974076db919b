namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Native code borrows memory that it is given, like a library; a number that can be turned back into a handle it may keep.</summary>
public sealed class NativeCodeTests
{
    const string Usings = """
        using System.Buffers;
        using System.Runtime.InteropServices;

        """;

    [Fact]
    public Task Memory_that_native_code_was_given_is_still_owed() => Code.InFile(Usings + """
        class Native
        {
            [DllImport("native")]
            static extern int send(nint request);

            [DllImport("native")]
            static extern int receive(byte[] buffer);

            static int Send(byte[] data)
            {
                var request = {|NDIS0005:Marshal.AllocHGlobal(data.Length)|};
                var status = send(request);
                if (status < 0)
                    return status;
                Marshal.FreeHGlobal(request);
                return 0;
            }

            static int Receive()
            {
                var buffer = {|NDIS0005:ArrayPool<byte>.Shared.Rent(3)|};
                if (receive(buffer) < 0)
                    return 0;
                ArrayPool<byte>.Shared.Return(buffer);
                return 1;
            }

            static int WrongPartner(string text)
            {
                var name = Marshal.StringToHGlobalAnsi(text);
                var status = send(name);
                {|NDIS0008:Marshal.FreeCoTaskMem(name)|};
                return status;
            }

            static nint Pinned(byte[] data)
            {
                var pin = {|NDIS0005:GCHandle.Alloc(data, GCHandleType.Pinned)|};
                if (send(pin.AddrOfPinnedObject()) < 0)
                    return 0;
                pin.Free();
                return 1;
            }
        }
        """);

    [Fact]
    public Task A_handle_handed_over_as_a_number_comes_back_by_a_callback() => Code.InFile(Usings + """
        partial class Native
        {
            [DllImport("native")]
            static extern int post(nint callback, nint state);

            [LibraryImport("native")]
            private static partial int {|CS8795:queue|}(nint state);

            static void Post(nint callback, Action action)
            {
                var handle = GCHandle.Alloc(action);
                if (post(callback, GCHandle.ToIntPtr(handle)) != 0)
                    handle.Free();
            }

            static void Queue(Action action)
            {
                var handle = GCHandle.Alloc(action);
                queue(GCHandle.ToIntPtr(handle));
            }
        }
        """);

    [Fact]
    public Task Memory_that_native_code_uses_after_its_release() => Code.InFile(Usings + """
        class Native
        {
            [DllImport("native")]
            static extern int send(nint request);

            static int Late()
            {
                var request = Marshal.AllocHGlobal(3);
                Marshal.FreeHGlobal(request);
                return {|NDIS0004:send(request)|};
            }
        }
        """);
}
