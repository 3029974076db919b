using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.Tool.Loading;

/// <summary>A file that the project hands to analyzers.</summary>
internal sealed class AdditionalFile(string path) : AdditionalText
{
    readonly Lazy<SourceText?> text = new(() => Read(path));

    public override string Path => path;

    public override SourceText? GetText(CancellationToken cancellationToken = default) => text.Value;

    static SourceText? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        using var stream = File.OpenRead(path);
        return SourceText.From(stream, Encoding.UTF8);
    }
}
