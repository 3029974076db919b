using System.Reflection;
using NdisRules.Runtime;

namespace NdisRules.Oracle.Execution;

/// <summary>Stands between the host and a generated driver, so that it is known when the driver's own code runs.</summary>
sealed class DriverProxy(MiniportAdapter driver, Run run) : MiniportAdapter
{
    static readonly PropertyInfo handle = typeof(MiniportAdapter).GetProperty(nameof(NdisMiniportHandle))!;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        handle.SetValue(driver, NdisMiniportHandle);
        return Inside(() => driver.InitializeEx(parameters), NdisStatus.Failure);
    }

    public override void HaltEx(NdisHaltAction action) => Inside(() => driver.HaltEx(action));

    public override NdisStatus Pause(MiniportPauseParameters parameters) => Inside(() => driver.Pause(parameters), NdisStatus.Success);

    public override NdisStatus Restart(MiniportRestartParameters parameters) => Inside(() => driver.Restart(parameters), NdisStatus.Failure);

    public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags) =>
        Inside(() => driver.SendNetBufferLists(netBufferLists, portNumber, sendFlags));

    public override bool CheckForHangEx() => Inside(driver.CheckForHangEx, false);

    public override NdisStatus OidRequest(NdisOidRequest request) => Inside(() => driver.OidRequest(request), NdisStatus.Success);

    public override void DevicePnPEventNotify(NdisDevicePnPEvent devicePnPEvent) => Inside(() => driver.DevicePnPEventNotify(devicePnPEvent));

    void Inside(Action call) => Inside<object?>(() =>
    {
        call();
        return null;
    }, null);

    T Inside<T>(Func<T> call, T otherwise)
    {
        if (run.IsBroken)
            return otherwise;
        run.IsInside = true;
        try
        {
            return call();
        }
        finally
        {
            run.IsInside = false;
        }
    }
}
