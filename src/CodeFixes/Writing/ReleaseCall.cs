using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.RuleFiles;
using NdisRules.CodeFixes.Checking;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The call that gives an object back, as its rule has it and as this file would write it.</summary>
internal sealed class ReleaseCall
{
    readonly Scene scene;
    readonly Rule rule;
    readonly AcquireCall? acquire;
    readonly IReadOnlyList<IMethodSymbol> partners;
    string? notNull;

    ReleaseCall(Scene scene, Rule rule, AcquireCall? acquire)
    {
        (this.scene, this.rule, this.acquire) = (scene, rule, acquire);
        // What was taken from a scope goes back to that scope; what nobody has finished is undone; else the rule's own order holds.
        partners = [.. rule.SingleReleases.OrderBy(release => acquire?.IsTakenFrom(release) == true ? 0 : 1).ThenBy(release => IsUndoing(release) ? 0 : 1)];
    }

    public Rule Rule => rule;

    /// <summary>Whether a release is the one of several that gives up what was begun, by the words that libraries have for it.</summary>
    static bool IsUndoing(IMethodSymbol release) => release.Name is "Rollback" or "RollBack" or "Abandon" or "Abort" or "Cancel" or "Discard" or "Revert" or "Undo";

    /// <summary>The release for the object of a finding; null where its rule has none.</summary>
    public static ReleaseCall? Of(Scene scene, Finding finding, bool isForgiving = false)
        => scene.RuleOf(finding) is { } rule && new ReleaseCall(scene, rule, AcquireCall.Of(scene, rule, finding)) { IsForgiving = isForgiving } is { partners.Count: > 0 } call ? call : null;

    /// <summary>Whether the compiler is told that the holder is not null: where a flag says so, it cannot know.</summary>
    public bool IsForgiving { get; init; }

    /// <summary>The statement that frees <paramref name="holder"/>, written so that it means a partner at that position; null when no way of writing does.</summary>
    public string? At(int position, string holder)
    {
        if (IsForgiving && scene.Model.GetNullableContext(position).WarningsEnabled())
            holder += "!";
        holder = Awaited(position, Named(position, holder));
        return partners.Select(partner => Spelled(partner, position, holder)).FirstOrDefault(text => text is not null)
            ?? partners.Select(partner => Cast(partner, position, holder) is { } cast ? Spelled(partner, position, cast) : null).FirstOrDefault(text => text is not null);
    }

    /// <summary>A task that gives the object is awaited: once more, which a task allows.</summary>
    string Awaited(int position, string holder) => Bound(position, SyntaxFactory.ParseExpression(holder)) is ILocalSymbol { Type: INamedTypeSymbol { Name: "Task", TypeArguments: [var given] } task } && rule.Types.Has(given) && !rule.Types.Has(task)
        && scene.Model.GetEnclosingSymbol(position) is IMethodSymbol { IsAsync: true } ? partners.Any(partner => rule.RowOf(partner)!.Slot == Slot.This) && partners.All(partner => rule.RowOf(partner)!.Slot == Slot.This) ? $"(await {holder})" : $"await {holder}" : holder;

    string? Spelled(IMethodSymbol partner, int position, string holder)
        => Arguments(partner, position, holder) is { } arguments && Spellings(partner, position, holder, $"{partner.Name}({arguments})").FirstOrDefault(text => Means(Bound(position, SyntaxFactory.ParseExpression(text)), partner)) is { } spelled
            ? spelled + ";" : null;

    /// <summary>An element of a tuple by its own name, if it has one.</summary>
    public string Named(int position, string holder) => holder.IndexOf(".Item", StringComparison.Ordinal) > 0 && Bound(position, SyntaxFactory.ParseExpression(holder)) is IFieldSymbol { ContainingType: { IsTupleType: true } tuple } field
        && tuple.TupleElements.FirstOrDefault(element => element.IsExplicitlyNamedTupleElement && element.CorrespondingTupleField?.Name == (field.CorrespondingTupleField ?? field).Name) is { } named
        ? holder.Substring(0, holder.LastIndexOf('.') + 1) + named.Name : holder;

    /// <summary>A variable of another type, where that may hold what the partner wants: an <c>object</c>, or a number that stands for a pointer.</summary>
    string? Cast(IMethodSymbol partner, int position, string holder)
    {
        if (Bound(position, SyntaxFactory.ParseExpression(holder)) is not ILocalSymbol { Type: { SpecialType: SpecialType.System_Object or SpecialType.System_IntPtr } or { TypeKind: TypeKind.Interface } })
            return null;
        var slot = rule.RowOf(partner)!.Slot;
        var type = (slot == Slot.This ? partner.ContainingType : partner.Parameters[slot].Type).ToMinimalDisplayString(scene.Model, position).TrimEnd('?');
        return slot == Slot.This ? $"(({type}){holder})" : $"({type}){holder}";
    }

    /// <summary>Whether <paramref name="holder"/> holds something, in the words of the rule.</summary>
    public string Test(string holder)
        => rule.Text.Rows.FirstOrDefault(row => row.Kind == RowKind.Null && row.Member.StartsWith("P:", StringComparison.Ordinal)) is { } row ? $"!{holder}.{row.Name}"
            : rule.Text.Rows.FirstOrDefault(row => row.Kind == RowKind.Live && row.Member.StartsWith("P:", StringComparison.Ordinal)) is { } live ? $"{holder}.{live.Name}"
            : $"{holder} {NotNull}";

    /// <summary>As the file asks.</summary>
    string NotNull => notNull ??= Count("is not null") + Count("is null") > Count("!= null") + Count("== null") ? "is not null" : "!= null";

    int Count(string words) => scene.Text.ToString().Split([words], StringSplitOptions.None).Length;

    /// <summary>Whether <paramref name="holder"/> holds nothing, in the words of the rule.</summary>
    public string TestOfNothing(string holder) => Test(holder) switch
    {
        var test when test.StartsWith("!", StringComparison.Ordinal) => test.Substring(1),
        var test when test.EndsWith(" != null", StringComparison.Ordinal) => $"{holder} == null",
        var test when test.EndsWith(" is not null", StringComparison.Ordinal) => $"{holder} is null",
        var test => "!" + test,
    };

    /// <summary>Whether a statement is nothing but a release of this rule, guarded or not; and of what.</summary>
    public string? FreedBy(StatementSyntax statement) => statement switch
    {
        IfStatementSyntax { Else: null, Statement: var inner } => FreedBy(inner),
        BlockSyntax { Statements: [var only] } => FreedBy(only),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => FreedBy(call),
        ExpressionStatementSyntax { Expression: ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } access } when IsRelease(call) => access.Expression.ToString(),
        _ => null,
    };

    /// <summary>What a call releases, as it is written there; null when it is no release of this rule, nor a helper that does nothing else.</summary>
    public string? FreedBy(InvocationExpressionSyntax call) => Freed(call, scene.Model)?.ToString();

    /// <summary>The same in the tree.</summary>
    public ExpressionSyntax? HolderIn(InvocationExpressionSyntax call) => Freed(call, scene.Model);

    ExpressionSyntax? Freed(InvocationExpressionSyntax call, SemanticModel model) => model.GetSymbolInfo(call).Symbol is not IMethodSymbol method ? null : RowOf(method) switch
    {
        null => ParameterFreedBy(method) is { } slot ? call.ArgumentList.Arguments.ElementAtOrDefault(slot) is { NameColon: null } given ? given.Expression : null : null,
        { IsElements: true } => null,
        { Slot: Slot.This } => (call.Expression as MemberAccessExpressionSyntax)?.Expression,
        { Slot: var slot } => call.ArgumentList.Arguments.ElementAtOrDefault(slot)?.Expression,
    };

    /// <summary>The parameter that a method says it releases, or that one of the source releases and does nothing but that.</summary>
    int? ParameterFreedBy(IMethodSymbol method)
    {
        if (method.Parameters.FirstOrDefault(parameter => OwnershipAttributes.OfParameter(parameter) == RowKind.Releases) is { } said)
            return said.Ordinal;
        if (method is not { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction, IsVirtual: false, IsOverride: false, DeclaringSyntaxReferences: [var reference] } || method.Parameters.IsEmpty || !scene.Model.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
            return null;
        var only = reference.GetSyntax() switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: InvocationExpressionSyntax free } => free,
            LocalFunctionStatementSyntax { ExpressionBody.Expression: InvocationExpressionSyntax free } => free,
            MethodDeclarationSyntax { Body.Statements: [var statement] } => CallIn(statement),
            LocalFunctionStatementSyntax { Body.Statements: [var statement] } => CallIn(statement),
            _ => null,
        };
        if (only is null)
            return null;
        var model = ReferenceEquals(only.SyntaxTree, scene.Root.SyntaxTree) ? scene.Model : scene.Model.Compilation.GetSemanticModel(only.SyntaxTree);
        return model.GetSymbolInfo(only).Symbol is IMethodSymbol inner && RowOf(inner) is not null && Freed(only, model) is { } freed && model.GetSymbolInfo(freed).Symbol is IParameterSymbol parameter ? parameter.Ordinal : null;
    }

    static InvocationExpressionSyntax? CallIn(StatementSyntax statement) => statement switch
    {
        IfStatementSyntax { Else: null, Statement: var inner } => CallIn(inner),
        BlockSyntax { Statements: [var only] } => CallIn(only),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => call,
        _ => null,
    };

    /// <summary>Whether a call releases an object of this rule.</summary>
    public bool IsRelease(InvocationExpressionSyntax call) => RowOf(call) is not null;

    RuleRow? RowOf(InvocationExpressionSyntax call) => scene.Model.GetSymbolInfo(call).Symbol is IMethodSymbol method ? RowOf(method) : null;

    RuleRow? RowOf(IMethodSymbol method) => rule.RowOf(method) is { Kind: RowKind.Releases } known ? known : RowOfMeant(method);

    RuleRow? RowOfMeant(IMethodSymbol method) => partners.FirstOrDefault(partner => Means(method, partner)) is { } meant ? rule.RowOf(meant) : null;

    /// <summary>What has to be said otherwise in a release of this rule: the thing that the object goes back to, and arguments that must be those of the acquire.</summary>
    public IEnumerable<(ExpressionSyntax Wrong, string Right)> Corrections(InvocationExpressionSyntax release)
    {
        if (acquire is null || scene.Model.GetSymbolInfo(release).Symbol is not IMethodSymbol method)
            yield break;
        if (release.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && RowOf(method) is { Slot: not Slot.This } && acquire.IsTakenFrom(method.OriginalDefinition)
            && Receivers.At(release.SpanStart, method, acquire, scene).FirstOrDefault() is { } right && right != receiver.ToString())
            yield return (receiver, right);
        foreach (var (slot, taken) in rule.Text.Matches)
            if (release.ArgumentList.Arguments.ElementAtOrDefault(slot) is { NameColon: null } argument && acquire.ArgumentAt(taken, release.SpanStart) is { } given && given != argument.Expression.ToString())
                yield return (argument.Expression, given);
    }

    /// <summary>The object, and what the rule says must be given again as it was given to the acquire; null when that is not known there.</summary>
    string? Arguments(IMethodSymbol partner, int position, string holder)
    {
        var row = rule.RowOf(partner)!;
        var arguments = new List<string>();
        foreach (var parameter in partner.Parameters)
        {
            var match = rule.Text.Matches.Where(pair => pair.Release == parameter.Ordinal).Select(pair => (int?)pair.Acquire).FirstOrDefault();
            if (parameter.Ordinal == row.Slot)
                arguments.Add(holder);
            else if (match is { } slot && acquire?.ArgumentAt(slot, position) is { } given)
                arguments.Add(given);
            else if (Elsewhere(partner, parameter, position, holder) is { } known)
                arguments.Add(known);
            else if (!parameter.IsOptional)
                return null;
            else
                break;
        }

        return string.Join(", ", arguments);
    }

    /// <summary>What is said in another release of the same thing in the same member, if it means the same here.</summary>
    string? Elsewhere(IMethodSymbol partner, IParameterSymbol parameter, int position, string holder)
    {
        foreach (var other in scene.CodeAround(position).DescendantNodes().OfType<InvocationExpressionSyntax>())
            if (other.ArgumentList.Arguments.ElementAtOrDefault(parameter.Ordinal) is { NameColon: null } argument && Means(scene.Model.GetSymbolInfo(other).Symbol, partner) && FreedBy(other) == holder
                && SameValue.IsStable(argument.Expression, scene.Model) && SameValue.MeansTheSame(argument.Expression, scene.Model, position, scene))
                return argument.Expression.WithoutTrivia().ToString();
        return null;
    }

    IEnumerable<string> Spellings(IMethodSymbol partner, int position, string holder, string call)
    {
        if (rule.RowOf(partner)!.Slot == Slot.This)
            return [$"{holder}.{call}"];
        if (!partner.IsStatic)
            return [.. Receivers.At(position, partner, acquire, scene).Select(receiver => $"{receiver}.{call}")];
        var type = partner.ContainingType;
        return [call, $"{type.ToMinimalDisplayString(scene.Model, position)}.{call}", $"{type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{call}"];
    }

    ISymbol? Bound(int position, ExpressionSyntax expression)
        => scene.Model.GetSpeculativeSymbolInfo(position, expression, SpeculativeBindingOption.BindAsExpression).Symbol;

    /// <summary>Whether a method is the partner, or what a class has for it where the partner is an interface's.</summary>
    static bool Means(ISymbol? symbol, IMethodSymbol partner)
        => SymbolEqualityComparer.Default.Equals(symbol?.OriginalDefinition, partner.OriginalDefinition)
            || (symbol is IMethodSymbol method && partner.ContainingType.TypeKind == TypeKind.Interface
                && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(partner), method));
}
