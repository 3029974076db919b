using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Names;

namespace NdisRules.Analyzers.Verification.Roles;

/// <summary>The life of a class that knows nothing of NDIS: constructor, whatever others call in any order, then <c>Dispose</c>.</summary>
static class PlainLifeCycle
{
    /// <summary>Null for a type that has no end others could call.</summary>
    /// <param name="type">The type.</param>
    /// <param name="mentions">Who names what in the program.</param>
    /// <param name="modelOf">Where the meaning of code comes from.</param>
    public static LifeCycle? Of(INamedTypeSymbol type, NameMentions mentions, Func<SyntaxTree, SemanticModel> modelOf)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsStatic || !CanEnd(type) || (type.TypeKind == TypeKind.Struct && !IsOneObject(type)))
            return null;

        var levels = Levels(type);
        RoleMethod[] openings = [.. Nearest(levels, "StartAsync", Role.Opening, method => IsNamed(method, "StartAsync"))];
        return new(type, isMiniport: false,
        [
            .. Construction.Of(type),
            .. openings,
            .. openings.Length == 0 ? WithOnce([.. Handlers(type, levels)], mentions) : Handlers(type, levels),
            .. Nearest(levels, "StopAsync", Role.Closing, method => IsNamed(method, "StopAsync")),
            .. Disposals(levels, Role.Closing),
        ], modelOf);
    }

    /// <summary>What ends an object whose class plays roles of NDIS besides.</summary>
    public static IEnumerable<RoleMethod> Disposals(INamedTypeSymbol type) => IsDisposable(type) ? Disposals(Levels(type), Role.Disposal) : [];

    static IEnumerable<RoleMethod> Disposals(List<List<IMethodSymbol>> levels, Role role) =>
        Nearest(levels, "Dispose", role, IsDispose, IsDisposeCore, IsReleaseOfHandle).Concat(Nearest(levels, "DisposeAsync", role, IsDisposeAsync, IsDisposeAsyncCore));

    static List<List<IMethodSymbol>> Levels(INamedTypeSymbol type) =>
        SourceOrder.SourceChain(type).Select(level => level.GetMembers().OfType<IMethodSymbol>().Select(SourceOrder.Definition).ToList()).ToList();

    /// <summary>
    /// Whether a struct is used like an object, where it lies: a builder, a cursor. One whose members give out another one, take one, or hand themselves on, is a value, and each copy of it may be
    /// the one that is ended.
    /// </summary>
    static bool IsOneObject(INamedTypeSymbol type) => !type.IsReadOnly && !type.IsRecord
        && !type.GetMembers().OfType<IMethodSymbol>().Any(member => !member.IsImplicitlyDeclared && ((!member.IsStatic && Names(member.ReturnType, type)) || member.Parameters.Any(parameter => Names(parameter.Type, type))))
        && !type.DeclaringSyntaxReferences.SelectMany(static part => part.GetSyntax().DescendantNodes()).OfType<ThisExpressionSyntax>().Any(static self => self.Parent is not MemberAccessExpressionSyntax && !(self.Parent is AssignmentExpressionSyntax given && given.Left == self));

    static bool Names(ITypeSymbol named, INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, type.OriginalDefinition) || (named is INamedTypeSymbol { TypeArguments: var arguments } && arguments.Any(argument => Names(argument, type))) || (named is IArrayTypeSymbol { ElementType: var element } && Names(element, type));

    static bool CanEnd(INamedTypeSymbol type) =>
        IsDisposable(type) || type.AllInterfaces.Any(one => one.Name is "IHostedService")
        || SourceOrder.SourceChain(type).SelectMany(level => level.GetMembers("StopAsync")).OfType<IMethodSymbol>().Any(IsPublicTask);

    static bool IsDisposable(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(one => one.SpecialType == SpecialType.System_IDisposable || one.Name is "IAsyncDisposable")
        || SourceOrder.SourceChain(type).SelectMany(level => level.GetMembers("Dispose")).Any(member => member is IMethodSymbol { DeclaredAccessibility: Accessibility.Public } method && IsDispose(method));

    static bool IsPublicTask(IMethodSymbol method) =>
        method is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, ReturnType.Name: "Task" or "ValueTask" } && TakesTokenAtMost(method);

    static bool TakesTokenAtMost(IMethodSymbol method) =>
        method.Parameters.Length == 0 || (method.Parameters.Length == 1 && method.Parameters[0].Type.Name == "CancellationToken");

    static bool IsNamed(IMethodSymbol method, string name) => !method.IsStatic && NameOf(method) == name && TakesTokenAtMost(method);

    static bool IsDispose(IMethodSymbol method) => NameOf(method) == "Dispose" && method is { Parameters.Length: 0, ReturnsVoid: true, IsStatic: false };

    public static bool IsDisposeCore(IMethodSymbol method) =>
        method is { Name: "Dispose", IsStatic: false, ReturnsVoid: true, Parameters.Length: 1 } && method.Parameters[0].Type.SpecialType == SpecialType.System_Boolean;

    /// <summary>What a SafeHandle runs when it is disposed, or collected.</summary>
    public static bool IsReleaseOfHandle(IMethodSymbol method) => method is { Name: "ReleaseHandle", IsOverride: true, Parameters.Length: 0 };

    static bool IsDisposeAsync(IMethodSymbol method) => NameOf(method) == "DisposeAsync" && method is { Parameters.Length: 0, IsStatic: false };

    static bool IsDisposeAsyncCore(IMethodSymbol method) => method is { Name: "DisposeAsyncCore", IsStatic: false, Parameters.Length: 0 };

    /// <summary>What callers know a method by: an explicit implementation carries its interface in the name.</summary>
    public static string NameOf(IMethodSymbol method) => method.ExplicitInterfaceImplementations.FirstOrDefault()?.Name ?? method.Name;

    /// <summary>
    /// The method of the first kind that any level has, the most derived one first: of <c>Dispose()</c> in a base class and
    /// <c>Dispose(bool)</c> here, others call the former, and it calls the latter for this type's share.
    /// </summary>
    static IEnumerable<RoleMethod> Nearest(List<List<IMethodSymbol>> levels, string name, Role role, params Func<IMethodSymbol, bool>[] kinds)
    {
        var found = kinds.SelectMany(kind => levels.Select(level => level.FirstOrDefault(kind))).FirstOrDefault(IsThere);
        var nearest = levels.Select(level => kinds.Select(level.FirstOrDefault).FirstOrDefault(IsThere)).FirstOrDefault(IsThere);
        return found is null ? [] : [new(found, role, name, Share: SymbolEqualityComparer.Default.Equals(found, nearest) ? null : nearest)];

        static bool IsThere(IMethodSymbol? method) => method is { IsAbstract: false };
    }

    static IEnumerable<RoleMethod> Handlers(INamedTypeSymbol type, List<List<IMethodSymbol>> levels)
    {
        var methods = levels.SelectMany(level => level).Where(method => IsHandler(method, type)).ToList();
        var overridden = new HashSet<ISymbol>(methods.SelectMany(Overridden), SymbolEqualityComparer.Default);
        return methods.Where(method => !overridden.Contains(method)).Select(method => new RoleMethod(method, Role.Handler, DisplayName(method)));
    }

    /// <summary>Of a class with one method that runs once, that is no handler: of several nobody knows which comes first.</summary>
    static IEnumerable<RoleMethod> WithOnce(IReadOnlyList<RoleMethod> handlers, NameMentions mentions)
    {
        var once = handlers.Where(handler => !mentions.AnyOutside(handler.Method.Name) && OnceCalled.Is(handler.Method, [.. mentions.By(handler.Method.Name)])).Take(2).ToArray();
        return once is [var only] ? handlers.Select(handler => handler == only ? only with { Role = Role.Once } : handler) : handlers;
    }

    static IEnumerable<ISymbol> Overridden(IMethodSymbol method)
    {
        for (var level = method.OverriddenMethod; level is not null; level = level.OverriddenMethod)
            yield return SourceOrder.Definition(level);
    }

    static bool IsHandler(IMethodSymbol method, INamedTypeSymbol type) =>
        method is { IsStatic: false, IsImplicitlyDeclared: false }
        && method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation
            or MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove
        && (method.DeclaredAccessibility != Accessibility.Private || !method.ExplicitInterfaceImplementations.IsEmpty)
        && HasBody(method)
        && !IsStartOrEnd(method)
        && !IsHook(method, type);

    /// <summary>
    /// A protected member that a class of the source declares for those derived from it, and that one of them calls: it runs where it is called, in <c>Dispose</c> perhaps,
    /// and at no other time. The hook of a library is called by the library, whenever it likes.
    /// </summary>
    static bool IsHook(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (method.DeclaredAccessibility is not (Accessibility.Protected or Accessibility.ProtectedAndInternal) || method.MethodKind != MethodKind.Ordinary)
            return false;
        var declared = method;
        while (declared.OverriddenMethod is { } below)
            declared = below;
        // One that nobody can override is called by its plain name, in the classes of the object; any other may be called by a class that knows it by a base.
        var isOne = !method.IsVirtual && !method.IsOverride;
        var chain = SourceOrder.SourceChain(isOne ? type : method.ContainingType).ToArray();
        return SourceOrder.IsSameAssembly(declared, method)
            && chain.SelectMany(level => level.DeclaringSyntaxReferences).Select(part => part.SyntaxTree).Distinct().SelectMany(tree => NameIndex.Of(tree).Declarations)
                .Any(other => isOne ? other.OnlyCalls(method.Name) && !other.OnlyDeclares(method.Name) && chain.Any(level => level.Name == other.Type?.Plain) : other.Mentions.Contains(method.Name) && !other.Names.Contains(method.Name));
    }

    static bool IsStartOrEnd(IMethodSymbol method) =>
        IsNamed(method, "StartAsync") || IsNamed(method, "StopAsync")
        || IsDispose(method) || IsDisposeCore(method) || IsReleaseOfHandle(method) || IsDisposeAsync(method) || IsDisposeAsyncCore(method);

    static bool HasBody(IMethodSymbol method) => method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() switch
    {
        BaseMethodDeclarationSyntax declaration => declaration.Body is not null || declaration.ExpressionBody is not null,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        ArrowExpressionClauseSyntax => true,
        _ => false,
    });

    static string DisplayName(IMethodSymbol method) => method.AssociatedSymbol?.Name ?? NameOf(method);
}
