namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Catches, throws and rethrows: who loses the object and who frees it.</summary>
public sealed class ExceptionTests
{
    [Fact]
    public Task A_catch_that_swallows_loses_it() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            try
            {
                Work();
                NdisFreeNetBuffer(nb);
            }
            catch (Exception)
            {
            }
        }
        """);

    [Theory]
    [InlineData("catch (Exception)")]
    [InlineData("catch")]
    [InlineData("catch (FormatException e) when (e.Message.Length > 3)")]
    public Task What_was_taken_inside_the_try_a_catch_cannot_free(string handler) => Code.InMethod($$"""
        void M()
        {
            try
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull)
                    return;
                Work();
                NdisFreeNetBuffer(nb);
            }
            {{handler}}
            {
                Console.WriteLine("failed");
            }
        }
        """);

    [Theory]
    [InlineData("nb.DataLength = 3; NdisFreeNetBuffer(nb); Work();", "catch (Exception) { }")]
    [InlineData("try { Work(); } finally { NdisFreeNetBuffer(nb); }", "catch (Exception) { }")]
    [InlineData("Work(); NdisFreeNetBuffer(nb);", "finally { Console.WriteLine(); }")]
    [InlineData("Work(); NdisFreeNetBuffer(nb);", "catch (OutOfMemoryException) { }")]
    public Task Taken_inside_the_try_and_freed_there(string rest, string handler) => Code.InMethod($$"""
        void M()
        {
            try
            {
                Work();
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    return;
                {{rest}}
            }
            {{handler}}
        }
        """);

    [Fact]
    public Task A_catch_that_frees_as_the_normal_way_does() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                Work();
                NdisFreeNetBuffer(nb);
            }
            catch (Exception)
            {
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task The_free_itself_does_not_throw() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                NdisFreeNetBuffer(nb);
            }
            catch (Exception)
            {
            }
        }
        """);

    [Fact]
    public Task The_catch_frees_what_was_freed_before_the_call_that_throws() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                NdisFreeNetBuffer(nb);
                Work();
            }
            catch (Exception)
            {
                {|NDIS0003:NdisFreeNetBuffer(nb)|};
            }
        }
        """);

    [Fact]
    public Task A_catch_of_one_type_that_swallows_loses_it() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            try
            {
                Work();
            }
            catch (TimeoutException)
            {
                return;
            }
            catch (InvalidOperationException)
            {
            }

            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Every_catch_goes_on_to_the_free() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                Work();
            }
            catch (TimeoutException)
            {
                Work();
            }
            catch (InvalidOperationException e) when (e.Message.Length > 3)
            {
            }

            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Frees_and_rethrows() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                Work();
            }
            catch
            {
                NdisFreeNetBuffer(nb);
                throw;
            }

            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Rethrows_without_a_free() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            try
            {
                Work();
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
                throw;
            }

            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_throw_is_a_path_out() => Code.InMethod("""
        void M(int length)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (length < 0)
                throw new ArgumentOutOfRangeException(nameof(length));
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_throw_after_the_free() => Code.InMethod("""
        void M(int length)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                throw new InvalidOperationException();
            if (length < 0)
            {
                NdisFreeNetBuffer(nb);
                throw new ArgumentOutOfRangeException(nameof(length));
            }

            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_throw_expression_is_a_path_out() => Code.InMethod("""
        int M(string? text)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            var checkedText = text ?? throw new ArgumentNullException(nameof(text));
            NdisFreeNetBuffer(nb);
            return checkedText.Length;
        }
        """);

    [Fact]
    public Task A_call_that_may_throw_is_no_path_out() => Code.InMethod("""
        void M(string? text)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            ArgumentNullException.ThrowIfNull(text);
            Console.WriteLine(text);
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_throw_that_is_caught_inside_and_freed() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            try
            {
                if (Flag())
                    throw new InvalidOperationException();
            }
            catch (InvalidOperationException)
            {
            }

            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_filter_that_refuses_goes_on_to_the_next_catch() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            try
            {
                Work();
                NdisFreeNetBuffer(nb);
            }
            catch (Exception) when (Flag())
            {
                NdisFreeNetBuffer(nb);
            }
            catch (Exception)
            {
            }
        }
        """);

    [Fact]
    public Task A_helper_that_always_throws_ends_the_path_of_null() => Code.InMethod("""
        static void Fail() => throw new InvalidOperationException("no buffer");

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                Fail();
            nb.DataLength = 1;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_catch_in_a_loop_that_goes_on_with_the_next_turn() => Code.InMethod("""
        void M()
        {
            for (var i = 0; i < 10; i++)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (!nb)
                    continue;
                try
                {
                    Work();
                }
                catch (TimeoutException)
                {
                    continue;
                }

                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Leaving_a_loop_through_a_finally() => Code.InMethod("""
        void M()
        {
            foreach (var item in new List<int> { 1, 2 })
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                try
                {
                    if (item == 1)
                        continue;
                    if (Flag())
                        break;
                    if (Flag())
                        return;
                }
                finally
                {
                    if (!nb.IsNull)
                        NdisFreeNetBuffer(nb);
                }
            }
        }
        """);

    const string TwoInOneTry = """
        void Send(NetBufferListPool lists)
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (list.IsNull) return;
            var packet = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (packet.IsNull)
            {
                NdisFreeNetBufferList(list);
                return;
            }
            try
            {
                NdisFreeNetBuffer(packet);
                BETWEEN
                NdisFreeNetBufferList(list);
                return;
            }
            catch (InvalidOperationException)
            {
            }
            LATER;
            NdisFreeNetBufferList(list);
        }
        """;

    [Fact]
    public Task A_release_of_another_rule_does_not_throw_either() => Code.InMethod(TwoInOneTry.Replace("BETWEEN", "").Replace("LATER", "NdisFreeNetBuffer(packet)"));

    [Fact]
    public Task A_call_between_two_releases_may_throw() => Code.InMethod(TwoInOneTry.Replace("BETWEEN", "Console.WriteLine();").Replace("LATER", "{|NDIS0003:NdisFreeNetBuffer(packet)|}"));
}
