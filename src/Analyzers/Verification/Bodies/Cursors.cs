using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>Fields that say where in an array of the same object the next one goes in, and where the next one comes out.</summary>
static class Cursors
{
    /// <summary>
    /// Whether two fields or more index an array: a ring with a head and a tail. Which of its places are taken only both together say, and nobody
    /// counts here. Told from names alone.
    /// </summary>
    public static bool AreTwo(ISymbol array) => array.ContainingType.DeclaringSyntaxReferences
        .SelectMany(part => part.GetSyntax().DescendantNodes().OfType<ElementAccessExpressionSyntax>())
        .Where(access => NameOf(access.Expression) == array.Name)
        .SelectMany(access => access.ArgumentList.Arguments.SelectMany(index => NamesIn(index.Expression)))
        .Distinct().Count(name => IsCursor(array.ContainingType, name)) > 1;

    /// <summary>Whether one goes on at the front when it is at the end: <c>next = (next + 1) % n</c>, or with a mask. Told from names alone.</summary>
    public static bool ComesRound(ISymbol cursor) => cursor.ContainingType.DeclaringSyntaxReferences
        .SelectMany(part => part.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>())
        .Any(assignment => NameOf(assignment.Left) == cursor.Name && (assignment.Kind() is SyntaxKind.ModuloAssignmentExpression or SyntaxKind.AndAssignmentExpression
            || assignment.Right.DescendantNodesAndSelf().Any(part => part.Kind() is SyntaxKind.ModuloExpression or SyntaxKind.BitwiseAndExpression)));

    /// <summary>
    /// What counts the elements of an array in a field: it is the only member by which the code of the type indexes the array, it says where the next one goes in, and it goes up and down
    /// one by one. When it is zero, the array is empty. Null where there is none.
    /// </summary>
    public static ISymbol? CounterOf(ISymbol array)
    {
        var nodes = array.ContainingType.DeclaringSyntaxReferences.SelectMany(static part => part.GetSyntax().DescendantNodes()).ToArray();
        var indices = nodes.OfType<ElementAccessExpressionSyntax>().Where(access => NameOf(access.Expression) == array.Name).SelectMany(static access => access.ArgumentList.Arguments).ToArray();
        var counters = indices.SelectMany(static index => index.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()).Select(static name => name.Identifier.ValueText).Distinct()
            .SelectMany(name => array.ContainingType.GetMembers(name)).Where(IsCounter).ToArray();
        return counters is [var only] && indices.Any(index => index.Expression is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression, Operand: var next } && NameOf(next) == only.Name && index.Parent!.Parent is { Parent: AssignmentExpressionSyntax put } element && put.Left == element)
            && !nodes.OfType<AssignmentExpressionSyntax>().Any(assignment => NameOf(assignment.Left) == only.Name) ? only : null;
    }

    static bool IsCounter(ISymbol member) => !member.IsStatic && member is IFieldSymbol { IsConst: false, IsReadOnly: false, Type.SpecialType: SpecialType.System_Int32 } or IPropertySymbol { SetMethod: not null, Type.SpecialType: SpecialType.System_Int32 };

    /// <summary>The plain name of what an expression names: a variable, or a member of <c>this</c>; null for anything else.</summary>
    public static string? NameOf(ExpressionSyntax holder) => holder switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>The names in an index; those of a local are those that it was made of.</summary>
    static IEnumerable<string> NamesIn(ExpressionSyntax index)
    {
        foreach (var name in index.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            var text = name.Identifier.ValueText;
            yield return text;
            foreach (var local in LocalsCalled(text, name))
                foreach (var inner in local.Initializer!.Value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
                    yield return inner.Identifier.ValueText;
        }
    }

    static IEnumerable<VariableDeclaratorSyntax> LocalsCalled(string name, SyntaxNode use) => use.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes().OfType<VariableDeclaratorSyntax>()
        .Where(local => local.Initializer is not null && local.Identifier.ValueText == name) ?? [];

    static bool IsCursor(INamedTypeSymbol type, string name) => type.GetMembers(name)
        .Any(member => member is IFieldSymbol { IsConst: false, IsReadOnly: false, Type.SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 });
}
