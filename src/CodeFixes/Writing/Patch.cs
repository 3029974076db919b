using Microsoft.CodeAnalysis.Text;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>A change that was made: the scene after it, and where everything has gone, step by step.</summary>
internal sealed record Patch(Scene After, IReadOnlyList<Patch.Moves> Steps, IReadOnlyList<TextChange> Changes)
{
    /// <summary>Where the text that began at <paramref name="position"/> begins now.</summary>
    public int Map(int position) => Steps.Aggregate(position, (at, step) => step.Start(at));

    /// <summary>Where the new text stands now; what the formatter put there is no text.</summary>
    public IEnumerable<TextSpan> Inserted => Steps.SelectMany((step, index) => step.IsFormatting ? [] : step.Inserted
        .Select(span => Steps.Skip(index + 1).Aggregate(span, (at, later) => TextSpan.FromBounds(later.Start(at.Start), Math.Max(later.Start(at.Start), later.Start(at.End))))));

    /// <summary>This change and one of the text after it, as one.</summary>
    /// <param name="further">The other change.</param>
    /// <param name="before">The text before both.</param>
    public Patch Then(Patch further, SourceText before) => Of(further.After, [.. Steps, .. further.Steps], before);

    public static Patch Of(Scene after, IReadOnlyList<Moves> steps, SourceText before) => new(after, steps, [.. after.Text.GetTextChanges(before).OrderBy(change => change.Span.Start)]);

    /// <summary>Whether two changes of one text touch different parts of it.</summary>
    public bool IsApartFrom(Patch other) => Changes.All(mine => other.Changes.All(its => mine.Span.End < its.Span.Start || its.Span.End < mine.Span.Start));

    /// <summary>Several changes of one text, which touch different parts of it, as one.</summary>
    public static async Task<Patch?> JoinAsync(Scene before, IEnumerable<Patch> patches, CancellationToken cancellation)
    {
        var changes = patches.SelectMany(patch => patch.Changes).OrderBy(change => change.Span.Start).ToArray();
        return await Scene.OfAsync(before.Document.WithText(before.Text.WithChanges(changes)), cancellation).ConfigureAwait(false) is { } after
            ? new(after, [new(changes)], changes) : null;
    }

    /// <summary>Changes in the order of the text, and how they move positions.</summary>
    internal sealed class Moves(IReadOnlyList<TextChange> changes, bool isFormatting = false)
    {
        public bool IsFormatting { get; } = isFormatting;

        /// <summary>What stood in text that went is where that text was.</summary>
        public int Start(int position)
        {
            var moved = position + changes.Where(change => change.Span.End <= position).Sum(Growth);
            return changes.FirstOrDefault(change => change.Span.Start < position && position < change.Span.End) is { NewText: { } text } around
                ? moved - Math.Max(0, position - around.Span.Start - text.Length) : moved;
        }

        /// <summary>Where the new text of each change stands.</summary>
        public IEnumerable<TextSpan> Inserted => changes.Select((change, index) => new TextSpan(change.Span.Start + changes.Take(index).Sum(Growth), change.NewText!.Length));

        static int Growth(TextChange change) => change.NewText!.Length - change.Span.Length;
    }
}
