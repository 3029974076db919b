using System.Diagnostics.CodeAnalysis;
using Microsoft.Diagnostics.Runtime;

namespace NdisRules.Debugger.Targets.Clr;

/// <summary>NdisRules.Runtime in the process that is read.</summary>
internal sealed class RuntimeModule
{
    private const string FileName = "NdisRules.Runtime.dll";
    private const string Namespace = "NdisRules.Runtime.";

    private readonly ClrModule module;

    private RuntimeModule(ClrModule module) => this.module = module;

    /// <exception cref="DebuggerException">The process has no such module, or one whose structures are others than ours.</exception>
    public static RuntimeModule In(ClrRuntime runtime)
    {
        var found = runtime.EnumerateModules().FirstOrDefault(module => string.Equals(Path.GetFileName(module.Name), FileName, StringComparison.OrdinalIgnoreCase))
            ?? throw new DebuggerException("the process does not use NdisRules.Runtime: that assembly is not loaded");
        var own = new RuntimeModule(found);
        LayoutCheck.Run(own);
        return own;
    }

    /// <summary>A type by its name without the namespace; null when the process has not loaded it.</summary>
    public ClrType? Type(string name) => module.GetTypeByName(Namespace + name);

    /// <summary>An object that a static field refers to; false before the class is initialised.</summary>
    public bool TryStatic(string type, string field, [NotNullWhen(true)] out ClrObject? value)
    {
        value = Static(type, field)?.ReadObject(module.AppDomain);
        if (value is { IsValid: false } or { IsNull: true }) value = null;
        return value is not null;
    }

    /// <summary>The number in a static field, the default value before the class is initialised.</summary>
    public T StaticValue<T>(string type, string field)
        where T : unmanaged => Static(type, field)?.Read<T>(module.AppDomain) ?? default;

    private ClrStaticField? Static(string type, string field)
    {
        if (Type(type) is not { } found) return null;
        var known = found.GetStaticFieldByName(field) ?? throw LayoutCheck.OtherVersion($"{type}.{field}");
        return known.IsInitialized(module.AppDomain) ? known : null;
    }
}
