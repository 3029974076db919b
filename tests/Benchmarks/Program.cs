using BenchmarkDotNet.Running;
using NdisRules.Benchmarks;

// Without arguments: the ratio tables of the pools. `quick [pattern]`: one short run, for work on the pools. `datapath`: the hand-overs of
// the data path. Anything else goes to BenchmarkDotNet.
if (args is []) RatioTable.Print(runs: 3, rounds: 101, only: null);
else if (args[0] == "quick") RatioTable.Print(runs: 1, rounds: 51, only: args.Length > 1 ? args[1] : null);
else if (args[0] == "datapath") DataPath.Print(runs: 3, rounds: 101);
else BenchmarkSwitcher.FromAssembly(typeof(RatioTable).Assembly).Run(args);
