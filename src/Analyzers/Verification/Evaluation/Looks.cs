using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Whether code does no more with what a variable or a member holds than to look at it: it reads members, compares, makes views, hands it to code that borrows. Whoever runs such code, and however
/// often, the object stays where it was.
/// </summary>
/// <param name="rule">Says what a member does.</param>
/// <param name="borrows">Whether a library only borrows what it is given.</param>
sealed class Looks(Rule rule, Func<IMethodSymbol, IParameterSymbol, bool> borrows)
{
    /// <param name="run">Whose rule and settings count.</param>
    /// <param name="body">A lambda's.</param>
    /// <param name="variable">A variable that it shares, or a parameter of its own.</param>
    public static bool Only(Run run, Body body, ISymbol variable) => !body.Operations.All.Any(operation => Captures.By(operation, body.Graph).Contains(variable, SymbolEqualityComparer.Default))
        && new Looks(run.Rule, (method, parameter) => Ownership.Of(method, parameter, run, inSource: false, isObject: true) == OwnershipKind.Borrows).Only(body, operation => IsVariable(operation, variable));

    /// <param name="body">The code.</param>
    /// <param name="names">Whether an operation names what is asked about.</param>
    public bool Only(Body body, Func<IOperation, bool> names)
    {
        var captures = new HashSet<CaptureId>();
        foreach (var operation in body.Operations.All)
            if ((names(operation) || operation is IFlowCaptureReferenceOperation reference && captures.Contains(reference.Id)) && !IsLook(operation, captures))
                return false;
        return true;
    }

    static bool IsVariable(IOperation operation, ISymbol variable) => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, variable),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, variable),
        _ => false,
    };

    bool IsLook(IOperation operation, HashSet<CaptureId> captures)
    {
        var outer = operation.Parent;
        while (outer is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation)
            (operation, outer) = (outer, outer.Parent);
        switch (outer)
        {
            case IFlowCaptureOperation capture:
                captures.Add(capture.Id);
                return true;
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member:
                return ReferenceEquals(member.Instance, operation) && rule.RowOf(member.Member)?.Kind is not (RowKind.Same or RowKind.Acquires);
            case IArrayElementReferenceOperation element:
                return ReferenceEquals(element.ArrayReference, operation);
            case IConversionOperation view:
                return Collections.IsSpan(view.Type);
            case IInvocationOperation call:
                return ReferenceEquals(call.Instance, operation) && Borrows(call.TargetMethod, parameter: null);
            case IArgumentOperation { Parent: IInvocationOperation call, Parameter: { RefKind: RefKind.None } parameter }:
                return Borrows(call.TargetMethod, parameter);
            case IIsPatternOperation { Pattern: var pattern }:
                return !pattern.DescendantsAndSelf().Any(static part => part is IDeclarationPatternOperation or IRecursivePatternOperation { DeclaredSymbol: not null } or IListPatternOperation { DeclaredSymbol: not null });
            case IBinaryOperation { OperatorMethod: null } or IIsNullOperation or IIsTypeOperation:
                return true;
            default:
                return false;
        }
    }

    bool Borrows(IMethodSymbol method, IParameterSymbol? parameter) => rule.RowOf(method) switch
    {
        { Kind: RowKind.Borrows or RowKind.Optional or RowKind.Views or RowKind.Null or RowKind.Live } => true,
        not null => false,
        _ => method is { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension, DeclaringSyntaxReferences.IsEmpty: true } && method.ContainingType.DeclaringSyntaxReferences.IsEmpty
            && method.Name is not ("Dispose" or "DisposeAsync" or "Close")
            && (parameter is null || borrows(method, parameter)),
    };
}
