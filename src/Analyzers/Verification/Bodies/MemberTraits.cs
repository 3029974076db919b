using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>What is asked of members again and again and costs a look at their attributes, members or syntax. Per compilation, for all threads.</summary>
sealed class MemberTraits
{
    readonly ConcurrentDictionary<ISymbol, bool> endsPath = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> throwsOnly = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> hasField = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> isAuto = new(SymbolEqualityComparer.Default);

    /// <summary>A method that says of itself that it does not return.</summary>
    public bool EndsProgram(IMethodSymbol method) => endsPath.GetOrAdd(method.OriginalDefinition, static asked
        => asked.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "DoesNotReturnAttribute" }));

    /// <summary>A method whose source is nothing but a way to throw: <c>static void Fail() => throw …</c>.</summary>
    public bool ThrowsOnly(IMethodSymbol method) => throwsOnly.GetOrAdd(method.OriginalDefinition, static asked
        => asked.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: ThrowExpressionSyntax } => true,
            MethodDeclarationSyntax { Body: { Statements: [.., ThrowStatementSyntax] } block } => !block.DescendantNodes().Any(node => node is ReturnStatementSyntax or YieldStatementSyntax or GotoStatementSyntax),
            _ => false,
        });

    /// <summary>Whether an accessor is left to the compiler; of a property with the other one written out, it reads or writes what that one calls <c>field</c>.</summary>
    public static bool IsAutoAccessor(IMethodSymbol? accessor) => accessor?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        null => true,
        AccessorDeclarationSyntax { Body: null, ExpressionBody: null } => true,
        ParameterSyntax => true,
        _ => false,
    };

    /// <summary>A property that is a field in all but name.</summary>
    public bool IsAutoProperty(IPropertySymbol property) => isAuto.GetOrAdd(property.OriginalDefinition, static asked
        => asked is IPropertySymbol { IsAbstract: false, DeclaringSyntaxReferences.Length: > 0 } property && IsAutoAccessor(property.GetMethod) && IsAutoAccessor(property.SetMethod) && HasField(asked));

    /// <summary>Whether the compiler keeps a field for a property.</summary>
    public bool HasBackingField(IPropertySymbol property) => !property.DeclaringSyntaxReferences.IsEmpty && hasField.GetOrAdd(property.OriginalDefinition, static asked => HasField(asked));

    static bool HasField(ISymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
