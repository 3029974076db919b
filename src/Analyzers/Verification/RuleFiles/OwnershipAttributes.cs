using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>
/// The attributes that say who owns an object. They are recognised by their full names, whatever assembly declares them; those of
/// JetBrains.Annotations that say the same are read too.
/// </summary>
static class OwnershipAttributes
{
    /// <summary>The words that show, before anything is bound, that a member may be declared to acquire.</summary>
    public static readonly string[] AcquiringWords = ["Acquires", "AcquiresAttribute", "MustDisposeResource", "MustDisposeResourceAttribute"];

    /// <summary>Whether any referenced or own type is such an attribute.</summary>
    public static bool AreKnownIn(Compilation compilation)
        => !compilation.GetTypesByMetadataName("NdisRules.AcquiresAttribute").IsEmpty || !compilation.GetTypesByMetadataName("JetBrains.Annotations.MustDisposeResourceAttribute").IsEmpty;

    /// <summary>The slot of what the caller owns after a call, and the rule that is named; null when no attribute says so.</summary>
    public static (int Slot, string? Rule)? AcquiredBy(IMethodSymbol method)
    {
        var own = method.GetAttributes().Concat(method.GetReturnTypeAttributes());
        if (method.MethodKind == MethodKind.Constructor)
            own = own.Concat(method.ContainingType.GetAttributes());
        if (own.Select(Acquires).FirstOrDefault(found => found.Is) is { Is: true } result && (!method.ReturnsVoid || method.MethodKind == MethodKind.Constructor))
            return (Slot.Return, result.Rule);
        foreach (var parameter in method.Parameters.Where(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref))
            if (parameter.GetAttributes().Select(Acquires).FirstOrDefault(found => found.Is) is { Is: true } given)
                return (parameter.Ordinal, given.Rule);
        return null;
    }

    /// <summary>Whether a parameter is given back by the callee, looked at, or kept; null when no attribute says so.</summary>
    public static RowKind? OfParameter(IParameterSymbol parameter)
    {
        foreach (var attribute in parameter.GetAttributes())
            switch (NameOf(attribute))
            {
                case "NdisRules.ReleasesAttribute" or "JetBrains.Annotations.HandlesResourceDisposalAttribute":
                    return RowKind.Releases;
                case "NdisRules.BorrowsAttribute":
                    return RowKind.Borrows;
                case "NdisRules.TransfersAttribute":
                    return RowKind.Transfers;
            }

        return null;
    }

    /// <summary>Whether a method disposes what it is called on.</summary>
    public static bool DisposesThis(IMethodSymbol method) => !method.IsStatic && method.GetAttributes().Any(attribute => NameOf(attribute) == "JetBrains.Annotations.HandlesResourceDisposalAttribute");

    static (bool Is, string? Rule) Acquires(AttributeData attribute) => NameOf(attribute) switch
    {
        "NdisRules.AcquiresAttribute" => (true, attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string rule } ? rule : null),
        "JetBrains.Annotations.MustDisposeResourceAttribute" => (attribute.ConstructorArguments.FirstOrDefault() is not { Kind: TypedConstantKind.Primitive, Value: false }, null),
        _ => (false, null),
    };

    static string NameOf(AttributeData attribute) => attribute.AttributeClass is { ContainingNamespace: { } space, Name: var name }
        ? (space.ContainingNamespace is { IsGlobalNamespace: false } outer ? outer.Name + "." : "") + space.Name + "." + name
        : "";
}
