using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers.Diagnostics;
using NdisRules.Analyzers.Verification.Roles;

namespace NdisRules.Analyzers;

/// <summary>
/// Reports handlers whose role is not declared or does not fit them, and life cycles that open and never close: at the method, by an action that runs for that
/// very method, so that editors show it while the file is edited.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RoleDeclarationAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.NDIS0020, Descriptors.NDIS0021, Descriptors.NDIS0022);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var compilation = start.Compilation;
            var map = LifeCycleMap.Of(compilation);
            if (!map.HasRoles)
                return;

            var lookAlikes = new RoleLookAlikes(compilation, map);
            var signatures = new RoleSignatures(compilation);
            start.RegisterSymbolAction(symbol => Check((IMethodSymbol)symbol.Symbol, map, lookAlikes, signatures, symbol.ReportDiagnostic), SymbolKind.Method);
        });
    }

    static void Check(IMethodSymbol method, LifeCycleMap map, RoleLookAlikes lookAlikes, RoleSignatures signatures, Action<Diagnostic> report)
    {
        var definition = SourceOrder.Definition(method);
        if (lookAlikes.Of(definition) is { } role)
            Report(Descriptors.NDIS0020, Role(role.Name), method.Name, role.Name);

        if (signatures.WrongFor(definition) is var (wrong, wanted))
            Report(Descriptors.NDIS0021, null, method.Name, wrong.Name, wanted);

        foreach (var (opening, life) in OpenEnded.Of(definition, map).Take(1))
            Report(Descriptors.NDIS0022, Role(opening.Closing!), method.Name, opening.Name, life.Context.Name, opening.Closing!);

        // Nearly every method is left without having been asked where it stands.
        void Report(DiagnosticDescriptor descriptor, ImmutableDictionary<string, string?>? properties, params object[] arguments)
        {
            if (definition.Locations.FirstOrDefault(place => place.IsInSource) is { } place)
                report(Diagnostic.Create(descriptor, place, properties, arguments));
        }
    }

    // The role that the light bulb would write.
    static ImmutableDictionary<string, string?> Role(string name) => ImmutableDictionary<string, string?>.Empty.Add("role", name);
}
