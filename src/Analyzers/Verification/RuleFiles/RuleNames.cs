using Microsoft.CodeAnalysis;
using NdisRules.Analyzers.Verification.Names;

namespace NdisRules.Analyzers.Verification.RuleFiles;

/// <summary>
/// The names by which code shows that it may be about a rule: those of its acquires, and of its releases where to release null is a
/// defect by itself. Not every release: who disposes, returns or frees what he never acquired can do no wrong alone, and half of all
/// code disposes something.
/// </summary>
sealed class RuleNames
{
    public RuleNames(IReadOnlyDictionary<ISymbol, RuleRow> rows, bool knowsAttributes)
    {
        Acquires = [.. rows.Where(pair => pair.Value.Kind == RowKind.Acquires).SelectMany(pair => NamesOf(pair.Key, pair.Value)), .. knowsAttributes ? OwnershipAttributes.AcquiringWords : []];
        Releases = [.. rows.Where(pair => pair.Value.Kind == RowKind.Releases).Select(pair => pair.Value.Name).Where(name => !IsEverybodys(name))];
    }

    /// <summary>The words without any of which code is not about a rule, those of attributes that may name it included: told from its file alone, before anything is bound.</summary>
    public static IEnumerable<string> WordsOf(RuleText text) => text.Rows
        .Where(row => !row.IsByAttribute && (row.Kind == RowKind.Acquires || (row.Kind == RowKind.Releases && text.NullReleaseIsDefect)))
        .SelectMany(static row => new[] { row.Name, row.IsConstructor ? NameIndex.TargetTypedNew : NameIndex.CalledWithoutArguments(row.Name) })
        .Concat(OwnershipAttributes.AcquiringWords);

    public IReadOnlyCollection<string> Acquires { get; }

    /// <summary>Those that say something of themselves: what disposes null is told only where the rule is met by another name.</summary>
    public IReadOnlyCollection<string> Releases { get; }

    static bool IsEverybodys(string name) => name is "Dispose" or "DisposeAsync";

    /// <summary>What is called without arguments is looked for as such: <c>Get()</c> is rarer than <c>Get</c>. An object may be created without the name of its type.</summary>
    static IEnumerable<string> NamesOf(ISymbol member, RuleRow row) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => [row.Name, NameIndex.TargetTypedNew],
        IMethodSymbol { Parameters.IsEmpty: true, IsExtensionMethod: false } => [NameIndex.CalledWithoutArguments(row.Name)],
        _ => [row.Name],
    };
}
