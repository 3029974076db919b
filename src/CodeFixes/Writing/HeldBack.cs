using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The value of a <c>return</c> or <c>throw</c> that looks at the object: it must be computed before the object is freed.</summary>
internal static class HeldBack
{
    /// <summary>Whether the value may look at an object of the rule, under whatever name, or gets it in the first place.</summary>
    public static bool LooksAtObject(ExpressionSyntax value, string holder, Rule rule, Scene scene)
        => value.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Any(caught => caught.Identifier.ValueText == holder) || value.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => name.Identifier.Text == holder || MayReach(scene.Model.GetSymbolInfo(name).Symbol, holder, rule));

    /// <summary>The declaration of a local that takes the value, and its name; null when the value has no type that a local could have.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">What to call the local, should nothing else be called so.</param>
    /// <param name="keepsType">Whether the local must have the type that the value is converted to.</param>
    public static (string Declaration, string Name)? Local(ExpressionSyntax value, string name, bool keepsType, Scene scene)
    {
        var info = scene.Model.GetTypeInfo(value);
        if (value is RefExpressionSyntax || (info.ConvertedType ?? info.Type) is not { TypeKind: not TypeKind.Error, SpecialType: not SpecialType.System_Void } type)
            return null;
        var free = Unused(name, value, scene);
        var isVar = (keepsType ? SymbolEqualityComparer.IncludeNullability.Equals(info.Type, info.ConvertedType) : info.Type is not null) && !WantsType(type, scene);
        return ($"{(isVar ? "var" : type.ToMinimalDisplayString(scene.Model, value.SpanStart))} {free} = {value};", free);
    }

    static bool MayReach(ISymbol? symbol, string holder, Rule rule) => symbol switch
    {
        ILocalSymbol local => Carries(local.Type, rule),
        IParameterSymbol parameter => Carries(parameter.Type, rule) && !IsOfCaller(parameter, rule),
        IFieldSymbol { IsConst: false } field => Carries(field.Type, rule) || field.Name == holder,
        IPropertySymbol property => Carries(property.Type, rule),
        IMethodSymbol method => method.MethodKind == MethodKind.LocalFunction,
        _ => false,
    };

    /// <summary>Bytes that the caller gave, and that stay what they are: an object that was taken here is not among them.</summary>
    static bool IsOfCaller(IParameterSymbol parameter, Rule rule) => parameter is { RefKind: RefKind.None or RefKind.In, Type: INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", TypeArguments: [{ IsUnmanagedType: true } element] } } && !rule.Types.Has(element)
        && parameter.DeclaringSyntaxReferences.All(reference => !SameValue.IsWritten(parameter, reference.GetSyntax()));

    /// <summary>Types that can lead to the object or to its bytes.</summary>
    static bool Carries(ITypeSymbol type, Rule rule)
        => type.IsRefLikeType || type.TypeKind is TypeKind.Pointer or TypeKind.Delegate or TypeKind.Dynamic || type.Name is "Memory" or "ReadOnlyMemory" || rule.Types.Has(type)
            || (!ObjectTypes.IsPlain(type) && rule.Types.Declared.Any(known => SymbolEqualityComparer.Default.Equals(known.ContainingNamespace, type.ContainingNamespace)));

    /// <summary>How a new variable of a type begins: with <c>var</c>, unless the file wants the type.</summary>
    public static string TypeWord(ITypeSymbol? type, int position, Scene scene) => type is { TypeKind: not TypeKind.Error } && WantsType(type, scene) ? type.ToMinimalDisplayString(scene.Model, position) : "var";

    static bool WantsType(ITypeSymbol type, Scene scene)
    {
        var (elsewhere, builtIn) = (scene.Option("csharp_style_var_elsewhere"), scene.Option("csharp_style_var_for_built_in_types"));
        return elsewhere == "false" || (builtIn == "false" && type.SpecialType is >= SpecialType.System_Object and <= SpecialType.System_UIntPtr) || (elsewhere is null && builtIn is null && FileStyle.WritesTypes(scene));
    }

    /// <summary>A name that nothing in the member around is called by.</summary>
    public static string Unused(string name, SyntaxNode place, Scene scene, ICollection<string>? others = null)
    {
        var member = place.Ancestors().FirstOrDefault(ancestor => ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax) ?? place;
        var taken = new HashSet<string>(member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        return Enumerable.Range(0, int.MaxValue).Select(number => number == 0 ? name : name + number)
            .First(candidate => !taken.Contains(candidate) && others?.Contains(candidate) != true && scene.Model.LookupSymbols(place.SpanStart, name: candidate).IsEmpty);
    }
}
