using NdisRules.Oracle.Programs;

namespace NdisRules.Oracle.Generation;

/// <summary>Writes a driver: an adapter class with its handlers.</summary>
static class DriverWriter
{
    /// <param name="Head">The handler as the base class has it.</param>
    /// <param name="Leave">The statement that leaves it.</param>
    sealed record Handler(string Head, string Leave);

    static readonly Handler[] handlers =
    [
        new("public override bool CheckForHangEx()", "return false;"),
        new("public override NdisStatus OidRequest(NdisOidRequest request)", "return NdisStatus.Success;"),
        new("public override void DevicePnPEventNotify(NdisDevicePnPEvent devicePnPEvent)", "return;"),
    ];

    const string SendHead = "public override void SendNetBufferLists(NetBufferList netBufferLists, uint portNumber, NdisSendFlags sendFlags)";

    public static GeneratedProgram Write(long seed, Author author)
    {
        var fields = ProgramWriter.Fields(author, 1 + author.Rng.Next(2), FieldForm.Optional, FieldForm.Lasting, FieldForm.Flagged, FieldForm.Queue);
        var windows = author.Rng.Chance(25) ? ProgramWriter.Fields(author, 1, FieldForm.Window) : [];
        List<Member> members = [.. ProgramWriter.Declarations([.. fields, .. windows]), Initialize(author, fields)];
        foreach (var handler in author.Rng.Shuffle(handlers).Take(1 + author.Rng.Next(2)))
            members.Add(new Member(handler.Head, Body(author, fields, handler.Leave)));
        if (author.Rng.Chance(40) || windows.Count > 0)
            AddSend(author, members, [.. fields, .. windows]);
        if (windows.Count > 0)
            AddWindow(author, members, windows[0]);
        members.Add(new Member("public override void HaltEx(NdisHaltAction action)", author.Write(Author.Function("return;", fields.Select(field => field.AtEnd)), 0)) { Of = Construct.LifeCycle });
        return new GeneratedProgram(seed, IsDriver: true, [new TypeNode($"sealed class {Rendering.MainClass}(§params) : MiniportAdapter", [.. members, .. author.Members]), .. author.Types]);
    }

    static Member Initialize(Author author, List<Field> fields)
    {
        var frame = Author.Function(author.Rng.Pick(["return NdisStatus.Resources;", "return NdisStatus.Failure;"]), knowsAdapter: true);
        var kept = new List<Duty>();
        foreach (var field in fields.Where(field => field.Form == FieldForm.Lasting || (field.Form == FieldForm.Optional && author.Rng.Chance(40))))
        {
            author.Grow(frame, author.Rng.Next(2));
            frame.Add(new Line($"{field.Name} = §new.{field.Kind};") { Of = Construct.Field });
            // Not plain: it stays in its field, and nothing else may become its name.
            var duty = author.Take(frame, new Duty { Place = field.Name, Kind = field.Kind, MayBeNull = true, IsKept = true, Afterwards = $"{field.Name} = §none.{field.Kind};" });
            if (field.Form == FieldForm.Lasting)
                author.Settle(frame, duty);
            kept.Add(duty);
        }
        if (author.Rng.Chance(40) && author.Exit(frame) is { } exit)
            frame.Add(new If("Input.Choose()", exit) { Of = Construct.EarlyExit });
        kept.ForEach(duty => frame.Duties.Remove(duty));
        author.Finish(frame);
        frame.Add(new Line("return NdisStatus.Success;"));
        return new Member("public override NdisStatus InitializeEx(MiniportInitParameters parameters)", frame.ToBlock()) { Of = Construct.LifeCycle };
    }

    static Block Body(Author author, IReadOnlyList<Field> fields, string leave)
    {
        var frame = Author.Function(leave, fields: fields, knowsAdapter: true);
        author.Grow(frame, 1 + author.Rng.Next(author.Options.Size));
        author.Finish(frame);
        if (leave != "return;")
            frame.Add(new Line(leave));
        return frame.ToBlock();
    }

    static void AddSend(Author author, List<Member> members, IReadOnlyList<Field> fields)
    {
        var name = author.Name("Work");
        var complete = new Line("Ndis.NdisMSendNetBufferListsComplete(NdisMiniportHandle, netBufferLists, NdisSendCompleteFlags.None);") { IsFixed = true };
        members.Add(new Member(SendHead, new Block([new Line($"{name}();"), complete])) { Of = Construct.LifeCycle });
        members.Add(new Member($"void {name}()", Body(author, fields, "return;")));
    }

    static void AddWindow(Author author, List<Member> members, Field window)
    {
        var restart = Author.Function("return NdisStatus.Resources;", knowsAdapter: true);
        author.Grow(restart, author.Rng.Next(2));
        restart.Add(new Line($"{window.Name} = §new.{window.Kind};") { Of = Construct.Field });
        var duty = author.Take(restart, new Duty { Place = window.Name, Kind = window.Kind, MayBeNull = true, IsKept = true, Afterwards = $"{window.Name} = §none.{window.Kind};" });
        author.Settle(restart, duty);
        restart.Duties.Remove(duty);
        author.Finish(restart);
        restart.Add(new Line("return NdisStatus.Success;"));
        members.Add(new Member("public override NdisStatus Restart(MiniportRestartParameters parameters)", restart.ToBlock()) { Of = Construct.LifeCycle });
        var pause = Author.Function("return NdisStatus.Success;", [new Duty { Place = window.Name, Kind = window.Kind }]);
        members.Add(new Member("public override NdisStatus Pause(MiniportPauseParameters parameters)", new Block([.. author.Write(pause, 0).Statements, new Line("return NdisStatus.Success;")])) { Of = Construct.LifeCycle });
    }
}
