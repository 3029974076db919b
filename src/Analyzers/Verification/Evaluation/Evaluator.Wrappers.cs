using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// What comes out when the object goes in: a span of its bytes is a view, an array inside Memory or ArraySegment is the object
/// under another name, and an address stays one however it is spelled.
/// </summary>
sealed partial class Evaluator
{
    bool IsArray => run.Types.Declared.Any(type => type.TypeKind == TypeKind.Array);

    /// <summary>The result of an operation without source that is given the object, by its type alone.</summary>
    Value Through(ITypeSymbol? type, Value receiver, Value[] given)
    {
        var (isTracked, isReached) = (receiver.Kind == ValueKind.Tracked, receiver.ReachesTracked);
        foreach (var value in given)
            (isTracked, isReached) = (isTracked || value.Kind == ValueKind.Tracked, isReached || value.ReachesTracked);
        if (isReached && Promises.Is(type) && Array.Exists(given, IsMemory))
            return Value.InFlight;
        if (!isReached || !IsView(type))
            return Value.Unknown;
        return isTracked && IsArray && ObjectTypes.IsAroundBytes(type) ? Value.Tracked : Value.View;
    }

    /// <summary>Whether a creation only wraps what it is given: a span, memory, an address.</summary>
    static bool OnlyWraps(ITypeSymbol? type) => IsView(type) || ObjectTypes.IsAroundBytes(type) || ObjectTypes.IsAddress(type);

    Value Wrapped(ITypeSymbol? type, Value[] values)
    {
        if (ObjectTypes.IsAddress(type))
            return values is [var only] ? (only.Constant is 0L ? Value.Null : only) : Value.Unknown;
        return values.Any(value => value.ReachesTracked) ? Through(type, Value.Unknown, values) : values.FirstOrDefault(value => value.Kind == ValueKind.Instance) ?? Value.Unknown;
    }

    /// <summary><c>segment.Array</c> is the array that went into the segment; members of an address are addresses and numbers that lead to it.</summary>
    Value? MemberOfWrapper(ISymbol member, ITypeSymbol? type, Value receiver, Value[] arguments)
    {
        if (receiver.Kind == ValueKind.Tracked && IsArray && ObjectTypes.IsAroundBytes(member.ContainingType) && member.Name == "Array")
            return receiver;
        if (!ObjectTypes.IsAddress(member.ContainingType) || !(IsAddressOfObject(receiver) || arguments.Any(IsAddressOfObject)))
            return null;
        return member.Name == "ToPointer" ? receiver : type?.SpecialType == SpecialType.System_Boolean || type?.SpecialType == SpecialType.System_String ? Value.Unknown : Value.Offset;
    }

    static bool IsAddressOfObject(Value value) => value.Kind is ValueKind.Tracked or ValueKind.Offset;

    /// <summary>Addresses: null and 0 are one, and an address counted as a number still leads to the object.</summary>
    static Value? ConvertedAddress(IConversionOperation conversion, Value value)
    {
        var (from, to) = (conversion.Operand.Type, conversion.Type);
        if (ObjectTypes.IsAddress(to))
            return value.Constant is 0L ? Value.Null : value.Kind is ValueKind.Constant or ValueKind.Limited && !ObjectTypes.IsAddress(from) && !value.IsNull ? Value.Unknown : value;
        if (!ObjectTypes.IsAddress(from) || to is null or { IsReferenceType: true })
            return null;
        return value.IsNull ? Value.Of(0L) : value.Kind is ValueKind.Tracked or ValueKind.Offset ? Value.Offset : Value.Unknown;
    }

    /// <summary><c>p + 16</c>: somewhere in the object or beside it.</summary>
    static Value? Displaced(IOperation binary, BinaryOperatorKind kind, Value left, Value right)
        => binary.Type is { SpecialType: not SpecialType.System_String } && kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Or && (left.Kind is ValueKind.Tracked or ValueKind.Offset || right.Kind is ValueKind.Tracked or ValueKind.Offset) ? Value.Offset : null;

    /// <summary><c>IntPtr.Zero</c> is a field, and null all the same.</summary>
    static bool IsZero(IFieldSymbol field) => field is { Name: "Zero", IsStatic: true } && ObjectTypes.IsAddress(field.ContainingType);
}
