using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>
/// Whether a call of an async method is waited for where it stands. Then what it does is done afterwards, and what it throws is
/// thrown there; otherwise it has surely run only to its first await, and its exceptions lie in the task.
/// </summary>
static class Tasks
{
    public static bool IsLeftAlone(IOperation call, Body callee) => callee.Method is { IsAsync: true } && !IsWaitedFor(call);

    static bool IsWaitedFor(IOperation operation)
    {
        for (var current = operation; ; current = current.Parent)
            switch (current.Parent)
            {
                case null:
                    // What is returned is waited for by the caller, or not; a call that stands alone has a statement around it.
                    return true;
                case IAwaitOperation:
                    return true;
                case IInvocationOperation { TargetMethod: { Name: "GetResult" or "Wait" } method } when Promises.Passes(method):
                    return true;
                case IPropertyReferenceOperation { Property: { Name: "Result" } property } when Promises.Passes(property):
                    return true;
                case IInvocationOperation { TargetMethod: var method } when Promises.Passes(method) || Promises.WaitsForAll(method):
                case IConversionOperation or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WhenAll" } } or IArrayInitializerOperation or IArrayCreationOperation:
                // The tasks of a params span or array.
                case { IsImplicit: true } and not (IFlowCaptureOperation or IAssignmentOperation):
                    continue;
                default:
                    return false;
            }
    }
}
