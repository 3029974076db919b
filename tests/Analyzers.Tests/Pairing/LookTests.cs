namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>A lambda that only looks at what it shares leaves it where it is, whoever runs it; objects carry delegates to their end.</summary>
public sealed class LookTests
{
    const string Usings = """
        using System.Buffers;
        using System.Linq;

        """;

    [Fact]
    public Task A_lambda_that_a_library_runs_and_that_only_looks_takes_nothing_along() => Code.InFile(Usings + """
        class Counter
        {
            static int Sum(int[] values)
            {
                var sums = {|NDIS0005:ArrayPool<int>.Shared.Rent(values.Length)|};
                Parallel.For(0, values.Length, i => sums[i] = values[i]);
                if (values.Any(value => sums?.Length > value))
                    return 0;
                ArrayPool<int>.Shared.Return(sums);
                return 1;
            }

            static string Text(byte[] data)
            {
                var copy = {|NDIS0005:ArrayPool<byte>.Shared.Rent(data.Length)|};
                return string.Create(data.Length, copy, static (span, bytes) => span[0] = (char)bytes[0]);
            }
        }
        """);

    [Fact]
    public Task A_lambda_that_may_give_it_back_or_hand_it_on_takes_it_along() => Code.InFile(Usings + """
        class Counter
        {
            static void Keep(byte[] buffer) { }

            static void Registered(CancellationToken token)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                token.Register(() => ArrayPool<byte>.Shared.Return(buffer));
            }

            static void Nested(CancellationToken token)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                Action free = () => ArrayPool<byte>.Shared.Return(buffer);
                token.Register(() => free());
            }

            static void Given(CancellationToken token)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                token.Register(() => Keep(buffer));
            }

            static Func<int, int> Returned()
            {
                var table = ArrayPool<int>.Shared.Rent(3);
                return i => table[i];
            }
        }
        """);

    const string Ender = """
        sealed class Ender(Action end) : IDisposable
        {
            public void Dispose() => end();
        }

        """;

    [Fact]
    public Task An_object_whose_end_runs_a_delegate_frees_by_it() => Code.InFile(Usings + Ender + """
        class Scoped
        {
            static Ender Enter(byte[] buffer) => new(() => ArrayPool<byte>.Shared.Return(buffer));

            static void Used()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                using var scope = new Ender(() => ArrayPool<byte>.Shared.Return(buffer));
                buffer[0]++;
            }

            static int ThroughHelper()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                var scope = Enter(buffer);
                scope.Dispose();
                return {|NDIS0004:buffer[0]|};
            }

            static int Forgotten(bool early)
            {
                var buffer = {|NDIS0005:ArrayPool<byte>.Shared.Rent(3)|};
                var scope = new Ender(() => ArrayPool<byte>.Shared.Return(buffer));
                if (early)
                    return 0;
                scope.Dispose();
                return 1;
            }

            static IDisposable HandedOut()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                buffer[0]++;
                return new Ender(() => ArrayPool<byte>.Shared.Return(buffer));
            }

            readonly List<IDisposable> ends = [];

            void Collected()
            {
                var buffer = ArrayPool<byte>.Shared.Rent(3);
                ends.Add(new Ender(() => ArrayPool<byte>.Shared.Return(buffer)));
            }
        }
        """);
}
