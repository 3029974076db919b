using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.Analyzers.Verification.Names;

/// <summary>
/// Reads the identifiers of a file from its characters, in a tenth of the time that its tokens take. Where characters alone do not tell what is an
/// identifier (strings with code in them, directives, escapes) it says so, and the tokens have to be asked.
/// </summary>
sealed class WordScanner
{
    // A compiler runs for seconds: what goes over every character of a program must not be slow until the runtime has seen that it is hot. netstandard2.0 does not know the name of this.
    internal const MethodImplOptions Hot = (MethodImplOptions)512;

    const int MostWordsKept = 4096;
    const int MostLettersKept = 1 << 16;

    // Files of a program are full of the same words, so a thread that reads one file after the other keeps them.
    [ThreadStatic]
    static WordScanner? kept;

    readonly List<string> mentions = [];
    readonly List<Word> met = [];
    readonly List<string> inFile = [];
    SourceText text = none;
    Word?[] words = new Word?[256];
    char[] buffer = [];
    int count;

    /// <summary>How many arrows, <c>=></c>, stand in the last piece that was read; more than any where its characters do not tell.</summary>
    public int Arrows { get; private set; }

    /// <summary>The number of the piece that is being read: what is noted at a word under another number is of an earlier one.</summary>
    int piece;
    int firstPiece;
    int newMentionedIn;

    /// <summary>What stands before the next word, as far as it matters: <c>n</c> for the word <c>new</c>, <c>.</c> for what leads into an object or a namespace.</summary>
    char before;

    /// <summary>The scanner of this thread, about to read a file.</summary>
    public static WordScanner For(SourceText text)
    {
        if (kept is null || kept.count > MostWordsKept || kept.buffer.Length > MostLettersKept)
            kept = new WordScanner();
        kept.text = text;
        kept.firstPiece = kept.piece + 1;
        kept.inFile.Clear();
        return kept;
    }

    /// <summary>What <see cref="Read"/> met in the file so far, each once.</summary>
    public IReadOnlyCollection<string> InFile => inFile;

    /// <summary>Lets go of the file.</summary>
    public void End() => text = none;

    static readonly SourceText none = SourceText.From("");

    /// <summary>A word, made once, and how the piece that is being read mentions it.</summary>
    sealed class Word(string name, int hash, Word? next)
    {
        string? withoutArguments;

        /// <summary>In which piece it was last mentioned, mentioned once more, called plainly, mentioned otherwise, called without arguments.</summary>
        public int Mentioned, Repeated, Called, Otherwise, Closed;

        public string WithoutArguments => withoutArguments ??= NameIndex.CalledWithoutArguments(Name);

        public string Name { get; } = name;

        public int Hash { get; } = hash;

        public bool IsKeyword { get; } = SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None;

        public Word? Next { get; set; } = next;
    }

    /// <summary>The identifiers of a piece of the file, each once, in order; null when only its tokens tell the rest.</summary>
    [MethodImpl(Hot)]
    public string[]? Read(TextSpan span)
    {
        if (buffer.Length < span.Length)
            buffer = new char[Math.Max(span.Length, 1024)];
        text.CopyTo(span.Start, buffer, 0, span.Length);
        mentions.Clear();
        met.Clear();
        piece++;
        Arrows = 0;
        before = '\0';
        var at = 0;
        while (at >= 0 && at < span.Length)
            at = KindOf(buffer[at]) switch
            {
                LetterKind.Blank => SkipBlanks(at + 1, span.Length),
                LetterKind.Letter => AddWord(at, span.Length),
                LetterKind.Digit => EndOfWord(at, span.Length, out _),
                _ => Skip(buffer[at], at, span.Length),
            };
        if (at < 0)
            Arrows = int.MaxValue;
        return at >= 0 ? [.. mentions] : null;
    }

    /// <summary>The names that the last piece mentions only by calling them plainly, not on an object and not after <c>new</c>; null when there are none.</summary>
    [MethodImpl(Hot)]
    public string[]? OnlyCalled()
    {
        List<string>? only = null;
        foreach (var word in met)
            if (word.Called == piece && word.Otherwise != piece)
                (only ??= []).Add(word.Name);
        return only?.ToArray();
    }

    /// <summary>Those of some names that the last piece mentions more than once; null when there are none.</summary>
    [MethodImpl(Hot)]
    public string[]? Repeated(IReadOnlyList<string> names)
    {
        List<string>? repeated = null;
        foreach (var word in met)
            if (word.Repeated == piece && names.Contains(word.Name))
                (repeated ??= []).Add(word.Name);
        return repeated?.ToArray();
    }

    [MethodImpl(Hot)]
    int AddWord(int start, int length)
    {
        var end = EndOfWord(start, length, out var hash);
        if (end < length && IsBeyond(buffer[end]))
            return -1;
        var word = Find(start, end, hash);
        var open = SkipBlanks(end, length);
        var isCalled = open < length && buffer[open] == '(';
        if (!word.IsKeyword)
        {
            Note(word, isPlainCall: isCalled && before is not ('.' or 'n'));
            if (isCalled && IsClosed(SkipBlanks(open + 1, length), length))
                AddOnce(ref word.Closed, word.WithoutArguments);
        }
        else if (isCalled && word.Name == "new")
        {
            AddOnce(ref newMentionedIn, NameIndex.TargetTypedNew);
        }

        before = word is { IsKeyword: true, Name: "new" } ? 'n' : ' ';
        return end;
    }

    [MethodImpl(Hot)]
    void Note(Word word, bool isPlainCall)
    {
        if (word.Mentioned == piece)
            word.Repeated = piece;
        else
            met.Add(word);
        AddOnce(ref word.Mentioned, word.Name);
        if (isPlainCall)
            word.Called = piece;
        else
            word.Otherwise = piece;
    }

    [MethodImpl(Hot)]
    void AddOnce(ref int mentionedIn, string name)
    {
        if (mentionedIn == piece)
            return;
        if (mentionedIn < firstPiece)
            inFile.Add(name);
        mentionedIn = piece;
        mentions.Add(name);
    }

    /// <summary>A comment between the parentheses may be all that is there.</summary>
    [MethodImpl(Hot)]
    bool IsClosed(int at, int length) => at < length && buffer[at] is ')' or '/';

    [MethodImpl(Hot)]
    int SkipBlanks(int at, int length)
    {
        while (at < length && IsBlank(buffer[at]))
            at++;
        return at;
    }

    /// <summary>Where to go on after a character that begins no word; negative when that takes more than characters.</summary>
    [MethodImpl(Hot)]
    int Skip(char first, int at, int length)
    {
        var second = at + 1 < length ? buffer[at + 1] : '\0';
        return first switch
        {
            '"' => second == '"' && at + 2 < length && buffer[at + 2] == '"' ? -1 : AfterQuoted('"', at + 1, length),
            '\'' => AfterQuoted('\'', at + 1, length),
            '/' when second == '/' => After("\n", at, length),
            '/' when second == '*' => After("*/", at + 2, length),
            '@' or '$' or '#' => -1,
            '=' when second == '>' => AfterArrow(at),
            _ when IsBeyond(first) => -1,
            _ => AfterMark(first, at),
        };
    }

    [MethodImpl(Hot)]
    int AfterArrow(int at)
    {
        Arrows++;
        return AfterMark('>', at + 1);
    }

    [MethodImpl(Hot)]
    int AfterMark(char mark, int at)
    {
        var isArrow = at > 0 && ((mark == '>' && buffer[at - 1] == '-') || (mark == ':' && buffer[at - 1] == ':'));
        before = isArrow || mark == '.' ? '.' : mark;
        return at + 1;
    }

    [MethodImpl(Hot)]
    int AfterQuoted(char quote, int at, int length)
    {
        for (; at < length && buffer[at] is not ('\r' or '\n'); at++)
            if (buffer[at] == quote)
                return at + 1;
            else if (buffer[at] == '\\')
                at++;
        return -1;
    }

    int After(string end, int at, int length)
    {
        var found = buffer.AsSpan(at, length - at).IndexOf(end.AsSpan());
        return found < 0 ? length : at + found + end.Length;
    }

    /// <param name="at">Where a letter or a digit stands.</param>
    /// <param name="length">Of the piece.</param>
    /// <param name="hash">Of the letters up to the end.</param>
    [MethodImpl(Hot)]
    int EndOfWord(int at, int length, out int hash)
    {
        hash = 0;
        for (; at < length && (IsLetter(buffer[at]) || IsDigit(buffer[at])); at++)
            hash = hash * 31 + buffer[at];
        return at;
    }

    /// <summary>An escape, or a letter of another alphabet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IsBeyond(char letter) => letter is '\\' or > '\x7f';

    enum LetterKind : byte
    {
        Other,
        Letter,
        Digit,
        Blank,
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static LetterKind KindOf(char letter) => IsLetter(letter) ? LetterKind.Letter : IsBlank(letter) ? LetterKind.Blank : IsDigit(letter) ? LetterKind.Digit : LetterKind.Other;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsLetter(char letter) => (uint)((letter | 0x20) - 'a') < 26 || letter == '_';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsDigit(char letter) => (uint)(letter - '0') < 10;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsBlank(char letter) => letter is ' ' or '\n' or '\r' or '\t';

    [MethodImpl(Hot)]
    Word Find(int start, int end, int hash)
    {
        var letters = buffer.AsSpan(start, end - start);
        for (var word = words[hash & words.Length - 1]; word is not null; word = word.Next)
            if (word.Hash == hash && letters.SequenceEqual(word.Name.AsSpan()))
                return word;
        return Add(letters.ToString(), hash);
    }

    Word Add(string name, int hash)
    {
        if (++count > words.Length)
            Grow();
        ref var slot = ref words[hash & words.Length - 1];
        return slot = new(name, hash, slot);
    }

    void Grow()
    {
        var grown = new Word?[words.Length * 4];
        foreach (var first in words)
            for (var word = first; word is not null;)
            {
                var next = word.Next;
                ref var slot = ref grown[word.Hash & grown.Length - 1];
                word.Next = slot;
                slot = word;
                word = next;
            }

        words = grown;
    }
}
