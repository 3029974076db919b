using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>A rule whose rows are bound to the members of a compilation.</summary>
sealed class Rule
{
    readonly Dictionary<ISymbol, RuleRow> rows;
    readonly IReadOnlyList<RuleRow> patterns;
    readonly ConcurrentDictionary<ISymbol, RuleRow?> asked = new(SymbolEqualityComparer.Default);
    readonly Func<ISymbol, RuleRow?> find;

    readonly bool knowsAttributes;

    Rule(RuleText text, Dictionary<ISymbol, RuleRow> rows, IReadOnlyList<INamedTypeSymbol> parents, bool knowsAttributes)
    {
        this.knowsAttributes = knowsAttributes;
        Text = text;
        this.rows = rows;
        find = Find;
        patterns = [.. text.Rows.Where(row => row.IsPattern)];
        Parents = parents;
        Types = new([.. rows.Where(pair => pair.Value is { Kind: RowKind.Acquires })
            .Select(pair => ObjectOf(pair.Key, pair.Value)).OfType<ITypeSymbol>().Distinct<ITypeSymbol>(SymbolEqualityComparer.Default)]);
        Parts = new([.. rows.Where(pair => pair.Value.Kind == RowKind.Parts).Select(pair => (pair.Key as IPropertySymbol)?.Type).OfType<ITypeSymbol>()]);
        Names = new RuleNames(rows, knowsAttributes);
    }

    public RuleText Text { get; }

    public string Name => Text.Name;

    /// <summary>The names, as they stand in source, by which code shows that it may be about this rule.</summary>
    public RuleNames Names { get; }

    /// <summary>The types of the objects that this rule hands out.</summary>
    public ObjectTypes Types { get; }

    /// <summary>The types of what comes with an object and goes with it.</summary>
    public ObjectTypes Parts { get; }

    /// <summary>The types of what the objects are taken from and must go back to; empty where the rule knows none.</summary>
    public IReadOnlyList<INamedTypeSymbol> Parents { get; }

    /// <summary>The other rules of the compilation: what they release is not this rule's.</summary>
    public RuleBook? Book { get; set; }

    /// <summary>Whether it hands out objects, and does not only put duties on those of others.</summary>
    public bool GivesFresh => Text.Rows.Any(row => row is { Kind: RowKind.Acquires, IsDuty: false });

    /// <summary>Whether an acquire may come back with null: a rule that never speaks of null has no null.</summary>
    public bool MayGiveNull => Text.NullReleaseIsDefect || Text.Rows.Any(row => row.Kind == RowKind.Null);

    /// <summary>Whether the declaration of an acquire says that it may give null, though its rule need not speak of that.</summary>
    public static bool SaysNullable(ISymbol member) => member is IMethodSymbol { ReturnType.NullableAnnotation: NullableAnnotation.Annotated } or IPropertySymbol { Type.NullableAnnotation: NullableAnnotation.Annotated };

    /// <summary>The releases that a fix may write, in the order of the file: those of one object.</summary>
    public IEnumerable<IMethodSymbol> SingleReleases => Text.Rows.Where(row => row is { Kind: RowKind.Releases, IsElements: false })
        .SelectMany(row => rows.Where(pair => ReferenceEquals(pair.Value, row)).Select(pair => pair.Key)).OfType<IMethodSymbol>();

    /// <summary>Null when nothing that the rule acquires exists in the compilation: the rule is not applicable.</summary>
    /// <param name="text">What the file says.</param>
    /// <param name="members">Finds what it names.</param>
    /// <param name="knowsAttributes">Whether the program may declare ownership by attributes.</param>
    public static Rule? Bind(RuleText text, MemberIds members, bool knowsAttributes)
    {
        var rows = new Dictionary<ISymbol, RuleRow>(SymbolEqualityComparer.Default);
        foreach (var row in text.Rows.Where(row => row is { IsPattern: false, IsByAttribute: false }))
            foreach (var member in members.Find(row.Member))
                if (!rows.ContainsKey(member))
                    rows.Add(member, row);
        return rows.Values.Any(row => row.Kind == RowKind.Acquires) || (knowsAttributes && text.Rows.Any(row => row.IsByAttribute))
            ? new Rule(text, rows, text.Within is { } parent ? members.TypesOf(parent) : [], knowsAttributes)
            : null;
    }

    /// <summary>Whether an operation takes an object of the rule back.</summary>
    public bool IsRelease(IOperation operation) => operation is IInvocationOperation call && RowOf(call.TargetMethod) is { Kind: RowKind.Releases } or { Replaces: not null };

    /// <summary>The names of members that end what objects of this rule are taken from.</summary>
    public IReadOnlyCollection<string> EndsOfParents => field ??= Parents.Count == 0 ? []
        : [.. (Book?.Rules ?? []).Where(other => other.Types.Declared.Any(IsParent)).SelectMany(other => other.Ends).Select(member => member.Name).Append("Dispose").Append("DisposeAsync").Distinct(StringComparer.Ordinal)];

    /// <summary>Whether it is a defect to give null to a release.</summary>
    public bool NeedsObject(ISymbol release) => Text.NullReleaseIsDefect && RowOf(release) is not { TakesNull: true };

    /// <summary>The row of an operation that acquires an object, or many; null for any other.</summary>
    public RuleRow? AcquireAt(IOperation operation) => MemberOf(operation) is { } member && RowOf(member) is { Kind: RowKind.Acquires } row ? row : null;

    /// <summary>The type of the object that an acquire gives, with its type arguments filled in.</summary>
    public static ITypeSymbol? TypeGivenBy(IOperation acquire, RuleRow row) => acquire switch
    {
        IInvocationOperation call => row.Slot == Slot.This ? call.Instance?.Type : ObjectOf(call.TargetMethod, row),
        _ => acquire.Type,
    };

    /// <summary>The rows whose member does not exist in the compilation.</summary>
    public static IEnumerable<RuleRow> RowsWithoutMember(RuleText text, MemberIds members)
        => text.Rows.Where(row => row is { IsPattern: false, IsByAttribute: false } && !members.Find(row.Member).Any());

    /// <summary>Those whose <c>unless</c> names no flag of the argument that it speaks of.</summary>
    public static IEnumerable<RuleRow> RowsWithoutFlag(RuleText text, MemberIds members)
        => text.Rows.Where(row => row.Unless is not null && members.Find(row.Member).Any(member => FlagOf(member, row) is null));

    /// <summary>The flag with which a call of a member hands nothing over; null where none is named.</summary>
    public static long? FlagOf(ISymbol member, RuleRow row)
        => row.Unless is var (slot, name) && member is IMethodSymbol { Parameters: var given } && slot < given.Length && given[slot].Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } flags
            && flags.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue is { } constant and not ulong ? Convert.ToInt64(constant, CultureInfo.InvariantCulture) : null;

    /// <summary>What the rule says of a member; remembered, since to ask a pattern means to spell out the member's id.</summary>
    public RuleRow? RowOf(ISymbol member) => asked.GetOrAdd(Definition(member), find);

    /// <summary>The members that take objects back; what ends a duty leaves the object as it is.</summary>
    public IEnumerable<Partner> Releases => !GivesFresh ? [] : EndingRows
        .Select(pair => (Member: pair.Key, Row: pair.Value, Slot: pair.Value.Replaces ?? pair.Value.Slot))
        .Select(found => new Partner(this, found.Member, found.Slot, Types.Has(ObjectOf(found.Member, found.Row with { Slot = found.Slot }))));

    /// <summary>The members that take objects back, or end what is owed for one.</summary>
    public IEnumerable<ISymbol> Ends => EndingRows.Select(pair => pair.Key);

    /// <summary>What the members are called that give an object back.</summary>
    public IReadOnlyCollection<string> ReleaseNames => field ??= [.. EndingRows.Select(pair => pair.Key.Name).Distinct(StringComparer.Ordinal)];

    IEnumerable<KeyValuePair<ISymbol, RuleRow>> EndingRows => rows.Where(pair => pair.Value is { Kind: RowKind.Releases } or { Replaces: not null });

    public IEnumerable<ISymbol> Acquires => rows.Where(pair => pair.Value.Kind == RowKind.Acquires).Select(pair => pair.Key);

    /// <summary>Whether a type, or a base of it, is what objects of this rule are taken from.</summary>
    public bool IsParent(ITypeSymbol? type)
    {
        for (; Parents.Count > 0 && type is not null; type = type.BaseType)
            for (var i = 0; i < Parents.Count; i++)
                if (SymbolEqualityComparer.Default.Equals(Parents[i], type.OriginalDefinition))
                    return true;
        return false;
    }

    RuleRow? Find(ISymbol definition)
    {
        // What is said of a member is said of its overrides.
        for (var member = definition; member is not null; member = Overridden(member))
            if (rows.TryGetValue(member, out var row))
                return row;
        if (Declared(definition) is { } declared)
            return declared;
        if (patterns.Count == 0 || definition.GetDocumentationCommentId() is not { } id)
            return null;
        foreach (var pattern in patterns)
            if (id.StartsWith(pattern.Member.TrimEnd('*'), StringComparison.Ordinal))
                return pattern;
        return null;
    }

    /// <summary>What an attribute of the member says: that it acquires an object of this rule, by its name or by the type of what it gives.</summary>
    RuleRow? Declared(ISymbol definition)
    {
        if (!knowsAttributes || definition is not IMethodSymbol method || OwnershipAttributes.AcquiredBy(method) is not var (slot, name))
            return null;
        var row = new RuleRow(RowKind.Acquires, RuleRow.ByAttribute, slot, slot == Slot.Return ? null : SuccessOf(method), Text.Line);
        var isMine = name is not null ? name.Equals(Name, StringComparison.OrdinalIgnoreCase) : ReferenceEquals(Book?.OwnerOf(ObjectOf(method, row)), this);
        return isMine ? row : null;
    }

    /// <summary>A method that hands out through an argument says by its result whether it did.</summary>
    static string? SuccessOf(IMethodSymbol method) => method.ReturnType.SpecialType == SpecialType.System_Boolean ? "true"
        : method.ReturnType.TypeKind == TypeKind.Enum && method.ReturnType.GetMembers("Success").Length > 0 ? "Success" : null;

    static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod?.OriginalDefinition,
        IPropertySymbol property => property.OverriddenProperty?.OriginalDefinition,
        _ => null,
    };

    /// <summary>The member that a call, a creation or a property names; null for any other operation.</summary>
    public static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    static ISymbol Definition(ISymbol member) => member is IMethodSymbol method
        ? (method.ReducedFrom ?? method).OriginalDefinition
        : member.OriginalDefinition;

    /// <summary>What a task will give is the object, not the task; of many, it is each of them.</summary>
    static ITypeSymbol? ObjectOf(ISymbol member, RuleRow row) => TypeIn(member, row) switch
    {
        INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var given], ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } } => given,
        IArrayTypeSymbol many when row.IsElements => many.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } when row.IsElements => element,
        var type => type,
    };

    static ITypeSymbol? TypeIn(ISymbol member, RuleRow row) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => member.ContainingType,
        IMethodSymbol method => row.Slot == Slot.Return ? method.ReturnType
            : row.Slot == Slot.This ? method.ContainingType
            : row.Slot < method.Parameters.Length ? method.Parameters[row.Slot].Type : null,
        IPropertySymbol property => row.Slot == Slot.This ? property.ContainingType : property.Type,
        _ => null,
    };
}

/// <summary>A member that takes objects of a rule back.</summary>
/// <param name="Rule">The rule that says so.</param>
/// <param name="Member">The member.</param>
/// <param name="Slot">The argument that is taken back.</param>
/// <param name="IsTelling">Whether it takes such objects only; <c>IDisposable.Dispose</c> is everybody's and tells nothing.</param>
sealed record Partner(Rule Rule, ISymbol Member, int Slot, bool IsTelling);
