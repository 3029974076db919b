namespace NdisRules.Benchmarks.Analysis;

/// <summary>The worker methods of a generated driver. Each owns a stream, and something else that it takes and gives back on every path.</summary>
internal static class MethodShapes
{
    public static string Write(int shape, string name, bool touches)
    {
        var (take, missing, give) = (DriverFamily.Taken(touches), DriverFamily.IsMissing("item", touches), DriverFamily.Given("item", touches));
        return (shape % 5) switch
        {
            0 => EarlyReturns(name, take, missing, give),
            1 => Finally(name, take, missing, give),
            2 => Loop(name, take, missing, give),
            3 => Helper(name, touches ? "NetBuffer" : "int", take, missing, give),
            _ => Switch(name, take, missing, give),
        };
    }

    static string EarlyReturns(string name, string take, string missing, string give) => $$"""
            int {{name}}(string path, int limit)
            {
                var stream = new FileStream(path, FileMode.Open);
                var item = {{take}};
                if ({{missing}})
                {
                    stream.Dispose();
                    return -1;
                }

                var total = 0;
                for (var i = 0; i < limit; i++)
                {
                    total += stream.ReadByte();
                    if (total > limit * 2)
                        break;
                }

                if (total < 0)
                {
                    {{give}};
                    stream.Dispose();
                    return 0;
                }

                {{give}};
                stream.Dispose();
                return total;
            }

        """;

    static string Finally(string name, string take, string missing, string give) => $$"""
            int {{name}}(string path, int limit)
            {
                var item = {{take}};
                if ({{missing}})
                    return -1;
                var stream = new FileStream(path, FileMode.Open);
                try
                {
                    var first = stream.ReadByte();
                    if (first > limit)
                        return limit;
                    table[first & 63] = limit;
                    return first + stream.ReadByte();
                }
                finally
                {
                    stream.Dispose();
                    {{give}};
                }
            }

        """;

    static string Loop(string name, string take, string missing, string give) => $$"""
            int {{name}}(string path, int limit)
            {
                var failures = 0;
                using (var stream = new FileStream(path, FileMode.Open))
                {
                    while (stream.Position < limit)
                    {
                        var item = {{take}};
                        if ({{missing}})
                        {
                            failures++;
                            continue;
                        }

                        table[failures & 63] = stream.ReadByte();
                        {{give}};
                        if (failures > 8)
                            return -1;
                    }
                }

                return failures;
            }

        """;

    static string Helper(string name, string type, string take, string missing, string give) => $$"""
            {{type}} Open{{name}}(string path, int limit)
            {
                using var stream = new StreamReader(path);
                if (stream.Peek() > limit)
                    table[0] = limit;
                return {{take}};
            }

            int {{name}}(string path, int limit)
            {
                var item = Open{{name}}(path, limit);
                if ({{missing}})
                    return -1;
                var stream = new FileStream(path, FileMode.Open);
                var total = stream.ReadByte();
                stream.Dispose();
                if (total > limit)
                    total = limit;
                {{give}};
                return total;
            }

        """;

    static string Switch(string name, string take, string missing, string give) => $$"""
            int {{name}}(string path, int limit)
            {
                using var stream = new FileStream(path, FileMode.Open);
                var isWanted = stream.ReadByte() > limit;
                var item = {{take}};
                if ({{missing}})
                    return -1;
                switch (stream.ReadByte())
                {
                    case 0:
                        table[1] = limit;
                        break;
                    case 1 when isWanted:
                        {{give}};
                        return 1;
                    default:
                        table[2]++;
                        break;
                }

                {{give}};
                return isWanted ? table[1] : table[2];
            }

        """;
}
