using System.Text.Json;
using System.Text.Json.Serialization;
using NdisRules.Tool.Checking;

namespace NdisRules.Tool.Baselines;

/// <summary>A defect that somebody has decided to live with for now.</summary>
internal sealed record BaselineEntry(string Fingerprint, string Id, string File, string Member, string Message);

/// <summary>
/// The defects that are known and kept quiet, in a file that people keep with their source. Found again by their fingerprints, so that
/// edits elsewhere do not wake them.
/// </summary>
internal sealed partial class Baseline(IReadOnlyList<BaselineEntry> entries)
{
    readonly HashSet<string> fingerprints = [.. entries.Select(entry => entry.Fingerprint)];

    public static Baseline Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (JsonSerializer.Deserialize(stream, Format.Default.BaselineFile) is { Version: 1, Defects: { } known } && known.All(entry => entry is { Fingerprint: not null, Id: not null }))
                return new(known);
            throw new ToolException($"'{path}' is no baseline: 'ndisrules check --baseline {path} --update-baseline' writes one");
        }
        catch (JsonException e)
        {
            throw new ToolException($"'{path}' is no baseline: {e.Message}");
        }
        catch (FileNotFoundException)
        {
            throw new ToolException($"the baseline '{path}' does not exist: --update-baseline writes it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"the baseline '{path}' cannot be read: {e.Message}");
        }
    }

    /// <summary>What a result says now, to be kept quiet from here on.</summary>
    public static Baseline Of(CheckResult result) => new([.. result.Defects.Where(defect => defect.Suppressed is null)
        .Select(defect => new BaselineEntry(defect.Fingerprint, defect.Id, result.Relative(defect.Where.Path), defect.Member, defect.Message))]);

    public CheckResult Applied(CheckResult result)
    {
        var defects = result.Defects.Select(defect => defect with { IsKnown = fingerprints.Contains(defect.Fingerprint) }).ToArray();
        return result with { Defects = defects, Verdicts = [.. result.Verdicts.Select(verdict => verdict.With(defects))] };
    }

    /// <summary>What is not found any more.</summary>
    public IEnumerable<BaselineEntry> Gone(IEnumerable<Defect> defects)
    {
        var found = defects.Select(defect => defect.Fingerprint).ToHashSet();
        return entries.Where(entry => !found.Contains(entry.Fingerprint));
    }

    public void Write(Stream stream)
    {
        JsonSerializer.Serialize(stream, new BaselineFile(1, entries), Format.Default.BaselineFile);
        stream.WriteByte((byte)'\n');
    }

    internal sealed record BaselineFile(int Version, IReadOnlyList<BaselineEntry>? Defects);

    [JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(BaselineFile))]
    internal sealed partial class Format : JsonSerializerContext;
}
