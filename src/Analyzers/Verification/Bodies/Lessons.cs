using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>What a method without source says of a parameter by the attributes of <c>System.Diagnostics.CodeAnalysis</c>.</summary>
/// <param name="Ordinal">The parameter.</param>
/// <param name="Kind">What is said.</param>
/// <param name="When">The value with which it does not return, or which it returns when the parameter is not null.</param>
sealed record Lesson(int Ordinal, LessonKind Kind, bool When);

enum LessonKind
{
    /// <summary>When the call returns, the parameter was not null.</summary>
    NotNull,

    /// <summary>The call returns only where the parameter has another value.</summary>
    DoesNotReturnIf,

    /// <summary>The parameter is not null where the call returns a certain value.</summary>
    NotNullWhen,
}

static class Lessons
{
    public static IReadOnlyList<Lesson> Of(ISymbol method) => [.. ((IMethodSymbol)method).Parameters.SelectMany(parameter => parameter.GetAttributes().Select(attribute => Read(parameter, attribute)).OfType<Lesson>())];

    static Lesson? Read(IParameterSymbol parameter, AttributeData attribute)
    {
        if (attribute.AttributeClass is not { ContainingNamespace: { Name: "CodeAnalysis", ContainingNamespace.Name: "Diagnostics" }, Name: var name })
            return null;
        var when = attribute.ConstructorArguments is [{ Value: bool stated }] && stated;
        return name switch
        {
            "NotNullAttribute" => new(parameter.Ordinal, LessonKind.NotNull, true),
            "DoesNotReturnIfAttribute" => new(parameter.Ordinal, LessonKind.DoesNotReturnIf, when),
            "NotNullWhenAttribute" when parameter.ContainingSymbol is IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Boolean } => new(parameter.Ordinal, LessonKind.NotNullWhen, when),
            _ => null,
        };
    }
}
