namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>
/// Reads rule files, ours and the user's alike: one statement a line, <c>#</c> begins a comment. It knows text only, so that it
/// is tested as text; whether the named members exist is asked when the rule is bound to a compilation.
/// </summary>
sealed partial class RuleReader
{
    /// <summary>The words that begin a line, as a message lists them.</summary>
    public const string Words = "rule, acquires, reallocates, releases, borrows, optional, transfers, views, same, null, live, before, parts, chains, makes, null-release, double-release, discard, exceptions, unknown-calls, matches, order and within";

    readonly List<RuleText> rules = [];
    readonly List<RuleError> errors = [];
    readonly List<RuleRow> rows = [];
    readonly List<(int Release, int Acquire)> matches = [];
    RuleText? rule;

    RuleReader()
    {
    }

    /// <summary>The rules of a file, and a message for each line that says nothing we know. A bad line costs itself only, unless it may have been the only release.</summary>
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

        if (rule is null)
        {
            errors.Add(new(line, "the file must begin with a line 'rule NAME'"));
            return;
        }

        if (Statement(words, line) is { } error)
        {
            errors.Add(new(line, error));
            rule = rule with { CanBeFollowed = false };
        }
    }

    string? Statement(string[] words, int line) => words[0] switch
    {
        "acquires" => Acquires(words, line),
        "reallocates" => Reallocates(words, line),
        "releases" => Releases(words, line),
        "borrows" => Row(RowKind.Borrows, words, line, slotNeeded: false),
        "transfers" => Transfers(words, line),
        "optional" => Row(RowKind.Optional, words, line, slotNeeded: true),
        "before" => Row(RowKind.Before, words, line, slotNeeded: true),
        "views" => Row(RowKind.Views, words, line, slotNeeded: false),
        "same" => Row(RowKind.Same, words, line, slotNeeded: false),
        "null" => Row(RowKind.Null, words, line, slotNeeded: false),
        "live" => Row(RowKind.Live, words, line, slotNeeded: false),
        "parts" => Row(RowKind.Parts, words, line, slotNeeded: false),
        "chains" => Row(RowKind.Chains, words, line, slotNeeded: false),
        "makes" => Row(RowKind.Makes, words, line, slotNeeded: false),
        "matches" => Matches(words),
        "within" => Within(words, line),
        _ => Setting(words),
    };

    string? Setting(string[] words) => words[0] switch
    {
        "null-release" => Choose(words, ("ok", text => text with { NullReleaseIsDefect = false }), ("defect", text => text with { NullReleaseIsDefect = true })),
        "double-release" => Choose(words, ("ok", text => text with { AllowsDoubleRelease = true }), ("defect", text => text with { AllowsDoubleRelease = false })),
        "discard" => Choose(words, ("ok", text => text with { AllowsDiscard = true }), ("defect", text => text with { AllowsDiscard = false })),
        "order" => Choose(words, ("any", text => text with { IsLifo = false }), ("lifo", text => text with { IsLifo = true })),
        "unknown-calls" => Choose(words,
            ("borrow", text => text with { UnknownCalls = UnknownCalls.Borrow }),
            ("transfer", text => text with { UnknownCalls = UnknownCalls.Transfer })),
        "exceptions" => Choose(words,
            ("off", text => text with { Exceptions = ExceptionPolicy.Off }),
            ("explicit", text => text with { Exceptions = ExceptionPolicy.Explicit }),
            ("all", text => text with { Exceptions = ExceptionPolicy.All })),
        _ => $"'{words[0]}' is no word of a rule file; known are {Words}",
    };

    void Begin(string[] words, int line)
    {
        EndRule();
        if (words.Length < 2)
        {
            errors.Add(new(line, "'rule' needs a name"));
            return;
        }

        var objectName = words.Length > 2 ? string.Join(" ", words.Skip(2)) : "the object";
        rule = new(words[1], objectName, [], NullReleaseIsDefect: false, ExceptionPolicy.Explicit, line);
    }

    void EndRule()
    {
        if (rule is not null)
            rules.Add(rule with { Rows = [.. rows], Matches = [.. matches], CanBeFollowed = rule.CanBeFollowed || rows.Exists(row => row.Kind == RowKind.Releases) });
        rule = null;
        rows.Clear();
        matches.Clear();
    }

    /// <summary><c>matches A = B</c>: argument A of the release is argument B of the acquire.</summary>
    string? Matches(string[] words)
    {
        if (words.Length != 4 || words[2] != "=" || !TryIndex(words[1], out var release) || !TryIndex(words[3], out var acquire))
            return "'matches' is written 'matches A = B': argument A of the release must equal argument B of the acquire, counted from 0";
        matches.Add((release, acquire));
        return null;
    }

    string? Within(string[] words, int line)
    {
        if (words.Length != 2)
            return "'within' needs the full name of a type, such as Acme.Pool";
        rule = rule! with { Within = words[1].StartsWith("T:", StringComparison.Ordinal) ? words[1].Substring(2) : words[1], WithinLine = line };
        return null;
    }

    string? Choose(string[] words, params (string Word, Func<RuleText, RuleText> Set)[] choices)
    {
        foreach (var (word, set) in choices)
        {
            if (words.Length != 2 || words[1] != word)
                continue;
            rule = set(rule!);
            return null;
        }

        return $"'{words[0]}' takes one of: {string.Join(", ", choices.Select(choice => choice.Word))}";
    }
}
