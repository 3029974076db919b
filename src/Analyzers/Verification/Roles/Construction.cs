using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>How an object of a type comes to be.</summary>
static class Construction
{
    public static IEnumerable<RoleMethod> Of(INamedTypeSymbol type) => type.InstanceConstructors
        .Where(constructor => !IsCopy(constructor))
        .Select(constructor => new RoleMethod(SourceOrder.Definition(constructor), Role.Construction, type.Name));

    // The constructor that a record's `with` calls: what it copies, the original has acquired.
    static bool IsCopy(IMethodSymbol constructor) => constructor is { IsImplicitlyDeclared: true, Parameters.Length: > 0 };
}
