using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// The conditions that a body asks more than once. What the engine does not understand of them, <c>have &lt; need</c>, <c>(flags &amp; Urgent) != 0</c>, <c>string.IsNullOrEmpty(name)</c>, it
/// understands to be so again, or not so again, when it is asked again.
/// </summary>
sealed class AskedConditions
{
    readonly Dictionary<IOperation, (AskedCondition Condition, bool IsNegated)> asked = [];

    /// <summary>After which operations a condition may have another answer.</summary>
    readonly Dictionary<IOperation, AskedCondition[]> ended = [];

    AskedConditions()
    {
    }

    /// <summary>Those of most bodies.</summary>
    public static AskedConditions None { get; } = new();

    public bool IsEmpty => asked.Count == 0;

    /// <param name="body">The body.</param>
    /// <param name="bodies">Where the bodies of what it calls come from.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public static AskedConditions In(Body body, MethodBodies bodies, CancellationToken cancellation)
    {
        var blocks = Enumerable.Range(0, body.Index.BlockCount).Where(block => body.Index.ConditionOf(block) is not null).ToArray();
        if (blocks.Length < 2)
            return None;
        var (changing, numbers) = (Captures.WrittenBelow(body.Graph, body.Operations), new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default));
        var words = new Dictionary<string, List<(IOperation Operation, bool IsNegated, AskedCondition Condition)>>(StringComparer.Ordinal);
        foreach (var block in blocks)
        {
            var condition = new AskedCondition(body.Graph);
            if (new ConditionReader(bodies, body, changing, numbers, condition, cancellation).Read(body.Index.ConditionOf(block)) is not var (read, isNegated))
                continue;
            if (!words.TryGetValue(read, out var same))
                words.Add(read, same = []);
            same.Add((body.Index.ConditionOf(block)!, isNegated, condition));
        }

        return words.Values.Any(static same => same.Count > 1) ? new AskedConditions().With(words.Values.Where(static same => same.Count > 1), body, bodies) : None;
    }

    AskedConditions With(IEnumerable<List<(IOperation Operation, bool IsNegated, AskedCondition Condition)>> repeated, Body body, MethodBodies bodies)
    {
        var conditions = new List<AskedCondition>();
        foreach (var same in repeated)
        {
            conditions.Add(same[0].Condition);
            foreach (var (operation, isNegated, _) in same)
                asked.Add(operation, (same[0].Condition, isNegated));
        }

        foreach (var block in body.Graph.Blocks)
            foreach (var operation in block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
                if (conditions.Where(condition => GraphOperations.Below(operation).Any(part => MayEnd(part, condition, bodies))).ToArray() is { Length: > 0 } over)
                    ended[operation] = over;
        return this;
    }

    /// <summary>What a condition asks that is asked elsewhere too, and whether it asks for the contrary.</summary>
    public (AskedCondition Condition, bool IsNegated)? Of(IOperation condition) => asked.TryGetValue(condition, out var known) ? known : null;

    /// <summary>The conditions to which the answer may be another one after an operation of the graph.</summary>
    public IReadOnlyList<AskedCondition> EndedBy(IOperation operation) => ended.TryGetValue(operation, out var over) ? over : [];

    static bool MayEnd(IOperation part, AskedCondition condition, MethodBodies bodies) => part switch
    {
        IAssignmentOperation assignment => IsWritten(assignment.Target, condition),
        IIncrementOrDecrementOperation step => IsWritten(step.Target, condition),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var given } => IsWritten(given, condition),
        IAddressOfOperation { Reference: var place } => IsWritten(place, condition),
        IDeclarationExpressionOperation declaration => IsWritten(declaration.Expression, condition),
        IDeclarationPatternOperation { DeclaredSymbol: { } declared } => condition.Variables.Contains(declared),
        IRecursivePatternOperation { DeclaredSymbol: { } declared } => condition.Variables.Contains(declared),
        IInvocationOperation call => MayEnd(call, call.TargetMethod, call.Arguments, condition, bodies),
        IObjectCreationOperation { Constructor: { } constructor } creation => MayEnd(creation, constructor, creation.Arguments, condition, bodies),
        IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: false } property } when !bodies.Traits.IsAutoProperty(property) => Accessors.Of((IPropertyReferenceOperation)part).Any(accessor => MayEnd(part, accessor, [], condition, bodies)),
        IDynamicInvocationOperation or IFunctionPointerInvocationOperation => condition.Members.Count > 0 || condition.LooksIntoObjects,
        _ => false,
    };

    static bool IsWritten(IOperation target, AskedCondition condition) => target.Unconverted() switch
    {
        ILocalReferenceOperation { Local: var local } => condition.Variables.Contains(local),
        IParameterReferenceOperation { Parameter: var parameter } => condition.Variables.Contains(parameter),
        IMemberReferenceOperation { Member: var member } => condition.Members.Contains(member.OriginalDefinition) || (condition.LooksIntoObjects && member is IPropertySymbol { IsIndexer: true }),
        IArrayElementReferenceOperation or IFlowCaptureReferenceOperation => condition.LooksIntoObjects,
        ITupleOperation tuple => tuple.Elements.Any(element => IsWritten(element, condition)),
        IDeclarationExpressionOperation declaration => IsWritten(declaration.Expression, condition),
        _ => false,
    };

    /// <summary>
    /// Whether a call may give what a condition looks at another value. A library comes to the members of a program only by what it is given to run, and into an object by
    /// being called on it or given it.
    /// </summary>
    static bool MayEnd(IOperation call, IMethodSymbol method, IReadOnlyList<IArgumentOperation> arguments, AskedCondition condition, MethodBodies bodies)
    {
        var isUnknown = method.MethodKind == MethodKind.DelegateInvoke || arguments.Any(static argument => argument.Value.Type?.TypeKind == TypeKind.Delegate)
            || (Dispatch.IsChosen(method) && !method.ContainingType.DeclaringSyntaxReferences.IsEmpty);
        if (method.DeclaringSyntaxReferences.IsEmpty || isUnknown)
            return (isUnknown && (condition.Members.Count > 0 || condition.Owners.Any(static owner => owner is IFieldSymbol or IPropertySymbol))) || IsGiven(call, condition);
        return IsGiven(call, condition) || condition.Members.Concat(condition.Owners).Any(member => member is IFieldSymbol or IPropertySymbol && bodies.Traits.MayChange(method, member))
            || condition.Owners.Any(owner => owner is IFieldSymbol or IPropertySymbol && bodies.Traits.MayName(method, owner.Name));
    }

    /// <summary>Whether a call is made on an object that the condition looks into, or is given it. To ask how many it has, or for one of its elements, changes nothing.</summary>
    static bool IsGiven(IOperation call, AskedCondition condition) => condition.LooksIntoObjects && GraphOperations.Below(call).Any(part => part.Parent is not (IArrayElementReferenceOperation or IPropertyReferenceOperation) && part switch
    {
        ILocalReferenceOperation { Local: var local } => condition.Owners.Contains(local),
        IParameterReferenceOperation { Parameter: var parameter } => condition.Owners.Contains(parameter),
        IMemberReferenceOperation { Member: var member } => condition.Owners.Contains(member.OriginalDefinition),
        _ => false,
    });
}
