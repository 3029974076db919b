using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NdisRules.Tool.Loading;

/// <summary>What the <c>.editorconfig</c> and <c>.globalconfig</c> files of a project say of a file, as the compiler reads them.</summary>
internal sealed class AnalyzerConfigs
{
    readonly AnalyzerConfigSet set;
    readonly ConcurrentDictionary<string, AnalyzerConfigOptionsResult> known = new(StringComparer.Ordinal);

    public AnalyzerConfigs(IEnumerable<string> files)
    {
        Files = [.. files.Where(File.Exists)];
        set = AnalyzerConfigSet.Create(Files.Select(file => AnalyzerConfig.Parse(File.ReadAllText(file), file)).ToImmutableArray());
        Severities = new SeverityProvider(this);
        Options = new OptionsProvider(this);
    }

    public IReadOnlyList<string> Files { get; }

    public SyntaxTreeOptionsProvider Severities { get; }

    public AnalyzerConfigOptionsProvider Options { get; }

    AnalyzerConfigOptionsResult Of(string path) => known.GetOrAdd(path, set.GetOptionsForSourcePath);

    sealed class SeverityProvider(AnalyzerConfigs configs) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken)
            => !configs.Of(tree.FilePath).AnalyzerOptions.TryGetValue("generated_code", out var value) ? GeneratedKind.Unknown
                : value.Equals("true", StringComparison.OrdinalIgnoreCase) ? GeneratedKind.MarkedGenerated : GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
            => configs.Of(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
            => configs.set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }

    sealed class OptionsProvider(AnalyzerConfigs configs) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(configs.set.GlobalConfigOptions.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(configs.Of(tree.FilePath).AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(configs.Of(textFile.Path).AnalyzerOptions);
    }

    sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => values.Keys;

        // The compiler keeps keys in lower case and is asked in any.
        public override bool TryGetValue(string key, out string value)
        {
            var isThere = values.TryGetValue(key.ToLowerInvariant(), out var found);
            value = found!;
            return isThere;
        }
    }
}
