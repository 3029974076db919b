using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NdisRules.Analyzers.Verification.Names;

/// <summary>The identifiers that a file mentions, member by member: tells, before anything is bound, that code cannot be about a name.</summary>
sealed class NameIndex
{
    // Trees that an edit did not touch are the same objects in the next compilation, so their index outlives it.
    static readonly ConditionalWeakTable<SyntaxTree, NameIndex> known = new();

    readonly HashSet<string> mentioned = new(StringComparer.Ordinal);
    readonly HashSet<string> outside = new(StringComparer.Ordinal);
    readonly List<Declaration> declarations = [];
    readonly List<(string Type, string Base)> bases = [];

    NameIndex(SyntaxTree tree)
    {
        var scanner = WordScanner.For(tree.GetText());
        Read(tree.GetRoot(), "", type: null, scanner);
        mentioned.UnionWith(scanner.InFile);
        scanner.End();
    }

    /// <summary>Stands among the mentions where an object is created without the name of its type: <c>Lease lease = new();</c></summary>
    public const string TargetTypedNew = "new()";

    /// <summary>The name of members that are used without one: operators, indexers, destructors.</summary>
    public const string Nameless = "operator";

    /// <summary>What stands among the mentions, beside the name, where a method is called without arguments.</summary>
    public static string CalledWithoutArguments(string name) => name + "()";

    /// <summary>A type, by its own name and by all that stand around it.</summary>
    internal sealed record TypeName(string Plain, string Full);

    /// <summary>A member with code or an initialiser: how it is called, where it stands, and what it mentions.</summary>
    internal sealed class Declaration(IReadOnlyList<string> names, TypeName? type, bool isMethod, bool isOne, SyntaxTree tree, TextSpan span, IReadOnlyList<string> mentions, IReadOnlyList<string>? calls, IReadOnlyList<string>? repeated, bool mayHaveLambdas)
    {
        /// <summary>Under which names other code runs it: its own, of an operator or an initialiser also its type's.</summary>
        public IReadOnlyList<string> Names { get; } = names;

        /// <summary>The type around it; null where there is none.</summary>
        public TypeName? Type { get; } = type;

        /// <summary>Whether it is a method that code of its type calls by its plain name.</summary>
        public bool IsMethod { get; } = isMethod;

        public SyntaxTree Tree { get; } = tree;

        public TextSpan Span { get; } = span;

        /// <summary>What it mentions, each once.</summary>
        public IReadOnlyList<string> Mentions { get; } = mentions;

        /// <summary>Whether a lambda may stand in it: it has more arrows than expression bodies.</summary>
        public bool MayHaveLambdas { get; } = mayHaveLambdas;

        /// <summary>Whether it mentions one of its own names more than once.</summary>
        public bool Repeats(string name) => repeated?.Contains(name) == true;

        /// <summary>
        /// Whether it mentions a name only by having it. A call of a method that others override, or that is declared in two parts, may run one that stands elsewhere under its name: such a
        /// method mentions that name.
        /// </summary>
        public bool OnlyDeclares(string mention) => isOne && Has(mention);

        /// <summary>The same of a method that others may override: it converts nothing that has its name.</summary>
        public bool IsOnlyCalled(string mention) => IsMethod && Has(mention);

        bool Has(string mention) => mention.StartsWith(Names[0], StringComparison.Ordinal) && (mention.Length == Names[0].Length || mention == CalledWithoutArguments(Names[0])) && !Repeats(Names[0]);

        /// <summary>Whether it mentions a name only to call what is in scope under it: <c>Read(8)</c>, not <c>other.Read(8)</c>, <c>new Read(8)</c> or <c>Read</c>.</summary>
        public bool OnlyCalls(string name)
        {
            for (var i = 0; i < calls?.Count; i++)
                if (calls[i] == name)
                    return true;
            return false;
        }
    }

    /// <summary>The members of all types of the file, in the order of the source.</summary>
    public IReadOnlyList<Declaration> Declarations => declarations;

    /// <summary>What the types of the file inherit from, by plain names; an alias inherits from what it stands for.</summary>
    public IReadOnlyList<(string Type, string Base)> Bases => bases;

    public static NameIndex Of(SyntaxTree tree) => known.GetValue(tree, static added => new NameIndex(added));

    /// <summary>What the index knows of a member; null for any other code.</summary>
    public static Declaration? DeclarationOf(SyntaxNode member)
    {
        var members = Of(member.SyntaxTree).declarations;
        var first = FirstEndingAfter(members, member.SpanStart);
        return first < members.Count && members[first].Span == member.Span ? members[first] : null;
    }

    /// <summary>Members stand in the order of the source and never overlap.</summary>
    public static int FirstEndingAfter(IReadOnlyList<Declaration> members, int position)
    {
        int low = 0, high = members.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (members[middle].Span.End <= position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    public bool Contains(string name) => mentioned.Contains(name);

    /// <summary>Whether what stands in no member mentions a name.</summary>
    public bool MentionsOutside(string name) => outside.Contains(name);

    public bool Meets(ISet<string> names) =>
        names.Count < mentioned.Count ? names.Any(mentioned.Contains) : mentioned.Any(names.Contains);

    void Read(SyntaxNode node, string path, TypeName? type, WordScanner scanner)
    {
        foreach (var child in node.ChildNodesAndTokens())
            if (child.AsNode() is not { } inner)
            {
                AddName(child.AsToken(), mentioned);
            }
            else if (inner is BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
            {
                var name = PathOf(inner, path);
                AddBases(inner);
                Read(inner, name, inner is BaseTypeDeclarationSyntax declared ? new(declared.Identifier.ValueText, name) : type, scanner);
            }
            else if (IsDeclaration(inner))
            {
                AddDeclaration((MemberDeclarationSyntax)inner, type, scanner);
            }
            else
            {
                AddAlias(inner);
                outside.UnionWith(MentionsOf(inner, scanner, out _));
            }
    }

    static string PathOf(SyntaxNode node, string path) => node switch
    {
        BaseNamespaceDeclarationSyntax space => path + space.Name + ".",
        TypeDeclarationSyntax type => path + type.Identifier.ValueText + "`" + type.TypeParameterList?.Parameters.Count + ".",
        _ => path,
    };

    void AddBases(SyntaxNode node)
    {
        if (node is BaseTypeDeclarationSyntax { BaseList: { } list } type)
            foreach (var above in list.Types)
                AddBase(type.Identifier.ValueText, above.Type);
    }

    void AddAlias(SyntaxNode node)
    {
        if (node is UsingDirectiveSyntax { Alias.Name: { } alias, NamespaceOrType: { } target })
            AddBase(alias.Identifier.ValueText, target);
    }

    void AddBase(string name, TypeSyntax above)
    {
        if (PlainName(above) is { } plain)
            bases.Add((name, plain));
    }

    static string? PlainName(TypeSyntax type) => type switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax { Right: var name } => name.Identifier.ValueText,
        AliasQualifiedNameSyntax { Name: var name } => name.Identifier.ValueText,
        _ => null,
    };

    static bool IsDeclaration(SyntaxNode node) => node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax;

    void AddDeclaration(MemberDeclarationSyntax member, TypeName? type, WordScanner scanner)
    {
        string[] names = [.. NamesOf(member)];
        var mentions = MentionsOf(member, scanner, out var isScanned);
        declarations.Add(new(names, type, member is MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null }, IsOne(member), member.SyntaxTree, member.Span, mentions,
            isScanned ? scanner.OnlyCalled() : null, isScanned ? scanner.Repeated(names) : RepeatedIn(member, names), scanner.Arrows > ExpressionBodiesOf(member)));
    }

    /// <summary>Whether a call of a method runs that one and no other.</summary>
    static bool IsOne(MemberDeclarationSyntax member) => member is MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null, Parent: not InterfaceDeclarationSyntax } method
        && !method.Modifiers.Any(static modifier => modifier.Kind() is SyntaxKind.VirtualKeyword or SyntaxKind.OverrideKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.PartialKeyword);

    static int ExpressionBodiesOf(MemberDeclarationSyntax member) => member switch
    {
        BaseMethodDeclarationSyntax { ExpressionBody: not null } or PropertyDeclarationSyntax { ExpressionBody: not null } or IndexerDeclarationSyntax { ExpressionBody: not null } => 1,
        BasePropertyDeclarationSyntax { AccessorList: { } accessors } => accessors.Accessors.Count(accessor => accessor.ExpressionBody is not null),
        _ => 0,
    };

    /// <param name="code">What is read.</param>
    /// <param name="scanner">Reads it, where characters are enough, and keeps the words of the file.</param>
    /// <param name="isScanned">Whether they were; else its tokens were asked.</param>
    IReadOnlyList<string> MentionsOf(SyntaxNode code, WordScanner scanner, out bool isScanned)
    {
        var scanned = scanner.Read(code.Span);
        isScanned = scanned is not null;
        if (scanned is not null)
            return scanned;
        var mentions = MentionsOf(code);
        mentioned.UnionWith(mentions);
        return [.. mentions];
    }

    static string[] RepeatedIn(SyntaxNode code, string[] names) => [.. code.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText))
        .GroupBy(token => token.ValueText, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => same.Key)];

    static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax { Initializer: null } property => [property.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText, .. TypeOf(member)],
        BaseFieldDeclarationSyntax field => [.. field.Declaration.Variables.Select(variable => variable.Identifier.ValueText), .. TypeOf(member)],
        ConstructorDeclarationSyntax => TypeOf(member),
        _ => [Nameless, .. TypeOf(member)],
    };

    /// <summary>Constructors, initialisers, operators and indexers run where only the type is named.</summary>
    static IEnumerable<string> TypeOf(MemberDeclarationSyntax member) => member.Parent is BaseTypeDeclarationSyntax type ? [type.Identifier.ValueText] : [];

    /// <summary>The identifiers of a piece of code, once more with <c>()</c> where such a method is called without arguments.</summary>
    public static HashSet<string> MentionsOf(SyntaxNode code)
    {
        var mentions = new HashSet<string>(StringComparer.Ordinal);
        var (beforeLast, last) = (default(SyntaxToken), default(SyntaxToken));
        foreach (var token in code.DescendantTokens())
        {
            AddName(token, mentions);
            if (token.IsKind(SyntaxKind.CloseParenToken) && last.IsKind(SyntaxKind.OpenParenToken) && beforeLast.IsKind(SyntaxKind.IdentifierToken))
                mentions.Add(CalledWithoutArguments(beforeLast.ValueText));
            else if (token.IsKind(SyntaxKind.OpenParenToken) && last.IsKind(SyntaxKind.NewKeyword))
                mentions.Add(TargetTypedNew);
            (beforeLast, last) = (last, token);
        }

        return mentions;
    }

    static void AddName(SyntaxToken token, HashSet<string> names)
    {
        if (token.IsKind(SyntaxKind.IdentifierToken))
            names.Add(token.ValueText);
    }
}
