namespace NdisRules.Runtime.Debugging;

/// <summary>Flags by the names of the driver kit.</summary>
static class FlagNames
{
    internal static IReadOnlyList<string> Of(MdlFlags flags) => Split((ushort)flags, bit => Name((MdlFlags)bit));

    internal static IReadOnlyList<string> Of(NdisNblFlags flags) => Split((uint)flags, bit => Name((NdisNblFlags)bit));

    static string Name<T>(T flag)
        where T : struct, Enum =>
        Enum.IsDefined(flag) ? flag.ToString() : $"0x{Convert.ToUInt64(flag):x}";

    static List<string> Split(uint flags, Func<uint, string> name)
    {
        var names = new List<string>();
        for (var bit = 0; bit < 32; bit++)
        {
            if ((flags & (1u << bit)) != 0) names.Add(name(1u << bit));
        }
        return names;
    }
}
