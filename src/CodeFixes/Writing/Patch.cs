using Microsoft.CodeAnalysis.Text;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>A change that was made: the scene after it, and where everything has gone.</summary>
internal sealed record Patch(Scene After, Patch.Moves Edits, Patch.Moves Formatting)
{
    /// <summary>Where the text that began at <paramref name="position"/> begins now.</summary>
    public int Map(int position) => Formatting.Start(Edits.Start(position));

    /// <summary>Where the new text stands now.</summary>
    public IEnumerable<TextSpan> Inserted => Edits.Inserted.Select(span => TextSpan.FromBounds(Formatting.Start(span.Start), Formatting.Start(span.End)));

    /// <summary>Changes in the order of the text, and how they move positions.</summary>
    internal sealed class Moves(IReadOnlyList<TextChange> changes)
    {
        public int Start(int position) => position + changes.Where(change => change.Span.End <= position).Sum(Growth);

        /// <summary>Where the new text of each change stands.</summary>
        public IEnumerable<TextSpan> Inserted => changes.Select((change, index) => new TextSpan(change.Span.Start + changes.Take(index).Sum(Growth), change.NewText!.Length));

        static int Growth(TextChange change) => change.NewText!.Length - change.Span.Length;
    }
}
