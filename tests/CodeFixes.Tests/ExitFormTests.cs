namespace NdisRules.CodeFixes.Tests;

/// <summary>Each form in which control can leave an object behind.</summary>
public sealed class ExitFormTests
{
    static Task Check(string before, string after) => Fix<FreeBeforeExits>.InMethod(before, after);

    [Fact]
    public Task Freed_on_one_side_of_a_test_only() => Check("""
        void M(bool ready)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (ready)
            {
                nb.DataLength = 1;
                NdisFreeNetBuffer(nb);
            }
        }
        """, """
        void M(bool ready)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (ready)
            {
                nb.DataLength = 1;
                NdisFreeNetBuffer(nb);
            }
            else
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Freed_by_the_one_statement_under_a_test() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (Flag())
                NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
                NdisFreeNetBuffer(nb);
            else
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Freed_in_the_else_only() => Check("""
        void M(bool ready)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (!ready)
            {
                NdisFreeNetBuffer(nb);
            }
            else
            {
                nb.DataLength = 1;
            }
            Console.WriteLine(ready);
        }
        """, """
        void M(bool ready)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (!ready)
            {
                NdisFreeNetBuffer(nb);
            }
            else
            {
                nb.DataLength = 1;
                NdisFreeNetBuffer(nb);
            }
            Console.WriteLine(ready);
        }
        """);

    [Fact]
    public Task A_break_out_of_the_loop() => Check("""
        void M()
        {
            while (Flag())
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull)
                    break;
                if (Flag())
                    break;
                NdisFreeNetBuffer(nb);
            }
        }
        """, """
        void M()
        {
            while (Flag())
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    break;
                if (Flag())
                {
                    NdisFreeNetBuffer(nb);
                    break;
                }
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_continue() => Check("""
        void M(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull)
                    continue;
                if (i == 3)
                {
                    continue;
                }
                NdisFreeNetBuffer(nb);
            }
        }
        """, """
        void M(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    continue;
                if (i == 3)
                {
                    NdisFreeNetBuffer(nb);
                    continue;
                }
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_goto_out_of_the_block() => Check("""
        void M()
        {
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull)
                    return;
                if (Flag())
                    goto done;
                NdisFreeNetBuffer(nb);
            }
        done:
            Work();
        }
        """, """
        void M()
        {
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    return;
                if (Flag())
                {
                    NdisFreeNetBuffer(nb);
                    goto done;
                }
                NdisFreeNetBuffer(nb);
            }
        done:
            Work();
        }
        """);

    [Fact]
    public Task A_return_in_an_else() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (Flag())
                Work();
            else
                return;
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
                Work();
            else
            {
                NdisFreeNetBuffer(nb);
                return;
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_return_on_the_line_of_its_if() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull) return;
            if (Flag()) return; else Work();
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull) return;
            if (Flag())
            {
                NdisFreeNetBuffer(nb);
                return;
            }
            else Work();
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_return_in_a_block_on_one_line() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull) { return; }
            if (Flag()) { Work(); return; }
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull) { return; }
            if (Flag()) { Work(); NdisFreeNetBuffer(nb); return; }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_return_in_a_switch_section() => Check("""
        void M(int kind)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            switch (kind)
            {
                case 1:
                    Work();
                    return;
                case 2: return;
                default:
                    break;
            }
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M(int kind)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            switch (kind)
            {
                case 1:
                    Work();
                    NdisFreeNetBuffer(nb);
                    return;
                case 2: NdisFreeNetBuffer(nb); return;
                default:
                    break;
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_throw_in_a_catch() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            try
            {
                Work();
            }
            catch (InvalidOperationException)
            {
                throw;
            }
            NdisFreeNetBuffer(nb);
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                Work();
            }
            catch (InvalidOperationException)
            {
                NdisFreeNetBuffer(nb);
                throw;
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_return_out_of_a_try() => Check("""
        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            try
            {
                if (Flag())
                    return 1;
                Work();
            }
            catch (InvalidOperationException)
            {
            }
            NdisFreeNetBuffer(nb);
            return 2;
        }
        """, """
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            try
            {
                if (Flag())
                {
                    NdisFreeNetBuffer(nb);
                    return 1;
                }
                Work();
            }
            catch (InvalidOperationException)
            {
            }
            NdisFreeNetBuffer(nb);
            return 2;
        }
        """);

    [Fact]
    public Task The_end_of_a_nested_block() => Check("""
        void M()
        {
            if (Flag())
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (!nb.IsNull)
                    nb.DataLength = 1;
            }
            Work();
        }
        """, """
        void M()
        {
            if (Flag())
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb.IsNull)
                {
                    nb.DataLength = 1;
                    NdisFreeNetBuffer(nb);
                }
            }
            Work();
        }
        """);

    [Fact]
    public Task Something_else_is_stored_over_it() => Check("""
        void M(NetBuffer other)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            nb = other;
            nb.DataLength = 2;
        }
        """, """
        void M(NetBuffer other)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
            nb = other;
            nb.DataLength = 2;
        }
        """);

    [Fact]
    public Task Several_exits_at_once() => Check("""
        int M(int kind)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return -1;
            if (kind == 0)
                return 0;
            if (kind < 0)
                throw new ArgumentOutOfRangeException(nameof(kind));
            Work();
            return kind;
        }
        """, """
        int M(int kind)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return -1;
            if (kind == 0)
            {
                NdisFreeNetBuffer(nb);
                return 0;
            }
            if (kind < 0)
            {
                NdisFreeNetBuffer(nb);
                throw new ArgumentOutOfRangeException(nameof(kind));
            }
            Work();
            NdisFreeNetBuffer(nb);
            return kind;
        }
        """);

    [Fact]
    public Task Only_the_exit_that_needs_it_gets_a_test() => Check("""
        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (Flag())
                return 1;
            if (nb.IsNull)
                return 2;
            Work();
            return 3;
        }
        """, """
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (Flag())
            {
                if (!nb.IsNull)
                    NdisFreeNetBuffer(nb);
                return 1;
            }
            if (nb.IsNull)
                return 2;
            Work();
            NdisFreeNetBuffer(nb);
            return 3;
        }
        """);

    [Fact]
    public Task The_end_of_a_lambda() => Check("""
        Action M() => () =>
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
                Work();
        };
        """, """
        Action M() => () =>
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
            {
                Work();
                NdisFreeNetBuffer(nb);
            }
        };
        """);

    [Fact]
    public Task The_end_of_a_local_function() => Check("""
        void M()
        {
            Inner();
            void Inner()
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull) return;
                Work();
            }
        }
        """, """
        void M()
        {
            Inner();
            void Inner()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull) return;
                Work();
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_body_on_one_line() => Check("""
        void M() { var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}; {|NDIS0010:nb.DataLength|} = 64; }
        """, """
        void M() { var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0); {|NDIS0010:nb.DataLength|} = 64; NdisFreeNetBuffer(nb); }
        """);
}
