namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Methods of one name in several types: a plain call means that of its own type, or one that it shares.</summary>
public class PlainCallTests
{
    [Fact]
    public Task An_override_below_is_reached() => Code.InFile("""
        abstract class Reader
        {
            public void Run() => {|NDIS0005:Take()|};
            protected virtual NetBuffer Take() => default;
        }

        class PoolReader(NetBufferPool pool, Mdl mdl) : Reader
        {
            protected override NetBuffer Take() => NdisAllocateNetBuffer(pool, mdl, 0, 64);
        }
        """);

    [Fact]
    public Task A_method_above_is_reached_past_an_overload() => Code.InFile("""
        class Reader(NetBufferPool pool, Mdl mdl)
        {
            protected NetBuffer Take() => NdisAllocateNetBuffer(pool, mdl, 0, 64);
        }

        class Second(NetBufferPool pool, Mdl mdl) : Reader(pool, mdl)
        {
            int Take(int count) => count;
            void Run() => {|NDIS0005:Take()|};
        }
        """);

    [Fact]
    public Task A_method_above_is_reached_under_an_alias() => Code.InFile("""
        using Above = Deep.Reader;

        class Second(NetBufferPool pool, Mdl mdl) : Above(pool, mdl)
        {
            int Take(int count) => count;
            void Run() => {|NDIS0005:Take()|};
        }
        """, ("Reader.cs", """
        namespace Deep
        {
            class Reader(NetBufferPool pool, Mdl mdl)
            {
                protected NetBuffer Take() => NdisAllocateNetBuffer(pool, mdl, 0, 64);
            }
        }
        """));

    [Fact]
    public Task An_implementation_of_an_interface_is_reached_from_it() => Code.InFile("""
        interface IReader
        {
            NetBuffer Take();
            void Run() => {|NDIS0005:Take()|};
        }

        class Reader(NetBufferPool pool, Mdl mdl) : IReader
        {
            NetBuffer IReader.Take() => NdisAllocateNetBuffer(pool, mdl, 0, 64);
        }
        """);

    [Fact]
    public Task What_only_an_interface_calls_so_is_not_what_a_plain_call_means() => Code.InFile("""
        class Outer(NetBufferPool pool, Mdl mdl)
        {
            static NetBufferPool shared = null!;
            static NetBuffer Take() => NdisAllocateNetBuffer(shared, default, 0, 64);

            interface IReader
            {
                NetBuffer Take();
            }

            class Reader : IReader
            {
                NetBuffer IReader.Take() => default;
                void Run() => {|NDIS0005:Take()|};
            }
        }
        """);

    [Fact]
    public Task Two_types_of_one_name_are_told_apart() => Code.InFile("""
        namespace First
        {
            class Reader
            {
                int Take(int count) => count;
                int Run() => Take(1);
            }
        }

        namespace Second
        {
            static class Pools
            {
                static NetBufferPool pool = null!;
                public static NetBuffer Take(int size) => NdisAllocateNetBuffer(pool, default, 0, size);
            }
        }
        """, ("Other.cs", """
        using static Second.Pools;

        namespace Third
        {
            class Reader
            {
                void Run() => {|NDIS0005:Take(64)|};
            }
        }
        """));

    [Fact]
    public Task A_method_that_is_handed_on_is_no_plain_call() => Code.InFile("""
        class Reader(NetBufferPool pool, Mdl mdl)
        {
            NetBuffer Take() => NdisAllocateNetBuffer(pool, mdl, 0, 64);
            void Run() => {|NDIS0005:Others.Call(Take)|};
        }

        static class Others
        {
            public static void Call(Func<NetBuffer> take) => take();
        }
        """);

    [Fact]
    public Task The_same_names_in_a_type_that_acquires_nothing_are_quiet() => Code.InFile("""
        class Reader(NetBufferPool pool, Mdl mdl)
        {
            NetBuffer Take() => NdisAllocateNetBuffer(pool, mdl, 0, 64);
            void Run() => {|NDIS0010:NdisFreeNetBuffer(Take())|};
        }

        class Counter
        {
            int taken;
            int Take() => ++taken;
            int Run() => Take();
        }
        """);
}
