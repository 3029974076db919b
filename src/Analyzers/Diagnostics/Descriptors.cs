namespace NdisRules.Analyzers.Diagnostics;

/// <summary>Every diagnostic, in id order. An id names the kind of defect; the rule's name starts the message.</summary>
public static class Descriptors
{
}
