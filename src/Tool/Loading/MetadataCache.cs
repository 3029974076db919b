using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace NdisRules.Tool.Loading;

/// <summary>The assemblies that projects refer to, each read once for all of them.</summary>
internal sealed class MetadataCache
{
    readonly ConcurrentDictionary<string, AssemblyMetadata> assemblies = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, PortableExecutableReference> plain = new(StringComparer.Ordinal);

    public MetadataReference Get(string path, MetadataReferenceProperties properties)
    {
        if (properties.Kind != MetadataImageKind.Assembly)
            return MetadataReference.CreateFromFile(path, properties);
        // The same object for every project lets Roslyn share what it has read of it.
        return properties == MetadataReferenceProperties.Assembly ? plain.GetOrAdd(path, asked => Open(asked).GetReference(filePath: asked)) : Open(path).GetReference(aliases: properties.Aliases, embedInteropTypes: properties.EmbedInteropTypes, filePath: path);
    }

    AssemblyMetadata Open(string path)
    {
        try
        {
            return assemblies.GetOrAdd(path, AssemblyMetadata.CreateFromFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            throw new ToolException($"'{path}', which a project refers to, cannot be read: {e.Message}");
        }
    }
}
