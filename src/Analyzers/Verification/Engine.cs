using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Evaluation;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Harness;
using NdisRules.Analyzers.Verification.Roles;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification;

/// <summary>
/// Answers, for any member and on any thread, which findings live in it. One per compilation. Findings of a life cycle are
/// computed once, by whichever member asks first, and every member reports only its own: nothing is reported twice, nothing
/// waits for the end of the compilation.
/// </summary>
sealed class Engine
{
    readonly Compilation compilation;
    readonly MethodBodies bodies;
    readonly LifeCycleMap lifeCycles;
    readonly ConcurrentDictionary<INamedTypeSymbol, IReadOnlyList<Finding>> ofLifeCycle = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<Rule, AcquireFinder> finders = new();
    TouchingNames? touching;

    public Engine(Compilation compilation, IEnumerable<RuleText> rules)
    {
        Book = new RuleBook(compilation, rules);
        bodies = MethodBodies.Of(compilation);
        lifeCycles = LifeCycleMap.Of(compilation);
        this.compilation = compilation;
    }

    /// <summary>Made when the first member asks: an editor starts many compilations of which it asks nothing.</summary>
    TouchingNames Touching => touching ??= new TouchingNames(compilation, Book.Names);

    public RuleBook Book { get; }

    /// <summary>What is reported in <paramref name="member"/>: always the same list in the same order.</summary>
    public IReadOnlyList<Finding> FindingsOf(ISymbol member, CancellationToken cancellation)
    {
        member = MethodBodies.Implementation(member);
        var lives = lifeCycles.AllOf(member);
        var isTouched = member.DeclaringSyntaxReferences.Any(reference => Touching.IsTouchedBy(reference.GetSyntax(cancellation)));
        if (!isTouched && lives.IsEmpty)
            return [];

        var findings = new List<Finding>();
        foreach (var life in lives)
            findings.AddRange(OfLifeCycle(life, cancellation).Where(finding => SymbolEqualityComparer.Default.Equals(finding.Home, member)));
        if (isTouched)
            findings.AddRange(OfMember(member, isRole: lives.Any(life => IsRole(life, member)), followsFields: !lives.IsEmpty, cancellation));
        // Where null is all that can be, to say that it may be is to say less.
        var nothingToFree = findings.Where(finding => finding.Defect == Defect.FreedWithoutAcquire).Select(finding => finding.Primary).ToArray();
        return [.. findings
            .Where(finding => finding.Defect != Defect.MayBeNull || !nothingToFree.Contains(finding.Primary))
            .GroupBy(finding => (finding.Defect, finding.Rule, finding.Primary, Told: IsToldOfAcquire(finding.Defect) ? finding.Acquire : null)).Select(group => group.First())
            .OrderBy(finding => finding.Primary.SourceSpan.Start).ThenBy(finding => finding.Defect).ThenBy(finding => finding.Rule, StringComparer.Ordinal).ThenBy(finding => finding.Message, StringComparer.Ordinal)];
    }

    /// <summary>Two objects that leak at one place are two findings; two that meet at one wrong call are one.</summary>
    static bool IsToldOfAcquire(Defect defect) => defect is Defect.StillAllocated or Defect.Lost;

    static bool IsRole(LifeCycle life, ISymbol member)
        => life.Contains(member) || member is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false };

    /// <summary>The runs that begin and end in one member.</summary>
    IEnumerable<Finding> OfMember(ISymbol member, bool isRole, bool followsFields, CancellationToken cancellation)
    {
        foreach (var rule in Book.Rules)
            foreach (var body in bodies.Of(member, cancellation))
            {
                // A role is followed through the whole life; the functions inside it only here.
                if (isRole && SymbolEqualityComparer.Default.Equals(body.Symbol, member))
                    continue;
                foreach (var finding in Verify(rule, body, null, contextType: null, run => RunAlone(run, body, followsFields), cancellation))
                    yield return finding;
                foreach (var finding in OfObjects(FinderOf(rule), rule, body, acquire => Verify(rule, body, acquire, contextType: null, run => RunAlone(run, body, followsFields), cancellation), cancellation))
                    yield return finding;
            }
    }

    IReadOnlyList<Finding> OfLifeCycle(LifeCycle life, CancellationToken cancellation)
    {
        if (ofLifeCycle.TryGetValue(life.Context, out var known))
            return known;
        var findings = new List<Finding>();
        if (life.Methods.Any(method => method.Method.DeclaringSyntaxReferences.Any(reference => Touching.IsTouchedBy(reference.GetSyntax(cancellation)))) || IsTouched(life.Context, cancellation))
        {
            var plan = new LifeCyclePlan(life, bodies, cancellation);
            foreach (var rule in Book.Rules)
            {
                var finder = new AcquireFinder(rule, bodies, Touching, life.Context);
                if (plan.Roots.FirstOrDefault() is { } any)
                    findings.AddRange(Verify(rule, any, null, life.Context, run => new LifeCycleHarness(life, plan, run).Execute(), cancellation));
                foreach (var root in plan.Roots)
                    findings.AddRange(OfObjects(finder, rule, root, acquire => Verify(rule, root, acquire, life.Context, run => new LifeCycleHarness(life, plan, run).Execute(), cancellation), cancellation));
            }
        }

        return ofLifeCycle.GetOrAdd(life.Context, findings);
    }

    bool IsTouched(INamedTypeSymbol type, CancellationToken cancellation)
        => type.DeclaringSyntaxReferences.Any(reference => Touching.IsTouchedBy(reference.GetSyntax(cancellation)));

    AcquireFinder FinderOf(Rule rule) => finders.GetOrAdd(rule, added => new(added, bodies, Touching, contextType: null));

    IEnumerable<Finding> OfObjects(AcquireFinder finder, Rule rule, Body root, Func<Acquire, IEnumerable<Finding>> verify, CancellationToken cancellation)
    {
        var acquires = finder.In(root, out var isCut, cancellation);
        foreach (var acquire in acquires.Take(Budget.Objects))
            foreach (var finding in verify(acquire))
                yield return finding;
        if (isCut)
            yield return new FindingWriter(rule).GaveUp(root, $"the ways to what it acquires have more than {Budget.Ways} operations");
        if (acquires.Count > Budget.Objects)
            yield return new FindingWriter(rule).GaveUp(root, $"it acquires more than {Budget.Objects} objects");
    }

    /// <summary>One object: with all its precision first, then with less, and when even that is too much, not without saying so.</summary>
    IReadOnlyList<Finding> Verify(Rule rule, Body root, Acquire? acquire, INamedTypeSymbol? contextType, Action<Run> execute, CancellationToken cancellation)
    {
        var writer = new FindingWriter(rule);
        var tooMuch = "";
        // What is null in every world needs no world to be told from another.
        foreach (var usesFocus in acquire is null ? new[] { false } : [true, false])
        {
            var run = new Run(rule, acquire, contextType, bodies, cancellation) { UsesFocus = usesFocus, Sightings = new Sightings() };
            var sightings = run.Sightings;
            try
            {
                execute(run);
                IEnumerable<Finding> findings = writer.Write(acquire is null ? sightings.ReleasesOfNull() : sightings.All, acquire);
                return run.LeftOut is { } leftOut ? [.. findings, writer.GaveUp(root, leftOut)] : [.. findings];
            }
            catch (BudgetException exceeded)
            {
                tooMuch = exceeded.Message;
            }
        }

        return [writer.GaveUp(root, tooMuch)];
    }

    static void RunAlone(Run run, Body body, bool followsFields)
    {
        run.FollowsFields = followsFields;
        new BodyRunner(run).Execute(body, [World.Start], Focus.None, call: null);
    }
}
