using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Names;
using NdisRules.Analyzers.Verification.RuleFiles;

namespace NdisRules.Analyzers.Verification.Bodies;

/// <summary>What is asked of members again and again and costs a look at their attributes, members or syntax. Per compilation, for all threads.</summary>
sealed class MemberTraits(Compilation compilation)
{
    readonly ConcurrentDictionary<(ISymbol Member, string Name), bool> mayName = new();
    readonly ConcurrentDictionary<string, TouchingNames> leading = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<(ISymbol Member, ISymbol Field), bool> mayChange = new();
    readonly ConcurrentDictionary<ISymbol, TouchingNames> changing = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<(ISymbol Member, object Key), bool> mayCome = new();
    readonly ConcurrentDictionary<object, TouchingNames> coming = new();
    NameMentions? mentions;
    readonly ConcurrentDictionary<ISymbol, bool> mayHaveCallers = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> endsPath = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> isNative = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> throwsOnly = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> hasField = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> isAuto = new(SymbolEqualityComparer.Default);

    readonly ConcurrentDictionary<ISymbol, ISymbol?> shownField = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> isAlwaysDefault = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> hasTwoEnds = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> isLink = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, IReadOnlyList<(ISymbol Array, ISymbol Counter)>> counted = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> comesRound = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> takesKeysOut = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, bool> isBounded = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, string[]> conditions = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, IReadOnlyList<Lesson>> lessons = new(SymbolEqualityComparer.Default);

    /// <summary>What the attributes of a method's parameters say.</summary>
    public IReadOnlyList<Lesson> LessonsOf(IMethodSymbol method) => lessons.GetOrAdd(method.OriginalDefinition, Lessons.Of);

    /// <summary>A method that says of itself that it does not return.</summary>
    public bool EndsProgram(IMethodSymbol method) => endsPath.GetOrAdd(method.OriginalDefinition, static asked
        => asked.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "DoesNotReturnAttribute" }));

    /// <summary>A method that runs code of another language: its declaration is all that there is of it.</summary>
    public bool IsNative(IMethodSymbol method) => method.IsExtern || (method is { IsPartialDefinition: true, PartialImplementationPart: null } && isNative.GetOrAdd(method.OriginalDefinition, static asked
        => asked.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "LibraryImportAttribute" })));

    /// <summary>Whether a field never holds anything but what it was before anybody wrote it: <c>static readonly Buffer None = default;</c></summary>
    public bool IsAlwaysDefault(IFieldSymbol field) => field is { IsStatic: true, IsReadOnly: true, DeclaringSyntaxReferences.IsEmpty: false } && isAlwaysDefault.GetOrAdd(field.OriginalDefinition, static asked
        => asked.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: DefaultExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression or (int)SyntaxKind.NullLiteralExpression } }
            && asked.ContainingType.StaticConstructors.All(constructor => constructor.IsImplicitlyDeclared));

    /// <summary>Whether an index in a field begins again at the front when it is at the end.</summary>
    public bool ComesRound(IFieldSymbol cursor) => comesRound.GetOrAdd(cursor.OriginalDefinition, static asked => Cursors.ComesRound(asked));

    /// <summary>Whether a channel that lies there may be full.</summary>
    public bool IsBounded(ISymbol channel) => isBounded.GetOrAdd(channel.OriginalDefinition, static asked => Capacities.IsBounded(asked));

    /// <summary>Whether the keys of a table in a field are taken out again one by one.</summary>
    public bool TakesKeysOut(IFieldSymbol table) => takesKeysOut.GetOrAdd(table.OriginalDefinition, static asked => Keys.HaveALife(asked));

    /// <summary>Whether an array in a field is filled at one end and emptied at another.</summary>
    public bool HasTwoEnds(IFieldSymbol array) => hasTwoEnds.GetOrAdd(array.OriginalDefinition, static asked => Cursors.AreTwo(asked));

    /// <summary>Whether a type of the source has members that link its objects to one another.</summary>
    public bool HasLinks(ITypeSymbol type) => type.TypeKind == TypeKind.Class && !type.DeclaringSyntaxReferences.IsEmpty && type.GetMembers().Any(IsLink);

    /// <summary>
    /// Whether a member leads from an object to another one of its type, and to none as long as nobody puts one there: <c>Lease? Next { get; set; }</c>. One that is given something where
    /// its object is made does not begin so.
    /// </summary>
    public bool IsLink(ISymbol member) => !member.IsStatic && member is IFieldSymbol { IsReadOnly: false, AssociatedSymbol: null } or IPropertySymbol { SetMethod.IsInitOnly: false }
        && SymbolEqualityComparer.Default.Equals(member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type, member.ContainingType) && isLink.GetOrAdd(member.OriginalDefinition, asked => (asked is not IPropertySymbol property || IsAutoProperty(property)) && BeginsAsNull(asked));

    static bool BeginsAsNull(ISymbol member) => member.DeclaringSyntaxReferences.All(static part => part.GetSyntax() is VariableDeclaratorSyntax { Initializer: null } or PropertyDeclarationSyntax { Initializer: null })
        && !member.ContainingType.DeclaringSyntaxReferences.SelectMany(static part => part.GetSyntax().DescendantNodes().OfType<ConstructorDeclarationSyntax>())
            .SelectMany(static constructor => constructor.DescendantNodes().OfType<AssignmentExpressionSyntax>()).Any(assignment => Cursors.NameOf(assignment.Left) == member.Name);

    /// <summary>The arrays of the same object whose elements a member counts.</summary>
    public IReadOnlyList<ISymbol> CountedBy(ISymbol counter) => counter.ContainingType is not { DeclaringSyntaxReferences.IsEmpty: false } type ? []
        : counted.GetOrAdd(type.OriginalDefinition, static asked => [.. Cursors.CountersIn((INamedTypeSymbol)asked)]).Where(pair => SymbolEqualityComparer.Default.Equals(pair.Counter, counter.OriginalDefinition)).Select(static pair => pair.Array).ToArray();

    /// <summary>Whether calls of a method are left out where they stand, arguments and all, because its <c>[Conditional]</c> names nothing that is defined there. What a library asserts is a lesson in every build.</summary>
    public bool IsLeftOut(IMethodSymbol method, SyntaxTree tree) => !method.DeclaringSyntaxReferences.IsEmpty
        && conditions.GetOrAdd(method.OriginalDefinition, static asked => ConditionsOf(asked)) is { Length: > 0 } names && !names.Any(name => IsDefined(name, tree));

    static string[] ConditionsOf(ISymbol method) => [.. method.GetAttributes()
        .Where(attribute => attribute.AttributeClass is { Name: "ConditionalAttribute", ContainingNamespace.Name: "Diagnostics" })
        .Select(attribute => attribute.ConstructorArguments.FirstOrDefault().Value).OfType<string>()];

    /// <summary>A symbol of the build, or of a <c>#define</c>, which stands before anything else in its file.</summary>
    static bool IsDefined(string name, SyntaxTree tree) => tree.Options.PreprocessorSymbolNames.Contains(name)
        || tree.GetRoot().GetFirstToken(includeZeroWidth: true).LeadingTrivia.Any(trivia => trivia.GetStructure() is DefineDirectiveTriviaSyntax define && define.Name.ValueText == name);

    /// <summary>A method whose source is nothing but a way to throw: <c>static void Fail() => throw …</c>.</summary>
    public bool ThrowsOnly(IMethodSymbol method) => throwsOnly.GetOrAdd(method.OriginalDefinition, static asked
        => asked.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: ThrowExpressionSyntax } => true,
            MethodDeclarationSyntax { Body: { Statements: [.., ThrowStatementSyntax] } block } => !block.DescendantNodes().Any(node => node is ReturnStatementSyntax or YieldStatementSyntax or GotoStatementSyntax),
            _ => false,
        });

    /// <summary>Who mentions what in the source; made when first asked for.</summary>
    public NameMentions Mentions => mentions ??= new NameMentions(compilation);

    /// <summary>Whether a method, or anything that it leads to, may name a field or property; told from identifiers alone.</summary>
    public bool MayName(IMethodSymbol method, string name) => MethodBodies.Implementation(method) is var implementation
        && mayName.GetOrAdd((implementation, name), asked => MayRun(asked.Member, leading.GetOrAdd(asked.Name, added => TouchingNames.LeadingTo([added], Mentions))));

    /// <summary>Whether a method, or anything that it leads to, may give a field or property that is one value another one. What a library shows and nobody can set, the length of an array, no code of the source gives another value.</summary>
    public bool MayChange(IMethodSymbol method, ISymbol field) => field is not IPropertySymbol { SetMethod: null, DeclaringSyntaxReferences.IsEmpty: true } && MethodBodies.Implementation(method) is var implementation
        && mayChange.GetOrAdd((implementation, field.OriginalDefinition), asked => MayRun(asked.Member, changing.GetOrAdd(asked.Field, added => TouchingNames.Changing(added, Mentions))));

    /// <summary>Whether a method, or anything that it leads to, may end what objects of a rule are taken from.</summary>
    public bool MayEndParent(IMethodSymbol method, Rule rule) => rule.EndsOfParents.Count > 0 && MayCome(method, rule, rule.EndsOfParents);

    /// <summary>The same of any object of any rule.</summary>
    public bool MayEnd(IMethodSymbol method, RuleBook book) => MayCome(method, book, book.EndNames);

    /// <summary>Whether a method, or anything that it leads to, may give an object of a rule back.</summary>
    public bool MayRelease(IMethodSymbol method, Rule rule) => MayCome(method, rule.Text, rule.ReleaseNames);

    /// <param name="method">What runs.</param>
    /// <param name="key">Whose names they are.</param>
    /// <param name="names">Of members.</param>
    bool MayCome(IMethodSymbol method, object key, IReadOnlyCollection<string> names) => MethodBodies.Implementation(method) is var implementation
        && mayCome.GetOrAdd((implementation, key), asked => MayRun(asked.Member, coming.GetOrAdd(asked.Key, _ => TouchingNames.LeadingTo(names, Mentions))));

    static bool MayRun(ISymbol member, TouchingNames names) => names.LeadsThroughNameless || names.IsTouchedBy(member, CancellationToken.None);

    /// <summary>Whether somebody may call the method and see to what it leaves undone: somebody in the source, or outside it. What only the system calls has none.</summary>
    public bool MayHaveCallers(IMethodSymbol method) => mayHaveCallers.GetOrAdd(method.OriginalDefinition, asked
        => asked is not IMethodSymbol { MethodKind: MethodKind.Ordinary } definition || (!definition.IsOverride && (IsVisibleOutside(definition) || IsMentioned(definition))));

    static bool IsVisibleOutside(IMethodSymbol method)
    {
        for (ISymbol? symbol = method; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        return true;
    }

    /// <summary>An overload, or the method itself, mentions the name by being called so.</summary>
    bool IsMentioned(IMethodSymbol method) => compilation.SyntaxTrees.Any(tree => NameIndex.Of(tree).Declarations.Any(other =>
        other.Mentions.Contains(method.Name) && (!other.Names.Contains(method.Name) || other.Repeats(method.Name))));

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

    /// <summary>The field, or parameter of a primary constructor, that a property shows, or refers to, and does no more: <c>public Queue&lt;Frame&gt; Waiting => waiting;</c> null for any other.</summary>
    public ISymbol? ShownField(IPropertySymbol property) => property is { IsStatic: false, IsAbstract: false, IsIndexer: false, GetMethod: not null, DeclaringSyntaxReferences.IsEmpty: false }
        ? shownField.GetOrAdd(property.OriginalDefinition, static asked => ShownFieldOf((IPropertySymbol)asked)) : null;

    static ISymbol? ShownFieldOf(IPropertySymbol property)
    {
        var shown = property.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            PropertyDeclarationSyntax { ExpressionBody.Expression: var value } => value,
            PropertyDeclarationSyntax { AccessorList.Accessors: [{ ExpressionBody.Expression: var value }] } => value,
            PropertyDeclarationSyntax { AccessorList.Accessors: [{ Body.Statements: [ReturnStatementSyntax { Expression: { } value }] }] } => value,
            _ => null,
        };
        var name = (shown is RefExpressionSyntax reference ? reference.Expression : shown) switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax identifier } => identifier.Identifier.ValueText,
            _ => null,
        };
        if (name is null || shown is RefExpressionSyntax != property.RefKind is not RefKind.None)
            return null;
        var field = property.ContainingType.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(static field => !field.IsStatic && !field.IsConst && field.RefKind == RefKind.None)
            ?? (ISymbol?)property.ContainingType.InstanceConstructors.SelectMany(static constructor => constructor.Parameters).FirstOrDefault(parameter => parameter.Name == name && parameter.ContainingSymbol.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is TypeDeclarationSyntax));
        return SymbolEqualityComparer.Default.Equals((field as IFieldSymbol)?.Type ?? (field as IParameterSymbol)?.Type, property.Type) ? field : null;
    }

    /// <summary>Whether the compiler keeps a field for a property.</summary>
    public bool HasBackingField(IPropertySymbol property) => !property.DeclaringSyntaxReferences.IsEmpty && hasField.GetOrAdd(property.OriginalDefinition, static asked => HasField(asked));

    static bool HasField(ISymbol property) => property.ContainingType.IsAnonymousType || property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
