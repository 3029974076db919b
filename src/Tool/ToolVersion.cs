using System.Reflection;

namespace NdisRules.Tool;

/// <summary>The version of this program.</summary>
internal static class ToolVersion
{
    /// <summary>Such as 0.1.0, without what a build adds.</summary>
    public static string Text { get; } = typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
