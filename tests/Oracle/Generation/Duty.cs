using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation;

/// <summary>An object that the code being written owes a free, and how to give it back.</summary>
sealed class Duty
{
    /// <summary>Where it is.</summary>
    public required string Place { get; init; }

    public required char Kind { get; init; }

    /// <summary>Whether it has to be tested before it is freed.</summary>
    public bool MayBeNull { get; set; }

    /// <summary>A condition under which alone there is something to free; null for always.</summary>
    public string? Guard { get; set; }

    /// <summary>What to write after the free, such as the reset of a field; null for nothing.</summary>
    public string? Afterwards { get; init; }

    /// <summary>Frees what is not one object in one place, such as all in a queue; null for a plain free.</summary>
    public Func<Author, IEnumerable<Statement>>? Drain { get; init; }

    /// <summary>Duties that have to be met before this one, such as a clone before its original.</summary>
    public int Borrowers { get; set; }

    /// <summary>The duty that this one has to be met before; null for none.</summary>
    public Duty? Original { get; init; }

    /// <summary>Whether it stays when the block ends well, so that only the ways out before that give it back.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether it is one object in one place that nobody else refers to: any way to free it will do.</summary>
    public bool IsPlain => Guard is null && Drain is null && Afterwards is null && Borrowers == 0 && Original is null;

    /// <summary>Whether it can be used as it is.</summary>
    public bool IsLive => !MayBeNull && Guard is null && Drain is null;
}
