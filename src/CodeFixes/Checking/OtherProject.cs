using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.CodeFixes.Checking;

/// <summary>
/// Helpers that another project of the solution declares. The engine takes them for a library's, as a build has to; their source is there all the same,
/// so that a fix may know more.
/// </summary>
internal static class OtherProject
{
    static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<(string Helper, int Parameter, string Rule), RowKind?>> known = new();

    /// <summary>The compilation of the project that declares a method; null where this one does, or nobody whose source is in sight.</summary>
    public static Compilation? Of(IMethodSymbol method, Scene scene) => method.DeclaringSyntaxReferences is [{ SyntaxTree: var tree }] && !scene.Model.Compilation.ContainsSyntaxTree(tree)
        ? scene.Model.Compilation.References.OfType<CompilationReference>().Select(reference => reference.Compilation).FirstOrDefault(other => other.ContainsSyntaxTree(tree)) : null;

    /// <summary>
    /// What a helper of another project does with what it is given: <see cref="RowKind.Borrows"/>, <see cref="RowKind.Releases"/> where it gives it back on every
    /// way, <see cref="RowKind.Transfers"/> where it keeps it on every way. Null where nobody can tell.
    /// </summary>
    public static RowKind? FateOf(IMethodSymbol method, IParameterSymbol parameter, Rule rule, Scene scene)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (Of(definition, scene) is not { } theirs || definition.GetDocumentationCommentId() is not { } id)
            return null;
        var ordinal = method.ReducedFrom is null ? parameter.Ordinal : parameter.Ordinal + 1;
        return known.GetOrCreateValue(theirs).GetOrAdd((id, ordinal, rule.Name), _ => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, theirs) is IMethodSymbol own
            ? new OwnershipTrial(theirs, [.. scene.Book.Rules.Select(one => one.Text)], own, own.Parameters[ordinal], rule.Name).Run() : null);
    }

    /// <summary>Where the parameter of such a helper is written; null where that is no file of the solution.</summary>
    public static (Document Document, ParameterSyntax Parameter)? Declaration(IMethodSymbol method, int ordinal, Scene scene)
        => method.DeclaringSyntaxReferences is [var reference] && scene.Document.Project.Solution.GetDocument(reference.SyntaxTree) is { } document
            && reference.GetSyntax() is BaseMethodDeclarationSyntax { ParameterList.Parameters: var parameters } && ordinal < parameters.Count ? (document, parameters[ordinal]) : null;
}
