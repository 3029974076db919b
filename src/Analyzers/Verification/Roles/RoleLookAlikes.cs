using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>Methods that a reader takes for handlers, and NDIS and the analysis do not: named or registered like a role that they do not declare.</summary>
sealed class RoleLookAlikes(Compilation compilation, LifeCycleMap map)
{
    /// <summary>The role that the method seems to have; null when it declares one, when its context has the role already, and when it resembles none.</summary>
    public NdisRole? Of(IMethodSymbol method)
    {
        if (method.IsOverride || method.IsImplicitlyDeclared || NdisRoles.IsRuntime(method.ContainingType))
            return null;

        var registered = IsHandlerKind(method) ? map.Registry.LookAlike(method) : null;
        var role = registered is not null && Resembles(method, registered) ? registered : Named(method);
        return role is null || map.Registry.Of(method).Any() || IsPlayed(method, role) ? null : role;
    }

    NdisRole? Named(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Ordinary && RoleNames.OfMethod(method.Name) is { } role && !ImplementsInterface(method) && HasSignature(method, role) ? role : null;

    static bool IsHandlerKind(IMethodSymbol method) => method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation;

    // A method beside the declared handler is its helper.
    bool IsPlayed(IMethodSymbol method, NdisRole role) =>
        map.AllOf(method).Any(life => life.Methods.Any(played => played.Name == role.Name));

    // "Pause" takes any delegate in some user interface: there the types must speak too.
    bool Resembles(IMethodSymbol method, NdisRole role) => role.Distinctive || HasSignature(method, role);

    bool HasSignature(IMethodSymbol method, NdisRole role)
    {
        var invoke = NdisRoles.Find(compilation, role.DelegateName)?.DelegateInvokeMethod;
        var member = NdisRoles.Find(compilation, role.Declarer)?.GetMembers(role.Name).OfType<IMethodSymbol>().FirstOrDefault();
        return Fits(method, invoke, role) || (Fits(method, member, role) && (Speaks(member!) || DerivesFromAdapter(method.ContainingType)));
    }

    static bool Fits(IMethodSymbol method, IMethodSymbol? pattern, NdisRole role) =>
        pattern is not null
        && method.Parameters.Length == pattern.Parameters.Length
        && method.Parameters.Zip(pattern.Parameters, Fits).All(fits => fits)
        && (role.Distinctive || (Speaks(pattern) && SymbolEqualityComparer.Default.Equals(method.ReturnType, pattern.ReturnType)));

    // Where the pattern has the context as `object`, a handler may name its class; an adapter has its handlers itself, so that is a helper.
    static bool Fits(IParameterSymbol parameter, IParameterSymbol pattern) =>
        parameter.RefKind == pattern.RefKind
        && (SymbolEqualityComparer.Default.Equals(parameter.Type, pattern.Type)
            || (pattern is { Ordinal: 0, Type.SpecialType: SpecialType.System_Object } && parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } type && !DerivesFromAdapter(type)));

    /// <summary>Whether the parameters say that this is about NDIS: <c>bool CheckForHangEx()</c> says nothing, <c>bool Interrupt(object?, out bool)</c> is like no other.</summary>
    static bool Speaks(IMethodSymbol pattern) =>
        pattern.Parameters.Any(parameter => NdisRoles.IsRuntime(parameter.Type)) || (pattern.Parameters.Length > 1 && pattern.Parameters.Last().RefKind == RefKind.Out);

    static bool DerivesFromAdapter(INamedTypeSymbol type)
    {
        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            if (NdisRoles.IsInstance(level))
                return true;
        }

        return false;
    }

    // Then the interface chose the name.
    static bool ImplementsInterface(IMethodSymbol method) =>
        method.ContainingType.TypeKind == TypeKind.Interface
        || method.ContainingType.AllInterfaces.SelectMany(one => one.GetMembers(method.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
}
