using System.Globalization;
using BenchmarkDotNet.Running;
using NdisRules.Benchmarks;
using NdisRules.Benchmarks.Analysis;

// Without arguments: the ratio tables of the pools. `quick [pattern]`: one short run, for work on the pools. `datapath`: the hand-overs of
// the data path. `analyzers [quick] [0|5|100|extremes]`: the analyzer beside others. `solution TOOL PROJECTS LINES`:
// the tool beside a build. Anything else goes to BenchmarkDotNet.
if (args is []) RatioTable.Print(runs: 3, rounds: 101, only: null);
else if (args[0] == "quick") RatioTable.Print(runs: 1, rounds: 51, only: args.Length > 1 ? args[1] : null);
else if (args[0] == "datapath") DataPath.Print(runs: 3, rounds: 101);
else if (args[0] == "analyzers") AnalyzerTable.Print(quick: args.Contains("quick"), only: args.Skip(1).FirstOrDefault(word => word != "quick"));
else if (args is ["solution", var tool, var projects, var lines]) SolutionTable.Print(tool, int.Parse(projects, CultureInfo.InvariantCulture), int.Parse(lines, CultureInfo.InvariantCulture));
else BenchmarkSwitcher.FromAssembly(typeof(RatioTable).Assembly).Run(args);
