using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NdisRules.Analyzers;
using NdisRules.Analyzers.Verification.Roles;
using NdisRules.Tool.Checking;
using NdisRules.Tool.Loading;

namespace NdisRules.Tool.Scanning;

/// <summary>Finds who plays which role, and which roles are missing or only look like ones.</summary>
internal static class RoleScanner
{
    public static async Task<ScanResult> ScanAsync(CheckTarget target, bool restores, int jobs, IProgressLog progress, CancellationToken cancellation)
    {
        var solution = await SolutionLoader.OpenAsync(target, restores, jobs, progress, cancellation);
        progress.Begin(solution.Asked.Count);
        var roles = new List<FoundRole>();
        var remarks = new List<Defect>();
        foreach (var answer in solution.Asked)
        {
            using var shown = progress.Project(answer.Name);
            var project = solution.Loader.Load(answer);
            roles.AddRange(RolesOf(project.Compilation));
            remarks.AddRange(await RemarksAsync(project, cancellation));
        }

        return new(target.Root, [.. roles.Distinct()], [.. remarks.DistinctBy(remark => (remark.Where, remark.Id, remark.Message))]);
    }

    static IEnumerable<FoundRole> RolesOf(Compilation compilation)
    {
        if (!NdisRoles.AreKnownIn(compilation))
            return [];
        var map = LifeCycleMap.Of(compilation);
        return TypesOf(compilation.Assembly.GlobalNamespace).Select(map.OfType).OfType<LifeCycle>().Where(life => life.IsMiniport && !life.Context.IsAbstract)
            .OrderBy(life => life.Context.ToDisplayString(), StringComparer.Ordinal)
            .SelectMany(life => life.Methods.Where(method => method.Role is not (Role.Construction or Role.Disposal)).Select(method => Found(life, method)));
    }

    static FoundRole Found(LifeCycle life, RoleMethod method) => new(
        life.Context.ToDisplayString(), method.Name, $"{method.Method.ContainingType.ToDisplayString()}.{(method.Method.MethodKind == MethodKind.AnonymousFunction ? "lambda" : method.Method.Name)}", Place.Of(method.Method.Locations[0]));

    static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? TypesOf(type).Prepend(type) : TypesOf(member));

    static async Task<IEnumerable<Defect>> RemarksAsync(LoadedProject project, CancellationToken cancellation)
    {
        var analyzed = project.Compilation.WithAnalyzers([new RoleDeclarationAnalyzer()], new AnalyzerOptions(project.AdditionalFiles, project.Configs.Options));
        return Fingerprints.Written((await analyzed.GetAnalyzerDiagnosticsAsync(cancellation)).Where(diagnostic => Ids.IsOurs(diagnostic.Id)).Select(diagnostic => DefectReader.Read(diagnostic, project.Path, analyzed.Compilation)));
    }
}
