using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers.Diagnostics;
using NdisRules.Analyzers.Verification;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers;

/// <summary>Verifies every pairing rule. It asks the engine, member by member, and reports what lives in that member: live in an editor, complete in a build.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PairingAnalyzer : DiagnosticAnalyzer
{
    readonly IRuleWatch? watch;
    readonly bool sparesRuns = true;

    /// <summary>As a compiler makes it.</summary>
    public PairingAnalyzer()
    {
    }

    /// <summary>One that says what it is at.</summary>
    internal PairingAnalyzer(IRuleWatch watch) => this.watch = watch;

    /// <summary>One that leads every object through a run, or spares those of which there is plainly nothing to tell: both must tell the same.</summary>
    internal PairingAnalyzer(bool sparesRuns) => this.sparesRuns = sparesRuns;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Descriptors.NDIS0001,
        Descriptors.NDIS0002,
        Descriptors.NDIS0003,
        Descriptors.NDIS0004,
        Descriptors.NDIS0005,
        Descriptors.NDIS0006,
        Descriptors.NDIS0007,
        Descriptors.NDIS0008,
        Descriptors.NDIS0009,
        Descriptors.NDIS0010,
        Descriptors.NDIS0030,
        Descriptors.NDIS0031);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    void Start(CompilationStartAnalysisContext start)
    {
        start.RegisterAdditionalFileAction(Check);
        IReadOnlyList<RuleText> rules = [.. RuleBook.BuiltIn, .. RuleFile.RulesOf(start.Options.AdditionalFiles, start.CancellationToken)];
        var options = new RuleOptions(start.Options.AnalyzerConfigOptionsProvider);
        var names = rules.Select(rule => rule.Name).ToArray();
        start.RegisterSyntaxTreeAction(file => Check(file, options, names, start.Compilation));
        var engine = new Engine(start.Compilation, rules, options, watch, sparesRuns);
        start.RegisterOperationBlockAction(block => Report(engine, block));
    }

    static void Check(AdditionalFileAnalysisContext file)
    {
        if (!RuleFile.Is(file.AdditionalFile))
            return;
        foreach (var (where, message) in RuleFile.Check(file.AdditionalFile, file.Compilation, file.CancellationToken))
            file.ReportDiagnostic(Diagnostic.Create(Descriptors.NDIS0030, where, message));
    }

    /// <summary>An analyzer is not told where a line of an .editorconfig stands: it is reported at the first word of the first file that it applies to.</summary>
    static void Check(SyntaxTreeAnalysisContext file, RuleOptions options, IReadOnlyCollection<string> names, Compilation compilation)
    {
        foreach (var complaint in options.Complaints(file.Tree, names))
            if (!compilation.SyntaxTrees.TakeWhile(tree => tree != file.Tree).Any(earlier => options.Complaints(earlier, names).Contains(complaint)))
                file.ReportDiagnostic(Diagnostic.Create(Descriptors.NDIS0030, file.Tree.GetRoot(file.CancellationToken).GetFirstToken(includeZeroWidth: true).GetLocation(), complaint));
    }

    static void Report(Engine engine, OperationBlockAnalysisContext block)
    {
        try
        {
            foreach (var finding in engine.FindingsOf(block.OwningSymbol, block.CancellationToken))
                block.ReportDiagnostic(finding.ToDiagnostic());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // An analyzer never throws, and is never silent about it: the method counts as not verified.
            block.ReportDiagnostic(Diagnostic.Create(Descriptors.NDIS0031, block.OwningSymbol.Locations[0], "NdisRules",
                $"'{block.OwningSymbol.Name}' is not verified: {exception.GetType().Name}: {exception.Message}"));
        }
    }
}
