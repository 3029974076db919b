using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.Analyzers.Verification.Names;

/// <summary>
/// Tells which of some words a program has at all, in one pass over its characters and without reading anything else: so a program that has none costs no more than that.
/// It looks into comments, strings and code that is left out as well, so a word that it finds may be no identifier; one that it does not find is none.
/// </summary>
sealed class WordSieve
{
    const int Bits = 1 << 13;

    readonly HashSet<string> all;
    readonly HashSet<string> beyond;
    readonly Dictionary<int, List<string>> byHash = [];
    readonly uint[] filter = new uint[Bits / 32];

    /// <param name="words">Identifiers; with parentheses behind them those that are called without arguments; <see cref="NameIndex.TargetTypedNew"/>.</param>
    public WordSieve(IEnumerable<string> words)
    {
        all = [.. words];
        beyond = [.. all.Where(static word => word.Any(static letter => letter > '\x7f'))];
        foreach (var word in all)
        {
            var hash = HashOf(Plain(word));
            if (!byHash.TryGetValue(hash, out var same))
                byHash.Add(hash, same = []);
            same.Add(word);
            filter[(hash & (Bits - 1)) >> 5] |= 1u << hash;
        }
    }

    /// <summary>The words that the sources of a compilation may have as identifiers.</summary>
    public ISet<string> FoundIn(Compilation compilation, CancellationToken cancellation = default) => FoundIn(compilation, all.Count, cancellation);

    /// <summary>Whether they may have any.</summary>
    public bool AnyIn(Compilation compilation, CancellationToken cancellation = default) => FoundIn(compilation, 1, cancellation).Count > 0;

    /// <param name="compilation">Whose sources.</param>
    /// <param name="enough">With how many there is no need to go on.</param>
    /// <param name="cancellation">Ends the search early.</param>
    HashSet<string> FoundIn(Compilation compilation, int enough, CancellationToken cancellation)
    {
        var found = new HashSet<string>(beyond, StringComparer.Ordinal);
        var letters = new char[4096];
        foreach (var tree in compilation.SyntaxTrees)
            if (found.Count < enough)
                Read(tree.GetText(cancellation), ref letters, found);
        return found;
    }

    void Read(SourceText text, ref char[] letters, HashSet<string> found)
    {
        if (letters.Length < text.Length)
            letters = new char[text.Length];
        text.CopyTo(0, letters, 0, text.Length);
        Read(letters.AsSpan(0, text.Length), found);
    }

    [MethodImpl(WordScanner.Hot)]
    void Read(ReadOnlySpan<char> text, HashSet<string> found)
    {
        var (hash, start, bits) = (0, 0, filter);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (WordScanner.IsLetter(letter) || WordScanner.IsDigit(letter))
            {
                hash = hash * 31 + letter;
                continue;
            }

            if (at > start && (bits[(hash & (Bits - 1)) >> 5] >> hash & 1) != 0)
                Meet(text, start, at, hash, found);
            (hash, start) = (0, at + 1);
            if ((letter == '\\' || letter > '\x7f') && IsSpelledOtherwise(text, at))
            {
                found.UnionWith(all);
                return;
            }
        }

        if (text.Length > start)
            Meet(text, start, text.Length, hash, found);
    }

    /// <summary>Whether an identifier may go on here that is not spelled by its letters alone: with an escape, or a character that is no part of its name.</summary>
    static bool IsSpelledOtherwise(ReadOnlySpan<char> text, int at)
        => text[at] == '\\' ? at + 1 < text.Length && text[at + 1] is 'u' or 'U' : at > 0 && CharUnicodeInfo.GetUnicodeCategory(text[at]) == UnicodeCategory.Format;

    void Meet(ReadOnlySpan<char> text, int start, int end, int hash, HashSet<string> found)
    {
        if (byHash.TryGetValue(hash, out var words))
            foreach (var word in words)
                if (text.Slice(start, end - start).SequenceEqual(Plain(word)) && (!word.EndsWith("()", StringComparison.Ordinal) || IsCalled(text, end, isNew: word == NameIndex.TargetTypedNew)))
                    found.Add(word);
    }

    /// <summary>Whether parentheses follow: of <c>new</c> with anything between them, of a name with nothing, or a comment.</summary>
    static bool IsCalled(ReadOnlySpan<char> text, int at, bool isNew)
    {
        at = AfterBlanks(text, at);
        if (at == text.Length || text[at] is not ('(' or '/'))
            return false;
        if (isNew || text[at] == '/')
            return true;
        at = AfterBlanks(text, at + 1);
        return at < text.Length && text[at] is ')' or '/';
    }

    static int AfterBlanks(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && WordScanner.IsBlank(text[at]))
            at++;
        return at;
    }

    static ReadOnlySpan<char> Plain(string word) => word.EndsWith("()", StringComparison.Ordinal) ? word.AsSpan(0, word.Length - 2) : word.AsSpan();

    static int HashOf(ReadOnlySpan<char> word)
    {
        var hash = 0;
        foreach (var letter in word)
            hash = hash * 31 + letter;
        return hash;
    }
}
