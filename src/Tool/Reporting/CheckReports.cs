using NdisRules.Tool.Baselines;
using NdisRules.Tool.Checking;
using NdisRules.Tool.Reporting.Dvl;
using NdisRules.Tool.Reporting.Html;
using NdisRules.Tool.Reporting.Sarif;

namespace NdisRules.Tool.Reporting;

/// <summary>The files that a check writes: all are known to be writable before it begins, and none is there before it is whole.</summary>
internal sealed class CheckReports : IDisposable
{
    readonly List<(OutputFile File, Action<CheckResult, Baseline?, Stream> Write)> reports = [];

    public CheckReports(string? html, string? sarif, string? dvl, string? baseline)
    {
        try
        {
            Add(html, (result, _, stream) => HtmlReport.Write(result, stream));
            Add(sarif, SarifReport.Write);
            Add(dvl, (result, _, stream) => DvlReport.Write(result, stream));
            Add(baseline, (_, known, stream) => known!.Write(stream));
        }
        catch
        {
            Dispose(); // of several files one may be writable
            throw;
        }
    }

    public void Write(CheckResult result, Baseline? known)
    {
        foreach (var report in reports)
            report.File.Write(stream => report.Write(result, known, stream));
    }

    public void Dispose() => reports.ForEach(report => report.File.Dispose());

    void Add(string? path, Action<CheckResult, Baseline?, Stream> write)
    {
        if (path is not null)
            reports.Add((OutputFile.Open(path), write));
    }
}
