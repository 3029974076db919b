namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>What a row says of the member it names.</summary>
enum RowKind
{
    Acquires,
    Releases,
    Borrows,
    Transfers,
    Views,
    Null,

    /// <summary>Gives the object under another name.</summary>
    Same,

    /// <summary>Gives something that comes with the object and goes with it, unless other code put something else there.</summary>
    Parts,

    /// <summary>Gives a sequence of which the object is the first element, and whatever is linked behind it the rest.</summary>
    Chains,

    /// <summary>Tells whether the object is there and not yet released.</summary>
    Live,

    /// <summary>Must not happen to the object while its release is owed.</summary>
    Before,

    /// <summary>Looks at the object, and takes null as well.</summary>
    Optional,

    /// <summary>Gives another parent, such as a pool, with each call.</summary>
    Makes,
}

/// <summary>The argument a row speaks of.</summary>
static class Slot
{
    /// <summary>What the call returns.</summary>
    public const int Return = -1;

    /// <summary>The object that the member is called on.</summary>
    public const int This = -2;
}

/// <summary>One row of a rule: a member, and what it does to the object.</summary>
/// <param name="Kind">What the member does.</param>
/// <param name="Member">A documentation id. Without a parameter list it means every overload; with <c>*</c> at its end, every member that begins so.</param>
/// <param name="Slot">The declared parameter that carries the object, <see cref="RuleFiles.Slot.Return"/> or <see cref="RuleFiles.Slot.This"/>.</param>
/// <param name="When">The result with which an acquire succeeds: "true", or an enum member's name; null when it does not depend on one.</param>
/// <param name="Line">The line of the file, counted from 1.</param>
sealed record RuleRow(RowKind Kind, string Member, int Slot, string? When, int Line)
{
    /// <summary>In place of a member: every member that an attribute declares to acquire, and that no other rule claims.</summary>
    public const string ByAttribute = "[Acquires]";

    /// <summary>Whether attributes, and not the file, name the members.</summary>
    public bool IsByAttribute => Member == ByAttribute;

    /// <summary>What <see cref="When"/> speaks of: the result, or an <c>out</c> or <c>ref</c> argument.</summary>
    public int WhenSlot { get; init; } = RuleFiles.Slot.Return;

    /// <summary>Whether an acquire makes no object, but puts a duty on the one it is given.</summary>
    public bool IsDuty { get; init; }

    /// <summary>Whether the argument holds many objects: a span, an array, a chain.</summary>
    public bool IsElements { get; init; }

    /// <summary>Whether a release frees nothing when it is given null, whatever the others of its rule do.</summary>
    public bool TakesNull { get; init; }

    /// <summary>What tells how many elements were acquired: the result, or an argument.</summary>
    public int CountSlot { get; init; } = RuleFiles.Slot.Return;

    /// <summary>The argument, and the flag, with which a hand-over is none: what is only lent comes back when the call returns. Null for one that always is.</summary>
    public (int Slot, string Flag)? Unless { get; init; }

    /// <summary>The argument that an acquire takes back first, as <c>Realloc</c> does; null for any other.</summary>
    public int? Replaces { get; init; }

    /// <summary>The name of the member alone, as it stands in source: what an index of names is asked for.</summary>
    public string Name
    {
        get
        {
            var end = Member.IndexOf('(') is var open and >= 0 ? open : Member.Length;
            var dot = Member.LastIndexOf('.', end - 1);
            var name = Member.Substring(dot + 1, end - dot - 1).TrimEnd('*');
            // An object is created under the name of its type.
            if (IsConstructor && dot > 2)
            {
                var start = Math.Max(Member.LastIndexOf('.', dot - 1), Member.IndexOf(':')) + 1;
                name = Member.Substring(start, dot - start);
            }

            return WithoutArity(name);
        }
    }

    /// <summary>Whether the member is a constructor.</summary>
    public bool IsConstructor => Member.Contains(".#ctor");

    public bool IsPattern => Member.EndsWith("*", StringComparison.Ordinal);

    static string WithoutArity(string name) => name.IndexOf('`') is var tick and >= 0 ? name.Substring(0, tick) : name;
}
