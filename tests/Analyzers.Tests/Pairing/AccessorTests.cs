namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Properties, indexers and operators: helpers that are called without parentheses.</summary>
public sealed class AccessorTests
{
    [Fact]
    public Task A_property_with_a_body_allocates() => Code.InMethod("""
        NetBuffer Fresh => NdisAllocateNetBuffer(pool, mdl, 0, 0);

        void Good()
        {
            var nb = Fresh;
            if (nb)
                NdisFreeNetBuffer(nb);
        }

        void Bad()
        {
            var nb = {|NDIS0005:Fresh|};
            if (nb)
                nb.DataLength = 1;
        }
        """);

    [Fact]
    public Task An_operator_or_an_indexer_looks_only() => Code.InFile("""
        class Lengths
        {
            public int this[NetBuffer nb] => nb.DataLength;
        }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            int M(Lengths lengths)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    return 0;
                var length = lengths[nb];
                NdisFreeNetBuffer(nb);
                return length;
            }
        }
        """);

    [Fact]
    public Task A_property_that_allocates_when_first_asked() => Code.InFile("""
        sealed class Lazy(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer current;

            NetBuffer Current
            {
                get
                {
                    if (current.IsNull)
                        current = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                    return current;
                }
            }

            public int Length => Current.IsNull ? 0 : Current.DataLength;

            public void Dispose()
            {
                if (current)
                    NdisFreeNetBuffer(current);
            }
        }
        """);
}
