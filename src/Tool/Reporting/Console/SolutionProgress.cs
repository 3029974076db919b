using System.Diagnostics;
using NdisRules.Tool.Loading;
using Spectre.Console;

namespace NdisRules.Tool.Reporting.Console;

/// <summary>Shows on a terminal which projects are at work, how many are done and how long it will take; is silent elsewhere.</summary>
internal sealed class SolutionProgress(StatusContext? status) : IProgressLog
{
    readonly Lock gate = new();
    readonly List<Shown> atWork = [];
    readonly Stopwatch watch = new();
    int projects;
    int done;
    long shownAt;

    public static Task<T> ShowAsync<T>(Terminal terminal, Func<IProgressLog, Task<T>> work) => terminal.ShowsProgress
        ? terminal.Progress().Status().Spinner(Spinner.Known.Dots).StartAsync("Starting", status => work(new SolutionProgress(status)))
        : work(new SolutionProgress(null));

    public void Phase(string what) => status?.Status(Markup.Escape(what));

    public void Begin(int count)
    {
        projects = count;
        watch.Start();
    }

    public IProjectLog Project(string name)
    {
        var begun = new Shown(this, name);
        lock (gate)
        {
            atWork.Add(begun);
            Show();
        }

        return begun;
    }

    void End(Shown ended)
    {
        lock (gate)
        {
            atWork.Remove(ended);
            done++;
            Show();
        }
    }

    /// <summary>Rules change faster than anybody reads.</summary>
    void ShowNowAndThen()
    {
        if (status is null || watch.ElapsedMilliseconds - shownAt < 100 || !gate.TryEnter())
            return;
        try
        {
            Show();
        }
        finally
        {
            gate.Exit();
        }
    }

    void Show()
    {
        shownAt = watch.ElapsedMilliseconds;
        status?.Status(Markup.Escape($"{done} of {projects} projects{Left()}: {string.Join(", ", atWork)}"));
    }

    string Left()
    {
        if (done == 0)
            return "";
        var left = watch.Elapsed / done * (projects - done);
        return left.TotalSeconds < 1 ? "" : $", about {(left.TotalMinutes >= 1 ? $"{left.TotalMinutes:F0} min" : $"{left.TotalSeconds:F0} s")} left";
    }

    sealed class Shown(SolutionProgress progress, string name) : IProjectLog
    {
        string rule = "";

        public void Rule(string begun)
        {
            rule = begun;
            progress.ShowNowAndThen();
        }

        public void Dispose() => progress.End(this);

        public override string ToString() => rule == "" ? name : $"{name} ({rule})";
    }
}
