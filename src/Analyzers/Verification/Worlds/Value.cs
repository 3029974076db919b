using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>What a world knows of one value.</summary>
sealed class Value : IEquatable<Value>
{
    static readonly object?[] Nothing = [];
    static readonly object?[] OnlyNull = [null];
    readonly object?[] excluded;
    readonly Range? range;

    Value(ValueKind kind, object? constant = null, object?[]? excluded = null, long? low = null, long? high = null, Place? target = null, Place? origin = null, IOperation? acquiredBy = null)
    {
        Kind = kind;
        Constant = constant;
        this.excluded = excluded ?? Nothing;
        range = low is null && high is null ? null : new(low, high);
        Target = target;
        Origin = origin;
        AcquiredBy = acquiredBy;
    }

    Value(Value other, Place? origin, IOperation? acquiredBy)
        => (Kind, Constant, excluded, range, Target, Origin, AcquiredBy) = (other.Kind, other.Constant, other.excluded, other.range, other.Target, origin, acquiredBy);

    /// <summary>Between what an integer lies. Few values are known so well, so it lies apart.</summary>
    sealed class Range(long? low, long? high)
    {
        public long? Low => low;

        public long? High => high;
    }

    long? Low => range?.Low;

    long? High => range?.High;

    public static Value Unknown { get; } = new(ValueKind.Unknown);

    public static Value Null { get; } = new(ValueKind.Constant);

    public static Value NotNull { get; } = new(ValueKind.Limited, excluded: [null]);

    public static Value True { get; } = new(ValueKind.Constant, true);

    public static Value False { get; } = new(ValueKind.Constant, false);

    /// <summary>An element that was looked at and is not the one that matters; anything else may be true of it.</summary>
    public static Value Other { get; } = new(ValueKind.Limited, excluded: [TheOne]);

    const string TheOne = "the one that matters";

    /// <summary>Whether it is known not to be the tracked object.</summary>
    public bool IsAnother => Kind == ValueKind.Limited && Equal(TheOne) == false;

    /// <summary>The tracked object itself.</summary>
    public static Value Tracked { get; } = new(ValueKind.Tracked);

    /// <summary>Something that reaches into the tracked object: a span of its bytes, a reference to a field of it.</summary>
    public static Value View { get; } = new(ValueKind.View);

    public static Value Part { get; } = new(ValueKind.Part);

    /// <summary>An address at some distance from the tracked object: who knows the distance has the object.</summary>
    public static Value Offset { get; } = new(ValueKind.Offset);

    /// <summary>A task that works on the tracked object's memory until somebody has waited for it.</summary>
    public static Value InFlight { get; } = new(ValueKind.InFlight);

    public ValueKind Kind { get; }

    /// <summary>The value of a <see cref="ValueKind.Constant"/>; integers of every size are kept as <see cref="long"/>.</summary>
    public object? Constant { get; }

    /// <summary>The place that a reference or a capture stands for, or the object that an instance is.</summary>
    public Place? Target { get; }

    /// <summary>Where it was read from. What is learned about the copy is then learned about the original as well.</summary>
    public Place? Origin { get; }

    /// <summary>The acquire that gave it, when it is a result of the rule at work that is not the tracked object.</summary>
    public IOperation? AcquiredBy { get; }

    /// <summary>What made it, where every time makes another one: the syntax of a creation, or the symbol of a singleton.</summary>
    public object? Maker { get; private init; }

    /// <summary>Whether the tracked object was taken from it: a pool, or the list that a clone was made of.</summary>
    public bool IsParent { get; private init; }
    /// <summary>What a delegate runs, where that is known.</summary>
    public Function? Function => Constant as Function;

    public bool IsNull => Kind == ValueKind.Constant && Constant is null;

    /// <summary>Whether it is an integer of which something is known.</summary>
    public bool IsNumber => Constant is long || Low is not null || High is not null;

    /// <summary>True, false, or null when it is not known.</summary>
    public bool? AsBool => Kind == ValueKind.Constant ? Constant as bool? : null;

    public bool ReachesTracked => Kind is ValueKind.Tracked or ValueKind.View or ValueKind.Offset or ValueKind.Part;

    /// <summary>Null because the tracked acquire, or another of its rule, gave nothing.</summary>
    public bool IsFailedAcquire => IsNull && AcquiredBy is not null;

    public static Value Of(object? constant) => constant switch
    {
        null => Null,
        true => True,
        false => False,
        _ => new Value(ValueKind.Constant, Normal(constant)),
    };

    public static Value Of(Function function) => new(ValueKind.Function, function);

    /// <summary>A reference to an object whose members are followed: never null.</summary>
    public static Value Instance(Place heap) => new(ValueKind.Instance, target: heap);

    public static Value Reference(Place target) => new(ValueKind.Reference, target: target);

    /// <summary>The value without where it comes from: that may differ between worlds that are otherwise one.</summary>
    public Value Bare => Origin is null && AcquiredBy is null && Maker is null && !IsParent ? this : Copy(null, null, null, isParent: false);

    public Value From(Place? origin) => ReferenceEquals(origin, Origin) ? this : Copy(origin, AcquiredBy, Maker, IsParent);

    public Value GivenBy(IOperation? acquire) => ReferenceEquals(acquire, AcquiredBy) ? this : Copy(Origin, acquire, Maker, IsParent);

    public Value MadeBy(object? maker) => Copy(Origin, AcquiredBy, maker, IsParent);

    /// <summary>The same value, known to be what the tracked object was taken from; or known no more.</summary>
    public Value AsParent(bool isParent = true) => isParent == IsParent ? this : Copy(Origin, AcquiredBy, Maker, isParent);

    Value Copy(Place? origin, IOperation? acquire, object? maker, bool isParent)
        => new(this, origin, acquire) { Maker = maker, IsParent = isParent };

    /// <summary>Whether it equals <paramref name="constant"/>: true, false, or null when it is not known.</summary>
    public bool? Equal(object? constant)
    {
        constant = Normal(constant);
        return Kind switch
        {
            ValueKind.Constant => Equals(Constant, constant),
            // Nobody saw it made, so it is none of those that a container knows one by one.
            ValueKind.Instance when Target!.IsExternal && constant is TheOne => false,
            ValueKind.Tracked or ValueKind.View or ValueKind.Offset or ValueKind.InFlight or ValueKind.Function or ValueKind.Instance => constant is null ? false : null,
            ValueKind.Limited when excluded.Contains(constant) || (constant is long number && (number < Low || number > High)) => false,
            _ => null,
        };
    }

    /// <summary>What is known once it was seen to equal <paramref name="constant"/>, or not to. Only for a value that <see cref="Equal"/> does not decide.</summary>
    public Value Given(object? constant, bool equal)
    {
        constant = Normal(constant);
        if (ReachesTracked || Kind is ValueKind.Function or ValueKind.Instance or ValueKind.InFlight)
            return this;
        if (equal)
            return Of(constant).From(Origin).GivenBy(AcquiredBy);
        if (constant is bool truth)
            return Of(!truth).From(Origin);
        // What is not the bound lies beyond it.
        if (constant is long number && (number == Low || number == High) && Low != High)
            return Within(number == Low ? Low + 1 : Low, number == High ? High - 1 : High);
        return new(ValueKind.Limited, excluded: Sorted([.. excluded, constant]), low: Low, high: High, origin: Origin, acquiredBy: AcquiredBy) { Maker = Maker, IsParent = IsParent };
    }

    /// <summary>What is known once it was seen not to equal a constant, and may be anything else, null too.</summary>
    public Value Except(object? constant) => Kind is not (ValueKind.Unknown or ValueKind.Limited) ? this
        : new(ValueKind.Limited, excluded: Sorted([.. excluded, Normal(constant)]), low: Low, high: High, origin: Origin, acquiredBy: AcquiredBy) { Maker = Maker, IsParent = IsParent };

    /// <summary>Not what a variable holds now, whatever that is.</summary>
    public Value OtherThan(Place variable) => Except(variable);

    /// <summary>Whether it is known by what other variables hold.</summary>
    public bool IsComparedWithVariable => Array.Exists(excluded, static other => other is Place);

    public bool IsOtherThan(Place variable) => Kind == ValueKind.Limited && excluded.Contains(variable);

    /// <summary>The same, when the variable has become another one.</summary>
    public Value WithoutOther(Place variable) => new(ValueKind.Limited, excluded: [.. excluded.Where(other => !ReferenceEquals(other, variable))], low: Low, high: High, origin: Origin, acquiredBy: AcquiredBy) { Maker = Maker, IsParent = IsParent };

    /// <summary>Whether an integer surely lies between two bounds, or surely not; null when it is not known.</summary>
    public bool? IsWithin(long? least, long? most)
    {
        var (from, to) = Kind == ValueKind.Constant && Constant is long number ? (number, number) : (Low, High);
        if (from > most || to < least)
            return false;
        return (least is null || from >= least) && (most is null || to <= most) ? true : null;
    }

    /// <summary>What is known of an integer once it was seen to lie between two bounds. Only where <see cref="IsWithin"/> does not decide.</summary>
    public Value Within(long? least, long? most)
    {
        if (Kind is not (ValueKind.Unknown or ValueKind.Limited))
            return this;
        var (from, to) = (least is null || Low > least ? Low : least, most is null || High < most ? High : most);
        return from is { } only && only == to
            ? Of(only).From(Origin)
            : new(ValueKind.Limited, excluded: excluded, low: from, high: to, origin: Origin, acquiredBy: AcquiredBy);
    }

    /// <summary>
    /// An integer a small step further on. Counted up to some number either way, at most <see cref="Budget.Count"/>; beyond it only that it is
    /// beyond is known, so that counters take few values and a loop comes to rest.
    /// </summary>
    public Value Plus(long step, int counted = Budget.Count)
    {
        var (from, to) = (Bounds.Low + step, Bounds.High + step);
        var least = from > counted ? counted + 1 : from < -counted ? null : from;
        var most = to < -counted ? -counted - 1 : to > counted ? null : to;
        if (least is null && most is null)
            return Unknown;
        return least == most ? Of(least) : new(ValueKind.Limited, low: least, high: most);
    }

    /// <summary>An integer of which only the sign is known.</summary>
    public Value Sign => Bounds switch
    {
        (0, 0) => this,
        ( > 0, _) => new(ValueKind.Limited, low: 1, origin: Origin, acquiredBy: AcquiredBy),
        (_, < 0) => new(ValueKind.Limited, high: -1, origin: Origin, acquiredBy: AcquiredBy),
        _ => Unknown.From(Origin),
    };

    /// <summary>What two values have in common. Tracked and place values are part of a world's key, so they meet only their like.</summary>
    public Value Join(Value other)
    {
        if (Equals(other))
            return this;
        var origin = ReferenceEquals(Origin, other.Origin) ? Origin : null;
        var acquiredBy = ReferenceEquals(AcquiredBy, other.AcquiredBy) ? AcquiredBy : null;
        return Common(other, origin, acquiredBy).Copy(origin, acquiredBy, Equals(Maker, other.Maker) ? Maker : null, IsParent && other.IsParent);
    }

    Value Common(Value other, Place? origin, IOperation? acquiredBy)
    {
        if (Kind == other.Kind && Equals(Constant, other.Constant) && ReferenceEquals(Target, other.Target) && excluded.SequenceEqual(other.excluded) && Low == other.Low && High == other.High)
            return From(origin).GivenBy(acquiredBy);
        if (Kind == ValueKind.Reference || other.Kind == ValueKind.Reference)
            return Unknown;
        if (Function is { } function && other.Function is { } another && function.Or(another) is { } either)
            return ReferenceEquals(either, function) && ReferenceEquals(origin, Origin) && ReferenceEquals(acquiredBy, AcquiredBy) ? this : Of(either).From(origin);
        var both = ExcludedByBoth(other);
        var (mine, theirs) = (Bounds, other.Bounds);
        var least = mine.Low is null || theirs.Low is null ? (long?)null : Math.Min(mine.Low.Value, theirs.Low.Value);
        var most = mine.High is null || theirs.High is null ? (long?)null : Math.Max(mine.High.Value, theirs.High.Value);
        return both.Length == 0 && least is null && most is null
            ? Unknown.From(origin).GivenBy(acquiredBy)
            : new(ValueKind.Limited, excluded: both, low: least, high: most, origin: origin, acquiredBy: acquiredBy);
    }

    (long? Low, long? High) Bounds => Kind == ValueKind.Constant ? (Constant as long?, Constant as long?) : (Low, High);

    public bool Equals(Value? other) => ReferenceEquals(this, other) || (other is not null && Kind == other.Kind && Equals(Constant, other.Constant)
        && ReferenceEquals(Target, other.Target) && ReferenceEquals(Origin, other.Origin) && ReferenceEquals(AcquiredBy, other.AcquiredBy)
        && (ReferenceEquals(excluded, other.excluded) || excluded.SequenceEqual(other.excluded)) && Low == other.Low && High == other.High && IsParent == other.IsParent && Equals(Maker, other.Maker));

    public override bool Equals(object? obj) => Equals(obj as Value);

    public override int GetHashCode() => ((int)Kind * 31 + (Constant?.GetHashCode() ?? 0)) * 31 + excluded.Length;

    public override string ToString() => Kind switch
    {
        ValueKind.Constant => Constant?.ToString()?.ToLowerInvariant() ?? "null",
        ValueKind.Limited => $"{Low}..{High} not {string.Join(" or ", excluded.Select(constant => constant ?? "null"))}",
        ValueKind.Reference => "at " + Target,
        ValueKind.Instance => "the object " + Target,
        _ => Kind.ToString().ToLowerInvariant(),
    };

    object?[] ExcludedByBoth(Value other) => excluded.Length == 0 && other.excluded.Length == 0
        ? (Equal(null) == false && other.Equal(null) == false ? OnlyNull : Nothing)
        : [.. Sorted([null, .. excluded, .. other.excluded]).Where(constant => Equal(constant) == false && other.Equal(constant) == false)];

    static object?[] Sorted(object?[] constants) => constants.Length == 1 ? constants
        : [.. constants.Distinct().OrderBy(constant => constant is null ? "" : constant.GetType().Name + Convert.ToString(constant, System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal)];

    static object? Normal(object? constant) => constant switch
    {
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture),
        _ => constant,
    };
}

enum ValueKind
{
    /// <summary>Anything.</summary>
    Unknown,

    /// <summary>A task that works on the tracked object's memory.</summary>
    InFlight,

    /// <summary>Exactly one constant; null is one.</summary>
    Constant,

    /// <summary>Anything but a few constants, and for an integer nothing outside its bounds.</summary>
    Limited,

    /// <summary>The object that the run follows.</summary>
    Tracked,

    /// <summary>A view of that object.</summary>
    View,

    /// <summary>An address at some distance from that object.</summary>
    Offset,

    /// <summary>What came with that object and ends with it. It may be null, and who has it does not have the whole.</summary>
    Part,
    /// <summary>A delegate whose targets are known.</summary>
    Function,

    /// <summary>Another location: a <c>ref</c> local, or a capture that is assigned through.</summary>
    Reference,

    /// <summary>An object of a class, known by where it was made or found.</summary>
    Instance,
}
