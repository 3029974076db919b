using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Whether a release or a use in a body may meet null at all. Most code frees a variable that it got from an acquire, and leaves where that is null: then
/// no null leads to the release, and the run that would find out whether it always does can be spared. Where that is not plain to see, it may.
/// </summary>
sealed class NullTrail
{
    readonly Run run;
    readonly Body body;
    readonly Evaluator evaluator;

    NullTrail(Run run, Body body)
    {
        (this.run, this.body) = (run, body);
        evaluator = new(run, body, Focus.None, thrown: null);
    }

    /// <param name="run">A run without an acquire.</param>
    /// <param name="body">Where it would begin.</param>
    /// <param name="met">The releases that are known to meet an object.</param>
    public static bool LeadsToRelease(Run run, Body body, ICollection<IOperation> met)
    {
        if (body.Calls.All(call => !run.Rule.IsRelease(call) || met.Contains(call)) && Uses(run.Rule, body).Count == 0)
            return false;
        if (body.Index.HasReferences || body.Index.HasFunctions || body.Captures.Variables.Any(variable => FocusFinder.MayHold(TypeOf(variable), run.Types)))
            return true;
        run.Enter(body, call: null, []);
        try
        {
            var trail = new NullTrail(run, body);
            return body.Calls.Where(call => run.Rule.IsRelease(call) && !met.Contains(call)).Any(trail.MayMeet) || trail.LeadsToUse();
        }
        finally
        {
            run.Leave();
        }
    }

    bool MayMeet(IOperation release)
        => FreedBy((IInvocationOperation)release) is not { } variable || IsAssignedElse(variable) || IsTestedElse(variable) || Leads(variable, [body.Index.BlockOf(release)]);

    /// <summary>Whether a variable that a test finds null may come to where its members are used.</summary>
    bool LeadsToUse() => Uses(run.Rule, body).ToLookup(use => use.Variable, use => use.Block, SymbolEqualityComparer.Default).Any(use => Leads(use.Key!, new HashSet<int>(use)));

    /// <summary>The variables whose members a body uses, other than to ask whether there is anything, and the blocks where it does.</summary>
    public static IReadOnlyList<(ISymbol Variable, int Block)> Uses(Rule rule, Body body)
    {
        List<(ISymbol, int)>? uses = null;
        for (var block = 0; block < body.Index.BlockCount; block++)
            foreach (var operation in body.Index.OperationsOf(block))
                if (operation is IMemberReferenceOperation { Instance: { } instance } reference && rule.Types.Has(instance.Type) && rule.RowOf(reference.Member) is not { Kind: RowKind.Null } && VariableOf(instance) is { } variable)
                    (uses ??= []).Add((variable, block));
        return uses ?? none;
    }

    static readonly IReadOnlyList<(ISymbol Variable, int Block)> none = [];

    /// <summary>The variable that a release is given; null for anything else.</summary>
    ISymbol? FreedBy(IInvocationOperation release)
    {
        if (run.Rule.RowOf(release.TargetMethod) is not { Kind: RowKind.Releases, IsElements: false } row)
            return null;
        var operand = row.Slot == Slot.This ? release.Instance : release.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == row.Slot)?.Value;
        return VariableOf(operand);
    }

    static ISymbol? VariableOf(IOperation? operand)
        => operand.Unconverted() switch
        {
            ILocalReferenceOperation { Local: { IsRef: false } local } => local,
            IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } => parameter,
            _ => null,
        };

    /// <summary>What is no acquire may give null.</summary>
    bool IsAssignedElse(ISymbol variable) => body.Index.Assignments.Any(assignment => IsOf(assignment.Target, variable) && !IsAcquire(assignment.Value) && !IsAcquireBelow(assignment.Value));

    bool IsAcquire(IOperation? value) => value.Unconverted() is { } operation && Rule.MemberOf(operation) is { } member && run.Rule.Book?.Acquires(member) == true;

    /// <summary>A method whose every return hands on an acquire.</summary>
    bool IsAcquireBelow(IOperation value) => value.Unconverted() is IInvocationOperation { TargetMethod: { IsVirtual: false, IsAbstract: false, IsOverride: false, IsAsync: false } method }
        && run.Bodies.OfCallee(method, run.Cancellation) is { HasYield: false } callee
        && callee.Graph.ReturnedValues().All(IsAcquire);

    /// <summary>A truth about the variable that is kept, or found out by a call, may be tested where nobody mentions it.</summary>
    bool IsTestedElse(ISymbol variable)
        => body.Index.Assignments.Any(assignment => assignment.Reads(variable) && (IsTruth(assignment.Type) || CallsSource(assignment.Value)))
            || body.Operations.All.OfType<IArgumentOperation>().Any(argument => IsTruth(argument.Value.Type) && body.Index.MentionedIn(argument.Value).Any(mentioned => IsOf(mentioned, variable)));

    static bool IsTruth(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum };

    static bool CallsSource(IOperation value) => value.DescendantsAndSelf().Any(operation => Rule.MemberOf(operation) is { DeclaringSyntaxReferences.IsEmpty: false });

    /// <summary>Whether one of some blocks can be reached from a test that finds the variable null, before it is assigned anew.</summary>
    bool Leads(ISymbol variable, IReadOnlyCollection<int> wanted)
    {
        var place = run.Places.Variable(variable);
        var reached = new HashSet<int>();
        var waiting = new Queue<int>();
        for (var block = 0; block < body.Index.BlockCount; block++)
            if (IsTested(variable, block))
                Leave(block, Value.Unknown);
        while (waiting.Count > 0)
        {
            var block = waiting.Dequeue();
            if (wanted.Contains(block))
                return true;
            if (!body.Index.Assignments.Any(assignment => assignment.Block == block && IsOf(assignment.Target, variable)))
                Leave(block, Value.Null);
        }

        return false;

        // Where the variable is null once the block has been left.
        void Leave(int block, Value before)
        {
            var sides = IsTested(variable, block)
                ? evaluator.EvaluateCondition(body.Index.ConditionOf(block)!, World.Start.Write(place, before)).Where(outcome => outcome.World.Read(place).IsNull).Select(outcome => outcome.Value.AsBool).ToArray()
                : [null];
            foreach (var next in body.Index.After(block, sides.Any(side => side != false), sides.Any(side => side != true)))
                if (reached.Add(next))
                    waiting.Enqueue(next);
        }
    }

    bool IsTested(ISymbol variable, int block) => body.Index.Mentions(block, variable) && body.Index.MentionedInCondition(block).Any(mentioned => IsOf(mentioned, variable));

    static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    static bool IsOf(object identity, ISymbol variable) => IdentityComparer.Instance.Equals(identity, variable);
}
