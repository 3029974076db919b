using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;

namespace NdisRules.Analyzers.Tests.Flow;

/// <summary>
/// Code with the facts in its margin: which calls may already have been made when a line is reached. The smallest analysis there
/// is, so that a failing test speaks of the solver and of nothing else.
/// </summary>
static class Margin
{
    /// <summary>Each line that ends in <c>// a b</c> says which of the methods called by one letter may have run before it.</summary>
    public static void FactsAre(string body)
    {
        var source = "class C { void A() { } void B() { } void D() { } bool Ask() => true;\nvoid M(int n, bool p, bool q)\n{\n" + body + "\n}\n}";
        var tree = CSharpSyntaxTree.ParseText(source);
        var references = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "refs", "net10.0"), "*.dll").Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("margin", [tree], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        var method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(method => method.Identifier.Text == "M");
        var symbol = compilation.GetSemanticModel(tree).GetDeclaredSymbol(method)!;
        var graph = new MethodBodies(compilation).Of(symbol, default)[0].Graph;
        var calls = new Calls();
        var solver = new Solver<CallSet>(graph, new CallSet.Lattice(), calls, faultsMatter: false);
        solver.Solve(0, CallSet.Of(""), default);

        var lines = source.Split('\n');
        for (var line = 0; line < lines.Length; line++)
            if (lines[line].IndexOf("//", StringComparison.Ordinal) is var comment and >= 0)
                Assert.Equal($"line {line + 1}: {lines[line][(comment + 2)..].Trim()}", $"line {line + 1}: {calls.At(line, solver.Points)}");
    }

    sealed record CallSet(string Names)
    {
        public static CallSet Of(string names) => new(string.Concat(names.Distinct().Order()));

        /// <summary>Not reached at all, which is less than reached with no call made.</summary>
        static readonly CallSet nowhere = new("nowhere");

        public sealed class Lattice : ILattice<CallSet>
        {
            public CallSet Bottom => nowhere;

            public CallSet Join(CallSet left, CallSet right)
                => left == nowhere ? right : right == nowhere || right.Names.All(left.Names.Contains) ? left : Of(left.Names + right.Names);
        }
    }

    sealed class Calls : ITransfer<CallSet>
    {
        readonly Dictionary<int, Dictionary<int, string>> shown = [];
        Dictionary<int, string> seen = [];

        public void Begin(int point) => shown[point] = seen = [];

        public string At(int line, IEnumerable<int> points) => points.Where(point => shown[point].ContainsKey(line)).Select(point => shown[point][line]).ToArray() is { Length: > 0 } passed
            && string.Concat(string.Concat(passed).Distinct().Order()) is var names ? string.Join(" ", names.AsEnumerable()) is { Length: > 0 } some ? some : "-" : "unreachable";

        public CallSet After(IOperation operation, CallSet before, Action<CallSet>? thrown)
        {
            foreach (var call in operation.DescendantsAndSelf().OfType<IInvocationOperation>())
            {
                var line = call.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line;
                seen[line] = string.Concat((seen.GetValueOrDefault(line, "") + before.Names).Distinct().Order());
                thrown?.Invoke(before);
                if (call.TargetMethod.Name.Length == 1)
                    before = CallSet.Of(before.Names + call.TargetMethod.Name.ToLowerInvariant());
            }

            return before;
        }

        public (CallSet WhenTrue, CallSet WhenFalse) Decide(IOperation condition, CallSet before, Action<CallSet>? thrown)
            => (After(condition, before, thrown), After(condition, before, thrown));

        public CallSet Result(IOperation value, bool isThrown, CallSet before, Action<CallSet>? thrown) => After(value, before, thrown);

        public CallSet Pass(FlowEdge edge, CallSet fact) => fact;
    }
}
