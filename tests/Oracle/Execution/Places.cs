using System.Diagnostics;
using System.Text.RegularExpressions;

namespace NdisRules.Oracle.Execution;

/// <summary>
/// Tells which lines of the program are being executed. In the handler of a try a stack trace names the line in the try that was left, so that
/// programs say there where they are. Sometimes it names the brace with which the method begins.
/// </summary>
sealed partial class Places(Unit unit)
{
    readonly Dictionary<string, List<IReadOnlyList<int>>> acquires = [];
    readonly Dictionary<int, (int Line, int First, int Last)> said = [];

    /// <summary>The lines, the innermost first.</summary>
    public IReadOnlyList<int> Here()
    {
        var lines = Traced();
        for (var i = 0; i < lines.Count; i++)
        {
            if (said.TryGetValue(lines.Count - i, out var place) && ((lines[i] >= place.First && lines[i] <= place.Last) || unit.IsBrace(lines[i])))
                lines[i] = place.Line;
        }
        return lines;
    }

    /// <summary>Remembers that an object is acquired here, for <see cref="Meant"/>.</summary>
    public IReadOnlyList<int> NoteAcquire()
    {
        var here = Here();
        var key = string.Join(',', Traced());
        if (!acquires.TryGetValue(key, out var meant))
            acquires[key] = meant = [];
        if (!meant.Any(lines => lines.SequenceEqual(here)))
            meant.Add(here);
        return here;
    }

    /// <summary>Where an object was acquired of which the runtime has noted a place: several possibilities where one handler acquires several.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Meant(string site)
    {
        var lines = (from Match match in Place().Matches(site) where match.Groups[1].Value == unit.File select int.Parse(match.Groups[2].ValueSpan)).ToList();
        return acquires.TryGetValue(string.Join(',', lines), out var meant) ? meant : [lines];
    }

    /// <summary>The innermost call is in a handler, at that line.</summary>
    public void Say(int line, int first, int last) => said[Traced().Count] = (line, first, last);

    /// <summary>The innermost call is in no handler.</summary>
    public void Forget() => said.Remove(Traced().Count);

    /// <summary>A handler of an async method may have no line: it is a step all the same, or what was said of it would be taken for its caller's.</summary>
    List<int> Traced() => [.. from frame in new StackTrace(1, fNeedFileInfo: true).GetFrames()
        where Path.GetFileName(frame.GetFileName()) == unit.File || (frame.GetFileName() is null && IsStep(frame.GetMethod()))
        select frame.GetFileLineNumber()];

    bool IsStep(System.Reflection.MethodBase? method) => method is { Name: "MoveNext", DeclaringType.FullName: { } type } && type.StartsWith(unit.Name + ".", StringComparison.Ordinal);

    [GeneratedRegex(@"in ([^ ,]+), line ([0-9]+)")]
    private static partial Regex Place();
}
