namespace NdisRules.Analyzers.Flow;

/// <summary>The points that wait to be passed, the first of the source first. There are few at a time, so they lie in one list, sorted from the last to the first.</summary>
sealed class WorkList
{
    readonly List<(int Block, int Point)> waiting = [];

    public bool IsEmpty => waiting.Count == 0;

    /// <summary>Adds a point, unless it waits already.</summary>
    public void Add(int block, int point)
    {
        var place = waiting.Count;
        while (place > 0 && waiting[place - 1].CompareTo((block, point)) < 0)
            place--;
        if (place == 0 || waiting[place - 1] != (block, point))
            waiting.Insert(place, (block, point));
    }

    /// <summary>Takes the first one out.</summary>
    public int Take()
    {
        var point = waiting[waiting.Count - 1].Point;
        waiting.RemoveAt(waiting.Count - 1);
        return point;
    }
}
