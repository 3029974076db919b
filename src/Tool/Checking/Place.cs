using Microsoft.CodeAnalysis;

namespace NdisRules.Tool.Checking;

/// <summary>A place in a file; lines and columns count from 1.</summary>
/// <param name="Path">The full path; empty where there is no file.</param>
internal readonly record struct Place(string Path, int Line, int Column, int EndLine, int EndColumn)
{
    public static Place Of(Location location)
    {
        var span = location.GetLineSpan();
        return new(span.Path ?? "", span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, span.EndLinePosition.Line + 1, span.EndLinePosition.Character + 1);
    }
}
