namespace NdisRules.Tool.Scanning;

/// <summary>
/// The roles of a driver in a file that people look over, as sdv-map.h was: a scan writes it unapproved and writes it anew, until somebody sets its
/// first line to approved. From then on scans keep it, and say where the code no longer is as the file has it.
/// </summary>
internal sealed class RoleMap
{
    const string Approval = "approved =";

    RoleMap(bool isApproved, IReadOnlyList<string> lines) => (IsApproved, Lines) = (isApproved, lines);

    public bool IsApproved { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>Null where there is no such file yet.</summary>
    public static RoleMap? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        var lines = File.ReadAllLines(path).Select(line => line.Split('#')[0].Trim()).Where(line => line != "").ToArray();
        if (lines is not [var first, ..] || !first.StartsWith(Approval, StringComparison.Ordinal) || first[Approval.Length..].Trim() is not ("yes" or "no"))
            throw new ToolException($"'{path}' is no role map: its first line must be 'approved = yes' or 'approved = no'");
        return new(first[Approval.Length..].Trim() == "yes", lines[1..]);
    }

    public static void Write(ScanResult result, Stream stream)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("# The roles of the driver. Look them over, then say 'yes': from then on 'ndisrules scan' keeps this file and tells what differs.");
        writer.WriteLine($"{Approval} no");
        foreach (var role in result.Roles)
            writer.WriteLine(role.Line);
    }

    /// <summary>What the code has and the file does not, and the other way round.</summary>
    public (IReadOnlyList<string> Added, IReadOnlyList<string> Gone) Compare(ScanResult result)
    {
        var now = result.Roles.Select(role => role.Line).ToArray();
        return ([.. now.Except(Lines)], [.. Lines.Except(now)]);
    }
}
