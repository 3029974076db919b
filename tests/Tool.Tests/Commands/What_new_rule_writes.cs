namespace NdisRules.Tool.Tests.Commands;

public sealed class What_new_rule_writes : IDisposable
{
    const string Pool = """
        namespace Acme;

        public sealed class Lease;

        public sealed class Pool
        {
            public Lease Take() => new();

            public void Return(string why, Lease lease) => lease.ToString();
        }

        public static class Work
        {
            public static void Lost(Pool pool) => pool.Take();
        }
        """;

    readonly Trial trial = new();

    public void Dispose() => trial.Dispose();

    [Fact]
    public async Task A_rule_that_is_tried_at_once()
    {
        var project = trial.WriteProject("Acme");
        trial.Write("Acme/Pool.cs", Pool);

        Assert.Equal("no rule was written: 'M:Acme.Pool.Give' names no member of this project or its references",
            (await Trial.RunAsync("new-rule", project, "--acquire", "Acme.Pool.Take", "--release", "Acme.Pool.Give")).Refusal());
        Assert.False(File.Exists(trial.PathOf("Acme/Take.ndisrules")));

        var written = await Trial.RunAsync("new-rule", project, "--acquire", "Acme.Pool.Take", "--release", "Acme.Pool.Return", "--name", "Lease", "--no-restore");
        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        Assert.Contains("releases  M:Acme.Pool.Return   1\n", trial.Read("Acme/Lease.ndisrules"));
        Assert.Contains("Pool.cs(14,43): warning NDIS0005: Lease: the lease is not kept, so nobody can free it", written.Output);

        Assert.EndsWith("is there already: name another with --file", (await Trial.RunAsync("new-rule", project, "--acquire", "Acme.Pool.Take", "--release", "Acme.Pool.Return", "--name", "Lease")).Refusal());
    }

    [Fact]
    public async Task Nothing_without_a_pair() => Assert.Equal("new-rule needs --acquire MEMBER", (await Trial.RunAsync("new-rule", trial.WriteProject("Acme"))).Refusal());
}
