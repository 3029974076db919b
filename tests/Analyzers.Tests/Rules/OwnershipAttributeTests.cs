using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace NdisRules.Analyzers.Tests.Rules;

/// <summary>Attributes that say who owns an object.</summary>
public sealed class OwnershipAttributeTests
{
    const string Types = """

        namespace NdisRules
        {
            [AttributeUsage(AttributeTargets.Method | AttributeTargets.ReturnValue | AttributeTargets.Parameter)] sealed class AcquiresAttribute(string? rule = null) : Attribute { public string? Rule => rule; }
            [AttributeUsage(AttributeTargets.Parameter)] sealed class ReleasesAttribute : Attribute;
            [AttributeUsage(AttributeTargets.Parameter)] sealed class BorrowsAttribute : Attribute;
            [AttributeUsage(AttributeTargets.Parameter)] sealed class TransfersAttribute : Attribute;
        }

        namespace JetBrains.Annotations
        {
            sealed class MustDisposeResourceAttribute(bool value = true) : Attribute { public bool Value => value; }
            sealed class HandlesResourceDisposalAttribute : Attribute;
        }

        namespace Own
        {
            public sealed class Lease { public int Length; }
            public static class Pool { public static Lease Rent() => new(); public static void Return(Lease lease) { } }
        }
        """;

    const string Rule = """
        rule Lease                   the lease
        acquires  M:Own.Pool.Rent
        releases  M:Own.Pool.Return  0
        """;

    static Task Check(string code)
    {
        var test = new CSharpAnalyzerTest<PairingAnalyzer, DefaultVerifier>
        {
            ReferenceAssemblies = ReferenceAssemblies.Net.Net80,
            TestCode = "#nullable enable\nusing System;\nusing System.IO;\nusing System.Threading.Tasks;\nusing NdisRules;\nusing JetBrains.Annotations;\nusing Own;\n" + code + Types,
        };
        test.TestState.AdditionalFiles.Add(("Own.ndisrules", Rule));
        return test.RunAsync();
    }

    [Fact]
    public Task A_method_that_acquires_for_its_caller() => Check("""
        interface ISource { [Acquires("Lease")] Lease Take(); [Acquires] Lease Typed(); bool TryTake([Acquires] out Lease lease); }

        class User(ISource source)
        {
            void Good() { var lease = source.Take(); Pool.Return(lease); }

            void Bad() { var lease = {|NDIS0005:source.Take()|}; lease.Length = 3; }

            void ByType() { var lease = {|NDIS0005:source.Typed()|}; lease.Length = 3; }

            void ByOut() { {|NDIS0005:source.TryTake(out var lease)|}; lease.Length = 3; }

            void Twice() { var lease = source.Take(); Pool.Return(lease); {|NDIS0003:Pool.Return(lease)|}; }
        }
        """);

    [Fact]
    public Task With_source_in_sight_it_is_the_call_that_acquires() => Check("""
        class Cache
        {
            readonly Lease spare = new();

            [return: Acquires("Lease")]
            public Lease Take() => spare;
        }

        class User
        {
            void Bad(Cache cache) { var lease = {|NDIS0005:cache.Take()|}; lease.Length = 3; }

            void Good(Cache cache) => Pool.Return(cache.Take());
        }
        """);

    [Fact]
    public Task Parameters_that_release_borrow_or_keep() => Check("""
        interface ISink { void Drop([Releases] Lease lease); void Look([Borrows] Lease lease); void Keep([Transfers] Lease lease); }

        class User(ISink sink)
        {
            void Good() { var lease = Pool.Rent(); sink.Look(lease); sink.Drop(lease); }

            void Kept() { var lease = Pool.Rent(); sink.Keep(lease); }

            void Bad() { var lease = {|NDIS0005:Pool.Rent()|}; sink.Look(lease); }

            void Twice() { var lease = Pool.Rent(); sink.Drop(lease); {|NDIS0003:sink.Drop(lease)|}; }
        }
        """);

    [Fact]
    public Task What_must_be_disposed() => Check("""
        interface IFiles { [MustDisposeResource] Stream Open(string name); [MustDisposeResource(false)] Stream Shared(string name); }

        class User(IFiles files)
        {
            void Good() { using var stream = files.Open("a"); stream.Flush(); }

            async Task Better() { await using var stream = files.Open("a"); await stream.FlushAsync(); }

            void Bad() { var stream = {|NDIS0005:files.Open("a")|}; stream.Flush(); }

            void Sometimes(bool ready) { var stream = {|NDIS0005:files.Open("a")|}; if (ready) stream.Dispose(); }

            void Shared() { var stream = files.Shared("a"); stream.Flush(); }
        }
        """);

    [Fact]
    public Task Who_disposes_for_others() => Check("""
        interface IFiles { [MustDisposeResource] Stream Open(string name); void Finish([HandlesResourceDisposal] Stream stream); }

        class User(IFiles files)
        {
            void Good() { var stream = files.Open("a"); files.Finish(stream); }

            int Late() { var stream = files.Open("a"); files.Finish(stream); return {|NDIS0004:stream.ReadByte()|}; }
        }
        """);
}
