using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Tool.Checking;

/// <summary>How reports name the code around a place.</summary>
internal static class Members
{
    /// <summary>Type and member around a place, such as <c>LoopbackAdapter.Bounce</c>; empty where there is none.</summary>
    public static string Around(Location location)
    {
        if (location.SourceTree is not { } tree)
            return "";
        var node = tree.GetRoot().FindNode(location.SourceSpan, getInnermostNodeForTie: true);
        return string.Join('.', node.AncestorsAndSelf().Select(NameOf).OfType<string>().Reverse());
    }

    static string? NameOf(SyntaxNode node) => node switch
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
        AccessorDeclarationSyntax { RawKind: not (int)SyntaxKind.UnknownAccessorDeclaration } accessor => accessor.Keyword.ValueText,
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
        _ => null,
    };
}
