namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Local functions share the variables around them: they run in the world of their caller.</summary>
public sealed class LocalFunctionTests
{
    [Fact]
    public Task Freed_by_a_local_function_that_captures_it() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Done();

            void Done() => NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Freed_by_a_local_function_that_another_one_calls() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Outer();

            void Outer() => Inner();
            void Inner() => NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Freed_twice_by_a_local_function() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Done();
            {|NDIS0003:Done()|};

            void Done() => NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Cleaned_up_by_a_local_function_before_each_return() => Code.InMethod("""
        bool M(bool ready)
        {
            NetBuffer a = default, b = default;
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                return Fail();
            b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!b)
                return Fail();
            if (!ready)
                return Fail();
            NdisFreeNetBuffer(b);
            NdisFreeNetBuffer(a);
            return true;

            bool Fail()
            {
                if (b)
                    NdisFreeNetBuffer(b);
                if (a)
                    NdisFreeNetBuffer(a);
                return false;
            }
        }
        """);

    [Fact]
    public Task Forgotten_by_the_local_function_that_cleans_up() => Code.InMethod("""
        bool M()
        {
            NetBuffer a = default, b = default;
            a = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!a)
                return Fail();
            b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!b)
                return Fail();
            NdisFreeNetBuffer(b);
            NdisFreeNetBuffer(a);
            return true;

            bool Fail()
            {
                if (b)
                    NdisFreeNetBuffer(b);
                return false;
            }
        }
        """);

    [Fact]
    public Task Allocated_by_a_local_function() => Code.InMethod("""
        void Good()
        {
            var nb = Make();
            if (nb)
                NdisFreeNetBuffer(nb);

            NetBuffer Make() => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        void Bad()
        {
            var nb = {|NDIS0005:Make()|};
            if (nb)
                nb.DataLength = 1;

            static NetBuffer Make() => NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }
        """);

    [Fact]
    public Task Allocated_into_a_variable_around_it() => Code.InMethod("""
        void Good()
        {
            NetBuffer nb = default;
            Take();
            if (nb)
                NdisFreeNetBuffer(nb);

            void Take() => nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        void Bad()
        {
            NetBuffer nb = default;
            {|NDIS0005:Take()|};
            if (nb)
                nb.DataLength = 1;

            void Take() => nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }
        """);

    [Fact]
    public Task A_local_function_that_is_handed_on_holds_what_it_captures() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                AppDomain.CurrentDomain.ProcessExit += Done;

            void Done(object? sender, EventArgs arguments) => NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_local_function_that_calls_itself() => Code.InMethod("""
        void M(int depth)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Step(depth);
            NdisFreeNetBuffer(nb);

            void Step(int left)
            {
                if (left > 0)
                    Step(left - 1);
            }
        }
        """);

    [Fact]
    public Task A_local_function_in_a_driver_sees_its_fields() => Code.InDriver("""
        NetBuffer first, second;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!first)
                return Fail();
            second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!second)
                return Fail();
            return NdisStatus.Success;

            NdisStatus Fail()
            {
                if (first)
                    NdisFreeNetBuffer(first);
                first = default;
                return NdisStatus.Resources;
            }
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(second);
            NdisFreeNetBuffer(first);
        }
        """);
}
