using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Harness;

/// <summary>What a handler, and all that it calls on the context, does with fields: enough to tell whether it can matter to an object.</summary>
sealed class Footprint
{
    /// <summary>Every field and property that is named.</summary>
    public HashSet<object> Mentions { get; } = new(IdentityComparer.Instance);

    /// <summary>Those that may be given another value.</summary>
    public HashSet<object> Writes { get; } = new(IdentityComparer.Instance);

    /// <summary>Those that a branch, or what is returned, may hang on; found when first asked for, which it is of few handlers.</summary>
    public HashSet<object> Decides => decides ??= new(Bodies.SelectMany(DecidedIn), IdentityComparer.Instance);

    HashSet<object>? decides;

    /// <summary>What runs.</summary>
    public List<Body> Bodies { get; } = [];

    /// <summary>Whether the context goes where it is not seen what becomes of its fields.</summary>
    public bool IsOpaque { get; private set; }

    /// <param name="root">The handler.</param>
    /// <param name="context">The type of <c>this</c>.</param>
    /// <param name="bodies">Where the bodies of callees come from.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public static Footprint Of(Body root, INamedTypeSymbol context, MethodBodies bodies, CancellationToken cancellation)
    {
        var print = new Footprint();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { root.Symbol };
        var waiting = new Queue<Body>(bodies.Of(root.Member, cancellation));
        while (waiting.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var body = waiting.Dequeue();
            print.Bodies.Add(body);
            print.AddFields(body);
            foreach (var operation in body.Operations.All)
            {
                print.IsOpaque |= operation is IInstanceReferenceOperation && operation.Parent is not (IMemberReferenceOperation or IInvocationOperation) && !IsGivenToLibrary(operation);
                foreach (var target in Targets(operation, context).Where(target => seen.Add(target)))
                {
                    var callees = bodies.Of(target, cancellation);
                    // An auto property has no code either, but that is a field then.
                    print.IsOpaque |= callees.Count == 0 && target is IMethodSymbol { AssociatedSymbol: null };
                    foreach (var callee in callees)
                        waiting.Enqueue(callee);
                }
            }
        }

        return print;
    }

    /// <summary>The methods with source that an operation may run on the context, or that are the context's own.</summary>
    static IEnumerable<ISymbol> Targets(IOperation operation, INamedTypeSymbol context)
    {
        var (instance, methods) = operation switch
        {
            IInvocationOperation call => (call.Instance, (IMethodSymbol?[])[call.TargetMethod]),
            IMethodReferenceOperation reference => (reference.Instance, [reference.Method]),
            IPropertyReferenceOperation property => (property.Instance, [property.Property.GetMethod, property.Property.SetMethod]),
            _ => (null, []),
        };
        foreach (var method in methods.OfType<IMethodSymbol>())
        {
            if (method.MethodKind is MethodKind.LocalFunction or MethodKind.DelegateInvoke)
                continue;
            var target = Dispatch.Of(operation, method, context);
            if (!target.DeclaringSyntaxReferences.IsEmpty && (instance is IInstanceReferenceOperation || context.IsOrDerivesFromAny(instance?.Type ?? target.ContainingType)))
                yield return MethodBodies.Implementation(target);
        }
    }

    /// <summary>Code of a library that nobody overrides comes to no field but by the context's own members, which are handlers themselves: <c>new HandleRef(this, handle)</c>.</summary>
    static bool IsGivenToLibrary(IOperation context)
    {
        while (context.Parent is IConversionOperation)
            context = context.Parent;
        return context.Parent is IArgumentOperation { Parent: { } call }
            && Rule.MemberOf(call) is IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: true, IsAbstract: false, IsVirtual: false, IsOverride: false, MethodKind: not MethodKind.DelegateInvoke };
    }

    void AddFields(Body body)
    {
        foreach (var operation in body.Operations.All)
        {
            if (Field(operation) is { } field)
                Mentions.Add(field);
            if (Written(operation) is { } target)
                Writes.UnionWith(target.DescendantsAndSelf().Select(Field).OfType<object>());
        }
    }

    /// <summary>The fields and properties that a branch of a body, or what it returns, may hang on.</summary>
    public static IEnumerable<object> DecidedIn(Body body)
    {
        var index = body.Index;
        var deciding = new HashSet<object>(IdentityComparer.Instance);
        foreach (var block in body.Graph.Blocks)
            if (block.BranchValue is { } value)
                deciding.UnionWith(block.ConditionKind == ControlFlowConditionKind.None ? index.MentionedIn(value) : index.MentionedInCondition(block.Ordinal));
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var assignment in index.Assignments.Where(assignment => deciding.Contains(assignment.Target)))
                foreach (var source in assignment.Sources)
                    grown |= deciding.Add(source);
        }

        return deciding.Where(identity => identity is IFieldSymbol or IPropertySymbol || IsCaptured(identity));
    }

    /// <summary>The field or property that an operation names; null for any other.</summary>
    public static object? Field(IOperation operation) => operation switch
    {
        IFieldReferenceOperation field => field.Field.OriginalDefinition,
        IPropertyReferenceOperation property => property.Property.OriginalDefinition,
        IParameterReferenceOperation { Parameter: var parameter } when IsCaptured(parameter) => parameter,
        _ => null,
    };

    /// <summary>A parameter of a primary constructor is a field in all but name.</summary>
    static bool IsCaptured(object identity) => identity is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };

    static IOperation? Written(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => assignment.Target,
        IIncrementOrDecrementOperation step => step.Target,
        IArgumentOperation { Parameter.RefKind: not RefKind.None } argument => argument.Value,
        // x ??= y is assigned through its capture; what a call gave is only looked at through one.
        IFlowCaptureOperation { Value: var captured } when captured.Unconverted() is not IInvocationOperation => captured.Unconverted(),
        _ => null,
    };
}
