using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Evaluation;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Locals;

/// <summary>Whether objects plainly go back to what they were taken from, and with what they were taken with.</summary>
static class ParentTies
{
    public static bool Hold(Rule rule, Body body, IEnumerable<IOperation> acquires, IEnumerable<IOperation> releases)
    {
        if (rule.Text.Matches.Count > 0)
            return false;
        if (rule.Parents.Count == 0)
            return true;
        var back = releases.OfType<IInvocationOperation>().Select(release => ParentOf(rule, release, rule.RowOf(release.TargetMethod)!.Slot)).ToArray();
        if (back.All(parent => parent is null))
            return true;
        var names = acquires.Select(acquire => ParentOf(rule, acquire, Slot.Return)).Concat(back).Select(parent => SteadyName(parent, body)).ToArray();
        return names.All(name => name is not null && SymbolEqualityComparer.Default.Equals(name, names[0]));
    }

    static IOperation? ParentOf(Rule rule, IOperation operation, int objectSlot)
    {
        var site = operation is IInvocationOperation call ? new CallSite(call, call.TargetMethod, call.Instance, call.Arguments, Value.Unknown, []) : (CallSite?)null;
        return site?.ParentSlot(rule, objectSlot) is { } slot ? site.Value.OperandIn(slot) : null;
    }

    /// <summary>What names a parent that is the same one all through the body; null where another one may come under the name.</summary>
    static ISymbol? SteadyName(IOperation? parent, Body body) => parent.Unconverted() switch
    {
        IPropertyReferenceOperation { Instance: null, Property: { SetMethod: null, DeclaringSyntaxReferences.IsEmpty: true } property } => property,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: { IsReadOnly: true } field } => field,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } when !IsWritten(parameter, body, times: 0) => parameter,
        ILocalReferenceOperation { Local: { IsRef: false } local } when !IsWritten(local, body, times: 1) => local,
        _ => null,
    };

    /// <summary>Whether a variable is written more often than it may be; what is handed on by reference may be written there.</summary>
    static bool IsWritten(ISymbol variable, Body body, int times)
        => body.Index.Assignments.Count(assignment => assignment.Writes(variable)) > times
            || body.Operations.All.Any(operation => operation is IArgumentOperation { Parameter.RefKind: not RefKind.None, Value: var value }
                && value.Unconverted() switch { ILocalReferenceOperation reference => reference.Local, IParameterReferenceOperation reference => reference.Parameter, _ => (ISymbol?)null } is { } given
                && SymbolEqualityComparer.Default.Equals(given, variable));
}
