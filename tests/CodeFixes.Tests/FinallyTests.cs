namespace NdisRules.CodeFixes.Tests;

/// <summary>One free in a finally, in place of frees on single paths.</summary>
public sealed class FinallyTests
{
    static Task Check(string before, string after) => Fix<FreeBeforeExits>.InMethod(before, after, test => test.CodeActionEquivalenceKey = "NdisRules.FreeInFinally");

    /// <summary>Where every call that may throw is a path.</summary>
    static Task CheckCalls(string before, string? after = null) => Fix<FreeWhateverThrows>.InMethod(before, after, test =>
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*]\nndisrules.NdisAllocateNetBuffer.exceptions = all\n")));

    [Fact]
    public Task What_names_the_buffer_is_wrapped_and_what_comes_after_is_not() => CheckCalls("""
        void M()
        {
            var nb = {|NDIS0006:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            // Something that may throw.
            Work();
            NdisFreeNetBuffer(nb);
            Console.WriteLine("done");
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                // Something that may throw.
                Work();
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
            Console.WriteLine("done");
        }
        """);

    [Fact]
    public Task A_local_that_is_needed_afterwards_takes_its_uses_along() => CheckCalls("""
        int M()
        {
            var nb = {|NDIS0006:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            Work();
            var length = nb.DataLength;
            NdisFreeNetBuffer(nb);
            Console.WriteLine("done");
            return length;
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
                var length = nb.DataLength;
                Console.WriteLine("done");
                return length;
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_try_right_behind_the_acquire_gets_the_finally() => CheckCalls("""
        void M()
        {
            var nb = {|NDIS0006:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            try
            {
                Work();
            }
            catch (InvalidOperationException)
            {
                Console.WriteLine("no");
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
                Console.WriteLine("no");
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_finally_that_is_there_already_gets_the_free() => CheckCalls("""
        void M()
        {
            var nb = {|NDIS0006:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            try
            {
                Work();
            }
            finally
            {
                Console.WriteLine("over");
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
            finally
            {
                NdisFreeNetBuffer(nb);
                Console.WriteLine("over");
            }
        }
        """);

    [Fact]
    public Task Frees_on_single_paths_go() => Check("""
        int M(int kind)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            if (kind == 1)
            {
                NdisFreeNetBuffer(nb); // nothing to do
                return 1;
            }
            if (kind == 2)
                return 2;
            nb.DataLength = kind;
            if (Flag())
                NdisFreeNetBuffer(nb);
            return 3;
        }
        """, """
        int M(int kind)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            try
            {
                if (kind == 1)
                {
                    // nothing to do
                    return 1;
                }
                if (kind == 2)
                    return 2;
                nb.DataLength = kind;
                if (Flag())
                { }
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
            return 3;
        }
        """);

    [Fact]
    public Task Not_offered_for_what_is_queued_on_some_path() => CheckCalls("""
        readonly Queue<NetBuffer> queue = new();

        void M()
        {
            var nb = {|NDIS0006:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            Work();
            queue.Enqueue(nb);
        }
        """);

    [Fact]
    public Task Not_offered_for_what_is_returned() => CheckCalls("""
        NetBuffer M()
        {
            var nb = {|NDIS0006:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return default;
            Work();
            return nb;
        }
        """);

    [Fact]
    public Task Two_buffers_are_wrapped_one_in_the_other() => CheckCalls("""
        void M()
        {
            var a = {|NDIS0006:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (a.IsNull)
                return;
            Work();
            NdisFreeNetBuffer(a);
            var b = {|NDIS0006:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (b.IsNull)
                return;
            Work();
            NdisFreeNetBuffer(b);
        }
        """, """
        void M()
        {
            var a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (a.IsNull)
                return;
            try
            {
                Work();
            }
            finally
            {
                NdisFreeNetBuffer(a);
            }
            var b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (b.IsNull)
                return;
            try
            {
                Work();
            }
            finally
            {
                NdisFreeNetBuffer(b);
            }
        }
        """);
}
