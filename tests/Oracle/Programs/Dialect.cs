using System.Text;

namespace NdisRules.Oracle.Programs;

/// <summary>
/// Writes the signs of a program's texts in one vocabulary: that of NDIS, or that of rented arrays. A sign is <c>§verb.K</c> with an argument
/// in parentheses where it needs one; K is the kind of object.
/// </summary>
abstract class Dialect
{
    const char Sign = '§';

    public static Dialect Ndis { get; } = new NdisDialect();

    public static Dialect ArrayPool { get; } = new ArrayPoolDialect();

    /// <summary>What the long run prints.</summary>
    public abstract string Name { get; }

    /// <summary>What a file of it begins with.</summary>
    public abstract string Usings { get; }

    /// <summary>One sign in C#.</summary>
    protected abstract string Write(string verb, char kind, string argument);

    /// <summary>A text with all its signs written out; signs may be nested.</summary>
    public string Expand(string text)
    {
        var start = text.IndexOf(Sign);
        if (start < 0)
            return text;
        var written = new StringBuilder();
        var at = 0;
        for (; start >= 0; start = text.IndexOf(Sign, at))
        {
            written.Append(text, at, start - at);
            at = start + 1;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.'))
                at++;
            var sign = text[(start + 1)..at].TrimEnd('.');
            at = start + 1 + sign.Length;
            var dot = sign.IndexOf('.');
            var argument = "";
            if (at < text.Length && text[at] == '(')
            {
                var end = Closing(text, at);
                argument = Expand(text[(at + 1)..end]);
                at = end + 1;
            }
            written.Append(Write(dot < 0 ? sign : sign[..dot], dot < 0 ? ' ' : sign[dot + 1], argument));
        }
        return written.Append(text, at, text.Length - at).ToString();
    }

    static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '(')
                depth++;
            else if (text[i] == ')' && --depth == 0)
                return i;
        }
        throw new FormatException($"'{text}' opens a parenthesis and does not close it.");
    }
}
