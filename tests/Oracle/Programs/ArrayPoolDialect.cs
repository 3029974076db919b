namespace NdisRules.Oracle.Programs;

/// <summary>Objects are arrays, rented from a pool that records. There is no shortage: a rent always gives an array.</summary>
sealed class ArrayPoolDialect : Dialect
{
    public override string Name => "ArrayPool";

    public override string Usings => "using System.Buffers;\nusing NdisRules.Runtime;\n";

    protected override string Write(string verb, char kind, string argument) => verb switch
    {
        "params" => "ArrayPool<byte> pool",
        "args" => "pool",
        "type" => "byte[]",
        "maybe" => "byte[]?",
        "new" => "pool.Rent(64)",
        "from" => "pool.Rent(64)",
        "free" => $"pool.Return({argument.Split(", ")[^1]})",
        "use" => $"{argument}[0] = 1",
        "none" => "null",
        "sure" => argument + "!",
        "null" => $"{argument} is null",
        "nullB" => $"{argument} == null",
        "nullC" => $"null == {argument}",
        "live" => $"{argument} is not null",
        "liveB" => $"{argument} != null",
        "liveC" => $"null != {argument}",
        "livePattern" => $"{argument} is {{ }}",
        _ => throw new FormatException($"There is no sign '{verb}'."),
    };
}
