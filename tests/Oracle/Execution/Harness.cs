using System.Reflection;
using NdisRules.Runtime;

namespace NdisRules.Oracle.Execution;

/// <summary>Takes a program through its life once: what is called when is one more decision.</summary>
sealed class Harness(Type main, Unit unit)
{
    /// <summary>How many calls come between the beginning and the end of a life.</summary>
    const int MostCalls = 3;

    static readonly byte[] packet = new byte[64];

    readonly MethodInfo[] methods = [.. main.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).OrderBy(method => method.MetadataToken)];

    /// <summary>Runs it once.</summary>
    public Run Execute(IReadOnlyList<int> prefix, bool wantsSites)
    {
        var run = new Run(prefix, unit, wantsSites);
        var stock = Stock.For(unit.Dialect, wantsSites);
        Run.Current = run;
        try
        {
            if (unit.Program.IsDriver)
                RunDriver(run, stock);
            else
                RunClass(run, stock);
        }
        catch (RunEnded)
        {
        }
        catch (Exception exception)
        {
            if (!run.IsBroken && !run.Choices.IsCut)
                run.Unexpected = exception;
        }
        Finish(run, stock);
        return run;
    }

    static void Finish(Run run, Stock stock)
    {
        run.IsInside = false;
        // Of a run that did not come to its end nobody knows what it would have freed.
        stock.Report(run.IsBroken || run.Choices.IsCut ? null : run);
        run.Settle();
        Run.Current = null;
    }

    void RunClass(Run run, Stock stock)
    {
        var instance = Activator.CreateInstance(main, stock.Arguments)!;
        var calls = methods.Where(method => method.Name != nameof(IDisposable.Dispose)).ToList();
        // Without fields one call knows nothing of another.
        var most = instance is IDisposable ? MostCalls : 1;
        for (var call = 0; call < most; call++)
        {
            var chosen = run.Decide(instance is IDisposable ? calls.Count + 1 : calls.Count);
            if (chosen == calls.Count)
                break;
            Inside(run, () => Call(calls[chosen], instance));
        }
        if (instance is IDisposable disposable)
            Inside(run, disposable.Dispose);
    }

    static void Call(MethodInfo method, object instance)
    {
        try
        {
            method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, null, null);
        }
        catch (IOException)
        {
            // A way out like any other.
        }
    }

    static void Inside(Run run, Action call)
    {
        run.IsInside = true;
        call();
        run.IsInside = false;
    }

    void RunDriver(Run run, Stock stock)
    {
        var driver = (MiniportAdapter)Activator.CreateInstance(main, stock.Arguments)!;
        using var host = new NdisHost();
        Ndis.NdisMRegisterMiniportDriver(() => new DriverProxy(driver, run), out var handle);
        var adapter = host.AddAdapter(handle);
        var isInitialized = false;
        LeaveNothing(run, () => isInitialized = adapter.Initialize() == NdisStatus.Success);
        if (!isInitialized)
        {
            Ndis.NdisMDeregisterMiniportDriver(handle);
            return;
        }
        for (var call = 0; call < MostCalls && Step(run, adapter); call++)
        {
        }
        if (adapter.State == MiniportState.Running)
            adapter.Pause();
        LeaveNothing(run, () => adapter.Halt());
        Ndis.NdisMDeregisterMiniportDriver(handle);
    }

    /// <summary>A step of the host that finds what the driver has left.</summary>
    static void LeaveNothing(Run run, Action step)
    {
        try
        {
            step();
        }
        catch (NdisViolationException violation) when (violation.RuleId == "NDIS0001")
        {
            foreach (var line in violation.Outstanding)
                run.Leave(line);
        }
    }

    /// <summary>One thing that the host does; false for the end.</summary>
    bool Step(Run run, HostedAdapter adapter)
    {
        var isRunning = adapter.State == MiniportState.Running;
        var steps = new List<Action?> { null };
        if (!isRunning)
            steps.Add(() => adapter.Restart());
        else if (Has(nameof(MiniportAdapter.Pause)))
            steps.Add(() => adapter.Pause());
        if (isRunning && Has(nameof(MiniportAdapter.SendNetBufferLists)))
            steps.Add(() => adapter.Send(packet));
        if (Has(nameof(MiniportAdapter.CheckForHangEx)))
            steps.Add(() => adapter.CheckForHang());
        if (Has(nameof(MiniportAdapter.OidRequest)))
            steps.Add(() => adapter.Request(new NdisOidRequest()));
        if (Has(nameof(MiniportAdapter.DevicePnPEventNotify)))
            steps.Add(() => adapter.Notify(default));
        if (steps[run.Decide(steps.Count)] is not { } step)
            return false;
        step();
        return true;
    }

    bool Has(string handler) => methods.Any(method => method.Name == handler);
}
