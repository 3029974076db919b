namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Structs with the object in them: under a nullable, in an extension block, behind a field that is a reference.</summary>
public sealed class WrappedStructTests
{
    const string Boxed = """
        readonly struct Box(NetBuffer nb) : IDisposable
        {
            public bool IsEmpty => nb.IsNull;

            public void Dispose()
            {
                if (nb)
                    NdisFreeNetBuffer(nb);
            }
        }

        """;

    [Theory]
    [InlineData("box?.Dispose();")]
    [InlineData("if (box != null) box.Value.Dispose();")]
    [InlineData("if (box.HasValue) box.GetValueOrDefault().Dispose();")]
    [InlineData("if (box is { } there) there.Dispose();")]
    [InlineData("using (box) { }")]
    public Task A_struct_under_a_nullable_lies_where_the_nullable_lies(string end) => Code.InFile(Boxed + $$"""
        class Users(NetBufferPool pool)
        {
            Box? Make(int n) => n > 0 ? new Box(NdisAllocateNetBuffer(pool, default, 0, n)) : null;

            void M(int n)
            {
                var box = Make(n);
                {{end}}
            }
        }
        """);

    [Fact]
    public Task To_ask_whether_it_is_there_frees_nothing() => Code.InFile(Boxed + """
        class Users(NetBufferPool pool)
        {
            Box? Make(int n) => n > 0 ? new Box(NdisAllocateNetBuffer(pool, default, 0, n)) : null;

            bool M(int n)
            {
                var box = {|NDIS0005:Make(n)|};
                return box.HasValue && box.Value.IsEmpty;
            }
        }
        """);

    [Fact]
    public Task What_a_ref_field_refers_to_is_written_through_it() => Code.InFile("""
        ref struct Taker(ref NetBuffer place)
        {
            readonly ref NetBuffer place = ref place;

            public void Take(NetBufferPool pool) => place = NdisAllocateNetBuffer(pool, default, 0, 0);
        }

        class Users
        {
            static void Good(NetBufferPool pool)
            {
                NetBuffer nb = default;
                var taker = new Taker(ref nb);
                taker.Take(pool);
                if (nb)
                    NdisFreeNetBuffer(nb);
            }

            static void Bad(NetBufferPool pool)
            {
                NetBuffer nb = default;
                var taker = new Taker(ref nb);
                {|NDIS0005:taker.Take(pool)|};
            }
        }
        """);
}
