using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The statements that free all that a field leads to: one object, or each of a container, as that container is emptied.</summary>
internal static class FieldFree
{
    /// <summary>The field or property that a finding of something still allocated leads to.</summary>
    public static ISymbol? MemberOf(Finding finding) => finding.Field ?? finding.Anchor;

    /// <summary>Null when they cannot be written, or nobody knows how the container is emptied.</summary>
    public static IReadOnlyList<string>? Of(ReleaseCall call, Draft draft, int position, ISymbol member, string holder, Guard guard)
    {
        return TypeOf(member) is not { } type ? null
            : guard == Guard.Chained ? Chain.Of(type, call, draft, position, holder, Release.Clearing(member, holder))
            : Drain.Of(type, call.Rule) is { } drain ? drain.Write(call, draft, position, holder, guard, livesOn: true)
            : Release.AndClear(call, draft, position, holder, Release.Clearing(member, holder), guard) ?? Disposed(draft, type, holder, guard);
    }

    public static ITypeSymbol? TypeOf(ISymbol member) => member switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => null };

    /// <summary>An object that owns what is left is disposed.</summary>
    static IReadOnlyList<string>? Disposed(Draft draft, ITypeSymbol type, string holder, Guard guard)
        => type is not INamedTypeSymbol { TypeKind: TypeKind.Class } || !type.GetMembers("Dispose").OfType<IMethodSymbol>().Any(method => method is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public, DeclaringSyntaxReferences.IsEmpty: false }) ? null
            : guard == Guard.None ? [$"{holder}.Dispose();"] : [$"{holder}?.Dispose();"];
}
