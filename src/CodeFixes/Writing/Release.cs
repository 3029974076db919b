using Microsoft.CodeAnalysis;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>How a release is guarded against a holder that holds nothing.</summary>
internal enum Guard
{
    /// <summary>It always holds something there.</summary>
    None,

    /// <summary>It is tested first.</summary>
    Tested,

    /// <summary>It begins a chain: whatever is linked behind it is freed with it.</summary>
    Chained,
}

/// <summary>The statements that free what a holder holds.</summary>
internal static class Release
{
    /// <summary>The free alone: for a holder that ends there anyway. Null when it cannot be written.</summary>
    public static IReadOnlyList<string>? Of(ReleaseCall call, Draft draft, int position, string holder, Guard guard)
        => call.At(position, holder) is not { } free ? null
            : guard == Guard.None ? [free] : [Propagated(call.Named(position, holder), call, free) ?? Guarded(draft, call.Test(call.Named(position, holder)), free)];

    /// <summary>What is freed by a method of its own is called if it is there; null where more has to be said.</summary>
    static string? Propagated(string holder, ReleaseCall call, string free)
        => call.Test(holder) is var test && (test == $"{holder} != null" || test == $"{holder} is not null") && free.StartsWith(holder + ".", StringComparison.Ordinal) ? $"{holder}?{free.Substring(holder.Length)}" : null;

    /// <summary>The free, and then the holder cleared: for a field that lives on.</summary>
    public static IReadOnlyList<string>? AndClear(ReleaseCall call, Draft draft, int position, string holder, string? clear, Guard guard)
    {
        if (clear is null)
            return Of(call, draft, position, holder, guard);
        return call.At(position, holder) is not { } free ? null
            : guard == Guard.None ? [free, clear]
            : [If(draft, call.Test(holder), [free, clear])];
    }

    /// <summary>The statement that clears a variable, field or property: null where nobody may, or only a constructor.</summary>
    public static string? Clearing(ISymbol member, string holder)
    {
        var (type, isFixed) = member switch
        {
            ILocalSymbol local => (local.Type, local.IsConst || local.IsUsing || local.IsForEach || local.RefKind == RefKind.RefReadOnly),
            IParameterSymbol parameter => (parameter.Type, parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter),
            IFieldSymbol field => (field.Type, field.IsReadOnly),
            IPropertySymbol property => (property.Type, property.SetMethod is null or { IsInitOnly: true }),
            _ => (null, true),
        };
        return isFixed ? null : type switch
        {
            { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } => $"{holder} = null!;",
            { IsReferenceType: true } => $"{holder} = null;",
            _ => $"{holder} = default;",
        };
    }

    /// <summary>A statement behind a test, with braces where the file wants them.</summary>
    public static string Guarded(Draft draft, string test, string statement) => HasBraces(draft.Scene) ? If(draft, test, [statement]) : If(draft, test, statement);

    /// <summary>Statements behind a test: one alone as one, several in a block.</summary>
    public static string Guarded(Draft draft, string test, IReadOnlyList<string> statements) => statements is [var only] ? Guarded(draft, test, only) : If(draft, test, statements);

    /// <summary>Whether the file wants braces around a single statement.</summary>
    public static bool HasBraces(Scene scene) => scene.Option("csharp_prefer_braces") is { } asked ? asked == "true" : FileStyle.WritesBraces(scene);

    static string If(Draft draft, string test, string statement) => $"if ({test}){draft.NewLine}{statement}";

    static string If(Draft draft, string test, IEnumerable<string> statements)
        => If(draft, test, "{" + draft.NewLine + string.Concat(statements.Select(statement => statement + draft.NewLine)) + "}");
}
