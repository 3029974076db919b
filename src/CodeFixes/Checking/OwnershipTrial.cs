using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.Analyzers.Verification.Running;

namespace NdisRules.CodeFixes.Checking;

/// <summary>
/// Finds out what a method does with an object that it is given: two callers are written beside it, one that forgets the object afterwards and one that gives it
/// back afterwards, and the engine says which of them is wrong.
/// </summary>
internal sealed class OwnershipTrial(Compilation compilation, IReadOnlyList<RuleText> rules, IMethodSymbol method, IParameterSymbol parameter, string rule)
{
    const string Caller = "OwnershipTrialOfNdisRules";

    static readonly SymbolDisplayFormat typeFormat = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>What it does on every way; null where the ways differ, or a caller cannot be written.</summary>
    public RowKind? Run()
    {
        if (!CanBeCalled() || compilation.GetTypeByMetadataName("NdisRules.ReleasesAttribute") is null || compilation.GetTypeByMetadataName("NdisRules.AcquiresAttribute") is null)
            return null;
        var tree = CSharpSyntaxTree.ParseText(Text(), (CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options);
        var tried = compilation.AddSyntaxTrees(tree);
        if (tried.GetSemanticModel(tree).GetDiagnostics().Any(complaint => complaint.Severity == DiagnosticSeverity.Error) || tried.GetTypeByMetadataName(Caller) is not { } caller)
            return null;
        var engine = new Engine(tried, rules);
        return (Says("Forgetting", Defect.Lost), Says("Freeing", Defect.FreedTwice)) switch
        {
            (true, false) => RowKind.Borrows,
            (false, true) => RowKind.Releases,
            (false, false) when Keeps() => RowKind.Transfers,
            _ => null,
        };

        bool Says(string name, Defect defect) => engine.FindingsOf(caller.GetMembers(name).Single(), default).Any(finding => finding.Defect == defect);
    }

    /// <summary>An override may do something else, and what is generic has no one caller.</summary>
    bool CanBeCalled() => method is { IsGenericMethod: false, ContainingType.IsGenericType: false, IsAbstract: false, IsExtern: false, IsVirtual: false, IsOverride: false, MethodKind: MethodKind.Ordinary }
        && method.Parameters.All(other => other is { RefKind: RefKind.None, IsParams: false, Type.TypeKind: not (TypeKind.Pointer or TypeKind.FunctionPointer) });

    /// <summary>Silence of the engine is no proof: it must be written there that it is put into a field.</summary>
    bool Keeps() => method.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is var declaration && compilation.GetSemanticModel(declaration.SyntaxTree) is var model
        && declaration.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => use.Identifier.ValueText == parameter.Name && IsPutAway(use, model));

    static bool IsPutAway(IdentifierNameSyntax use, SemanticModel model) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment when assignment.Right == use => model.GetSymbolInfo(assignment.Left).Symbol is IFieldSymbol,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Enqueue" or "Push", Expression: var container } } } => model.GetSymbolInfo(container).Symbol is IFieldSymbol,
        _ => false,
    };

    string Text()
    {
        var type = parameter.Type.ToDisplayString(typeFormat);
        var target = method.IsStatic ? method.ContainingType.ToDisplayString(typeFormat) : "self";
        var parameters = method.Parameters.Where(other => other.Ordinal != parameter.Ordinal).Select(other => $"{other.Type.ToDisplayString(typeFormat)} p{other.Ordinal}")
            .Concat(method.IsStatic ? [] : [$"{method.ContainingType.ToDisplayString(typeFormat)} self"]);
        var call = $"{target}.{method.Name}({string.Join(", ", method.Parameters.Select(other => other.Ordinal == parameter.Ordinal ? "taken" : $"p{other.Ordinal}"))});";
        return $$"""
            #nullable disable
            static class {{Caller}}
            {
                [return: global::NdisRules.Acquires("{{rule}}")] static extern {{type}} Take();
                static extern void End([global::NdisRules.Releases] {{type}} taken);
                static void Forgetting({{string.Join(", ", parameters)}}) { var taken = Take(); {{call}} }
                static void Freeing({{string.Join(", ", parameters)}}) { var taken = Take(); {{call}} End(taken); }
            }
            """;
    }
}
