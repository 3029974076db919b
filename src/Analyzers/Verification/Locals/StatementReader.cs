using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Locals;

/// <summary>Reads a body once: what each of its statements does with some locals, and which of these are never mentioned in a way that is not understood.</summary>
sealed class StatementReader
{
    readonly Rule rule;
    readonly MethodBodies bodies;
    readonly Body body;
    readonly LocalMentions mentions;
    readonly CancellationToken cancellation;
    readonly HashSet<ISymbol> given = new(SymbolEqualityComparer.Default);
    readonly HashSet<ISymbol> plain = new(SymbolEqualityComparer.Default);
    readonly HashSet<ISymbol> handedOut = new(SymbolEqualityComparer.Default);
    readonly List<(ISymbol Local, IOperation Call)> releases = [];

    public StatementReader(Rule rule, MethodBodies bodies, Body body, LocalMentions mentions, IEnumerable<ISymbol> locals, CancellationToken cancellation)
    {
        (this.rule, this.bodies, this.body, this.mentions, this.cancellation) = (rule, bodies, body, mentions, cancellation);
        given.UnionWith(locals);
        plain.UnionWith(given);
    }

    /// <summary>The locals of which every mention is understood.</summary>
    public IEnumerable<ILocalSymbol> Plain => plain.Cast<ILocalSymbol>();

    /// <summary>Whether the body returns what a local holds.</summary>
    public bool HandsOut(ILocalSymbol local) => handedOut.Contains(local);

    /// <summary>The calls that release what a local holds.</summary>
    public IEnumerable<IOperation> ReleasesOf(ILocalSymbol local) => releases.Where(release => SymbolEqualityComparer.Default.Equals(release.Local, local)).Select(release => release.Call);

    public IReadOnlyDictionary<IOperation, Statement> Read()
    {
        var read = new Dictionary<IOperation, Statement>();
        foreach (var block in body.Graph.Blocks)
        {
            var place = body.Operations.BeginOf(block.Ordinal);
            foreach (var operation in block.Operations)
                Read(operation, isBranch: false, isReturned: false);
            if (block.BranchValue is { } value)
                Read(value, block.ConditionKind != ControlFlowConditionKind.None, block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return);

            void Read(IOperation operation, bool isBranch, bool isReturned)
            {
                var parts = body.Operations.Whole(place);
                place += parts.Length;
                read.Add(operation, StatementOf(operation, parts, isBranch, isReturned));
            }
        }

        return read;
    }

    Statement StatementOf(IOperation statement, ReadOnlySpan<IOperation> parts, bool isBranch, bool isReturned)
    {
        var read = new Statement();
        foreach (var part in parts)
            switch (part)
            {
                case ILocalReferenceOperation { Local: var local } mention when plain.Contains(local):
                    Note(read, mention, statement, isBranch, isReturned);
                    break;
                case ILocalReferenceOperation or IParameterReferenceOperation or ILiteralOperation or IArgumentOperation or IExpressionStatementOperation or ISimpleAssignmentOperation or IInstanceReferenceOperation
                    or IConversionOperation { OperatorMethod: null } or IFieldReferenceOperation or IFlowCaptureOperation or IFlowCaptureReferenceOperation or IDefaultValueOperation:
                    break;
                case IBinaryOperation { OperatorMethod: null } or IUnaryOperation { OperatorMethod: null } or ICompoundAssignmentOperation { OperatorMethod: null } or IIncrementOrDecrementOperation { OperatorMethod: null }
                    or IConstantPatternOperation or INegatedPatternOperation or IRelationalPatternOperation or IBinaryPatternOperation or IIsNullOperation:
                    break;
                case IInvocationOperation call:
                    read.MayThrow = true;
                    read.NeverEnds |= bodies.Traits.ThrowsOnly(call.TargetMethod) || bodies.Traits.EndsProgram(call.TargetMethod);
                    read.MayEndParent |= MayEndParent(call);
                    break;
                default:
                    Other(read, part);
                    break;
            }

        return read;
    }

    void Note(Statement read, ILocalReferenceOperation mention, IOperation statement, bool isBranch, bool isReturned)
    {
        if (mentions.UseAt(mention, statement, isBranch, isReturned) is not { } use || !read.Add(mention.Local, use))
            plain.Remove(mention.Local);
        else if (use == LocalUse.Release)
            releases.Add((mention.Local, Around(mention)));
        else if (use == LocalUse.HandOut)
            handedOut.Add(mention.Local);
    }

    static IOperation Around(IOperation operation)
    {
        while (operation is not IInvocationOperation)
            operation = operation.Parent!;
        return operation;
    }

    /// <summary>What is neither a plain value nor a call: creations, accessors, operators that somebody wrote, patterns that declare a name.</summary>
    void Other(Statement read, IOperation part)
    {
        read.MayThrow = true;
        read.MayEndParent |= RunsCode(part) is { } method && bodies.Traits.MayEndParent(method, rule);
        if (part is IPatternOperation or IInvalidOperation)
            foreach (var declared in GraphOperations.Below(part).Select(DeclaredBy).OfType<ISymbol>())
                plain.Remove(declared);
    }

    static ISymbol? DeclaredBy(IOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
        IListPatternOperation list => list.DeclaredSymbol,
        _ => null,
    };

    IMethodSymbol? RunsCode(IOperation part) => part switch
    {
        IObjectCreationOperation { Constructor: { } constructor } when bodies.IsDeclaredHere(constructor) => constructor,
        IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: false } property } => property.GetMethod ?? property.SetMethod,
        _ => Accessors.OperatorOf(part) is { DeclaringSyntaxReferences.IsEmpty: false } method ? method : null,
    };

    /// <summary>Whether a call may end what an object is taken from: itself, or in the source that it runs.</summary>
    bool MayEndParent(IInvocationOperation call)
    {
        if (rule.Parents.Count == 0 || (call.Instance.Unconverted() is ILocalReferenceOperation { Local: var local } && given.Contains(local)))
            return false;
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return true;
        if (bodies.IsDeclaredHere(method))
            return bodies.Traits.MayEndParent(method, rule) || Dispatch.IsChosen(method);
        if (!rule.EndsOfParents.Contains(method.Name))
            return false;
        return MayBeParent(call.Instance) || call.Arguments.Any(argument => MayBeParent(argument.Value))
            || (Dispatch.IsChosen(method) && Dispatch.Candidates(call, method, body, bodies, static _ => null, cancellation).Any(bodies.IsDeclaredHere));
    }

    /// <summary>Whether a value may be what objects are taken from, as far as its type says.</summary>
    bool MayBeParent(IOperation? value) => value.Unconverted()?.Type is { } type
        && (rule.IsParent(type) || type.TypeKind is TypeKind.Interface or TypeKind.TypeParameter or TypeKind.Dynamic || type.SpecialType == SpecialType.System_Object || rule.Parents.Any(parent => IsBelow(parent, type)));

    static bool IsBelow(INamedTypeSymbol? type, ITypeSymbol ancestor)
    {
        for (; type is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, ancestor.OriginalDefinition))
                return true;
        return false;
    }
}
