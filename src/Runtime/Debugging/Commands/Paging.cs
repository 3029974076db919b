namespace NdisRules.Runtime.Debugging;

/// <summary>A part of many things, and how many there are.</summary>
/// <param name="Total">How many there are.</param>
/// <param name="Page">Which part, from 1.</param>
/// <param name="Pages">How many parts there are; 1 when there is nothing.</param>
/// <param name="Items">The part.</param>
sealed record PageOf<T>(int Total, int Page, int Pages, IReadOnlyList<T> Items);

/// <summary>Shows many things page by page.</summary>
static class Paging
{
    const int UsualSize = 50;

    internal static CommandOption[] Options { get; } =
    [
        new("-page", "<n>", "the n-th page, from 1"),
        new("-size", "<n>", $"how many to a page; {UsualSize} unless said"),
    ];

    /// <summary>Cuts a page out; all are counted, only those of the page are kept.</summary>
    /// <exception cref="DebugCommandException">There is no such page.</exception>
    internal static PageOf<T> Cut<T>(IEnumerable<T> all, CommandArguments arguments)
    {
        var (page, size) = (arguments.Number("-page", 1, least: 1), arguments.Number("-size", UsualSize, least: 1));
        var first = (long)(page - 1) * size;
        var items = new List<T>();
        var total = 0;
        foreach (var one in all)
        {
            if (total >= first && total < first + size) items.Add(one);
            total++;
        }
        var pages = Math.Max(1, (total + size - 1) / size);
        if (page > pages) throw new DebugCommandException($"there is no page {page}: {total} of {size} to a page make {pages}");
        return new PageOf<T>(total, page, pages, items);
    }

    /// <summary>The line that follows a page.</summary>
    internal static TextBlock Footer<T>(PageOf<T> page, string what) => new($"{page.Total} {what}; page {page.Page} of {page.Pages}");

    /// <summary>The command that shows the next page, null behind the last.</summary>
    internal static string? Next<T>(PageOf<T> page, CommandArguments arguments) => page.Page < page.Pages ? arguments.With("-page", page.Page + 1) : null;
}
