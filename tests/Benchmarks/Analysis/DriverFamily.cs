using System.Text;

namespace NdisRules.Benchmarks.Analysis;

/// <summary>
/// Source of a family of drivers, of a wanted number of lines. Every worker method owns a stream, so that whoever looks for IDisposables has
/// something to do in each; a wanted share of the methods takes a NET_BUFFER as well, the others a slot of a table in code of the same shape.
/// All drivers use the same names for their methods, as drivers do.
/// </summary>
/// <param name="percent">How many of a hundred methods touch a rule.</param>
internal sealed class DriverFamily(int percent)
{
    static readonly string[] verbs =
    [
        "Read", "Write", "Copy", "Flush", "Scan", "Count", "Drain", "Probe", "Parse", "Merge", "Split", "Check", "Mark", "Trim", "Walk", "Sum",
    ];

    int methods;

    /// <summary>The files, one a driver, until there are enough lines.</summary>
    public IEnumerable<string> Files(int lines)
    {
        var written = 0;
        for (var driver = 0; written < lines; driver++)
        {
            var file = File(driver);
            written += file.AsSpan().Count('\n');
            yield return file;
        }
    }

    /// <summary>Spreads the share evenly, over all shapes and names.</summary>
    bool NextTouches() => ++methods * percent / 100 != (methods - 1) * percent / 100;

    string File(int driver)
    {
        var text = new StringBuilder();
        var keeps = NextTouches();
        text.Append($$"""
            using System;
            using System.IO;
            using NdisRules.Runtime;
            using static NdisRules.Runtime.Ndis;

            namespace Family;

            public sealed class Driver{{driver}} : MiniportAdapter
            {
                readonly NetBufferPool pool;
                readonly Mdl mdl;
                readonly int[] table = new int[64];
                int used;
                {{(keeps ? "NetBuffer" : "int")}} header;

                public Driver{{driver}}(NetBufferPool pool, Mdl mdl)
                {
                    this.pool = pool;
                    this.mdl = mdl;
                }

                int Take(int size) => used < table.Length ? table[used++] = size : -1;

                void Give(int slot) => table[--used] = slot;

                public override NdisStatus InitializeEx(MiniportInitParameters parameters)
                {
                    using var settings = new StreamReader("driver{{driver}}.txt");
                    header = {{Taken(keeps)}};
                    if ({{IsMissing("header", keeps)}})
                        return NdisStatus.Resources;
                    if (settings.ReadLine() is null)
                    {
                        {{Given("header", keeps)}};
                        return NdisStatus.Failure;
                    }

                    return NdisStatus.Success;
                }

                public override void HaltEx(NdisHaltAction action)
                {
                    {{Given("header", keeps)}};
                }

                public override bool CheckForHangEx() => Read("state", used) + Scan("state", used) < 0;


            """);
        for (var i = 0; i < verbs.Length; i++)
            text.AppendLine(MethodShapes.Write(i + driver, verbs[i], NextTouches()));
        return text.AppendLine("}").ToString();
    }

    /// <summary>How a method gets what it has to give back.</summary>
    internal static string Taken(bool touches) => touches ? "NdisAllocateNetBuffer(pool, mdl, 0, 64)" : "Take(64)";

    internal static string IsMissing(string name, bool touches) => touches ? $"{name}.IsNull" : $"{name} < 0";

    internal static string Given(string name, bool touches) => touches ? $"NdisFreeNetBuffer({name})" : $"Give({name})";
}
