using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Remedies;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0001: frees in the closing role what is still allocated when it ends, and before the opening role fails.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreeInClosingRole))]
public sealed class FreeInClosingRole() : FindingFix(Defect.StillAllocated, new TurnTest(), new FillTest(isWaiting: true), new CallBase(), new FreeInClosing(isFirst: false), new FreeInClosing(isFirst: true), new FillTest(isWaiting: false));
