using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Analyzers.Verification.Names;

/// <summary>
/// The names that may lead to one rule: those of its members, and of every member whose declaration mentions such a name. Found
/// from the text of identifiers alone, before anything is bound; members of one name are told apart only where one is called plainly
/// in the type that declares it, and to take one for the other costs time and never a finding.
/// </summary>
sealed class TouchingNames
{
    readonly HashSet<string> names;
    readonly HashSet<NameIndex.Declaration> touched = [];

    TouchingNames(IEnumerable<string> names) => this.names = [.. names];

    TouchingNames(TouchingNames others)
        : this(others.names) => touched.UnionWith(others.touched);

    /// <summary>The names, and those of all members that lead to them.</summary>
    public static TouchingNames LeadingTo(IEnumerable<string> ruleNames, NameMentions mentions)
        => new TouchingNames(ruleNames) is var leading ? leading.Led(leading.names.SelectMany(mentions.By).ToArray(), mentions) : leading;

    /// <summary>
    /// The names, and those of the members that lead to them, round by round: each round asks which of the members that mention a name found in the last one
    /// lead on. A member that does not is touched all the same, and asked again when it mentions another such name.
    /// </summary>
    /// <param name="ruleNames">The names.</param>
    /// <param name="mentions">Who mentions what.</param>
    /// <param name="leading">Which of some members lead on, by the names that are known so far.</param>
    public static TouchingNames LeadingTo(IEnumerable<string> ruleNames, NameMentions mentions, Func<IReadOnlyList<NameIndex.Declaration>, TouchingNames, IEnumerable<NameIndex.Declaration>> leading)
    {
        var known = new TouchingNames(ruleNames);
        var (followed, leads) = (new HashSet<(string, string)>(), new HashSet<NameIndex.Declaration>());
        var asked = known.names.SelectMany(mentions.By).Distinct().ToArray();
        while (asked.Length > 0)
        {
            known.touched.UnionWith(asked);
            var found = leading(asked, known).Where(leads.Add).ToArray();
            known = new TouchingNames(known);
            asked = [.. found.SelectMany(declaration => known.Follow(declaration, mentions, followed)).Where(declaration => !leads.Contains(declaration)).Distinct()];
        }

        return known;
    }

    /// <summary>The members that may give a field another value, and the names of all members that lead to them; the name of the field itself leads nowhere.</summary>
    public static TouchingNames Changing(ISymbol field, NameMentions mentions)
        => new TouchingNames([field.Name]).Led(mentions.By(field.Name).Where(declaration => IsInReach(field, declaration) && Changes.Of(field.Name, declaration)).ToArray(), mentions);

    /// <summary>A private field is changed inside its own type only, however many others have one of that name.</summary>
    static bool IsInReach(ISymbol field, NameIndex.Declaration declaration) => field.DeclaredAccessibility != Accessibility.Private
        || field.ContainingType.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == declaration.Tree && part.Span.Contains(declaration.Span));

    TouchingNames Led(IReadOnlyList<NameIndex.Declaration> first, NameMentions mentions)
    {
        var waiting = new Queue<NameIndex.Declaration>(first.Where(touched.Add));
        var followed = new HashSet<(string Name, string Type)>();
        while (waiting.Count > 0)
            foreach (var declaration in Follow(waiting.Dequeue(), mentions, followed))
                if (touched.Add(declaration))
                    waiting.Enqueue(declaration);
        return this;
    }

    /// <summary>Takes the names under which a member is run, and gives the members that mention those which are new.</summary>
    /// <param name="declaration">The member.</param>
    /// <param name="mentions">Who mentions what.</param>
    /// <param name="followed">
    /// Each name is followed once, and once for each type whose methods have it: in a long chain of calls, going over all declarations again for each link would be quadratic.
    /// </param>
    IEnumerable<NameIndex.Declaration> Follow(NameIndex.Declaration declaration, NameMentions mentions, HashSet<(string Name, string Type)> followed)
    {
        var found = Enumerable.Empty<NameIndex.Declaration>();
        foreach (var name in declaration.Names.Concat(GivenBy(declaration)))
        {
            if (names.Add(name))
                found = found.Concat(mentions.Anywhere(name));
            // Constructors and initialisers, which have the name of their type, run for every object of a derived one as well.
            if (declaration.Type?.Plain == name && followed.Add((name, "")))
                foreach (var derived in mentions.TypesBelow(name))
                    if (names.Add(derived))
                        found = found.Concat(mentions.Anywhere(derived));
            if (declaration.Type is { Plain: var type } && followed.Add((name, type)))
                found = found.Concat(mentions.ByPlainCall(name, type));
        }

        return found;
    }

    /// <summary>The members of its object to which a constructor gives something: a function that leads on does so where that is invoked.</summary>
    static IEnumerable<string> GivenBy(NameIndex.Declaration declaration) => declaration.Tree.GetRoot().FindNode(declaration.Span).FirstAncestorOrSelf<MemberDeclarationSyntax>() is not ConstructorDeclarationSyntax constructor ? [] : constructor.DescendantNodes()
        .OfType<AssignmentExpressionSyntax>().Where(static assignment => assignment.Right is not LiteralExpressionSyntax)
        .Select(static assignment => assignment.Left switch { IdentifierNameSyntax name => name.Identifier.ValueText, MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name, _ => null }).OfType<string>();

    /// <summary>The names alone.</summary>
    public static TouchingNames Only(IEnumerable<string> names, NameMentions mentions)
    {
        var only = new TouchingNames(names);
        only.touched.UnionWith(only.names.SelectMany(mentions.By));
        return only;
    }

    /// <summary>What leads to any of several rules: of most members one question is enough.</summary>
    public static TouchingNames Any(IEnumerable<TouchingNames> several)
    {
        var any = new TouchingNames([]);
        foreach (var one in several)
        {
            any.names.UnionWith(one.names);
            any.touched.UnionWith(one.touched);
        }

        return any;
    }

    /// <summary>Whether an operator, an indexer or a destructor leads there: then anything may, without a name.</summary>
    public bool LeadsThroughNameless => names.Contains(NameIndex.Nameless);

    public bool Contains(string name) => names.Contains(name);

    /// <summary>Whether a symbol's own source mentions such a name.</summary>
    public bool IsTouchedBy(ISymbol symbol, CancellationToken cancellation)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
            if (IsTouchedBy(reference, cancellation))
                return true;
        return false;
    }

    /// <summary>Whether a member, or any member of a type, mentions such a name.</summary>
    bool IsTouchedBy(SyntaxReference reference, CancellationToken cancellation)
    {
        var (tree, span) = (reference.SyntaxTree, reference.Span);
        var members = NameIndex.Of(tree).Declarations;
        var isInMember = false;
        for (var i = NameIndex.FirstEndingAfter(members, span.Start); i < members.Count && members[i].Span.Start < span.End; i++)
        {
            isInMember |= members[i].Span.Contains(span);
            if (touched.Contains(members[i]))
                return true;
        }

        // What is no member of a type, such as a program without one, is read as it stands; of a type, whose members have been asked, its head.
        return !isInMember && NameIndex.Of(tree).Meets(names) && (reference.GetSyntax(cancellation) is TypeDeclarationSyntax type ? HeadOf(type).Any(Mentions) : Mentions(reference.GetSyntax(cancellation)));
    }

    static IEnumerable<SyntaxNode> HeadOf(TypeDeclarationSyntax type) => type.ChildNodes().TakeWhile(static part => part is not MemberDeclarationSyntax);

    bool Mentions(SyntaxNode code) => NameIndex.MentionsOf(code).Overlaps(names);
}
