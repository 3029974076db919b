using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation;

/// <summary>What holds a field's object between the handlers.</summary>
enum FieldForm
{
    /// <summary>An object or nothing.</summary>
    Optional,

    /// <summary>An object from InitializeEx to HaltEx.</summary>
    Lasting,

    /// <summary>An object while a flag says so.</summary>
    Flagged,

    /// <summary>A queue of objects.</summary>
    Queue,

    /// <summary>An object between Restart and Pause.</summary>
    Window,
}

/// <summary>A field of the class that is run.</summary>
/// <param name="Flag">The flag beside it, for <see cref="FieldForm.Flagged"/>.</param>
sealed record Field(string Name, char Kind, FieldForm Form, string Flag = "")
{
    /// <summary>What has to be given back when the class ends.</summary>
    public Duty AtEnd => Form switch
    {
        FieldForm.Optional => new Duty { Place = Name, Kind = Kind, MayBeNull = true },
        FieldForm.Flagged => new Duty { Place = Name, Kind = Kind, Guard = Flag },
        FieldForm.Queue => new Duty { Place = Name, Kind = Kind, Drain = Drain },
        _ => new Duty { Place = Name, Kind = Kind },
    };

    IEnumerable<Statement> Drain(Author author)
    {
        var one = author.Name("old");
        yield return new Compound($"while ({Name}.TryDequeue(out var {one}))", new Block([new Release($"§free.{Kind}({one});")])) { Of = Construct.Collection };
    }
}
