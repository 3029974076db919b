namespace NdisRules.Oracle.Programs;

/// <summary>Objects are NET_BUFFERs, NET_BUFFER_LISTs and what belongs to them.</summary>
sealed class NdisDialect : Dialect
{
    public override string Name => "NDIS";

    public override string Usings => "using NdisRules.Runtime;\nusing static NdisRules.Runtime.Ndis;\n";

    protected override string Write(string verb, char kind, string argument) => verb switch
    {
        "params" => "NetBufferPool pool, NetBufferPool data, NetBufferListPool lists, NetBufferListPool wholes, Mdl mdl",
        "args" => "pool, data, lists, wholes, mdl",
        "type" or "maybe" => TypeOf(kind),
        "new" => Acquire(kind, argument),
        "free" => Free(kind, argument),
        "use" => Use(kind, argument),
        "none" => kind == Kind.Pool ? "null" : "default",
        "sure" => kind == Kind.Pool ? argument + "!" : argument,
        "live" when kind == Kind.Context => $"{argument} == NdisStatus.Success",
        "null" when kind == Kind.Context => $"{argument} != NdisStatus.Success",
        "null" => kind == Kind.Pool ? $"{argument} is null" : $"{argument}.IsNull",
        "nullB" => kind == Kind.Pool ? $"{argument} == null" : $"{argument} == null",
        "nullC" => kind == Kind.Pool ? $"{argument} == null" : $"!{argument}",
        "live" => kind == Kind.Pool ? $"{argument} is not null" : $"!{argument}.IsNull",
        "liveB" => $"{argument} != null",
        "liveC" => kind == Kind.Pool ? $"{argument} is not null" : argument,
        "livePattern" => kind == Kind.Pool ? $"{argument} is {{ }}" : $"{argument} is {{ IsNull: false }}",
        "from" => $"NdisAllocateNetBuffer({argument}, mdl, 0, 64)",
        _ => throw new FormatException($"There is no sign '{verb}'."),
    };

    static string TypeOf(char kind) => kind switch
    {
        Kind.Buffer or Kind.Data => "NetBuffer",
        Kind.Pool => "NetBufferPool?",
        _ => "NetBufferList",
    };

    static string Acquire(char kind, string argument) => kind switch
    {
        Kind.Buffer => "NdisAllocateNetBuffer(pool, mdl, 0, 64)",
        Kind.Data => "NdisAllocateNetBufferMdlAndData(data)",
        Kind.List => "NdisAllocateNetBufferList(lists, 0, 0)",
        Kind.Whole => "NdisAllocateNetBufferAndNetBufferList(wholes, 0, 0, mdl, 0, 64)",
        Kind.Clone => $"NdisAllocateCloneNetBufferList({argument}, lists, pool, NdisCloneFlags.None)",
        Kind.Context => $"NdisAllocateNetBufferListContext({argument}, 32, 0, 0)",
        Kind.Pool => "NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters())",
        _ => throw new FormatException($"There is no kind '{kind}'."),
    };

    static string Free(char kind, string argument) => kind switch
    {
        Kind.Buffer or Kind.Data => $"NdisFreeNetBuffer({argument})",
        Kind.Clone => $"NdisFreeCloneNetBufferList({argument}, NdisCloneFlags.None)",
        Kind.Context => $"NdisFreeNetBufferListContext({argument.Split(", ")[0]}, 32)",
        Kind.Pool => $"NdisFreeNetBufferPool({argument})",
        _ => $"NdisFreeNetBufferList({argument})",
    };

    static string Use(char kind, string argument) => kind switch
    {
        Kind.Buffer or Kind.Data => $"{argument}.DataLength = 60",
        Kind.Pool => $"Input.See({argument}.Capacity)",
        _ => $"{argument}.Status = NdisStatus.Success",
    };
}
