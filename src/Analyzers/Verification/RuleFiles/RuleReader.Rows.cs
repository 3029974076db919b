using System.Globalization;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>The lines that name a member, and say which of its arguments is the object.</summary>
sealed partial class RuleReader
{
    /// <summary><c>acquires ID</c>, then nothing, <c>out N</c>, the argument that takes on a duty, or <c>elements N count C</c>; and <c>when …</c>.</summary>
    string? Acquires(string[] words, int line)
    {
        // What an attribute declares; which members that are is asked of each member.
        if (words is [_, RuleRow.ByAttribute])
        {
            rows.Add(new(RowKind.Acquires, RuleRow.ByAttribute, Slot.Return, When: null, line));
            return null;
        }

        if (words.Length < 2 || !IsMemberId(words[1]))
            return NoMember(words);
        var row = new RuleRow(RowKind.Acquires, words[1], Slot.Return, When: null, line);
        var rest = words.Skip(2).ToArray();
        switch (rest)
        {
            case ["elements", var many, "count", var count] when TryIndex(many, out var elements) && TryCount(count, out var counted):
                rows.Add(row with { Slot = elements, IsElements = true, CountSlot = counted });
                return null;
            case ["out", var number, ..] when TryIndex(number, out var index):
                row = row with { Slot = index };
                rest = [.. rest.Skip(2)];
                break;
            case [var number, ..] when number != "when" && TrySlot(number, out var slot):
                row = row with { Slot = slot, IsDuty = true };
                rest = [.. rest.Skip(1)];
                break;
        }

        if (Conditioned(row, rest) is not { } complete)
            return "after the member comes nothing, 'out N', 'N' or 'this' for an object that takes on a duty, or 'elements N count return'; then 'when RESULT' or 'when N = RESULT'";
        rows.Add(complete);
        return null;
    }

    static RuleRow? Conditioned(RuleRow row, string[] words) => words switch
    {
        [] => row,
        ["when", var result] => row with { When = result },
        ["when", var number, "=", var result] when TryIndex(number, out var slot) => row with { When = result, WhenSlot = slot },
        _ => null,
    };

    /// <summary><c>reallocates ID N</c>: takes argument N back and gives another object for it.</summary>
    string? Reallocates(string[] words, int line)
    {
        if (words.Length < 2 || !IsMemberId(words[1]))
            return NoMember(words);
        if (words.Length != 3 || !TryIndex(words[2], out var slot))
            return $"'reallocates {words[1]}' needs the argument that it takes back: its number, counted from 0";
        rows.Add(new(RowKind.Acquires, words[1], Slot.Return, When: null, line) { Replaces = slot });
        return null;
    }

    /// <summary><c>releases ID N</c>, with <c>null</c> behind it where it takes null as well; <c>releases ID elements N</c>.</summary>
    string? Releases(string[] words, int line)
    {
        if (words.Length == 4 && IsMemberId(words[1]) && words[2] == "elements" && TryIndex(words[3], out var many))
        {
            rows.Add(new(RowKind.Releases, words[1], many, When: null, line) { IsElements = true });
            return null;
        }

        if (words is not [.., "null"])
            return Row(RowKind.Releases, words, line, slotNeeded: true);
        var error = Row(RowKind.Releases, [.. words.Take(words.Length - 1)], line, slotNeeded: true);
        if (error is null)
            rows[rows.Count - 1] = rows[rows.Count - 1] with { TakesNull = true };
        return error;
    }

    /// <summary><c>transfers ID N</c>, with <c>unless M has FLAG</c> behind it where argument M may say that the object is lent only.</summary>
    string? Transfers(string[] words, int line)
    {
        if (!words.Contains("unless"))
            return Row(RowKind.Transfers, words, line, slotNeeded: true);
        if (words is not [.., "unless", var number, "has", var flag] || !TryIndex(number, out var slot))
            return "after 'unless' comes the number of an argument, counted from 0, then 'has' and the name of a flag";
        var error = Row(RowKind.Transfers, [.. words.Take(words.Length - 4)], line, slotNeeded: true);
        if (error is null)
            rows[rows.Count - 1] = rows[rows.Count - 1] with { Unless = (slot, flag) };
        return error;
    }

    string? Row(RowKind kind, string[] words, int line, bool slotNeeded)
    {
        if (words.Length < 2 || !IsMemberId(words[1]))
            return NoMember(words);
        var slot = Slot.This;
        if (words.Length == 3 && !TrySlot(words[2], out slot))
            return $"'{words[2]}' is no argument: write its number, counted from 0, or 'this'";
        if (words.Length > 3 || (slotNeeded && words.Length < 3))
            return $"'{words[0]} {words[1]}' needs one argument: its number, counted from 0, or 'this'";
        rows.Add(new(kind, words[1], slot, When: null, line));
        return null;
    }

    static string NoMember(string[] words) => $"'{words[0]}' needs the documentation id of a member, such as M:Acme.Pool.Lease";

    static bool IsMemberId(string word) => word.Length > 2 && word[1] == ':' && word[0] is 'M' or 'P' or 'F';

    static bool TrySlot(string word, out int slot)
    {
        if (word != "this")
            return TryIndex(word, out slot);
        slot = Slot.This;
        return true;
    }

    static bool TryCount(string word, out int slot)
    {
        if (word != "return")
            return TryIndex(word, out slot);
        slot = Slot.Return;
        return true;
    }

    static bool TryIndex(string word, out int index) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out index);
}
