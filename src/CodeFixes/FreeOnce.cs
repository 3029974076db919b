using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Remedies;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0003: frees once: without the second free, or with a test before it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreeOnce))]
public sealed class FreeOnce() : FindingFix(Defect.FreedTwice, new TurnTest(), new RemoveFree(), new FreeIfOther(), new ClearAfterFree());
