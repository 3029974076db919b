using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Remedies;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0010: tests for null before the first use.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TestBeforeUse))]
public sealed class TestBeforeUse() : FindingFix(Defect.MayBeNull, new TurnTest(), new TestForNull(), new KeepInLocal(new TestForNull(), "Keep it in a local and test that for null"));
