using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace NdisRules.Testing.Tests;

public class A_test_of_a_fix
{
    static CSharpCodeFixTest<BadLocals, TFix, DefaultVerifier> Test<TFix>(string before, string? after = null)
        where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<BadLocals, TFix, DefaultVerifier> { TestCode = InMethod(before) };
        if (after is not null) test.FixedCode = InMethod(after);
        return test;
    }

    static string InMethod(string body) => $"class C\n{{\n    void M()\n    {{\n        {body}\n    }}\n}}\n";

    static async Task<string> FailureOf<TFix>(CSharpCodeFixTest<BadLocals, TFix, DefaultVerifier> test)
        where TFix : CodeFixProvider, new() => (await Assert.ThrowsAsync<InvalidOperationException>(() => test.RunAsync())).Message;

    [Fact]
    public Task Passes_when_the_fix_gives_the_fixed_code() => Test<GoodNames>("int {|BAD001:bad|} = 1;", "int good = 1;").RunAsync();

    [Fact]
    public Task Fixes_every_finding_one_after_the_other_and_all_at_once() =>
        Test<GoodNames>("int {|BAD001:bad1|} = 1, {|BAD001:bad2|} = 2; int {|BAD001:bad3|} = 3;", "int good1 = 1, good2 = 2; int good3 = 3;").RunAsync();

    [Fact]
    public async Task Fixes_every_document()
    {
        var test = Test<GoodNames>("int {|BAD001:bad1|} = 1;", "int good1 = 1;");
        test.TestState.Sources.Add("class D { int {|BAD001:bad|}; }");
        test.FixedState.Sources.Add("class D { int good; }");
        await test.RunAsync();
    }

    [Fact]
    public async Task Fails_when_the_fixed_code_is_another()
    {
        var failure = await FailureOf(Test<GoodNames>("int {|BAD001:bad|} = 1;", "int great = 1;"));
        Assert.Contains("After one fix at a time /0/Test0.cs is not the fixed code. (first difference in line 5)", failure);
        Assert.Contains(">   5          int great = 1;", failure);
        Assert.Contains(">   5          int good = 1;", failure);
    }

    [Fact]
    public async Task Fails_when_only_white_space_differs() =>
        Assert.Contains("is not the fixed code", await FailureOf(Test<GoodNames>("int {|BAD001:bad|} = 1;", "int good  = 1;")));

    [Fact]
    public async Task Fails_when_the_fix_leaves_the_finding() =>
        Assert.Contains(
            "reported, but not expected:\n  /0/Test0.cs(5,13)-(5,22): warning BAD001",
            await FailureOf(Test<OtherBadNames>("int {|BAD001:bad|} = 1;", "int bad_again = 1;")));

    [Fact]
    public async Task Fails_when_the_fix_changes_nothing() =>
        Assert.Contains("'Call it bad' is offered and changes nothing", await FailureOf(Test<SameNames>("int {|BAD001:bad|} = 1;")));

    [Fact]
    public async Task Fails_when_the_fixed_code_does_not_compile() =>
        Assert.Contains("The code does not compile.", await FailureOf(Test<IllegalNames>("int {|BAD001:bad|} = 1;", "int 1st = 1;")));

    [Fact]
    public async Task Fails_when_a_fix_is_offered_and_none_is_expected() =>
        Assert.Contains("is not the fixed code", await FailureOf(Test<GoodNames>("int {|BAD001:bad|} = 1;")));

    [Fact]
    public async Task Fails_when_no_fix_is_offered_and_one_is_expected() =>
        Assert.Contains("is not the fixed code", await FailureOf(Test<GoodNames>("int {|BAD001:bad_hopeless|} = 1;", "int good_hopeless = 1;")));

    [Fact]
    public Task Passes_without_fixed_code_when_no_fix_is_offered() => Test<GoodNames>("int {|BAD001:bad_hopeless|} = 1;").RunAsync();

    [Fact]
    public Task Expects_the_findings_marked_in_the_fixed_code() =>
        Test<GoodNames>("int {|BAD001:bad_hopeless|} = 1, {|BAD001:bad|} = 2;", "int {|BAD001:bad_hopeless|} = 1, good = 2;").RunAsync();

    [Fact]
    public async Task Fails_when_a_finding_left_over_is_not_marked() =>
        Assert.Contains(
            "reported, but not expected",
            await FailureOf(Test<GoodNames>("int {|BAD001:bad_hopeless|} = 1, {|BAD001:bad|} = 2;", "int bad_hopeless = 1, good = 2;")));

    [Fact]
    public async Task Fails_when_fix_all_gives_other_code() =>
        Assert.Contains(
            "After Fix All in the document /0/Test0.cs is not the fixed code",
            await FailureOf(Test<ForgetfulFixAll>("int {|BAD001:bad|} = 1;", "int good = 1;")));

    [Fact]
    public Task Compares_fix_all_with_code_of_its_own_where_given()
    {
        var test = Test<ForgetfulFixAll>("int {|BAD001:bad|} = 1;", "int good = 1;");
        test.BatchFixedCode = InMethod("int half = 1;");
        return test.RunAsync();
    }

    [Fact]
    public Task Leaves_fix_all_out_where_told_so()
    {
        var test = Test<ForgetfulFixAll>("int {|BAD001:bad|} = 1;", "int good = 1;");
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck;
        return test.RunAsync();
    }

    [Fact]
    public Task Takes_the_second_fix_by_its_place()
    {
        var test = Test<GoodNames>("int {|BAD001:bad|} = 1;", "int fine = 1;");
        test.CodeActionIndex = 1;
        return test.RunAsync();
    }

    [Fact]
    public Task Takes_the_second_fix_by_its_key()
    {
        var test = Test<GoodNames>("int {|BAD001:bad|} = 1;", "int fine = 1;");
        test.CodeActionEquivalenceKey = "fine";
        return test.RunAsync();
    }

    [Fact]
    public Task Stops_after_one_fix_where_told_so()
    {
        var test = Test<GoodNames>("int {|BAD001:bad1|} = 1, {|BAD001:bad2|} = 2;", "int good1 = 1, {|BAD001:bad2|} = 2;");
        test.CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne;
        return test.RunAsync();
    }

    [Fact]
    public async Task Checks_the_findings_before_any_fix() =>
        Assert.Contains("expected, but not reported", await FailureOf(Test<GoodNames>("int {|BAD001:good|} = 1;", "int good = 1;")));
}
