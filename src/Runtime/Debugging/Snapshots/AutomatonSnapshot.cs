namespace NdisRules.Runtime.Debugging;

/// <summary>An object, the rule that it stands under, and its state in that rule's automaton.</summary>
sealed record AutomatonSnapshot(string Object, ObjectState State, string Rule, string Where, string? AllocatedBy);

/// <summary>How many objects of one place stand in which state.</summary>
sealed record AutomatonCount(string Where, string Rule, int Unallocated, int Allocated, int Freed, int Damaged);
