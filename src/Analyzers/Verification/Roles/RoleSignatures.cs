using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>
/// Whether a method that declares a role by attribute can be called in it: with all parameters of the role's delegate, or without
/// those for the context and the handle, as an instance has them. An override or a delegate needs no such question, the compiler asks it.
/// </summary>
sealed class RoleSignatures(Compilation compilation)
{
    /// <summary>What is wrong about the first role that does not fit; null when all do.</summary>
    public (NdisRole Role, string Wanted)? WrongFor(IMethodSymbol method)
    {
        if (method.IsOverride || method.GetAttributes().IsEmpty)
            return null;
        foreach (var role in NdisRoles.OfAttributes(method))
            if (NdisRoles.Find(compilation, role.DelegateName)?.DelegateInvokeMethod is { } invoke && Wrong(method, role, invoke) is { } wanted)
                return (role, wanted);
        return null;
    }

    static string? Wrong(IMethodSymbol method, NdisRole role, IMethodSymbol invoke)
    {
        var given = invoke.Parameters.ToArray();
        var withoutContext = given.Where(parameter => !IsContext(parameter)).ToArray();
        var withoutHandle = withoutContext.Where(parameter => parameter.Type.Name != "NdisHandle").ToArray();
        var passed = method.Parameters.Length == given.Length ? given : method.Parameters.Length == withoutContext.Length ? withoutContext : withoutHandle;
        var fits = method.Parameters.Length == passed.Length && !method.IsGenericMethod && Same(method.ReturnType, invoke.ReturnType)
            && method.Parameters.Zip(passed, Fits).All(fit => fit);
        var needsStatic = !method.IsStatic && role.Role != Role.Opening && !(given.Length > 0 && IsContext(given[0]));
        return fits && !needsStatic ? null : Spelled(needsStatic, method.IsStatic ? given : withoutContext, invoke.ReturnType);
    }

    static bool IsContext(IParameterSymbol parameter) => parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Object };

    static bool Fits(IParameterSymbol wanted, IParameterSymbol given)
        => wanted.RefKind == given.RefKind && (Same(wanted.Type, given.Type) || (IsContext(given) && wanted.Type.TypeKind == TypeKind.Class));

    static bool Same(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    static string Spelled(bool isStatic, IReadOnlyList<IParameterSymbol> parameters, ITypeSymbol result)
        => (isStatic ? "static " : "") + result.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) + "("
            + string.Join(", ", parameters.Select(parameter => (parameter.RefKind == RefKind.Out ? "out " : "") + parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat))) + ")";
}
