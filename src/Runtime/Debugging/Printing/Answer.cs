using System.Text.Json;
using System.Text.Json.Serialization;

namespace NdisRules.Runtime.Debugging;

/// <summary>What a command found.</summary>
/// <param name="Command">The command.</param>
/// <param name="Data">All of it, for machines: what JSON is made of.</param>
/// <param name="Blocks">The same for people.</param>
sealed record Answer(string Command, object Data, IReadOnlyList<Block> Blocks)
{
    static readonly JsonSerializerOptions json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Whether the answer is that something is wrong: a leak, or an invariant that does not hold.</summary>
    internal bool FoundFault { get; init; }

    /// <summary>The line that shows what comes behind the page, null when nothing does.</summary>
    internal string? NextPage { get; init; }

    /// <summary>Whether the answer was asked for as JSON.</summary>
    internal bool AsJson { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(Data, Data.GetType(), json);
}
