namespace NdisRules.Tool.Tests.Commands;

public class Rules_and_explain
{
    [Fact]
    public async Task Rules_lists_what_is_verified()
    {
        var listed = await Trial.RunAsync("rules");
        Assert.Equal((0, ""), (listed.ExitCode, listed.Error));
        Assert.Contains("ArrayPool: the rented array: Rent -> Return\n", listed.Output.ReplaceLineEndings("\n"));
        Assert.Contains("NDIS0005: warning: An object is lost on a path\n", listed.Output.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("NDIS0003", "# NDIS0003: An object is freed twice")]
    [InlineData("ndis0031", "# NDIS0031: A method was not verified")]
    [InlineData("arraypool", "# What is rented from an ArrayPool goes back to that pool")]
    public async Task Explain_prints_the_page(string name, string begins) => Assert.StartsWith(begins, (await Trial.RunAsync("explain", name)).Output);

    [Fact]
    public async Task Explain_of_what_nobody_knows() => Assert.Equal("'Gone' is no rule and no diagnostic: 'ndisrules rules' lists them", (await Trial.RunAsync("explain", "Gone")).Refusal());

    [Fact]
    public async Task No_arguments_show_the_help() => Assert.Contains("check <target>", (await Trial.RunAsync()).Output);
}
