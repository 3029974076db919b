using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Roles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Remedies;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0022: adds the closing role that an opening one lacks, and frees in it what the opening one left.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddClosingRole))]
public sealed class AddClosingRole() : RoleFix("NDIS0022", "Add {0}")
{
    /// <summary>More fields than that are freed one by one, by hand or by NDIS0001.</summary>
    const int MostFields = 100;

    static readonly FreeInClosing frees = new(isFirst: true);

    private protected override async Task<Patch?> WriteAsync(Scene scene, MethodDeclarationSyntax method, string role, CancellationToken cancellation)
    {
        var draft = new Draft(scene);
        if (!new NewClosingRole(draft, (_, _) => []).Write(method) || await draft.ApplyAsync(cancellation).ConfigureAwait(false) is not { } patch)
            return null;
        var left = new HashSet<string?>();
        for (var field = 0; field < MostFields && Leaks(patch.After, role).FirstOrDefault(leak => !left.Contains(leak.ObjectName)) is { } leak; field++)
            if (await frees.SettleAsync(new(patch.After, leak, IsWhole: true, cancellation)).ConfigureAwait(false) is { } further)
                patch = patch.Then(further, scene.Text);
            else
                left.Add(leak.ObjectName);
        return patch;
    }

    private protected override bool IsSettled(Scene after, IMethodSymbol method) => !OpenEnded.Of(method, LifeCycleMap.Of(after.Model.Compilation)).Any();

    static IEnumerable<Finding> Leaks(Scene scene, string role) => scene.Shown.Where(finding => finding.Defect == Defect.StillAllocated && finding.Home.Name == role && finding.Primary.SourceTree == scene.Root.SyntaxTree);
}
