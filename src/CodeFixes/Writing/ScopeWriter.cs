using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.CodeFixes.Writing;

/// <summary>Binds an object to the scope of the local that owns it.</summary>
internal sealed class ScopeWriter(Draft draft, ReleaseCall call, Rule rule, OwnedRegion region)
{
    readonly LentOnly lent = new(draft.Scene, rule);

    /// <summary><c>using</c> before the declaration. False where the object is not given back by its own <c>Dispose</c>.</summary>
    public bool WriteUsing()
    {
        if (region.Start is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, AwaitKeyword.RawKind: 0 } declaration || !IsDisposed() || !IsOnlyLent() || region.Frees(call) is not { } frees)
            return false;
        Remove(frees);
        draft.Insert(declaration.Declaration.SpanStart, "using ");
        return true;
    }

    /// <summary>The owner that the rule knows, behind the tests for null. False where it knows none.</summary>
    public bool WriteOwner()
    {
        if (Owner() is not { } owner || !IsOnlyLent() || EndsParent() || region.Frees(call) is not { } frees)
            return false;
        var tests = region.NullTests(lent);
        if (region.Rest.Count <= tests || region.Rest.Count == tests + 1 && frees.Contains(region.Rest[tests]))
            return false;
        Remove(frees);
        var name = HeldBack.Unused("owned", region.Start, draft.Scene);
        draft.After(tests == 0 ? region.Start : region.Rest[tests - 1], [$"using var {name} = {region.Variable.Name}.{owner.Name}();"]);
        return true;
    }

    /// <summary>Text that another configuration compiles may free as well.</summary>
    void Remove(IReadOnlyList<StatementSyntax> frees)
    {
        foreach (var statement in region.Rest)
            draft.Keeps(statement);
        foreach (var free in frees)
            draft.Remove(free);
    }

    bool IsOnlyLent() => region.Rest.All(statement => lent.In(statement, region.Variable));

    /// <summary>A scope lasts to the end of its block: what the object was taken from must last as long, and no check would see that it does not.</summary>
    bool EndsParent() => region.Rest.SelectMany(statement => statement.DescendantNodes()).OfType<InvocationExpressionSyntax>()
        .Any(other => call.FreedBy(other) is null && draft.Scene.Model.GetSymbolInfo(other).Symbol is IMethodSymbol method && (method.Name is "Dispose" or "DisposeAsync" || draft.Scene.Book.PartnerAt(method) is not null));

    /// <summary>The object itself, or the wrapper around it.</summary>
    bool IsDisposed() => !rule.Types.Has(region.Variable.Type) ? IsDisposable(region.Variable.Type) : rule.SingleReleases.Any(release => release.Name == "Dispose" && rule.RowOf(release)?.Slot == Slot.This);

    /// <summary>A method by which the object hands itself to something that disposes it.</summary>
    IMethodSymbol? Owner() => region.Variable.Type.GetMembers().OfType<IMethodSymbol>()
        .FirstOrDefault(method => method is { IsStatic: false, Parameters.IsEmpty: true } && rule.RowOf(method) is { Kind: RowKind.Transfers, Slot: Slot.This } && IsDisposable(method.ReturnType));

    static bool IsDisposable(ITypeSymbol type)
        => type.AllInterfaces.Any(known => known.SpecialType == SpecialType.System_IDisposable) || (type.IsRefLikeType && type.GetMembers("Dispose").OfType<IMethodSymbol>().Any(method => method.Parameters.IsEmpty));
}
