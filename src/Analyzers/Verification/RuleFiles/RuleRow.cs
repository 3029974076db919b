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
/// <param name="When">The result with which an <c>acquires … out</c> succeeds: "true", or an enum member's name; null when it does not depend on one.</param>
/// <param name="Line">The line of the file, counted from 1.</param>
sealed record RuleRow(RowKind Kind, string Member, int Slot, string? When, int Line)
{
    /// <summary>The name of the member alone, as it stands in source: what an index of names is asked for.</summary>
    public string Name
    {
        get
        {
            var end = Member.IndexOf('(') is var open and >= 0 ? open : Member.Length;
            return Member.Substring(0, end).Substring(Member.LastIndexOf('.', end - 1) + 1).TrimEnd('*');
        }
    }

    public bool IsPattern => Member.EndsWith("*", StringComparison.Ordinal);
}
