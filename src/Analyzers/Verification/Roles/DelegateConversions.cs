using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>A method that became a delegate.</summary>
/// <param name="Method">The method; for a lambda that only passes on to one method, that method.</param>
/// <param name="Role">The role of the delegate type, or the one that the place it goes to is named for.</param>
/// <param name="Declares">False: the delegate type says nothing, only a name does.</param>
readonly record struct DelegateConversion(IMethodSymbol Method, NdisRole Role, bool Declares);

/// <summary>Finds the methods that are converted to delegates and so take a role.</summary>
static class DelegateConversions
{
    public static IEnumerable<DelegateConversion> In(IEnumerable<IOperation> operations)
    {
        foreach (var creation in operations.OfType<IDelegateCreationOperation>())
        {
            if (Target(creation) is not { } method)
                continue;

            if (NdisRoles.OfDelegate(creation.Type) is { } role)
                yield return new(method, role, Declares: true);
            else if (Destination(creation) is { } name && RoleNames.OfDestination(name) is { } named)
                yield return new(method, named, Declares: false);
        }
    }

    static IMethodSymbol? Target(IDelegateCreationOperation creation) => creation.Target switch
    {
        IMethodReferenceOperation reference => SourceOrder.Definition(reference.Method),
        IAnonymousFunctionOperation lambda => SourceOrder.Definition(PassesOnTo(lambda) ?? lambda.Symbol),
        _ => null,
    };

    /// <summary>The method that does the work of <c>(context, action) => ((Adapter)context!).Halt(action)</c>.</summary>
    public static IMethodSymbol? PassesOnTo(IAnonymousFunctionOperation lambda)
    {
        var statements = lambda.Body.Operations.Where(statement => statement is not IReturnOperation { ReturnedValue: null }).ToList();
        var only = statements.Count == 1 ? statements[0] : null;
        var value = only switch
        {
            IReturnOperation result => result.ReturnedValue,
            IExpressionStatementOperation statement => statement.Operation,
            _ => null,
        };
        return value is IInvocationOperation { TargetMethod: { } target } && SourceOrder.IsSameAssembly(target, lambda.Symbol) ? target : null;
    }

    /// <summary>The name of the member or parameter that receives the delegate.</summary>
    static string? Destination(IDelegateCreationOperation creation)
    {
        IOperation value = creation;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
            value = value.Parent;

        return value.Parent switch
        {
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } => target.Member.Name,
            IEventAssignmentOperation { EventReference: IMemberReferenceOperation target } => target.Member.Name,
            IArgumentOperation { Parameter: { } parameter } => parameter.Name,
            IFieldInitializerOperation initializer => initializer.InitializedFields.FirstOrDefault()?.Name,
            IPropertyInitializerOperation initializer => initializer.InitializedProperties.FirstOrDefault()?.Name,
            _ => null,
        };
    }
}
