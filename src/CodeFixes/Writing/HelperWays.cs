using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Worlds;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>A way out of a helper by which it may leave what it was given.</summary>
/// <param name="Helper">The body of the helper.</param>
/// <param name="Exit">The way out, and what the object is called there.</param>
internal sealed record HelperWay(SyntaxNode Helper, Exit Exit);

/// <summary>The ways on which an object may be left by what frees it on others: the method itself, and the helpers that are given it.</summary>
internal static class HelperWays
{
    /// <summary>The sides of the tests that the lost object passed in the helper first, then the end of the helper, then its jumps.</summary>
    public static IEnumerable<HelperWay> Of(Scene scene, Finding finding)
    {
        if (ReleaseCall.Of(scene, finding) is not { } call)
            yield break;
        var draft = new Draft(scene);
        // The method's own tests come first: a free on one side of them may be missing on the other.
        if (MemberAt(scene, finding) is BaseMethodDeclarationSyntax { Body: { } own } && OwnNames(own, finding, draft, call) is { Count: > 0 } names)
            foreach (var exit in Turns(own, finding).SelectMany(exit => names.Concat(Caught(exit.Turn!.Value)).Select(name => exit with { Holder = name })))
                yield return new(own, exit);
        foreach (var (body, parameter) in Helpers(scene, finding))
            if (FreeStatement.In(body, draft, call).FirstOrDefault() is { } free)
                foreach (var exit in Exits(body, finding, free.Holder is IdentifierNameSyntax ? new[] { free.Holder.ToString(), parameter } : [parameter]))
                    yield return new(body, exit);
    }

    /// <summary>
    /// What the object is called where the method frees it: where an object around it has several names for it, that of the last exit may be no good. Where
    /// others free it or get it, what it is called where it is lost.
    /// </summary>
    static IReadOnlyList<string> OwnNames(BlockSyntax body, Finding finding, Draft draft, ReleaseCall call)
    {
        var names = finding.Exits.Select(exit => exit.Holder).OfType<string>().ToArray();
        var roots = new HashSet<string>(names.Select(name => name.Split('.')[0]));
        var freed = FreeStatement.In(body, draft, call).Select(free => free.Holder.ToString()).Where(name => roots.Contains(name.Split('.')[0]));
        return [.. freed.Concat(names).Distinct().Take(2)];
    }

    /// <summary>What a pattern that fits calls it.</summary>
    static IEnumerable<string> Caught((SyntaxNode Condition, bool Outcome) turn)
        => turn.Outcome ? turn.Condition.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(caught => caught.Identifier.ValueText) : [];

    static IEnumerable<(BlockSyntax Body, string Parameter)> Helpers(Scene scene, Finding finding)
    {
        var names = finding.Exits.Select(exit => exit.Holder).Append(finding.ObjectName).OfType<string>().Distinct().ToArray();
        var met = new HashSet<SyntaxNode>();
        foreach (var argument in MemberAt(scene, finding)?.DescendantNodes().OfType<ArgumentSyntax>() ?? [])
            if (names.Contains(argument.Expression.ToString()) && argument.Parent is ArgumentListSyntax { Parent: InvocationExpressionSyntax given } list && argument.NameColon is null
                && scene.Model.GetSymbolInfo(given).Symbol is IMethodSymbol method && method.Parameters.ElementAtOrDefault(list.Arguments.IndexOf(argument)) is { } parameter)
                foreach (var body in Bodies(scene, method))
                    if (met.Add(body))
                        yield return (body, parameter.Name);
    }

    static SyntaxNode? MemberAt(Scene scene, Finding finding) => ReferenceEquals(finding.Primary.SourceTree, scene.Root.SyntaxTree)
        ? scene.Root.FindNode(finding.Primary.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() : null;

    /// <summary>What is called, in this file: where that is an interface's or may be overridden, whatever is declared in its place.</summary>
    static IEnumerable<BlockSyntax> Bodies(Scene scene, IMethodSymbol method)
    {
        var isOpen = method.IsAbstract || method.IsVirtual || method.IsOverride;
        var declared = isOpen
            ? scene.Root.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(other => other.Identifier.ValueText == method.Name && other.ParameterList.Parameters.Count == method.Parameters.Length).Select(other => (SyntaxNode)other)
            : method.DeclaringSyntaxReferences.Where(reference => ReferenceEquals(reference.SyntaxTree, scene.Root.SyntaxTree)).Select(reference => reference.GetSyntax());
        return declared.Select(node => node switch { MethodDeclarationSyntax member => member.Body, LocalFunctionStatementSyntax local => local.Body, _ => null }).OfType<BlockSyntax>();
    }

    static IEnumerable<Exit> Exits(BlockSyntax body, Finding finding, IReadOnlyList<string> names)
    {
        var turns = Turns(body, finding).ToArray();
        var jumps = body.DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).Where(node => node is ReturnStatementSyntax or ThrowStatementSyntax)
            .Select(jump => new Exit(jump is ReturnStatementSyntax ? ExitForm.Return : ExitForm.Throw, jump.GetLocation(), null));
        var end = new Exit(ExitForm.EndOfBlock, body.CloseBraceToken.GetLocation(), null);
        return turns.Where(exit => HasSide(exit.Turn!.Value)).Append(end).Concat(jumps).Concat(turns.Where(exit => !HasSide(exit.Turn!.Value))).SelectMany(exit => names.Distinct().Select(name => exit with { Holder = name }));
    }

    static IEnumerable<Exit> Turns(BlockSyntax body, Finding finding)
        => finding.Steps.Where(step => step is { Kind: StepKind.Branch, Outcome: not null } && ReferenceEquals(step.Where.SyntaxTree, body.SyntaxTree) && body.Span.Contains(step.Where.Span)).Reverse()
            .Select(step => new Exit(ExitForm.EndOfBlock, body.CloseBraceToken.GetLocation(), null) { Turn = (step.Where, step.Outcome!.Value) });

    /// <summary>Whether there is a block on that side already, and it does not leave.</summary>
    static bool HasSide((SyntaxNode Condition, bool Outcome) turn)
        => TestsOnTheWay.Turn(turn.Condition, turn.Outcome)?.Side is BlockSyntax { Statements: var inside } && inside.LastOrDefault() is not (ReturnStatementSyntax or ThrowStatementSyntax);
}
