using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Frees what nobody asks for right behind the statement that takes it, rather than on each way out.</summary>
internal sealed class FreeAtOnce : Remedy
{
    public override string Key => "NdisRules.FreeAtOnce";

    public override string Title(Finding finding) => $"Free '{finding.ObjectName}' at once";

    public override Task<Patch?> SettleAsync(Trial trial)
        => FirstAsync(trial, Guards(trial).Select(guard => new Func<Draft, bool>(draft => Write(draft, trial.Finding, guard))));

    static IEnumerable<Guard> Guards(Trial trial) => trial.Finding.Exits.Any(exit => EmptyVariable.MayBe(trial.Scene, exit)) ? [Guard.Tested] : [Guard.None, Guard.Tested];

    static bool Write(Draft draft, Finding finding, Guard guard)
    {
        if (finding.Exits.Select(exit => exit.Holder).Distinct().ToArray() is not [{ } holder] || finding.Acquire is not ExpressionSyntax acquire || !ReferenceEquals(acquire.SyntaxTree, draft.Scene.Root.SyntaxTree)
            || acquire.FirstAncestorOrSelf<StatementSyntax>() is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax) || acquire.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || Siblings.After(statement).SelectMany(later => later.DescendantTokens()).Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == holder.Split('.')[0])
            || !Given(acquire, draft.Scene.Model).All(given => given.Name == holder.Split('.')[0] || ObjectTypes.IsPlain(given.Type))
            || ReleaseCall.Of(draft.Scene, finding) is not { } call || Release.Of(call, draft, statement.Span.End, holder, guard) is not { } lines)
            return false;
        draft.After(statement, lines);
        return true;
    }

    /// <summary>All that the statement gives, as its result or through arguments: what comes along may be a view of the object.</summary>
    static IEnumerable<(string Name, ITypeSymbol? Type)> Given(ExpressionSyntax acquire, SemanticModel model)
    {
        var outs = acquire.DescendantNodesAndSelf().OfType<ArgumentSyntax>().Where(argument => argument.RefKindKeyword.RawKind is (int)SyntaxKind.OutKeyword or (int)SyntaxKind.RefKeyword).Select(argument => argument.Expression);
        var targets = acquire.FirstAncestorOrSelf<AssignmentExpressionSyntax>()?.Left switch
        {
            TupleExpressionSyntax tuple => tuple.Arguments.Select(argument => argument.Expression),
            { } other => [other],
            _ => [],
        };
        foreach (var place in outs.Concat(targets))
            foreach (var name in place is DeclarationExpressionSyntax declared ? declared.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().ToArray<SyntaxNode>() : [place])
                yield return name is SingleVariableDesignationSyntax variable ? (variable.Identifier.ValueText, (model.GetDeclaredSymbol(variable) as ILocalSymbol)?.Type) : (name.ToString(), model.GetTypeInfo(name).Type);
    }
}
