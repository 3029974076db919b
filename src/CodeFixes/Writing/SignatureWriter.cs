using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Writes the parameters and the result of a delegate onto a method that only its host calls.</summary>
internal sealed class SignatureWriter(Draft draft, MethodDeclarationSyntax method, IMethodSymbol symbol, IMethodSymbol invoke)
{
    SemanticModel Model => draft.Scene.Model;

    /// <summary>False where somebody else mentions the method, or its body returns what nobody could turn into the new result.</summary>
    /// <param name="mayLackHandle">Whether the author's way of leaving out the handle may stay.</param>
    public bool Write(bool mayLackHandle)
    {
        if (symbol.IsGenericMethod || IsMentioned())
            return false;
        var wanted = invoke.Parameters.Where(parameter => symbol.IsStatic || !IsContext(parameter)).Where(parameter => !(mayLackHandle && !symbol.IsStatic && IsHandle(parameter) && !symbol.Parameters.Any(IsHandle))).ToArray();
        draft.Replace(TextSpan.FromBounds(method.ParameterList.OpenParenToken.Span.End, method.ParameterList.CloseParenToken.SpanStart), string.Join(", ", Parameters(wanted)));
        return SymbolEqualityComparer.Default.Equals(symbol.ReturnType, invoke.ReturnType) || Result();
    }

    bool IsMentioned() => Model.Compilation.SyntaxTrees.Any(tree => tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == method.Identifier.ValueText));

    static bool IsContext(IParameterSymbol parameter) => parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Object };

    static bool IsHandle(IParameterSymbol parameter) => parameter.Type.Name == "NdisHandle";

    /// <summary>Each as the author has it where one of its type is there; the context may be called by the adapter's own class.</summary>
    IEnumerable<string> Parameters(IReadOnlyList<IParameterSymbol> wanted)
    {
        var own = symbol.Parameters.Zip(method.ParameterList.Parameters, (known, syntax) => (known, syntax)).ToList();
        foreach (var parameter in wanted)
        {
            var kept = own.FindIndex(one => one.known.RefKind == parameter.RefKind && SymbolEqualityComparer.Default.Equals(one.known.Type, parameter.Type));
            if (kept < 0 && IsContext(parameter))
                kept = own.FindIndex(one => one.known is { RefKind: RefKind.None, Type.TypeKind: TypeKind.Class } && !wanted.Any(other => SymbolEqualityComparer.Default.Equals(other.Type, one.known.Type)));
            yield return kept < 0 ? New(parameter) : own[kept].syntax.ToString();
            if (kept >= 0)
                own.RemoveAt(kept);
        }
    }

    string New(IParameterSymbol parameter)
    {
        var type = IsContext(parameter) ? Model.GetNullableContext(method.SpanStart).AnnotationsEnabled() ? "object?" : "object" : parameter.Type.ToMinimalDisplayString(Model, method.SpanStart);
        return $"{parameter.RefKind switch { RefKind.Out => "out ", RefKind.Ref => "ref ", RefKind.In => "in ", _ => "" }}{type} {HeldBack.Unused(parameter.Name, method.Body ?? (SyntaxNode)method, draft.Scene)}";
    }

    /// <summary>What returned nothing succeeds now; what returned something that nobody asked for, just returns.</summary>
    bool Result()
    {
        draft.Replace(method.ReturnType.Span, invoke.ReturnsVoid ? "void" : invoke.ReturnType.ToMinimalDisplayString(Model, method.SpanStart));
        if (method.ExpressionBody is { } arrow)
            return invoke.ReturnsVoid ? arrow.Expression is InvocationExpressionSyntax : symbol.ReturnsVoid && Unfold(arrow);
        if (method.Body is not { } body || !(invoke.ReturnsVoid || symbol.ReturnsVoid))
            return false;
        return invoke.ReturnsVoid ? DropValues(body) : AddValues(body);
    }

    bool Unfold(ArrowExpressionClauseSyntax arrow)
    {
        if (Success() is not { } value)
            return false;
        draft.Unfold(arrow, method.SemicolonToken, "", [], [$"return {value};"]);
        return true;
    }

    bool AddValues(BlockSyntax body)
    {
        if (Success() is not { } value)
            return false;
        foreach (var jump in Jumps(body))
            draft.Replace(jump.Span, $"return {value};");
        if (Model.AnalyzeControlFlow(body) is { Succeeded: true, EndPointIsReachable: true })
            draft.AtEndOf(body, [$"return {value};"]);
        return true;
    }

    bool DropValues(BlockSyntax body)
    {
        foreach (var jump in Jumps(body))
        {
            if (jump.Expression is not { } value || !SameValue.IsStable(value, Model))
                return false;
            if (jump == body.Statements.Last())
                draft.Cut(jump);
            else
                draft.Replace(jump.Span, "return;");
        }

        return true;
    }

    static IReadOnlyList<ReturnStatementSyntax> Jumps(BlockSyntax body) => [.. FailureValue.Own(body).OfType<ReturnStatementSyntax>()];

    string? Success() => invoke.ReturnType switch
    {
        { SpecialType: SpecialType.System_Boolean } => "false",
        { TypeKind: TypeKind.Enum } type when type.GetMembers("Success").Length > 0 => $"{type.ToMinimalDisplayString(Model, method.SpanStart)}.Success",
        _ => null,
    };
}
