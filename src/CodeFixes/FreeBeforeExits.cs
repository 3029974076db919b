using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NdisRules.Analyzers.Verification.Running;
using NdisRules.CodeFixes.Remedies;
using NdisRules.CodeFixes.Writing;

namespace NdisRules.CodeFixes;

/// <summary>NDIS0005: frees the object before every exit that loses it, in a finally, or at the end of its scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreeBeforeExits))]
public sealed class FreeBeforeExits() : FindingFix(Defect.Lost, new DeclareOwnership(), new TurnTest(), new FillTest(isWaiting: true), new LoosenTest(), new FreeAtExits(), new KeepInLocal(new FreeAtExits(), "Keep it in a local and free it"), new FreeBoth(), new FreeInHelper(Guard.None), new FreeUnlessTaken(asksResult: true), new FreeUnlessTaken(asksResult: false), new FreeDropped(), new KeepWalking(), new MakeDisposable(), new RegroupFrees(), new FreeInHelper(Guard.Tested), new UseScope(), new EndOwner(byScope: true), new EndOwner(byScope: false), new FreeInFinally(), new FillTest(isWaiting: false));
