using System.Globalization;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>
/// Reads rule files, ours and the user's alike: one statement a line, <c>#</c> begins a comment. It knows text only, so that it
/// is tested as text; whether the named members exist is asked when the rule is bound to a compilation.
/// </summary>
sealed class RuleReader
{
    readonly List<RuleText> rules = [];
    readonly List<RuleError> errors = [];
    readonly List<RuleRow> rows = [];
    string? name;
    string objectName = "";
    int begins;
    bool nullReleaseIsDefect;
    ExceptionPolicy exceptions = ExceptionPolicy.Explicit;

    RuleReader()
    {
    }

    /// <summary>The rules of a file, and a message for each line that says nothing we know. A bad line costs itself only.</summary>
    public static (IReadOnlyList<RuleText> Rules, IReadOnlyList<RuleError> Errors) Read(IEnumerable<string> lines)
    {
        var reader = new RuleReader();
        var number = 0;
        foreach (var line in lines)
            reader.Read(WithoutComment(line).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries), ++number);
        reader.EndRule();
        return ([.. reader.rules], [.. reader.errors]);
    }

    /// <summary>A <c>#</c> begins a comment where a word could begin; inside a word it belongs to it, as in <c>M:Acme.Lease.#ctor</c>.</summary>
    static string WithoutComment(string line)
    {
        for (var i = 0; i < line.Length; i++)
            if (line[i] == '#' && (i == 0 || char.IsWhiteSpace(line[i - 1])))
                return line.Substring(0, i);
        return line;
    }

    void Read(string[] words, int line)
    {
        if (words.Length == 0)
            return;
        if (words[0] == "rule")
        {
            Begin(words, line);
            return;
        }

        if (name is null)
        {
            errors.Add(new(line, "the file must begin with a line 'rule NAME'"));
            return;
        }

        if (Statement(words, line) is { } error)
            errors.Add(new(line, error));
    }

    string? Statement(string[] words, int line) => words[0] switch
    {
        "acquires" => Acquires(words, line),
        "releases" => Row(RowKind.Releases, words, line, slotNeeded: true),
        "borrows" => Row(RowKind.Borrows, words, line, slotNeeded: false),
        "transfers" => Row(RowKind.Transfers, words, line, slotNeeded: true),
        "views" => Row(RowKind.Views, words, line, slotNeeded: false),
        "null" => Row(RowKind.Null, words, line, slotNeeded: false),
        "null-release" => Choose(words, ("ok", () => nullReleaseIsDefect = false), ("defect", () => nullReleaseIsDefect = true)),
        "exceptions" => Choose(words,
            ("off", () => exceptions = ExceptionPolicy.Off),
            ("explicit", () => exceptions = ExceptionPolicy.Explicit)),
        "matches" or "order" or "within" => $"'{words[0]}' is not supported by this version",
        _ => $"'{words[0]}' is no word of a rule file; known are rule, acquires, releases, borrows, transfers, views, null, null-release and exceptions",
    };

    void Begin(string[] words, int line)
    {
        EndRule();
        if (words.Length < 2)
        {
            errors.Add(new(line, "'rule' needs a name"));
            return;
        }

        name = words[1];
        begins = line;
        objectName = words.Length > 2 ? string.Join(" ", words.Skip(2)) : "the object";
    }

    void EndRule()
    {
        if (name is not null)
            rules.Add(new(name, objectName, [.. rows], nullReleaseIsDefect, exceptions, begins));
        (name, nullReleaseIsDefect, exceptions) = (null, false, ExceptionPolicy.Explicit);
        rows.Clear();
    }

    /// <summary><c>acquires ID</c>, or <c>acquires ID out N when RESULT</c>.</summary>
    string? Acquires(string[] words, int line)
    {
        if (words.Length < 2 || !IsMemberId(words[1]))
            return NoMember(words);
        switch (words.Length)
        {
            case 2:
                rows.Add(new(RowKind.Acquires, words[1], Slot.Return, When: null, line));
                return null;
            case 4 or 6 when words[2] == "out" && TryIndex(words[3], out var index) && (words.Length == 4 || words[4] == "when"):
                rows.Add(new(RowKind.Acquires, words[1], index, words.Length == 6 ? words[5] : null, line));
                return null;
            default:
                return "after the member comes nothing, or 'out N', or 'out N when RESULT'";
        }
    }

    string? Row(RowKind kind, string[] words, int line, bool slotNeeded)
    {
        if (words.Length < 2 || !IsMemberId(words[1]))
            return NoMember(words);
        var slot = Slot.This;
        if (words.Length == 3 && words[2] != "this" && !TryIndex(words[2], out slot))
            return $"'{words[2]}' is no argument: write its number, counted from 0, or 'this'";
        if (words.Length > 3 || (slotNeeded && words.Length < 3))
            return $"'{words[0]} {words[1]}' needs one argument: its number, counted from 0, or 'this'";
        rows.Add(new(kind, words[1], slot, When: null, line));
        return null;
    }

    static string? Choose(string[] words, params (string Word, Action Set)[] choices)
    {
        foreach (var (word, set) in choices)
        {
            if (words.Length != 2 || words[1] != word)
                continue;
            set();
            return null;
        }

        return $"'{words[0]}' takes one of: {string.Join(", ", choices.Select(choice => choice.Word))}";
    }

    static string NoMember(string[] words) => $"'{words[0]}' needs the documentation id of a member, such as M:Acme.Pool.Lease";

    static bool IsMemberId(string word) => word.Length > 2 && word[1] == ':' && word[0] is 'M' or 'P' or 'F';

    static bool TryIndex(string word, out int index) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out index);
}
