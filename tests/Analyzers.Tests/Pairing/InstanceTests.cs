namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>An object with an end of its own is one of many: another one of its type is not the one whose life is led.</summary>
public sealed class InstanceTests
{
    [Fact]
    public Task The_end_of_a_neighbour_is_not_its_own_end() => Code.InFile("""
        using System.Buffers;

        sealed class Node(Node? next) : IDisposable
        {
            readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(3);

            public int Sum() => buffer[0] + (next?.Sum() ?? 0);

            public void Dispose()
            {
                next?.Dispose();
                ArrayPool<byte>.Shared.Return(buffer);
                next?.Dispose();
            }
        }
        """);

    [Fact]
    public Task What_is_made_of_its_own_type_has_fields_of_its_own() => Code.InFile("""
        using System.Buffers;

        sealed class Slice : IDisposable
        {
            byte[]? bytes;

            public Slice(int size) => bytes = ArrayPool<byte>.Shared.Rent(size);

            Slice(byte[] taken) => bytes = taken;

            public Slice Move()
            {
                var moved = new Slice(bytes!);
                bytes = null;
                return moved;
            }

            public void CopyTo(Slice other)
            {
                if (other.bytes is not null)
                    ArrayPool<byte>.Shared.Return(other.bytes);
                other.bytes = ArrayPool<byte>.Shared.Rent(3);
            }

            public void Dispose()
            {
                if (bytes is not null)
                    ArrayPool<byte>.Shared.Return(bytes);
                bytes = null;
            }
        }
        """);

    [Fact]
    public Task What_is_given_to_another_and_kept_is_freed_by_both() => Code.InFile("""
        using System.Buffers;

        sealed class Slice : IDisposable
        {
            byte[]? bytes = ArrayPool<byte>.Shared.Rent(3);

            public void Steal(Slice other)
            {
                bytes = {|NDIS0002:ArrayPool<byte>.Shared.Rent(other.bytes!.Length)|};
            }

            public void Dispose()
            {
                if (bytes is not null)
                    ArrayPool<byte>.Shared.Return(bytes);
            }
        }
        """);

    [Fact]
    public Task A_decorator_writes_through_another_of_its_kind() => Code.InFile("""
        using System.Buffers;

        interface IWriter { void Write(ReadOnlyMemory<byte> frame); }

        sealed class Writer(IWriter inner) : IWriter, IDisposable
        {
            byte[]? pending;

            public void Write(ReadOnlyMemory<byte> frame)
            {
                Flush();
                pending = ArrayPool<byte>.Shared.Rent(frame.Length);
                frame.CopyTo(pending);
            }

            void Flush()
            {
                if (pending is null)
                    return;
                inner.Write(pending.AsMemory());
                ArrayPool<byte>.Shared.Return(pending);
                pending = null;
            }

            public void Dispose() => Flush();
        }
        """);

    [Fact]
    public Task A_helper_frees_what_its_driver_holds() => Code.InFile("""
        sealed class Queue(Nic nic)
        {
            public void Drain()
            {
                if (!nic.Beacon.IsNull)
                    NdisFreeNetBuffer(nic.Beacon);
            }

            public void Look() => nic.Beacon.DataLength = 3;
        }

        sealed class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
        {
            Queue? queue;
            public NetBuffer Beacon;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                queue = new Queue(this);
                Beacon = NdisAllocateNetBuffer(pool, mdl, 0, 64);
                return NdisStatus.Success;
            }

            public override void HaltEx(NdisHaltAction action) => queue!.Drain();
        }

        sealed class Forgetful(NetBufferPool pool, Mdl mdl) : MiniportAdapter
        {
            Watch? watch;
            public NetBuffer Beacon;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                watch = new Watch(this);
                Beacon = NdisAllocateNetBuffer(pool, mdl, 0, 64);
                return NdisStatus.Success;
            }

            public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => watch!.Look();
        }

        sealed class Watch(Forgetful nic)
        {
            public bool Look() => nic.Beacon.IsNull;
        }
        """);
}
