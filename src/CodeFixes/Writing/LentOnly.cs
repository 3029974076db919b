using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>
/// Whether a variable's object is only looked at: nobody else keeps it, gives it back or gets it. Only then may one free at the end
/// replace all that is there, since no check would tell of a name that went out of sight.
/// </summary>
internal sealed class LentOnly(Scene scene, Rule rule)
{
    /// <summary>How many calls a parameter is followed into.</summary>
    const int Deepest = 3;

    /// <summary>Whether each use of the variable below a node looks, tests, frees, or puts a fresh object or nothing there.</summary>
    public bool In(SyntaxNode node, ISymbol variable) => Uses(node, variable).All(use => KindOf(use, variable, scene.Model, 0) == UseKind.Looks);

    /// <summary>Whether the engine sees what becomes of the object, whatever is done with the variable below a node.</summary>
    public bool IsSeen(SyntaxNode node, ISymbol variable) => Uses(node, variable).All(use => KindOf(use, variable, scene.Model, 0) <= UseKind.Followed);

    /// <summary>The uses below a node by which somebody may keep the object.</summary>
    public IEnumerable<IdentifierNameSyntax> Keeping(SyntaxNode node, ISymbol variable) => Uses(node, variable).Where(use => KindOf(use, variable, scene.Model, 0) == UseKind.Kept);

    /// <summary>Whether a use looks, tests or frees, and nobody else gets the object by it.</summary>
    public bool Looks(IdentifierNameSyntax use, ISymbol variable) => KindOf(use, variable, scene.Model, 0) == UseKind.Looks;

    /// <summary>Every mention of a variable below a node.</summary>
    public IEnumerable<IdentifierNameSyntax> Uses(SyntaxNode node, ISymbol variable) => Uses(node, variable, scene.Model);

    static IEnumerable<IdentifierNameSyntax> Uses(SyntaxNode node, ISymbol variable, SemanticModel model) => node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == variable.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, variable));

    UseKind KindOf(ExpressionSyntax use, ISymbol variable, SemanticModel model, int depth)
    {
        if (FunctionAround(use, variable) is { } function)
            return function.Parent is ArgumentSyntax { Parent.Parent: ExpressionSyntax call } && model.GetSymbolInfo(call).Symbol is { DeclaringSyntaxReferences.IsEmpty: true } ? UseKind.Kept : UseKind.Followed;
        while (use.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            use = (ExpressionSyntax)use.Parent;
        return use.Parent switch
        {
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } member when member.Expression == use && call.Expression == member => OfCall(call, model, depth),
            MemberAccessExpressionSyntax member when member.Expression == use => UseKind.Looks,
            ConditionalAccessExpressionSyntax access when access.Expression == use => access.WhenNotNull is InvocationExpressionSyntax ? UseKind.Followed : UseKind.Looks,
            ElementAccessExpressionSyntax element when element.Expression == use => UseKind.Looks,
            BinaryExpressionSyntax or IsPatternExpressionSyntax => IsCaught(use.Parent) ? UseKind.Followed : UseKind.Looks,
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } or IfStatementSyntax or WhileStatementSyntax => UseKind.Looks,
            ConditionalExpressionSyntax choice => choice.Condition == use ? UseKind.Looks : UseKind.Followed,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax } => UseKind.Followed,
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment => OfAssignment(assignment, use, model),
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } } => UseKind.Looks,
            ArgumentSyntax { RefKindKeyword.RawKind: 0, Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } argument => OfArgument(argument, call, model, depth),
            ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation } => model.GetTypeInfo(creation).Type is { IsRefLikeType: true } ? UseKind.Followed : model.GetTypeInfo(creation).Type is { SpecialType: SpecialType.System_String } ? UseKind.Looks : model.GetSymbolInfo(creation).Symbol is { DeclaringSyntaxReferences.IsEmpty: false } ? UseKind.Stored : UseKind.Kept,
            _ => UseKind.Stored,
        };
    }

    /// <summary>What is put into a variable is followed; what goes into a field may be anybody's.</summary>
    UseKind OfAssignment(AssignmentExpressionSyntax assignment, ExpressionSyntax use, SemanticModel model)
    {
        if (assignment.Left == use)
            return assignment.Parent is ExpressionStatementSyntax && IsFreshOrNothing(assignment.Right, model) ? UseKind.Looks : UseKind.Followed;
        // A member of what is made right there for a local.
        if (assignment.Parent is InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax made } } } && model.GetDeclaredSymbol(made) is ILocalSymbol)
            return UseKind.Stored;
        return (RootOf(assignment.Left, model), assignment.Left) switch
        {
            (ILocalSymbol or IDiscardSymbol or IParameterSymbol { RefKind: RefKind.None }, IdentifierNameSyntax) => UseKind.Followed,
            (ILocalSymbol, _) => UseKind.Stored,
            _ => UseKind.Kept,
        };
    }

    /// <summary>The variable at the beginning of a place; a member that is reached through nothing is its own.</summary>
    public static ISymbol? RootOf(ExpressionSyntax place, SemanticModel model) => place switch
    {
        MemberAccessExpressionSyntax member when model.GetSymbolInfo(member).Symbol is { IsStatic: false } => RootOf(member.Expression, model),
        ElementAccessExpressionSyntax element => RootOf(element.Expression, model),
        _ => model.GetSymbolInfo(place).Symbol,
    };

    /// <summary>A call on the object: its own release counts as one that is there already, a hand-over does not.</summary>
    UseKind OfCall(InvocationExpressionSyntax call, SemanticModel model, int depth)
        => model.GetSymbolInfo(call).Symbol is IMethodSymbol { ReducedFrom: { DeclaringSyntaxReferences.IsEmpty: false } extension } ? OfSeen(extension.OriginalDefinition, extension.OriginalDefinition.Parameters[0], depth) : model.GetSymbolInfo(call).Symbol is IMethodSymbol method && rule.RowOf(method)?.Kind is not RowKind.Transfers && (!Outlives(method.ReturnType) || rule.RowOf(method)?.Kind == RowKind.Views) ? UseKind.Looks : UseKind.Followed;

    /// <summary>A result that may be the object under another name.</summary>
    bool Outlives(ITypeSymbol type) => rule.Types.Has(type);

    UseKind OfArgument(ArgumentSyntax argument, InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method || ParameterOf(argument, (ArgumentListSyntax)argument.Parent!, method) is not { } parameter)
            return UseKind.Followed;
        var row = rule.RowOf(method);
        if (row?.Kind is RowKind.Borrows or RowKind.Optional or RowKind.Null)
            return Outlives(method.ReturnType) ? UseKind.Followed : UseKind.Looks;
        if (row is { Kind: RowKind.Releases })
            return row.Slot == parameter.Ordinal ? UseKind.Looks : UseKind.Followed;
        if (OwnershipAttributes.OfParameter(parameter) is { } said)
            return said switch { RowKind.Borrows => UseKind.Looks, RowKind.Transfers => UseKind.Kept, _ => UseKind.Followed };
        if (row?.Kind == RowKind.Transfers)
            return UseKind.Kept;
        return row is null && method.MethodKind is MethodKind.Ordinary or MethodKind.ReducedExtension or MethodKind.LocalFunction
            ? method.DeclaringSyntaxReferences.IsEmpty ? OfUnseen(call, method, parameter, model) : OfSeen((method.ReducedFrom ?? method).OriginalDefinition, parameter, depth) : UseKind.Stored;
    }

    /// <summary>What has no source looks, unless it takes whatever it is given, as containers do; a container of one's own is followed.</summary>
    UseKind OfUnseen(InvocationExpressionSyntax call, IMethodSymbol method, IParameterSymbol parameter, SemanticModel model)
    {
        if (scene.SettingsOf(rule).UnknownCalls != UnknownCalls.Borrow)
            return UseKind.Kept;
        if (parameter.OriginalDefinition.Type is ITypeParameterSymbol || parameter.Type.SpecialType == SpecialType.System_Object)
            return call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } && model.GetSymbolInfo(owner).Symbol is ILocalSymbol || method.IsStatic ? UseKind.Stored : UseKind.Kept;
        return Outlives(method.ReturnType) ? UseKind.Followed : UseKind.Looks;
    }

    /// <summary>What has source is read: it keeps the object if a use in it does. The source of another project is tried.</summary>
    UseKind OfSeen(IMethodSymbol method, IParameterSymbol parameter, int depth)
    {
        if (method.DeclaringSyntaxReferences.Any(declared => !scene.Model.Compilation.ContainsSyntaxTree(declared.SyntaxTree)))
            return OtherProject.FateOf(method, parameter, rule, scene) != RowKind.Borrows ? UseKind.Kept : Outlives(method.ReturnType) ? UseKind.Followed : UseKind.Looks;
        if (method.IsAbstract || method.IsExtern)
            return UseKind.Stored;
        if (depth >= Deepest || method.IsVirtual || method.IsOverride || Outlives(method.ReturnType) || method.DeclaringSyntaxReferences is not [var reference])
            return UseKind.Followed;
        var body = reference.GetSyntax();
        var own = method.Parameters[parameter.Ordinal];
        var model = ReferenceEquals(body.SyntaxTree, scene.Root.SyntaxTree) ? scene.Model : scene.Model.Compilation.GetSemanticModel(body.SyntaxTree);
        return Uses(body, own, model).Select(use => IsFreed(use, model) ? UseKind.Followed : KindOf(use, own, model, depth + 1)).DefaultIfEmpty(UseKind.Looks).Max();
    }

    /// <summary>What a helper frees is freed by its caller's leave: that is no mere look.</summary>
    bool IsFreed(IdentifierNameSyntax use, SemanticModel model)
        => use.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && model.GetSymbolInfo(call).Symbol is IMethodSymbol method && rule.RowOf(method)?.Kind == RowKind.Releases;

    bool IsFreshOrNothing(ExpressionSyntax value, SemanticModel model) => value switch
    {
        LiteralExpressionSyntax or DefaultExpressionSyntax => true,
        PostfixUnaryExpressionSyntax suppressed => IsFreshOrNothing(suppressed.Operand, model),
        AwaitExpressionSyntax awaited => IsFreshOrNothing(awaited.Expression, model),
        InvocationExpressionSyntax call => model.GetSymbolInfo(call).Symbol is IMethodSymbol method && rule.RowOf(method)?.Kind == RowKind.Acquires,
        _ => false,
    };

    static bool IsCaught(SyntaxNode test) => test is IsPatternExpressionSyntax pattern
        ? pattern.Pattern.DescendantNodesAndSelf().Any(node => node is VariableDesignationSyntax)
        : test is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.AsExpression };

    static SyntaxNode? FunctionAround(SyntaxNode use, ISymbol variable)
        => use.Ancestors().TakeWhile(node => node is not MemberDeclarationSyntax).FirstOrDefault(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax && !IsOwner(node, variable));

    /// <summary>The function that the variable itself belongs to.</summary>
    static bool IsOwner(SyntaxNode function, ISymbol variable) => variable.DeclaringSyntaxReferences.Any(reference => ReferenceEquals(reference.SyntaxTree, function.SyntaxTree) && function.Span.Contains(reference.Span));

    static IParameterSymbol? ParameterOf(ArgumentSyntax argument, ArgumentListSyntax list, IMethodSymbol method)
        => argument.NameColon is { } named ? method.Parameters.FirstOrDefault(parameter => parameter.Name == named.Name.Identifier.ValueText)
            : method.Parameters.ElementAtOrDefault(list.Arguments.IndexOf(argument)) is { IsParams: false } parameter ? parameter : null;
}
