using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>What an acquire takes over from before: a pool that a local names, a size that its release must repeat, older duties on the same object.</summary>
static class Relations
{
    /// <summary>Whether what happened before the acquire decides how the object may be given back.</summary>
    public static bool BeginBefore(Run run, IOperation acquire)
    {
        if (run.Acquire is not { } tracked || (run.Rule.Parents.Count == 0 && run.Rule.Text.Matches.Count == 0 && !tracked.Row.IsDuty))
            return false;
        return tracked.Row.IsDuty || (ReferenceEquals(acquire, tracked.Operation) ? RelatedOperands(run.Rule, acquire) : acquire.ChildOperations).Any(IsLocal);
    }

    static IEnumerable<IOperation> RelatedOperands(Rule rule, IOperation acquire)
    {
        var instance = (acquire as IInvocationOperation)?.Instance;
        var arguments = acquire.ChildOperations.OfType<IArgumentOperation>();
        if (instance is not null && rule.IsParent(instance.Type))
            yield return instance;
        foreach (var argument in arguments)
            if (argument.Parameter is { } parameter && (rule.IsParent(parameter.Type) || rule.Text.Matches.Any(match => match.Acquire == parameter.Ordinal)))
                yield return argument;
    }

    static bool IsLocal(IOperation operand) => operand.DescendantsAndSelf().Any(inner => inner is ILocalReferenceOperation or IFlowCaptureReferenceOperation);
}
