using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Roles;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Writes a HaltEx that frees a field, in the way in which the driver declares its InitializeEx.</summary>
internal sealed class NewClosingRole(Draft draft, Finding finding, Guard guard)
{
    const string Opening = "InitializeEx", Closing = "HaltEx";

    SemanticModel Model => draft.Scene.Model;

    /// <summary>False where the class opens no adapter itself, or has a member of that name.</summary>
    public bool Write()
    {
        var acquire = draft.Scene.Root.FindNode(finding.Primary.SourceSpan);
        if (finding.Field is null || acquire.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || Model.GetDeclaredSymbol(declaration) is not { } type || !type.GetMembers(Closing).IsEmpty)
            return false;
        foreach (var method in declaration.Members.OfType<MethodDeclarationSyntax>())
            if (Model.GetDeclaredSymbol(method) is { } symbol && (Overriding(method, symbol) || Attributed(method, symbol) || Registered(method, symbol)))
                return true;
        return false;
    }

    bool Overriding(MethodDeclarationSyntax opening, IMethodSymbol symbol)
        => symbol.IsOverride && NdisRoles.OfOverride(symbol)?.Name == Opening && Inherited(symbol.ContainingType) is { Parameters: [var parameter] }
            && Add(opening, $"public override void {Closing}({Text(parameter.Type, opening)} {parameter.Name})", context: null);

    bool Attributed(MethodDeclarationSyntax opening, IMethodSymbol symbol)
    {
        var attribute = opening.AttributeLists.SelectMany(list => list.Attributes)
            .FirstOrDefault(candidate => Model.GetSymbolInfo(candidate).Symbol?.ContainingType.Name == NdisRoles.Attribute && candidate.ToString().Contains(Opening));
        if (attribute is null || NdisRoles.OfAttributes(symbol).All(role => role.Name != Opening) || Parameters(opening, symbol.IsStatic) is not { } parameters)
            return false;
        return Add(opening, $"[{attribute.ToString().Replace(Opening, Closing)}]{draft.NewLine}{Modifiers(opening)}void {Closing}({parameters})", symbol.IsStatic ? "context" : null);
    }

    /// <summary>A method that an initialiser of the characteristics names: the new one is named there too.</summary>
    bool Registered(MethodDeclarationSyntax opening, IMethodSymbol symbol)
    {
        var registration = draft.Scene.Root.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .FirstOrDefault(assignment => assignment is { Left: IdentifierNameSyntax { Identifier.Text: Opening }, Parent: InitializerExpressionSyntax }
                && Model.GetSymbolInfo(assignment.Left).Symbol?.ContainingType.Name == NdisRoles.Characteristics
                && SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(assignment.Right).Symbol, symbol));
        if (registration is null || Parameters(opening, takesContext: true) is not { } parameters || !Add(opening, $"{Modifiers(opening)}void {Closing}({parameters})", symbol.IsStatic ? "context" : null))
            return false;
        var name = registration.Right is MemberAccessExpressionSyntax access ? $"{access.Expression}.{Closing}" : Closing;
        var separator = draft.IsFirstOnLine(registration.SpanStart) ? draft.NewLine + draft.IndentOf(registration.SpanStart) : " ";
        draft.Insert(registration.Span.End, $",{separator}{Closing} = {name}");
        return true;
    }

    /// <param name="opening">The method that the new one follows.</param>
    /// <param name="signature">What stands before its body.</param>
    /// <param name="context">The parameter that carries the adapter; null where the method runs on it.</param>
    bool Add(MethodDeclarationSyntax opening, string signature, string? context)
    {
        var field = finding.Field!;
        var position = opening.Body?.OpenBraceToken.SpanStart ?? opening.ExpressionBody?.Expression.SpanStart ?? -1;
        if (position < 0 || ReleaseCall.Far(draft.Scene, finding) is not { } call)
            return false;
        var (holder, first) = field.IsStatic || context is null ? (Spelled(position, field), null) : Unpacked(position, field, context);
        if (holder is null || Release.AndClear(call, draft, position, holder, Release.Clearing(field, holder), guard) is not { } lines)
            return false;

        var body = string.Concat((first is null ? lines : [first, .. lines]).Select(line => line + draft.NewLine));
        var text = draft.Scene.Text;
        var end = opening.FullSpan.End;
        var gap = text.Lines.GetLineFromPosition(end).Start == end ? draft.NewLine : draft.NewLine + draft.NewLine;
        draft.Insert(end, $"{gap}{signature}{draft.NewLine}{{{draft.NewLine}{body}}}{draft.NewLine}");
        return true;
    }

    string? Spelled(int position, ISymbol field) => FieldSpelling.At(position, field, finding.ObjectName, draft.Scene).Where(way => way.Through is null).Select(way => way.Text).FirstOrDefault();

    (string Holder, string First) Unpacked(int position, ISymbol field, string context)
    {
        var type = field.ContainingType;
        var name = char.ToLowerInvariant(type.Name[0]) + type.Name.Substring(1);
        var suppressed = Model.GetNullableContext(position).AnnotationsEnabled() ? "!" : "";
        return ($"{name}.{field.Name}", $"var {name} = ({type.ToMinimalDisplayString(Model, position)}){context}{suppressed};");
    }

    string? Parameters(MethodDeclarationSyntax opening, bool takesContext)
        => NdisRoles.Find(Model.Compilation, "NdisHaltAction") is not { } action ? null
            : (takesContext ? Model.GetNullableContext(opening.SpanStart).AnnotationsEnabled() ? "object? context, " : "object context, " : "") + $"{Text(action, opening)} action";

    /// <summary>Everything before the return type but what belongs to an override or an async method.</summary>
    static string Modifiers(MethodDeclarationSyntax opening)
        => string.Concat(opening.Modifiers.Where(modifier => modifier.Text is "public" or "private" or "protected" or "internal" or "static").Select(modifier => modifier.Text + " "));

    string Text(ITypeSymbol type, SyntaxNode near) => type.ToMinimalDisplayString(Model, near.SpanStart);

    static IMethodSymbol? Inherited(INamedTypeSymbol type)
    {
        for (var level = type.BaseType; level is not null; level = level.BaseType)
            if (level.GetMembers(Closing).OfType<IMethodSymbol>().FirstOrDefault(method => method.IsVirtual || method.IsOverride) is { } inherited)
                return inherited.IsSealed ? null : inherited;
        return null;
    }
}
