namespace NdisRules.Analyzers.Tests.Roles;

/// <summary>The names of the runtime that roles are declared with, as source: the analyzers know them by name only.</summary>
internal static class RuntimeStub
{
    public const string Source = """
        #nullable enable
        namespace NdisRules.Runtime
        {
            public enum NdisStatus { Success, Failure }
            public enum NdisHaltAction { Stopped }
            public enum NdisSendFlags { None }
            public sealed class NdisHandle { }
            public sealed class MiniportInitParameters { }
            public sealed class MiniportPauseParameters { }
            public sealed class MiniportRestartParameters { }
            public readonly struct NetBufferList { }
            public static class Ndis { public static void NdisMSetMiniportAttributes(NdisHandle handle, object miniportAdapterContext) { } public static void NdisMDeregisterMiniportDriver(NdisHandle driver) { } }

            public delegate NdisStatus MiniportInitializeEx(NdisHandle handle, object? miniportDriverContext, MiniportInitParameters parameters);
            public delegate void MiniportHaltEx(object? miniportAdapterContext, NdisHaltAction action);
            public delegate NdisStatus MiniportPause(object? miniportAdapterContext, MiniportPauseParameters parameters);
            public delegate NdisStatus MiniportRestart(object? miniportAdapterContext, MiniportRestartParameters parameters);
            public delegate void MiniportSendNetBufferLists(object? miniportAdapterContext, NetBufferList list, uint port, NdisSendFlags flags);
            public delegate bool MiniportCheckForHangEx(object? miniportAdapterContext);
            public delegate void MiniportOidRequest(object? miniportAdapterContext, object request);
            public delegate void MiniportCancelOidRequest(object? miniportAdapterContext, object request);
            public delegate bool MiniportInterrupt(object? miniportInterruptContext, out bool queueDefaultInterruptDpc);
            public delegate void MiniportDriverUnload(NdisHandle driver);
            public delegate NdisStatus FilterAttach(NdisHandle filter, object? driverContext);
            public delegate void FilterDetach(object? filterModuleContext);

            public sealed class MiniportDriverCharacteristics
            {
                public MiniportInitializeEx? InitializeEx { get; set; }
                public MiniportHaltEx? HaltEx { get; set; }
                public MiniportPause? Pause { get; set; }
                public MiniportRestart? Restart { get; set; }
                public MiniportSendNetBufferLists? SendNetBufferLists { get; set; }
                public MiniportDriverUnload? DriverUnload { get; set; }
            }

            public enum MiniportRole { DriverEntry, InitializeEx, HaltEx, Pause, Restart, SendNetBufferLists, CheckForHangEx, DriverUnload, FilterAttach, FilterDetach }

            [System.AttributeUsage(System.AttributeTargets.Method, AllowMultiple = true)]
            public sealed class MiniportRoleAttribute : System.Attribute { public MiniportRoleAttribute(MiniportRole role) { } }

            public abstract class MiniportAdapter
            {
                public abstract NdisStatus InitializeEx(MiniportInitParameters parameters);
                public virtual void HaltEx(NdisHaltAction action) { }
                public virtual NdisStatus Pause(MiniportPauseParameters parameters) => NdisStatus.Success;
                public virtual NdisStatus Restart(MiniportRestartParameters parameters) => NdisStatus.Success;
                public virtual void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags) { }
                public virtual bool CheckForHangEx() => false;
            }
        }
        """;
}
