namespace NdisRules.Tool.Loading;

/// <summary>Told what is being done.</summary>
internal interface IProgressLog
{
    /// <summary>A part of the work whose length nobody knows begins.</summary>
    void Phase(string what);

    /// <summary>The work on that many projects begins.</summary>
    void Begin(int projects);

    /// <summary>A project is being worked on; disposed when it is done.</summary>
    IProjectLog Project(string name);
}

/// <summary>Told what is being done with a project; disposed when it is done.</summary>
internal interface IProjectLog : IDisposable
{
    /// <summary>A rule begins to be verified there. Called from any thread, and often.</summary>
    void Rule(string name);
}
