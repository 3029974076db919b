using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Checking;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes.Remedies;

/// <summary>Clears the reference with the first free, and lets what comes later ask for it: a second free is tested, a use must be tested already.</summary>
internal sealed class ClearAfterFree : Remedy
{
    public override string Key => "NdisRules.ClearAfterFree";

    public override string Title(Finding finding) => finding.Defect == Defect.FreedTwice ? "Clear the reference after the first free and test it before the second" : "Clear the reference after the free";

    public override Task<Patch?> SettleAsync(Trial trial) => FirstAsync(trial, [draft => Write(draft, trial.Finding), draft => WriteWithTest(draft, trial.Finding, NullTest.BeforeUse), draft => WriteWithTest(draft, trial.Finding, NullTest.AroundUse)]);

    /// <summary>A field that another member frees, and nobody asks for before it is used.</summary>
    static bool WriteWithTest(Draft draft, Finding finding, NullTest form)
    {
        if (finding.Defect != Defect.UsedAfterFree || ReleaseCall.Of(draft.Scene, finding) is not { } call || FreeStatement.First(draft, finding, call) is not { } first || draft.Scene.Model.GetSymbolInfo(first.Holder).Symbol is not IFieldSymbol field
            || finding.ObjectName is not null && finding.ObjectName.Split('.').Last() != field.Name || Release.Clearing(field, first.Holder.ToString()) is not { } clear || !new NullTestWriter(draft, call, finding).Write(form))
            return false;
        draft.After(first.Statement, [clear]);
        return true;
    }

    static bool Write(Draft draft, Finding finding)
    {
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call || FreeStatement.First(draft, finding, call) is not { } first
            || draft.Scene.Model.GetSymbolInfo(first.Holder).Symbol is not { } holder || Release.Clearing(holder, first.Holder.ToString()) is not { } clear)
            return false;
        var isReady = finding.Defect == Defect.FreedTwice ? TestsSecond(draft, finding, call, holder) : IsTested(draft, finding, holder);
        if (isReady)
            draft.After(first.Statement, [clear]);
        return isReady;
    }

    static bool TestsSecond(Draft draft, Finding finding, ReleaseCall call, ISymbol holder)
    {
        if (FreeStatement.At(draft, finding, call) is not { } second || !SymbolEqualityComparer.Default.Equals(draft.Scene.Model.GetSymbolInfo(second.Holder).Symbol, holder))
            return false;
        if (IsTested(draft, finding, holder))
            return true;
        draft.Guard(second.Statement, call.Test(second.Holder.ToString()));
        return true;
    }

    /// <summary>Whether a condition around it asks for the holder: what is cleared would else be used as null.</summary>
    static bool IsTested(Draft draft, Finding finding, ISymbol holder) => draft.Scene.Root.FindNode(finding.Primary.SourceSpan).Ancestors().TakeWhile(node => node is not MemberDeclarationSyntax)
        .OfType<IfStatementSyntax>().Any(test => !test.Condition.Span.Contains(finding.Primary.SourceSpan) && test.Condition.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
            .Any(name => SymbolEqualityComparer.Default.Equals(draft.Scene.Model.GetSymbolInfo(name).Symbol, holder)));
}
