using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Remedies;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0004: frees behind the last use, or clears the reference that is asked for later.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreeAfterUse))]
public sealed class FreeAfterUse() : FindingFix(Defect.UsedAfterFree, new TurnTest(), new RemoveFree(), new MoveFree(), new ExtendScope(), new ReadBeforeFree(), new UseBeforeFree(), new TakeLater(), new RefreshView(), new FreeOnThrow(), new ClearAfterFree());
