using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace NdisRules.Analyzers.Verification;

/// <summary>
/// The names that may lead to one rule: those of its members, and of every member whose declaration mentions such a name. Found
/// from the text of identifiers alone, before anything is bound; two members of one name are not told apart, which costs time
/// and never a finding.
/// </summary>
sealed class TouchingNames
{
    readonly HashSet<string> names;
    readonly ConcurrentDictionary<SyntaxTree, HashSet<NameIndex.Declaration>> touched = new();

    TouchingNames(IEnumerable<string> names) => this.names = [.. names];

    /// <summary>The names, and those of all members that lead to them.</summary>
    public static TouchingNames LeadingTo(IEnumerable<string> ruleNames, NameMentions mentions)
    {
        var leading = new TouchingNames(ruleNames);
        // Each name is followed once: in a long chain of calls, going over all declarations again for each link would be quadratic.
        var waiting = new Queue<string>(leading.names);
        while (waiting.Count > 0)
            foreach (var name in mentions.By(waiting.Dequeue()).Where(leading.names.Add))
                waiting.Enqueue(name);
        return leading;
    }

    /// <summary>The names alone.</summary>
    public static TouchingNames Only(IEnumerable<string> names) => new(names);

    /// <summary>Whether an operator, an indexer or a destructor leads there: then anything may, without a name.</summary>
    public bool LeadsThroughNameless => names.Contains(NameIndex.Nameless);

    public bool Contains(string name) => names.Contains(name);

    /// <summary>Whether a member, or any member of a type, mentions such a name.</summary>
    public bool IsTouchedBy(SyntaxNode declaration)
    {
        var span = declaration.Span;
        var members = NameIndex.Of(declaration.SyntaxTree).Declarations;
        var isInMember = false;
        for (var i = FirstEndingAfter(members, span.Start); i < members.Count && members[i].Span.Start < span.End; i++)
        {
            isInMember |= members[i].Span.Contains(span);
            if (TouchedIn(declaration.SyntaxTree).Contains(members[i]))
                return true;
        }

        // What is no member of a type, such as a program without one, is read as it stands.
        return !isInMember && NameIndex.MentionsOf(declaration).Overlaps(names);
    }

    /// <summary>Members stand in the order of the source and never overlap.</summary>
    static int FirstEndingAfter(IReadOnlyList<NameIndex.Declaration> members, int position)
    {
        int low = 0, high = members.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (members[middle].Span.End <= position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    HashSet<NameIndex.Declaration> TouchedIn(SyntaxTree tree)
        => touched.GetOrAdd(tree, added => [.. NameIndex.Of(added).Declarations.Where(declaration => declaration.Mentions.Overlaps(names))]);
}
