using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NdisRules.Tool.Checking;

/// <summary>
/// Makes of the steps that the engine remembers a path that can be read: it adds the entries and calls between them, how deep in calls each step is, and
/// the state of the object before it. The engine runs callees in their caller's world, so a call is not a step of its own there.
/// </summary>
internal sealed class TraceWriter
{
    readonly List<(TraceStep Step, Location Place)> written = [];
    readonly List<(string Member, SyntaxNode? Code)> running = [];
    ObjectState state = ObjectState.Unallocated;
    int lastEnd;

    TraceWriter()
    {
    }

    public static IReadOnlyList<(TraceStep Step, Location Place)> Write(IEnumerable<(Location Place, string Text, StepKind Kind, bool? Outcome)> steps)
    {
        var writer = new TraceWriter();
        foreach (var (place, text, kind, outcome) in steps)
            writer.Add(place, text, kind, outcome);
        return writer.written;
    }

    void Add(Location place, string text, StepKind kind, bool? outcome)
    {
        Follow(place);
        Write(place, text, kind, outcome, running.Count - 1);
        state = kind switch
        {
            StepKind.Acquire => ObjectState.Allocated,
            StepKind.Release => ObjectState.Freed,
            _ => state,
        };
        lastEnd = place.SourceSpan.End;
    }

    void Write(Location place, string text, StepKind kind, bool? outcome, int depth)
        => written.Add((new(Checking.Place.Of(place), text, kind, outcome, Members.Around(place), depth, state), place));

    /// <summary>Makes the member around a place the one that runs: it is returned to, or called from what runs, or begun by the system when that has ended.</summary>
    void Follow(Location place)
    {
        var member = Members.Around(place);
        if (running.FindLastIndex(one => one.Member == member) is var at and >= 0)
        {
            running.RemoveRange(at + 1, running.Count - at - 1);
            return;
        }

        var code = Members.DeclarationAround(place);
        while (running.Count > 0)
        {
            if (CallOf(code, running[^1].Code) is { } call)
            {
                Write(call.GetLocation(), $"calls {Members.ShortName(member)}", StepKind.Call, null, running.Count - 1);
                running.Add((member, code));
                return;
            }

            running.RemoveAt(running.Count - 1);
        }

        running.Add((member, code));
        if (Members.IdentifierOf(code) is { } identifier)
            Write(identifier, $"{member} begins", StepKind.Enter, null, 0);
    }

    /// <summary>Where one member names another, as a call does: behind the last step if it can be.</summary>
    SyntaxNode? CallOf(SyntaxNode? callee, SyntaxNode? caller)
    {
        if (Members.NameOf(callee) is not { } name || caller is null)
            return null;
        var calls = caller.DescendantNodes().Where(node => node switch
        {
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax called } => called.Identifier.ValueText == name,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.Identifier.ValueText == name,
            InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax access } => access.Name.Identifier.ValueText == name,
            ObjectCreationExpressionSyntax created => callee is ConstructorDeclarationSyntax constructor && created.Type.ToString().EndsWith(constructor.Identifier.ValueText, StringComparison.Ordinal),
            MemberAccessExpressionSyntax access => callee is BasePropertyDeclarationSyntax && access.Name.Identifier.ValueText == name,
            _ => false,
        }).ToArray();
        return calls.FirstOrDefault(call => call.SpanStart >= lastEnd) ?? calls.FirstOrDefault();
    }
}
