using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>
/// The functions that a type gives to a library to keep, which then calls them as often as it likes: handlers of events, of timers, and what is
/// assigned to a member of a library's object. They take part in the life of the type's objects like its public methods.
/// What is called once, such as the start of a thread, does not count: see <see cref="Workers"/>.
/// </summary>
static class Callbacks
{
    /// <param name="type">Whose life it is.</param>
    /// <param name="modelOf">Binds what is found.</param>
    public static IEnumerable<RoleMethod> Of(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> modelOf)
    {
        var functions = new GivenFunctions(type);
        foreach (var node in functions.Nodes(ImmutableHashSet<string>.Empty))
            if (Given(node, functions) is var (function, keeper) && modelOf(node.SyntaxTree) is var model && functions.MethodOf(function, model) is { } method && IsKept(keeper, model, functions) is { } name
                && NdisRoles.OfDelegate(model.GetTypeInfo(function).ConvertedType) is null)
                yield return new(method, Role.Handler, name);
    }

    /// <summary>A function and where it goes: the target of an assignment, or the creation that it is an argument of.</summary>
    static (ExpressionSyntax Function, ExpressionSyntax Keeper)? Given(SyntaxNode node, GivenFunctions functions) => node switch
    {
        AssignmentExpressionSyntax assignment when assignment.Kind() is SyntaxKind.AddAssignmentExpression or SyntaxKind.SimpleAssignmentExpression && functions.In(assignment.Right) is { } function => (function, assignment.Left),
        ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation } argument when functions.In(argument.Expression) is { } function => (function, creation),
        _ => null,
    };

    /// <summary>
    /// How the place is called that keeps the function; null for one that does not, or whose source is in sight: there it is seen what becomes of it. An event of another type
    /// is raised by whoever has that type's object, whenever he likes.
    /// </summary>
    static string? IsKept(ExpressionSyntax keeper, SemanticModel model, GivenFunctions functions) => model.GetSymbolInfo(keeper).Symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences.IsEmpty: true, ContainingType: { TypeKind: not TypeKind.Delegate, Name: var name } } => name.EndsWith("Timer", StringComparison.Ordinal) ? name : null,
        IEventSymbol { IsStatic: false, Name: var name, ContainingType: var raised } when !functions.IsOfType(raised) => name,
        { Kind: SymbolKind.Event or SymbolKind.Property or SymbolKind.Field, DeclaringSyntaxReferences.IsEmpty: true, Name: var name } => name,
        _ => null,
    };
}
