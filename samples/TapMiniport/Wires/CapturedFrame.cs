namespace TapMiniport.Wires;

/// <summary>One frame of a capture file.</summary>
/// <param name="Microseconds">When it passed, since 1970.</param>
/// <param name="Bytes">What was captured of it.</param>
internal sealed record CapturedFrame(long Microseconds, ReadOnlyMemory<byte> Bytes);
