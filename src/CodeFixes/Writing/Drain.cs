using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.CodeFixes.Writing;

/// <summary>How a container is emptied: what a loop over it says, where the element is, and what is left to do behind the loop.</summary>
/// <param name="Element">The type of its elements.</param>
/// <param name="Loop">The head of the loop; <c>{0}</c> is the container, <c>{1}</c> a name for the element.</param>
/// <param name="Path">How the element is reached; <c>{0}</c> and <c>{1}</c> as before.</param>
/// <param name="After">What follows the loop; null where the loop empties it.</param>
/// <param name="Inside">What follows the free inside the loop; null where nothing does.</param>
internal sealed record Drain(ITypeSymbol Element, string Loop, string Path, string? After, string? Inside = null)
{
    /// <summary>Null for what is no container of such objects, or one that is not known.</summary>
    public static Drain? Of(ITypeSymbol container, Rule rule)
        => Known(container) is { } drain && rule.Types.Has(drain.Element) ? drain : null;

    /// <summary>The statements; null when the free cannot be written.</summary>
    /// <param name="call">The free.</param>
    /// <param name="draft">Where it is written.</param>
    /// <param name="position">Where its names are to be understood.</param>
    /// <param name="holder">The container.</param>
    /// <param name="guard">Whether an element is tested first.</param>
    /// <param name="livesOn">Whether somebody may look into the container afterwards.</param>
    public IReadOnlyList<string>? Write(ReleaseCall call, Draft draft, int position, string holder, Guard guard, bool livesOn)
    {
        var name = Unused(draft, position);
        var element = Put(Path, holder, name);
        if (draft.ElementFree(call, position, Element, element) is not { } free)
            return null;
        // A slot of an array may never have been filled.
        var body = new List<string> { guard == Guard.None && Inside is null ? free : Release.Guarded(draft, call.Test(element), free) };
        if (Inside is not null && livesOn)
            body.Add(Put(Inside, holder, name));
        var head = Put(Loop, holder, name).Replace("var ", HeldBack.TypeWord(IsIndex ? draft.Scene.Model.Compilation.GetSpecialType(SpecialType.System_Int32) : Element, position, draft.Scene) + " ");
        var loop = string.Join(draft.NewLine, body.Count == 1 && !Release.HasBraces(draft.Scene) ? [head, body[0]] : [head, "{", .. body, "}"]);
        return After is null || !livesOn ? [loop] : [loop, Put(After, holder, name)];
    }

    static Drain? Known(ITypeSymbol container) => container switch
    {
        IArrayTypeSymbol { Rank: 1 } array => new(array.ElementType, "for (var {1} = 0; {1} < {0}.Length; {1}++)", "{0}[{1}]", After: null, Inside: "{0}[{1}] = default" + (array.ElementType.IsReferenceType ? "!;" : ";")),
        INamedTypeSymbol { TypeArguments: [var element], Name: "Span" } => new(element, "for (var {1} = 0; {1} < {0}.Length; {1}++)", "{0}[{1}]", After: null, Inside: "{0}[{1}] = default" + (element.IsReferenceType ? "!;" : ";")),
        INamedTypeSymbol { TypeArguments: [var element], Name: "Queue" } => new(element, "while ({0}.TryDequeue(out var {1}))", "{1}", After: null),
        INamedTypeSymbol { TypeArguments: [var element], Name: "ConcurrentQueue" } => new(element, "while ({0}.TryDequeue(out var {1}))", "{1}", After: null),
        INamedTypeSymbol { TypeArguments: [var element], Name: "Stack" or "ConcurrentStack" } => new(element, "while ({0}.TryPop(out var {1}))", "{1}", After: null),
        INamedTypeSymbol { TypeArguments: [var element], Name: "ConcurrentBag" or "BlockingCollection" } => new(element, "while ({0}.TryTake(out var {1}))", "{1}", After: null),
        INamedTypeSymbol { TypeArguments: [var element], Name: "Channel" } => new(element, "while ({0}.Reader.TryRead(out var {1}))", "{1}", After: null),
        INamedTypeSymbol { TypeArguments: [var element], Name: "List" or "HashSet" or "LinkedList" or "SortedSet" or "IList" or "ICollection" or "Collection" or "ISet" } => new(element, "foreach (var {1} in {0})", "{1}", "{0}.Clear();"),
        INamedTypeSymbol { TypeArguments: [_, var value], Name: "Dictionary" or "SortedDictionary" or "SortedList" or "ConcurrentDictionary" or "IDictionary" } => new(value, "foreach (var {1} in {0}.Values)", "{1}", "{0}.Clear();"),
        INamedTypeSymbol { TypeArguments: [var element, _], Name: "PriorityQueue" } => new(element, "while ({0}.TryDequeue(out var {1}, out _))", "{1}", After: null),
        _ => null,
    };

    /// <summary>Whether the loop counts.</summary>
    bool IsIndex => Path.StartsWith("{0}", StringComparison.Ordinal);

    string Unused(Draft draft, int position)
    {
        var place = draft.Scene.Root.FindToken(position).Parent!;
        if (!IsIndex)
            return HeldBack.Unused("left", place, draft.Scene);
        return HeldBack.Unused("i", place, draft.Scene) is "i" ? "i" : HeldBack.Unused("slot", place, draft.Scene);
    }

    static string Put(string pattern, string holder, string name) => pattern.Replace("{0}", holder).Replace("{1}", name);
}
