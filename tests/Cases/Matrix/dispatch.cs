// Virtual, abstract, interface and generic calls between the acquire and the release.

// flow: A virtual method of an object made in sight
class Base($Source source)
{
    protected readonly $Source source = source;

    public virtual void Take($Type x) => Console.WriteLine();
}

sealed class Derived($Source source) : Base(source)
{
    public override void Take($Type x)
    {
        $sink(x)
    }
}

class Flow($Source source)
{
    public void Run()
    {
        Base end = new Derived(source);
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        end.Take(x); // sink
        $after(x) // after
    }
}

// flow: An abstract method with one override
abstract class Base
{
    public abstract void Take($Type x);
}

sealed class Derived($Source source) : Base
{
    public override void Take($Type x)
    {
        $sink(x)
    }
}

class Flow($Source source, Base end)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        end.Take(x); // sink
        $after(x) // after
    }
}

// flow: An abstract class calls its own override
abstract class Base($Source source)
{
    protected readonly $Source source = source;

    protected abstract void Take($Type x);

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        Take(x); // sink
        $after(x) // after
    }
}

sealed class Flow($Source source) : Base(source)
{
    protected override void Take($Type x)
    {
        $sink(x)
    }
}

// flow: An override calls its base
class Base($Source source)
{
    public virtual void Take($Type x)
    {
        $sink(x)
    }
}

sealed class Derived($Source source) : Base(source)
{
    public override void Take($Type x)
    {
        Console.WriteLine();
        base.Take(x);
    }
}

class Flow($Source source)
{
    public void Run()
    {
        var end = new Derived(source);
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        end.Take(x); // sink
        $after(x) // after
    }
}

// flow: An interface with one implementation
interface IEnd
{
    void Take($Type x);
}

sealed class Ender($Source source) : IEnd
{
    public void Take($Type x)
    {
        $sink(x)
    }
}

class Flow($Source source, IEnd end)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        end.Take(x); // sink
        $after(x) // after
    }
}

// flow: An interface with two implementations that do the same
interface IEnd
{
    void Take($Type x);
}

sealed class Quiet($Source source) : IEnd
{
    public void Take($Type x)
    {
        $sink(x)
    }
}

sealed class Loud($Source source) : IEnd
{
    public void Take($Type x)
    {
        Console.WriteLine("end");
        $sink(x)
    }
}

class Flow($Source source, bool isLoud)
{
    readonly IEnd end = isLoud ? new Loud(source) : new Quiet(source);

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        end.Take(x); // sink
        $after(x) // after
    }
}

// flow: An explicit implementation
interface IEnd
{
    void Take($Type x);
}

sealed class Ender($Source source) : IEnd
{
    void IEnd.Take($Type x)
    {
        $sink(x)
    }
}

class Flow($Source source)
{
    public void Run()
    {
        IEnd end = new Ender(source);
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        end.Take(x); // sink
        $after(x) // after
    }
}

// flow: A default method of an interface
interface IEnd
{
    $Source Source { get; }

    void Take($Type x)
    {
        var source = Source;
        $sink(x)
    }
}

sealed class Ender($Source source) : IEnd
{
    public $Source Source => source;
}

class Flow($Source source)
{
    public void Run()
    {
        IEnd end = new Ender(source);
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        end.Take(x); // sink
        $after(x) // after
    }
}

// flow: Made by an override
abstract class Factory
{
    public abstract $Maybe Make();
}

sealed class Maker($Source source) : Factory
{
    public override $Maybe Make() => $acquire;
}

class Flow($Source source, Factory factory)
{
    public void Run()
    {
        var x = factory.Make(); // acquire
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A generic method passes it on
// needs: ordinary
class Flow($Source source)
{
    static T Same<T>(T value) => value;

    public void Run()
    {
        var x = Same($acquire); // acquire
        $ask(x) return;
        var y = Same(x);
        $sink(y) // sink
        $after(x) // after
    }
}

// flow: A generic class carries it
// needs: ordinary
class Box<T>(T value)
{
    public T Value { get; } = value;
}

class Flow($Source source)
{
    public void Run()
    {
        var box = new Box<$Type>($acquire); // acquire
        var x = box.Value;
        $ask(x) return;
        $sink(x) // sink
        $after(box.Value) // after
    }
}

// flow: A generic method over a constraint
// needs: ordinary
interface IEnd
{
    void Take($Type x);
}

readonly struct Ender($Source source) : IEnd
{
    public void Take($Type x)
    {
        $sink(x)
    }
}

class Flow($Source source)
{
    static void Give<T>(T end, $Type x) where T : IEnd => end.Take(x);

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        Give(new Ender(source), x); // sink
        $after(x) // after
    }
}

// flow: A static abstract member
// needs: ordinary
interface IPair<TSelf> where TSelf : IPair<TSelf>
{
    static abstract $Maybe Make($Source source);
    static abstract void End($Source source, $Type x);
}

sealed class Pair : IPair<Pair>
{
    public static $Maybe Make($Source source) => $acquire;

    public static void End($Source source, $Type x)
    {
        $sink(x)
    }
}

class Flow($Source source)
{
    void Go<T>() where T : IPair<T>
    {
        var x = T.Make(source); // acquire
        $ask(x) return;
        T.End(source, x); // sink
        $after(x) // after
    }

    public void Run() => Go<Pair>();
}

// flow: Conversions of one's own
// needs: ordinary concrete
readonly struct Wrapped($Type thing)
{
    public $Type Thing { get; } = thing;

    public static Wrapped Of($Type thing) => new(thing);

    public static explicit operator $Type(Wrapped wrapped) => wrapped.Thing;
}

class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var wrapped = Wrapped.Of(x);
        var y = ($Type)wrapped;
        $sink(y) // sink
        $after(x) // after
    }
}

// flow: An indexer hands it out
class Shelf
{
    $Maybe only;

    public $Maybe this[int index]
    {
        get => only;
        set => only = value;
    }
}

class Flow($Source source)
{
    public void Run()
    {
        var shelf = new Shelf();
        shelf[0] = $acquire; // acquire
        $again(shelf[0]) // again
        var x = shelf[0];
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}
