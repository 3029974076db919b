using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>A place that holds a value: a variable, a member of a place, or one of the engine's own.</summary>
sealed class Place
{
    readonly Table table;
    Value? unread;

    Place(Table table, int number, PlaceKind kind, object? identity, Place? holder, Descent descent)
    {
        (this.table, Number, Kind, Identity, Holder, Descent, Depth) = (table, number, kind, identity, holder, descent, holder is null ? 0 : holder.Depth + 1);
        Root = holder is null ? this : holder.Root;
        Kinds = 1 << (int)kind | (holder?.Kinds ?? 0);
    }

    /// <summary>The order in which a run first met it: makes sets of locations sorted and findings repeatable.</summary>
    public int Number { get; }

    public PlaceKind Kind { get; }

    /// <summary>What the table knows it by, besides its kind and holder: a symbol, or a capture of a graph.</summary>
    public object? Identity { get; }

    /// <summary>The local, parameter, field or property; null for the engine's own places.</summary>
    public ISymbol? Symbol => Kind is PlaceKind.This or PlaceKind.Result or PlaceKind.Shared or PlaceKind.Heap or PlaceKind.Aside or PlaceKind.Pending or PlaceKind.Element or PlaceKind.Choice ? null : Identity as ISymbol;

    /// <summary>Of an object that was seen made, on which of the ways to its creation.</summary>
    public Descent Descent { get; }

    /// <summary>The place that this is a member of.</summary>
    public Place? Holder { get; }

    /// <summary>The kinds of the place and of all that it hangs on, as bits.</summary>
    public int Kinds { get; }

    /// <summary>How many members deep it lies below a variable.</summary>
    public int Depth { get; }

    /// <summary>The same through objects that were found on the way: <c>a.b.c</c> is as deep when a, b and c are three objects.</summary>
    public int Reach => Depth + (Root.Identity is Place found ? found.Reach : 0);

    /// <summary>The variable, context or static that it hangs on.</summary>
    public Place Root { get; }

    /// <summary>What is read from it where nothing is known of it.</summary>
    public Value Unread => unread ??= Value.Unknown.From(this);

    /// <summary>An object that was there before the run began, or came from out of sight: whoever else has it may look after what is put there.</summary>
    public bool IsExternal => Kind == PlaceKind.Heap && Identity is Place;

    /// <summary>The type of an object that was seen made; null for any other place.</summary>
    public INamedTypeSymbol? MadeType => Kind == PlaceKind.Heap && Identity is IObjectCreationOperation { Type: INamedTypeSymbol made } ? made : null;

    /// <summary>The same member of another holder.</summary>
    public Place Under(Place holder) => table.Get(Kind, Identity, holder);

    /// <summary>What stands for all places that are not followed.</summary>
    public Place OutOfSight => table.Elsewhere;

    /// <summary>Another slot of the container that this is a slot of.</summary>
    public Place Beside(object key) => table.Get(PlaceKind.Element, key, Holder);

    /// <summary>As a person would write it: <c>nb</c>, <c>this.nb</c>, <c>frame.Buffer</c>.</summary>
    public string Display => (Holder, Symbol) switch
    {
        (null, null) when Kind == PlaceKind.Heap => HeapNames.Of(Identity),
        (null, null) => Kind == PlaceKind.Context ? "this" : "",
        (null, { } variable) => variable.Name,
        ({ } container, null) when Kind == PlaceKind.Element => Identity is ISymbol index ? $"{container.Display}[{index.Name}]" : Identity is long number ? $"{container.Display}[{number}]" : container.Display,
        ({ Kind: PlaceKind.Context }, { } member) => member.Name,
        ({ } holder, { } member) => holder.Display + "." + member.Name,
        _ => "",
    };

    public override string ToString() => Display.Length > 0 ? Display : $"{Kind}#{Number}";

    /// <summary>Hands out one location per place, so that they compare by reference. One per run; not for several threads.</summary>
    internal sealed class Table
    {
        readonly Dictionary<(PlaceKind, object?, Place?, Descent), Place> known = new(16);

        public Place Variable(ISymbol variable)
            => Get(variable is IParameterSymbol ? PlaceKind.Parameter : PlaceKind.Local, variable, holder: null);

        public Place Capture(CaptureId id, ControlFlowGraph graph) => Get(PlaceKind.Capture, (id, graph), holder: null);

        /// <summary>The object that <c>this</c> is in a body; bound to the context, or to a caller's place, when the body is entered.</summary>
        public Place This(ISymbol body) => Get(PlaceKind.This, body, holder: null);

        /// <summary>The adapter context of the life cycle, or the instance that a method alone belongs to.</summary>
        public Place Context { get => field ??= Get(PlaceKind.Context, null, holder: null); private set; }

        /// <summary>What the running body returns.</summary>
        public Place Result(ISymbol body) => Get(PlaceKind.Result, body, holder: null);

        /// <summary>Where a delegate keeps the object that it was made on.</summary>
        public Place Bound(IOperation creation) => Get(PlaceKind.Bound, creation, holder: null);

        /// <summary>Says that a variable which is set aside, while its body runs inside itself, still holds something.</summary>
        public Place Aside(object what) => Get(PlaceKind.Aside, what, holder: null);

        /// <summary>Says that the object is freed by the time the task in a variable has been waited for, and perhaps not before.</summary>
        public Place Pending(ISymbol task) => Get(PlaceKind.Pending, task, holder: null);

        /// <summary>Says of a variable that code out of sight shares it.</summary>
        public Place Shared(ISymbol variable) => Get(PlaceKind.Shared, variable, holder: null);

        /// <summary>Says that the object was given to a delegate, and how deep the code is that knows which.</summary>
        public Place Handed { get => field ??= Get(PlaceKind.Handed, null, holder: null); private set; }

        /// <summary>A place that the engine cannot name: what is put there escapes.</summary>
        public Place Elsewhere { get => field ??= Get(PlaceKind.Elsewhere, null, holder: null); private set; }

        /// <summary>What a world notes about the tracked object beside its state: part of what keeps worlds apart.</summary>
        public Place Ledger(LedgerEntry entry) => Get(PlaceKind.Ledger, entry, holder: null);

        /// <summary>The newest object that an operation makes, of those that come to be on the same way.</summary>
        public Place Made(IOperation creation, Descent descent = Descent.WithObject) => Get(PlaceKind.Heap, creation, holder: null, descent);

        /// <summary>The object that a place refers to, where nobody saw it made; null where names are nested too deep.</summary>
        public Place? Found(Place variable) => variable.Reach >= Budget.PathDepth ? null : Get(PlaceKind.Heap, variable, holder: null);

        /// <summary>A slot of a container, or something that is kept in mind about it; see <see cref="Container"/>.</summary>
        public Place Element(Place container, object key) => Get(PlaceKind.Element, key, container);

        /// <summary>Says which types the object in a place may have; it ends when the place is written.</summary>
        public Place ChoiceAt(Place place) => Get(PlaceKind.Choice, null, place);

        /// <summary>Says which types may stand for a type parameter that nobody in sight has put a type for.</summary>
        public Place Choice(ITypeParameterSymbol parameter) => Get(PlaceKind.Choice, parameter, holder: null);

        /// <summary>Whether an object was closed.</summary>
        public Place Closed(Place heap) => Get(PlaceKind.Element, "closed", heap);

        /// <summary>A value on its way: a tuple, a struct, an argument that waits for the others. It ends with its statement.</summary>
        public Place Temporary(IOperation operation, ControlFlowGraph graph) => Get(PlaceKind.Temporary, (operation, graph), holder: null);

        /// <summary>The answer to a condition that a body asks more than once.</summary>
        public Place Answer(object condition) => Get(PlaceKind.Asked, condition, holder: null);

        public Place Static(ISymbol member) => Get(PlaceKind.Static, member, holder: null);

        public Place? Member(Place holder, ISymbol member)
            => holder.Kind == PlaceKind.Elsewhere ? holder : holder.Depth >= Budget.PathDepth ? null : Get(PlaceKind.Member, member, holder);

        internal Place Get(PlaceKind kind, object? identity, Place? holder, Descent descent = Descent.WithObject)
        {
            var key = (kind, identity, holder, descent);
            if (!known.TryGetValue(key, out var location))
                known.Add(key, location = new Place(this, known.Count, kind, identity, holder, descent));
            return location;
        }
    }
}

/// <summary>
/// How an execution comes to an operation that makes an object. Two calls of one factory make two objects by one operation: that of the tracked object is told apart from those of
/// all others, and of these the newest stands for all.
/// </summary>
enum Descent
{
    /// <summary>By the calls that lead to the tracked acquire, or below them with the object in hand.</summary>
    WithObject,

    /// <summary>Below them, by a call that was not given the object.</summary>
    Without,

    /// <summary>By other calls.</summary>
    Aside,
}

enum PlaceKind
{
    Local,
    Parameter,
    Capture,
    This,
    Context,
    Result,
    Static,
    Elsewhere,
    Member,
    Bound,
    Shared,
    Handed,
    Aside,
    Pending,
    Heap,
    Temporary,
    Element,
    Choice,
    Asked,

    /// <summary>No place of the program: a note about the tracked object.</summary>
    Ledger,
}
