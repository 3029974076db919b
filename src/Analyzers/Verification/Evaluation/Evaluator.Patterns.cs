using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Patterns: what they ask of a value, and what the names that they declare hold.</summary>
sealed partial class Evaluator
{
    IReadOnlyList<Outcome> IsPattern(IIsPatternOperation test, World world)
        => (PostfixIn(test.Value) is { } step && NamesNothing(test.Pattern) ? BeforeStep(step, world, (asked, before) => Match(test.Pattern, asked, before)) : null)
            ?? Evaluate(test.Value, world).Then((after, value) => Match(test.Pattern, after, value));

    static bool NamesNothing(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation or IRelationalPatternOperation => true,
        INegatedPatternOperation negated => NamesNothing(negated.Pattern),
        IBinaryPatternOperation both => NamesNothing(both.LeftPattern) && NamesNothing(both.RightPattern),
        _ => false,
    };

    /// <summary>Whether a value matches. On the side where it does, the names the pattern declares hold it.</summary>
    IReadOnlyList<Outcome> Match(IPatternOperation pattern, World world, Value value)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Outcome.One(world, Value.True);
            case IConstantPatternOperation constant:
                return Evaluate(constant.Value, world).Then((after, expected) => expected.Kind == ValueKind.Constant
                    ? EqualTo(after, value, expected.Constant, equal: true)
                    : Outcome.One(after, Value.Unknown));
            case INegatedPatternOperation negated:
                return Inverted(Match(negated.Pattern, world, value));
            case IBinaryPatternOperation both:
                var isAnd = both.OperatorKind == BinaryOperatorKind.And;
                return Match(both.LeftPattern, world, value).Then((after, left) =>
                    left.AsBool == !isAnd ? Outcome.One(after, left) : Match(both.RightPattern, after, Again(after, value)).Then((last, right) =>
                        left.AsBool is null ? Outcome.One(last, Value.Unknown) : Outcome.One(last, right)));
            case IDeclarationPatternOperation declaration:
                return (declaration.MatchesNull ? Outcome.One(world, Value.True) : OfType(world, value, declaration.InputType, declaration.MatchedType ?? declaration.InputType))
                    .Then((after, matches) => Outcome.One(matches.AsBool == false ? after : Declared(after, declaration.DeclaredSymbol, value), matches));
            case ITypePatternOperation type:
                return OfType(world, value, type.InputType, type.MatchedType);
            case IRecursivePatternOperation recursive:
                return MatchRecursive(recursive, world, value);
            case IListPatternOperation list:
                return MatchList(list, world, value);
            case IRelationalPatternOperation { Value.ConstantValue: { HasValue: true, Value: var bound } } relational when Value.Of(bound).Constant is long number:
                return Within(world, Again(world, value), relational.OperatorKind, number);
            default:
                return Look(world, value, pattern).Then((after, _) => Outcome.One(after, Value.Unknown));
        }
    }

    /// <summary><c>[]</c>, <c>[var only]</c>, <c>[.., var last]</c>: how many there are, and the elements at the ends.</summary>
    IReadOnlyList<Outcome> MatchList(IListPatternOperation pattern, World world, Value value)
    {
        if (value is not { Kind: ValueKind.Instance, Target: { } heap } || !Collections.Is(pattern.NarrowedType))
            return Look(world, value, pattern).Then((after, _) => Outcome.One(after, Value.Unknown));
        var slice = pattern.Patterns.IndexOf(pattern.Patterns.FirstOrDefault(static part => part is ISlicePatternOperation)!);
        var (least, most) = slice < 0 ? (pattern.Patterns.Length, (long?)pattern.Patterns.Length) : (pattern.Patterns.Length - 1, null);
        var size = SizeOf(ContainerAt(world, heap));
        var fits = size.IsWithin(least, most);
        if (fits == false)
            return Outcome.One(world, Value.False);
        var matched = Outcome.One(ContainerAt(world, heap).Sized(size.Within(least, most)).World, Value.True);
        for (var i = 0; i < pattern.Patterns.Length; i++)
        {
            var (part, index) = (pattern.Patterns[i], slice < 0 || i < slice ? (long)i : i == pattern.Patterns.Length - 1 ? ElementMark.Last : (object?)null);
            matched = matched.Then((after, so) => so.AsBool == false ? Outcome.One(after, so) : Element(part, after, index).Then((next, matches) =>
                matches.AsBool is null ? [new(next, Value.True), new(next, Value.False)] : Outcome.One(next, matches)));
        }

        return [.. matched.Then((after, so) => Outcome.One(so.AsBool == false ? after : Declared(after, pattern.DeclaredSymbol, value), so)), .. fits == true ? Outcome.None : Outcome.One(world, Value.False)];

        IReadOnlyList<Outcome> Element(IPatternOperation part, World before, object? index) => part switch
        {
            IDiscardPatternOperation => Outcome.One(before, Value.True),
            ISlicePatternOperation { Pattern: { } rest } => Match(rest, ContainerAt(before, heap).WithoutNothing().World, value),
            ISlicePatternOperation => Outcome.One(before, Value.True),
            _ => Pick(part, ContainerAt(before, heap), index, removes: false, walk: null).Then((after, element) => Match(part, after, element)),
        };
    }

    IReadOnlyList<Outcome> MatchRecursive(IRecursivePatternOperation pattern, World world, Value value)
    {
        var outcomes = OfType(world, value, pattern.InputType, pattern.MatchedType);
        foreach (var part in pattern.PropertySubpatterns)
            outcomes = outcomes.Then((after, matched) => matched.AsBool == false ? Outcome.One(after, matched) : MatchPart(part, after, value).Then((next, matches) =>
                matches.AsBool is null ? [new(next, Value.True), new(next, Value.False)] : Outcome.One(next, matches)));
        for (var i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
        {
            var (part, position) = (pattern.DeconstructionSubpatterns[i], i);
            outcomes = outcomes.Then((after, matched) => matched.AsBool == false ? Outcome.One(after, matched) : Match(part, after, PartOf(pattern, position, after, value)).Then((next, matches) =>
                matches.AsBool is null ? [new(next, Value.True), new(next, Value.False)] : Outcome.One(next, matches)));
        }

        return outcomes.Then((after, matched) => Outcome.One(matched.AsBool == false ? after : Declared(after, pattern.DeclaredSymbol, value), matched));
    }

    /// <summary>What a positional pattern looks at: an element of a tuple, the property of a record that stands at the position.</summary>
    Value PartOf(IRecursivePatternOperation pattern, int position, World world, Value value)
    {
        ISymbol? member = pattern.MatchedType switch
        {
            INamedTypeSymbol { IsTupleType: true, TupleElements: var fields } when position < fields.Length => ElementOf(fields[position]),
            INamedTypeSymbol record when pattern.DeconstructSymbol is IMethodSymbol { IsImplicitlyDeclared: true } deconstruct => PropertyOfRecord(record, deconstruct, position),
            _ => null,
        };
        var holder = value is { Kind: ValueKind.Instance, Target: { } heap } ? heap : value.Origin;
        return member is not null && holder is not null && run.Places.Member(holder, member) is { } place ? world.Read(place) : Value.Unknown;
    }

    /// <summary>The property that stands at a position of a record; one that its base has already stands there for both.</summary>
    static ISymbol? PropertyOfRecord(INamedTypeSymbol record, IMethodSymbol deconstruct, int position)
    {
        if (!record.IsRecord || position >= deconstruct.Parameters.Length)
            return null;
        for (var type = record; type is not null; type = type.BaseType)
            if (type.OriginalDefinition.GetMembers(deconstruct.Parameters[position].Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
                return property;
        return null;
    }

    IReadOnlyList<Outcome> MatchPart(IPropertySubpatternOperation part, World world, Value value)
        => part.Member is IPropertyReferenceOperation { Property: var property } && Rule.RowOf(property) is { Kind: RowKind.Null }
            ? EqualTo(world, Again(world, value), null, equal: true).Then((after, isNull) => Match(part.Pattern, after, isNull))
            : Look(world, value, part, followed: true).Then((after, _) => Computed(part.Member, after, value) is { } outcomes
                ? outcomes.Then((computed, given) => Match(part.Pattern, computed, given)) : Match(part.Pattern, after, MemberValue(part.Member, after, value)));

    /// <summary>What a property with code of its own, or of a container, gives of the value that a pattern looks at; null for any other member.</summary>
    IReadOnlyList<Outcome>? Computed(IOperation member, World world, Value value)
        => member is IPropertyReferenceOperation { Property: { IsIndexer: false } counting } && Collections.Is(counting.ContainingType) && value is { Kind: ValueKind.Instance, Target: { } container } && SourceOf(world, container) is null ? Apply(member, counting, Array.Empty<IArgumentOperation>(), world, container, [], Order.None)
            : member is IPropertyReferenceOperation { Property: { IsIndexer: false, GetMethod: { } getter } property } && !IsAutoProperty(property) && !value.ReachesTracked && (value is { Kind: ValueKind.Instance, Target: { } heap } ? heap : value.Origin) is { } place
            ? Implicit(member, getter, place, world, value, []) : null;

    /// <summary>What a property pattern looks at, where the object's members are known.</summary>
    Value MemberValue(IOperation member, World world, Value value)
    {
        if (IsLengthOfArray(member, value))
            return Value.Unknown.Within(1, null);
        if (member is IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.Name: "LinkedListNode" } } && value is { Kind: ValueKind.Instance, Target: { } walk } && SourceOf(world, walk) is not null)
            return world.Read(run.Places.Element(walk, ElementMark.Current));
        ISymbol? symbol = member switch
        {
            IFieldReferenceOperation field => ElementOf(field.Field),
            IPropertyReferenceOperation { Property: { Name: "Value" or "Key", ContainingType: var pair } part } when IsPair(pair) => part.OriginalDefinition,
            IPropertyReferenceOperation { Property: var property } when IsAutoProperty(property) => property.OriginalDefinition,
            _ => null,
        };
        var holder = member is IMemberReferenceOperation { Instance.Type: { } type } && IsContext(type) ? run.Places.Context
            : value is { Kind: ValueKind.Instance, Target: { } heap } ? heap : value.Origin;
        return symbol is not null && holder is not null && run.Places.Member(holder, symbol) is { } place ? world.Read(place) : Value.Unknown;
    }

    /// <summary>The value as it is known after more was learned about the place it came from.</summary>
    static Value Again(World world, Value value) => value.Origin is { } origin ? world.Read(origin) : value;

    World Declared(World world, ISymbol? symbol, Value value)
        => symbol is null ? world : Assigned(world, run.Places.Variable(symbol), Again(world, value));
}
