using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>A way out of a helper by which it may leave what it was given.</summary>
/// <param name="Helper">The body of the helper.</param>
/// <param name="Exit">The way out, and what the object is called there.</param>
internal sealed record HelperWay(SyntaxNode Helper, Exit Exit)
{
    /// <summary>Further ways out that leave it as well.</summary>
    public IReadOnlyList<Exit> Also { get; init; } = [];
}

/// <summary>The ways on which an object may be left by what frees it on others: the method itself, and the helpers that are given it.</summary>
internal static class HelperWays
{
    /// <summary>The sides of the tests that the lost object passed in the helper first, then the end of the helper, then its jumps.</summary>
    public static IEnumerable<HelperWay> Of(Scene scene, Finding finding)
    {
        if (ReleaseCall.Of(scene, finding) is not { } call)
            yield break;
        var draft = new Draft(scene);
        var own = MemberAt(scene, finding) switch
        {
            BaseMethodDeclarationSyntax { Body: { } body } => OwnWays(body, finding, draft, call).ToArray(),
            GlobalStatementSyntax => [.. OwnWays(scene.Root, finding, draft, call)],
            _ => [],
        };
        // The method's own tests come first: a free on one side of them may be missing on the other. Those that have nothing to do with the object come last.
        foreach (var way in own.Where(way => way.Deals))
            yield return way.Way;
        foreach (var (helper, parameter) in Helpers(scene, finding))
            if (FreeStatement.In(helper, draft, call).FirstOrDefault() is { } free)
                foreach (var exit in Exits(helper, finding, free.Holder is IdentifierNameSyntax ? new[] { free.Holder.ToString(), parameter } : [parameter]))
                    yield return new(helper, exit);
        foreach (var (helper, parameter) in Helpers(scene, finding))
            if (FreeStatement.In(helper, draft, call).Any() && Forgotten(helper, parameter, draft, call) is [var first, _, ..] all)
                yield return new(helper, first) { Also = [.. all.Skip(1)] };
        foreach (var way in own.Where(way => !way.Deals))
            yield return way.Way;
    }

    /// <summary>The sides of the method's own tests, and whether the other side, or the test itself, deals with the object; and the sections of a switch.</summary>
    static IEnumerable<(HelperWay Way, bool Deals)> OwnWays(SyntaxNode body, Finding finding, Draft draft, ReleaseCall call)
    {
        var names = OwnNames(body, finding, draft, call);
        foreach (var exit in Turns(body, finding))
            foreach (var name in names.Concat(Caught(exit.Turn!.Value)))
                yield return (new(body, exit with { Holder = name }), Deals(exit.Turn.Value, name));
        foreach (var exit in Sections(body, draft, call).Concat(Tries(body, draft, call)))
            yield return (new(body, exit), true);
    }

    static bool Deals((SyntaxNode Condition, bool Outcome) turn, string name)
    {
        if (TestsOnTheWay.Turn(turn.Condition, turn.Outcome) is not var (test, side))
            return false;
        var names = new[] { name, name.Split('.')[0] };
        return TestsOnTheWay.Mentions(side == test.Statement ? test.Else?.Statement : test.Statement, names) || turn.Condition.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax used && names.Contains(used.Identifier.ValueText)
            || node is SingleVariableDesignationSyntax caught && names.Contains(caught.Identifier.ValueText));
    }

    /// <summary>
    /// What the object is called where the method frees it: where an object around it has several names for it, that of the last exit may be no good. Where
    /// others free it or get it, what it is called where it is lost.
    /// </summary>
    static IReadOnlyList<string> OwnNames(SyntaxNode body, Finding finding, Draft draft, ReleaseCall call)
    {
        var names = finding.Exits.Select(exit => exit.Holder).OfType<string>().ToArray();
        var roots = Aliases(body, names.Select(name => name.Split('.')[0]), draft.Scene.RuleOf(finding), draft.Scene.Model);
        var freed = FreeStatement.In(body, draft, call).Select(free => free.Holder.ToString()).Where(name => roots.Contains(name.Split('.')[0]));
        return [.. freed.Concat(names).Distinct().Take(2)];
    }

    /// <summary>The ends of what is tried, where only a handler frees.</summary>
    static IEnumerable<Exit> Tries(SyntaxNode body, Draft draft, ReleaseCall call) => body.DescendantNodes().OfType<TryStatementSyntax>().Where(tried => tried.Finally is null)
        .SelectMany(tried => tried.Catches.SelectMany(handler => FreeStatement.In(handler, draft, call)).Select(free => free.Holder.ToString()).Except(FreeStatement.In(tried.Block, draft, call).Select(free => free.Holder.ToString()))
            .Select(name => new Exit(ExitForm.EndOfBlock, tried.Block.CloseBraceToken.GetLocation(), name)));

    /// <summary>Sections of a switch that forget what the others free.</summary>
    static IEnumerable<Exit> Sections(SyntaxNode body, Draft draft, ReleaseCall call)
    {
        foreach (var choice in body.DescendantNodes().OfType<SwitchStatementSyntax>())
            if (choice.Sections.Select(section => FreeStatement.In(section, draft, call).Select(free => free.Holder.ToString()).Distinct().ToArray()).ToArray() is var freed && freed.SelectMany(names => names).Distinct().ToArray() is { Length: > 0 } all)
                foreach (var (section, own) in choice.Sections.Zip(freed, (section, own) => (section, own)))
                    foreach (var name in all.Except(own))
                        if (section.Statements is [BlockSyntax block, BreakStatementSyntax])
                            yield return new(ExitForm.EndOfBlock, block.CloseBraceToken.GetLocation(), name);
                        else if (section.Statements.LastOrDefault() is BreakStatementSyntax or BlockSyntax { Statements: [.., BreakStatementSyntax] })
                            yield return new(ExitForm.Return, (section.Statements.Last() is BlockSyntax { Statements: [.., var inner] } ? inner : section.Statements.Last()).GetLocation(), name);
    }

    /// <summary>What a pattern that fits calls it.</summary>
    static IEnumerable<string> Caught((SyntaxNode Condition, bool Outcome) turn)
        => turn.Outcome ? turn.Condition.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(caught => caught.Identifier.ValueText) : [];

    static IEnumerable<(BlockSyntax Body, string Parameter)> Helpers(Scene scene, Finding finding)
    {
        var names = Aliases(MemberAt(scene, finding), finding.Exits.Select(exit => exit.Holder).Append(finding.ObjectName).OfType<string>(), scene.RuleOf(finding), scene.Model);
        var met = new HashSet<SyntaxNode>();
        foreach (var argument in MemberAt(scene, finding)?.DescendantNodes().OfType<ArgumentSyntax>() ?? [])
            if (names.Contains(argument.Expression.ToString()) && argument.Parent is ArgumentListSyntax { Parent: InvocationExpressionSyntax given } list && argument.NameColon is null
                && scene.Model.GetSymbolInfo(given).Symbol is IMethodSymbol method && method.Parameters.ElementAtOrDefault(list.Arguments.IndexOf(argument)) is { } parameter)
                foreach (var body in Bodies(scene, method))
                    if (met.Add(body))
                        yield return (body, parameter.Name);
    }

    /// <summary>The names, and those of locals that are given the object by one of them: as it is, or handed on by a call.</summary>
    static HashSet<string> Aliases(SyntaxNode? member, IEnumerable<string> names, Rule? rule, SemanticModel model)
    {
        var all = new HashSet<string>(names);
        foreach (var variable in member?.DescendantNodes().OfType<VariableDeclaratorSyntax>() ?? [])
            if (variable.Initializer?.Value is { } given && model.GetDeclaredSymbol(variable) is ILocalSymbol { Type: var type } && rule?.Types.Has(type) == true
                && (given is InvocationExpressionSyntax call ? call.ArgumentList.Arguments.Select(argument => argument.Expression) : [given]).Any(one => all.Contains(one.ToString())))
                all.Add(variable.Identifier.ValueText);
        return all;
    }

    static SyntaxNode? MemberAt(Scene scene, Finding finding) => ReferenceEquals(finding.Primary.SourceTree, scene.Root.SyntaxTree)
        ? scene.CodeAround(finding.Primary.SourceSpan.Start) : null;

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

    /// <summary>The end of a helper and the jumps before which it does not free.</summary>
    static IReadOnlyList<Exit> Forgotten(BlockSyntax body, string parameter, Draft draft, ReleaseCall call)
    {
        var jumps = body.DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).OfType<StatementSyntax>().Where(node => node is ReturnStatementSyntax or ThrowStatementSyntax)
            .Where(jump => !Siblings.Of(jump).TakeWhile(other => other != jump).Any(other => call.FreedBy(other) == parameter)).Select(jump => new Exit(jump is ReturnStatementSyntax ? ExitForm.Return : ExitForm.Throw, jump.GetLocation(), parameter));
        var end = draft.Scene.Model.AnalyzeControlFlow(body) is { Succeeded: true, EndPointIsReachable: true } ? new[] { new Exit(ExitForm.EndOfBlock, body.CloseBraceToken.GetLocation(), parameter) } : [];
        return [.. jumps, .. end];
    }

    static IEnumerable<Exit> Turns(SyntaxNode body, Finding finding)
        => finding.Steps.Where(step => step is { Kind: StepKind.Branch, Outcome: not null } && ReferenceEquals(step.Where.SyntaxTree, body.SyntaxTree) && body.Span.Contains(step.Where.Span)).Reverse()
            .Select(step => new Exit(ExitForm.EndOfBlock, body.GetLastToken().GetLocation(), null) { Turn = (step.Where, step.Outcome!.Value) });

    /// <summary>Whether there is a block on that side already, and it does not leave.</summary>
    static bool HasSide((SyntaxNode Condition, bool Outcome) turn)
        => TestsOnTheWay.Turn(turn.Condition, turn.Outcome)?.Side is BlockSyntax { Statements: var inside } && inside.LastOrDefault() is not (ReturnStatementSyntax or ThrowStatementSyntax);
}
