namespace TapMiniport.Wires;

/// <summary>The hardware below the driver: frames come out of it and go into it.</summary>
/// <remarks>One thread receives; any thread may send.</remarks>
internal interface IWire : IDisposable
{
    /// <summary>What <see cref="Receive"/> gives when no frame arrived for a short while.</summary>
    const int Nothing = 0;

    /// <summary>What <see cref="Receive"/> gives when no frame will ever arrive again.</summary>
    const int Ended = -1;

    /// <summary>Microseconds since 1970, as the wire's frames see it.</summary>
    long Now { get; }

    /// <summary>What broke the wire, null while it works. A wire throws nothing at its driver.</summary>
    string? Fault { get; }

    /// <summary>Waits a short while for a frame.</summary>
    /// <param name="frame">Where to put it. Of a longer frame the end is cut off.</param>
    /// <returns>The bytes that were put there, <see cref="Nothing"/> or <see cref="Ended"/>; a broken wire has ended.</returns>
    int Receive(Span<byte> frame);

    /// <summary>Sends a frame.</summary>
    /// <returns>False when it was not sent: nobody is at the other end, or the wire broke.</returns>
    bool TrySend(ReadOnlySpan<byte> frame);
}
