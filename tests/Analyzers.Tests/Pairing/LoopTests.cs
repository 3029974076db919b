namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class LoopTests
{
    [Theory]
    [InlineData("while (Flag())")]
    [InlineData("for (var i = 0; i < 10; i++)")]
    [InlineData("for (; ; )")]
    [InlineData("foreach (var item in new[] { 1, 2, 3 })")]
    [InlineData("foreach (var c in \"abc\")")]
    public Task Allocated_and_freed_in_each_turn(string loop) => Code.InMethod($$"""
        void M()
        {
            {{loop}}
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    break;
                nb.DataLength = 3;
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Theory]
    [InlineData("while (Flag())")]
    [InlineData("for (var i = 0; i < 10; i++)")]
    [InlineData("for (; ; )")]
    [InlineData("foreach (var item in new[] { 1, 2, 3 })")]
    public Task A_continue_before_the_free_loses_it(string loop) => Code.InMethod($$"""
        void M(bool skip)
        {
            {{loop}}
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull)
                    return;
                if (skip)
                    continue;
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_break_before_the_free_loses_it() => Code.InMethod("""
        void M()
        {
            while (true)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull || Flag())
                    break;
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_do_loop_that_frees_in_each_turn() => Code.InMethod("""
        void M()
        {
            do
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    NdisFreeNetBuffer(nb);
            }
            while (Flag());
        }
        """);

    [Fact]
    public Task A_retry_loop_until_it_is_there() => Code.InMethod("""
        void M()
        {
            NetBuffer nb;
            do
            {
                nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }
            while (nb.IsNull);
            nb.DataLength = 1;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_retry_loop_with_a_limit() => Code.InMethod("""
        void M()
        {
            NetBuffer nb = default;
            for (var attempt = 0; attempt < 3 && nb.IsNull; attempt++)
                nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_retry_loop_with_a_limit_and_a_break() => Code.InMethod("""
        void M()
        {
            NetBuffer nb = default;
            for (var attempt = 0; attempt < 3; attempt++)
            {
                nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    break;
                Thread.Sleep(1);
            }

            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_retry_loop_that_forgets_to_stop() => Code.InMethod("""
        void M()
        {
            NetBuffer nb = default;
            for (var attempt = 0; attempt < 3; attempt++)
                nb = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Allocated_in_the_loop_and_freed_after_it() => Code.InMethod("""
        void M()
        {
            NetBuffer nb = default;
            while (Flag())
                nb = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Carried_from_turn_to_turn() => Code.InMethod("""
        void M()
        {
            NetBuffer last = default;
            while (Flag())
            {
                if (last)
                    NdisFreeNetBuffer(last);
                last = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }

            if (last)
                NdisFreeNetBuffer(last);
        }
        """);

    [Fact]
    public Task Carried_from_turn_to_turn_and_the_last_one_forgotten() => Code.InMethod("""
        void M()
        {
            NetBuffer last = default;
            while (Flag())
            {
                if (last)
                    NdisFreeNetBuffer(last);
                last = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            }
        }
        """);

    [Fact]
    public Task Two_buffers_in_turns() => Code.InMethod("""
        void M()
        {
            var front = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!front)
                return;
            while (Flag())
            {
                var back = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!back)
                    break;
                NdisFreeNetBuffer(front);
                front = back;
            }

            NdisFreeNetBuffer(front);
        }
        """);

    [Fact]
    public Task Two_buffers_in_turns_and_a_return_with_both() => Code.InMethod("""
        void M()
        {
            var front = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!front)
                return;
            while (Flag())
            {
                var back = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (!back)
                    break;
                if (Flag())
                    return;
                NdisFreeNetBuffer(front);
                front = back;
            }

            NdisFreeNetBuffer(front);
        }
        """);

    [Fact]
    public Task Freed_in_every_turn_of_a_loop() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            do
            {
                {|NDIS0003:NdisFreeNetBuffer(nb)|};
            }
            while (Flag());
        }
        """);

    [Fact]
    public Task Freed_in_the_turn_that_ends_the_loop() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            while (true)
            {
                nb.DataLength++;
                if (Flag())
                {
                    NdisFreeNetBuffer(nb);
                    break;
                }
            }
        }
        """);

    [Fact]
    public Task Freed_in_a_loop_that_may_not_turn() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            while (Flag())
            {
                NdisFreeNetBuffer(nb);
                break;
            }
        }
        """);

    [Fact]
    public Task A_flag_stops_the_loop_after_the_free() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            var done = false;
            while (!done)
            {
                if (Flag())
                {
                    NdisFreeNetBuffer(nb);
                    done = true;
                }
            }
        }
        """);

    [Fact]
    public Task The_allocation_is_the_condition_of_the_loop() => Code.InMethod("""
        void M()
        {
            NetBuffer nb;
            while (nb = NdisAllocateNetBuffer(pool, mdl, 0, 0))
            {
                nb.DataLength = 1;
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task The_allocation_is_the_condition_of_the_loop_and_a_break_loses_it() => Code.InMethod("""
        void M()
        {
            NetBuffer nb;
            while (!(nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}).IsNull)
            {
                if (Flag())
                    break;
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task The_allocation_is_the_header_of_a_for() => Code.InMethod("""
        void M()
        {
            for (var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0); nb; nb = NdisAllocateNetBuffer(pool, mdl, 0, 0))
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task An_inner_break_does_not_leave_the_outer_loop() => Code.InMethod("""
        void M()
        {
            while (Flag())
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    continue;
                for (var i = 0; i < 3; i++)
                {
                    if (i == nb.DataLength)
                        break;
                }

                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_goto_leaves_two_loops_and_loses_it() => Code.InMethod("""
        void M()
        {
            while (Flag())
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (!nb)
                    continue;
                for (var i = 0; i < 3; i++)
                {
                    if (i == nb.DataLength)
                        goto done;
                }

                NdisFreeNetBuffer(nb);
            }

        done:
            Work();
        }
        """);

    [Fact]
    public Task A_loop_written_with_goto() => Code.InMethod("""
        void M()
        {
        again:
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                goto again;
            NdisFreeNetBuffer(nb);
            if (Flag())
                goto again;
        }
        """);

    [Fact]
    public Task A_loop_written_with_goto_that_forgets() => Code.InMethod("""
        void M()
        {
            NetBuffer nb;
        again:
            nb = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (Flag())
                goto again;
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_loop_that_never_ends_loses_one_in_each_turn() => Code.InMethod("""
        void M()
        {
            while (true)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    nb.DataLength = 1;
            }
        }
        """);

    [Fact]
    public Task A_loop_that_keeps_its_buffer_until_it_ends() => Code.InMethod("""
        void M(CancellationToken stop)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            while (!stop.IsCancellationRequested)
                nb.DataLength = 1;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_loop_that_allocates_once_when_first_needed() => Code.InMethod("""
        void M()
        {
            NetBuffer scratch = default;
            while (Flag())
            {
                if (scratch.IsNull)
                    scratch = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (scratch.IsNull)
                    continue;
                scratch.DataLength = 1;
            }

            if (scratch)
                NdisFreeNetBuffer(scratch);
        }
        """);

    [Fact]
    public Task A_loop_that_replaces_a_freed_one_forgets_the_null_test_before_use() => Code.InMethod("""
        void M()
        {
            NetBuffer scratch = default;
            while (Flag())
            {
                if (scratch.IsNull)
                    scratch = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                {|NDIS0010:scratch.DataLength|} = 1;
            }

            if (scratch)
                NdisFreeNetBuffer(scratch);
        }
        """);
}
