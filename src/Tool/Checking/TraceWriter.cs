using Microsoft.CodeAnalysis;

namespace NdisRules.Tool.Checking;

/// <summary>Adds to the steps of a trace what can be seen from them: how deep in calls each is, and the state of the object before it.</summary>
internal static class TraceWriter
{
    public static IReadOnlyList<TraceStep> Write(IEnumerable<(Location Place, string Text, StepKind Kind, bool? Outcome)> steps)
    {
        var written = new List<TraceStep>();
        var running = new List<string>();
        var state = ObjectState.Unallocated;
        var hasCalled = false;
        foreach (var (place, text, kind, outcome) in steps)
        {
            var member = Members.Around(place);
            Follow(running, member, hasCalled);
            written.Add(new(Checking.Place.Of(place), text, kind, outcome, member, running.Count - 1, state));
            state = After(kind, state);
            hasCalled = kind == StepKind.Call;
        }

        return written;
    }

    /// <summary>A member that already runs has been returned to, unless it was just called; another one was called, or follows when all that ran have ended.</summary>
    static void Follow(List<string> running, string member, bool hasCalled)
    {
        var at = hasCalled ? -1 : running.LastIndexOf(member);
        if (at >= 0)
            running.RemoveRange(at + 1, running.Count - at - 1);
        else if (!hasCalled)
            running.Clear();
        if (at < 0)
            running.Add(member);
    }

    static ObjectState After(StepKind kind, ObjectState state) => kind switch
    {
        StepKind.Acquire => ObjectState.Allocated,
        StepKind.Release => ObjectState.Freed,
        _ => state,
    };
}
