using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Remedies;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0008: gives an object back by its own partner, to what it was taken from, with what it was taken with.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreeByPartner))]
public sealed class FreeByPartner() : FindingFix(Defect.WrongPartner, new CallRightPartner());
