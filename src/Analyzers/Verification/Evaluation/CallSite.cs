using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>A call, a creation or the read of a property, with what it is given in one world.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Member">What runs.</param>
/// <param name="Instance">What it runs on; null for a static member and a creation.</param>
/// <param name="Arguments">The arguments, in the order in which they are evaluated.</param>
/// <param name="Receiver">The value of <paramref name="Instance"/>.</param>
/// <param name="Values">The values of the arguments.</param>
readonly record struct CallSite(IOperation Operation, ISymbol Member, IOperation? Instance, IReadOnlyList<IArgumentOperation> Arguments, Value Receiver, Value[] Values)
{
    public IEnumerable<Value> AllValues => Values.Prepend(Receiver);

    /// <summary>The value of a declared parameter, or of what the member is called on.</summary>
    public Value ValueIn(int slot)
    {
        if (slot == Slot.This)
            return Receiver;
        for (var i = 0; i < Arguments.Count; i++)
            if (Arguments[i].Parameter?.Ordinal == slot)
                return Values[i];
        return Value.Unknown;
    }

    /// <summary>What stands in the source for a declared parameter, or for what the member is called on.</summary>
    public IOperation? OperandIn(int slot) => slot == Slot.This ? Instance : Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == slot)?.Value;

    /// <summary>The slot of a parent: what it is called on, or the first argument of such a type besides the object itself.</summary>
    public int? ParentSlot(Rule rule, int objectSlot)
    {
        if (objectSlot != Slot.This && rule.IsParent(Instance?.Type))
            return Slot.This;
        foreach (var argument in Arguments)
            if (argument.Parameter is { } parameter && parameter.Ordinal != objectSlot && rule.IsParent(parameter.Type))
                return parameter.Ordinal;
        return null;
    }
}
