using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers.Diagnostics;
using NdisRules.Analyzers.Verification.Roles;

namespace NdisRules.Analyzers;

/// <summary>
/// Reports handlers whose role is not declared, and life cycles that open and never close: at the method, by an action that runs for that
/// very method, so that editors show it while the file is edited.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RoleDeclarationAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptors.NDIS0020, Descriptors.NDIS0022);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var compilation = start.Compilation;
            if (!NdisRoles.AreKnownIn(compilation))
                return;

#pragma warning disable RS1030 // the compilation of the context hands out the driver's own cached models: nothing is bound twice
            var map = new LifeCycleMap(compilation, tree => compilation.GetSemanticModel(tree));
#pragma warning restore RS1030
            var lookAlikes = new RoleLookAlikes(compilation, map);
            start.RegisterSymbolAction(symbol => Check((IMethodSymbol)symbol.Symbol, map, lookAlikes, symbol.ReportDiagnostic), SymbolKind.Method);
        });
    }

    static void Check(IMethodSymbol method, LifeCycleMap map, RoleLookAlikes lookAlikes, Action<Diagnostic> report)
    {
        var definition = SourceOrder.Definition(method);
        if (definition.Locations.FirstOrDefault(place => place.IsInSource) is not { } place)
            return;

        if (lookAlikes.Of(definition) is { } role)
            report(Diagnostic.Create(Descriptors.NDIS0020, place, Role(role.Name), method.Name, role.Name));

        foreach (var (opening, life) in OpenEnded.Of(definition, map).Take(1))
            report(Diagnostic.Create(Descriptors.NDIS0022, place, Role(opening.Closing!), method.Name, opening.Name, life.Context.Name, opening.Closing));
    }

    // The role that the light bulb would write.
    static ImmutableDictionary<string, string?> Role(string name) => ImmutableDictionary<string, string?>.Empty.Add("role", name);
}
