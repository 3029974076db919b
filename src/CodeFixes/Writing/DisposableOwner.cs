using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Makes the class that keeps an object disposable, and lets the end of the scope dispose the local that owns it.</summary>
internal sealed class DisposableOwner(Draft draft, Finding finding, Guard guard)
{
    SemanticModel Model => draft.Scene.Model;

    SyntaxNode Root => draft.Scene.Root;

    /// <summary>False where the owner is no local of one declaration, or its class is not here, has an end already or is abstract.</summary>
    public bool Write()
    {
        if (finding.Exits.Select(exit => exit.Holder).Distinct().ToArray() is not [{ } holder] || holder.Split('.') is not [var owner, var field] || DeclarationOf(owner) is not { } declaration
            || Model.GetDeclaredSymbol(declaration.Declaration.Variables[0]) is not ILocalSymbol { Type: INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } type }
            || type.GetMembers("Dispose").Length > 0 || type.AllInterfaces.Any(one => one.Name is "IDisposable" or "IAsyncDisposable") || OwnerEnd.Of(draft.Scene, finding).Any())
            return false;
        var member = type.GetMembers(field).FirstOrDefault(one => one is IFieldSymbol or IPropertySymbol);
        if (member is null || TypeOf(type) is not { } body || !AddDispose(body, member))
            return false;
        draft.Insert(declaration.Declaration.SpanStart, "using ");
        return true;
    }

    LocalDeclarationStatementSyntax? DeclarationOf(string owner)
    {
        if (!ReferenceEquals(finding.Primary.SourceTree, Root.SyntaxTree))
            return null;
        var found = draft.Scene.CodeAround(finding.Primary.SourceSpan.Start).DescendantNodes().OfType<LocalDeclarationStatementSyntax>()
            .Where(one => one is { UsingKeyword.RawKind: 0, Declaration.Variables: [{ Initializer.Value: BaseObjectCreationExpressionSyntax } variable] } && variable.Identifier.ValueText == owner).ToArray();
        return found is [var declaration] ? declaration : null;
    }

    TypeDeclarationSyntax? TypeOf(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences is [var reference] && ReferenceEquals(reference.SyntaxTree, Root.SyntaxTree) && reference.GetSyntax() is TypeDeclarationSyntax { OpenBraceToken.RawKind: (int)SyntaxKind.OpenBraceToken } declaration ? declaration : null;

    bool AddDispose(TypeDeclarationSyntax type, ISymbol member)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || type.Members.OfType<MethodDeclarationSyntax>().LastOrDefault(method => !method.Modifiers.Any(SyntaxKind.StaticKeyword) && (method.Body is not null || method.ExpressionBody is not null)) is not { } last)
            return false;
        var inside = last.Body?.OpenBraceToken.Span.End ?? last.ExpressionBody!.Expression.SpanStart;
        if (FieldSpelling.At(inside, member, told: null, draft.Scene).Select(way => FieldFree.Of(call, draft, inside, member, way.Text, guard)).FirstOrDefault(lines => lines is not null) is not { } lines)
            return false;
        var text = new[] { "public void Dispose()", "{" }.Concat(lines).Append("}");
        draft.Insert(last.FullSpan.End, draft.NewLine + string.Concat(text.Select(line => line + draft.NewLine)));
        var name = Model.LookupNamespacesAndTypes(type.SpanStart, name: "IDisposable").IsEmpty ? "System.IDisposable" : "IDisposable";
        if (type.BaseList is { Types: [.., var known] })
            draft.Insert(known.Span.End, $", {name}");
        else
            draft.Insert((type.ParameterList ?? type.TypeParameterList ?? (SyntaxNode?)null)?.Span.End ?? type.Identifier.Span.End, $" : {name}");
        return true;
    }
}
