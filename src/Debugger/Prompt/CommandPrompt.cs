using NdisRules.Debugger.Targets;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Prompt;

/// <summary>Answers line after line. Typed by a person it has history and completion; otherwise lines are read as they come.</summary>
internal sealed class CommandPrompt(TargetSource source, Terminal terminal, bool json)
{
    private const string Sign = "ndiskd> ";

    private readonly Completion completion = new();
    private string? next;
    private bool anyFailed;

    /// <summary>Runs until the input ends or somebody leaves.</summary>
    /// <returns>0; where no person types, 2 when a line could not be answered.</returns>
    public int Run()
    {
        var editor = terminal.HasKeys ? new LineEditor(new ConsoleKeys(), completion) : null;
        if (terminal.HasKeys) terminal.Output.WriteLine($"{source.Name}: 'help' lists the commands, Tab completes, an empty line shows more, 'exit' leaves");
        while (ReadLine(editor) is { } line && line.Trim() is not ("exit" or "quit" or "q"))
        {
            if (line.Trim() is not "" and var command) Answer(command);
            else if (next is not null) Answer(next);
        }
        return anyFailed && !terminal.HasKeys ? ExitCode.CouldNotAnswer : ExitCode.Answered;
    }

    private string? ReadLine(LineEditor? editor) => editor is null ? terminal.Input.ReadLine() : editor.ReadLine(Sign);

    private void Answer(string line)
    {
        try
        {
            var answer = AnswerTo(json ? $"{line} --json" : line);
            terminal.Write(answer);
            next = answer.NextPage;
            completion.Learn(answer);
        }
        catch (Exception e) when (e is DebugCommandException or DebuggerException)
        {
            next = null;
            anyFailed = true;
            terminal.Refuse(e.Message);
        }
    }

    /// <summary>What is wrong with a line is told without stopping the process for it.</summary>
    private Answer AnswerTo(string line) => DebugCommands.Parse(line).Command is HelpCommand
        ? DebugCommands.Run(line, () => throw new InvalidOperationException("help looks into nothing"))
        : source.Read(target => DebugCommands.Run(line, () => target));
}
