using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Library;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>After which operations of a body a condition may have another answer than before.</summary>
/// <param name="body">The body.</param>
/// <param name="bodies">Knows what a callee may change.</param>
sealed class ConditionEnds(Body body, MethodBodies bodies)
{
    /// <summary>What is written through a capture: <c>x ??= y</c>.</summary>
    readonly Dictionary<CaptureId, IOperation> places = body.Operations.All.OfType<IFlowCaptureOperation>().Where(capture => body.Index.IsPlaceCapture(capture.Id))
        .GroupBy(static capture => capture.Id).ToDictionary(static captures => captures.Key, static captures => captures.First().Value);

    public bool MayEnd(IOperation part, AskedCondition condition) => part switch
    {
        IAssignmentOperation assignment => IsWritten(assignment.Target, condition),
        IIncrementOrDecrementOperation step => IsWritten(step.Target, condition),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: var given } => IsWritten(given, condition),
        IDeclarationPatternOperation { DeclaredSymbol: { } declared } => condition.Variables.Contains(declared),
        IRecursivePatternOperation { DeclaredSymbol: { } declared } => condition.Variables.Contains(declared),
        IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: true } asking, Arguments.Length: <= 1 } when Collections.EffectOf(asking) is CollectionEffect.HasAny or CollectionEffect.Counts || AsksForElement(asking) => false,
        // Whoever waited for a lock may find what another one has changed.
        IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: true, ContainingType.Name: "Monitor" or "Lock" or "SemaphoreSlim" or "ReaderWriterLockSlim" or "Mutex" or "SpinLock", Name: "Enter" or "TryEnter" or "EnterScope" or "Wait" or "WaitOne" or "EnterWriteLock" or "EnterReadLock" or "EnterUpgradeableReadLock" } }
            => LooksOutside(condition) || condition.Owners.Any(static owner => owner is IParameterSymbol),
        IInvocationOperation call => MayEnd(call, call.TargetMethod, call.Arguments, condition),
        IObjectCreationOperation { Constructor: { } constructor } creation => MayEnd(creation, constructor, creation.Arguments, condition),
        IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: false } property } reference when !bodies.Traits.IsAutoProperty(property) => Accessors.Of(reference).Any(accessor => MayEnd(reference, accessor, reference.Arguments, condition)),
        IDynamicInvocationOperation or IFunctionPointerInvocationOperation => LooksOutside(condition),
        _ => false,
    };

    /// <summary>Whether a method of a library's container asks whether it has an element.</summary>
    public static bool AsksForElement(IMethodSymbol method) => method is { Name: "Contains" or "ContainsKey" or "ContainsValue", IsStatic: false, DeclaringSyntaxReferences.IsEmpty: true, Parameters.Length: 1 } && Collections.Is(method.ContainingType);

    /// <summary>Whether it looks at anything that other code comes to as well.</summary>
    static bool LooksOutside(AskedCondition condition) => condition.Members.Count > 0 || condition.Owners.Any(IsMember);

    static bool IsMember(ISymbol owner) => owner is IFieldSymbol or IPropertySymbol;

    bool IsWritten(IOperation target, AskedCondition condition) => target.Unconverted() switch
    {
        ILocalReferenceOperation { Local: var local } => condition.Variables.Contains(local),
        IParameterReferenceOperation { Parameter: var parameter } => condition.Variables.Contains(parameter) || condition.Members.Contains(parameter),
        IMemberReferenceOperation { Member: var member } => condition.Members.Contains(member.OriginalDefinition) || (condition.LooksIntoObjects && member is IPropertySymbol { IsIndexer: true }),
        IArrayElementReferenceOperation => condition.LooksIntoObjects,
        IFlowCaptureReferenceOperation { Id: var id } => places.TryGetValue(id, out var place) && IsWritten(place, condition),
        ITupleOperation tuple => tuple.Elements.Any(element => IsWritten(element, condition)),
        IDeclarationExpressionOperation declaration => IsWritten(declaration.Expression, condition),
        _ => false,
    };

    /// <summary>
    /// Whether a call may give what a condition looks at another value. A library comes to the members of a program only by what it is given to run, and into an object by
    /// being called on it or given it.
    /// </summary>
    bool MayEnd(IOperation call, IMethodSymbol method, IReadOnlyList<IArgumentOperation> arguments, AskedCondition condition)
    {
        if (IsGiven(call, condition))
            return true;
        var runsUnknown = method.MethodKind == MethodKind.DelegateInvoke || arguments.Any(static argument => argument.Value.Type?.TypeKind == TypeKind.Delegate)
            || (Dispatch.IsChosen(method) && !method.ContainingType.DeclaringSyntaxReferences.IsEmpty);
        return runsUnknown ? LooksOutside(condition)
            : !method.DeclaringSyntaxReferences.IsEmpty && (condition.Members.Any(member => bodies.Traits.MayChange(method, member)) || condition.Owners.Any(owner => IsMember(owner) && bodies.Traits.MayName(method, owner.Name)));
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
