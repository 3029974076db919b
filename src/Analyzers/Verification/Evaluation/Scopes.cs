using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using NdisRules.Analyzers.Verification.Bodies;
using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Verification.Evaluation;

/// <summary>Which variables end where.</summary>
sealed class Scopes(Body body)
{
    /// <summary>Whether a location is a variable, or a member of one, that is declared in one of the regions.</summary>
    public bool EndsWith(IReadOnlyList<ControlFlowRegion> regions, Place location) => regions.Count > 0 && location.Root switch
    {
        { Kind: PlaceKind.Local or PlaceKind.Shared, Identity: ILocalSymbol local } => Declares(regions, local),
        { Kind: PlaceKind.Capture, Identity: ValueTuple<CaptureId, ControlFlowGraph> capture } => ReferenceEquals(capture.Item2, body.Graph) && Declares(regions, capture.Item1),
        _ => false,
    };

    static bool Declares(IReadOnlyList<ControlFlowRegion> regions, ILocalSymbol local)
    {
        for (var i = 0; i < regions.Count; i++)
            if (regions[i].Locals.Contains(local))
                return true;
        return false;
    }

    static bool Declares(IReadOnlyList<ControlFlowRegion> regions, CaptureId capture)
    {
        for (var i = 0; i < regions.Count; i++)
            if (regions[i].CaptureIds.Contains(capture))
                return true;
        return false;
    }

    /// <summary>Whether a location is a variable of the body: it goes when the body ends.</summary>
    public bool BelongsToBody(Place location) => location.Root switch
    {
        { Kind: PlaceKind.Local or PlaceKind.Parameter or PlaceKind.Shared, Identity: ISymbol variable } => Owns(body.Symbol, variable)
            && !(variable is IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out }),
        { Kind: PlaceKind.Capture, Identity: ValueTuple<CaptureId, ControlFlowGraph> capture } => ReferenceEquals(capture.Item2, body.Graph),
        { Kind: PlaceKind.Temporary, Identity: ValueTuple<IOperation, ControlFlowGraph> temporary } => ReferenceEquals(temporary.Item2, body.Graph),
        { Kind: PlaceKind.Asked, Identity: AskedCondition condition } => ReferenceEquals(condition.Graph, body.Graph),
        { Kind: PlaceKind.This, Identity: ISymbol symbol } => SymbolEqualityComparer.Default.Equals(symbol, body.Symbol),
        _ => false,
    };

    /// <summary>Whether a location is what the body gives out by a parameter.</summary>
    public bool IsOut(Place location) => location.Root is { Kind: PlaceKind.Parameter, Identity: IParameterSymbol { RefKind: RefKind.Out } parameter } && Owns(body.Symbol, parameter);

    /// <summary>Whether a location is a variable of a function, or hangs on one.</summary>
    public static bool IsVariableOf(Place location, ISymbol function) => location.Root is { Kind: PlaceKind.Local or PlaceKind.Parameter or PlaceKind.Shared, Identity: ISymbol variable } && Owns(function, variable);

    /// <summary>Whether a variable is one of a function; a member of an extension block has the receiver for a parameter, which the block declares.</summary>
    public static bool Owns(ISymbol function, ISymbol variable) => SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function)
        || variable is IParameterSymbol { ContainingSymbol: INamedTypeSymbol block } && SymbolEqualityComparer.Default.Equals(block, function.ContainingSymbol);

    /// <summary>Whether a location is a value on its way in a statement of the body.</summary>
    public bool EndsWithStatement(Place location)
        => location.Root is { Kind: PlaceKind.Temporary, Identity: ValueTuple<IOperation, ControlFlowGraph> temporary } && ReferenceEquals(temporary.Item2, body.Graph);

    /// <summary>The statement at whose end a variable's name ends; null when it lasts as long as the body.</summary>
    public static SyntaxNode? SyntaxOf(Place? location)
    {
        if (location?.Root is not { Kind: PlaceKind.Local, Identity: ILocalSymbol local })
            return null;
        return local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().Ancestors().FirstOrDefault(ancestor =>
            ancestor is BlockSyntax or ForStatementSyntax or CommonForEachStatementSyntax or UsingStatementSyntax or SwitchStatementSyntax);
    }
}
