using NdisRules.Runtime;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Targets.Clr;

/// <summary>Reads the MDLs over memory of their callers.</summary>
internal static class ClrMdls
{
    public static IReadOnlyList<MdlFacts> Read(RuntimeModule module)
    {
        var mdls = new List<MdlFacts>();
        if (!module.TryStatic(nameof(MdlTable), "pinned", out var pinned)) return mdls;
        var entries = pinned.Value.AsArray();
        for (var at = 0; at < module.StaticValue<int>(nameof(MdlTable), "used"); at++)
        {
            var entry = entries.GetStructValue(at);
            var word = entry.ReadValueTypeField("Mdl").ReadField<ulong>("word");
            if (word == 0) continue;
            var owner = entry.ReadObjectField("Owner");
            mdls.Add(new MdlFacts(word, owner.IsNull ? null : owner.Text("name"), entry.ReadObjectField("Site").Text()));
        }
        return mdls;
    }
}
