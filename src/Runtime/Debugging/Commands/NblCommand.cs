namespace NdisRules.Runtime.Debugging;

/// <summary><c>nbl</c>: one NET_BUFFER_LIST.</summary>
sealed class NblCommand : DebugCommand
{
    const int MostDumped = 64 * 1024;

    internal override string Name => "nbl";

    internal override string Argument => "<address>";

    internal override string Summary => "A NET_BUFFER_LIST: its fields, its NET_BUFFERs, contexts, parent and children, who has it";

    internal override IReadOnlyList<CommandOption> Options =>
        [new("-chain", null, "those that are linked behind it too"), new("-data", null, "the used bytes of its NET_BUFFERs")];

    internal override Answer Run(ObjectSpace space, CommandArguments arguments)
    {
        var head = ObjectArguments.Object(space, arguments.Word(), HeadKind.NetBufferList);
        if (arguments.Has("-chain") && head.IsLive) return Chain(space, head);
        var list = ListReader.Read(space, head);
        if (arguments.Has("-data") && head.IsLive) return Data(space, list);
        return new Answer(Name, list, [.. Blocks(list)]);
    }

    Answer Chain(ObjectSpace space, Head head)
    {
        var lists = ListReader.Chain(space, head.Word).Select(one => ListReader.Read(space, one)).ToList();
        var table = new TableOf<ListSnapshot>("").Text("NBL", list => list.Handle).Number("NBs", list => list.NetBuffers.Count)
            .Number("Bytes", list => list.NetBuffers.Sum(netBuffer => (long)netBuffer.DataLength)).Text("Status", list => list.Status)
            .Text("Flags", list => string.Join(", ", list.NblFlags)).Text("Source", list => list.Source).Text("Held by", list => HeldBy(list.Pending));
        return new Answer(Name, lists, [table.Of(lists)]);
    }

    Answer Data(ObjectSpace space, ListSnapshot list)
    {
        var shown = list.NetBuffers
            .Select(netBuffer => (NetBuffer: netBuffer, Bytes: NetBufferReader.UsedBytes(space, ObjectArguments.Object(space, netBuffer.Handle, HeadKind.NetBuffer), MostDumped)))
            .ToList();
        return new Answer(Name, new { List = list, Data = shown.Select(one => new { one.NetBuffer.Handle, UsedBytes = Convert.ToHexStringLower(one.Bytes) }) },
            [.. Blocks(list), .. shown.SelectMany(one => NbCommand.Blocks(one.NetBuffer, one.Bytes))]);
    }

    static string HeldBy(IReadOnlyList<PendingSnapshot> pending) => pending.Count == 0 ? "its driver" : pending[^1].Holder ?? "NDIS";

    static IEnumerable<Block> Blocks(ListSnapshot list)
    {
        yield return Fields(list);
        yield return new TableOf<NetBufferSnapshot>("NET_BUFFERs").Text("NB", one => one.Handle).Number("Length", one => one.DataLength)
            .Number("DataOffset", one => one.DataOffset).Number("MDLs", one => one.Mdls.Count).Text("Data starts at", one => one.DataStart).Of(list.NetBuffers);
        if (list.Contexts.Count > 0)
        {
            yield return new TableOf<ContextSnapshot>("Contexts, the newest first").Text("Address", one => one.Address).Number("Bytes", one => one.Size)
                .Text("Tag", one => one.Tag ?? "with the list").Of(list.Contexts);
        }
        if (list.NetBufferListInfo.Count > 0) yield return new TableOf<SlotSnapshot>("Out-of-band slots in use").Text("Slot", one => one.Name).Text("Value", one => one.Value).Of(list.NetBufferListInfo);
        if (list.Pending.Count > 0) yield return PendingCommand.Table("Under way").Of(list.Pending);
    }

    static FieldBlock Fields(ListSnapshot list) => new($"NBL {list.Handle}",
    [
        ("State", list.State.ToString()),
        ("Source pool", $"{list.Pool} '{list.Tag}'"),
        ("Owner", list.Owner ?? "none"),
        ("Allocated by", list.AllocatedBy ?? "not noted"),
        ("Next NBL", list.Next ?? "none"),
        ("First NB", list.FirstNetBuffer ?? "none"),
        ("Source", list.Source ?? "none"),
        ("Status", list.Status),
        ("NblFlags", list.NblFlags.Count == 0 ? "[No flags set]" : string.Join(", ", list.NblFlags)),
        ("Flags", list.Flags),
        ("Parent NBL", list.Parent ?? "none"),
        ("Made from", list.DerivedFrom is null ? "-" : $"{list.DerivedFrom}, {list.Derivation}"),
        ("ChildRefCount", $"{list.ChildRefCount}"),
        ("Children", list.Children.Count == 0 ? "none" : string.Join(", ", list.Children)),
        ("Scratch", list.Scratch),
    ]);
}
