namespace NdisRules.CodeFixes.Tests;

/// <summary>Who holds the object, and where its closing role is written.</summary>
public sealed class ClosingHolderTests
{
    static Task InFile(string before, string after) => Fix<FreeInClosingRole>.InFile(before, after);

    [Fact]
    public Task A_read_only_field_is_freed_and_stays() => InFile("""
        sealed class Frame : IDisposable
        {
            readonly NetBuffer buffer;

            public Frame(NetBufferPool pool, Mdl mdl)
            {
                buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (buffer.IsNull)
                    throw new InvalidOperationException();
            }

            public void {|NDIS0001:Dispose|}()
            {
            }
        }
        """, """
        sealed class Frame : IDisposable
        {
            readonly NetBuffer buffer;

            public Frame(NetBufferPool pool, Mdl mdl)
            {
                buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (buffer.IsNull)
                    throw new InvalidOperationException();
            }

            public void Dispose()
            {
                NdisFreeNetBuffer(buffer);
            }
        }
        """);

    [Fact]
    public Task Dispose_of_a_plain_class() => InFile("""
        sealed class Frame(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);

            public void {|NDIS0001:Dispose|}() => Console.WriteLine("disposed");
        }
        """, """
        sealed class Frame(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);

            public void Dispose()
            {
                Console.WriteLine("disposed");
                if (!buffer.IsNull)
                {
                    NdisFreeNetBuffer(buffer);
                    buffer = default;
                }
            }
        }
        """);

    [Fact]
    public Task DisposeAsync_that_returns_a_task() => InFile("""
        sealed class Frame(NetBufferPool pool, Mdl mdl) : IAsyncDisposable
        {
            NetBuffer buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);

            public ValueTask {|NDIS0001:DisposeAsync|}() => ValueTask.CompletedTask;
        }
        """, """
        sealed class Frame(NetBufferPool pool, Mdl mdl) : IAsyncDisposable
        {
            NetBuffer buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);

            public ValueTask DisposeAsync()
            {
                if (!buffer.IsNull)
                {
                    NdisFreeNetBuffer(buffer);
                    buffer = default;
                }
                return ValueTask.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task A_static_role_reaches_the_field_through_its_context() => InFile("""
        sealed class Adapter { public NetBuffer Heartbeat; }

        static class Driver
        {
            static readonly NetBufferPool pool = null!;

            [MiniportRole(MiniportRole.InitializeEx)]
            static NdisStatus Initialize(NdisHandle handle, object? driver, MiniportInitParameters parameters)
            {
                var adapter = new Adapter();
                NdisMSetMiniportAttributes(handle, adapter);
                adapter.Heartbeat = NdisAllocateNetBuffer(pool, default, 0, 0);
                return adapter.Heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            [MiniportRole(MiniportRole.HaltEx)]
            static void {|NDIS0001:Halt|}(object? context, NdisHaltAction action)
            {
                var adapter = (Adapter)context!;
                Console.WriteLine(adapter);
            }
        }
        """, """
        sealed class Adapter { public NetBuffer Heartbeat; }

        static class Driver
        {
            static readonly NetBufferPool pool = null!;

            [MiniportRole(MiniportRole.InitializeEx)]
            static NdisStatus Initialize(NdisHandle handle, object? driver, MiniportInitParameters parameters)
            {
                var adapter = new Adapter();
                NdisMSetMiniportAttributes(handle, adapter);
                adapter.Heartbeat = NdisAllocateNetBuffer(pool, default, 0, 0);
                return adapter.Heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            [MiniportRole(MiniportRole.HaltEx)]
            static void Halt(object? context, NdisHaltAction action)
            {
                var adapter = (Adapter)context!;
                Console.WriteLine(adapter);
                NdisFreeNetBuffer(adapter.Heartbeat);
                adapter.Heartbeat = default;
            }
        }
        """);

    [Fact]
    public Task A_missing_role_of_an_attributed_class() => InFile("""
        sealed class Nic
        {
            static readonly NetBufferPool pool = null!;
            NetBuffer heartbeat;

            [MiniportRole(MiniportRole.InitializeEx)]
            NdisStatus Begin(NdisHandle handle, MiniportInitParameters parameters)
            {
                heartbeat = {|NDIS0001:NdisAllocateNetBuffer(pool, default, 0, 0)|};
                return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }
        }
        """, """
        sealed class Nic
        {
            static readonly NetBufferPool pool = null!;
            NetBuffer heartbeat;

            [MiniportRole(MiniportRole.InitializeEx)]
            NdisStatus Begin(NdisHandle handle, MiniportInitParameters parameters)
            {
                heartbeat = NdisAllocateNetBuffer(pool, default, 0, 0);
                return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            [MiniportRole(MiniportRole.HaltEx)]
            void HaltEx(NdisHaltAction action)
            {
                NdisFreeNetBuffer(heartbeat);
                heartbeat = default;
            }
        }
        """);

    [Fact]
    public Task A_missing_role_of_a_registration() => InFile("""
        static class Driver
        {
            static readonly NetBufferPool pool = null!;
            static NetBuffer heartbeat;

            static NdisStatus Load() => NdisMRegisterMiniportDriver(new MiniportDriverCharacteristics
            {
                InitializeEx = InitializeEx,
                Pause = (context, parameters) => NdisStatus.Success,
            }, out _);

            static NdisStatus InitializeEx(NdisHandle handle, object? driver, MiniportInitParameters parameters)
            {
                heartbeat = {|NDIS0001:NdisAllocateNetBuffer(pool, default, 0, 0)|};
                return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }
        }
        """, """
        static class Driver
        {
            static readonly NetBufferPool pool = null!;
            static NetBuffer heartbeat;

            static NdisStatus Load() => NdisMRegisterMiniportDriver(new MiniportDriverCharacteristics
            {
                InitializeEx = InitializeEx,
                HaltEx = HaltEx,
                Pause = (context, parameters) => NdisStatus.Success,
            }, out _);

            static NdisStatus InitializeEx(NdisHandle handle, object? driver, MiniportInitParameters parameters)
            {
                heartbeat = NdisAllocateNetBuffer(pool, default, 0, 0);
                return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            static void HaltEx(object? context, NdisHaltAction action)
            {
                NdisFreeNetBuffer(heartbeat);
                heartbeat = default;
            }
        }
        """);

    [Fact]
    public Task A_HaltEx_in_another_file() => Fix<FreeInClosingRole>.InFile("""
        sealed partial class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
        {
            NetBuffer heartbeat;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }
        }
        """, """
        sealed partial class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
        {
            NetBuffer heartbeat;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                heartbeat = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                return heartbeat.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }
        }
        """, test =>
        {
            test.TestState.Sources.Add("""
                using NdisRules.Runtime;

                partial class Nic
                {
                    public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
                    {
                    }
                }
                """);
            test.FixedState.Sources.Add("""
                using NdisRules.Runtime;

                partial class Nic
                {
                    public override void HaltEx(NdisHaltAction action)
                    {
                        Ndis.NdisFreeNetBuffer(heartbeat);
                        heartbeat = default;
                    }
                }
                """);
        });
}
