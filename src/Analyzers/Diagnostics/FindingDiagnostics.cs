using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;

namespace NdisRules.Analyzers.Diagnostics;

/// <summary>
/// How a finding becomes a diagnostic. Its additional locations begin with the acquire (NDIS0005: with the exits); the steps of the
/// trace follow from the number in "steps" on, each with its text in the property "text.N" of the same number, what happened in "kind.N",
/// and how a condition came out in "outcome.N".
/// </summary>
static class FindingDiagnostics
{
    public static Diagnostic ToDiagnostic(this Finding finding)
    {
        var places = new List<Location>();
        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        properties["rule"] = finding.Rule;
        properties["object"] = finding.ObjectName;
        properties["field"] = finding.Field?.GetDocumentationCommentId();
        properties["exits"] = Number(finding.Exits.Count);

        void Add(Location place, string text)
        {
            properties["text." + Number(places.Count)] = text;
            places.Add(place);
        }

        foreach (var exit in finding.Exits)
        {
            properties["exit." + Number(places.Count)] = exit.Form.ToString();
            properties["holder." + Number(places.Count)] = exit.Holder;
            Add(exit.Where, exit.IsRemoval ? "dropped here" : exit.Form is ExitForm.Overwrite ? "overwritten here" : "lost here");
        }

        if (finding.Acquire is { } acquire)
        {
            properties["acquire"] = Number(places.Count);
            Add(acquire.GetLocation(), "allocated here");
        }

        properties["steps"] = Number(places.Count);
        foreach (var step in finding.Steps)
        {
            properties["kind." + Number(places.Count)] = step.Kind.ToString();
            if (step.Outcome is { } outcome)
                properties["outcome." + Number(places.Count)] = outcome ? "true" : "false";
            Add(step.Where.GetLocation(), step.Text);
        }

        return Diagnostic.Create(DescriptorOf(finding.Defect), finding.Primary, places, properties.ToImmutable(), finding.Rule, finding.Message);
    }

    public static DiagnosticDescriptor DescriptorOf(Defect defect) => defect switch
    {
        Defect.StillAllocated => Descriptors.NDIS0001,
        Defect.NotAlternating => Descriptors.NDIS0002,
        Defect.FreedTwice => Descriptors.NDIS0003,
        Defect.UsedAfterFree => Descriptors.NDIS0004,
        Defect.Lost => Descriptors.NDIS0005,
        Defect.LostByCall => Descriptors.NDIS0006,
        Defect.WrongPartner => Descriptors.NDIS0008,
        Defect.OutOfOrder => Descriptors.NDIS0009,
        Defect.FreedWithoutAcquire => Descriptors.NDIS0007,
        Defect.MayBeNull => Descriptors.NDIS0010,
        _ => Descriptors.NDIS0031,
    };

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
