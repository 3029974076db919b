using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NdisRules.Testing.Tests;

/// <summary>Reports every local whose name starts with "bad"; the same place says "worse" where the name says so.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public class BadLocals : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Bad = new("BAD001", "Bad", "'{0}' is a bad name", "Samples", DiagnosticSeverity.Warning, true);
    public static readonly DiagnosticDescriptor Worse = new("BAD002", "Worse", "'{0}' is worse", "Samples", DiagnosticSeverity.Warning, false);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Bad, Worse];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Check, SyntaxKind.VariableDeclarator);
    }

    static void Check(SyntaxNodeAnalysisContext context)
    {
        var name = ((VariableDeclaratorSyntax)context.Node).Identifier;
        Location[] also = [context.Node.GetLocation()];
        if (name.Text.StartsWith("bad", StringComparison.Ordinal)) context.ReportDiagnostic(Diagnostic.Create(Bad, name.GetLocation(), also, name.Text));
        if (name.Text.EndsWith("worse", StringComparison.Ordinal)) context.ReportDiagnostic(Diagnostic.Create(Worse, name.GetLocation(), also, name.Text));
    }
}

/// <summary>One descriptor only; looks into generated code too, as an analyzer should not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public class GotoFinder : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new("GOTO01", "Goto", "A goto", "Samples", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSyntaxNodeAction(node => node.ReportDiagnostic(Diagnostic.Create(Rule, node.Node.GetLocation())), SyntaxKind.GotoStatement);
    }
}

/// <summary>Reports the method after the one it looks at: a build shows that, an editor does not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public class NeighbourFinder : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new("NEXT01", "Next", "The method next to '{0}'", "Samples", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockAction(block =>
        {
            var methods = block.OwningSymbol.ContainingType.GetMembers().Where(member => member.Name.Length > 0 && member.CanBeReferencedByName).ToList();
            if (methods.ElementAtOrDefault(methods.IndexOf(block.OwningSymbol) + 1) is { } next)
                block.ReportDiagnostic(Diagnostic.Create(Rule, next.Locations[0], block.OwningSymbol.Name));
        });
    }
}

/// <summary>Reports each line of the additional files that says "wrong".</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public class WrongLines : DiagnosticAnalyzer
{
    public static readonly DiagnosticDescriptor Rule = new("LINE01", "Line", "A wrong line", "Samples", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterAdditionalFileAction(file =>
        {
            var text = file.AdditionalFile.GetText()!;
            foreach (var span in text.Lines.Where(line => line.ToString() == "wrong").Select(line => line.Span))
                file.ReportDiagnostic(Diagnostic.Create(Rule, Location.Create(file.AdditionalFile.Path, span, text.Lines.GetLinePositionSpan(span))));
        });
    }
}

[DiagnosticAnalyzer(LanguageNames.CSharp)]
public class Thrower : BadLocals
{
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(_ => throw new ArithmeticException("one and one is three"), SymbolKind.NamedType);
    }
}
