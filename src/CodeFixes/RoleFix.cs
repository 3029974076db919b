using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes;

/// <summary>A fix of how a method declares its role. It too is tried before it is offered.</summary>
public abstract class RoleFix : CodeFixProvider
{
    readonly string title;

    private protected RoleFix(string id, string title)
    {
        this.title = title;
        FixableDiagnosticIds = ImmutableArray.Create(id);
    }

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    string Key => "NdisRules." + FixableDiagnosticIds[0];

    public sealed override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create((context, document, diagnostics) => FixAllAsync(document, diagnostics, context.CancellationToken));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await Scene.OfAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } scene)
            return;
        foreach (var diagnostic in context.Diagnostics)
            if (await SettleAsync(scene, diagnostic.Location.SourceSpan.Start, RoleOf(diagnostic), context.CancellationToken).ConfigureAwait(false) is { } patch)
                context.RegisterCodeFix(CodeAction.Create(string.Format(null, title, RoleOf(diagnostic)), _ => Task.FromResult(patch.After.Document), Key), diagnostic);
    }

    async Task<Document?> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await Scene.OfAsync(document, cancellation).ConfigureAwait(false) is not { } scene)
            return document;
        var patches = new List<Patch>();
        foreach (var diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            var position = patches.Aggregate(diagnostic.Location.SourceSpan.Start, (at, patch) => patch.Map(at));
            if (await SettleAsync(scene, position, RoleOf(diagnostic), cancellation).ConfigureAwait(false) is not { } patch)
                continue;
            patches.Add(patch);
            scene = patch.After;
        }

        return scene.Document;
    }

    async Task<Patch?> SettleAsync(Scene scene, int position, string role, CancellationToken cancellation)
    {
        if (MethodAt(scene, position) is not { } method)
            return null;
        return Judged(await WriteAsync(scene, method, role, cancellation).ConfigureAwait(false)) ?? Judged(await WriteFurtherAsync(scene, method, role, cancellation).ConfigureAwait(false));

        Patch? Judged(Patch? patch) => patch is not null && MethodAt(patch.After, patch.Map(position)) is { } declared && patch.After.Model.GetDeclaredSymbol(declared, cancellation) is IMethodSymbol symbol
            && IsSettled(patch.After, symbol) && Judge.IsNoWorse(scene, patch.After) ? patch : null;
    }

    /// <summary>The change, not judged; null where none can be made.</summary>
    private protected abstract Task<Patch?> WriteAsync(Scene scene, MethodDeclarationSyntax method, string role, CancellationToken cancellation);

    /// <summary>A larger change, for where that one is not good enough; null where there is none.</summary>
    private protected virtual Task<Patch?> WriteFurtherAsync(Scene scene, MethodDeclarationSyntax method, string role, CancellationToken cancellation) => Task.FromResult<Patch?>(null);

    /// <summary>Whether nothing is said of the method any more.</summary>
    private protected abstract bool IsSettled(Scene after, IMethodSymbol method);

    static MethodDeclarationSyntax? MethodAt(Scene scene, int position) => scene.Root.FindToken(position).Parent as MethodDeclarationSyntax;

    static string RoleOf(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue("role", out var role) ? role ?? "" : "";
}
