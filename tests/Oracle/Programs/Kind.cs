namespace NdisRules.Oracle.Programs;

/// <summary>The kinds of objects, each with the letter that stands for it in signs.</summary>
static class Kind
{
    /// <summary>A NET_BUFFER over the caller's chain.</summary>
    public const char Buffer = 'B';

    /// <summary>A NET_BUFFER with an MDL and data.</summary>
    public const char Data = 'D';

    /// <summary>A NET_BUFFER_LIST.</summary>
    public const char List = 'L';

    /// <summary>A NET_BUFFER_LIST with its NET_BUFFER.</summary>
    public const char Whole = 'W';

    /// <summary>A clone of a NET_BUFFER_LIST; its acquire names the original.</summary>
    public const char Clone = 'C';

    /// <summary>A block of context; its acquire names the list that it is put on.</summary>
    public const char Context = 'X';

    /// <summary>A pool of NET_BUFFERs.</summary>
    public const char Pool = 'P';

    /// <summary>What one variable can hold and one free gives back.</summary>
    public static IReadOnlyList<char> Plain { get; } = [Buffer, Data, List, Whole];
}
