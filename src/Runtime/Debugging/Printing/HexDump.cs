using System.Text;

namespace NdisRules.Runtime.Debugging;

/// <summary>Prints bytes as debuggers do.</summary>
static class HexDump
{
    const int PerLine = 16;

    internal static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var at = 0; at < bytes.Length; at += PerLine)
        {
            var line = bytes[at..Math.Min(at + PerLine, bytes.Length)];
            if (at > 0) text.AppendLine();
            text.Append($"  {at:x4}  ");
            for (var i = 0; i < PerLine; i++) text.Append(i < line.Length ? $"{line[i]:x2} " : "   ").Append(i == 7 ? " " : "");
            text.Append(' ');
            foreach (var one in line) text.Append(one is >= (byte)' ' and <= (byte)'~' ? (char)one : '.');
        }
        return text.ToString();
    }
}
