using System.Net;
using System.Text;
using NdisRules.Tool.Checking;
using NdisRules.Tool.Reporting.Console;

namespace NdisRules.Tool.Reporting.Html;

/// <summary>
/// The defect viewer: one file that loads nothing from anywhere, with the list of defects, and for each its trace, the source and the state of the
/// object. The page is made by its script out of the data in it; sources are in it once, however many defects lie in them.
/// </summary>
internal static class HtmlReport
{
    public static void Write(CheckResult result, Stream stream)
    {
        var title = $"{Path.GetFileNameWithoutExtension(result.Target)}: defects";
        var heading = Path.GetFileName(result.Target);
        var summary = CheckReport.Closing(result);
        Write(title, heading, summary, ViewerData.Text(result, title, heading, summary), stream);
    }

    public static void Write(string title, string heading, string summary, string data, Stream stream)
    {
        var page = new StringBuilder(Resources.Text("viewer.html"))
            .Replace("{{title}}", WebUtility.HtmlEncode(title))
            .Replace("{{heading}}", WebUtility.HtmlEncode(heading))
            .Replace("{{summary}}", WebUtility.HtmlEncode(summary))
            .Replace("{{style}}", Resources.Text("viewer.css"))
            .Replace("{{script}}", Resources.Text("viewer.js"))
            // Last, since nothing in it may be taken for a place to fill.
            .Replace("{{data}}", data);
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        writer.Write(page);
    }
}
