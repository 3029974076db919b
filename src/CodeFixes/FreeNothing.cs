using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Remedies;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0007: takes out a free that has nothing to free.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreeNothing))]
public sealed class FreeNothing() : FindingFix(Defect.FreedWithoutAcquire, new TurnTest(), new RemoveFree());
