using System.Globalization;
using System.Text;

namespace NdisRules.CodeFixes.Tests.Solutions;

/// <summary>Files with as many lost objects as one likes, in a handful of shapes, of several rules.</summary>
internal static class ManyDefects
{
    static readonly string[] shapes =
    [
        """
            public int Early{0}(int kind)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (nb.IsNull)
                    return 0;
                if (kind > {0})
                    return kind;
                NdisFreeNetBuffer(nb);
                return 1;
            }

        """,
        """
            public void Never{0}()
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (nb.IsNull)
                    return;
                nb.DataLength = {0};
            }

        """,
        """
            public void Thrown{0}(string name)
            {
                var mdl = NdisAllocateMdl(null, new byte[{0} + 1]);
                if (mdl.IsNull)
                    return;
                if (name.Length > {0})
                    throw new ArgumentException(name);
                NdisFreeMdl(mdl);
            }

        """,
        """
            public int Rented{0}(int size)
            {
                var array = ArrayPool<byte>.Shared.Rent(size);
                foreach (var item in array)
                    if (item == {0})
                        return item;
                ArrayPool<byte>.Shared.Return(array);
                return 0;
            }

        """,
        """
            public void Both{0}(bool urgent)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (!nb.IsNull)
                {
                    if (urgent)
                        NdisFreeNetBuffer(nb);
                }
            }

        """,
    ];

    /// <summary>A file with one class and so many defects.</summary>
    public static (string Name, string Text) File(int number, int defects)
    {
        var text = new StringBuilder("using System;\nusing System.Buffers;\nusing NdisRules.Runtime;\nusing static NdisRules.Runtime.Ndis;\n\n")
            .Append(CultureInfo.InvariantCulture, $"sealed class Processor{number}(NetBufferPool pool)\n{{\n");
        for (var i = 0; i < defects; i++)
            text.Append(shapes[(number + i) % shapes.Length].ReplaceLineEndings("\n").Replace("{0}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)).Append('\n');
        return ($"Processor{number}.cs", text.ToString().TrimEnd() + "\n}\n");
    }
}
