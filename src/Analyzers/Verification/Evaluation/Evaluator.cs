using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Executes one operation in one world. An operation may come out in several ways (an acquire gives an object or null, a test
/// holds or not), and each way is a world of its own. What it does not know it looks into, part by part, and takes for harmless.
/// </summary>
sealed partial class Evaluator(Run run, Body body, Focus focus, Action<World>? thrown)
{
    Rule Rule => run.Rule;

    /// <summary>All ways in which <paramref name="operation"/> may come out. A flat switch over the kinds of operations that a graph holds.</summary>
    public IReadOnlyList<Outcome> Evaluate(IOperation? operation, World world)
    {
        if (operation is null)
            return Outcome.One(world, Value.Unknown);
        if (operation.ConstantValue is { HasValue: true, Value: var constant } && operation is not IAssignmentOperation)
            return Outcome.One(world, ObjectTypes.IsAddress(operation.Type) && constant is 0 or 0L or 0u or 0ul ? Value.Null : Value.Of(constant));

        return operation switch
        {
            IExpressionStatementOperation statement => Evaluate(statement.Operation, world),
            IArgumentOperation argument => Evaluate(argument.Value, world),
            IParenthesizedOperation parenthesized => Evaluate(parenthesized.Operand, world),
            ITranslatedQueryOperation query => Evaluate(query.Operation, world),
            ISimpleAssignmentOperation assignment => Assign(assignment, world),
            IDeconstructionAssignmentOperation deconstruction => Deconstruct(deconstruction, world),
            ICompoundAssignmentOperation or IIncrementOrDecrementOperation when Accessors.OperatorOf(operation) is { DeclaringSyntaxReferences.IsEmpty: false } user => ModifyBy(user, operation, world),
            ICompoundAssignmentOperation compound => Modify(compound.Target, compound.OperatorKind, compound.Value, world),
            IIncrementOrDecrementOperation step => Modify(step.Target, step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract, null, world, step.IsPostfix),
            IFlowCaptureOperation capture => Capture(capture, world),
            IDeclarationExpressionOperation declaration => Evaluate(declaration.Expression, world),
            ILocalReferenceOperation or IParameterReferenceOperation => Vouched(operation, Read(operation, world)),
            IFlowCaptureReferenceOperation => Read(operation, world),
            IFieldReferenceOperation field => Vouched(field, ReadField(field, world)),
            IPropertyReferenceOperation property => Vouched(property, ReadProperty(property, world)),
            IInstanceReferenceOperation => Read(operation, world),
            ICaughtExceptionOperation => Outcome.One(world, Value.NotNull),
            IDefaultValueOperation => Outcome.One(world, DefaultOf(operation.Type)),
            IConversionOperation conversion => Convert(conversion, world),
            IUnaryOperation unary => Unary(unary, world),
            IBinaryOperation binary => Binary(binary, world),
            IIsNullOperation isNull => Evaluate(isNull.Operand, world).Then((after, value) => EqualTo(after, value, null, equal: true)),
            IIsPatternOperation pattern => IsPattern(pattern, world),
            IIsTypeOperation isType => IsType(isType, world),
            IInvocationOperation call => Vouched(call, Call(call, world)),
            IObjectCreationOperation creation => Create(creation, world),
            IDelegateCreationOperation creation => Delegate(creation, world),
            IFlowAnonymousFunctionOperation lambda => Outcome.One(Escaped(world, FunctionOf(lambda.Symbol, world)), Value.NotNull),
            IAwaitOperation wait => Await(wait, world),
            ITupleOperation tuple => Tuple(tuple, world),
            IAnonymousObjectCreationOperation nameless => CreateNameless(nameless, world),
            IArrayCreationOperation array => NewArray(array, world),
            IArrayElementReferenceOperation element => ReadElement(element, element.ArrayReference, element.Indices, world),
            // Who has an address is not followed.
            IAddressOfOperation { Reference: { } place } => EvaluateReceiver(place, world).Then((after, receiver) => receiver.ReachesTracked ? Look(after, receiver, place).Then((looked, _) => Outcome.One(looked, Value.View))
                : Outcome.One(PlaceOf(place, after) is { } at ? Escaped(after, ReadAt(at, after, place)) : after, Value.NotNull)),
            IFunctionPointerInvocationOperation call => CallAt(call, world),
            IArrayInitializerOperation or IReturnOperation => Store(operation, world),
            IEventAssignmentOperation subscription => Subscribe(subscription, world),
            IEventReferenceOperation raised => Heard(raised, world),
            IInvalidOperation invalid => Invalid(invalid, world),
            IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol } element => ReadElement(element, element.Instance, [element.Argument], world),
            IImplicitIndexerReferenceOperation slice => Sliced(slice, world),
            { Kind: OperationKind.None } when IsStackAlloc(operation) => OnStack(operation, world),
            { Kind: OperationKind.None } when !IsCollectionExpression(operation) => Pointed(operation, world),
            _ => IsCollectionExpression(operation) ? Filled(operation, operation.ChildOperations, world, length: null) : Parts(operation, world),
        };
    }

    /// <summary>A task that was kept throws where it is awaited; a call throws by itself.</summary>
    IReadOnlyList<Outcome> Await(IAwaitOperation wait, World world) => Evaluate(wait.Operation, world).Then((after, value) =>
    {
        if (wait.Operation.Unconverted() is not IInvocationOperation)
            thrown?.Invoke(after);
        var told = Landed(after, value, wait);
        return Outcome.One(wait.Operation.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Aggregate(told.World, (next, task) => WaitedFor(next, task.Local)), told.Value);
    });

    /// <summary>An operation that only looks at its parts.</summary>
    IReadOnlyList<Outcome> Parts(IOperation operation, World world)
    {
        IReadOnlyList<Outcome> outcomes = Outcome.One(world, Value.Unknown);
        foreach (var part in operation.ChildOperations)
            outcomes = outcomes.Then((after, _) => Evaluate(part, after)).Then((after, value) => Look(value.Function is null ? after : Escaped(after, value), value, part));
        return outcomes.Then((after, _) => Outcome.One(after, Value.Unknown));
    }

    /// <summary>An operation that puts its parts into something the engine does not follow; a <c>yield return</c> hands it to whoever walks the sequence.</summary>
    IReadOnlyList<Outcome> Store(IOperation operation, World world)
    {
        IReadOnlyList<Outcome> outcomes = Outcome.One(world, Value.NotNull);
        foreach (var part in operation.ChildOperations)
            outcomes = outcomes.Then((after, _) => Evaluate(part, after)).Then((after, value) => Outcome.One(Escaped(after, value), Value.NotNull));
        return outcomes;
    }

    /// <summary>
    /// A call through an address: whom it reaches is not known, and what is handed over may stay there. A view of the object is looked at while the call
    /// lasts; so is its address by native code, as by any native method.
    /// </summary>
    IReadOnlyList<Outcome> CallAt(IFunctionPointerInvocationOperation call, World world)
    {
        var isNative = run.Types.Declared.Any(ObjectTypes.IsAddress) && call.GetFunctionPointerSignature().CallingConvention != SignatureCallingConvention.Default;
        IReadOnlyList<Outcome> outcomes = Outcome.One(world, Value.NotNull);
        foreach (var part in call.ChildOperations)
            outcomes = outcomes.Then((after, _) => Evaluate(part, after)).Then((after, value) =>
                value.Kind == ValueKind.View || (isNative && value.ReachesTracked) ? Look(after, value, part) : Outcome.One(Escaped(after, value), value));
        return outcomes.Then((after, _) => Outcome.One(after, Value.Unknown));
    }

    /// <summary>Broken code: nothing is said about an object that meets it. A lock on a System.Threading.Lock looks broken to some compilers and is not.</summary>
    IReadOnlyList<Outcome> Invalid(IInvalidOperation operation, World world)
    {
        var outcomes = Parts(operation, world);
        if (operation.Syntax.FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.StatementSyntax>() is Microsoft.CodeAnalysis.CSharp.Syntax.LockStatementSyntax guarded && guarded.Expression.Span.Contains(operation.Syntax.Span))
            return outcomes;
        return outcomes.Then((after, _) => Outcome.One(after.Forget(), Value.Unknown));
    }

    /// <summary>Collection expressions have no kind of their own in the oldest compiler we run in.</summary>
    static bool IsCollectionExpression(IOperation operation) => operation.Syntax.RawKind == (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.CollectionExpression || (int)operation.Kind == CollectionExpressionKind;

    const int CollectionExpressionKind = 127;
    const int SpreadKind = 128;

    static bool IsSpread(IOperation operation) => operation.Syntax.RawKind == (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.SpreadElement || (int)operation.Kind == SpreadKind;

    IReadOnlyList<Outcome> Capture(IFlowCaptureOperation capture, World world)
    {
        var location = run.Places.Capture(capture.Id, body.Graph);
        // The receiver of a call one of whose arguments branches: no copy of this, but this.
        if (capture.Value.Unconverted() is IInstanceReferenceOperation && ThisPlace(world) is { } self)
            return Outcome.One(world.With(world.Store.With(location, Value.Reference(self))), Value.NotNull);
        if (!body.Index.IsPlaceCapture(capture.Id))
            return Evaluate(capture.Value, world).Then((after, value) => Outcome.One(Assigned(after, location, value), value));

        // The capture stands for a place that is assigned through it: x ??= Rent().
        return EvaluateReceiver(capture.Value, world).Then((after, _) =>
            Outcome.One(after.With(after.Store.With(location, Value.Reference(PlaceOf(capture.Value, after) ?? run.Places.Elsewhere))), Value.Unknown));
    }

    /// <summary>Something reads the value: a defect if the object is freed, or if it is the null of an acquire that failed and <paramref name="followed"/>.</summary>
    IReadOnlyList<Outcome> Look(World world, Value value, IOperation where, bool followed = false)
    {
        if (value.ReachesTracked && OutlivesParent(world))
            return Outcome.One(world.Forget(), value);
        if (value.ReachesTracked && world.State == ObjectState.Freed && !FollowsDuty)
        {
            Saw(Defect.UsedAfterFree, where, world);
            return Outcome.One(world.Forget(), value);
        }

        if (followed && IsUntestedNull(world, value))
        {
            Saw(Defect.MayBeNull, where, world);
            return Outcome.None;
        }

        return Outcome.One(followed && run.Acquire is null && run.Depth == 0 ? Used(where, value, world) : world, value);
    }

    /// <summary>
    /// A variable whose members are used: a defect if it is null on every way there, told of the first use. What fields hold may be somebody else's work.
    /// </summary>
    World Used(IOperation where, Value value, World world)
    {
        var instance = where switch { IMemberReferenceOperation member => member.Instance, IInvocationOperation call => call.Instance, _ => null };
        if (instance is null || !Rule.Types.Has(instance.Type)
            || value.Origin is not { Root.Kind: PlaceKind.Local or PlaceKind.Parameter or PlaceKind.Temporary } place || ReferenceEquals(value.Maker, used))
            return world;
        Met(Defect.MayBeNull, where, value.IsNull, world);
        return value.IsNull ? world.Becoming(place, known => known.MadeBy(used)) : world;
    }

    static readonly object used = new();

    /// <summary>Takes down whether there is anything to release or to use in one of the worlds that come here.</summary>
    void Met(Defect defect, IOperation where, bool isNothing, World world, string note = "")
        => run.ToTell()?.Met(where, isNothing, new(defect, where.Syntax.GetLocation(), world, run.Home, Note: note));

    /// <summary>The acquire of this very object gave null, and nobody has asked.</summary>
    bool IsUntestedNull(World world, Value value)
        => world.State == ObjectState.Unallocated && value.IsFailedAcquire && run.Acquire is { } acquire && ReferenceEquals(value.AcquiredBy, acquire.Operation);

    /// <summary>A call that may throw, before it does anything.</summary>
    void FaultBefore(IOperation call, World world)
    {
        if (thrown is null && run.Settings.Exceptions == ExceptionPolicy.All)
            new Custody(run, body).CheckFault(world, call);
    }

    public void Saw(Defect defect, IOperation where, World world, string note = "")
    {
        // What happens below a call is the caller's affair: the call is where a person who reads the caller looks.
        if (run.ToTell() is { } sightings && !run.IsToldBelow(world) && !world.Store.Has(PlaceKind.Pending))
        {
            var isOwn = IsOwnAffair(world);
            sightings.Add(new(defect, (isOwn ? where : run.Told(where)).Syntax.GetLocation(), world.Noting(new(StepKind.Use, where.Syntax, "here")), isOwn ? body.Member : run.Home, Note: note));
        }
    }

    /// <summary>Whether a helper of the context does by itself what is wrong with an object that it did not acquire: it frees what a field holds, and goes on with it. Then that is no affair of its callers.</summary>
    bool IsOwnAffair(World world) => run.Depth > 0 && !run.BeganFreed && IsOfContext(body.Member.ContainingType) && IsFreedHere(world);

    /// <summary>Whether the text of the body has freed the object, not that of a helper or a caller.</summary>
    public bool IsFreedHere(World world) => Trace.Last(world.Trace, StepKind.Release) is { Where: var free } && ReferenceEquals(free.SyntaxTree, body.Declaration.SyntaxTree) && body.Declaration.Span.Contains(free.Span);

    static Value DefaultOf(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => Value.False,
        { TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } => Value.Of(0L),
        _ => Value.Null,
    };
}
