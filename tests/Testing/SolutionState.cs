using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>The files, references and expected findings of a test, before or after its fix.</summary>
public class SolutionState(string defaultPrefix, string defaultExtension)
{
    public SourceFileList Sources { get; } = new(defaultPrefix, defaultExtension);
    public SourceFileCollection AdditionalFiles { get; } = [];
    public SourceFileCollection AnalyzerConfigFiles { get; } = [];
    public MetadataReferenceCollection AdditionalReferences { get; } = [];
    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];
    public OutputKind? OutputKind { get; set; }

    /// <summary>This state, with everything it leaves open taken from <paramref name="earlier"/>.</summary>
    internal SolutionState Over(SolutionState earlier)
    {
        var merged = new SolutionState(defaultPrefix, defaultExtension) { OutputKind = OutputKind ?? earlier.OutputKind };
        merged.Sources.AddRange(Sources.Count > 0 ? Sources : earlier.Sources);
        merged.AdditionalFiles.AddRange(AdditionalFiles.Count > 0 ? AdditionalFiles : earlier.AdditionalFiles);
        merged.AnalyzerConfigFiles.AddRange(AnalyzerConfigFiles.Count > 0 ? AnalyzerConfigFiles : earlier.AnalyzerConfigFiles);
        merged.AdditionalReferences.AddRange(AdditionalReferences.Count > 0 ? AdditionalReferences : earlier.AdditionalReferences);
        merged.ExpectedDiagnostics.AddRange(Sources.Count > 0 ? ExpectedDiagnostics : earlier.ExpectedDiagnostics);
        return merged;
    }
}

/// <summary>Files by name.</summary>
public class SourceFileCollection : List<(string filename, SourceText content)>
{
    public void Add((string filename, string content) file) => Add((file.filename, SourceText.From(file.content, Encoding.UTF8)));
}

/// <summary>Sources; one without a name is called <c>/0/Test0.cs</c>, <c>/0/Test1.cs</c> and so on.</summary>
public class SourceFileList(string defaultPrefix, string defaultExtension) : SourceFileCollection
{
    public void Add(string content) => Add(($"{defaultPrefix}{Count}.{defaultExtension}", content));
}

/// <summary>References besides the reference assemblies.</summary>
public class MetadataReferenceCollection : List<MetadataReference>
{
    public void Add(Assembly assembly) => Add(assembly.Location);
    public void Add(string path) => Add(MetadataReference.CreateFromFile(path));
}
