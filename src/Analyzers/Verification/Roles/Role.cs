using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>What a method plays in the life of its context type, in the order in which a life goes.</summary>
enum Role
{
    /// <summary>Before any adapter is there: DriverEntry, SetOptions.</summary>
    DriverEntry,

    /// <summary>Constructors; the field and property initialisers belong to them. A constructor nobody wrote stands for the initialisers alone.</summary>
    Construction,

    /// <summary>InitializeEx, ProtocolBindAdapterEx, FilterAttach, StartAsync.</summary>
    Opening,

    /// <summary>What whoever makes an object calls once, right behind its <c>new</c>; if at all.</summary>
    Once,

    Restart,

    /// <summary>Everything that may come any number of times in any order; in plain types, every method and accessor that others can call.</summary>
    Handler,

    Pause,

    Shutdown,

    /// <summary>HaltEx, ProtocolUnbindAdapterEx, FilterDetach; StopAsync, Dispose, DisposeAsync.</summary>
    Closing,

    /// <summary>After the last adapter is gone.</summary>
    DriverUnload,

    /// <summary>Dispose, DisposeAsync of a class that plays roles of NDIS: called by whoever made the object, after all of them.</summary>
    Disposal,
}

/// <summary>A method in its role.</summary>
/// <param name="Method">Its definition, the implementing part of a partial method. May be a lambda or a local function that was converted to a role delegate.</param>
/// <param name="Role">What it plays.</param>
/// <param name="Name">How messages call the role: <c>HaltEx</c>, <c>Dispose</c>. The method itself may be called otherwise.</param>
/// <param name="ContextParameter">The parameter that brings the context, where <c>this</c> is not the context.</param>
/// <param name="Share">Where a base class has the method and calls into the context type for its share: the override that does it.</param>
sealed record RoleMethod(IMethodSymbol Method, Role Role, string Name, IParameterSymbol? ContextParameter = null, IMethodSymbol? Share = null)
{
    /// <summary>What a person who reads the context type takes for the role.</summary>
    public IMethodSymbol Told => Share ?? Method;
}
