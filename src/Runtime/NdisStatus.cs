namespace NdisRules.Runtime;

/// <summary>The documented status values that the model's functions return.</summary>
public enum NdisStatus
{
    /// <summary>The operation is done.</summary>
    Success = 0,
}
