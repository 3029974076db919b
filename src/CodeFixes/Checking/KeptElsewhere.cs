using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Checking;

/// <summary>
/// Whether a free that was written may be reached after somebody else got the object. The engine follows it no further from there and says nothing of such
/// a free, so silence is no proof here.
/// </summary>
internal static class KeptElsewhere
{
    public static bool May(Scene before, Patch patch, Finding finding)
    {
        var scene = patch.After;
        if (before.RuleOf(finding) is not { } known || scene.RuleOf(finding) is not { } rule)
            return false;
        foreach (var free in patch.Inserted.SelectMany(span => scene.Root.DescendantNodes(span)).OfType<InvocationExpressionSyntax>().Where(call => patch.Inserted.Any(span => span.Contains(call.Span))).Distinct())
            if (Freed(free, scene, rule) is { } variable && MayBeKept(free, variable, scene, rule) && Frees(scene, rule, variable.Name) > Frees(before, known, variable.Name))
                return true;
        return false;
    }

    /// <summary>A free that only moved was the author's own.</summary>
    static int Frees(Scene scene, Rule rule, string name) => scene.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Count(call => (call.Parent as ConditionalAccessExpressionSyntax ?? (SyntaxNode)call).DescendantNodes().OfType<IdentifierNameSyntax>().Any(mention => mention.Identifier.ValueText == name) && Freed(call, scene, rule)?.Name == name);

    static ISymbol? Freed(InvocationExpressionSyntax call, Scene scene, Rule rule)
    {
        if (scene.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || rule.RowOf(method) is not { Kind: RowKind.Releases } row)
            return null;
        var holder = row.Slot == Slot.This ? Receiver(call) : call.ArgumentList.Arguments.ElementAtOrDefault(row.Slot)?.Expression;
        return holder is null ? null : scene.Model.GetSymbolInfo(holder).Symbol is var symbol and (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol) ? symbol : null;
    }

    static ExpressionSyntax? Receiver(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Expression,
        MemberBindingExpressionSyntax => call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
        _ => null,
    };

    static bool MayBeKept(SyntaxNode free, ISymbol variable, Scene scene, Rule rule)
    {
        // What a field holds may have been handed over by any member, at any time before.
        if (variable is IFieldSymbol or IPropertySymbol)
            return free.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && new LentOnly(scene, rule).Keeping(type, variable).Any(use => !IsReplaced(use, variable, scene));
        var function = free.Ancestors().FirstOrDefault(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax);
        if (function is null)
            return false;
        var keeping = new LentOnly(scene, rule).Keeping(function, variable).ToArray();
        if (keeping.Length == 0)
            return false;
        var bodies = scene.MembersAt(free.SpanStart).SelectMany(member => MethodBodies.Of(scene.Model.Compilation).Of(member, default));
        return bodies.Select(body => body.Graph).Any(graph => PointOf(free, graph) is { } end && keeping.Any(use => PointOf(use, graph) is { } start && Reaches(graph, start, end, variable)));
    }

    /// <summary>Whether the field is given another object, or none, right behind a hand-over: what it holds from there on is its own.</summary>
    static bool IsReplaced(SyntaxNode use, ISymbol field, Scene scene)
        => Siblings.Around(use) is { } handing && !use.Ancestors().TakeWhile(node => node != handing).Any(node => node is AnonymousFunctionExpressionSyntax)
            && Siblings.After(handing).TakeWhile(later => !later.DescendantNodesAndSelf().Any(IsJump)).OfType<ExpressionStatementSyntax>()
                .Any(later => later.Expression is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: var place } && SymbolEqualityComparer.Default.Equals(scene.Model.GetSymbolInfo(place).Symbol, field));

    static bool IsJump(SyntaxNode node) => node is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax;

    static (BasicBlock Block, int Index)? PointOf(SyntaxNode node, ControlFlowGraph graph)
    {
        foreach (var block in graph.Blocks)
        {
            var operations = block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;
            for (var i = 0; i < operations.Length; i++)
                if (operations[i].DescendantsAndSelf().Any(operation => operation.Syntax.Span.Contains(node.Span) && operation.Syntax is ExpressionSyntax or VariableDeclaratorSyntax))
                    return (block, i);
        }

        return null;
    }

    /// <summary>Whether there is a way from the one to the other on which the variable keeps what it holds.</summary>
    static bool Reaches(ControlFlowGraph graph, (BasicBlock Block, int Index) start, (BasicBlock Block, int Index) end, ISymbol variable)
    {
        if (start.Block == end.Block && start.Index < end.Index)
            return true;
        var met = new HashSet<BasicBlock>();
        var open = new Stack<BasicBlock>(IsTriedAtEnd(start.Block, start.Index) && Taken(start.Block) is { } taken ? [taken] : Next(graph, start.Block));
        while (open.Count > 0)
            if (open.Pop() is var block && met.Add(block) && (block == end.Block ? !IsGivenAnother(block.Operations.Take(end.Index), variable) : !IsGivenAnother(block.Operations, variable)))
                if (block == end.Block)
                    return true;
                else
                    foreach (var next in Next(graph, block))
                        open.Push(next);
        return false;
    }

    /// <summary>Whether the block ends by asking whether somebody took the object: who says no has not.</summary>
    static bool IsTriedAtEnd(BasicBlock block, int index) => index == block.Operations.Length && block.BranchValue is IInvocationOperation { TargetMethod: { ReturnType.SpecialType: SpecialType.System_Boolean, Name: var name } } && name.StartsWith("Try", StringComparison.Ordinal);

    /// <summary>Where control goes when the condition of a block holds.</summary>
    static BasicBlock? Taken(BasicBlock block) => block.ConditionKind switch
    {
        ControlFlowConditionKind.WhenTrue => block.ConditionalSuccessor?.Destination,
        ControlFlowConditionKind.WhenFalse => block.FallThroughSuccessor?.Destination,
        _ => null,
    };

    /// <summary>Whether the variable holds something else behind these.</summary>
    static bool IsGivenAnother(IEnumerable<IOperation> operations, ISymbol variable) => operations.Any(operation
        => (operation is IExpressionStatementOperation statement ? statement.Operation : operation) is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } && SymbolEqualityComparer.Default.Equals(assigned, variable));

    static IEnumerable<BasicBlock> Next(ControlFlowGraph graph, BasicBlock block)
    {
        foreach (var branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
        {
            if (branch?.Destination is { } destination)
                yield return destination;
            if (branch is not null)
                foreach (var region in branch.FinallyRegions)
                    yield return graph.Blocks[region.FirstBlockOrdinal];
        }

        foreach (var region in Regions.Around(block).Where(region => region.Kind == ControlFlowRegionKind.Try))
            foreach (var handler in region.EnclosingRegion!.NestedRegions.Where(other => other != region))
                yield return graph.Blocks[handler.FirstBlockOrdinal];
    }
}
