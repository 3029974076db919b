namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Every kind of member and function that has a body.</summary>
public sealed class BodyTests
{
    const string Leak = """
        var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    nb.DataLength = 3;
        """;

    [Theory]
    [InlineData("void M() {", "}")]
    [InlineData("static void M() {", "}")]
    [InlineData("int P { get {", "return 0; } }")]
    [InlineData("int P { set {", "} }")]
    [InlineData("int P { get; init {", "field = value; } }")]
    [InlineData("int this[int index] { get {", "return 0; } }")]
    [InlineData("event Action E { add {", "} remove { } }")]
    [InlineData("public Processor() {", "}")]
    [InlineData("static Processor() {", "}")]
    [InlineData("~Processor() {", "}")]
    [InlineData("public static Processor operator +(Processor a, Processor b) {", "return a; }")]
    [InlineData("public static explicit operator int(Processor a) {", "return 0; }")]
    [InlineData("void M() { Local(); void Local() {", "} }")]
    [InlineData("void M() { Local(); static void Local() {", "} }")]
    [InlineData("Action M() => () => {", "};")]
    [InlineData("void M() { Action a = delegate {", "}; a(); }")]
    [InlineData("Func<int, int> f = static x => {", "return x; };")]
    [InlineData("void M<T>(T t) where T : class {", "}")]
    [InlineData("async Task M() { await Task.Yield();", "}")]
    [InlineData("async Task M() { await Task.Run(async () => { await Task.Yield();", "}); }")]
    [InlineData("IEnumerable<int> M() { yield return 1;", "}")]
    [InlineData("async IAsyncEnumerable<int> M() { await Task.Yield(); yield return 1;", "}")]
    [InlineData("unsafe void M() {", "}")]
    [InlineData("void M() { checked {", "} }")]
    public Task A_leak_is_seen_in(string before, string after) => Code.InMethod($"{before}\n        {Leak}\n{after}");

    [Theory]
    [InlineData("void M() {", "}")]
    [InlineData("static Processor() {", "}")]
    [InlineData("public Processor() {", "}")]
    [InlineData("~Processor() {", "}")]
    [InlineData("void M() { Local(); void Local() {", "} }")]
    [InlineData("Action M() => () => {", "};")]
    [InlineData("void M<T>(T t) where T : class {", "}")]
    [InlineData("async Task M() { await Task.Yield();", "}")]
    [InlineData("async IAsyncEnumerable<int> M() { await Task.Yield(); yield return 1;", "}")]
    public Task A_pair_is_seen_in(string before, string after) => Code.InMethod($$"""
        {{before}}
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                NdisFreeNetBuffer(nb);
        {{after}}
        """);

    [Fact]
    public Task Expression_bodies() => Code.InMethod("""
        static void Drop(NetBuffer nb)
        {
            if (nb)
                NdisFreeNetBuffer(nb);
        }

        void Good() => Drop(NdisAllocateNetBuffer(pool, mdl, 0, 0));
        bool Bad() => !{|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        int Property => {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|} ? 1 : 0;
        """);

    [Fact]
    public Task A_local_function_that_takes_it_as_an_argument() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                Drop(nb);

            static void Drop(NetBuffer buffer) => NdisFreeNetBuffer(buffer);
        }
        """);

    [Fact]
    public Task A_local_function_that_only_looks_at_what_it_captures() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
                Finish();

            void Finish() => Console.WriteLine(nb);
        }
        """);

    [Fact]
    public Task A_local_function_that_makes_one() => Code.InMethod("""
        void M()
        {
            var nb = Make();
            if (nb)
                NdisFreeNetBuffer(nb);

            NetBuffer Make() => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }
        """);

    [Fact]
    public Task A_lambda_inside_a_try_with_calls_of_its_own() => Code.InMethod("""
        void M()
        {
            using (var local = new CancellationTokenSource())
            {
                Work();
                Action a = () =>
                {
                    Work();
                    var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                    if (nb)
                        nb.DataLength = 1;
                    Work();
                };
                a();
            }
        }
        """);

    [Fact]
    public Task Top_level_statements() => Code.InProgram("""
        var pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters())!;
        var kept = NdisAllocateNetBuffer(pool, default, 0, 0);
        if (kept)
            NdisFreeNetBuffer(kept);
        var lost = {|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|};
        if (lost)
            lost.DataLength = 3;
        Local();
        NdisFreeNetBufferPool(pool);

        void Local()
        {
            var inner = {|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|};
            if (inner)
                inner.DataLength = 3;
        }
        """);

    [Fact]
    public Task Nullable_off() => Code.InFile("""
        #nullable disable
        class Processor
        {
            NetBufferPool pool;
            Mdl mdl;

            void Good()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb == null)
                    return;
                NdisFreeNetBuffer(nb);
            }

            void Bad()
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb != null)
                    nb.DataLength = 3;
            }
        }
        """);

    [Fact]
    public Task Records_structs_and_interfaces() => Code.InFile("""
        record Frame(NetBufferPool Pool, Mdl Mdl)
        {
            public int Length()
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(Pool, Mdl, 0, 0)|};
                return nb ? nb.DataLength : 0;
            }
        }

        readonly record struct Small(NetBufferPool Pool, Mdl Mdl)
        {
            public int Length()
            {
                var nb = NdisAllocateNetBuffer(Pool, Mdl, 0, 0);
                if (!nb)
                    return 0;
                NdisFreeNetBuffer(nb);
                return 1;
            }
        }

        interface IThing
        {
            NetBufferPool Pool { get; }

            int Length()
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(Pool, default, 0, 0)|};
                return nb ? nb.DataLength : 0;
            }
        }
        """);

    [Fact]
    public Task A_record_that_is_handed_one_and_copied() => Code.InFile("""
        record Packet(NetBuffer Buffer, int Length);

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            public Packet M()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                var packet = new Packet(nb, 3);
                return packet with { Length = 4 };
            }
        }
        """);

    [Fact]
    public Task Generic_classes_and_methods() => Code.InFile("""
        class Processor<T>(NetBufferPool pool, Mdl mdl) where T : new()
        {
            static U Same<U>(U value) => value;

            void Good()
            {
                var nb = Same(NdisAllocateNetBuffer(pool, mdl, 0, 0));
                if (nb)
                    NdisFreeNetBuffer(nb);
            }

            void Bad()
            {
                _ = new T();
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    nb.DataLength = 3;
            }
        }
        """);

    [Fact]
    public Task Partial_methods() => Code.InFile("""
        partial class Processor
        {
            partial void Drop(NetBuffer nb);

            void M(NetBufferPool pool, Mdl mdl)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    Drop(nb);
            }
        }
        """, ("Other.cs", """
        partial class Processor
        {
            partial void Drop(NetBuffer nb) => NdisFreeNetBuffer(nb);
        }
        """));

    [Fact]
    public Task A_call_by_its_full_name_or_by_an_alias() => Code.InFile("""
        class Processor(NetBufferPool pool, Mdl mdl)
        {
            void Good()
            {
                var nb = Ndis.NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    global::NdisRules.Runtime.Ndis.NdisFreeNetBuffer(nb);
            }

            void Bad()
            {
                var nb = {|NDIS0005:Ndis.NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    nb.DataLength = 3;
            }
        }
        """);

    [Fact]
    public Task Methods_of_the_same_names_elsewhere_are_not_meant() => Code.InFile("""
        static class Fake
        {
            public static NetBuffer NdisAllocateNetBuffer(int length) => default;
            public static void NdisFreeNetBuffer(int length) { }
        }

        class Processor
        {
            void M()
            {
                var nb = Fake.NdisAllocateNetBuffer(3);
                Fake.NdisFreeNetBuffer(3);
                Fake.NdisFreeNetBuffer(3);
            }
        }
        """);

    [Fact]
    public Task A_method_group_of_the_acquire_is_followed() => Code.InMethod("""
        void M()
        {
            Func<NetBufferPool?, Mdl, int, int, NetBuffer> make = NdisAllocateNetBuffer;
            var nb = {|NDIS0005:make(pool, mdl, 0, 0)|};
        }
        """);
}
