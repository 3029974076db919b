using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Roles;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0020: declares the role that a method seems to have: as an override where its class is an adapter, else by the attribute.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclareRole))]
public sealed class DeclareRole() : RoleFix("NDIS0020", "Declare the role {0}")
{
    private protected override async Task<Patch?> WriteAsync(Scene scene, MethodDeclarationSyntax method, string role, CancellationToken cancellation)
    {
        var draft = new Draft(scene);
        return (Override(draft, method, role) || Attribute(draft, method, role)) ? await draft.ApplyAsync(cancellation).ConfigureAwait(false) : null;
    }

    /// <summary>An opening role alone would lack its closing one: what else of the type looks like a role is declared with it.</summary>
    private protected override async Task<Patch?> WriteFurtherAsync(Scene scene, MethodDeclarationSyntax method, string role, CancellationToken cancellation)
    {
        var lookAlikes = new RoleLookAlikes(scene.Model.Compilation, LifeCycleMap.Of(scene.Model.Compilation));
        var draft = new Draft(scene);
        foreach (var other in method.Parent?.ChildNodes().OfType<MethodDeclarationSyntax>() ?? [])
            if (other == method)
                Declare(other, role);
            else if (scene.Model.GetDeclaredSymbol(other, cancellation) is { } symbol && lookAlikes.Of(symbol) is { } also)
                Declare(other, also.Name);
        return await draft.ApplyAsync(cancellation).ConfigureAwait(false);

        void Declare(MethodDeclarationSyntax one, string itsRole)
        {
            if (!Override(draft, one, itsRole))
                Attribute(draft, one, itsRole);
        }
    }

    private protected override bool IsSettled(Scene after, IMethodSymbol method)
        => new RoleLookAlikes(after.Model.Compilation, LifeCycleMap.Of(after.Model.Compilation)).Of(method) is null;

    /// <summary>What the host calls on an adapter is an override. Whoever calls the method by its old name would be left behind, so then it stays.</summary>
    static bool Override(Draft draft, MethodDeclarationSyntax method, string role)
    {
        var model = draft.Scene.Model;
        if (model.GetDeclaredSymbol(method) is not { IsStatic: false } symbol || Overridden(symbol, role) is not { } overridden || IsMentioned(symbol, model.Compilation))
            return false;
        draft.Replace(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(method.Modifiers.Count > 0 ? method.Modifiers[0].SpanStart : method.ReturnType.SpanStart, method.Identifier.Span.End),
            $"{SyntaxFacts.GetText(overridden.DeclaredAccessibility)} override {method.ReturnType} {role}");
        return true;
    }

    static IMethodSymbol? Overridden(IMethodSymbol method, string role)
    {
        for (var level = method.ContainingType.BaseType; level is not null; level = level.BaseType)
            if (level.GetMembers(role).OfType<IMethodSymbol>().FirstOrDefault(member => (member.IsVirtual || member.IsAbstract || member.IsOverride) && !member.IsSealed && Fits(method, member)) is { } found)
                return method.ContainingType.GetMembers(role).IsEmpty ? found : null;
        return null;
    }

    static bool Fits(IMethodSymbol method, IMethodSymbol member) => SymbolEqualityComparer.Default.Equals(method.ReturnType, member.ReturnType) && method.Parameters.Length == member.Parameters.Length
        && method.Parameters.Zip(member.Parameters, (own, its) => SymbolEqualityComparer.Default.Equals(own.Type, its.Type) && own.RefKind == its.RefKind).All(fits => fits);

    static bool IsMentioned(IMethodSymbol method, Compilation compilation)
        => compilation.SyntaxTrees.Any(tree => tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == method.Name));

    static bool Attribute(Draft draft, MethodDeclarationSyntax method, string role)
    {
        if (NdisRoles.Find(draft.Scene.Model.Compilation, "MiniportRole") is not { } roles || roles.GetMembers(role).IsEmpty || NdisRoles.Find(draft.Scene.Model.Compilation, NdisRoles.Attribute) is not { } attribute)
            return false;
        var position = method.Modifiers.Count > 0 ? method.Modifiers[0].SpanStart : method.ReturnType.SpanStart;
        var name = attribute.ToMinimalDisplayString(draft.Scene.Model, method.SpanStart);
        var text = $"[{(name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name)}({roles.ToMinimalDisplayString(draft.Scene.Model, method.SpanStart)}.{role})]";
        draft.Insert(position, draft.IsFirstOnLine(position) ? text + draft.NewLine + draft.IndentOf(position) : text + " ");
        return true;
    }
}
