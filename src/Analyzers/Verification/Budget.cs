namespace NdisRules.Analyzers.Verification;

/// <summary>How much work a verification may cost. All in steps, never in time: findings must not depend on the machine.</summary>
static class Budget
{
    /// <summary>Worlds at one point for one object.</summary>
    public const int Worlds = 64;

    /// <summary>Truths in the key of a world, besides state and holders.</summary>
    public const int FocusTruths = 6;

    /// <summary>Tracked objects of one method.</summary>
    public const int Objects = 64;

    /// <summary>Operations applied to sets of worlds, for one object.</summary>
    public const int Transfers = 40_000;

    /// <summary>What each handler adds to it, where an object is led through a whole life.</summary>
    public const int TransfersOfHandler = 2_000;

    /// <summary>The most that an object may cost with all handlers of its life.</summary>
    public const int TransfersOfLife = 120_000;

    /// <summary>What all objects that one method acquires may cost together: the next one is not begun beyond it.</summary>
    public const int TransfersOfMethod = 400_000;

    /// <summary>How many places a world may know of for one step: to pass one that knows of more costs a step for each so many.</summary>
    public const int PlacesOfStep = 32;

    /// <summary>How many steps a body may take to show whether it leaves an object to its callers.</summary>
    public const int TransfersToLeave = 1_000;

    /// <summary>The same where the body acquires itself, or makes what does: loops around it are no depth.</summary>
    public const int TransfersToLeaveNear = 8_000;

    /// <summary>How far up and down a counter is counted.</summary>
    public const int Count = 3;

    /// <summary>Members below a variable: <c>a.b.c.d</c>.</summary>
    public const int PathDepth = 3;

    /// <summary>What one delegate may run, one after the other, and how many such sequences.</summary>
    public const int FunctionTargets = 8;

    /// <summary>How often one body may run inside itself with different worlds before it counts as out of sight.</summary>
    public const int Recursion = 4;

    /// <summary>How often a call that meets itself is executed again until it comes to rest.</summary>
    public const int Rounds = 16;

    /// <summary>Worlds in which a callee is executed before those that it is called in are told apart by less: of numbers then counts only their sign.</summary>
    public const int Entries = 32;

    /// <summary>Overrides or implementations that one call is followed into.</summary>
    public const int Implementations = 8;

    /// <summary>Among how many methods a call may tell apart which types its receiver has.</summary>
    public const int Choices = 4;

    /// <summary>Operations looked at on the search for the acquires below one body.</summary>
    public const int Ways = 200_000;

    /// <summary>Calls followed into each other.</summary>
    public const int CallDepth = 64;

    /// <summary>How many of them on the stack of whoever asks; what is deeper gets a stack of its own.</summary>
    public const int CallsOfStack = 16;
}

/// <summary>The budget of a run is used up; caught where the run was started, which says so by NDIS0031.</summary>
sealed class BudgetException(string what) : Exception($"more than the budget of {what}")
{
    public string What { get; } = what;
}
