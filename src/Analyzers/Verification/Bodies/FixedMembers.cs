using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NdisRules.Analyzers.Flow;
using NdisRules.Analyzers.Verification.Names;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// What never changes though nobody calls it a constant: a field that nobody writes where its source is in sight, a method or property each return of
/// which gives one and the same. Per compilation, for all threads.
/// </summary>
sealed class FixedMembers(MethodBodies bodies)
{
    /// <summary>How many members away the constant may lie.</summary>
    const int Depth = 4;

    readonly ConcurrentDictionary<ISymbol, Value> known = new(SymbolEqualityComparer.Default);

    /// <summary>The constant that a member always gives; null when nobody can say that it is one.</summary>
    public Value? Of(ISymbol member, CancellationToken cancellation)
    {
        if (!IsOneNumber(member))
            return null;
        var asked = MethodBodies.Implementation(member);
        if (!known.TryGetValue(asked, out var found))
            known[asked] = found = Find(asked, Depth, cancellation) ?? Value.Unknown;
        return found.Kind == ValueKind.Constant ? found : null;
    }

    /// <summary>A truth, a number, a member of an enum or a text.</summary>
    static bool IsOneNumber(ISymbol member)
        => (member switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, IMethodSymbol method => method.ReturnType, _ => null }) is { TypeKind: TypeKind.Enum }
            or { SpecialType: SpecialType.System_String or (>= SpecialType.System_Boolean and <= SpecialType.System_UInt64) };

    Value? Find(ISymbol member, int depth, CancellationToken cancellation) => depth == 0 || member.DeclaringSyntaxReferences.IsEmpty || !IsOneNumber(member) ? null : member switch
    {
        IFieldSymbol { HasConstantValue: true } constant => Value.Of(constant.ConstantValue),
        IFieldSymbol field => IsNeverWritten(field, cancellation) ? Initial(field, depth, cancellation) : null,
        IPropertySymbol { GetMethod: { } getter } property when !bodies.Traits.IsAutoProperty(property) => Given(getter, depth, cancellation),
        IMethodSymbol method => Given(method, depth, cancellation),
        _ => null,
    };

    /// <summary>Native code and what stands for it in memory may write what no source does, and so may whoever reads an attribute.</summary>
    bool IsNeverWritten(IFieldSymbol field, CancellationToken cancellation) => !field.IsVolatile && (field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private)
        && (field.IsStatic || field.ContainingType.TypeKind == TypeKind.Class) && field.AssociatedSymbol is null && field.GetAttributes().IsEmpty && field.ContainingType.GetAttributes().All(static attribute => attribute.AttributeClass is not { Name: "StructLayoutAttribute" })
        && !bodies.Traits.Mentions.By(field.Name).Any(declaration => !IsItself(field, declaration, cancellation) && IsInside(field.ContainingType, declaration) && Changes.Of(field.Name, declaration));

    static bool IsItself(IFieldSymbol field, NameIndex.Declaration declaration, CancellationToken cancellation)
        => field.DeclaringSyntaxReferences[0] is var own && own.SyntaxTree == declaration.Tree && declaration.Span.Contains(own.Span) && own.GetSyntax(cancellation) is VariableDeclaratorSyntax;

    static bool IsInside(INamedTypeSymbol type, NameIndex.Declaration declaration)
        => type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == declaration.Tree && part.Span.Contains(declaration.Span));

    Value? Initial(IFieldSymbol field, int depth, CancellationToken cancellation)
    {
        if (field.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not VariableDeclaratorSyntax declarator)
            return null;
        // A field that is given no value waits for one, from whoever will write it: a program that is still being written asks it all the same.
        if (declarator.Initializer is null)
            return !field.IsReadOnly || field.Type.SpecialType == SpecialType.System_String ? null : field.Type.SpecialType == SpecialType.System_Boolean ? Value.False : Value.Of(0L);
        return bodies.Of(field, cancellation).FirstOrDefault()?.Operations.All.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => assignment.Target is IFieldReferenceOperation { Field: var target } && SymbolEqualityComparer.Default.Equals(target, field)) is { } given
            ? Computed(given.Value, body: null, depth - 1, cancellation) : null;
    }

    /// <summary>What all returns of a method give. Nobody else's method may stand in for it.</summary>
    Value? Given(IMethodSymbol method, int depth, CancellationToken cancellation)
    {
        if (Dispatch.IsChosen(method) || method.IsAsync || !LooksFixed(method, cancellation) || bodies.OfCallee(method, cancellation) is not { HasYield: false } body)
            return null;
        var returned = Reached(body, depth - 1, cancellation).Where(static block => block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return).Select(static block => block.BranchValue);
        return Same(returned, body, depth - 1, cancellation);
    }

    /// <summary>Whether what a method returns is written without its parameters and variables: of most methods no graph is made to find out.</summary>
    static bool LooksFixed(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not { } declaration)
            return false;
        var returned = declaration is ArrowExpressionClauseSyntax only ? [only.Expression]
            : declaration.DescendantNodes(node => node == declaration || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                .Select(static node => node switch { ReturnStatementSyntax statement => statement.Expression, ArrowExpressionClauseSyntax arrow => arrow.Expression, _ => null }).OfType<ExpressionSyntax>().ToArray();
        return returned.Length > 0 && returned.All(expression => expression.DescendantNodesAndSelf().All(node => node switch
        {
            LiteralExpressionSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax or ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax or BinaryExpressionSyntax or ConditionalExpressionSyntax => true,
            InvocationExpressionSyntax or ArgumentListSyntax { Arguments.Count: 0 } => true,
            IdentifierNameSyntax name => method.Parameters.All(parameter => parameter.Name != name.Identifier.ValueText),
            PredefinedTypeSyntax => true,
            _ => false,
        }));
    }

    /// <summary>The blocks to which a way leads that no constant bars.</summary>
    List<BasicBlock> Reached(Body body, int depth, CancellationToken cancellation)
    {
        var reached = new List<BasicBlock> { body.Graph.Blocks[0] };
        var seen = new bool[body.Graph.Blocks.Length];
        for (var i = 0; i < reached.Count; i++)
        {
            var truth = body.Index.ConditionOf(reached[i].Ordinal) is { } condition ? Computed(condition, body: null, depth, cancellation)?.AsBool : null;
            foreach (var next in body.Index.After(reached[i].Ordinal, whenTrue: truth != false, whenFalse: truth != true))
                if (!seen[next])
                {
                    seen[next] = true;
                    reached.Add(body.Graph.Blocks[next]);
                }
        }

        return reached;
    }

    /// <summary>The one constant that all of several values are.</summary>
    Value? Same(IEnumerable<IOperation?> values, Body body, int depth, CancellationToken cancellation)
    {
        Value? same = null;
        foreach (var operation in values)
        {
            if (operation is null || Computed(operation, body, depth, cancellation) is not { } value || !(same ??= value).Equals(value))
                return null;
        }

        return same;
    }

    /// <summary>A constant, a member that gives one, or a comparison of such.</summary>
    /// <param name="operation">What is computed.</param>
    /// <param name="body">Whose branches choose between values; null where none is chosen.</param>
    /// <param name="depth">How many members away the constant may lie.</param>
    /// <param name="cancellation">Ends the search early.</param>
    Value? Computed(IOperation operation, Body? body, int depth, CancellationToken cancellation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: { } constant })
            return Value.Of(constant);
        return operation.Unconverted() switch
        {
            IFieldReferenceOperation { Field: var field } => Find(field.OriginalDefinition, depth, cancellation),
            IPropertyReferenceOperation { Property: var property, Arguments.IsEmpty: true } => Find(property.OriginalDefinition, depth, cancellation),
            IInvocationOperation { TargetMethod: var method } => Find(MethodBodies.Implementation(method), depth, cancellation),
            IFlowCaptureReferenceOperation { Id: var id } when body is not null => Same(Reached(body, depth, cancellation).SelectMany(static block => block.Operations)
                .OfType<IFlowCaptureOperation>().Where(capture => capture.Id.Equals(id)).Select(static capture => capture.Value), body, depth, cancellation),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not => Computed(not.Operand, body, depth, cancellation)?.AsBool is { } truth ? Value.Of(!truth) : null,
            IBinaryOperation { OperatorMethod: null, IsLifted: false } both when Computed(both.LeftOperand, body, depth, cancellation) is { } left && Computed(both.RightOperand, body, depth, cancellation) is { } right
                => Compared(both.OperatorKind, left, right) is { } outcome ? Value.Of(outcome) : null,
            _ => null,
        };
    }

    static bool? Compared(BinaryOperatorKind kind, Value left, Value right) => (kind, left.Constant, right.Constant) switch
    {
        (BinaryOperatorKind.Equals, _, var other) => left.Equal(other),
        (BinaryOperatorKind.NotEquals, _, var other) => !left.Equal(other),
        (BinaryOperatorKind.LessThan, long one, long other) => one < other,
        (BinaryOperatorKind.LessThanOrEqual, long one, long other) => one <= other,
        (BinaryOperatorKind.GreaterThan, long one, long other) => one > other,
        (BinaryOperatorKind.GreaterThanOrEqual, long one, long other) => one >= other,
        _ => null,
    };
}
