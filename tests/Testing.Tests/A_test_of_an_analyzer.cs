using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace NdisRules.Testing.Tests;

public class A_test_of_an_analyzer
{
    static readonly DiagnosticResult Bad = new DiagnosticResult(BadLocals.Bad).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations);

    static CSharpAnalyzerTest<T, DefaultVerifier> Test<T>(string body)
        where T : DiagnosticAnalyzer, new() => new()
        {
            ReferenceAssemblies = ReferenceAssemblies.Net.Net80,
            TestCode = $"class C\n{{\n    int M()\n    {{\n        {body}\n    }}\n}}\n",
        };

    static CSharpAnalyzerTest<BadLocals, DefaultVerifier> Test(string body) => Test<BadLocals>(body);

    static async Task<string> FailureOf<T>(CSharpAnalyzerTest<T, DefaultVerifier> test)
        where T : DiagnosticAnalyzer, new() => (await Assert.ThrowsAsync<InvalidOperationException>(() => test.RunAsync())).Message;

    static Task<string> FailureOf(string body) => FailureOf(Test(body));

    [Fact]
    public Task Passes_where_the_finding_is_marked() => Test("int {|BAD001:bad|} = 1; return bad;").RunAsync();

    [Fact]
    public Task Passes_where_there_is_nothing_to_find() => Test("int good = 1; return good;").RunAsync();

    [Fact]
    public Task Passes_with_two_findings_on_one_span() => Test("int {|BAD001:{|BAD002:bad_worse|}|} = 1; return 0;").RunAsync();

    [Fact]
    public Task Passes_with_findings_marked_in_any_order() => Test("int {|BAD001:bad|} = 1, {|BAD002:worse|} = 2, {|BAD001:bad2|} = 3; return 0;").RunAsync();

    [Fact]
    public async Task Fails_when_a_finding_is_missing() =>
        Assert.Contains("expected, but not reported:\n  /0/Test0.cs(5,13)-(5,17): warning BAD001", await FailureOf("int {|BAD001:good|} = 1; return good;"));

    [Fact]
    public async Task Fails_when_a_finding_is_unexpected()
    {
        var failure = await FailureOf("int bad = 1; return bad;");
        Assert.Contains("reported, but not expected:\n  /0/Test0.cs(5,13)-(5,16): warning BAD001 'bad' is a bad name", failure);
        Assert.Contains("              int bad = 1; return bad;\n                  ^^^\n", failure);
    }

    [Fact]
    public async Task Fails_when_the_span_starts_too_early() => Assert.Contains("(5,9)-(5,16)", await FailureOf("{|BAD001:int bad|} = 1; return bad;"));

    [Fact]
    public async Task Fails_when_the_span_ends_too_late() => Assert.Contains("(5,13)-(5,20)", await FailureOf("int {|BAD001:bad = 1|}; return bad;"));

    [Fact]
    public async Task Fails_when_the_id_is_another() => Assert.Contains("BAD002", await FailureOf("int {|BAD002:bad|} = 1; return bad;"));

    [Fact]
    public async Task Fails_when_one_finding_is_marked_twice() =>
        Assert.Contains("expected, but not reported", await FailureOf("int {|BAD001:{|BAD001:bad|}|} = 1; return bad;"));

    [Fact]
    public async Task Fails_when_the_code_does_not_compile()
    {
        var failure = await FailureOf("int good = 1; return gone;");
        Assert.Contains("The code does not compile.", failure);
        Assert.Contains("error CS0103 The name 'gone' does not exist", failure);
    }

    [Fact]
    public Task Passes_when_the_compile_error_is_marked_empty_span_included() => Test("int good = 1; return {|CS0103:gone|}{|CS1002:|}").RunAsync();

    [Fact]
    public async Task Fails_when_the_analyzer_throws()
    {
        var failure = await FailureOf(Test<Thrower>("return 0;"));
        Assert.Contains("Thrower threw System.ArithmeticException: one and one is three", failure);
    }

    [Fact]
    public async Task Fails_when_the_analyzer_throws_even_if_AD0001_is_disabled() =>
        Assert.Contains("ArithmeticException", await FailureOf(With(Test<Thrower>("return 0;"), test => test.DisabledDiagnostics.Add("AD0001"))));

    [Fact]
    public async Task Fails_when_only_a_build_would_show_the_finding()
    {
        var test = new CSharpAnalyzerTest<NeighbourFinder, DefaultVerifier> { TestCode = "class C { void A() { } void {|NEXT01:B|}() { } }" };
        Assert.Contains("not local: only a build shows it:\n  /0/Test0.cs(1,29)-(1,30): warning NEXT01", await FailureOf(test));
    }

    [Fact]
    public async Task Fails_when_generated_code_is_reported_on() =>
        Assert.Contains("Findings in generated code", await FailureOf(Test<GotoFinder>("again: {|GOTO01:goto again;|}")));

    [Fact]
    public Task Passes_when_generated_code_may_be_reported_on() =>
        With(Test<GotoFinder>("again: {|GOTO01:goto again;|}"), test => test.TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck).RunAsync();

    [Fact]
    public Task Needs_no_id_where_the_analyzer_has_one_descriptor() =>
        With(Test<GotoFinder>("again: [|goto again;|]"), test => test.TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck).RunAsync();

    [Fact]
    public async Task Refuses_a_mark_without_id_where_there_are_several_descriptors() =>
        Assert.Contains("exactly one descriptor; this one has 2", await FailureOf("int [|bad|] = 1; return bad;"));

    [Fact]
    public async Task Refuses_a_mark_that_is_never_closed() =>
        Assert.Contains("'BAD001' is opened and never closed", await FailureOf("int {|BAD001:bad = 1; return bad;"));

    [Fact]
    public Task Leaves_bars_and_braces_of_the_code_alone() =>
        Test("int[] {|BAD001:bad|} = {1|2}; return bad is [1 or 2] || bad is {Length: 1|2} ? bad[0|0] : 0;").RunAsync();

    [Fact]
    public Task Takes_a_suppressed_finding_for_none() => Test("\n#pragma warning disable BAD001\nint bad = 1; return bad;").RunAsync();

    [Fact]
    public Task Turns_on_what_is_off_by_default() => Test("int {|BAD002:worse|} = 1; return worse;").RunAsync();

    [Fact]
    public Task Leaves_off_what_the_test_disables() => With(Test("int worse = 1; return worse;"), test => test.DisabledDiagnostics.Add("BAD002")).RunAsync();

    [Fact]
    public Task Hands_editorconfig_to_the_compiler()
    {
        var test = Test("int bad = 1; return bad;");
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.BAD001.severity = none\n"));
        return test.RunAsync();
    }

    [Fact]
    public async Task Fails_without_a_source() => Assert.Contains("no source", await FailureOf(new CSharpAnalyzerTest<BadLocals, DefaultVerifier>()));

    [Fact]
    public Task Takes_several_sources_of_which_each_has_its_marks()
    {
        var test = Test("int {|BAD001:bad|} = D.Good; return bad;");
        test.TestState.Sources.Add(("/0/D.cs", "class D { public static int Good; int {|BAD001:bad|}; }"));
        return test.RunAsync();
    }

    [Fact]
    public async Task Fails_when_the_finding_is_in_the_wrong_file()
    {
        var test = With(Test("return 0;"), one => one.TestState.Sources.Add(("/0/D.cs", "class D { int bad; }")));
        test.ExpectedDiagnostics.Add(Bad.WithLocation(1, 15));
        Assert.Contains("/0/D.cs(1,15)-(1,18)", await FailureOf(test));
    }

    [Fact]
    public Task Marks_lines_of_additional_files() =>
        With(Test<WrongLines>("return 0;"), test => test.TestState.AdditionalFiles.Add(("my.ndisrules", "right\n{|LINE01:wrong|}\n"))).RunAsync();

    [Fact]
    public async Task Fails_when_a_line_of_an_additional_file_is_not_marked()
    {
        var test = With(Test<WrongLines>("return 0;"), one => one.TestState.AdditionalFiles.Add(("my.ndisrules", "right\nwrong\n")));
        Assert.Contains("my.ndisrules(2,1)-(2,6): warning LINE01 A wrong line\n      wrong\n      ^^^^^\n", await FailureOf(test));
    }

    [Fact]
    public Task Resolves_references_to_other_assemblies()
    {
        var test = Test("return typeof(Xunit.FactAttribute).Name.Length;");
        test.TestState.AdditionalReferences.Add(typeof(FactAttribute).Assembly);
        return test.RunAsync();
    }

    [Fact]
    public Task Compiles_a_program_where_the_test_says_so()
    {
        var test = new CSharpAnalyzerTest<BadLocals, DefaultVerifier> { TestCode = "int {|BAD001:bad|} = 1; return bad;" };
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        return test.RunAsync();
    }

    [Theory]
    [InlineData("bad", true)]
    [InlineData("good", false)]
    public async Task Compares_the_arguments_of_the_message_where_given(string argument, bool passes)
    {
        var test = Test("int {|#0:bad|} = 1; return bad;");
        test.ExpectedDiagnostics.Add(Bad.WithLocation(0).WithArguments(argument));
        if (passes) await test.RunAsync();
        else Assert.Contains("'good' is a bad name", await FailureOf(test));
    }

    [Fact]
    public async Task Compares_the_message_where_given()
    {
        var test = Test("int {|#0:bad|} = 1; return bad;");
        test.ExpectedDiagnostics.Add(Bad.WithLocation(0).WithMessage("something else"));
        Assert.Contains("something else", await FailureOf(test));
    }

    [Fact]
    public async Task Compares_the_severity_of_a_written_expectation()
    {
        var test = Test("int {|#0:bad|} = 1; return bad;");
        test.ExpectedDiagnostics.Add(Bad.WithSeverity(DiagnosticSeverity.Error).WithLocation(0));
        Assert.Contains("error BAD001", await FailureOf(test));
    }

    [Fact]
    public Task Compares_additional_locations_in_order()
    {
        var test = Test("int {|#1:{|#0:bad|} = 1|}; return bad;");
        test.ExpectedDiagnostics.Add(new DiagnosticResult(BadLocals.Bad).WithLocation(0).WithLocation(1));
        return test.RunAsync();
    }

    [Fact]
    public async Task Fails_when_an_additional_location_is_not_expected()
    {
        var test = Test("int {|#0:bad|} = 1; return bad;");
        test.ExpectedDiagnostics.Add(new DiagnosticResult(BadLocals.Bad).WithLocation(0));
        Assert.Contains("with 1 additional locations: /0/Test0.cs(5,13)-(5,20)", await FailureOf(test));
    }

    [Fact]
    public async Task Hands_each_finding_to_the_tests_own_check()
    {
        var seen = 0;
        var test = Test("int {|BAD001:bad|} = 1; return bad;");
        test.DiagnosticVerifier = (diagnostic, _, verifier) => verifier.Equal("BAD001", diagnostic.Id, $"{++seen}");
        await test.RunAsync();
        Assert.Equal(1, seen);
    }

    static T With<T>(T test, Action<T> change)
    {
        change(test);
        return test;
    }
}
