using System.Globalization;

namespace NdisRules.Tool.Checking;

/// <summary>A part of the projects of a target, so that several machines share the work: every n-th project, beginning with the k-th.</summary>
internal sealed record Shard(int Number, int Of)
{
    const int Most = 1000;

    public static Shard All { get; } = new(1, 1);

    /// <summary>Null where the text is not of the form <c>2/5</c>.</summary>
    public static Shard? Parse(string text) => text.Split('/') is [var number, var count]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var k) && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        && k >= 1 && k <= n && n <= Most ? new(k, n) : null;

    public bool Has(int index) => index % Of == Number - 1;
}
