namespace NdisRules.Runtime.Tests;

/// <summary>A filter driver written as a class whose data path a test can replace. Lets everything pass at first, and notes what happens.</summary>
sealed class ScriptedFilter : FilterModule
{
    internal readonly List<string> Played;
    internal readonly NdisHandle Driver;

    internal Func<NdisStatus> OnAttach = () => NdisStatus.Success;
    internal Action OnDetach = () => { };
    internal Func<NdisStatus> OnPause = () => NdisStatus.Success;
    internal Func<NdisStatus> OnRestart = () => NdisStatus.Success;
    internal Action<NetBufferList> OnSend;
    internal Action<NetBufferList> OnComplete;
    internal Action<NetBufferList, int, NdisReceiveFlags> OnReceive;
    internal Action<NetBufferList> OnReturn;
    internal Func<NdisOidRequest, NdisStatus> OnRequest;
    internal Action<NdisOidRequest, NdisStatus> OnRequestComplete;
    internal Action<nint> OnCancelRequest;

    internal ScriptedFilter(string name = "filter", List<string>? played = null)
    {
        Played = played ?? [];
        OnSend = lists => base.FilterSendNetBufferLists(lists, 0, NdisSendFlags.None);
        OnComplete = lists => base.FilterSendNetBufferListsComplete(lists, NdisSendCompleteFlags.None);
        OnReceive = (lists, count, flags) => base.FilterReceiveNetBufferLists(lists, 0, count, flags);
        OnReturn = lists => base.FilterReturnNetBufferLists(lists, NdisReturnFlags.None);
        OnRequest = base.FilterOidRequest;
        OnRequestComplete = base.FilterOidRequestComplete;
        OnCancelRequest = base.FilterCancelOidRequest;
        Name = name;
        NdisFRegisterFilterDriver(() => this, out Driver);
    }

    string Name { get; }

    internal void Send(NetBufferList lists) => NdisFSendNetBufferLists(NdisFilterHandle, lists, 0, NdisSendFlags.None);

    internal void Complete(NetBufferList lists) => NdisFSendNetBufferListsComplete(NdisFilterHandle, lists, NdisSendCompleteFlags.None);

    internal void Indicate(NetBufferList lists, int count = 1, NdisReceiveFlags flags = NdisReceiveFlags.None) =>
        NdisFIndicateReceiveNetBufferLists(NdisFilterHandle, lists, 0, count, flags);

    internal void Return(NetBufferList lists) => NdisFReturnNetBufferLists(NdisFilterHandle, lists, NdisReturnFlags.None);

    public override NdisStatus FilterAttach(FilterAttachParameters parameters) => Play("Attach", OnAttach);

    public override void FilterDetach() => Play("Detach", OnDetach);

    public override NdisStatus FilterPause(FilterPauseParameters parameters) => Play($"Pause {parameters.PauseReason}", OnPause);

    public override NdisStatus FilterRestart(FilterRestartParameters parameters) => Play("Restart", OnRestart);

    public override void FilterSendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags) =>
        Play("Send", () => OnSend(netBufferLists));

    public override void FilterSendNetBufferListsComplete(NetBufferList netBufferLists, NdisSendCompleteFlags sendCompleteFlags) =>
        Play("Complete", () => OnComplete(netBufferLists));

    public override void FilterReceiveNetBufferLists(NetBufferList netBufferLists, uint portNumber, int numberOfNetBufferLists, NdisReceiveFlags receiveFlags) =>
        Play("Receive", () => OnReceive(netBufferLists, numberOfNetBufferLists, receiveFlags));

    public override void FilterReturnNetBufferLists(NetBufferList netBufferLists, NdisReturnFlags returnFlags) =>
        Play("Return", () => OnReturn(netBufferLists));

    public override void FilterCancelSendNetBufferLists(nint cancelId) => Play($"Cancel {cancelId}", () => base.FilterCancelSendNetBufferLists(cancelId));

    public override NdisStatus FilterOidRequest(NdisOidRequest request) => Play($"Request {request.Oid}", () => OnRequest(request));

    public override void FilterOidRequestComplete(NdisOidRequest request, NdisStatus status) =>
        Play($"Completed {request.Oid} {status}", () => OnRequestComplete(request, status));

    public override void FilterCancelOidRequest(nint requestId) => Play($"CancelRequest {requestId}", () => OnCancelRequest(requestId));

    void Play(string role, Action action)
    {
        lock (Played) Played.Add($"{Name}: {role}");
        action();
    }

    NdisStatus Play(string role, Func<NdisStatus> action)
    {
        lock (Played) Played.Add($"{Name}: {role}");
        return action();
    }
}
