namespace NdisRules.Runtime;

/// <summary>A bind under way.</summary>
sealed class BindAttempt(HostedAdapter adapter, RegisteredProtocol protocol)
{
    internal HostedAdapter Adapter { get; } = adapter;

    internal RegisteredProtocol Protocol { get; } = protocol;

    /// <summary>What the driver opened, null before.</summary>
    internal HostedBinding? Opened { get; set; }

    /// <summary>What a bind context names.</summary>
    /// <exception cref="ArgumentException">The handle is no bind's.</exception>
    internal static BindAttempt Of(NdisHandle bindContext, string function) => bindContext.Of is HostedChange { Bind: { } attempt }
        ? attempt
        : throw new ArgumentException($"{function}: {bindContext} is no bind.", nameof(bindContext));
}
