using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>How a field or property is written at a position.</summary>
internal static class FieldSpelling
{
    /// <summary>Every way of writing it that means it there, the plainest first; and the variable it is reached through, if any.</summary>
    public static IEnumerable<(string Text, ISymbol? Through)> At(int position, ISymbol member, string? told, Scene scene)
    {
        var own = IsQualified(member, scene) ? [$"this.{member.Name}", member.Name] : new[] { member.Name, $"this.{member.Name}" };
        var named = member.IsStatic
            ? [member.Name, $"{member.ContainingType.ToMinimalDisplayString(scene.Model, position)}.{member.Name}"]
            : own;
        var plain = named.Append(told ?? member.Name).Where(text => Means(position, text, member, scene)).Distinct().Select(text => (text, (ISymbol?)null));
        var reached = member.IsStatic ? [] : Variables(position, member.ContainingType, scene).Select(variable => ($"{variable.Name}.{member.Name}", (ISymbol?)variable));
        return plain.Concat(reached).Concat(member.IsStatic ? [] : ThroughField(position, member, scene));
    }

    /// <summary>Behind the one field of the type around that leads to such an object.</summary>
    static IEnumerable<(string Text, ISymbol? Through)> ThroughField(int position, ISymbol member, Scene scene)
    {
        var around = scene.Model.GetEnclosingSymbol(position)?.ContainingType;
        return around?.GetMembers().OfType<IFieldSymbol>().Where(field => field is { IsImplicitlyDeclared: false } && Is(field.Type, member.ContainingType)).ToArray() is [var only] && !SymbolEqualityComparer.Default.Equals(around, member.ContainingType)
            ? At(position, only, told: null, scene).Where(way => way.Through is null).Select(way => ($"{way.Text}.{member.Name}", (ISymbol?)null)).Where(way => Means(position, way.Item1, member, scene)) : [];
    }

    /// <summary>As the .editorconfig asks; else as the file does.</summary>
    static bool IsQualified(ISymbol member, Scene scene) => !member.IsStatic
        && (scene.Option(member is IPropertySymbol ? "dotnet_style_qualification_for_property" : "dotnet_style_qualification_for_field") is { } asked ? asked == "true" : FileStyle.QualifiesThis(member, scene));

    static bool Means(int position, string text, ISymbol member, Scene scene)
        => SymbolEqualityComparer.Default.Equals(
            scene.Model.GetSpeculativeSymbolInfo(position, SyntaxFactory.ParseExpression(text), SpeculativeBindingOption.BindAsExpression).Symbol?.OriginalDefinition, member.OriginalDefinition);

    static IEnumerable<ISymbol> Variables(int position, INamedTypeSymbol holder, Scene scene)
        => scene.Model.LookupSymbols(position).Where(symbol => (symbol switch { ILocalSymbol local => local.Type, IParameterSymbol parameter => parameter.Type, _ => null }) is { } type && Is(type, holder));

    static bool Is(ITypeSymbol? type, INamedTypeSymbol holder)
    {
        for (; type is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, holder.OriginalDefinition))
                return true;
        return false;
    }
}
