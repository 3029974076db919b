using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Changes to the text of a scene. Text, so that no comment and no odd line break of the author is lost; what is new is formatted in the end.</summary>
internal sealed class Draft(Scene scene)
{
    readonly List<TextChange> changes = [];
    readonly List<TextSpan> reformatted = [];
    readonly HashSet<string> named = [];
    readonly HashSet<int> broken = [];

    bool isGivenUp;

    public Scene Scene { get; } = scene;

    /// <summary>The line break that the file uses.</summary>
    public string NewLine { get; } = scene.Text.Lines[0] is var line && line.EndIncludingLineBreak > line.End ? scene.Text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)) : "\n";

    public void Insert(int position, string text) => changes.Add(new(new(position, 0), text));

    public void Replace(TextSpan span, string text) => changes.Add(new(span, text));

    /// <summary>Lets the formatter go over old text too: what got other neighbours or another depth.</summary>
    public void Reformat(TextSpan span) => reformatted.Add(span);

    /// <summary>New braces around a conditional directive would fit one configuration only: such a change is given up.</summary>
    public void Keeps(SyntaxNode enclosed) => isGivenUp |= enclosed.ContainsDirectives;

    /// <summary>A name that nothing in the member around is called by, nor anything that was named for this change before.</summary>
    public string NewName(string name, SyntaxNode place)
    {
        var unused = HeldBack.Unused(name, place, Scene, named);
        named.Add(unused);
        return unused;
    }

    public string IndentOf(int position)
    {
        var line = Scene.Text.Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>Whether nothing but white space stands before the position in its line.</summary>
    public bool IsFirstOnLine(int position)
        => string.IsNullOrWhiteSpace(Scene.Text.ToString(TextSpan.FromBounds(Scene.Text.Lines.GetLineFromPosition(position).Start, position)));

    /// <summary>Begins a line there, if none begins there yet.</summary>
    public void BreakBefore(int position)
    {
        if (!IsFirstOnLine(position) && broken.Add(position))
            Insert(position, NewLine);
    }

    public async Task<Patch?> ApplyAsync(CancellationToken cancellation)
    {
        if (isGivenUp)
            return null;
        var edits = Merged();
        var edited = Scene.Document.WithText(Scene.Text.WithChanges(edits));
        if (await edited.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
            return null;

        var moved = new Patch.Moves(edits);
        var spans = reformatted.Select(span => TextSpan.FromBounds(moved.Start(span.Start), moved.Start(span.End))).Concat(moved.Inserted)
            .Where(span => !span.IsEmpty).Select(span => FromPreviousToken(root, span));
        var options = FileStyle.Indentation(Scene, await edited.GetOptionsAsync(cancellation).ConfigureAwait(false)).WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, NewLine);
        var formatting = Formatter.GetFormattedTextChanges(root, spans, edited.Project.Solution.Workspace, options, cancellation).OrderBy(change => change.Span.Start).ToArray();
        var text = await edited.GetTextAsync(cancellation).ConfigureAwait(false);
        return await Scene.OfAsync(edited.WithText(text.WithChanges(formatting)), cancellation).ConfigureAwait(false) is { } after
            ? Patch.Of(after, [moved, new(formatting, isFormatting: true)], Scene.Text) : null;
    }

    /// <summary>The formatter moves a token only where it sees the one before it.</summary>
    static TextSpan FromPreviousToken(SyntaxNode root, TextSpan span)
        => TextSpan.FromBounds(root.FindToken(span.Start).GetPreviousToken() is { RawKind: not 0 } previous ? previous.SpanStart : span.Start, span.End);

    /// <summary>In the order of the text; what is inserted at one position becomes one change, in the order it was asked for.</summary>
    TextChange[] Merged() => [.. changes.GroupBy(change => change.Span).OrderBy(group => group.Key.Start).ThenBy(group => group.Key.End)
        .Select(group => new TextChange(group.Key, string.Concat(group.Select(change => change.NewText))))];
}
