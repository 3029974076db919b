using System.Globalization;
using System.Xml;
using NdisRules.Tool.Checking;

namespace NdisRules.Tool.Reporting.Dvl;

/// <summary>A summary without source code, in the manner of the driver verification log: per project and rule how it came out.</summary>
internal static class DvlReport
{
    public static void Write(CheckResult result, Stream stream)
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, NewLineChars = "\n" });
        xml.WriteStartElement("DVL");
        xml.WriteAttributeString("Version", "1.0");
        xml.WriteStartElement("Driver");
        xml.WriteAttributeString("Name", Path.GetFileNameWithoutExtension(result.Target));
        foreach (var project in result.Projects)
            WriteProject(project, xml);
        xml.WriteStartElement("Tool");
        xml.WriteAttributeString("Name", "ndisrules");
        xml.WriteAttributeString("Version", ToolVersion.Text);
        foreach (var verdict in result.Verdicts)
            WriteRule(verdict, result, xml);
        WriteTotals(result, xml);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void WriteProject(ProjectResult project, XmlWriter xml)
    {
        xml.WriteStartElement("Project");
        xml.WriteAttributeString("Name", project.Name);
        xml.WriteAttributeString("Framework", project.Framework);
        xml.WriteEndElement();
    }

    static void WriteRule(Verdict verdict, CheckResult result, XmlWriter xml)
    {
        xml.WriteStartElement("Rule");
        xml.WriteAttributeString("Name", verdict.Rule);
        xml.WriteAttributeString("Result", verdict.Name);
        if (verdict.Reason != "")
            xml.WriteAttributeString("Reason", verdict.Reason);
        foreach (var id in result.Counting.Where(defect => defect.Rule == verdict.Rule).GroupBy(defect => defect.Id).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            xml.WriteStartElement("Defects");
            xml.WriteAttributeString("Id", id.Key);
            xml.WriteAttributeString("Count", Number(id.Count()));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static void WriteTotals(CheckResult result, XmlWriter xml)
    {
        xml.WriteStartElement("Totals");
        foreach (var outcome in Enum.GetValues<Outcome>())
            xml.WriteAttributeString(outcome.ToString(), Number(result.Verdicts.Count(verdict => verdict.Outcome == outcome)));
        xml.WriteAttributeString("DefectsFound", Number(result.Counting.Count()));
        xml.WriteAttributeString("Suppressed", Number(result.Defects.Count(defect => defect.Suppressed is not null)));
        xml.WriteAttributeString("InBaseline", Number(result.Defects.Count(defect => defect.IsKnown && defect.Suppressed is null)));
        xml.WriteEndElement();
    }

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
