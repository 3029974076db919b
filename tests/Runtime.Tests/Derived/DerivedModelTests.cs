namespace NdisRules.Runtime.Tests;

/// <summary>Random families of lists and packets derived from each other, against a model in which each byte of memory is an object.</summary>
public sealed class DerivedModelTests : IDisposable
{
    const int Steps = 60_000;
    const int MostLists = 14;

    /// <summary>A byte of memory; packets that share it refer to the same one.</summary>
    sealed class Cell
    {
        public byte Value;
    }

    /// <summary>A list, or the NDIS 5 packets that were made of one, and the bytes that it has to have.</summary>
    sealed class Member(Member? parent, Cell[][] packets, NetBufferList list, NdisPacket[] legacy, Action free)
    {
        public Member? Parent { get; } = parent;

        public Cell[][] Packets { get; } = packets;

        public NetBufferList List { get; } = list;

        public NdisPacket[] Legacy { get; } = legacy;

        public Action Free { get; } = free;

        public int Children { get; set; }
    }

    readonly NetBufferListPool lists = ListPool();
    readonly NetBufferListPool bareLists = ListPool(netBuffer: false);
    readonly NetBufferPool buffers = Pool();
    readonly NdisPacketPool legacyPool;
    readonly List<Mdl> mdls = [];
    readonly List<Member> members = [];
    Random random = new(0);

    public DerivedModelTests() => NdisAllocatePacketPool(out _, out legacyPool!, 1000, 0);

    public void Dispose()
    {
        NdisFreePacketPool(legacyPool);
        NdisFreeNetBufferPool(buffers);
        NdisFreeNetBufferListPool(bareLists);
        NdisFreeNetBufferListPool(lists);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_is_derived_has_the_bytes_that_the_model_has(int seed)
    {
        random = new Random(seed);
        var original = MakeOriginal();
        members.Add(original);
        for (var step = 0; step < Steps; step++) Play();
        foreach (var member in members) Compare(member);
        while (members.Count > 1) FreeOne(members.FindLast(member => member.Children == 0)!);
        Assert.All(mdls, mdl => Assert.Equal(0, Sharers(mdl)));
        original.Free();
    }

    void Play()
    {
        var member = members[random.Next(members.Count)];
        switch (random.Next(10))
        {
            case < 4 when members.Count < MostLists: Derive(member); break;
            case < 6 when member.Parent is not null: FreeOne(member); break;
            case 7: Write(member); break;
            case 8: Header(member); break;
            default: Compare(member); break;
        }
    }

    Member MakeOriginal()
    {
        var cells = new List<Cell>();
        for (var i = random.Next(2, 6); i > 0; i--)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            mdls.Add(NdisAllocateMdl(null, bytes));
            if (mdls.Count > 1) mdls[^2].Next = mdls[^1];
            cells.AddRange(bytes.Select(value => new Cell { Value = value }));
        }
        var packets = new List<Cell[]>();
        var list = NdisAllocateNetBufferList(bareLists, 0, 0);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var offset = random.Next(cells.Count + 1);
            var length = random.Next(cells.Count - offset + 1);
            var nb = NdisAllocateNetBuffer(buffers, mdls[0], offset, length);
            nb.Next = list.FirstNetBuffer;
            list.FirstNetBuffer = nb;
            packets.Insert(0, [.. cells[offset..(offset + length)]]);
        }
        return new Member(null, [.. packets], list, [], () => FreeOriginal(list));
    }

    void FreeOriginal(NetBufferList list)
    {
        foreach (var nb in list.NetBuffers) NdisFreeNetBuffer(nb);
        list.FirstNetBuffer = null;
        NdisFreeNetBufferList(list);
        foreach (var mdl in mdls) NdisFreeMdl(mdl);
    }

    void Derive(Member parent)
    {
        var (lent, bare, lentBuffers) = (lists.OutstandingCount, bareLists.OutstandingCount, buffers.OutstandingCount);
        if (random.Next(8) == 0) MdlTable.RunShortAfter(random.Next(6));
        var child = parent.Legacy.Length > 0 ? FromPacket(parent) : random.Next(5) switch
        {
            0 => Clone(parent, NdisCloneFlags.None),
            1 => Clone(parent, NdisCloneFlags.UseOriginalMdls),
            2 => Fragment(parent, random.Next(8), random.Next(60), random.Next(10), random.Next(4)),
            3 => Reassemble(parent, random.Next(4), random.Next(10), random.Next(4)),
            _ => ToPackets(parent),
        };
        MdlTable.RunShortAfter(-1);
        if (child is null)
        {
            Assert.Equal((lent, bare, lentBuffers), (lists.OutstandingCount, bareLists.OutstandingCount, buffers.OutstandingCount));
            return;
        }
        parent.Children++;
        members.Add(child);
        Compare(child);
    }

    Member? Clone(Member parent, NdisCloneFlags flags)
    {
        var list = NdisAllocateCloneNetBufferList(parent.List, random.Next(2) == 0 ? lists : bareLists, buffers, flags);
        return list ? new Member(parent, parent.Packets, list, [], () => NdisFreeCloneNetBufferList(list, flags)) : null;
    }

    Member? Fragment(Member parent, int startOffset, int maximumLength, int delta, int backFill)
    {
        var list = NdisAllocateFragmentNetBufferList(parent.List, random.Next(2) == 0 ? lists : bareLists, buffers, startOffset, maximumLength, delta, backFill);
        if (!list) return null;
        Cell[][] pieces = [.. parent.Packets.SelectMany(packet => packet[startOffset..].Chunk(maximumLength)).Select(piece => Front(delta, piece))];
        return new Member(parent, pieces, list, [], () => NdisFreeFragmentNetBufferList(list, delta));
    }

    Member? Reassemble(Member parent, int startOffset, int delta, int backFill)
    {
        var list = NdisAllocateReassembledNetBufferList(parent.List, lists, startOffset, delta, backFill);
        if (!list) return null;
        Cell[] whole = [.. parent.Packets.SelectMany(packet => packet[startOffset..])];
        return new Member(parent, [Front(delta, whole)], list, [], () => NdisFreeReassembledNetBufferList(list, delta));
    }

    Member? ToPackets(Member parent)
    {
        var packets = new NdisPacket[parent.Packets.Length + random.Next(3)];
        var status = NdisTranslateNetBufferListToPackets(parent.List, NdisPacketDirection.Send, legacyPool, packets, out var count);
        Assert.Equal(status == NdisStatus.Success ? parent.Packets.Length : 0, count);
        if (count == 0) return null;
        var made = packets[..count];
        return new Member(parent, parent.Packets, null, made, () =>
        {
            foreach (var packet in made[1..]) Assert.True(NdisFreeTranslatedPacket(packet).IsNull);
            var last = NdisFreeTranslatedPacket(made[0]);
            Assert.True(last.IsNull || last == parent.List);
        });
    }

    Member? FromPacket(Member parent)
    {
        var at = random.Next(parent.Legacy.Length);
        if (members.Any(member => member.Parent == parent)) return null;
        var list = NdisTranslatePacketToNetBufferList(parent.Legacy[at], NdisPacketDirection.Receive, lists);
        return new Member(parent, [parent.Packets[at]], list, [], () => NdisFreeTranslatedNetBufferList(list));
    }

    static Cell[] Front(int delta, Cell[] piece) => [.. Enumerable.Range(0, delta).Select(_ => new Cell()), .. piece];

    void FreeOne(Member member)
    {
        // What has children stays; packets are asked one by one, so that only lists are tried.
        if (member.Children > 0)
        {
            if (member.Legacy.Length == 0) Breaks("NDIS0009", member.Free);
            return;
        }
        var used = mdls.Find(mdl => Sharers(mdl) > 0);
        if (used) Breaks("NDIS0009", () => NdisFreeMdl(used));
        member.Free();
        members.Remove(member);
        member.Parent!.Children--;
    }

    void Write(Member member)
    {
        var packet = random.Next(member.Packets.Length);
        if (member.Packets[packet].Length == 0) return;
        var at = random.Next(member.Packets[packet].Length);
        member.Packets[packet][at].Value = Place(member, packet, at) = (byte)random.Next(256);
    }

    static ref byte Place(Member member, int packet, int at)
    {
        Mdl mdl;
        if (member.Legacy.Length > 0) mdl = member.Legacy[packet].FirstBuffer;
        else
        {
            var nb = member.List.FirstNetBuffer;
            for (; packet > 0; packet--) nb = nb.Next;
            mdl = nb.CurrentMdl;
            at += nb.CurrentMdlOffset;
        }
        for (; at >= mdl.ByteCount; mdl = mdl.Next) at -= mdl.ByteCount;
        return ref mdl.Span[at];
    }

    /// <summary>Puts a header in front and takes it away again; what it holds is nobody else's affair, unless unused space is shared.</summary>
    void Header(Member member)
    {
        if (member.Legacy.Length > 0) return;
        var bytes = random.Next(20);
        if (NdisRetreatNetBufferListDataStart(member.List, bytes, random.Next(4)) != NdisStatus.Success) return;
        var at = 0;
        foreach (var nb in member.List.NetBuffers)
            Assert.True(Bytes(nb).AsSpan(bytes).SequenceEqual(Values(member.Packets[at++])));
        NdisAdvanceNetBufferListDataStart(member.List, bytes, freeMdl: true);
    }

    static void Compare(Member member)
    {
        var at = 0;
        if (member.Legacy.Length == 0)
            foreach (var nb in member.List.NetBuffers) Assert.True(Bytes(nb).AsSpan().SequenceEqual(Values(member.Packets[at++])));
        foreach (var packet in member.Legacy)
            Assert.True(Links(packet.FirstBuffer).SelectMany(mdl => mdl.Span.ToArray()).SequenceEqual(Values(member.Packets[at++])));
        Assert.Equal(member.Packets.Length, at);
    }

    static byte[] Values(Cell[] cells) => [.. cells.Select(cell => cell.Value)];
}
