using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Remedies;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0005: frees the object before every exit that loses it, in a finally, or at the end of its scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreeBeforeExits))]
public sealed class FreeBeforeExits() : FindingFix(Defect.Lost, new TurnTest(), new FillTest(), new FreeAtExits(), new KeepInLocal(), new FreeInHelper(), new MakeDisposable(), new RegroupFrees(), new UseScope(), new FreeInFinally());
