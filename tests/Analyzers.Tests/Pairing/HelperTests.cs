namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class HelperTests
{
    const string Release = """
        static void Release(NetBuffer nb)
        {
            if (nb)
                NdisFreeNetBuffer(nb);
        }


        """;

    [Fact]
    public Task A_helper_frees_it() => Code.InMethod(Release + """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Release(nb);
        }
        """);

    [Fact]
    public Task A_helper_frees_it_a_second_time() => Code.InMethod(Release + """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            NdisFreeNetBuffer(nb);
            {|NDIS0003:Release(nb)|};
        }
        """);

    [Fact]
    public Task A_helper_allocates_it() => Code.InMethod(Release + """
        static NetBuffer Make(int length)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
            if (nb)
                nb.DataOffset = 0;
            return nb;
        }

        void M()
        {
            var nb = Make(64);
            if (nb.IsNull)
                return;
            nb.DataLength = 3;
            Release(nb);
        }
        """);

    [Fact]
    public Task A_helper_allocates_it_and_the_caller_forgets() => Code.InMethod("""
        static NetBuffer Make(int length) => NdisAllocateNetBuffer(pool, mdl, 0, length);

        void M()
        {
            var nb = {|NDIS0005:Make(64)|};
            if (nb)
                nb.DataLength = 3;
        }
        """);

    [Fact]
    public Task A_helper_allocates_it_and_the_caller_does_not_test() => Code.InMethod("""
        static NetBuffer Make(int length) => NdisAllocateNetBuffer(pool, mdl, 0, length);

        void M()
        {
            var nb = Make(64);
            {|NDIS0010:nb.DataLength|} = 3;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_helper_that_never_gives_null_needs_no_test() => Code.InMethod("""
        static NetBuffer Make(int length)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
            if (nb.IsNull)
                throw new InvalidOperationException();
            return nb;
        }

        void M()
        {
            var nb = Make(64);
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Made_three_calls_deep_and_freed_two_calls_deep() => Code.InMethod("""
        static NetBuffer Innermost() => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        static NetBuffer Inner() => Innermost();
        static NetBuffer Outer()
        {
            var nb = Inner();
            return nb;
        }

        static void Drop(NetBuffer nb) => Really(nb);
        static void Really(NetBuffer nb) => NdisFreeNetBuffer(nb);

        void M()
        {
            var nb = Outer();
            if (nb)
                Drop(nb);
        }
        """);

    [Fact]
    public Task Made_three_calls_deep_and_forgotten() => Code.InMethod("""
        static NetBuffer Innermost() => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        static NetBuffer Inner() => Innermost();
        static NetBuffer Outer()
        {
            var nb = Inner();
            return nb;
        }

        void M()
        {
            var nb = {|NDIS0005:Outer()|};
            if (nb)
                Work();
        }
        """);

    [Fact]
    public Task Lost_inside_the_helper_is_told_in_the_helper_once() => Code.InMethod("""
        static void Ping()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
                nb.DataLength = 1;
        }

        void First() => Ping();

        void Second()
        {
            Ping();
            Ping();
        }
        """);

    [Fact]
    public Task A_helper_that_frees_on_a_condition_the_caller_knows() => Code.InMethod("""
        static void Finish(NetBuffer nb, bool free)
        {
            if (free)
                NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Finish(nb, free: false);
            nb.DataLength = 1;
            Finish(nb, free: true);
        }
        """);

    [Fact]
    public Task A_helper_that_frees_on_a_condition_that_does_not_hold() => Code.InMethod("""
        static void Finish(NetBuffer nb, bool free)
        {
            if (free)
                NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            Finish(nb, free: false);
        }
        """);

    [Fact]
    public Task A_helper_says_whether_it_freed() => Code.InMethod("""
        static bool Post(NetBuffer nb)
        {
            if (!Flag())
                return false;
            NdisFreeNetBuffer(nb);
            return true;
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            if (!Post(nb))
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_helper_says_whether_it_freed_and_the_caller_reads_it_the_wrong_way() => Code.InMethod("""
        static bool Post(NetBuffer nb)
        {
            if (!Flag())
                return false;
            NdisFreeNetBuffer(nb);
            return true;
        }

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            if (Post(nb))
                {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task A_helper_tests_for_null() => Code.InMethod("""
        static bool IsUsable(NetBuffer nb) => !nb.IsNull;

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!IsUsable(nb))
                return;
            nb.DataLength = 1;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_helper_only_reads() => Code.InMethod("""
        static int LengthOf(NetBuffer nb) => nb.DataLength;

        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            return nb ? LengthOf(nb) : 0;
        }
        """);

    [Fact]
    public Task A_helper_gives_its_argument_back() => Code.InMethod("""
        static NetBuffer Same(NetBuffer nb) => nb;

        void M()
        {
            var nb = Same(NdisAllocateNetBuffer(pool, mdl, 0, 0));
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task An_extension_method_frees_it() => Code.InFile("""
        static class Extensions
        {
            public static void Drop(this NetBuffer nb)
            {
                if (nb)
                    NdisFreeNetBuffer(nb);
            }

            public static NetBuffer Take(this NetBufferPool pool, Mdl mdl) => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            void Good()
            {
                var nb = pool.Take(mdl);
                nb.Drop();
            }

            void Bad()
            {
                var nb = {|NDIS0005:pool.Take(mdl)|};
                if (nb)
                    nb.DataLength = 1;
            }
        }
        """);

    [Fact]
    public Task A_helper_of_another_file() => Code.InFile("""
        class Processor(NetBufferPool pool, Mdl mdl)
        {
            void Good()
            {
                var nb = Buffers.Make(pool, mdl);
                Buffers.Drop(nb);
            }

            void Bad()
            {
                var nb = {|NDIS0005:Buffers.Make(pool, mdl)|};
                if (nb)
                    nb.DataLength = 1;
            }
        }
        """, ("Buffers.cs", """
        static class Buffers
        {
            public static NetBuffer Make(NetBufferPool pool, Mdl mdl) => NdisAllocateNetBuffer(pool, mdl, 0, 0);

            public static void Drop(NetBuffer nb)
            {
                if (nb)
                    NdisFreeNetBuffer(nb);
            }
        }
        """));

    [Fact]
    public Task A_helper_that_gives_one_of_two() => Code.InMethod("""
        static NetBuffer Longer(NetBuffer a, NetBuffer b) => a.DataLength > b.DataLength ? a : b;

        void M()
        {
            var a = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            var b = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (a.IsNull || b.IsNull)
                return;
            NdisFreeNetBuffer(Longer(a, b));
        }
        """);

    [Fact]
    public Task A_virtual_method_may_be_anything() => Code.InFile("""
        abstract class Sink
        {
            public abstract void Take(NetBuffer nb);
        }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            void M(Sink sink)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    sink.Take(nb);
            }
        }
        """);

    [Fact]
    public Task Named_arguments_in_another_order() => Code.InMethod("""
        static void Finish(bool free, NetBuffer nb)
        {
            if (free)
                NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(dataLength: 0, dataOffset: 0, mdlChain: mdl, pool: pool);
            if (nb)
                Finish(nb: nb, free: true);
        }
        """);

    [Fact]
    public Task An_optional_argument_decides() => Code.InMethod("""
        static void Finish(NetBuffer nb, bool free = true)
        {
            if (free)
                NdisFreeNetBuffer(nb);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                Finish(nb);
        }
        """);
}
