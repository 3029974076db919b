using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>A small method that answers a question, refuses to go on, or moves its object from one state to another.</summary>
/// <param name="Fields">The fields and properties that it names, and those that the small methods name which it calls.</param>
/// <param name="IsAsked">Whether it answers or refuses, so that what it is given matters too; else it only writes.</param>
sealed record Decider(IReadOnlyList<ISymbol> Fields, bool IsAsked);

/// <summary>
/// The small methods in which code keeps its flags: <c>bool CanSend(int n) => isOpen &amp;&amp; n &lt;= budget;</c>, <c>void ThrowIfClosed()</c>, <c>bool TryClose()</c>. What becomes of an
/// object may hang on them though they never touch it. Per compilation, for all threads.
/// </summary>
sealed class Deciders(MethodBodies bodies)
{
    /// <summary>How many blocks a small method has at most: a lock around a test and an assignment has ten.</summary>
    const int Blocks = 24;

    /// <summary>How many letters it has at most: only such methods are bound for this.</summary>
    const int Letters = 1200;

    /// <summary>How many calls away the fields may lie.</summary>
    const int Depth = 3;

    readonly ConcurrentDictionary<ISymbol, Decider?>[] known = [.. Enumerable.Range(0, Depth).Select(static _ => new ConcurrentDictionary<ISymbol, Decider?>(SymbolEqualityComparer.Default))];

    /// <summary>What is to be known of a method as such a one; null where it is none.</summary>
    public Decider? Of(IMethodSymbol method, CancellationToken cancellation) => Of(method, Depth, cancellation);

    /// <summary>The fields and properties on which a condition hangs by such methods.</summary>
    public IEnumerable<ISymbol> FieldsAskedBy(IOperation condition, CancellationToken cancellation)
        => GraphOperations.Below(condition).SelectMany(RunBy).SelectMany(method => Of(method, cancellation) is { IsAsked: true } decider ? decider.Fields : []);

    /// <summary>What is found with fewer calls to go is cut short sooner, and kept apart.</summary>
    Decider? Of(IMethodSymbol method, int depth, CancellationToken cancellation)
    {
        if (depth == 0 || method.DeclaringSyntaxReferences.IsEmpty || method.IsAbstract || method.IsAsync || method.MethodKind is not (MethodKind.Ordinary or MethodKind.ReducedExtension or MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.LocalFunction))
            return null;
        var asked = (IMethodSymbol)MethodBodies.Implementation(method);
        if (asked.DeclaringSyntaxReferences.Any(static part => part.Span.Length > Letters))
            return null;
        var found = known[depth - 1];
        return found.TryGetValue(asked, out var decider) ? decider : found.GetOrAdd(asked, Find(asked, depth, cancellation));
    }

    Decider? Find(IMethodSymbol method, int depth, CancellationToken cancellation)
    {
        if (bodies.OfCallee(method, cancellation) is not { } body || body.Graph.Blocks.Length > Blocks || body.Graph.Blocks.Any(GoesBack) || body.HasYield || body.Index.HasFunctions)
            return null;
        var callees = body.Operations.All.SelectMany(RunBy).ToArray();
        var below = callees.Select(callee => (Callee: callee, Decider: Of(callee, depth - 1, cancellation))).Where(static pair => pair.Decider is not null).ToArray();
        var fields = body.Operations.All.Select(FieldOf).OfType<ISymbol>().Concat(below.SelectMany(static pair => pair.Decider!.Fields)).Distinct<ISymbol>(SymbolEqualityComparer.Default).ToArray();
        var isAsked = IsAnswer(method.ReturnType) || body.Graph.Blocks.Any(static block => block.FallThroughSuccessor?.Semantics is ControlFlowBranchSemantics.Throw)
            || callees.Any(Refuses) || below.Any(static pair => pair.Callee.ReturnsVoid && pair.Decider!.IsAsked);
        return isAsked || body.Operations.All.Any(IsWrite) ? new(fields, isAsked) : null;
    }

    static bool GoesBack(BasicBlock block) => block.ConditionalSuccessor?.Destination?.Ordinal <= block.Ordinal || block.FallThroughSuccessor?.Destination?.Ordinal <= block.Ordinal;

    static bool IsAnswer(ITypeSymbol type) => type is { SpecialType: SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 } or { TypeKind: TypeKind.Enum };

    /// <summary>A method of a library that does not return where it is given the wrong value: <c>ObjectDisposedException.ThrowIf(isClosed, this)</c>.</summary>
    bool Refuses(IMethodSymbol method) => method.DeclaringSyntaxReferences.IsEmpty && bodies.Traits.LessonsOf(method).Any(static lesson => lesson.Kind == LessonKind.DoesNotReturnIf);

    static ISymbol? FieldOf(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Field: { IsConst: false } field } => field.OriginalDefinition,
        IPropertyReferenceOperation { Property: { IsIndexer: false } property } => property.OriginalDefinition,
        _ => null,
    };

    static bool IsWrite(IOperation operation) => operation is IAssignmentOperation { Target: IMemberReferenceOperation } or IIncrementOrDecrementOperation { Target: IMemberReferenceOperation };

    static IEnumerable<IMethodSymbol> RunBy(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } => [method],
        IPropertyReferenceOperation property => Accessors.Of(property),
        _ => [],
    };
}
