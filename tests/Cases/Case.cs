namespace NdisRules.Cases.Tests;

/// <summary>One program of the suite: its files, and what is to be reported on their lines.</summary>
/// <param name="Family">The folder it lies in.</param>
/// <param name="File">The data file, below the folder of the suite.</param>
/// <param name="Name">The sentence after <c>// case:</c>.</param>
/// <param name="Parts">Its source files and rule files.</param>
internal sealed record Case(string Family, string File, string Name, IReadOnlyList<CasePart> Parts)
{
    public IEnumerable<(int Line, Mark Mark)> Marks =>
        from part in Parts
        from line in part.Lines.Index()
        let mark = Mark.Of(line.Item)
        where mark.Expected.Count > 0 || mark.ForNow is not null
        select (part.FirstLine + line.Index, mark);

    /// <summary>Whether it is in the share, one case of so many, that is asked what takes long. By its name, so that a new case moves no other one in or out.</summary>
    public bool IsInShare(int share) => $"{File} {Name}".Aggregate(17u, (hash, character) => unchecked((hash * 31) + character)) % share == 0;
}

/// <summary>A file of a case.</summary>
/// <param name="Name">What the compiler is told that it is called.</param>
/// <param name="FirstLine">The line of the data file that is its first, counted from 1.</param>
/// <param name="Lines">Its text.</param>
internal sealed record CasePart(string Name, int FirstLine, IReadOnlyList<string> Lines)
{
    public bool IsRules => Name.EndsWith(".ndisrules", StringComparison.Ordinal);

    public string Text => string.Join('\n', Lines) + '\n';
}

/// <summary>What the analyzers said, and where in the data file.</summary>
internal sealed record Report(int Line, string Id, string Message);
