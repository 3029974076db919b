using NdisRules.Tool.Checking;
using NdisRules.Tool.Scanning;

namespace NdisRules.Tool.Reporting.Console;

/// <summary>What a scan has found, for a person.</summary>
internal static class ScanReport
{
    const string Undeclared = "NDIS0020";

    public static void Write(ScanResult result, TextWriter output)
    {
        foreach (var context in result.Roles.GroupBy(role => role.Context))
        {
            output.WriteLine(context.Key);
            foreach (var role in context)
                output.WriteLine($"  {role.Role,-28} {PlaceOf(result, role.Where)}{(role.Method == $"{role.Context}.{role.Role}" ? "" : "  " + role.Method)}");
        }

        foreach (var several in result.Ambiguous)
            output.WriteLine($"Ambiguous: {several.Key.Context} has {several.Count()} methods in the role {several.Key.Role}; a host calls one of them");
        foreach (var remark in result.Remarks)
            output.WriteLine($"{(remark.Id == Undeclared ? "To declare" : "Missing or wrong")}: {PlaceOf(result, remark.Where)}: {remark.Id}: {remark.Message}");
        if (result.Roles.Count == 0)
            output.WriteLine("No roles: nothing here is a driver. The life of a class with Dispose, DisposeAsync or StopAsync is verified all the same.");
        if (result.Remarks.Any(remark => remark.Id == Undeclared))
            output.WriteLine($"'ndisrules fix --rules {Undeclared}' shows the declarations, with --write it writes them.");
    }

    /// <summary>How the code differs from an approved map; exit code 1 where it does.</summary>
    public static int WriteDifferences((IReadOnlyList<string> Added, IReadOnlyList<string> Gone) differences, string path, TextWriter output)
    {
        foreach (var line in differences.Gone)
            output.WriteLine($"{path}: '{line}' is not so in the code");
        foreach (var line in differences.Added)
            output.WriteLine($"{path}: '{line}' is missing");
        return differences.Added.Count + differences.Gone.Count == 0 ? ExitCode.Clean : ExitCode.Defects;
    }

    static string PlaceOf(ScanResult result, Place place) => $"{Path.GetRelativePath(result.Root, place.Path).Replace('\\', '/')}({place.Line},{place.Column})";
}
