using NdisRules.Analyzers.Tests.Pairing;

namespace NdisRules.Analyzers.Tests.Rules.Packets;

/// <summary>NdisMRegisterMiniportDriver gives its object through an out, when it succeeds.</summary>
public sealed class RegistrationTests
{
    static Task Check(string members) => Code.InFile($$"""
        class Loader
        {
            static readonly MiniportDriverCharacteristics characteristics = new();
            static bool Flag() => Environment.TickCount > 0;

        {{members}}
        }
        """);

    [Fact]
    public Task Registered_and_deregistered() => Check("""
        void Good()
        {
            if (NdisMRegisterMiniportDriver(characteristics, out var driver) == NdisStatus.Success)
                NdisMDeregisterMiniportDriver(driver);
        }
        """);

    [Fact]
    public Task Never_deregistered() => Check("""
        void Bad()
        {
            if ({|NDIS0005:NdisMRegisterMiniportDriver(characteristics, out var driver)|} != NdisStatus.Success)
                return;
        }
        """);

    [Fact]
    public Task Not_deregistered_when_something_fails_later() => Check("""
        NdisStatus Bad()
        {
            var status = {|NDIS0005:NdisMRegisterMiniportDriver(characteristics, out NdisHandle driver)|};
            if (status != NdisStatus.Success)
                return status;
            if (Flag())
                return NdisStatus.Failure;
            NdisMDeregisterMiniportDriver(driver);
            return status;
        }
        """);

    [Fact]
    public Task What_failed_owes_nothing() => Check("""
        NdisStatus Good()
        {
            var status = NdisMRegisterMiniportDriver(characteristics, out var driver);
            if (status is not NdisStatus.Success)
                return status;
            NdisMDeregisterMiniportDriver(driver);
            return NdisStatus.Success;
        }
        """);

    [Fact]
    public Task Deregistered_twice() => Check("""
        void Bad()
        {
            if (NdisMRegisterMiniportDriver(characteristics, out var driver) != NdisStatus.Success)
                return;
            NdisMDeregisterMiniportDriver(driver);
            {|NDIS0003:NdisMDeregisterMiniportDriver(driver)|};
        }
        """);

    [Fact]
    public Task Thrown_away_it_is_meant_to_last() => Check("""
        void Good() => NdisMRegisterMiniportDriver(characteristics, out _);

        void Bad()
        {
            {|NDIS0005:NdisMRegisterMiniportDriver(characteristics, out var driver)|};
        }
        """);

    [Fact]
    public Task Handed_to_the_caller_through_an_out() => Check("""
        static bool Open(out NdisHandle driver) => NdisMRegisterMiniportDriver(characteristics, out driver) == NdisStatus.Success;

        void Good()
        {
            if (Open(out var driver))
                NdisMDeregisterMiniportDriver(driver);
        }

        void Bad()
        {
            if ({|NDIS0005:Open(out var driver)|})
                Flag();
        }
        """);

    [Fact]
    public Task The_other_overload_counts_too() => Check("""
        void Bad(Func<MiniportAdapter> factory)
        {
            {|NDIS0005:NdisMRegisterMiniportDriver(factory, out var driver)|};
        }
        """);

    [Fact]
    public Task Deregistered_in_a_finally() => Check("""
        void Good()
        {
            if (NdisMRegisterMiniportDriver(characteristics, out var driver) != NdisStatus.Success)
                return;
            try
            {
                Flag();
            }
            finally
            {
                NdisMDeregisterMiniportDriver(driver);
            }
        }
        """);

    [Fact]
    public Task A_throw_is_a_path() => Check("""
        void Bad()
        {
            if ({|NDIS0005:NdisMRegisterMiniportDriver(characteristics, out var driver)|} != NdisStatus.Success)
                throw new InvalidOperationException();
            if (Flag())
                throw new InvalidOperationException();
            NdisMDeregisterMiniportDriver(driver);
        }
        """);

    [Fact]
    public Task Freed_at_unload() => Code.InFile("""
        static class Driver
        {
            static NdisHandle? driver;

            [MiniportRole(MiniportRole.DriverEntry)]
            static NdisStatus DriverEntry(object driverObject, string registryPath)
                => NdisMRegisterMiniportDriver(new MiniportDriverCharacteristics(), out driver);

            [MiniportRole(MiniportRole.DriverUnload)]
            static void Unload(object driverObject)
            {
                if (driver is not null)
                    NdisMDeregisterMiniportDriver(driver);
            }
        }
        """);

    [Fact]
    public Task Kept_in_a_static_without_an_end_it_is_nobodys_loss() => Check("""
        static NdisHandle? driver;

        static void Open() => NdisMRegisterMiniportDriver(characteristics, out driver);
        """);
}
