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
    /// The arrays in fields of a type, each with the member that counts its elements: it is the only one by which the code of the type indexes the array, it says where the next element goes in, and it
    /// goes up and down one by one. When it is zero, the array is empty.
    /// </summary>
    public static IEnumerable<(ISymbol Array, ISymbol Counter)> CountersIn(INamedTypeSymbol type)
    {
        if (type.GetMembers().Where(static member => member is IFieldSymbol { IsStatic: false, Type: IArrayTypeSymbol { Rank: 1 } }).ToArray() is not { Length: > 0 } arrays || !type.GetMembers().Any(IsCounter))
            yield break;
        var nodes = type.DeclaringSyntaxReferences.SelectMany(static part => part.GetSyntax().DescendantNodes()).ToArray();
        foreach (var array in arrays)
        {
            var indices = nodes.OfType<ElementAccessExpressionSyntax>().Where(access => NameOf(access.Expression) == array.Name).SelectMany(static access => access.ArgumentList.Arguments).Select(static index => index.Expression).ToArray();
            var counters = indices.SelectMany(static index => index.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()).Select(static name => name.Identifier.ValueText).Distinct().SelectMany(name => type.GetMembers(name)).Where(IsCounter).ToArray();
            if (counters is [var only] && indices.Any(index => IsFilledAt(index, only.Name)) && nodes.Any(node => StepOf(node, only.Name) > 0) && !nodes.OfType<AssignmentExpressionSyntax>().Any(assignment => NameOf(assignment.Left) == only.Name && StepOf(assignment, only.Name) == 0))
                yield return (array, only);
        }
    }

    /// <summary><c>items[count++] = …</c>, <c>items[count] = …</c>, or by a local: <c>var i = count++;</c></summary>
    static bool IsFilledAt(ExpressionSyntax index, string counter) => (NameOf(Stepped(index)) == counter || (index is IdentifierNameSyntax { Identifier.ValueText: var name } && LocalsCalled(name, index).Any(local => NameOf(Stepped(local.Initializer!.Value)) == counter)))
        && index.Parent?.Parent?.Parent is { Parent: AssignmentExpressionSyntax { Right: not LiteralExpressionSyntax } put } element && put.Left == element;

    static ExpressionSyntax Stepped(ExpressionSyntax index) => index is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } step ? step.Operand : index;

    /// <summary>How far a counter steps: up, down, or not at all.</summary>
    static int StepOf(SyntaxNode node, string counter) => node switch
    {
        PostfixUnaryExpressionSyntax step when NameOf(step.Operand) == counter => step.IsKind(SyntaxKind.PostIncrementExpression) ? 1 : -1,
        PrefixUnaryExpressionSyntax step when NameOf(step.Operand) == counter => step.IsKind(SyntaxKind.PreIncrementExpression) ? 1 : step.IsKind(SyntaxKind.PreDecrementExpression) ? -1 : 0,
        AssignmentExpressionSyntax { Right: LiteralExpressionSyntax { Token.ValueText: "1" } } step when NameOf(step.Left) == counter => step.IsKind(SyntaxKind.AddAssignmentExpression) ? 1 : step.IsKind(SyntaxKind.SubtractAssignmentExpression) ? -1 : 0,
        _ => 0,
    };

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
