using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Tool.Checking;

/// <summary>How reports name the code around a place.</summary>
internal static class Members
{
    /// <summary>Type and member around a place, such as <c>LoopbackAdapter.Bounce</c>; empty where there is none.</summary>
    public static string Around(Location location) => NodeAt(location) is { } node ? string.Join('.', node.AncestorsAndSelf().Select(NameOf).OfType<string>().Reverse()) : "";

    /// <summary>The last name of a member: <c>Bounce</c>.</summary>
    public static string ShortName(string member) => member[(member.LastIndexOf('.') + 1)..];

    /// <summary>The innermost function, property or field around a place.</summary>
    public static SyntaxNode? DeclarationAround(Location location) => NodeAt(location)?.AncestorsAndSelf().FirstOrDefault(node => node is not BaseTypeDeclarationSyntax && NameOf(node) is not null);

    public static string? NameOf(SyntaxNode? node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        ConstructorDeclarationSyntax => "ctor",
        DestructorDeclarationSyntax => "Finalize",
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        IndexerDeclarationSyntax => "this[]",
        EventDeclarationSyntax declared => declared.Identifier.ValueText,
        OperatorDeclarationSyntax declared => "operator " + declared.OperatorToken.ValueText,
        ConversionOperatorDeclarationSyntax declared => "operator " + declared.Type,
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Where a declaration says its name.</summary>
    public static Location? IdentifierOf(SyntaxNode? node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        ConstructorDeclarationSyntax constructor => constructor.Identifier.GetLocation(),
        PropertyDeclarationSyntax property => property.Identifier.GetLocation(),
        _ => null,
    };

    /// <summary>The end of the body of the method that a place names; the place itself where it names none.</summary>
    public static Location EndOf(Location location) =>
        NodeAt(location) is MethodDeclarationSyntax { Body: { } body } method && method.Identifier.Span == location.SourceSpan ? body.CloseBraceToken.GetLocation() : location;

    static SyntaxNode? NodeAt(Location location) => location.SourceTree is CSharpSyntaxTree tree ? tree.GetRoot().FindNode(location.SourceSpan, getInnermostNodeForTie: true) : null;
}
