using System.Text.Json.Nodes;
using NdisRules.Runtime;
using static NdisRules.Runtime.Ndis;

namespace NdisRules.Debugger.Tests.Within;

/// <summary>The commands from within, over objects whose figures the test knows by the public members of the runtime.</summary>
public sealed class WithinTests : IDisposable
{
    private const uint Tag = 0x6E69_6857; // "Whin"

    private readonly NdisGenericObject owner = NdisAllocateGenericObject(null, Tag);
    private readonly NetBufferPool pool;
    private readonly NetBufferListPool lists;

    public WithinTests()
    {
        pool = NdisAllocateNetBufferPool(owner, new NetBufferPoolParameters { PoolTag = Tag, DataSize = 40, MaximumCount = 100 })!;
        lists = NdisAllocateNetBufferListPool(owner, new NetBufferListPoolParameters { PoolTag = Tag, AllocateNetBuffer = true, ContextSize = 32, ProtocolId = 7 })!;
    }

    public void Dispose()
    {
        if (pool.OutstandingCount == 0) NdisFreeNetBufferPool(pool);
        if (lists.OutstandingCount == 0) NdisFreeNetBufferListPool(lists);
    }

    [Fact]
    public void A_pool_is_shown_with_its_figures()
    {
        var taken = Take(5);
        NdisFreeNetBuffer(taken[4]);

        var shown = Json(PoolCommand("nbpool", taken[0].ToString()));

        Assert.Equal("Whin", (string?)shown["tag"]);
        Assert.Equal(owner.ToString(), (string?)shown["owner"]);
        Assert.Equal((40, 100, pool.Capacity), ((int)shown["dataSize"]!, (int)shown["maximumCount"]!, (int)shown["capacity"]!));
        Assert.Equal((4, 5), ((int)shown["inUse"]!, (int)shown["highWater"]!));
        Assert.Equal(pool.OutstandingCount, (int)shown["inUse"]!);
        Assert.Equal(pool.Capacity - 4, (int)shown["idleShared"]! + shown["caches"]!.AsArray().Sum(cache => (int)cache!["loaded"]! + (int)cache["previous"]!));
        Free(taken.AsSpan(0, 4));
    }

    [Fact]
    public void An_allocation_that_gives_nothing_is_a_failure()
    {
        var taken = Take(100);
        Assert.True(NdisAllocateNetBufferMdlAndData(pool).IsNull);
        Assert.Equal(1, (int)Json(PoolCommand("nbpool", taken[0].ToString()))["failures"]!);
        Free(taken);
    }

    [Fact]
    public void A_NET_BUFFER_is_shown_with_its_fields()
    {
        var netBuffer = NdisAllocateNetBufferMdlAndData(pool);
        NdisAdvanceNetBufferDataStart(netBuffer, 10, freeMdl: false);

        var shown = Json($"nb {Address(netBuffer.ToString())}");

        Assert.Equal((30, 10, 10), ((int)shown["dataLength"]!, (int)shown["dataOffset"]!, (int)shown["currentMdlOffset"]!));
        Assert.Equal($"{netBuffer.MdlChain.MappedSystemVa + 10:x}", (string?)shown["dataStart"]);
        Assert.Equal(40, (int)shown["mdls"]!.AsArray().Single()!["byteCount"]!);
        NdisFreeNetBuffer(netBuffer);
    }

    [Fact]
    public void The_used_bytes_are_dumped_across_MDLs()
    {
        var front = NdisAllocateMdl(owner, "drop me, keep "u8.ToArray());
        front.Next = NdisAllocateMdl(owner, "this and not that"u8.ToArray());
        using var plain = NdisAllocateNetBufferPool(owner, new NetBufferPoolParameters { PoolTag = Tag })!;
        var netBuffer = NdisAllocateNetBuffer(plain, front, 9, 9);

        var shown = Json($"nb {Address(netBuffer.ToString())} -dump").AsArray().Single()!;

        Assert.Equal("keep this"u8.ToArray(), Convert.FromHexString((string)shown["usedBytes"]!));
        Assert.Contains("keep this", Text($"!nb {Address(netBuffer.ToString())} -dump"), StringComparison.Ordinal);
        var rest = front.Next;
        NdisFreeNetBuffer(netBuffer);
        NdisFreeMdl(front);
        NdisFreeMdl(rest);
    }

    [Fact]
    public void A_sound_NET_BUFFER_keeps_every_invariant()
    {
        var netBuffer = NdisAllocateNetBufferMdlAndData(pool);
        Assert.DoesNotContain("BROKEN", Text($"nb {Address(netBuffer.ToString())} -verify"), StringComparison.Ordinal);
        NdisFreeNetBuffer(netBuffer);
    }

    [Theory]
    [InlineData("length", "40 + 0 are described", "it has 40, and 0 + 41")]
    [InlineData("current", "CurrentMdl is null", "which is not in the chain")]
    [InlineData("offset", "DataOffset is 0", "they are 3 bytes into the chain")]
    [InlineData("stale", "is not lent", "is not lent")]
    public void A_broken_NET_BUFFER_is_told_what_is_wrong_with_it(string what, string either, string or)
    {
        var netBuffer = NdisAllocateNetBufferMdlAndData(pool);
        var own = netBuffer.MdlChain;
        var other = NdisAllocateMdl(owner, new byte[4]);
        switch (what)
        {
            case "length": netBuffer.DataLength = 41; break;
            case "current": netBuffer.CurrentMdl = null; break;
            case "offset": netBuffer.CurrentMdlOffset = 3; break;
            case "stale":
                own.Next = other;
                NdisFreeMdl(other);
                other = null;
                break;
        }

        var shown = Text($"nb {Address(netBuffer.ToString())} -verify");

        Assert.Contains("BROKEN", shown, StringComparison.Ordinal);
        Assert.True(shown.Contains(either, StringComparison.Ordinal) || shown.Contains(or, StringComparison.Ordinal), shown);
        own.Next = null;
        (netBuffer.DataLength, netBuffer.CurrentMdl, netBuffer.CurrentMdlOffset) = (40, own, 0);
        if (other) NdisFreeMdl(other);
        NdisFreeNetBuffer(netBuffer);
    }

    [Fact]
    public void A_list_is_shown_with_flags_status_context_slots_and_children()
    {
        var list = NdisAllocateNetBufferList(lists, 16, 0);
        list.Status = NdisStatus.Resources;
        list.NblFlags = (uint)(NdisNblFlags.IsIPv4 | NdisNblFlags.IsUdp);
        list.HashValue = 0xABC;
        list.SourceHandle = owner;
        NdisAllocateNetBufferListContext(list, 24, 0, 0x747874_43);
        var clone = NdisAllocateCloneNetBufferList(list, null, null, default);

        var shown = Json($"nbl {Address(list.ToString())}");

        Assert.Equal("Resources", (string?)shown["status"]);
        Assert.Equal(["IsIPv4", "IsUdp"], shown["nblFlags"]!.AsArray().Select(flag => (string?)flag));
        Assert.Contains(shown["netBufferListInfo"]!.AsArray(), slot => ((string?)slot!["name"], (string?)slot["value"]) == ("NetBufferListHashValue", "0xabc"));
        Assert.Contains(shown["netBufferListInfo"]!.AsArray(), slot => (string?)slot!["value"] == "0x7");
        Assert.Equal([(24, (string?)"Ctxt"), (16, null)], shown["contexts"]!.AsArray().Select(piece => ((int)piece!["size"]!, (string?)piece["tag"])));
        Assert.Equal(owner.ToString(), (string?)shown["source"]);
        Assert.Equal([Address(clone.ToString())], shown["children"]!.AsArray().Select(child => (string?)child));
        var derived = Json($"nbl {Address(clone.ToString())}");
        Assert.Equal((Address(list.ToString()), "Clone"), ((string?)derived["derivedFrom"], (string?)derived["derivation"]));

        NdisFreeCloneNetBufferList(clone, default);
        NdisFreeNetBufferListContext(list, 24);
        NdisFreeNetBufferList(list);
    }

    [Fact]
    public void A_chain_of_lists_is_shown_list_by_list()
    {
        var first = NdisAllocateNetBufferList(lists, 0, 0);
        var second = first.Next = NdisAllocateNetBufferList(lists, 0, 0);
        Assert.Equal([Address(first.ToString()), Address(second.ToString())], Json($"nbl {Address(first.ToString())} -chain").AsArray().Select(list => (string?)list!["handle"]));
        first.Next = null;
        NdisFreeNetBufferList(first);
        NdisFreeNetBufferList(second);
    }

    [Fact]
    public void An_object_goes_through_the_states_of_its_rule()
    {
        var netBuffer = NdisAllocateNetBufferMdlAndData(pool);
        var name = Address(netBuffer.ToString());
        var lent = Json($"automaton {name}");
        Assert.Equal(("Allocated", "NdisAllocateNetBufferMdlAndData"), ((string?)lent["state"], (string?)lent["rule"]));

        NdisFreeNetBuffer(netBuffer);
        Assert.Equal("Freed", (string?)Json($"automaton {name.Split('#')[0]}")["state"]);
    }

    [Fact]
    public void A_clone_stands_under_the_rule_of_clones()
    {
        var list = NdisAllocateNetBufferList(lists, 0, 0);
        var clone = NdisAllocateCloneNetBufferList(list, lists, null, default);
        Assert.Equal("NdisAllocateCloneNetBufferList", (string?)Json($"automaton {Address(clone.ToString())}")["rule"]);
        NdisFreeCloneNetBufferList(clone, default);
        NdisFreeNetBufferList(list);
    }

    [Theory]
    [InlineData("nbl")]
    [InlineData("nb")]
    [InlineData("nbpool")]
    [InlineData("nblpool")]
    [InlineData("pendingnbl")]
    [InlineData("pendingnbls")]
    [InlineData("nblpools")]
    [InlineData("nbpools")]
    [InlineData("mdl")]
    [InlineData("miniport")]
    [InlineData("leaks")]
    [InlineData("automaton")]
    [InlineData("help")]
    public void Every_command_has_help_under_each_of_its_spellings(string name)
    {
        Assert.StartsWith(name.TrimEnd('s')[..2], Text($"help {name}"), StringComparison.Ordinal);
        Assert.Equal(Text($"help {name}"), Text($"!help !{name}"));
        Assert.Equal(Text($"help {name}"), Text($"HELP !ndiskd.{name}"));
    }

    [Fact]
    public void Pools_are_sorted_as_asked()
    {
        var taken = Take(3);
        var inUse = Json("nbpools -sort inuse -size 1000")["items"]!.AsArray().Select(one => (int)one!["inUse"]!).ToList();
        Assert.Equal(inUse.OrderDescending(), inUse);
        Free(taken);
    }

    [Fact]
    public void Leaks_say_that_they_are_seen_from_outside_only()
    {
        using var output = new StringWriter();
        Assert.False(NdisDebug.Execute("leaks", output));
        Assert.Contains("--pid", Assert.Single(output.ToString().TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_one_line()
    {
        using var output = new StringWriter();
        Assert.False(NdisDebug.Execute("nb nowhere", output));
        Assert.Single(output.ToString().TrimEnd().Split('\n'));
    }

    private NetBuffer[] Take(int count)
    {
        var taken = new NetBuffer[count];
        for (var i = 0; i < count; i++) taken[i] = NdisAllocateNetBufferMdlAndData(pool);
        Assert.DoesNotContain(taken, one => one.IsNull);
        return taken;
    }

    private static void Free(ReadOnlySpan<NetBuffer> taken)
    {
        foreach (var one in taken) NdisFreeNetBuffer(one);
    }

    private static string PoolCommand(string command, string member) => $"{command} {Address(member).Split('#')[0]}";

    /// <summary>The handle in the name of an object, such as <c>NB 7f40#3 len 64 live</c>.</summary>
    private static string Address(string name) => name.Split(' ')[1];

    private static JsonNode Json(string command) => JsonNode.Parse(Text($"{command} --json"))!;

    private static string Text(string command)
    {
        using var output = new StringWriter();
        Assert.True(NdisDebug.Execute(command, output), output.ToString());
        return output.ToString();
    }
}
