using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Remedies;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0006: frees the object whatever call throws, in a finally or at the end of its scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreeWhateverThrows))]
public sealed class FreeWhateverThrows() : FindingFix(Defect.LostByCall, new FreeInFinally(), new UseScope());
