namespace NdisRules.Runtime;

/// <summary>The handlers of a filter driver, for a driver written as functions with a context.</summary>
/// <remarks>
/// <para>Copied when the driver is registered: later changes have no effect. <see cref="FilterAttach"/> and <see cref="FilterDetach"/> are
/// mandatory. A module without a handler of the data path is passed over there; who takes sends needs their completions, and who takes
/// receives their returns.</para>
/// <para>Threads: for one thread, until registered. Source: NDIS_FILTER_DRIVER_CHARACTERISTICS, which demands more handlers.</para>
/// </remarks>
public sealed class FilterDriverCharacteristics
{
    /// <summary>The major NDIS version that the driver is written for; only 6 is modelled.</summary>
    public byte MajorNdisVersion { get; set; } = 6;

    /// <summary>The minor NDIS version that the driver is written for.</summary>
    public byte MinorNdisVersion { get; set; } = 85;

    /// <summary>The driver's name in messages; null for that of the class that attaches modules.</summary>
    public string? FriendlyName { get; set; }

    /// <summary>Handed to <see cref="FilterAttach"/>, null for nothing.</summary>
    public object? FilterDriverContext { get; set; }

    /// <summary>Opens a module. Mandatory.</summary>
    public FilterAttach? FilterAttach { get; set; }

    /// <summary>Closes a module. Mandatory.</summary>
    public FilterDetach? FilterDetach { get; set; }

    /// <summary>Stops the data path; null gives Success.</summary>
    public FilterPause? FilterPause { get; set; }

    /// <summary>Starts the data path; null gives Success.</summary>
    public FilterRestart? FilterRestart { get; set; }

    /// <summary>Takes what is sent from above; null lets it pass.</summary>
    public FilterSendNetBufferLists? FilterSendNetBufferLists { get; set; }

    /// <summary>Takes back sent lists from below; null lets them pass, and the module may not send.</summary>
    public FilterSendNetBufferListsComplete? FilterSendNetBufferListsComplete { get; set; }

    /// <summary>Takes received packets from below; null lets them pass.</summary>
    public FilterReceiveNetBufferLists? FilterReceiveNetBufferLists { get; set; }

    /// <summary>Takes back indicated lists from above; null lets them pass, and the module may indicate only with Resources.</summary>
    public FilterReturnNetBufferLists? FilterReturnNetBufferLists { get; set; }

    /// <summary>Calls back kept sends; null lets the cancel pass.</summary>
    public FilterCancelSendNetBufferLists? FilterCancelSendNetBufferLists { get; set; }

    /// <summary>Answers requests; null lets them pass.</summary>
    public FilterOidRequest? FilterOidRequest { get; set; }

    /// <summary>Hears how requests ended that were left pending. When it is null the module is not told, and a request of another that it
    /// passed on is completed for it.</summary>
    public FilterOidRequestComplete? FilterOidRequestComplete { get; set; }

    /// <summary>Calls back requests; null lets the cancel pass.</summary>
    public FilterCancelOidRequest? FilterCancelOidRequest { get; set; }

    internal FilterDriverCharacteristics Copy() => (FilterDriverCharacteristics)MemberwiseClone();
}
