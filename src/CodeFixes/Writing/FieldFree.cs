using Microsoft.CodeAnalysis;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The statements that free all that a field leads to: one object, or each of a container, as that container is emptied.</summary>
internal static class FieldFree
{
    /// <summary>Null when they cannot be written, or nobody knows how the container is emptied.</summary>
    public static IReadOnlyList<string>? Of(ReleaseCall call, Draft draft, int position, ISymbol member, string holder, Guard guard)
    {
        var type = member switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => null };
        return type is null ? null
            : call.Rule.Types.Has(type) || Drain.Of(type, call.Rule) is not { } drain ? Release.AndClear(call, draft, position, holder, Release.Clearing(member, holder), guard)
            : drain.Write(call, draft, position, holder, guard);
    }
}
