using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Names;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>The words without which no role can be declared in a file. Only files that mention one are ever bound for it.</summary>
sealed class RoleMentions
{
    // "Pause" is all over a user interface: such words make no file a candidate, but in one that is, a member that has them is looked at.
    static readonly HashSet<string> fixedWords = new(StringComparer.Ordinal) { NdisRoles.Characteristics, NdisRoles.Attribute, "MiniportRole" };
    static readonly HashSet<string> commonWords = new(StringComparer.Ordinal);
    static readonly WordSieve sieve;

    readonly HashSet<string> words = [.. fixedWords];
    readonly HashSet<string> allWords = [.. fixedWords, .. commonWords];

    // An attribute is called by its name, or by an alias, whatever else is called like a role.
    readonly HashSet<string> attributes = new(StringComparer.Ordinal) { NdisRoles.Attribute, "MiniportRole" };

    static RoleMentions()
    {
        foreach (var role in NdisRoles.All)
        {
            fixedWords.UnionWith([role.DelegateName, Lower(role.DelegateName)]);
            if (role.OtherDelegate is { } other)
                fixedWords.UnionWith([other, Lower(other)]);
            (role.Distinctive ? fixedWords : commonWords).UnionWith([role.Name, role.Name + "Handler", Lower(role.Name), Lower(role.Name) + "Handler"]);
        }

        sieve = new([.. fixedWords, .. commonWords, NdisRoles.Adapter, NdisRoles.Binding, NdisRoles.Module]);
    }

    RoleMentions(Compilation compilation)
    {
        if (NdisRoles.Find(compilation, NdisRoles.Characteristics) is { } characteristics)
            allWords.UnionWith(characteristics.GetMembers().Where(member => member is IPropertySymbol or IFieldSymbol).Select(member => member.Name));
    }

    /// <summary>Whether any source may have a word of a role at all. To ask that costs less than to ask every reference of a program for the types that declare roles.</summary>
    public static bool MayBeIn(Compilation compilation) => sieve.AnyIn(compilation);

    public static RoleMentions In(Compilation compilation)
    {
        var mentions = new RoleMentions(compilation);
        mentions.AddCarriers(compilation);
        return mentions;
    }

    public bool In(SyntaxTree tree) => NameIndex.Of(tree).Meets(words);

    /// <summary>How a method is called says nothing about what is converted in it, and every override of an adapter is called like its role.</summary>
    public bool In(SyntaxNode node)
        => NameIndex.DeclarationOf(node) is { } declaration ? Has(declaration, allWords) : NameIndex.MentionsOf(node).Overlaps(allWords);

    static bool Has(NameIndex.Declaration declaration, HashSet<string> names)
    {
        foreach (var mention in declaration.Mentions)
            if (names.Contains(mention) && !declaration.IsOnlyCalled(mention))
                return true;
        return false;
    }

    /// <summary>Whether an attribute in a file may declare a role.</summary>
    public bool MayDeclareIn(SyntaxTree tree) => NameIndex.Of(tree).Meets(attributes);

    /// <summary>Whether an attribute in or on a member may declare a role.</summary>
    public bool MayDeclareIn(MemberDeclarationSyntax member) => MayHave(member, attributes);

    static bool MayHave(MemberDeclarationSyntax member, HashSet<string> names) => member is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax
        || (NameIndex.DeclarationOf(member) is { } declaration ? Has(declaration, names) : NameIndex.MentionsOf(member).Overlaps(names));

    bool IsWord(string name) => allWords.Contains(name);

    /// <summary>
    /// A file may register a handler by calling <c>Register(OnHalt)</c>, or under a global alias, and mention no role itself:
    /// so the names of members that take, hold or give role delegates, and of such aliases, are words too.
    /// </summary>
    void AddCarriers(Compilation compilation)
    {
        var carriers = compilation.SyntaxTrees.Where(In)
            .SelectMany(tree => tree.GetRoot().DescendantNodes(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax) && (node is not MemberDeclarationSyntax member || MayHave(member, allWords))))
            .Select(node => (Name: CarrierName(node), IsAlias: node is UsingDirectiveSyntax))
            .Where(carrier => carrier.Name is not null)
            .ToList();
        words.UnionWith(carriers.Select(carrier => carrier.Name!));
        allWords.UnionWith(words);
        attributes.UnionWith(carriers.Where(carrier => carrier.IsAlias).Select(carrier => carrier.Name!));
    }

    string? CarrierName(SyntaxNode node) => node switch
    {
        ParameterSyntax parameter when Mentions(parameter.Type) || IsWord(parameter.Identifier.ValueText) => Owner(parameter),
        MethodDeclarationSyntax method when Mentions(method.ReturnType) => method.Identifier.ValueText,
        PropertyDeclarationSyntax property when Mentions(property.Type) => property.Identifier.ValueText,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } variable when Mentions(declaration.Type) => variable.Identifier.ValueText,
        UsingDirectiveSyntax { Alias: { } alias, Name: { } name } when Mentions(name) => alias.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>Most types are one word, which is looked at without a list of names.</summary>
    bool Mentions(SyntaxNode? node) => node switch
    {
        null or PredefinedTypeSyntax => false,
        IdentifierNameSyntax name => IsWord(name.Identifier.ValueText),
        NullableTypeSyntax nullable => Mentions(nullable.ElementType),
        _ => In(node),
    };

    static string? Owner(ParameterSyntax parameter) => parameter.Parent?.Parent switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        _ => null,
    };

    static string Lower(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
