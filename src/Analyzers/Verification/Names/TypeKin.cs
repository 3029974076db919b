using System.Collections.Concurrent;

namespace NdisRules.Analyzers.Verification.Names;

/// <summary>
/// Which types share their methods by inheritance, told from their names alone: a method that is called by its plain name stands in the type of
/// the caller, above it or, overridden, below it. Types of one name are not told apart.
/// </summary>
sealed class TypeKin
{
    readonly Dictionary<string, HashSet<string>> above = new(StringComparer.Ordinal);
    readonly Dictionary<string, HashSet<string>> below = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, IReadOnlyCollection<string>> known = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, IReadOnlyCollection<string>> knownBelow = new(StringComparer.Ordinal);

    public TypeKin(IEnumerable<(string Type, string Base)> bases)
    {
        foreach (var (type, above) in bases)
        {
            Add(this.above, type, above);
            Add(below, above, type);
        }
    }

    /// <summary>The type itself, everything that it inherits from, and everything that inherits from it.</summary>
    public IReadOnlyCollection<string> Of(string type) => known.GetOrAdd(type, asked => [.. Reached(asked, above).Union(Reached(asked, below))]);

    /// <summary>The type itself and everything that inherits from it: whoever makes one of these runs what the type begins with.</summary>
    public IReadOnlyCollection<string> Below(string type) => knownBelow.GetOrAdd(type, asked => Reached(asked, below));

    static HashSet<string> Reached(string type, Dictionary<string, HashSet<string>> next)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { type };
        var waiting = new Queue<string>(reached);
        while (waiting.Count > 0)
            if (next.TryGetValue(waiting.Dequeue(), out var further))
                foreach (var name in further.Where(reached.Add))
                    waiting.Enqueue(name);
        return reached;
    }

    static void Add(Dictionary<string, HashSet<string>> map, string from, string to)
    {
        if (!map.TryGetValue(from, out var there))
            map.Add(from, there = new(StringComparer.Ordinal));
        there.Add(to);
    }
}
