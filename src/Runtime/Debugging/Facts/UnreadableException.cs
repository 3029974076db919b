namespace NdisRules.Runtime.Debugging;

/// <summary>Memory of the process could not be read that has to be there: it ended meanwhile, or the dump lacks it.</summary>
sealed class UnreadableException(ulong address, int bytes)
    : Exception($"{bytes} bytes at {address:x} cannot be read: the process ended meanwhile, or the dump is incomplete");
