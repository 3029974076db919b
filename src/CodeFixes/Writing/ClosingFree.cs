using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NdisRules.Analyzers.Verification.Findings;

namespace NdisRules.CodeFixes.Writing;

/// <summary>The free of a field as the whole of a new closing role.</summary>
internal static class ClosingFree
{
    /// <summary>False where no role of the type opens, or nothing in it leads to the field.</summary>
    public static bool Write(Draft draft, Finding finding, Guard guard)
        => FieldFree.MemberOf(finding) is not null && draft.Scene.Root.FindNode(finding.Primary.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            && new NewClosingRole(draft, (position, context) => Statements(draft, finding, guard, position, context)).Write(declaration);

    static IReadOnlyList<string>? Statements(Draft draft, Finding finding, Guard guard, int position, string? context)
    {
        var field = FieldFree.MemberOf(finding)!;
        if (ReleaseCall.Of(draft.Scene, finding) is not { } call)
            return null;
        var (holder, first) = field.IsStatic || context is null ? (Spelled(draft, finding, position), null) : Unpacked(draft, position, field, context);
        if (holder is null || FieldFree.Of(call, draft, position, field, holder, guard) is not { } lines)
            return null;
        return first is null ? lines : [first, .. lines];
    }

    static string? Spelled(Draft draft, Finding finding, int position)
        => FieldSpelling.At(position, FieldFree.MemberOf(finding)!, finding.ObjectName, draft.Scene).Where(way => way.Through is null).Select(way => way.Text).FirstOrDefault();

    static (string Holder, string First) Unpacked(Draft draft, int position, ISymbol field, string context)
    {
        var (type, model) = (field.ContainingType, draft.Scene.Model);
        var name = char.ToLowerInvariant(type.Name[0]) + type.Name.Substring(1);
        var suppressed = model.GetNullableContext(position).AnnotationsEnabled() ? "!" : "";
        return ($"{name}.{field.Name}", $"var {name} = ({type.ToMinimalDisplayString(model, position)}){context}{suppressed};");
    }
}
