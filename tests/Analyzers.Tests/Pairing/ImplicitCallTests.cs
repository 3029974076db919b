namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Code that runs where no method call is written: constructors, initialisers, accessors, operators, conversions, Dispose.</summary>
public sealed class ImplicitCallTests
{
    [Fact]
    public Task A_constructor_that_loses_what_it_acquires_for_its_caller() => Code.InFile("""
        class Wrapper
        {
            public Wrapper(NetBufferPool pool, Mdl mdl, out NetBuffer made) => made = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            void Good()
            {
                _ = new Wrapper(pool, mdl, out var nb);
                if (nb)
                    NdisFreeNetBuffer(nb);
            }

            void Bad()
            {
                _ = {|NDIS0005:new Wrapper(pool, mdl, out var nb)|};
                if (nb)
                    nb.DataLength = 3;
            }
        }
        """);

    [Fact]
    public Task A_constructor_that_frees_its_argument() => Code.InFile("""
        class Base
        {
            protected Base(NetBuffer nb) => NdisFreeNetBuffer(nb);
        }

        class Explicit : Base
        {
            public Explicit(NetBuffer nb) : base(nb) { }
            public Explicit(NetBuffer nb, int length) : this(nb) { }
        }

        class Primary(NetBuffer nb) : Base(nb);

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            void Good()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    _ = new Explicit(nb, 3);
            }

            void Bad()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    return;
                _ = new Explicit(nb);
                {|NDIS0003:NdisFreeNetBuffer(nb)|};
            }
        }
        """);

    [Fact]
    public Task A_constructor_that_only_looks() => Code.InFile("""
        class Header
        {
            readonly int length;
            public Header(NetBuffer nb) => length = nb.DataLength;
        }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            void Bad()
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    _ = new Header(nb);
            }
        }
        """);

    [Fact]
    public Task An_initialiser_that_acquires_what_nobody_can_free_is_told_nowhere_else() => Code.InFile("""
        class Wrapper
        {
            static NetBufferPool pool = null!;
            NetBuffer nb = NdisAllocateNetBuffer(pool, default, 0, 0);
            public void Free() { if (nb) NdisFreeNetBuffer(nb); }
        }

        class Processor
        {
            void M()
            {
                var wrapper = new Wrapper();
                wrapper.Free();
            }
        }
        """);

    [Fact]
    public Task A_property_that_acquires() => Code.InMethod("""
        NetBuffer Fresh => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        NetBuffer this[int length] => NdisAllocateNetBuffer(pool, mdl, 0, length);

        void Good()
        {
            var a = Fresh;
            if (a)
                NdisFreeNetBuffer(a);
            var b = this[3];
            if (b)
                NdisFreeNetBuffer(b);
        }

        void Bad()
        {
            var a = {|NDIS0005:Fresh|};
            if (a)
                a.DataLength = 3;
            var b = {|NDIS0005:this[3]|};
            if (b)
                b.DataLength = 3;
        }
        """);

    [Fact]
    public Task A_setter_or_indexer_that_frees() => Code.InMethod("""
        NetBuffer Dropped { set { if (value) NdisFreeNetBuffer(value); } }
        NetBuffer this[int slot] { get => default; set { if (value) NdisFreeNetBuffer(value); } }

        void Good()
        {
            Dropped = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            this[3] = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        void Bad()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            this[1] = nb;
            {|NDIS0003:Dropped|} = nb;
        }
        """);

    [Fact]
    public Task A_setter_that_acquires() => Code.InMethod("""
        int Waste { set { var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, value)|}; if (nb) nb.DataLength = value; } }
        void M() => Waste = 3;
        """);

    [Fact]
    public Task An_operator_or_conversion_that_frees() => Code.InFile("""
        readonly struct Counter
        {
            public static Counter operator -(Counter counter, NetBuffer nb) { NdisFreeNetBuffer(nb); return counter; }
            public static explicit operator Counter(NetBuffer nb) { NdisFreeNetBuffer(nb); return default; }
            public static Counter operator +(Counter counter, NetBuffer nb) { nb.DataLength = 3; return counter; }
        }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            void Good(Counter counter)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    counter = counter - nb;
            }

            void Converted()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    _ = (Counter)nb;
            }

            void Bad(Counter counter)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    counter = counter + nb;
            }

            void Worse()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    return;
                NdisFreeNetBuffer(nb);
                _ = {|NDIS0003:(Counter)nb|};
            }
        }
        """);

    [Fact]
    public Task A_conversion_that_acquires() => Code.InFile("""
        readonly struct Request(NetBufferPool pool)
        {
            public static implicit operator NetBuffer(Request request) => NdisAllocateNetBuffer(request.Pool, default, 0, 0);
            public NetBufferPool Pool => pool;
        }

        class Processor
        {
            void Good(Request request)
            {
                NetBuffer nb = request;
                if (nb)
                    NdisFreeNetBuffer(nb);
            }

            void Bad(Request request)
            {
                NetBuffer nb = {|NDIS0005:request|};
                if (nb)
                    nb.DataLength = 3;
            }
        }
        """);

    [Fact]
    public Task A_dispose_that_a_using_calls_frees_what_it_is_told() => Code.InFile("""
        readonly ref struct Scope(NetBuffer nb)
        {
            public void Dispose() => NdisFreeNetBuffer(nb);
        }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            void M()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    return;
                using var scope = new Scope(nb);
                nb.DataLength = 3;
            }
        }
        """);

    [Fact]
    public Task A_struct_goes_through_its_operators_with_its_members() => Code.InFile("""
        readonly struct Packet(NetBuffer buffer)
        {
            public NetBuffer Buffer { get; } = buffer;
            public static implicit operator NetBuffer(Packet packet) => packet.Buffer;
            public static explicit operator Packet(NetBuffer buffer) => new(buffer);
            public static bool operator true(Packet packet) => !packet.Buffer.IsNull;
            public static bool operator false(Packet packet) => packet.Buffer.IsNull;
        }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            void Good()
            {
                var packet = (Packet)NdisAllocateNetBuffer(pool, mdl, 0, 1);
                if (packet)
                    NdisFreeNetBuffer(packet);
            }

            void Bad()
            {
                var packet = (Packet){|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 1)|};
                if (packet)
                    Console.WriteLine(packet.Buffer.DataLength);
            }
        }
        """);

    [Fact]
    public Task An_indexer_that_chooses_by_its_index_may_keep_what_it_is_given() => Code.InFile("""
        sealed class Banks(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer even, odd;

            NetBuffer this[int index]
            {
                get => index % 2 == 0 ? even : odd;
                set
                {
                    if (index % 2 == 0)
                        even = value;
                    else
                        odd = value;
                }
            }

            public void Load(int index)
            {
                if (this[index].IsNull)
                    this[index] = NdisAllocateNetBuffer(pool, mdl, index, 1);
            }

            public void Dispose()
            {
                if (even)
                    NdisFreeNetBuffer(even);
                if (odd)
                    NdisFreeNetBuffer(odd);
            }
        }
        """);
}
