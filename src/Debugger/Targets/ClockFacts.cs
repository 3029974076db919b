namespace NdisRules.Debugger.Targets;

/// <summary>The milliseconds that a process counted at one moment, and the time at that moment.</summary>
/// <param name="FirstTicks">Of <see cref="Environment.TickCount64"/>.</param>
/// <param name="FirstUtcTicks">Of <see cref="DateTime.Ticks"/>.</param>
internal readonly record struct ClockFacts(long FirstTicks, long FirstUtcTicks);
