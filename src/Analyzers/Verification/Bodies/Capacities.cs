using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>Channels that may be full: those that are made with a bound. One that drops when it is full refuses nothing.</summary>
static class Capacities
{
    /// <summary>Whether what a variable or field is given where it is declared, or in a member of its type, is a bounded channel. Told from names alone.</summary>
    public static bool IsBounded(ISymbol channel) => channel.DeclaringSyntaxReferences.Any(part => part.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var first } && IsBounded(first))
        || channel is IFieldSymbol && channel.ContainingType.DeclaringSyntaxReferences
            .SelectMany(part => part.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>())
            .Any(assignment => Cursors.NameOf(assignment.Left) == channel.Name && IsBounded(assignment.Right));

    static bool IsBounded(ExpressionSyntax value) => value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateBounded" } } made
        && !made.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>().Any(static name => name.Identifier.ValueText is "FullMode");
}
