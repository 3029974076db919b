#nullable enable

namespace NdisRules;

// As the package of the analyzers brings them, internal to each project.

[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Parameter)]
internal sealed class AcquiresAttribute(string? rule = null) : Attribute
{
    public string? Rule { get; } = rule;
}

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ReleasesAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field)]
internal sealed class BorrowsAttribute : Attribute;

[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class TransfersAttribute : Attribute;
