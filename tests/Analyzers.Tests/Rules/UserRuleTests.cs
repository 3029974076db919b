using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace NdisRules.Analyzers.Tests.Rules;

/// <summary>A pair that a user declares: a pool that knows nothing of NDIS.</summary>
public sealed class UserRuleTests
{
    const string Pool = """
        using System;
        public sealed class Lease : IDisposable
        {
            public int Length;
            public ReadOnlySpan<byte> Span => default;
            public void Dispose() { }
        }
        public sealed class Pool
        {
            public Lease Rent(int size) => new();
            public System.Threading.Tasks.ValueTask<Lease> RentAsync(int size) => new(new Lease());
            public bool TryRent(out Lease? lease) { lease = new(); return true; }
            public void Return(Lease lease) { }
            public void Post(Lease lease) { }
        }

        """;

    const string Rules = """
        rule Lease                           the lease
        acquires  M:Pool.Rent
        acquires  M:Pool.RentAsync
        acquires  M:Pool.TryRent             out 0 when true
        releases  M:Pool.Return              0
        releases  M:Lease.Dispose            this
        transfers M:Pool.Post                0
        views     P:Lease.Span
        """;

    static Task Check(string code, string rules = Rules, string head = "#nullable enable\n")
    {
        var test = new CSharpAnalyzerTest<PairingAnalyzer, DefaultVerifier> { ReferenceAssemblies = ReferenceAssemblies.Net.Net80, TestCode = head + Pool + code };
        test.TestState.AdditionalFiles.Add(("Own.ndisrules", rules));
        return test.RunAsync();
    }

    [Fact]
    public Task Rented_and_forgotten() => Check("""
        class User(Pool pool)
        {
            void Use(bool ready)
            {
                var lease = {|NDIS0005:pool.Rent(64)|};
                if (ready)
                    pool.Return(lease);
            }
        }
        """);

    [Fact]
    public Task Released_through_an_interface() => Check("""
        class User(Pool pool)
        {
            void Good(bool ready)
            {
                IDisposable lease = pool.Rent(64);
                lease.Dispose();
                object other = pool.Rent(64);
                (other as IDisposable)?.Dispose();
                using (Rented()) { }
            }

            IDisposable Rented() => pool.Rent(3);

            void Bad(bool ready)
            {
                IDisposable lease = {|NDIS0005:pool.Rent(64)|};
                if (ready)
                    lease.Dispose();
            }
        }
        """);

    [Fact]
    public Task Awaited_whatever_the_task_is_called() => Check("""
        class User(Pool pool)
        {
            async Task Good(int size)
            {
                var lease = await pool.RentAsync(size).ConfigureAwait(false);
                pool.Return(lease);
            }

            void Blocking(int size)
            {
                var lease = pool.RentAsync(size).AsTask().GetAwaiter().GetResult();
                pool.Return(lease);
            }

            async Task Bad(int size)
            {
                var lease = await {|NDIS0005:pool.RentAsync(size)|}.ConfigureAwait(false);
                await Task.Delay(lease.Length);
            }
        }
        """, head: "#nullable enable\nusing System.Threading.Tasks;\n");

    [Fact]
    public Task Rented_and_returned() => Check("""
        class User(Pool pool)
        {
            void Use()
            {
                var lease = pool.Rent(64);
                lease.Length = 3;
                pool.Return(lease);
            }
        }
        """);

    [Fact]
    public Task A_rule_that_never_speaks_of_null_has_none() => Check("""
        class User(Pool pool)
        {
            int Use()
            {
                var lease = pool.Rent(64);
                var length = lease.Length;
                pool.Return(lease);
                return length;
            }
        }
        """);

    [Fact]
    public Task Disposed_by_a_using() => Check("""
        class User(Pool pool)
        {
            int Use()
            {
                using var lease = pool.Rent(64);
                return lease.Length;
            }
        }
        """);

    [Fact]
    public Task Returned_inside_a_using() => Check("""
        class User(Pool pool)
        {
            void Use()
            {
                using var {|NDIS0003:lease = pool.Rent(64)|};
                pool.Return(lease);
            }
        }
        """);

    [Fact]
    public Task Taken_through_an_out_when_true() => Check("""
        class User(Pool pool)
        {
            void Good()
            {
                if (pool.TryRent(out var lease))
                    pool.Return(lease!);
            }

            void Bad()
            {
                if (!{|NDIS0005:pool.TryRent(out var lease)|})
                    return;
                lease!.Length = 3;
            }
        }
        """);

    [Fact]
    public Task Handed_over() => Check("""
        class User(Pool pool)
        {
            void Use()
            {
                var lease = pool.Rent(64);
                pool.Post(lease);
            }
        }
        """);

    [Fact]
    public Task A_view_that_outlives_its_lease() => Check("""
        class User(Pool pool)
        {
            int Use()
            {
                var lease = pool.Rent(64);
                var span = lease.Span;
                pool.Return(lease);
                return {|NDIS0004:span[0]|};
            }
        }
        """);

    [Fact]
    public Task A_field_that_Dispose_forgets() => Check("""
        sealed class Session(Pool pool) : IDisposable
        {
            readonly Lease lease = pool.Rent(64);
            public int Length => lease.Length;
            public void {|NDIS0001:Dispose|}() { }
        }
        """);

    [Fact]
    public Task A_throw_is_no_path_where_the_rule_says_so() => Check("""
        class User(Pool pool)
        {
            void Use(int size)
            {
                var lease = pool.Rent(size);
                if (size < 3)
                    throw new ArgumentOutOfRangeException(nameof(size));
                pool.Return(lease);
            }
        }
        """, Rules + "\nexceptions off");

    [Fact]
    public Task A_throw_is_a_path_elsewhere() => Check("""
        class User(Pool pool)
        {
            void Use(int size)
            {
                var lease = {|NDIS0005:pool.Rent(size)|};
                if (size < 3)
                    throw new ArgumentOutOfRangeException(nameof(size));
                pool.Return(lease);
            }
        }
        """);

    [Fact]
    public Task Lines_that_say_nothing_are_reported_where_they_stand() => Check("", """
        rule Lease
        acquires  M:Pool.Rent
        {|NDIS0030:acquires  M:Pool.Borrow|}
        {|NDIS0030:releases  M:Pool.Return|}
        releases  M:Pool.Return   0
        {|NDIS0030:hands     over|}
        {|NDIS0030:transfers M:Pool.Return   0 unless 0 has Quiet|}
        """);

    [Fact]
    public Task A_rule_whose_only_release_cannot_be_read_is_not_followed() => Check("""
        class User(Pool pool)
        {
            void Right(int size) => pool.Return(pool.Rent(size));
            void Loses(int size) => pool.Rent(size);
        }
        """, """
        rule Lease
        acquires  M:Pool.Rent
        {|NDIS0030:relaeses  M:Pool.Return   0|}
        """);

    [Fact]
    public Task A_rule_without_an_acquire_says_nothing() => Check("", """
        {|NDIS0030:rule Lease|}
        releases  M:Pool.Return   0
        """);

    [Fact]
    public Task Other_additional_files_are_none_of_our_business() => new CSharpAnalyzerTest<PairingAnalyzer, DefaultVerifier>
    {
        ReferenceAssemblies = ReferenceAssemblies.Net.Net80,
        TestCode = "class C { }",
        TestState = { AdditionalFiles = { ("notes.txt", "nonsense") } },
    }.RunAsync();
}
