using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Library;

/// <summary>What a member of a library's container does with elements.</summary>
enum CollectionEffect
{
    /// <summary>Nothing is known: whoever has the container may do anything.</summary>
    Unknown,

    /// <summary>Asks something whose answer is not known, and changes nothing.</summary>
    Asks,

    /// <summary>Puts an element in.</summary>
    Adds,

    /// <summary>The same, if it can: the result says whether it did.</summary>
    TriesToAdd,

    /// <summary>Takes an element out and gives it.</summary>
    Takes,

    /// <summary>The same through an <c>out</c> parameter; false when there was none.</summary>
    TriesToTake,

    /// <summary>Gives an element and leaves it in.</summary>
    Looks,

    /// <summary>The same through an <c>out</c> parameter; false when there was none.</summary>
    TriesToLook,

    /// <summary>Takes out what it is given, or what lies at an index or under a key.</summary>
    Removes,

    Clears,

    /// <summary>How many there are.</summary>
    Counts,

    /// <summary>Whether there is none, or whether there is any.</summary>
    IsEmpty,
    HasAny,

    /// <summary>The same elements under another type.</summary>
    Passes,

    /// <summary>A container of its own with the same elements.</summary>
    Copies,

    /// <summary>Some of the elements.</summary>
    Filters,

    /// <summary>A container of its own with the elements of both.</summary>
    Joins,

    /// <summary>Puts in all elements of another container.</summary>
    AddsAll,

    /// <summary>Begins a walk; goes one step; the element that the walk is at.</summary>
    Walks,

    /// <summary>Begins a walk that takes out what it comes by.</summary>
    Drains,
}

/// <summary>The containers of the library by name: what they are, and what their members do. A table, so that more of them are more lines.</summary>
static class Collections
{
    static readonly HashSet<string> types = new(StringComparer.Ordinal)
    {
        "List", "Queue", "Stack", "Dictionary", "SortedDictionary", "SortedList", "HashSet", "SortedSet", "LinkedList", "PriorityQueue",
        "ConcurrentQueue", "ConcurrentStack", "ConcurrentBag", "ConcurrentDictionary", "BlockingCollection", "ArrayList", "Collection",
        "ObservableCollection", "OrderedDictionary", "Channel", "ChannelReader", "ChannelWriter", "ValueCollection", "ReadOnlyCollection",
        "IEnumerable", "IAsyncEnumerable", "ICollection", "IList", "IReadOnlyList", "IReadOnlyCollection", "IDictionary", "IReadOnlyDictionary", "ISet", "IOrderedEnumerable",
        "Span", "ReadOnlySpan", "Memory", "ReadOnlyMemory", "ArraySegment",
        "Lazy",
    };

    static readonly HashSet<string> spans = new(StringComparer.Ordinal) { "Span", "ReadOnlySpan", "Memory", "ReadOnlyMemory", "ArraySegment" };

    static readonly HashSet<string> keyed = new(StringComparer.Ordinal)
    {
        "Dictionary", "SortedDictionary", "SortedList", "ConcurrentDictionary", "OrderedDictionary", "IDictionary", "IReadOnlyDictionary",
    };

    static readonly Dictionary<string, CollectionEffect> effects = new(StringComparer.Ordinal)
    {
        ["Add"] = CollectionEffect.Adds,
        ["Enqueue"] = CollectionEffect.Adds,
        ["Push"] = CollectionEffect.Adds,
        ["AddLast"] = CollectionEffect.Adds,
        ["AddFirst"] = CollectionEffect.Adds,
        ["Insert"] = CollectionEffect.Adds,
        ["WriteAsync"] = CollectionEffect.Adds,
        ["TryAdd"] = CollectionEffect.TriesToAdd,
        ["TryWrite"] = CollectionEffect.TriesToAdd,
        ["AddRange"] = CollectionEffect.AddsAll,
        ["PushRange"] = CollectionEffect.AddsAll,
        ["Dequeue"] = CollectionEffect.Takes,
        ["Pop"] = CollectionEffect.Takes,
        ["Take"] = CollectionEffect.Takes,
        ["ReadAsync"] = CollectionEffect.Takes,
        ["TryDequeue"] = CollectionEffect.TriesToTake,
        ["TryPop"] = CollectionEffect.TriesToTake,
        ["TryTake"] = CollectionEffect.TriesToTake,
        ["TryRead"] = CollectionEffect.TriesToTake,
        ["TryRemove"] = CollectionEffect.TriesToTake,
        ["Peek"] = CollectionEffect.Looks,
        ["First"] = CollectionEffect.Looks,
        ["Last"] = CollectionEffect.Looks,
        ["FirstOrDefault"] = CollectionEffect.Looks,
        ["LastOrDefault"] = CollectionEffect.Looks,
        ["Single"] = CollectionEffect.Looks,
        ["SingleOrDefault"] = CollectionEffect.Looks,
        ["ElementAt"] = CollectionEffect.Looks,
        ["ElementAtOrDefault"] = CollectionEffect.Looks,
        ["MinBy"] = CollectionEffect.Looks,
        ["MaxBy"] = CollectionEffect.Looks,
        ["TryPeek"] = CollectionEffect.TriesToLook,
        ["TryGetValue"] = CollectionEffect.TriesToLook,
        ["Remove"] = CollectionEffect.Removes,
        ["RemoveAt"] = CollectionEffect.Removes,
        ["RemoveFirst"] = CollectionEffect.Removes,
        ["RemoveLast"] = CollectionEffect.Removes,
        ["Clear"] = CollectionEffect.Clears,
        ["Count"] = CollectionEffect.Counts,
        ["Length"] = CollectionEffect.Counts,
        ["LongLength"] = CollectionEffect.Counts,
        ["LongCount"] = CollectionEffect.Counts,
        ["IsEmpty"] = CollectionEffect.IsEmpty,
        ["Any"] = CollectionEffect.HasAny,
        ["IsValueCreated"] = CollectionEffect.HasAny,
        ["ToArray"] = CollectionEffect.Copies,
        ["ToList"] = CollectionEffect.Copies,
        ["ToHashSet"] = CollectionEffect.Copies,
        ["Concat"] = CollectionEffect.Joins,
        ["Union"] = CollectionEffect.Joins,
        ["Append"] = CollectionEffect.Joins,
        ["Prepend"] = CollectionEffect.Joins,
        ["AsSpan"] = CollectionEffect.Passes,
        ["AsMemory"] = CollectionEffect.Passes,
        ["Span"] = CollectionEffect.Passes,
        ["AsReadOnly"] = CollectionEffect.Passes,
        ["AsEnumerable"] = CollectionEffect.Passes,
        ["Cast"] = CollectionEffect.Passes,
        ["Reverse"] = CollectionEffect.Passes,
        ["Order"] = CollectionEffect.Passes,
        ["OrderDescending"] = CollectionEffect.Passes,
        ["OrderBy"] = CollectionEffect.Passes,
        ["OrderByDescending"] = CollectionEffect.Passes,
        ["Values"] = CollectionEffect.Passes,
        ["Reader"] = CollectionEffect.Passes,
        ["Writer"] = CollectionEffect.Passes,
        ["ReadAllAsync"] = CollectionEffect.Drains,
        ["GetConsumingEnumerable"] = CollectionEffect.Drains,
        ["Where"] = CollectionEffect.Filters,
        ["Skip"] = CollectionEffect.Filters,
        ["SkipLast"] = CollectionEffect.Filters,
        ["TakeLast"] = CollectionEffect.Filters,
        ["TakeWhile"] = CollectionEffect.Filters,
        ["GetRange"] = CollectionEffect.Filters,
        ["SkipWhile"] = CollectionEffect.Filters,
        ["Distinct"] = CollectionEffect.Passes,
        ["Slice"] = CollectionEffect.Filters,
        ["GetEnumerator"] = CollectionEffect.Walks,
        ["GetAsyncEnumerator"] = CollectionEffect.Walks,
        ["Contains"] = CollectionEffect.Asks,
        ["ContainsKey"] = CollectionEffect.Asks,
        ["IndexOf"] = CollectionEffect.Asks,
        ["TrimExcess"] = CollectionEffect.Asks,
        ["EnsureCapacity"] = CollectionEffect.Asks,
        ["Capacity"] = CollectionEffect.Asks,
        ["Sort"] = CollectionEffect.Asks,
        ["Complete"] = CollectionEffect.Asks,
        ["TryComplete"] = CollectionEffect.Asks,
        ["CompleteAdding"] = CollectionEffect.Asks,
        ["WaitToReadAsync"] = CollectionEffect.Asks,
        ["WaitToWriteAsync"] = CollectionEffect.Asks,
        ["IsCompleted"] = CollectionEffect.Asks,
        ["IsAddingCompleted"] = CollectionEffect.Asks,
        ["Completion"] = CollectionEffect.Asks,
        ["Dispose"] = CollectionEffect.Asks,
        ["GetHashCode"] = CollectionEffect.Asks,
        ["ToString"] = CollectionEffect.Asks,
    };

    /// <summary>Whether a type is such a container. Which element of an array two indices or more name, nobody follows.</summary>
    public static bool Is(ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 1 }
        || (type is INamedTypeSymbol named && types.Contains(named.Name) && IsOfLibrary(named));

    public static bool IsSpan(ITypeSymbol? type) => type is INamedTypeSymbol named && spans.Contains(named.Name) && IsOfLibrary(named);

    /// <summary>Whether elements lie under keys, which say nothing about how many there are, rather than at indices.</summary>
    public static bool IsKeyed(ITypeSymbol? type) => type is INamedTypeSymbol named && keyed.Contains(named.Name) && IsOfLibrary(named);

    static bool IsOfLibrary(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace: { IsGlobalNamespace: false } outer })
            space = outer;
        return space?.Name == "System" && type.DeclaringSyntaxReferences.IsEmpty;
    }

    /// <summary>What a member does; LINQ's <c>Take(n)</c> is no taking, and a member that asks a delegate does what the delegate says.</summary>
    public static CollectionEffect EffectOf(ISymbol member)
    {
        if (!effects.TryGetValue(member.Name, out var effect))
            return CollectionEffect.Unknown;
        if (member is not IMethodSymbol method)
            return effect;
        var isQuery = method.IsExtensionMethod || method.ReducedFrom is not null;
        var hasDelegate = method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate);
        return effect switch
        {
            CollectionEffect.Takes when isQuery => CollectionEffect.Filters,
            CollectionEffect.HasAny or CollectionEffect.Counts when hasDelegate => CollectionEffect.Asks,
            CollectionEffect.Looks when hasDelegate => CollectionEffect.Looks,
            _ when hasDelegate && effect is not (CollectionEffect.Filters or CollectionEffect.Passes) => CollectionEffect.Unknown,
            _ => effect,
        };
    }

    /// <summary>In which order the elements of a type come out.</summary>
    public static Order OrderOf(ITypeSymbol? type) => type?.Name switch
    {
        "Queue" or "ConcurrentQueue" or "Channel" or "ChannelReader" or "ChannelWriter" or "BlockingCollection" => Order.FirstFirst,
        "Stack" or "ConcurrentStack" => Order.LastFirst,
        _ => Order.None,
    };

    /// <summary>The argument that is put in: the element, the value of a key.</summary>
    public static int ElementOf(IMethodSymbol method)
    {
        for (var i = method.Parameters.Length - 1; i >= 0; i--)
            if (method.Parameters[i].Name is "item" or "value" or "element")
                return method.Parameters[i].Ordinal;
        return method.Parameters.Length - 1;
    }
}
