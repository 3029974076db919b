using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Library;
using NdisRules.Analyzers.Verification.Names;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Running;

/// <summary>Which bodies an operation runs, read from the text alone: calls, accessors, constructors, delegates whose targets are known.</summary>
sealed class CalleeFinder(Rule rule, MethodBodies bodies, TouchingNames touching, INamedTypeSymbol? contextType, CancellationToken cancellation)
{
    readonly DelegateTargets delegates = new(bodies, cancellation);

    /// <summary>The row by which an operation acquires one object, and the level at which that is known; null when it does not.</summary>
    public (RuleRow Row, int Level)? AcquireAt(IOperation operation, Link link) => operation switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call => Nearest(delegates.Of(call.Instance, link)),
        _ when rule.AcquireAt(operation) is { } row => IsWritten(operation) ? null : (row, link.Level),
        _ when Factories.UseOf(operation) != FactoryUse.None => Nearest(RunByLibrary(operation, link)),
        // A method that nothing overrides was asked already.
        IInvocationOperation { TargetMethod: var method } call when Dispatch.IsChosen(method) && !method.ContainingType.DeclaringSyntaxReferences.IsEmpty => Nearest(Dispatched(call, call.Instance, call.TargetMethod, link)),
        _ => null,
    };

    (RuleRow Row, int Level)? Nearest(IEnumerable<DelegateTargets.Target> targets)
    {
        (RuleRow Row, int Level)? nearest = null;
        foreach (var target in targets)
            if (rule.RowOf(target.Method) is { Kind: RowKind.Acquires } row && (nearest is null || target.Level < nearest.Value.Level))
                nearest = (row, target.Level);
        return nearest;
    }

    /// <summary>A property that is given a value is not asked for one.</summary>
    static bool IsWritten(IOperation operation) => operation.Parent is ISimpleAssignmentOperation { Target: var target } && ReferenceEquals(target, operation);

    /// <summary>The bodies that an operation may run, each with the outermost level that had to be read to know it.</summary>
    /// <param name="operation">What may be a call.</param>
    /// <param name="link">The body it stands in.</param>
    /// <param name="isHanded">Whether it hands on a delegate that may acquire, so that its callee need not know a name of the rule.</param>
    public IEnumerable<(Body Body, int Level)> Of(IOperation operation, Link link, bool isHanded = false) => !isHanded && !MayRun(operation) ? [] : Targets(operation, link)
        .SelectMany(target => BodiesOf(target.Method, isHanded, operation is IObjectCreationOperation).Select(body => (body, target.Level)))
        .GroupBy(callee => callee.body).Select(group => (group.Key, group.Min(callee => callee.Level)));

    /// <summary>
    /// Whether a name says that an operation may run a body that leads to the rule. Whatever overrides or implements a member has its name; those
    /// of operators and indexers are their types', which may be others.
    /// </summary>
    bool MayRun(IOperation operation) => operation switch
    {
        _ when Factories.UseOf(operation) != FactoryUse.None => true,
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension } method } => touching.Contains(NameOf(method)),
        IPropertyReferenceOperation { Property: { IsIndexer: false } property } => touching.Contains(property.Name),
        IObjectCreationOperation { Constructor.ContainingType.Name: var name } => touching.Contains(name),
        _ => true,
    };

    /// <summary>Whether an operation hands on a delegate that may acquire.</summary>
    public bool HandsAcquire(IOperation operation, Link link, Func<Body, bool> acquires) => HandsDelegate(operation) && ArgumentsOf(operation)
        .Where(argument => argument.Value.Type?.TypeKind == TypeKind.Delegate)
        .SelectMany(argument => delegates.Of(argument.Value, link))
        .Any(target => IsAcquire(target.Method) || BodiesOf(target.Method).Any(acquires));

    static bool HandsDelegate(IOperation operation)
    {
        var arguments = operation switch
        {
            IInvocationOperation call => call.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            IPropertyReferenceOperation property => property.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };
        foreach (var argument in arguments)
            if (argument.Value.Type?.TypeKind == TypeKind.Delegate)
                return true;
        return false;
    }

    /// <summary>What a delegate runs that is made here and stays in sight.</summary>
    public IEnumerable<Body> MadeBy(IOperation operation) => operation is IDelegateCreationOperation creation && StaysInSight(creation) && MethodOf(creation) is { } method ? BodiesOf(method) : [];

    /// <summary>Whether a delegate is made here of an acquire, and stays in sight.</summary>
    public bool MakesAcquire(IOperation operation) => operation is IDelegateCreationOperation creation && StaysInSight(creation) && MethodOf(creation) is { } method && IsAcquire(method);

    static IMethodSymbol? MethodOf(IDelegateCreationOperation creation) => creation.Target switch
    {
        IFlowAnonymousFunctionOperation lambda => lambda.Symbol,
        IMethodReferenceOperation reference => reference.Method,
        _ => null,
    };

    /// <summary>A library may run what it is given, but of few of its members anybody knows when.</summary>
    static bool StaysInSight(IDelegateCreationOperation creation)
    {
        IOperation? outer = creation.Parent;
        while (outer is IConversionOperation)
            outer = outer.Parent;
        return outer is not IArgumentOperation { Parent: var call } || Factories.Takes(call) || call switch
        {
            IInvocationOperation invocation => !invocation.TargetMethod.DeclaringSyntaxReferences.IsEmpty || invocation.TargetMethod.MethodKind == MethodKind.DelegateInvoke,
            IObjectCreationOperation made => made.Type?.DeclaringSyntaxReferences.IsEmpty == false,
            _ => false,
        };
    }

    /// <summary>What an operation hands to the code that it runs.</summary>
    public static IEnumerable<IArgumentOperation> ArgumentsOf(IOperation? operation) => operation switch
    {
        IInvocationOperation call => call.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        IPropertyReferenceOperation property => property.Arguments,
        _ => Enumerable.Empty<IArgumentOperation>(),
    };

    bool IsAcquire(IMethodSymbol method) => rule.RowOf(method) is { Kind: RowKind.Acquires };

    IEnumerable<DelegateTargets.Target> Targets(IOperation operation, Link link) => operation switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call => delegates.Of(call.Instance, link),
        _ when Factories.UseOf(operation) != FactoryUse.None => RunByLibrary(operation, link),
        IInvocationOperation call => Dispatched(call, call.Instance, call.TargetMethod, link),
        IPropertyReferenceOperation property => Accessors.Of(property).SelectMany(accessor => Dispatched(property, property.Instance, accessor, link)),
        IObjectCreationOperation { Constructor: { } constructor } => [new(constructor, link.Level)],
        _ => Accessors.OperatorOf(operation) is { } method ? Dispatched(operation, null, method, link) : [],
    };

    /// <summary>What a library runs of what it was given.</summary>
    IEnumerable<DelegateTargets.Target> RunByLibrary(IOperation operation, Link link) => Factories.RunBy(operation).SelectMany(function => delegates.Of(function, link));

    /// <summary>What a call may run. What stands for a type parameter is known from the caller.</summary>
    IEnumerable<DelegateTargets.Target> Dispatched(IOperation call, IOperation? instance, IMethodSymbol method, Link link)
    {
        if (contextType is not null && instance is IInstanceReferenceOperation)
            return [new(Dispatch.Of(call, method, contextType), link.Level)];
        var level = link.Level;
        var candidates = Dispatch.Candidates(call, method, link.Body, bodies, parameter => link.TypeOf(parameter, ref level), cancellation);
        // What a body may run whoever calls it, it knows alone.
        var own = level == link.Level ? candidates : Dispatch.Candidates(call, method, link.Body, bodies, static _ => null, cancellation);
        return candidates.Select(candidate => new DelegateTargets.Target(candidate, own.Contains(candidate, SymbolEqualityComparer.Default) ? link.Level : level)).ToArray();
    }

    IEnumerable<Body> BodiesOf(IMethodSymbol target, bool anyName = false, bool isCreation = false)
    {
        if (target.MethodKind == MethodKind.Constructor)
        {
            if (anyName || touching.Contains(NameOf(target)))
                foreach (var part in isCreation ? ConstructorParts.Of(target, bodies, cancellation) : ConstructorParts.OfChain(target, bodies, cancellation))
                    yield return part;
            yield break;
        }

        var isNested = target.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction;
        if (target.IsAbstract || target.DeclaringSyntaxReferences.IsEmpty || (!isNested && !anyName && !(touching.Contains(NameOf(target)) && touching.IsTouchedBy(MethodBodies.Implementation(target), cancellation))))
            yield break;
        // What a row says of a member is all that is asked of it.
        if (rule.RowOf(target) is null && bodies.OfCallee(target, cancellation) is { } callee)
            yield return callee;
    }

    /// <summary>The name under which the source declares it.</summary>
    static string NameOf(IMethodSymbol method)
        => method.MethodKind is MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion || method.AssociatedSymbol is IPropertySymbol { IsIndexer: true } ? method.ContainingType.Name
            : method.ExplicitInterfaceImplementations.FirstOrDefault() is { } implemented ? (implemented.AssociatedSymbol ?? implemented).Name
            : (method.AssociatedSymbol ?? method).Name;
}
