using System.Reflection;
using System.Reflection.Emit;
using NdisRules.Runtime;
using NdisRules.Runtime.Debugging;

namespace NdisRules.Debugger.Targets.Clr;

/// <summary>Looks whether the structures in native memory of the process are those that this program was built with.</summary>
internal static class LayoutCheck
{
    private static readonly Type[] structures =
        [typeof(NetBufferFields), typeof(NetBufferListFields), typeof(NetBufferListRest), typeof(MdlFields), typeof(ContextBlock), typeof(SlabHeader), typeof(PoolContext), typeof(Depot)];

    /// <exception cref="DebuggerException">They are not.</exception>
    public static void Run(RuntimeModule module)
    {
        foreach (var structure in structures)
        {
            // One that the process has not used yet is not loaded, and is not read either.
            if (module.Type(structure.Name) is not { Fields.Length: > 0 } there) continue;
            var theirs = there.Fields.Select(field => (field.Name, field.Offset)).Order();
            if (!theirs.SequenceEqual(OffsetsOf(structure).Order())) throw OtherVersion(structure.Name);
        }
    }

    /// <summary>What to say when the process has something else than this program knows.</summary>
    public static DebuggerException OtherVersion(string what) =>
        new($"the process uses another version of NdisRules.Runtime than ndiskd {typeof(OwnProcess).Assembly.GetName().Version?.ToString(3)} knows ({what} differs): take the ndiskd of its version");

    private static IEnumerable<(string?, int)> OffsetsOf(Type structure) =>
        structure.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(field => ((string?)field.Name, OffsetOf(structure, field)));

    private static int OffsetOf(Type structure, FieldInfo field)
    {
        var method = new DynamicMethod("offset", typeof(int), [structure.MakeByRefType()], structure.Module, skipVisibility: true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldflda, field);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Conv_I4);
        il.Emit(OpCodes.Ret);
        var anything = Array.CreateInstance(structure, 1);
        return (int)method.Invoke(null, [anything.GetValue(0)])!;
    }
}
