using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Roles;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Where a class is disposed by its base and has a field of its own to free: its override of what the base leaves open.</summary>
internal sealed class DisposeOverride(Draft draft, Finding finding, Guard guard)
{
    SemanticModel Model => draft.Scene.Model;

    /// <summary>False where the field's class has one already, or its bases leave nothing open.</summary>
    public bool Write()
    {
        if (FieldFree.MemberOf(finding) is not { IsStatic: false, ContainingType: { } type } field || Model.GetDeclaredSymbol(draft.Scene.Root.FindToken(finding.Primary.SourceSpan.Start).Parent!) is not IMethodSymbol closing
            || SymbolEqualityComparer.Default.Equals(closing.ContainingType, type) || Open(type) is not { } open || ReleaseCall.Of(draft.Scene, finding) is not { } call)
            return false;
        var declaration = draft.Scene.Root.DescendantNodes().OfType<TypeDeclarationSyntax>().FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(Model.GetDeclaredSymbol(one), type));
        if (declaration?.Members.OfType<MethodDeclarationSyntax>().LastOrDefault(method => method.Body is not null || method.ExpressionBody is not null) is not { } last
            || FieldFree.Of(call, draft, Inside(last), field, FieldSpelling.At(Inside(last), field, finding.ObjectName, draft.Scene).Select(way => way.Text).FirstOrDefault() ?? field.Name, guard) is not { } lines)
            return false;
        Add(last, open, lines);
        return true;
    }

    void Add(MethodDeclarationSyntax last, IMethodSymbol open, IReadOnlyList<string> lines)
    {
        var parameter = open.Parameters.FirstOrDefault()?.Name;
        IEnumerable<string> body = parameter is null ? lines : [$"if ({parameter})", "{", .. lines, "}"];
        var text = new[] { $"{SyntaxFacts.GetText(open.DeclaredAccessibility)} override void {open.Name}({(parameter is null ? "" : "bool " + parameter)})", "{" }
            .Concat(body).Concat([$"base.{open.Name}({parameter});", "}"]);
        draft.Insert(last.FullSpan.End, draft.NewLine + string.Concat(text.Select(line => line + draft.NewLine)));
    }

    static int Inside(MethodDeclarationSyntax method) => method.Body?.OpenBraceToken.Span.End ?? method.ExpressionBody!.Expression.SpanStart;

    /// <summary>What a derived class overrides to have its share: <c>Dispose(bool)</c>, or a virtual <c>Dispose()</c>.</summary>
    static IMethodSymbol? Open(INamedTypeSymbol type)
    {
        if (!type.GetMembers("Dispose").IsEmpty)
            return null;
        for (var level = type.BaseType; level is not null; level = level.BaseType)
            if (level.GetMembers("Dispose").OfType<IMethodSymbol>().Where(method => method is { ReturnsVoid: true, IsSealed: false } && (method.IsVirtual || method.IsOverride))
                .OrderByDescending(PlainLifeCycle.IsDisposeCore).FirstOrDefault(method => method.Parameters.IsEmpty || PlainLifeCycle.IsDisposeCore(method)) is { } open)
                return open;
        return null;
    }
}
