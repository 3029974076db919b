namespace NdisRules.Runtime;

/// <summary>The documented status values that the model's functions return. The numbers are the ones of the driver kit.</summary>
/// <remarks>Source: the status table of the driver kit's headers. <see cref="SendAborted"/> is the 0xC023 value, not the older
/// 0xC001000C, which is that of <see cref="RequestAborted"/>.</remarks>
public enum NdisStatus : uint
{
    /// <summary>The operation is done.</summary>
    Success = 0x00000000,

    /// <summary>The operation goes on; a completion call will tell its end.</summary>
    Pending = 0x00000103,

    /// <summary>The driver does not accept this device or request.</summary>
    NotAccepted = 0x00010003,

    /// <summary>The operation failed, for a reason without a value of its own.</summary>
    Failure = 0xC0000001,

    /// <summary>Memory, slots or another resource ran short. Trying again later may work.</summary>
    Resources = 0xC000009A,

    /// <summary>The request is not one that the driver knows.</summary>
    NotSupported = 0xC00000BB,

    /// <summary>The driver asks for an NDIS version that is not modelled.</summary>
    BadVersion = 0xC0010004,

    /// <summary>The characteristics of the driver lack a mandatory handler or do not fit their version.</summary>
    BadCharacteristics = 0xC0010005,

    /// <summary>The request was called back before it was answered.</summary>
    RequestAborted = 0xC001000C,

    /// <summary>The adapter is being reset; the send was not tried.</summary>
    ResetInProgress = 0xC001000D,

    /// <summary>A packet or a buffer has a length that the operation cannot take.</summary>
    InvalidLength = 0xC0010014,

    /// <summary>The send was called back before it went out.</summary>
    SendAborted = 0xC023000C,

    /// <summary>The adapter is pausing or paused; the send was not tried.</summary>
    Paused = 0xC023002A,
}
