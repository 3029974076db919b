using NdisRules.Analyzers.Flow;

namespace NdisRules.Analyzers.Tests.Flow;

public sealed class WorkListTests
{
    [Fact]
    public void The_first_block_comes_first_and_of_one_block_the_first_point()
    {
        var waiting = new WorkList();
        foreach (var (block, point) in new[] { (3, 0), (1, 4), (2, 1), (1, 2), (3, 5) })
            waiting.Add(block, point);
        Assert.Equal([2, 4, 1, 0, 5], Taken(waiting));
    }

    [Fact]
    public void A_point_that_waits_already_waits_once()
    {
        var waiting = new WorkList();
        foreach (var (block, point) in new[] { (2, 1), (1, 0), (2, 1), (3, 2), (1, 0) })
            waiting.Add(block, point);
        Assert.Equal([0, 1, 2], Taken(waiting));
    }

    [Fact]
    public void What_was_taken_may_wait_again()
    {
        var waiting = new WorkList();
        waiting.Add(1, 7);
        Assert.Equal(7, waiting.Take());
        waiting.Add(1, 7);
        Assert.Equal([7], Taken(waiting));
    }

    static IEnumerable<int> Taken(WorkList waiting)
    {
        while (!waiting.IsEmpty)
            yield return waiting.Take();
    }
}
