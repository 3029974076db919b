using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Roles;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0021: gives a handler the parameters and the result that its role has; what it had of them already keeps its name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitSignature))]
public sealed class FitSignature() : RoleFix("NDIS0021", "Give it the signature of its role")
{
    private protected override async Task<Patch?> WriteAsync(Scene scene, MethodDeclarationSyntax method, string role, CancellationToken cancellation)
    {
        if (scene.Model.GetDeclaredSymbol(method, cancellation) is not { } symbol || new RoleSignatures(scene.Model.Compilation).WrongFor(symbol) is not var (wrong, _)
            || NdisRoles.Find(scene.Model.Compilation, wrong.DelegateName)?.DelegateInvokeMethod is not { } invoke)
            return null;
        var draft = new Draft(scene);
        return new SignatureWriter(draft, method, symbol, invoke).Write(mayLackHandle: wrong.Role != Role.Opening) ? await draft.ApplyAsync(cancellation).ConfigureAwait(false) : null;
    }

    private protected override bool IsSettled(Scene after, IMethodSymbol method) => new RoleSignatures(after.Model.Compilation).WrongFor(method) is null;
}
