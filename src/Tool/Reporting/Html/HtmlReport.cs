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
        var summary = CheckReport.Closing(result);
        var page = new StringBuilder(Resources.Text("viewer.html"))
            .Replace("{{title}}", WebUtility.HtmlEncode(title))
            .Replace("{{heading}}", WebUtility.HtmlEncode(Path.GetFileName(result.Target)))
            .Replace("{{summary}}", WebUtility.HtmlEncode(summary))
            .Replace("{{style}}", Resources.Text("viewer.css"))
            .Replace("{{script}}", Resources.Text("viewer.js"))
            // Last, since nothing in it may be taken for a place to fill.
            .Replace("{{data}}", ViewerData.Text(result, title, summary));
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        writer.Write(page);
    }
}
