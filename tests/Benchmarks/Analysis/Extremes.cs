using System.Text;

namespace NdisRules.Benchmarks.Analysis;

/// <summary>Programs that have much of one thing: calls below calls, callers of one helper, objects, statements.</summary>
internal static class Extremes
{
    public static string Chain(int depth)
    {
        var members = new StringBuilder("NetBuffer Step0() => NdisAllocateNetBuffer(pool, mdl, 0, 64);\n");
        for (var i = 1; i < depth; i++)
            members.Append($$"""NetBuffer Step{{i}}() { var made = Step{{i - 1}}(); used++; return made; }""").AppendLine();
        members.Append($$"""public void Run() { var item = Step{{depth - 1}}(); if (!item.IsNull) NdisFreeNetBuffer(item); }""");
        return Class(members);
    }

    public static string Callers(int count)
    {
        var members = new StringBuilder("NetBuffer Get() { var made = NdisAllocateNetBuffer(pool, mdl, 0, 64); used++; return made; }\nvoid Put(NetBuffer item) { if (!item.IsNull) NdisFreeNetBuffer(item); }\n");
        for (var i = 0; i < count; i++)
            members.Append($$"""int Use{{i}}(int limit) { var item = Get(); if (limit > {{i}}) used++; Put(item); return used; }""").AppendLine();
        return Class(members);
    }

    /// <summary>Each method takes an object and gives it back, all change what the others read, and the last ends the life of the class.</summary>
    public static string Methods(int count)
    {
        var members = new StringBuilder();
        for (var i = 0; i < count; i++)
            members.Append($$"""public int Use{{i}}(int limit) { var item = NdisAllocateNetBuffer(pool, mdl, 0, 64); var same = item; if (item.IsNull) return used; if (used > limit) used = {{i}}; NdisFreeNetBuffer(same); return used; }""").AppendLine();
        members.Append("public void Dispose() => used = 0;");
        return Class(members, ": IDisposable");
    }

    /// <summary>The objects are all taken first and all given back last, each only if it was wanted.</summary>
    public static string Objects(int count)
    {
        var (takes, gives) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < count; i++)
        {
            takes.AppendLine($"NetBuffer item{i} = default; if (wanted[{i}] > limit) item{i} = NdisAllocateNetBuffer(pool, mdl, 0, 64);");
            gives.AppendLine($"if (!item{i}.IsNull) NdisFreeNetBuffer(item{i});");
        }

        return Class(new StringBuilder($"public void Run(int[] wanted, int limit)\n{{\n{takes}{gives}}}"));
    }

    public static string Statements(int count)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < count; i++)
            lines.AppendLine((i % 4) switch { 0 => "used++;", 1 => $"limit += values[{i}];", 2 => $"if (limit > {i}) used = limit;", _ => "Note(limit);" });
        return Class(new StringBuilder($$"""
            static void Note(int number) => Console.WriteLine(number);
            public void Run(int[] values, int limit)
            {
                var item = NdisAllocateNetBuffer(pool, mdl, 0, 64);
                if (item.IsNull) return;
                {{lines}}
                NdisFreeNetBuffer(item);
            }
            """));
    }

    static string Class(StringBuilder members, string bases = "") => $$"""
        using System;
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        public sealed class Extreme(NetBufferPool pool, Mdl mdl) {{bases}}
        {
            int used;
            {{members}}
        }
        """;
}
