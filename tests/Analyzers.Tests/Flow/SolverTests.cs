namespace NdisRules.Analyzers.Tests.Flow;

public sealed class SolverTests
{
    [Fact]
    public void Facts_meet_behind_a_branch() => Margin.FactsAre("""
        A();            // -
        if (p)
            B();        // a
        D();            // a b
        """);

    [Fact]
    public void A_loop_comes_round() => Margin.FactsAre("""
        while (Ask())   // a b
        {
            A();        // a b
            B();        // a b
        }

        D();            // a b
        """);

    [Fact]
    public void What_follows_a_return_is_not_reached() => Margin.FactsAre("""
        A();            // -
        return;
        #pragma warning disable CS0162
        B();            // unreachable
        """);

    [Fact]
    public void Before_each_call_of_a_try_the_handler_may_be_entered() => Margin.FactsAre("""
        try
        {
            A();        // -
            B();        // a
        }
        catch
        {
            D();        // a
        }
        """);

    [Fact]
    public void A_return_through_a_finally_does_not_leak_behind_it() => Margin.FactsAre("""
        try
        {
            if (p)
            {
                A();    // -
                return;
            }
        }
        finally
        {
            B();        // a
        }

        D();            // b
        """);

    [Fact]
    public void Nested_finally_blocks_run_from_the_inside_out() => Margin.FactsAre("""
        try
        {
            try
            {
                if (p)
                    return;
                A();    // -
            }
            finally
            {
                B();    // a
            }
        }
        finally
        {
            D();        // a b
        }

        Ask();          // a b d
        """);

    [Fact]
    public void A_throw_goes_to_the_handler_of_its_type_only() => Margin.FactsAre("""
        try
        {
            A();        // -
            throw new System.InvalidOperationException();
        }
        catch (System.IO.IOException)
        {
            B();        // -
        }
        catch (System.InvalidOperationException)
        {
            D();        // a
        }
        """);

    [Fact]
    public void A_filter_that_says_no_passes_the_exception_on() => Margin.FactsAre("""
        try
        {
            A();        // -
            B();        // a
        }
        catch (System.Exception) when (Ask())   // a
        {
            D();        // a
        }
        catch
        {
            Ask();      // a
        }
        """);

    [Fact]
    public void A_goto_is_an_edge_like_others() => Margin.FactsAre("""
        again:
        A();            // a b
        if (p)
        {
            B();        // a b
            goto again;
        }

        D();            // a b
        """);

    [Fact]
    public void A_switch_meets_behind_its_sections() => Margin.FactsAre("""
        switch (n)
        {
            case 0:
                A();    // b
                break;
            case 1:
                B();    // -
                goto case 0;
            default:
                return;
        }

        D();            // a b
        """);
}
