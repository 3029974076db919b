using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Roles;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Writes the closing role that a driver lacks, in the way in which it declares the opening one.</summary>
/// <param name="draft">Where it writes.</param>
/// <param name="body">What the new role does.</param>
internal sealed class NewClosingRole(Draft draft, NewClosingRole.Body body)
{
    /// <param name="position">Where the names of the new statements are to be understood.</param>
    /// <param name="context">The parameter that carries the adapter; null where the method runs on it.</param>
    /// <returns>The statements; null when they cannot be written.</returns>
    internal delegate IReadOnlyList<string>? Body(int position, string? context);

    SemanticModel Model => draft.Scene.Model;

    /// <summary>False where the type opens nothing itself, or has a member of the name.</summary>
    public bool Write(TypeDeclarationSyntax declaration)
        => declaration.Members.OfType<MethodDeclarationSyntax>().Any(Write);

    /// <summary>False where the method opens nothing, or its type has a member of the name.</summary>
    public bool Write(MethodDeclarationSyntax opening)
        => Model.GetDeclaredSymbol(opening) is { } symbol && (Overriding(opening, symbol) || Attributed(opening, symbol) || Registered(opening, symbol));

    bool Overriding(MethodDeclarationSyntax opening, IMethodSymbol symbol)
        => NdisRoles.OfOverride(symbol) is { Closing: { } closing } && IsFree(symbol, closing) && Inherited(symbol.ContainingType, closing) is { } inherited
            && Add(opening, $"public override void {closing}({string.Join(", ", inherited.Parameters.Select(parameter => $"{Text(parameter.Type, opening)} {parameter.Name}"))})", context: null);

    bool Attributed(MethodDeclarationSyntax opening, IMethodSymbol symbol)
    {
        if (NdisRoles.OfAttributes(symbol).FirstOrDefault(role => role.Closing is not null) is not { } role || !IsFree(symbol, role.Closing!) || Parameters(role, opening, symbol.IsStatic) is not { } parameters)
            return false;
        var attribute = opening.AttributeLists.SelectMany(list => list.Attributes)
            .FirstOrDefault(candidate => Model.GetSymbolInfo(candidate).Symbol?.ContainingType.Name == NdisRoles.Attribute && candidate.ToString().Contains(role.Name));
        return attribute is not null
            && Add(opening, $"[{attribute.ToString().Replace(role.Name, role.Closing)}]{draft.NewLine}{Modifiers(opening)}void {role.Closing}({parameters})", symbol.IsStatic ? "context" : null);
    }

    /// <summary>A method that an initialiser of the characteristics names, or an assignment to one of their members: the new one is named there too.</summary>
    bool Registered(MethodDeclarationSyntax opening, IMethodSymbol symbol)
    {
        var registration = draft.Scene.Root.DescendantNodes().OfType<AssignmentExpressionSyntax>().FirstOrDefault(assignment => IsRegistration(assignment, symbol));
        if (registration is null || RoleOf(registration.Left) is not { Closing: { } closing } role || !IsFree(symbol, closing) || Parameters(role, opening, takesContext: true) is not { } parameters
            || !Add(opening, $"{Modifiers(opening)}void {closing}({parameters})", symbol.IsStatic ? "context" : null))
            return false;
        var name = registration.Right is MemberAccessExpressionSyntax access ? $"{access.Expression}.{closing}" : closing;
        if (registration.Left is MemberAccessExpressionSyntax member)
        {
            draft.After((StatementSyntax)registration.Parent!, [$"{member.Expression}.{closing} = {name};"]);
            return true;
        }

        var separator = draft.IsFirstOnLine(registration.SpanStart) ? draft.NewLine + draft.IndentOf(registration.SpanStart) : " ";
        draft.Insert(registration.Span.End, $",{separator}{closing} = {name}");
        return true;
    }

    bool IsRegistration(AssignmentExpressionSyntax assignment, IMethodSymbol symbol)
        => (assignment is { Left: IdentifierNameSyntax, Parent: InitializerExpressionSyntax } or { Left: MemberAccessExpressionSyntax, Parent: ExpressionStatementSyntax })
            && RoleOf(assignment.Left) is not null && SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(assignment.Right).Symbol, symbol);

    NdisRole? RoleOf(ExpressionSyntax member)
        => Model.GetSymbolInfo(member).Symbol is { } symbol && NdisRoles.IsRuntime(symbol.ContainingType) && NdisRoles.Named(symbol.Name) is { Closing: { } closing } role
            && symbol.ContainingType.GetMembers(closing).Length > 0 ? role : null;

    static bool IsFree(IMethodSymbol opening, string closing) => opening.ContainingType.GetMembers(closing).IsEmpty;

    bool Add(MethodDeclarationSyntax opening, string signature, string? context)
    {
        var position = opening.Body?.OpenBraceToken.SpanStart ?? opening.ExpressionBody?.Expression.SpanStart ?? -1;
        if (position < 0 || body(position, context) is not { } lines)
            return false;
        var end = opening.FullSpan.End;
        var gap = draft.Scene.Text.Lines.GetLineFromPosition(end).Start == end ? draft.NewLine : draft.NewLine + draft.NewLine;
        draft.Insert(end, $"{gap}{signature}{draft.NewLine}{{{draft.NewLine}{string.Concat(lines.Select(line => line + draft.NewLine))}}}{draft.NewLine}");
        return true;
    }

    /// <summary>The parameters of the closing role's delegate, without the context where the method runs on it.</summary>
    string? Parameters(NdisRole opening, MethodDeclarationSyntax near, bool takesContext)
    {
        if (NdisRoles.Named(opening.Closing!) is not { } closing || NdisRoles.Find(Model.Compilation, closing.DelegateName)?.DelegateInvokeMethod is not { } invoke)
            return null;
        var context = Model.GetNullableContext(near.SpanStart).AnnotationsEnabled() ? "object? context" : "object context";
        return string.Join(", ", (takesContext ? new[] { context } : []).Concat(invoke.Parameters.Skip(1).Select(parameter => $"{Text(parameter.Type, near)} {parameter.Name}")));
    }

    /// <summary>Everything before the return type but what belongs to an override or an async method.</summary>
    static string Modifiers(MethodDeclarationSyntax opening)
        => string.Concat(opening.Modifiers.Where(modifier => modifier.Text is "public" or "private" or "protected" or "internal" or "static").Select(modifier => modifier.Text + " "));

    string Text(ITypeSymbol type, SyntaxNode near) => type.ToMinimalDisplayString(Model, near.SpanStart);

    static IMethodSymbol? Inherited(INamedTypeSymbol type, string closing)
    {
        for (var level = type.BaseType; level is not null; level = level.BaseType)
            if (level.GetMembers(closing).OfType<IMethodSymbol>().FirstOrDefault(method => method.IsVirtual || method.IsOverride || method.IsAbstract) is { } inherited)
                return inherited.IsSealed || !inherited.ReturnsVoid ? null : inherited;
        return null;
    }
}
