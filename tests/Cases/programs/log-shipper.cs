// case: A shipper of log lines batches them into slots of a ring and publishes or abandons each
using System.Text;

enum LogLevel
{
    Trace,
    Information,
    Warning,
    Error,
}

readonly record struct Line(LogLevel Level, string Text, DateTime At);

sealed class ShipperSettings
{
    public LogLevel Least { get; set; } = LogLevel.Information;
    public int LongestLine { get; set; } = 4096;
    public IReadOnlySet<string> Muted { get; set; } = new HashSet<string>();

    public static ShipperSettings From(IReadOnlyDictionary<string, string> values)
    {
        var settings = new ShipperSettings();
        if (values.TryGetValue("least", out var least))
            settings.Least = Enum.Parse<LogLevel>(least, ignoreCase: true);
        if (values.TryGetValue("longest", out var longest))
            settings.LongestLine = int.Parse(longest);
        if (values.TryGetValue("muted", out var muted))
            settings.Muted = muted.Split(';').ToHashSet();
        return settings;
    }
}

sealed class Shipper
{
    readonly Ring ring;
    readonly ShipperSettings settings;
    readonly StringBuilder text = new();
    int shipped;
    int full;
    int filtered;

    public Shipper(Ring ring, ShipperSettings settings)
    {
        this.ring = ring;
        this.settings = settings;
    }

    public string Summary() => $"{shipped} shipped, {full} found no slot, {filtered} filtered";

    public bool Ship(in Line line)
    {
        if (!Passes(line))
        {
            filtered++;
            return false;
        }

        var slot = ring.Claim();
        if (slot.IsEmpty)
        {
            full++;
            return false;
        }

        var formatted = Format(line);
        if (formatted.Length > settings.LongestLine)
        {
            ring.Abandon(slot);
            return false;
        }

        Ring.Mark(slot, formatted);
        ring.Publish(slot);
        shipped++;
        return true;
    }

    public int ShipBatch(IReadOnlyList<Line> lines)
    {
        var count = 0;
        foreach (var group in lines.Where(line => line.Level >= settings.Least).GroupBy(line => line.At.Hour))
        {
            var slot = ring.Claim(); // NDIS0005
            if (slot.IsEmpty)
                return count;
            text.Clear();
            foreach (var line in group.OrderBy(line => line.At))
                text.AppendLine(Format(line));
            if (text.Length == 0)
                continue;
            Ring.Mark(slot, text.ToString());
            if (text.Length > settings.LongestLine)
                ring.Abandon(slot);
            else
                ring.Publish(slot);
            count++;
        }

        shipped += count;
        return count;
    }

    bool Passes(in Line line)
    {
        if (line.Level < settings.Least || string.IsNullOrWhiteSpace(line.Text))
            return false;
        foreach (var word in settings.Muted)
        {
            if (line.Text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }

    static string Format(in Line line) => $"{line.At:HH:mm:ss.fff} {line.Level.ToString().ToUpperInvariant()[0]} {line.Text.ReplaceLineEndings(" ")}";
}
