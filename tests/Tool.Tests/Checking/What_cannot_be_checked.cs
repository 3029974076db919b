namespace NdisRules.Tool.Tests.Checking;

/// <summary>Whatever is wrong with what the tool is given: one clear line, exit code 2, and no file.</summary>
public sealed class What_cannot_be_checked : IDisposable
{
    readonly Trial trial = new();

    public void Dispose() => trial.Dispose();

    [Fact]
    public async Task A_file_that_is_not_there() => Assert.Equal($"'{trial.PathOf("gone.sln")}' does not exist", await RefusalOf("check", trial.PathOf("gone.sln")));

    [Fact]
    public async Task A_file_of_another_kind() => Assert.EndsWith("is no solution (.sln, .slnx), C# project (.csproj) or folder", await RefusalOf("check", trial.Write("notes.txt", "")));

    [Fact]
    public async Task A_folder_without_a_project() => Assert.Equal($"'{trial.Folder}' has no C# project", await RefusalOf("check", trial.Folder));

    [Fact]
    public async Task A_solution_whose_project_is_gone()
    {
        var solution = trial.Write("all.slnx", """<Solution><Folder Name="/a/"><Project Path="a\b.csproj" /></Folder></Solution>""");
        Assert.Equal($"'{trial.PathOf("a/b.csproj")}', a project of '{solution}', does not exist", await RefusalOf("check", solution));
    }

    [Fact]
    public async Task A_solution_that_is_no_xml() => Assert.Contains("cannot be read: ", await RefusalOf("check", trial.Write("all.slnx", "<Solution>")));

    [Fact]
    public async Task A_project_that_cannot_be_restored()
    {
        var project = trial.WriteProject("Lost", """<PackageReference Include="NdisRules.NoSuchPackage.Anywhere" Version="1.2.3" />""");
        trial.Write("Lost/nuget.config", """<configuration><packageSources><clear /><add key="none" value="." /></packageSources></configuration>""");
        Assert.Matches("cannot be restored: NU110[0-9]: .*NdisRules.NoSuchPackage.Anywhere", await RefusalOf("check", project));
    }

    [Fact]
    public async Task A_project_that_was_never_restored()
    {
        var project = trial.WriteProject("Lost");
        Assert.Equal($"'{project}' has not been restored: leave out --no-restore", await RefusalOf("check", project, "--no-restore"));
    }

    [Fact]
    public async Task Code_with_errors()
    {
        var project = trial.WriteProject("Broken");
        var file = trial.Write("Broken/Broken.cs", "class Broken { int Number() => \"one\"; }");
        var report = trial.PathOf("report.sarif");
        Assert.Equal($"'{project}' does not compile: {file}(1,32): CS0029: Cannot implicitly convert type 'string' to 'int'", await RefusalOf("check", project, "--sarif", report));
        Assert.Equal(["Broken"], Directory.GetFileSystemEntries(trial.Folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{ "version": 1, "defects": [ {} ] }""")]
    [InlineData("""{ "version": 1, "defects": "none" }""")]
    public async Task A_baseline_that_is_none(string text) => Assert.Contains("is no baseline: ", await RefusalOf("check", trial.WriteProject("Any"), "--baseline", trial.Write("known.json", text)));

    [Fact]
    public async Task A_baseline_that_is_not_there() =>
        Assert.Equal($"the baseline '{trial.PathOf("known.json")}' does not exist: --update-baseline writes it", await RefusalOf("check", trial.WriteProject("Any"), "--baseline", trial.PathOf("known.json")));

    [Fact]
    public async Task A_rule_that_nobody_knows()
    {
        var project = trial.WriteProject("Any");
        Assert.Equal("'Frobnicate*' is no rule and no diagnostic: 'ndisrules rules' lists them", await RefusalOf("check", project, "--rules", "ArrayPool,Frobnicate*"));
    }

    [Theory]
    [InlineData("there is no option '--frobnicate'; see ndisrules check --help", "check", "--frobnicate")]
    [InlineData("there is no option '--htlm'; see ndisrules check --help", "check", "--htlm", "page.html", "samples")]
    [InlineData("there is no option '--htlm'; see ndisrules check --help", "check", "samples", "--htlm", "page.html")]
    [InlineData("there is no command 'chekc'; see ndisrules --help", "chekc")]
    [InlineData("there is no command 'chekc'; see ndisrules --help", "chekc", "samples")]
    [InlineData("--jobs: '0' is no number from 1 to 256; see ndisrules check --help", "check", "--jobs", "0")]
    [InlineData("--severity: 'loud' is none of info, warning, error; see ndisrules check --help", "check", "--severity", "loud")]
    [InlineData("--update-baseline needs --baseline FILE; see ndisrules check --help", "check", "--update-baseline")]
    public async Task An_option_that_says_nothing(string why, params string[] arguments) => Assert.Equal(why, await RefusalOf(arguments));

    [Fact]
    public async Task An_output_folder_that_cannot_be_written()
    {
        var file = trial.Write("file", "");
        Assert.Contains("cannot be written: ", await RefusalOf("check", trial.WriteProject("Any"), "--sarif", Path.Combine(file, "report.sarif")));
        Assert.Contains("it is a folder", await RefusalOf("check", trial.WriteProject("Any"), "--sarif", trial.Folder));
    }

    [Fact]
    public async Task An_interrupted_check_leaves_the_older_report_as_it_was()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var report = trial.Write("report.sarif", "the older one");
        Assert.Equal("interrupted; no report was written", (await Trial.RunAsync(stop.Token, "check", trial.WriteProject("Any"), "--sarif", report)).Refusal());
        Assert.Equal(["Any", "report.sarif"], Directory.GetFileSystemEntries(trial.Folder).Select(Path.GetFileName).Order());
        Assert.Equal("the older one\n", trial.Read("report.sarif"));
    }

    static async Task<string> RefusalOf(params string[] arguments) => (await Trial.RunAsync(arguments)).Refusal();
}
