using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Remedies;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0009: frees in the right order.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreeInOrder))]
public sealed class FreeInOrder() : FindingFix(Defect.OutOfOrder, new TurnTest(), new FillTest(isWaiting: true), new MoveFree(), new FreeBeforeParent(), new FillTest(isWaiting: false));
