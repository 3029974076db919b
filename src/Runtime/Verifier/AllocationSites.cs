using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;

namespace NdisRules.Runtime;

/// <summary>Names the place of the caller outside this assembly: method, file and line, as far as they are known.</summary>
static class AllocationSites
{
    static readonly ConcurrentDictionary<(MethodBase Method, int Offset), string> names = new();

    /// <summary>The place, such as <c>Driver.Send in Driver.cs, line 42</c>.</summary>
    /// <param name="depth">How many callers to name, the innermost first.</param>
    internal static string Here(int depth)
    {
        string? place = null;
        var trace = new StackTrace(skipFrames: 1, fNeedFileInfo: false);
        for (var i = 0; i < trace.FrameCount; i++)
        {
            var frame = trace.GetFrame(i)!;
            if (frame.GetMethod() is not { } method || method.Module.Assembly == typeof(AllocationSites).Assembly) continue;
            var key = (method, frame.GetILOffset());
            // Files are looked up in the symbols once for each place, since that takes long.
            if (!names.TryGetValue(key, out var name)) names[key] = name = Name(new StackFrame(i + 1, needFileInfo: true), method);
            place = place is null ? name : $"{place}, called by {name}";
            if (--depth == 0) break;
        }
        return place ?? "an unknown place";
    }

    static string Name(StackFrame frame, MethodBase method)
    {
        var where = $"{method.DeclaringType?.Name}.{method.Name}";
        return frame.GetFileName() is { } file ? $"{where} in {Path.GetFileName(file)}, line {frame.GetFileLineNumber()}" : where;
    }
}
