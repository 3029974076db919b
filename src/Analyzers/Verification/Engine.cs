using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Evaluation;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Harness;
using NdisRules.Analyzers.Verification.Names;
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
    readonly ConcurrentDictionary<INamedTypeSymbol, object> leading = new(SymbolEqualityComparer.Default);
    IReadOnlyList<ActiveRule>? active;
    TouchingNames? touching;

    readonly IReadOnlyList<RuleText> texts;
    readonly Lazy<RuleBook> book;
    readonly RuleOptions options;
    readonly IRuleWatch? watch;
    readonly bool sparesRuns;

    /// <param name="compilation">The program.</param>
    /// <param name="rules">What is asked of it.</param>
    /// <param name="options">How each rule is to be applied; null for as the rules say.</param>
    /// <param name="watch">Hears what the time goes to; null for nobody.</param>
    /// <param name="sparesRuns">Whether what one local keeps from acquire to release is spared a run, and what one handler keeps a life: both would tell the same.</param>
    public Engine(Compilation compilation, IEnumerable<RuleText> rules, RuleOptions? options = null, IRuleWatch? watch = null, bool sparesRuns = true)
    {
        (this.compilation, this.options, this.watch, this.sparesRuns) = (compilation, options ?? RuleOptions.None, watch, sparesRuns);
        texts = [.. rules];
        book = new(() => new RuleBook(compilation, texts), LazyThreadSafetyMode.PublicationOnly);
        bodies = MethodBodies.Of(compilation);
        lifeCycles = LifeCycleMap.Of(compilation);
    }

    /// <summary>The rules that some file mentions. Found when the first member asks: an editor starts many compilations of which it asks nothing.</summary>
    IReadOnlyList<ActiveRule> Active => active ??= FindActive();

    /// <summary>What may lead to any of them.</summary>
    TouchingNames Touching(CancellationToken cancellation) => touching ??= ActiveRule.Touching(Active, cancellation);

    /// <summary>The rules, bound: not before something is asked that only they can answer, since to look for their members costs more than to see that no file mentions any.</summary>
    public RuleBook Book => book.Value;

    /// <summary>The names of the rules that the code mentions: of all others there is nothing to verify.</summary>
    public IReadOnlyList<string> Mentioned => [.. Active.Select(rule => rule.Rule.Name)];

    /// <summary>What is reported in <paramref name="member"/>: always the same list in the same order.</summary>
    public IReadOnlyList<Finding> FindingsOf(ISymbol member, CancellationToken cancellation)
    {
        if (Active.Count == 0)
            return [];
        member = MethodBodies.Implementation(member);
        var lives = lifeCycles.AllOf(member);
        var findings = new List<Finding>();
        foreach (var life in lives)
            foreach (var finding in OfLifeCycle(life, cancellation))
                if (SymbolEqualityComparer.Default.Equals(finding.Home, member))
                    findings.Add(finding);
        if (Touching(cancellation).IsTouchedBy(member, cancellation))
            foreach (var rule in Active.Where(rule => rule.MayAcquireIn(member, cancellation) || rule.MayReleaseNullIn(member, cancellation)))
                Add(findings, rule, OfMember(rule, member, IsRole(lives, member), followsFields: !lives.IsEmpty, cancellation));
        return findings.Count == 0 ? findings : Told(findings);
    }

    /// <summary>Takes what a rule finds, which is found only now.</summary>
    void Add(List<Finding> findings, ActiveRule rule, IEnumerable<Finding> more)
    {
        watch?.Begins(rule.Rule.Name);
        var stopwatch = watch is null ? null : Stopwatch.StartNew();
        findings.AddRange(more);
        watch?.Ends(rule.Rule.Name, stopwatch!.Elapsed);
    }

    /// <summary>Each finding once, in the order of the source.</summary>
    static IReadOnlyList<Finding> Told(IReadOnlyList<Finding> findings) => [.. NullFindings.Chosen(findings)
        .GroupBy(finding => (finding.Defect, Rule: IsToldOfNobody(finding) ? "" : finding.Rule, finding.Primary, Told: IsToldOfAcquire(finding.Defect) ? finding.Acquire : null)).Select(group => group.First())
        .GroupBy(finding => (finding.Defect, finding.Rule, finding.Primary, finding.Message)).Select(group => group.First())
        .GroupBy(finding => finding is { Origin: { } origin, Field: { } field } ? (finding.Rule, finding.Primary, origin, field) : ((string, Location, SyntaxNode, ISymbol)?)null).SelectMany(group => group.Key is null ? group : group.OrderBy(finding => finding.Acquire!.SpanStart).Take(1))
        .OrderBy(finding => finding.Primary.SourceSpan.Start).ThenBy(finding => finding.Defect).ThenBy(finding => finding.Rule, StringComparer.Ordinal).ThenBy(finding => finding.Message, StringComparer.Ordinal)];

    /// <summary>Two objects that leak at one place are two findings, unless a person is told the same of both; two that meet at one wrong call are one.</summary>
    static bool IsToldOfAcquire(Defect defect) => defect is Defect.StillAllocated or Defect.Lost;

    /// <summary>Where there is nothing to free or to use, no rule is nearer than another that is freed or used the same way.</summary>
    static bool IsToldOfNobody(Finding finding) => finding.Defect == Defect.FreedWithoutAcquire || finding is { Defect: Defect.MayBeNull, Acquire: null };

    static bool IsRole(ImmutableArray<LifeCycle> lives, ISymbol member) => lives.Any(life => IsRole(life, member));

    static bool IsRole(LifeCycle life, ISymbol member)
        => life.Contains(member) || member is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false };

    /// <summary>Most programs are about few of the rules, and many about none: words first, then members, and only of what is left the names, member by member.</summary>
    IReadOnlyList<ActiveRule> FindActive()
    {
        var words = new WordSieve(texts.SelectMany(RuleNames.WordsOf)).FoundIn(compilation);
        if (words.Count == 0)
            return [];
        Rule[] rules = [.. Book.Rules.Where(rule => IsNamed(rule, words.Overlaps))];
        if (rules.Length == 0)
            return [];
        var mentions = bodies.Traits.Mentions;
        rules = [.. rules.Where(rule => IsNamed(rule, mentions.Any))];
        return [.. rules.Select((rule, number) => new ActiveRule(rule, [.. rules.Take(number)], mentions, bodies, options, sparesRuns))];
    }

    static bool IsNamed(Rule rule, Func<IReadOnlyCollection<string>, bool> isAny) => isAny(rule.Names.Acquires) || (rule.Text.NullReleaseIsDefect && isAny(rule.Names.Releases));

    /// <summary>The runs of one rule that begin and end in one member.</summary>
    IEnumerable<Finding> OfMember(ActiveRule active, ISymbol member, bool isRole, bool followsFields, CancellationToken cancellation)
    {
        var (mayAcquire, mayReleaseNull) = (active.MayAcquireIn(member, cancellation), active.MayReleaseNullIn(member, cancellation));
        if (!mayAcquire && !mayReleaseNull)
            yield break;
        foreach (var body in bodies.Of(member, cancellation))
        {
            // A role is followed through the whole life; the functions inside it only here.
            if (isRole && SymbolEqualityComparer.Default.Equals(body.Symbol, member))
                continue;
            var released = new HashSet<IOperation>();
            if (mayAcquire)
                foreach (var finding in OfObjects(active.Finder(cancellation), active.Rule, body, (acquire, spent) => Verify(active.Rule, body, acquire, contextType: null, released, run => RunAlone(run, body, followsFields), spent, cancellation), cancellation))
                    yield return finding;
            if (mayReleaseNull && active.AsksForNullIn(body, released, cancellation))
                foreach (var finding in Verify(active.Rule, body, null, contextType: null, released: null, run => AskForNull(run, [body], released, () => RunAlone(run, body, followsFields)), new(), cancellation))
                    yield return finding;
        }
    }

    IReadOnlyList<Finding> OfLifeCycle(LifeCycle life, CancellationToken cancellation)
    {
        if (ofLifeCycle.TryGetValue(life.Context, out var known))
            return known;
        // A life is much work, and each of its members asks for it: who asks meanwhile waits. Nothing in it asks for another one, so nobody waits for ever.
        var gate = leading.GetOrAdd(life.Context, _ => new object());
        while (!Monitor.TryEnter(gate, millisecondsTimeout: 100))
            cancellation.ThrowIfCancellationRequested();
        try
        {
            return ofLifeCycle.TryGetValue(life.Context, out known) ? known : ofLifeCycle.GetOrAdd(life.Context, NullFindings.Chosen(Lead(life, cancellation)));
        }
        finally
        {
            Monitor.Exit(gate);
        }
    }

    List<Finding> Lead(LifeCycle life, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        LifeCyclePlan? plan = null;
        foreach (var rule in Active)
        {
            var finder = rule.FinderOn(life, cancellation);
            if (MayConcern(rule, life, finder, cancellation))
                Add(findings, rule, OfLifeCycle(rule, life, finder, plan ??= new LifeCyclePlan(life, bodies, cancellation), cancellation));
        }

        return findings;
    }

    IEnumerable<Finding> OfLifeCycle(ActiveRule active, LifeCycle life, AcquireFinder finder, LifeCyclePlan plan, CancellationToken cancellation)
    {
        var rule = active.Rule;
        var released = new HashSet<IOperation>();
        var alone = sparesRuns ? new HandlerAlone(rule, bodies, life, active.LeavingsOn(life.Context)) : null;
        foreach (var finding in LostOnce(plan.Roots.SelectMany(root => OfObjects(finder, rule, root, (acquire, spent) => AloneIn(root, acquire, spent) ?? InLife(root, acquire, spent), cancellation))))
            yield return finding;
        var asking = plan.Roots.Where(root => active.MayReleaseNullIn(root.Member, cancellation) && active.AsksForNullIn(root, released, cancellation)).ToArray();
        if (asking.Length > 0)
            foreach (var finding in Verify(rule, plan.Roots.First(), null, life.Context, released: null, run => AskForNull(run, asking, released, () => new LifeCycleHarness(life, plan, plan.TransitionsToNull(asking, run.Types), run).Execute()), new(), cancellation))
                yield return finding;

        IEnumerable<Finding>? AloneIn(Body root, Acquire acquire, Spent spent)
        {
            var transfers = 0;
            var seen = alone?.SightingsOf(acquire, options.Of(rule.Text, root.Declaration.SyntaxTree), released, out transfers, cancellation);
            spent.Steps += transfers;
            return seen is null ? null : new FindingWriter(rule).Write(seen, acquire);
        }

        IReadOnlyList<Finding> InLife(Body root, Acquire acquire, Spent spent) => Verify(rule, root, acquire, life.Context, released,
            run => new LifeCycleHarness(life, plan, plan.TransitionsOf(acquire, rule, run.Types), run) { HasNoOther = HasNoOther(acquire, rule, life, plan, cancellation) }.Execute(), spent, cancellation);
    }

    /// <summary>Whether a life that is given back what it lends takes one object, once, and no other that could be meant.</summary>
    bool HasNoOther(Acquire acquire, Rule rule, LifeCycle life, LifeCyclePlan plan, CancellationToken cancellation)
        => plan.Transitions.Any(LifeCyclePlan.BringsBack) && plan.TakesOnce(acquire)
            && Active.Where(other => other.Rule.Types.Declared.Any(rule.Types.Has)).Select(other => other.FinderOn(life, cancellation)).Sum(finder => plan.Roots.Sum(root => finder.In(root, out _, cancellation).Count)) == 1;

    /// <summary>
    /// What one acquire gives comes to its place by several handlers, and is lost there by another one: that is one mistake, told where it is taken, or else of the
    /// first that comes there.
    /// </summary>
    static IEnumerable<Finding> LostOnce(IEnumerable<Finding> findings) => findings
        .GroupBy(finding => finding is { Defect: Defect.Lost, Origin: { } origin, Acquire: { } acquire, Exits: [var exit, ..] } && !LiesInMemberOf(exit.Where, acquire) ? (origin, exit.Where, exit.Holder) : ((SyntaxNode, Location, string?)?)null)
        .SelectMany(group => group.Key is null ? group : group.OrderByDescending(static finding => finding.Acquire!.Contains(finding.Origin)).Take(1));

    static bool LiesInMemberOf(Location where, SyntaxNode acquire)
        => ReferenceEquals(where.SourceTree, acquire.SyntaxTree) && acquire.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.Span.Contains(where.SourceSpan) == true;

    /// <summary>
    /// Whether anything in a life leaves an object to it, or may release what is null. Only the members whose names say so are bound; a plan binds all, and
    /// what a handler takes and gives back by itself needs none.
    /// </summary>
    bool MayConcern(ActiveRule rule, LifeCycle life, AcquireFinder finder, CancellationToken cancellation)
    {
        if (!life.Homes.Any(home => rule.MayAcquireIn(home, cancellation) || rule.MayReleaseNullIn(home, cancellation)))
            return false;
        var members = life.Members.ToArray();
        return members.Where(member => rule.MayReleaseNullIn(member, cancellation)).SelectMany(member => bodies.Of(member, cancellation)).Any(body => rule.AsksForNullIn(body, met: [], cancellation))
            || members.Where(member => rule.MayAcquireIn(member, cancellation)).SelectMany(member => bodies.Of(member, cancellation)).Any(body => finder.In(body, out var cut, cancellation).Count > 0 || cut is not null);
    }

    IEnumerable<Finding> OfObjects(AcquireFinder finder, Rule rule, Body root, Func<Acquire, Spent, IEnumerable<Finding>> verify, CancellationToken cancellation)
    {
        var acquires = finder.In(root, out var cut, cancellation);
        var spent = new Spent();
        foreach (var acquire in acquires.Take(Budget.Objects))
        {
            if (spent.IsAll)
            {
                yield return new FindingWriter(rule).GaveUp(root, $"its objects take more than {Budget.TransfersOfMethod} steps");
                break;
            }

            foreach (var finding in verify(acquire, spent))
                yield return finding;
        }

        if (cut is not null)
            yield return new FindingWriter(rule).GaveUp(root, cut);
        if (acquires.Count > Budget.Objects)
            yield return new FindingWriter(rule).GaveUp(root, $"it acquires more than {Budget.Objects} objects");
    }

    /// <summary>One object: with all its precision first, then with less, and when even that is too much, not without saying so.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="root">Where the run begins.</param>
    /// <param name="acquire">What gives the object; null where releases of null are looked for.</param>
    /// <param name="contextType">The type of <c>this</c>, where it is known.</param>
    /// <param name="released">Takes the releases that meet the object.</param>
    /// <param name="execute">Leads it through the program.</param>
    /// <param name="spent">Counts what it cost.</param>
    /// <param name="cancellation">Ends the run early.</param>
    IReadOnlyList<Finding> Verify(Rule rule, Body root, Acquire? acquire, INamedTypeSymbol? contextType, HashSet<IOperation>? released, Action<Run> execute, Spent spent, CancellationToken cancellation)
    {
        var settings = options.Of(rule.Text, root.Declaration.SyntaxTree);
        if (!settings.IsEnabled)
            return [];
        var writer = new FindingWriter(rule);
        var tooMuch = "";
        foreach (var usesFocus in new[] { true, false })
        {
            var run = new Run(rule, acquire, contextType, bodies, cancellation) { Settings = settings, UsesFocus = usesFocus, Sightings = new Sightings(), Released = released };
            var sightings = run.Sightings;
            try
            {
                execute(run);
                IEnumerable<Finding> findings = writer.Write(sightings.All.Concat(sightings.OfNothing()), acquire);
                return run.LeftOut is { } leftOut ? [.. findings, writer.GaveUp(root, leftOut)] : [.. findings];
            }
            catch (BudgetException exceeded)
            {
                tooMuch = exceeded.Message;
            }
            finally
            {
                spent.Steps += run.Transfers;
            }
        }

        return [writer.GaveUp(root, tooMuch)];
    }

    /// <summary>A release that met an object does not meet null on every way there.</summary>
    static void AskForNull(Run run, IReadOnlyList<Body> releasing, HashSet<IOperation> met, Action execute)
    {
        if (releasing.Any(body => NullTrail.LeadsToRelease(run, body, met)))
            execute();
    }

    /// <summary>What the objects of one method have cost.</summary>
    sealed class Spent
    {
        public int Steps { get; set; }

        public bool IsAll => Steps > Budget.TransfersOfMethod;
    }

    static void RunAlone(Run run, Body body, bool followsFields)
    {
        run.FollowsFields = followsFields;
        new BodyRunner(run).Execute(body, [World.Start], Focus.None, call: null);
    }
}
