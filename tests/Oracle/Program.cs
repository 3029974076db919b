using NdisRules.Oracle.Reporting;

namespace NdisRules.Oracle;

static class Program
{
    static Task<int> Main(string[] arguments) => LongRun.RunAsync(arguments);
}
