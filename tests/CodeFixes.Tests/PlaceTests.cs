namespace NdisRules.CodeFixes.Tests;

/// <summary>Bodies and statements of every kind around the exit.</summary>
public sealed class PlaceTests
{
    static Task Check(string before, string after) => Fix<FreeBeforeExits>.InMethod(before, after);

    [Fact]
    public Task Statements_of_a_program() => Fix<FreeBeforeExits>.InFile("""
        NetBufferPool pool = null!;
        var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|};
        if (nb.IsNull)
            return;
        if (args.Length > 0)
            return;
        NdisFreeNetBuffer(nb);
        """, """
        NetBufferPool pool = null!;
        var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
        if (nb.IsNull)
            return;
        if (args.Length > 0)
        {
            NdisFreeNetBuffer(nb);
            return;
        }
        NdisFreeNetBuffer(nb);
        """, test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Fact]
    public Task A_constructor_that_throws() => Fix<FreeBeforeExits>.InFile("""
        sealed class Frame : IDisposable
        {
            NetBuffer buffer;

            public Frame(NetBufferPool pool, int length)
            {
                buffer = {|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|};
                if (length < 0)
                    throw new ArgumentOutOfRangeException(nameof(length));
            }

            public void Dispose()
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
            }
        }
        """, """
        sealed class Frame : IDisposable
        {
            NetBuffer buffer;

            public Frame(NetBufferPool pool, int length)
            {
                buffer = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (length < 0)
                {
                    if (!buffer.IsNull)
                        NdisFreeNetBuffer(buffer);
                    throw new ArgumentOutOfRangeException(nameof(length));
                }
            }

            public void Dispose()
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
            }
        }
        """);

    [Fact]
    public Task An_expression_body_that_overwrites() => Fix<FreeBeforeExits>.InFile("""
        sealed class Frame(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer buffer = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};

            public void Dispose() => buffer = default;
        }
        """, """
        sealed class Frame(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);

            public void Dispose()
            {
                if (!buffer.IsNull)
                    NdisFreeNetBuffer(buffer);
                buffer = default;
            }
        }
        """);

    [Fact]
    public Task An_accessor() => Check("""
        int Length
        {
            get
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                return nb.IsNull ? 0 : nb.DataLength;
            }
        }
        """, """
        int Length
        {
            get
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                var result = nb.IsNull ? 0 : nb.DataLength;
                if (!nb.IsNull)
                    NdisFreeNetBuffer(nb);
                return result;
            }
        }
        """);

    [Fact]
    public Task The_body_of_a_do_loop() => Check("""
        void M()
        {
            do
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull)
                    return;
            } while (Flag());
        }
        """, """
        void M()
        {
            do
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    return;
                NdisFreeNetBuffer(nb);
            } while (Flag());
        }
        """);

    [Fact]
    public Task The_body_of_a_lock_inside_a_foreach() => Check("""
        void M(int[] numbers)
        {
            foreach (var number in numbers)
                lock (numbers)
                {
                    var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                    if (nb.IsNull)
                        continue;
                    nb.DataLength = number;
                }
        }
        """, """
        void M(int[] numbers)
        {
            foreach (var number in numbers)
                lock (numbers)
                {
                    var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                    if (nb.IsNull)
                        continue;
                    nb.DataLength = number;
                    NdisFreeNetBuffer(nb);
                }
        }
        """);

    [Fact]
    public Task An_else_if_chain() => Check("""
        int M(int kind)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            else if (kind == 1)
                return 1;
            else if (kind == 2)
                Work();
            NdisFreeNetBuffer(nb);
            return 2;
        }
        """, """
        int M(int kind)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            else if (kind == 1)
            {
                NdisFreeNetBuffer(nb);
                return 1;
            }
            else if (kind == 2)
                Work();
            NdisFreeNetBuffer(nb);
            return 2;
        }
        """);

    [Fact]
    public Task A_buffer_that_a_helper_allocates() => Check("""
        static NetBuffer Take() => NdisAllocateNetBuffer(pool, mdl, 0, 0);

        void M()
        {
            var nb = {|NDIS0005:Take()|};
            if (nb.IsNull)
                return;
            Work();
        }
        """, """
        static NetBuffer Take() => NdisAllocateNetBuffer(pool, mdl, 0, 0);

        void M()
        {
            var nb = Take();
            if (nb.IsNull)
                return;
            Work();
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_generic_method_of_a_nested_class() => Check("""
        sealed class Inner<T>
        {
            public T? M<U>(U value)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull)
                    return default;
                return default(T);
            }
        }
        """, """
        sealed class Inner<T>
        {
            public T? M<U>(U value)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    return default;
                NdisFreeNetBuffer(nb);
                return default(T);
            }
        }
        """);

    [Fact]
    public Task A_statement_with_a_label() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (Flag())
                goto done;
            Work();
        done:
            return;
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (Flag())
                goto done;
            Work();
        done:
            NdisFreeNetBuffer(nb);
            return;
        }
        """);

    [Fact]
    public Task A_break_out_of_a_loop_that_the_buffer_outlives() => Check("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            while (Flag())
            {
                if (Flag())
                    break;
                Work();
            }
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            while (Flag())
            {
                if (Flag())
                    break;
                Work();
            }
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_switch_that_the_buffer_outlives() => Check("""
        int M(int kind)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            switch (kind)
            {
                case 1:
                    break;
                case 2:
                    Work();
                    break;
            }
            return 1;
        }
        """, """
        int M(int kind)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            switch (kind)
            {
                case 1:
                    break;
                case 2:
                    Work();
                    break;
            }
            NdisFreeNetBuffer(nb);
            return 1;
        }
        """);

    [Fact]
    public Task Everything_in_finally_stays_there() => Check("""
        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            try
            {
                Work();
            }
            finally
            {
                Work();
            }
            return 1;
        }
        """, """
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            try
            {
                Work();
            }
            finally
            {
                Work();
            }
            NdisFreeNetBuffer(nb);
            return 1;
        }
        """);
}
