using Microsoft.CodeAnalysis.Text;

namespace NdisRules.Tool.Fixing;

/// <summary>A file as it is and as it would be.</summary>
internal sealed record FileChange(string Path, SourceText Before, SourceText After);

/// <summary>What fixing a project brings.</summary>
/// <param name="Changes">In the order of paths.</param>
/// <param name="Before">How many findings were there.</param>
/// <param name="After">How many are left.</param>
internal sealed record FixResult(IReadOnlyList<FileChange> Changes, int Before, int After);
