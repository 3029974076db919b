using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Tests.Robustness;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Locals;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Tests.Locals;

/// <summary>Asks of every operation that a comment stands before what is known of the object that it gives.</summary>
internal static class Settled
{
    const string Header = """
        using System;
        using System.Buffers;
        using System.Collections.Generic;
        using NdisRules.Runtime;
        using static NdisRules.Runtime.Ndis;

        class Processor(NetBufferPool pool, Mdl mdl)
        {

        """;

    public static async Task InMethods(string members)
    {
        var compilation = await Sources.Compile([("Methods.cs", Header + members + "\n}")]);
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var bodies = new MethodBodies(compilation);
        var rules = new RuleBook(compilation, RuleBook.BuiltIn).Rules.Where(rule => rule.GivesFresh).ToArray();
        var tree = compilation.SyntaxTrees.Last();
        var model = compilation.GetSemanticModel(tree);
        var marked = (await tree.GetRootAsync()).DescendantTrivia().Where(trivia => Mark(trivia) is not null).ToDictionary(trivia => trivia.Span.End, trivia => Mark(trivia)!);
        var known = new SortedDictionary<int, string>();
        foreach (var method in (await tree.GetRootAsync()).DescendantNodes().OfType<MethodDeclarationSyntax>())
            foreach (var body in bodies.Of(model.GetDeclaredSymbol(method)!, default))
                foreach (var call in body.Operations.All.OfType<IInvocationOperation>().Where(call => marked.ContainsKey(call.Syntax.SpanStart)))
                    if (rules.FirstOrDefault(rule => rule.AcquireAt(call) is not null || rule.Types.Has(call.Type)) is { } rule)
                        known.TryAdd(call.Syntax.SpanStart, Known(rule, bodies, body, call));
        Assert.Equal(marked.OrderBy(mark => mark.Key).Select(mark => (LineOf(tree, mark.Key), mark.Value)), known.Select(found => (LineOf(tree, found.Key), found.Value)));
    }

    static string Known(Rule rule, MethodBodies bodies, Body body, IOperation call)
    {
        var locals = LocalsOf(body, ImmutableHashSet<Body>.Empty);
        return locals.Keeps(call) ? "kept" : locals.HasAcquire(call) ? "handed" : "run";

        LocalObjects LocalsOf(Body asked, ImmutableHashSet<Body> asking) => asking.Contains(asked) ? LocalObjects.None : LocalObjects.Of(rule, bodies, asked, callee => LocalsOf(callee, asking.Add(asked)), default);
    }

    static string? Mark(SyntaxTrivia trivia) => trivia.ToString() is ['/', '*', .. var mark, '*', '/'] ? mark : null;

    static string LineOf(SyntaxTree tree, int position) => tree.GetText().Lines.GetLineFromPosition(position).ToString().Trim();
}
