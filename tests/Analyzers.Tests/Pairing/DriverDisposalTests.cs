namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>A class that plays roles of NDIS and has a <c>Dispose</c>: what it was made with, whoever made it gives up with it.</summary>
public class DriverDisposalTests
{
    [Fact]
    public Task What_the_constructor_takes_may_go_in_Dispose() => InProtocol("""
            public void Dispose()
            {
                NdisDeregisterProtocolDriver(driver);
                pool?.Dispose();
            }
        """);

    [Fact]
    public Task What_the_constructor_takes_and_Dispose_forgets_is_left() => InProtocol("""
            public void {|NDIS0001:Dispose|}() => NdisDeregisterProtocolDriver(driver);
        """);

    [Fact]
    public Task What_the_last_role_gives_up_by_Dispose_is_given_up_once() => Code.InFile("""
        sealed class Nic : MiniportAdapter, IDisposable
        {
            readonly NetBufferPool? pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters());

            public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

            public override void HaltEx(NdisHaltAction action) => Dispose();

            public void Dispose() => pool?.Dispose();
        }
        """);

    [Fact]
    public Task What_one_binding_takes_is_not_left_to_Dispose() => Code.InFile("""
        sealed class Protocol : ProtocolBinding, IDisposable
        {
            NetBufferListPool? pool;

            public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
            {
                pool = NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters());
                return pool is null ? NdisStatus.Resources : NdisStatus.Success;
            }

            public override void {|NDIS0001:ProtocolUnbindAdapterEx|}() => GC.Collect();

            public void Dispose() => pool?.Dispose();
        }
        """);

    [Fact]
    public Task What_unbinding_frees_and_Dispose_again_is_quiet_where_a_test_guards_it() => Code.InFile("""
        sealed class Protocol : ProtocolBinding, IDisposable
        {
            NetBufferListPool? pool;

            public override NdisStatus ProtocolBindAdapterEx(ProtocolBindParameters parameters)
            {
                pool = NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters());
                return pool is null ? NdisStatus.Resources : NdisStatus.Success;
            }

            public override void ProtocolUnbindAdapterEx() => Dispose();

            public void Dispose()
            {
                pool?.Dispose();
                pool = null;
            }
        }
        """);

    static Task InProtocol(string members) => Code.InFile($$"""
        sealed class Protocol : IDisposable
        {
            readonly NetBufferListPool? pool = NdisAllocateNetBufferListPool(null, new NetBufferListPoolParameters());
            readonly NdisHandle driver;
            NdisHandle binding = null!;

            public Protocol() => NdisRegisterProtocolDriver(new ProtocolDriverCharacteristics
            {
                Name = "echo",
                ProtocolBindAdapterEx = (_, context, _) => NdisOpenAdapterEx(driver!, this, context, out binding),
                ProtocolUnbindAdapterEx = _ => NdisCloseAdapterEx(binding),
                ProtocolSendNetBufferListsComplete = (_, lists, _) => NdisFreeNetBufferLists(lists),
            }, out driver);

        {{members}}
        }
        """);
}
