using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Evaluation;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Locals;

/// <summary>
/// What a mention of a local does with the object that it holds, read from what stands around the mention. Null for all that could give the object another name,
/// keep it, or do more with it than a library does with what it borrows.
/// </summary>
/// <param name="rule">The rule whose objects they are.</param>
/// <param name="bodies">Where bodies come from.</param>
/// <param name="body">The body that the mentions stand in.</param>
/// <param name="localsOf">What is known of the objects of another body of the source.</param>
/// <param name="cancellation">Ends the search early.</param>
sealed class LocalMentions(Rule rule, MethodBodies bodies, Body body, Func<Body, LocalObjects> localsOf, CancellationToken cancellation)
{
    /// <param name="mention">The mention.</param>
    /// <param name="statement">The operation of a block that it is a part of.</param>
    /// <param name="isBranch">Whether the block branches on that.</param>
    /// <param name="isReturned">Whether the body returns that.</param>
    public LocalUse? UseAt(ILocalReferenceOperation mention, IOperation statement, bool isBranch, bool isReturned)
    {
        var value = Outermost(mention);
        return value.Parent switch
        {
            null => isReturned && ReferenceEquals(value, statement) ? LocalUse.HandOut : null,
            ISimpleAssignmentOperation { IsRef: false } assignment when ReferenceEquals(assignment.Target, mention) && IsWhole(assignment, statement) => Given(assignment.Value),
            IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation call } => InCall(call, parameter, parameter.Ordinal, statement),
            IInvocationOperation call when ReferenceEquals(call.Instance, value) => InCall(call, null, Slot.This, statement),
            IPropertyReferenceOperation property when ReferenceEquals(property.Instance, value) => OfProperty(property, statement, isBranch),
            IConversionOperation { OperatorMethod: { DeclaringSyntaxReferences.IsEmpty: true } } view when IsSeenThrough(view) => LocalUse.Look,
            IIsNullOperation test => Tested(test, isNull: true, statement, isBranch),
            IArrayElementReferenceOperation element when ReferenceEquals(element.ArrayReference, value) && IsCopied(element) => LocalUse.Look,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } test when IsOwn(test.OperatorMethod) && IsNull(ReferenceEquals(test.LeftOperand, value) ? test.RightOperand : test.LeftOperand)
                => Tested(test, test.OperatorKind == BinaryOperatorKind.Equals, statement, isBranch),
            IIsPatternOperation { Pattern: var pattern } test => pattern switch
            {
                IConstantPatternOperation { Value: var constant } when IsNull(constant) => Tested(test, isNull: true, statement, isBranch),
                INegatedPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } when IsNull(constant) => Tested(test, isNull: false, statement, isBranch),
                _ => null,
            },
            IUnaryOperation { OperatorMethod: { } method } test when IsOwn(method) => method.Name switch
            {
                "op_LogicalNot" or "op_False" => Tested(test, isNull: true, statement, isBranch),
                "op_True" => Tested(test, isNull: false, statement, isBranch),
                _ => null,
            },
            _ => null,
        };
    }

    /// <summary>Whether an operation acquires one object and gives it as its result: the local that takes it is its only name. A call of a method that makes one does so, too.</summary>
    public bool IsPlainAcquire(IOperation? operation) => operation switch
    {
        IInvocationOperation call => rule.AcquireAt(call) is { } row ? IsPlain(row) : MakerAt(call) is not null,
        IObjectCreationOperation { Initializer: null } creation => rule.AcquireAt(creation) is { } row && IsPlain(row),
        _ => false,
    };

    static bool IsPlain(RuleRow row) => row is { IsDuty: false, IsElements: false, Slot: Slot.Return, When: null, Replaces: null };

    /// <summary>What is known of the objects of the method that an operation calls, where that makes one and hands it out.</summary>
    public LocalObjects? MakerAt(IOperation operation) => operation is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension, IsAsync: false } method } call
        && rule.Types.Has(call.Type) && rule.AcquireAt(call) is null && bodies.IsDeclaredHere(method) && !Dispatch.IsChosen(method)
        && bodies.OfCallee(method, cancellation) is { } callee && localsOf(callee) is { IsMaker: true } maker ? maker : null;

    /// <summary>The value with the conversions around it that change nothing.</summary>
    public static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is IConversionOperation { OperatorMethod: null, Conversion.IsNumeric: false } or IParenthesizedOperation)
            operation = operation.Parent;
        return operation;
    }

    static bool IsWhole(IOperation operation, IOperation statement)
        => ReferenceEquals(operation, statement) || (operation.Parent is IExpressionStatementOperation whole && ReferenceEquals(whole, statement));

    LocalUse? Given(IOperation value) => IsPlainAcquire(value.Unconverted()) ? LocalUse.Acquire : IsNull(value) ? LocalUse.Clear : null;

    /// <summary>A null, or a handle's default, which is what a null is there.</summary>
    public static bool IsNull(IOperation? value) => value.Unconverted() is { } bare && (bare is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } });

    /// <summary>No operator at all, or one of the objects' own type.</summary>
    bool IsOwn(IMethodSymbol? method) => method is null || rule.Types.Has(method.ContainingType);

    /// <summary>A test that decides nothing but the branch, as it is or inverted.</summary>
    static LocalUse? Tested(IOperation test, bool isNull, IOperation statement, bool isBranch)
    {
        while (!ReferenceEquals(test, statement))
        {
            if (test.Parent is not IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } inverted)
                return null;
            (test, isNull) = (inverted, !isNull);
        }

        return !isBranch ? null : isNull ? LocalUse.IsNull : LocalUse.IsThere;
    }

    LocalUse? OfProperty(IPropertyReferenceOperation property, IOperation statement, bool isBranch) => rule.RowOf(property.Property) switch
    {
        { IsPattern: false, Kind: RowKind.Null } => Tested(property, isNull: true, statement, isBranch),
        { IsPattern: false, Kind: not RowKind.Views } => null,
        _ => IsLookAt(property) ? LocalUse.Look : null,
    };

    bool IsLookAt(IPropertyReferenceOperation property) => property.Property.DeclaringSyntaxReferences.IsEmpty && (ObjectTypes.IsPlain(property.Type) ? IsCopied(property) : IsSeenThrough(property));

    /// <summary>Whether what a place holds is a plain value, and the place itself goes nowhere.</summary>
    bool IsCopied(IOperation place) => ObjectTypes.IsPlain(place.Type) && place.Parent switch
    {
        null => body.Method is not ({ ReturnsByRef: true } or { ReturnsByRefReadonly: true }),
        IArgumentOperation { Parameter: null or { RefKind: not RefKind.None } } or IAddressOfOperation or ISimpleAssignmentOperation { IsRef: true } or IFlowCaptureOperation => false,
        _ => true,
    };

    /// <summary>
    /// Whether a view of the object serves the statement it stands in and goes no further: it is asked for what it holds, or lent to a library that gives back nothing
    /// but a plain value. Memory, which may be kept, is good for its span only.
    /// </summary>
    bool IsSeenThrough(IOperation view)
    {
        if (ObjectTypes.IsPlain(view.Type))
            return true;
        var isSpan = view.Type is { IsRefLikeType: true };
        if (!isSpan && !ObjectTypes.IsAroundBytes(view.Type))
            return false;
        var whole = Outermost(view);
        return whole.Parent switch
        {
            IExpressionStatementOperation => true,
            IConversionOperation { OperatorMethod: { DeclaringSyntaxReferences.IsEmpty: true } } other => IsSeenThrough(other),
            IPropertyReferenceOperation property when ReferenceEquals(property.Instance, whole) => IsLookAt(property),
            IInvocationOperation call when ReferenceEquals(call.Instance, whole) => Borrows(call, call.TargetMethod, null),
            IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter, Parent: IInvocationOperation call } => isSpan && Borrows(call, call.TargetMethod, parameter),
            _ => false,
        };
    }

    LocalUse? InCall(IInvocationOperation call, IParameterSymbol? parameter, int slot, IOperation statement)
    {
        var method = Implemented(call);
        if ((rule.RowOf(method) ?? rule.RowOf(call.TargetMethod)) is { IsPattern: false } row)
            return row is { Kind: RowKind.Releases, IsElements: false, When: null, Replaces: null } && row.Slot == slot && IsWhole(call, statement)
                && !bodies.IsDeclaredHere(method) && !bodies.Traits.IsLeftOut(method, call.Syntax.SyntaxTree) ? LocalUse.Release : null;
        return Borrows(call, call.TargetMethod, parameter) ? LocalUse.Look : null;
    }

    /// <summary>What a call through an interface runs, where the type of the receiver says it: a <c>using</c> disposes through IDisposable.</summary>
    static IMethodSymbol Implemented(IInvocationOperation call) => call.TargetMethod.ContainingType.TypeKind == TypeKind.Interface
        && call.Instance.Unconverted()?.Type is { TypeKind: TypeKind.Class or TypeKind.Struct } type && type.FindImplementationForInterfaceMember(call.TargetMethod) is IMethodSymbol implementation ? implementation : call.TargetMethod;

    /// <summary>Whether a library looks at the object while the call lasts, and hands out nothing that leads to it.</summary>
    bool Borrows(IInvocationOperation call, IMethodSymbol method, IParameterSymbol? parameter)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ReducedExtension) || method.Name is "Equals" or "ReferenceEquals" || bodies.IsDeclaredHere(method))
            return false;
        if (rule.Book?.Ends(method) == true || OwnershipAttributes.DisposesThis(method) || (parameter is not null && Ownership.InLibrary(method, parameter, rule.Types, bodies.Traits) != OwnershipKind.Borrows))
            return false;
        foreach (var argument in call.Arguments)
            if (argument.Parameter is null or { RefKind: not (RefKind.None or RefKind.In) })
                return false;
        return IsSeenThrough(call) && (!Dispatch.IsChosen(method) || IsOfLibrary(call, method));
    }

    /// <summary>Whether no method of the source can be what a virtual call runs.</summary>
    bool IsOfLibrary(IInvocationOperation call, IMethodSymbol method) => method.ContainingType.TypeKind == TypeKind.Class && bodies.Traits.Mentions.TypesBelow(method.ContainingType.Name).All(name => name == method.ContainingType.Name)
        && Dispatch.Candidates(call, method, body, bodies, static _ => null, cancellation).All(candidate => !bodies.IsDeclaredHere(candidate));
}
