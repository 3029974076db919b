using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>
/// The bodies of a compilation, made on demand and kept. The one place that asks for semantic models: on the compilation of an
/// analysis context that is the driver's own cached model, so nothing is bound twice.
/// </summary>
sealed class MethodBodies(Compilation compilation)
{
    static readonly ConditionalWeakTable<Compilation, MethodBodies> shared = new();

    readonly ConcurrentDictionary<SyntaxTree, SemanticModel> models = new();
    readonly ConcurrentDictionary<ISymbol, IReadOnlyList<Body>> bodies = new(SymbolEqualityComparer.Default);

    public MemberTraits Traits { get; } = new(compilation);

    /// <summary>What gives the same each time.</summary>
    public FixedMembers Fixed => field ?? Interlocked.CompareExchange(ref field, new(this), null) ?? field;

    /// <summary>The small methods on which conditions hang.</summary>
    public Deciders Deciders => field ?? Interlocked.CompareExchange(ref field, new(this), null) ?? field;

    public Implementations Implementations { get; } = new(compilation);

    /// <summary>How far counters in fields are counted.</summary>
    public FieldCounting FieldCounting => field ?? Interlocked.CompareExchange(ref field, new(ModelOf), null) ?? field;

    /// <summary>The bodies of a compilation, shared by everything that asks about it.</summary>
    public static MethodBodies Of(Compilation compilation) => shared.GetValue(compilation, added => new MethodBodies(added));

    /// <summary>Whether the source of this compilation declares a method, or the type of one that nobody wrote.</summary>
    public bool IsDeclaredHere(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
        && (!method.DeclaringSyntaxReferences.IsEmpty || method.ContainingType is { IsImplicitlyDeclared: false, DeclaringSyntaxReferences.Length: > 0 });

    public SemanticModel ModelOf(SyntaxTree tree) => models.GetOrAdd(tree,
#pragma warning disable RS1030 // callees in other trees must be read; see the summary above for why nothing is bound twice
        added => compilation.GetSemanticModel(added));
#pragma warning restore RS1030

    /// <summary>The body of a method, accessor, constructor or initialised field, then those of the functions inside it. Empty without source.</summary>
    public IReadOnlyList<Body> Of(ISymbol member, CancellationToken cancellation)
    {
        member = Implementation(member);
        if (bodies.TryGetValue(member, out var known))
            return known;
        var made = Make(member, cancellation);
        return bodies.TryAdd(member, made) ? made : bodies[member];
    }

    /// <summary>What runs when a method with source is called; a lambda or local function lies among the bodies of the member around it.</summary>
    public Body? OfCallee(IMethodSymbol target, CancellationToken cancellation)
    {
        if (target.MethodKind is not (MethodKind.LocalFunction or MethodKind.AnonymousFunction))
            return Of(target, cancellation).FirstOrDefault();
        ISymbol member = target.ContainingSymbol;
        while (member is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
            member = member.ContainingSymbol;
        return Of(member, cancellation).FirstOrDefault(body => SymbolEqualityComparer.Default.Equals(body.Symbol, target.OriginalDefinition));
    }

    /// <summary>The member whose code runs when this one is called: the implementing part, the definition of a generic.</summary>
    public static ISymbol Implementation(ISymbol member) => member is IMethodSymbol method
        ? (ExtensionBlocks.MemberOf((method.ReducedFrom ?? method).OriginalDefinition) is var definition && definition.PartialImplementationPart is { } part ? part : definition)
        : member.OriginalDefinition;

    IReadOnlyList<Body> Make(ISymbol member, CancellationToken cancellation)
    {
        var made = new List<Body>();
        foreach (var reference in member.DeclaringSyntaxReferences.OrderBy(reference => reference.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(reference => reference.Span.Start))
        {
            if (!compilation.ContainsSyntaxTree(reference.SyntaxTree) || RootOf(reference.GetSyntax(cancellation)) is not { } declaration)
                continue;
            if (GraphOf(ModelOf(reference.SyntaxTree).GetOperation(declaration, cancellation), cancellation) is not { } graph)
                continue;
            var body = new Body(member, member, graph, declaration);
            made.Add(body);
            AddNested(body, made, cancellation);
        }

        return made;
    }

    /// <summary>The syntax whose operation is a root: a graph can be made from no other.</summary>
    static SyntaxNode? RootOf(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax variable => variable.Initializer,
        PropertyDeclarationSyntax property => property.Initializer,
        MethodDeclarationSyntax or ConstructorDeclarationSyntax or DestructorDeclarationSyntax or OperatorDeclarationSyntax
            or ConversionOperatorDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax
            or TypeDeclarationSyntax or CompilationUnitSyntax => declaration,
        _ => null,
    };

    static ControlFlowGraph? GraphOf(IOperation? root, CancellationToken cancellation) => root switch
    {
        { Parent: not null } => null,
        IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellation),
        IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellation),
        IBlockOperation block => ControlFlowGraph.Create(block, cancellation),
        IFieldInitializerOperation field => ControlFlowGraph.Create(field, cancellation),
        IPropertyInitializerOperation property => ControlFlowGraph.Create(property, cancellation),
        _ => null,
    };

    static void AddNested(Body outer, List<Body> made, CancellationToken cancellation)
    {
        var nested = new List<Body>();
        foreach (var local in outer.Graph.LocalFunctions)
            if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is { } syntax)
                nested.Add(new Body(local, outer.Member, outer.Graph.GetLocalFunctionControlFlowGraph(local, cancellation), syntax));
        foreach (var lambda in outer.Operations.All.OfType<IFlowAnonymousFunctionOperation>())
            nested.Add(new Body(lambda.Symbol, outer.Member, outer.Graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellation), lambda.Syntax));

        foreach (var body in nested)
        {
            made.Add(body);
            AddNested(body, made, cancellation);
        }
    }
}
