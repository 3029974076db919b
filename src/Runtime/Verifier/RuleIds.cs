namespace NdisRules.Runtime;

/// <summary>The ids that run-time violations share with the analyzers' diagnostics.</summary>
static class RuleIds
{
    public const string LeftAtHalt = "NDIS0001";
    public const string FreedTwice = "NDIS0003";
    public const string UsedAfterFree = "NDIS0004";
    public const string NeverAcquired = "NDIS0007";
    public const string WrongPartner = "NDIS0008";
    public const string OutOfOrder = "NDIS0009";
}
