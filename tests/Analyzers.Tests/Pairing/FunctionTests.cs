namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Delegates whose targets are known run where they are invoked, in the world around them.</summary>
public sealed class FunctionTests
{
    [Fact]
    public Task Freed_by_a_lambda_that_captures_it() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Action free = () => NdisFreeNetBuffer(nb);
            Work();
            free();
        }
        """);

    [Fact]
    public Task A_lambda_that_nobody_invokes_frees_nothing() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            Action free = () => NdisFreeNetBuffer(nb);
            Work();
        }
        """);

    [Fact]
    public Task A_lambda_that_is_invoked_on_one_path_only() => Code.InMethod("""
        void M(bool ready)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            Action free = () => NdisFreeNetBuffer(nb);
            if (ready)
                free.Invoke();
        }
        """);

    [Fact]
    public Task A_lambda_invoked_twice_frees_twice() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Action free = () => NdisFreeNetBuffer(nb);
            free();
            {|NDIS0003:free()|};
        }
        """);

    [Fact]
    public Task Used_after_a_lambda_has_freed_it() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Action free = () => NdisFreeNetBuffer(nb);
            free();
            {|NDIS0004:nb.DataLength|} = 3;
        }
        """);

    [Fact]
    public Task Used_by_a_lambda_after_it_was_freed() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Action touch = () => nb.DataLength = 3;
            touch();
            NdisFreeNetBuffer(nb);
            {|NDIS0004:touch()|};
        }
        """);

    [Fact]
    public Task What_a_lambda_decides_by_a_captured_flag_is_known() => Code.InMethod("""
        void Good()
        {
            var owned = true;
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Action free = () => { if (owned && !nb.IsNull) NdisFreeNetBuffer(nb); };
            while (Flag())
                Work();
            free();
        }

        void Bad()
        {
            var owned = false;
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            Action free = () => { if (owned && !nb.IsNull) NdisFreeNetBuffer(nb); };
            while (Flag())
                Work();
            free();
        }
        """);

    [Fact]
    public Task What_a_lambda_writes_is_known_afterwards() => Code.InMethod("""
        void M()
        {
            var done = false;
            Action finish = () => done = true;
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            finish();
            if (done)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Acquired_by_a_factory() => Code.InMethod("""
        void Good()
        {
            Func<NetBuffer> make = () => NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var nb = make();
            if (nb)
                NdisFreeNetBuffer(nb);
        }

        void Bad()
        {
            Func<NetBuffer> make = () => NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var nb = {|NDIS0005:make()|};
            if (nb)
                nb.DataLength = 3;
        }
        """);

    [Fact]
    public Task Acquired_by_a_method_group_of_the_acquire() => Code.InMethod("""
        void Good()
        {
            Func<NetBufferPool?, Mdl, int, int, NetBuffer> make = NdisAllocateNetBuffer;
            Action<NetBuffer> free = NdisFreeNetBuffer;
            var nb = make(pool, mdl, 0, 0);
            if (nb)
                free(nb);
        }

        void Bad()
        {
            Func<NetBufferPool?, Mdl, int, int, NetBuffer> make = NdisAllocateNetBuffer;
            var nb = {|NDIS0005:make(pool, mdl, 0, 0)|};
        }

        void Worse()
        {
            Action<NetBuffer> free = NdisFreeNetBuffer;
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            free(nb);
            {|NDIS0003:free(nb)|};
        }
        """);

    [Fact]
    public Task Lent_to_a_lambda_by_a_helper() => Code.InMethod("""
        static void WithBuffer(Action<NetBuffer> use)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            use(nb);
            NdisFreeNetBuffer(nb);
        }

        void Good() => WithBuffer(nb => nb.DataLength = 3);

        void Bad() => {|NDIS0003:WithBuffer(nb => NdisFreeNetBuffer(nb))|};

        void Worse() => {|NDIS0003:WithBuffer(NdisFreeNetBuffer)|};
        """);

    [Fact]
    public Task A_helper_that_leaves_the_free_to_the_lambda() => Code.InMethod("""
        static void WithBuffer(Action<NetBuffer> use)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                use(nb);
        }

        void Good() => WithBuffer(NdisFreeNetBuffer);

        void AlsoGood()
        {
            WithBuffer(nb =>
            {
                nb.DataLength = 3;
                NdisFreeNetBuffer(nb);
            });
        }

        void Bad() => {|NDIS0005:WithBuffer(nb => nb.DataLength = 3)|};

        void Worse()
        {
            WithBuffer(nb =>
            {
                NdisFreeNetBuffer(nb);
                {|NDIS0004:nb.DataLength|} = 3;
            });
        }
        """);

    [Fact]
    public Task A_helper_that_is_given_a_factory() => Code.InMethod("""
        static NetBuffer Retry(Func<NetBuffer> make)
        {
            for (var i = 0; i < 3; i++)
                if (make() is { IsNull: false } nb)
                    return nb;
            return default;
        }

        static void Waste(Func<NetBuffer> make) => make();

        void Good()
        {
            var nb = Retry(() => NdisAllocateNetBuffer(pool, mdl, 0, 0));
            if (nb)
                NdisFreeNetBuffer(nb);
        }

        void Bad()
        {
            var nb = {|NDIS0005:Retry(() => NdisAllocateNetBuffer(pool, mdl, 0, 0))|};
            if (nb)
                nb.DataLength = 3;
        }

        void Worse() => {|NDIS0005:Waste(() => NdisAllocateNetBuffer(pool, mdl, 0, 0))|};
        """);

    [Fact]
    public Task What_goes_wrong_inside_a_lambda_alone_is_told_there_once() => Code.InMethod("""
        static void Run(Action action) => action();

        void M()
        {
            Run(() =>
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    nb.DataLength = 3;
            });
            Action again = () =>
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    return;
                NdisFreeNetBuffer(nb);
                {|NDIS0003:NdisFreeNetBuffer(nb)|};
            };
            again();
        }
        """);

    [Fact]
    public Task A_captured_variable_of_the_code_around_is_freed_there() => Code.InMethod("""
        void Good()
        {
            NetBuffer nb = default;
            Action take = () => nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            take();
            if (nb)
                NdisFreeNetBuffer(nb);
        }

        void Bad()
        {
            NetBuffer nb = default;
            Action take = () => nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0005:take()|};
            if (nb)
                nb.DataLength = 3;
        }
        """);

    [Fact]
    public Task An_immediately_invoked_lambda() => Code.InMethod("""
        void Good()
        {
            var nb = new Func<NetBuffer>(() => NdisAllocateNetBuffer(pool, mdl, 0, 0))();
            ((Action)(() => { if (nb) NdisFreeNetBuffer(nb); }))();
        }

        void Bad()
        {
            var nb = {|NDIS0005:((Func<NetBuffer>)(static () => NdisAllocateNetBuffer(pool, mdl, 0, 0)))()|};
            if (nb)
                nb.DataLength = 3;
        }
        """);

    [Fact]
    public Task A_delegate_that_may_be_null() => Code.InMethod("""
        void Good(bool fast)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Action<NetBuffer>? free = fast ? NdisFreeNetBuffer : null;
            free?.Invoke(nb);
            if (free is null)
                NdisFreeNetBuffer(nb);
        }

        void Bad(bool fast)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            Action<NetBuffer>? free = fast ? NdisFreeNetBuffer : null;
            free?.Invoke(nb);
        }
        """);

    [Fact]
    public Task One_of_two_lambdas() => Code.InMethod("""
        void Good(bool fast)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Action<NetBuffer> free = fast ? NdisFreeNetBuffer : b => { b.DataLength = 0; NdisFreeNetBuffer(b); };
            free(nb);
        }

        void Bad(bool fast)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            Action<NetBuffer> free = fast ? NdisFreeNetBuffer : b => b.DataLength = 0;
            free(nb);
        }
        """);

    [Fact]
    public Task Several_targets_run_one_after_the_other() => Code.InMethod("""
        void Good()
        {
            Action? undo = null;
            var a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                return;
            undo += () => NdisFreeNetBuffer(a);
            var b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (b)
                undo += () => NdisFreeNetBuffer(b);
            undo();
        }

        void Bad()
        {
            Action? undo = null;
            var a = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!a)
                return;
            undo += () => a.DataLength = 0;
            var b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (b)
                undo += () => NdisFreeNetBuffer(b);
            undo();
        }
        """);

    [Fact]
    public Task A_local_function_as_a_value() => Code.InMethod("""
        static void Run(Action action) => action();

        void Good()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Run(Free);
            void Free() => NdisFreeNetBuffer(nb);
        }

        void Bad()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            Run(Touch);
            void Touch() => nb.DataLength = 3;
        }
        """);

    [Fact]
    public Task A_generic_helper_runs_a_lambda() => Code.InMethod("""
        static TResult Use<TBuffer, TResult>(TBuffer buffer, Func<TBuffer, TResult> use) => use(buffer);

        int Good()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return 0;
            return Use(nb, static b =>
            {
                var length = b.DataLength;
                NdisFreeNetBuffer(b);
                return length;
            });
        }

        int Bad()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return 0;
            return Use(nb, static b => b.DataLength);
        }
        """);

    [Fact]
    public Task A_throw_in_a_lambda_goes_to_the_handler_of_who_invokes_it() => Code.InMethod("""
        void Good(bool bad)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            Action check = () => { if (bad) throw new InvalidOperationException(); };
            try
            {
                check();
                NdisFreeNetBuffer(nb);
            }
            catch (InvalidOperationException)
            {
                NdisFreeNetBuffer(nb);
            }
        }

        void Bad(bool bad)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            Action check = () => { if (bad) throw new InvalidOperationException(); };
            try
            {
                check();
                NdisFreeNetBuffer(nb);
            }
            catch (InvalidOperationException)
            {
            }
        }
        """);

    /// <summary>Where it is not followed, what it captures may be freed at any time.</summary>

    [Fact]
    public Task A_lambda_in_a_loop_that_outlives_its_turn() => Code.InMethod("""
        void M(int count)
        {
            Action? last = null;
            for (var i = 0; i < count; i++)
            {
                last?.Invoke();
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                last = () => { if (nb) NdisFreeNetBuffer(nb); };
            }

            last?.Invoke();
        }
        """);

    [Fact]
    public Task A_method_group_of_a_helper() => Code.InMethod("""
        static void Drop(NetBuffer nb) => NdisFreeNetBuffer(nb);
        void Touch(NetBuffer nb) => nb.DataLength = 3;

        void Good()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Action<NetBuffer> done = Drop;
            if (nb)
                done(nb);
        }

        void Bad()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            Action<NetBuffer> done = Touch;
            if (nb)
                done(nb);
        }
        """);

    [Fact]
    public Task An_extension_method_as_a_delegate() => Code.InFile("""
        static class Extensions
        {
            public static void Drop(this NetBuffer nb) => NdisFreeNetBuffer(nb);
        }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            void Good()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    return;
                Action<NetBuffer> drop = Extensions.Drop;
                drop(nb);
            }
        }
        """);
}
