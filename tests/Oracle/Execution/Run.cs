using System.Diagnostics;
using System.Text.RegularExpressions;
using NdisRules.Runtime;

namespace NdisRules.Oracle.Execution;

/// <summary>One execution of a program on this thread: what was decided, what failed, and what went wrong.</summary>
sealed partial class Run(IReadOnlyList<int> prefix, string file, bool wantsSites)
{
    [ThreadStatic]
    static Run? current;

    readonly List<IReadOnlyList<int>> failed = [];

    /// <summary>The run of this thread, null between runs.</summary>
    public static Run? Current
    {
        get => current;
        set => current = value;
    }

    public Choices Choices { get; } = new(prefix);

    /// <summary>Whether places are noted; they cost far more than all the rest.</summary>
    public bool WantsSites => wantsSites;

    /// <summary>How many rounds of unbounded loops there were.</summary>
    public int Rounds { get; set; }

    /// <summary>Whether the program's own code is running, and not that of the host around it.</summary>
    public bool IsInside { get; set; }

    /// <summary>The first thing that went wrong, after which nothing of the run counts; null while all is well.</summary>
    public Violation? Broken { get; private set; }

    /// <summary>An exception that no generated program should throw: a mistake of the generator.</summary>
    public Exception? Unexpected { get; set; }

    /// <summary>Objects that were left at the end.</summary>
    public List<Violation> Left { get; } = [];

    public int Decide(int count) => Broken is null ? Choices.Next(count) : throw new RunEnded();

    /// <summary>Whether an allocation of the program is to fail.</summary>
    public bool Fails()
    {
        if (!IsInside || Broken is not null || Choices.Next(2) == 0)
            return false;
        failed.Add(WantsSites ? LinesHere() : []);
        return true;
    }

    /// <summary>Sees every exception at the moment it is thrown, since the program may catch it.</summary>
    public void Note(Exception exception)
    {
        if (Broken is not null || !IsInside)
            return;
        if (exception is NdisViolationException violation)
            Break(DefectOf(violation.RuleId), violation.AllocationSite is { } site ? Lines(site) : null);
        else if (exception is NullReferenceException or ArgumentNullException)
            Break(Defect.Null, null);
    }

    /// <summary>Notes what went wrong first.</summary>
    public void Break(Defect defect, IReadOnlyList<int>? lines)
    {
        if (Broken is not null)
            return;
        var objects = lines is not null ? [lines] : defect == Defect.Null ? failed.ToList() : [];
        Broken = new Violation(defect, objects, WantsSites ? LinesHere().FirstOrDefault() : 0);
    }

    /// <summary>Notes an object that was left, by the end of its line in a list of the runtime's.</summary>
    public void Leave(string line) => Left.Add(new Violation(Defect.Leak, [Lines(line)], 0));

    public void Leave(IReadOnlyList<int> lines) => Left.Add(new Violation(Defect.Leak, [lines], 0));

    /// <summary>The lines of the program that are being executed, the innermost first.</summary>
    public IReadOnlyList<int> LinesHere() => [.. from frame in new StackTrace(1, fNeedFileInfo: true).GetFrames() where Path.GetFileName(frame.GetFileName()) == file select frame.GetFileLineNumber()];

    IReadOnlyList<int> Lines(string site) => [.. from Match match in Place().Matches(site) where match.Groups[1].Value == file select int.Parse(match.Groups[2].ValueSpan)];

    static Defect DefectOf(string id) => id switch
    {
        "NDIS0001" => Defect.Leak,
        "NDIS0003" => Defect.DoubleFree,
        "NDIS0004" => Defect.UseAfterFree,
        "NDIS0007" => Defect.Null,
        _ => Defect.Order,
    };

    [GeneratedRegex(@"in ([^ ,]+), line ([0-9]+)")]
    private static partial Regex Place();
}
