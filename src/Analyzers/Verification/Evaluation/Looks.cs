using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Whether a lambda does no more with a variable than to look at what it holds: it reads members, compares, hands it to code that borrows. Whoever
/// runs such a lambda, and however often, the object stays with the code around it.
/// </summary>
static class Looks
{
    /// <param name="run">Whose rule tells what a member does.</param>
    /// <param name="body">The lambda's.</param>
    /// <param name="variable">A variable that it shares, or a parameter of its own.</param>
    public static bool Only(Run run, Body body, ISymbol variable)
    {
        var captures = new HashSet<CaptureId>();
        foreach (var operation in body.Operations.All)
            if (Captures.By(operation, body.Graph).Contains(variable, SymbolEqualityComparer.Default) || (Names(operation, variable, captures) && !IsLook(run, operation, captures)))
                return false;
        return true;
    }

    static bool Names(IOperation operation, ISymbol variable, HashSet<CaptureId> captures) => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, variable),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, variable),
        IFlowCaptureReferenceOperation capture => captures.Contains(capture.Id),
        _ => false,
    };

    static bool IsLook(Run run, IOperation operation, HashSet<CaptureId> captures)
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
                return ReferenceEquals(member.Instance, operation) && run.Rule.RowOf(member.Member)?.Kind is not (RowKind.Same or RowKind.Acquires);
            case IArrayElementReferenceOperation element:
                return ReferenceEquals(element.ArrayReference, operation);
            case IInvocationOperation call:
                return ReferenceEquals(call.Instance, operation) && Borrows(run, call.TargetMethod, parameter: null);
            case IArgumentOperation { Parent: IInvocationOperation call, Parameter: { RefKind: RefKind.None } parameter }:
                return Borrows(run, call.TargetMethod, parameter);
            case IBinaryOperation { OperatorMethod: null } or IIsNullOperation or IIsPatternOperation or IIsTypeOperation:
                return true;
            default:
                return false;
        }
    }

    static bool Borrows(Run run, IMethodSymbol method, IParameterSymbol? parameter) => run.Rule.RowOf(method) switch
    {
        { Kind: RowKind.Borrows or RowKind.Optional or RowKind.Views or RowKind.Null or RowKind.Live } => true,
        not null => false,
        _ => method is { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension, DeclaringSyntaxReferences.IsEmpty: true } && method.ContainingType.DeclaringSyntaxReferences.IsEmpty
            && method.Name is not ("Dispose" or "DisposeAsync" or "Close")
            && (parameter is null || Ownership.Of(method, parameter, run, inSource: false, isObject: true) == OwnershipKind.Borrows),
    };
}
