using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// How far the counters of a body have to be counted. Of one that is compared with a length or indexes bytes it matters only whether it is still
/// zero: telling 1 from 2 would make a world of each round and teach nothing. What is asked for more, or goes where it is not seen what is asked,
/// is counted to the full.
/// </summary>
sealed class Counting
{
    readonly Dictionary<ISymbol, Need> needs = new(SymbolEqualityComparer.Default);
    readonly HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default);
    readonly bool isSeen;

    /// <param name="owner">Whose body it is: the variables of the code around it are somebody else's too.</param>
    /// <param name="graph">The body.</param>
    /// <param name="operations">What it does.</param>
    /// <param name="index">Who assigns what there.</param>
    public Counting(ISymbol owner, ControlFlowGraph graph, GraphOperations operations, BodyIndex index)
    {
        // A function inside may count, or ask, whenever it is called.
        isSeen = graph.LocalFunctions.IsEmpty && !index.HasFunctions && !index.HasReferences;
        if (!isSeen)
            return;
        foreach (var assignment in index.Assignments)
            if (assignment.Target is ISymbol target)
                assigned.Add(target);
        foreach (var operation in operations.All)
            if (operation is ILocalReferenceOperation { Local: { IsRef: false, Type.SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } local } && SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, owner))
                needs[local] = (needs.TryGetValue(local, out var need) ? need : default).And(NeedOf(operation));
    }

    /// <summary>How far up and down a variable is counted.</summary>
    /// <param name="counter">What is counted; null for what is no variable.</param>
    /// <param name="isCalled">Whether the body runs for a caller, who knows what it passes and asks for what comes back.</param>
    public int Most(IOperation? counter, bool isCalled)
        => isSeen && counter.Unconverted() is ILocalReferenceOperation { Local: var local } && needs.TryGetValue(local, out var need) && !(isCalled && need.IsKnownOutside) ? need.Most : Budget.Count;

    /// <param name="Most">The greatest number that it is told apart from others.</param>
    /// <param name="IsKnownOutside">Whether that holds only where nothing is known of callers.</param>
    readonly record struct Need(int Most, bool IsKnownOutside)
    {
        public static Need None { get; } = default;

        public static Need Outside { get; } = new(0, true);

        public static Need All { get; } = new(Budget.Count, false);

        public Need And(Need other) => new(Math.Max(Most, other.Most), IsKnownOutside || other.IsKnownOutside);
    }

    /// <summary>What is asked of a value where it is used.</summary>
    Need NeedOf(IOperation value) => value.Parent switch
    {
        null => Need.Outside,
        IConversionOperation { OperatorMethod: null, Conversion.IsNumeric: true } or IParenthesizedOperation or IUnaryOperation { OperatorMethod: null } => NeedOf(value.Parent),
        IIncrementOrDecrementOperation { OperatorMethod: null } step => step.Parent is IExpressionStatementOperation ? Need.None : NeedOf(step),
        ICompoundAssignmentOperation { OperatorMethod: null } update when ReferenceEquals(update.Target, value) => update.Parent is IExpressionStatementOperation ? Need.None : NeedOf(update),
        ISimpleAssignmentOperation assignment when ReferenceEquals(assignment.Target, value) => assignment.Parent is IExpressionStatementOperation ? Need.None : NeedOf(assignment),
        IBinaryOperation { OperatorMethod: null } binary => IsComparison(binary.OperatorKind) ? Compared(ReferenceEquals(binary.LeftOperand, value) ? binary.RightOperand : binary.LeftOperand)
            : binary.Type?.SpecialType == SpecialType.System_String ? Need.None : NeedOf(binary),
        IArrayElementReferenceOperation { Type: { } element } when ObjectTypes.IsPlain(element) => Need.None,
        IInterpolationOperation => Need.None,
        IArgumentOperation { Parameter.RefKind: RefKind.None, Parent: IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: true, Type: var element } } } when ObjectTypes.IsPlain(element) => Need.None,
        IArgumentOperation { Parameter.RefKind: RefKind.None, Parent: IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary, IsVirtual: false, DeclaringSyntaxReferences.IsEmpty: true } target } } when ObjectTypes.IsPlain(target.ReturnType) => Need.None,
        _ => Need.All,
    };

    static bool IsComparison(BinaryOperatorKind kind) => kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
        or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;

    /// <summary>A number that it never gets to need not be counted to.</summary>
    Need Compared(IOperation other) => other.Unconverted() switch
    {
        { ConstantValue: { HasValue: true, Value: var constant } } => Value.Of(constant).Constant is not long number ? Need.All : number is >= -Budget.Count and <= Budget.Count ? new((int)Math.Abs(number), false) : Need.None,
        { } value => IsUnknown(value) ? Need.Outside : Need.All,
        _ => Need.All,
    };

    /// <summary>Whether nothing is known of a number unless a caller knows it: a parameter, a length, and what is computed from such.</summary>
    bool IsUnknown(IOperation value) => value.Unconverted() switch
    {
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } => !assigned.Contains(parameter),
        IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: true }, Instance.Type: { } holder } => IsPlainHolder(holder),
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary, DeclaringSyntaxReferences.IsEmpty: true } } => true,
        IBinaryOperation { OperatorMethod: null } binary => IsUnknown(binary.LeftOperand) && (binary.RightOperand.ConstantValue.HasValue || IsUnknown(binary.RightOperand)),
        IConversionOperation { OperatorMethod: null } conversion => IsUnknown(conversion.Operand),
        _ => false,
    };

    /// <summary>What has no objects in it: how many it has is not followed.</summary>
    static bool IsPlainHolder(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => ObjectTypes.IsPlain(array.ElementType),
        INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: true } named => named.TypeArguments.All(ObjectTypes.IsPlain),
        _ => false,
    };
}
