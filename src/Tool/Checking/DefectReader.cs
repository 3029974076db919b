using System.Globalization;
using Microsoft.CodeAnalysis;

namespace NdisRules.Tool.Checking;

/// <summary>Reads what the analyzers wrote into a diagnostic: places, their texts and the steps of the trace.</summary>
internal static class DefectReader
{
    public static Defect Read(Diagnostic diagnostic, string project, Compilation compilation)
    {
        var defect = WithoutTrace(diagnostic, project, compilation);
        var trace = TraceOf(diagnostic, defect.Sentence);
        return defect with { Trace = [.. trace.Select(step => step.Step)], Executed = ExecutedLines.Of(trace, compilation) };
    }

    static Defect WithoutTrace(Diagnostic diagnostic, string project, Compilation compilation) => new()
    {
        Id = diagnostic.Id,
        Rule = RuleOf(diagnostic),
        Severity = diagnostic.Severity,
        Message = diagnostic.GetMessage(CultureInfo.InvariantCulture),
        Where = Place.Of(diagnostic.Location),
        Project = project,
        Member = Members.Around(diagnostic.Location),
        Related = [.. Related(diagnostic)],
        Suppressed = !diagnostic.IsSuppressed ? null : JustificationOf(diagnostic, compilation),
    };

    static string JustificationOf(Diagnostic diagnostic, Compilation compilation) => diagnostic.GetSuppressionInfo(compilation)?.Attribute is { } attribute
        ? attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Justification").Value.Value as string ?? ""
        : "";

    static IEnumerable<(Place, string)> Related(Diagnostic diagnostic) =>
        diagnostic.AdditionalLocations.Take(Number(diagnostic, "steps") ?? diagnostic.AdditionalLocations.Count).Select((place, number) => (Place.Of(place), TextAt(diagnostic, number)));

    static IReadOnlyList<(TraceStep Step, Location Place)> TraceOf(Diagnostic diagnostic, string sentence)
    {
        if (Number(diagnostic, "steps") is not { } first)
            return [];
        var end = EndOf(diagnostic, first);
        var steps = diagnostic.AdditionalLocations.Select((place, number) => (Place: place, Number: number)).Skip(first)
            .Select(step => (step.Place, Text: TextAt(diagnostic, step.Number), Kind: KindAt(diagnostic, step.Number), Outcome: OutcomeAt(diagnostic, step.Number)))
            .Where(step => step.Kind != StepKind.Use || step.Place != end) // told by the last step
            .Append((end, Text: sentence, StepKind.Defect, null));
        return TraceWriter.Write(steps);
    }

    /// <summary>Where a trace ends: at the exit on which the object is lost, where the closing role ends, else where the diagnostic points.</summary>
    static Location EndOf(Diagnostic diagnostic, int first) => first > 0 && diagnostic.Properties.ContainsKey("exit.0") ? diagnostic.AdditionalLocations[0] : Members.EndOf(diagnostic.Location);

    /// <summary>The rule whose name starts the message; of a role declaration the property names the role instead.</summary>
    static string RuleOf(Diagnostic diagnostic) => diagnostic.Properties.GetValueOrDefault("rule") is { } rule && diagnostic.GetMessage(CultureInfo.InvariantCulture).StartsWith(rule + ": ", StringComparison.Ordinal) ? rule : "";

    static string TextAt(Diagnostic diagnostic, int number) => diagnostic.Properties.GetValueOrDefault($"text.{number}") switch
    {
        null => "",
        "here" => "meets the object here", // enough beside a squiggle, too little in a list
        var text => text,
    };

    static StepKind KindAt(Diagnostic diagnostic, int number) => Enum.TryParse<StepKind>(diagnostic.Properties.GetValueOrDefault($"kind.{number}"), out var kind) ? kind : StepKind.Use;

    static bool? OutcomeAt(Diagnostic diagnostic, int number) => diagnostic.Properties.GetValueOrDefault($"outcome.{number}") is { } outcome ? outcome == "true" : null;

    static int? Number(Diagnostic diagnostic, string property) => int.TryParse(diagnostic.Properties.GetValueOrDefault(property), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
