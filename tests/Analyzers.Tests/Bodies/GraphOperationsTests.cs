using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;

namespace NdisRules.Analyzers.Tests.Bodies;

public sealed class GraphOperationsTests
{
    readonly ControlFlowGraph graph = GraphOf("""
        class C
        {
            int M(int a, bool ask)
            {
                try
                {
                    var sum = ask ? a + M(a - 1, !ask) : -a;
                    while (sum > 0 && ask)
                        sum -= M(sum, a > 0);
                    return sum;
                }
                finally
                {
                    if (a == 0)
                        M(1, false);
                }
            }
        }
        """);

    [Fact]
    public void They_are_those_that_the_tree_has_in_its_order()
        => Assert.Equal(graph.Blocks.SelectMany(Whole).SelectMany(operation => operation.DescendantsAndSelf()), new GraphOperations(graph).All);

    [Fact]
    public void Each_is_found_in_its_block_though_others_are_empty()
    {
        var operations = new GraphOperations(graph);
        Assert.Contains(graph.Blocks, block => !Whole(block).Any());
        foreach (var block in graph.Blocks)
        {
            Assert.Equal(Whole(block).SelectMany(operation => operation.DescendantsAndSelf()), operations.Of(block.Ordinal).ToArray());
            Assert.All(Whole(block).SelectMany(operation => operation.DescendantsAndSelf()), operation => Assert.Equal(block.Ordinal, operations.BlockOf(operation)));
        }
    }

    [Fact]
    public void An_operation_is_cut_out_with_its_parts()
    {
        var operations = new GraphOperations(graph);
        for (var place = 0; place < operations.All.Count; place++)
        {
            Assert.Equal(operations.All[place].DescendantsAndSelf(), operations.Whole(place).ToArray());
            Assert.Equal(operations.All[place].DescendantsAndSelf(), GraphOperations.Below(operations.All[place]));
        }
    }

    [Fact]
    public void Those_of_another_graph_are_not_there()
        => Assert.False(new GraphOperations(graph).Contains(new GraphOperations(GraphOf("class C { void M() => M(); }")).All[0]));

    static IEnumerable<IOperation> Whole(BasicBlock block) => block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations;

    static ControlFlowGraph GraphOf(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source);
        var model = CSharpCompilation.Create("graph", [tree], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]).GetSemanticModel(tree);
        return ControlFlowGraph.Create((IMethodBodyOperation)model.GetOperation(tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single())!);
    }
}
