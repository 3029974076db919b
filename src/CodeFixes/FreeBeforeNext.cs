using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Remedies;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0002: frees the old object before its place is given a new one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreeBeforeNext))]
public sealed class FreeBeforeNext() : FindingFix(Defect.NotAlternating, new TurnTest(), new FreeBeforeOverwrite());
