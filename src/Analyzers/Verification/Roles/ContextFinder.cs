using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>Finds the adapter-context type that a handler serves, where the handler itself does not say it.</summary>
sealed class ContextFinder(Compilation compilation, MethodOperations operations)
{
    // Handlers pass on to a helper, helpers seldom to another.
    const int Depth = 2;

    static readonly HashSet<string> HandOvers = ["NdisMSetMiniportAttributes", "NdisFSetAttributes", "NdisOpenAdapterEx"];

    /// <summary>The type that an opening role hands over to NDIS, or that another role casts its context to; null where the code does not show it.</summary>
    public INamedTypeSymbol? Of(IMethodSymbol method, NdisRole role)
    {
        if (role.Role == Role.Opening)
            return HandedOver(method, Depth);

        return ContextParameter(method, role) is not { } parameter ? null : AsContext(parameter.Type) ?? CastTo(method, parameter, Depth);
    }

    /// <summary>The parameter that brings the context; null for members that have it as <c>this</c>, and for opening roles, which make it.</summary>
    public IParameterSymbol? ContextParameter(IMethodSymbol method, NdisRole role)
    {
        if (role.Role is Role.Opening or Role.DriverEntry or Role.DriverUnload || method.IsOverride)
            return null;

        var first = method.Parameters.FirstOrDefault();
        if (first is null || (first.Type.SpecialType != SpecialType.System_Object && AsContext(first.Type) is null))
            return null;

        return method.IsStatic || IsLikeDelegate(method, role) ? first : null;
    }

    /// <summary>The type, when it can be the type of an adapter context of this compilation.</summary>
    INamedTypeSymbol? AsContext(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsStatic: false } named
            && SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, compilation.Assembly)
            ? named.OriginalDefinition
            : null;

    // An instance method whose context is `this` has a parameter less than the delegate.
    bool IsLikeDelegate(IMethodSymbol method, NdisRole role) =>
        NdisRoles.Find(compilation, role.DelegateName)?.DelegateInvokeMethod is not { } invoke || invoke.Parameters.Length == method.Parameters.Length;

    INamedTypeSymbol? CastTo(IMethodSymbol method, IParameterSymbol parameter, int depth)
    {
        foreach (var operation in operations.In(method))
        {
            if (AsContext(Seen(operation, parameter)) is { } type)
                return type;

            if (depth > 0 && operation is IInvocationOperation call && Passed(call, parameter) is { } received && CastTo(call.TargetMethod, received, depth - 1) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>The type that the operation takes the parameter's value for.</summary>
    static ITypeSymbol? Seen(IOperation operation, IParameterSymbol parameter) => operation switch
    {
        IConversionOperation conversion when Is(conversion.Operand, parameter) => conversion.Type,
        IIsTypeOperation test when Is(test.ValueOperand, parameter) => test.TypeOperand,
        IIsPatternOperation test when Is(test.Value, parameter) => Matched(test.Pattern),
        ISwitchOperation choice when Is(choice.Value, parameter) =>
            choice.Cases.SelectMany(one => one.Clauses).OfType<IPatternCaseClauseOperation>().Select(clause => Matched(clause.Pattern)).FirstOrDefault(type => type is not null),
        ISwitchExpressionOperation choice when Is(choice.Value, parameter) =>
            choice.Arms.Select(arm => Matched(arm.Pattern)).FirstOrDefault(type => type is not null),
        IInvocationOperation call when call.Arguments.Any(argument => Is(argument.Value, parameter)) => call.Type, // Unsafe.As<Adapter>(context), Adapter.From(context)
        _ => null,
    };

    static ITypeSymbol? Matched(IPatternOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.MatchedType,
        ITypePatternOperation type => type.MatchedType,
        IRecursivePatternOperation recursive => recursive.MatchedType,
        INegatedPatternOperation negated => Matched(negated.Pattern),
        IBinaryPatternOperation binary => Matched(binary.LeftPattern) ?? Matched(binary.RightPattern),
        _ => null,
    };

    static IParameterSymbol? Passed(IInvocationOperation call, IParameterSymbol parameter) =>
        call.Arguments.FirstOrDefault(argument => Is(argument.Value, parameter))?.Parameter?.OriginalDefinition;

    static bool Is(IOperation value, IParameterSymbol parameter) =>
        MethodOperations.Bare(value) is IParameterReferenceOperation reference && SameParameter(reference.Parameter, parameter);

    // Both parts of a partial method have parameters of their own.
    static bool SameParameter(IParameterSymbol one, IParameterSymbol other) =>
        one.Ordinal == other.Ordinal
        && one.ContainingSymbol is IMethodSymbol oneMethod && other.ContainingSymbol is IMethodSymbol otherMethod
        && SymbolEqualityComparer.Default.Equals(SourceOrder.Definition(oneMethod), SourceOrder.Definition(otherMethod));

    INamedTypeSymbol? HandedOver(IMethodSymbol method, int depth)
    {
        var calls = operations.In(method).Select(Call).Where(call => call.Callee is not null).ToList();
        return calls.Where(call => HandOvers.Contains(call.Callee!.Name)).Select(call => Context(call.Arguments)).FirstOrDefault(type => type is not null)
            ?? (depth == 0 ? null : calls.Select(call => HandedOver(call.Callee!, depth - 1)).FirstOrDefault(type => type is not null));
    }

    static (IMethodSymbol? Callee, IEnumerable<IArgumentOperation> Arguments) Call(IOperation operation) => operation switch
    {
        IInvocationOperation call => (call.TargetMethod, call.Arguments),
        IObjectCreationOperation creation => (creation.Constructor, creation.Arguments),
        _ => default,
    };

    INamedTypeSymbol? Context(IEnumerable<IArgumentOperation> arguments) => arguments
        .Where(argument => argument.Parameter?.Name.EndsWith("Context", StringComparison.OrdinalIgnoreCase) == true)
        .Select(argument => AsContext(MethodOperations.Bare(argument.Value).Type))
        .FirstOrDefault(type => type is not null);
}
