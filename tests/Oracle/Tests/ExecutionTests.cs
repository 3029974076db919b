using NdisRules.Oracle.Execution;
using NdisRules.Oracle.Programs;
using static NdisRules.Oracle.Tests.HandMade;

namespace NdisRules.Oracle.Tests;

/// <summary>Executing finds what is wrong, names the object, and nothing else.</summary>
public sealed class ExecutionTests
{
    const int FirstLine = 15;

    [Fact]
    public async Task A_program_that_frees_what_it_takes_shows_nothing() => Assert.Empty(await RunAsync(Method(Acquire("one"), Tested("one", Free("one")))));

    [Fact]
    public async Task What_is_not_freed_is_a_leak_of_its_acquire()
    {
        var violation = Assert.Single(await RunAsync(Method(Acquire("one"))));
        Assert.Equal((Defect.Leak, FirstLine), (violation.Defect, violation.Objects[0][0]));
    }

    [Fact]
    public async Task Every_combination_of_decisions_is_run()
    {
        Statement Asked(Statement then) => new If("Input.Choose()", new Block([then]));
        // Only when all three are true is it forgotten.
        var program = Method(new Line("var count = 0;"), Asked(new Line("count++;")), Asked(new Line("count++;")), Asked(new Line("count++;")),
            Acquire("one"), Tested("one", new If("count < 3", new Block([Free("one")]))));
        var judgement = await JudgeAsync(program, Dialect.Ndis);
        Assert.Equal(16, judgement.Exploration.Runs);
        Assert.True(judgement.Exploration.IsComplete);
        Assert.Equal(Defect.Leak, Assert.Single(judgement.Exploration.Violations).Defect);
    }

    [Fact]
    public async Task A_program_that_calls_itself_for_ever_is_cut()
    {
        var judgement = await JudgeAsync(Method(Acquire("one"), Tested("one", Free("one")), new Line("Run();")), Dialect.Ndis);
        Assert.False(judgement.Exploration.IsComplete);
        Assert.Empty(judgement.Exploration.Violations);
    }

    [Fact]
    public async Task A_second_free_names_its_line_and_its_object()
    {
        var violation = Assert.Single(await RunAsync(Method(Acquire("one"), Tested("one", Free("one"), Free("one")))));
        Assert.Equal((Defect.DoubleFree, FirstLine, FirstLine + 4), (violation.Defect, violation.Objects[0][0], violation.Line));
    }

    [Fact]
    public async Task A_use_after_the_free_is_seen_in_both_renderings()
    {
        var program = Method(Acquire("one"), Tested("one", Free("one"), new Line("§use.B(one);")));
        Assert.All([Assert.Single(await RunAsync(program)), Assert.Single(await RunAsync(program, Dialect.ArrayPool))], violation =>
            Assert.Equal((Defect.UseAfterFree, FirstLine), (violation.Defect, violation.Objects[0][0])));
    }

    [Fact]
    public async Task A_null_that_is_used_is_told_at_its_use()
    {
        var violation = Assert.Single(await RunAsync(Method(Acquire("one"), new Line("§use.B(one);"), Tested("one", Free("one")))));
        Assert.Equal((Defect.Null, FirstLine + 1), (violation.Defect, violation.Line));
    }

    [Fact]
    public async Task A_violation_does_not_hide_the_next_one_which_is_no_miss_of_its_own()
    {
        var violations = await RunAsync(Method(Acquire("other"), Acquire("one"), Tested("one", Free("one"), Free("one"))));
        Assert.Contains(violations, violation => violation is { Defect: Defect.DoubleFree, IsSecondary: false });
        // Without the other acquire failing there is also a run in which the leak comes alone.
        Assert.Contains(violations, violation => violation is { Defect: Defect.Leak, IsSecondary: false });
    }

    [Fact]
    public async Task A_free_before_something_that_leaks_is_its_consequence_and_one_in_the_wrong_order_is_not()
    {
        Statement[] list = [new Line("var list = §new.L;"), new If("§null.L(list)", new Block([new Line("return;")]))];
        var wrong = await RunAsync(Method([.. list, new Line("var status = §new.X(list);"), new Release("§free.L(list);")]));
        Assert.Contains(wrong, violation => violation is { Defect: Defect.Order, IsSecondary: false });
        var leaking = await RunAsync(Method([.. list, new Line("var clone = §new.C(list);"), new Release("§free.L(list);")]));
        Assert.Contains(leaking, violation => violation is { Defect: Defect.Leak, IsSecondary: false });
        Assert.DoesNotContain(leaking, violation => violation is { Defect: Defect.Order, IsSecondary: false });
    }

    [Fact]
    public async Task What_follows_a_refused_free_is_meant_to_follow_a_free()
    {
        Statement[] list = [new Line("var list = §new.L;"), new If("§null.L(list)", new Block([new Line("return;")]))];
        var used = await RunAsync(Method([.. list, new Line("var clone = §new.C(list);"), new Release("§free.L(list);"), new Line("§use.L(list);"), new If("§live.C(clone)", new Block([new Release("§free.C(clone);")]))]));
        Assert.Contains(used, violation => violation is { Defect: Defect.UseAfterFree, IsSecondary: true, Line: 0, Objects: [[FirstLine]] });
    }

    [Fact]
    public async Task What_an_opening_leaves_that_fails_is_a_leak()
    {
        var program = Method();
        var opening = new Member("public override NdisStatus InitializeEx(MiniportInitParameters parameters)", new Block([new Line("var own = NdisAllocateNetBufferPool(NdisMiniportHandle, new NetBufferPoolParameters());"), new Line("return NdisStatus.Failure;")]));
        var violations = await RunAsync(program with { IsDriver = true, Types = [new(program.Main.Head + " : MiniportAdapter", [opening])] });
        Assert.Equal(Defect.Leak, Assert.Single(violations).Defect);
    }

    [Fact]
    public async Task What_was_freed_too_early_and_refused_is_no_leak()
    {
        Statement[] list = [new Line("var list = §new.L;"), new If("§null.L(list)", new Block([new Line("return;")]))];
        var early = await RunAsync(Method([.. list, new Line("var clone = §new.C(list);"), new Release("§free.L(list);"), new If("§live.C(clone)", new Block([new Release("§free.C(clone);")]))]));
        Assert.Contains(early, violation => violation is { Defect: Defect.Order, IsSecondary: false });
        Assert.DoesNotContain(early, violation => violation is { Defect: Defect.Leak, IsSecondary: false });
    }

    [Fact]
    public async Task What_went_with_its_pool_is_lost_unless_somebody_asks_for_it_again()
    {
        Statement[] taken = [new Line("var own = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters());"), new If("own is null", new Block([new Line("return;")])), new Line("var one = §from.B(own);"), new Release("§free.P(own);")];
        var lost = await RunAsync(Method(taken));
        Assert.Contains(lost, violation => violation is { Defect: Defect.Leak, IsSecondary: false, Objects: [[FirstLine + 5]] });
        Assert.DoesNotContain(lost, violation => violation is { Defect: Defect.Order, IsSecondary: false });
        var asked = await RunAsync(Method([.. taken, Tested("one", Free("one"))]));
        Assert.Contains(asked, violation => violation is { Defect: Defect.Order, IsSecondary: false });
        Assert.DoesNotContain(asked, violation => violation is { Defect: Defect.Leak or Defect.DoubleFree, IsSecondary: false });
    }

    [Fact]
    public async Task A_write_to_a_returned_array_comes_before_its_second_return()
    {
        var violations = await RunAsync(Method(Acquire("one"), Free("one"), new Line("§use.B(one);"), Free("one")), Dialect.ArrayPool);
        Assert.Contains(violations, violation => violation is { Defect: Defect.UseAfterFree, IsSecondary: false });
        Assert.Contains(violations, violation => violation is { Defect: Defect.DoubleFree, IsSecondary: true });
    }

    [Fact]
    public async Task In_the_finally_of_an_async_method_lines_are_those_of_the_finally()
    {
        var program = Method(new Line("RunAsync(§args).GetAwaiter().GetResult();"));
        var body = new Block([new Line("await Task.CompletedTask;"), Acquire("one"), new Compound([new("try", new Block([new Line("Input.MayThrow();")])), new("finally", new Block([new Line("§use.B(one);"), Free("one")]))])]);
        program = program with { Types = [program.Main with { Members = [.. program.Main.Members, new Member("static async Task RunAsync(§params)", body)] }] };
        var violations = await RunAsync(program);
        Assert.Contains(violations, violation => violation is { Defect: Defect.Null, Line: 28 });
    }

    [Fact]
    public async Task In_a_handler_lines_are_those_of_the_handler()
    {
        var program = Method(new Compound([new("try", new Block([new Line("Input.MayThrow();")])), new("catch (IOException)", new Block([Acquire("one")]))]));
        var violation = Assert.Single(await RunAsync(program));
        Assert.Equal((Defect.Leak, FirstLine + 6), (violation.Defect, violation.Objects[0][0]));
    }

    [Fact]
    public async Task An_acquire_in_a_helper_names_the_call_as_well()
    {
        var program = Method(new Line("var one = Make();"));
        program = program with { Types = [program.Main with { Members = [.. program.Main.Members, new Member("§type.B Make()", new Block([new Line("return §new.B;")]))] }] };
        var violation = Assert.Single(await RunAsync(program));
        Assert.Equal([20, FirstLine], violation.Objects[0]);
    }
}
