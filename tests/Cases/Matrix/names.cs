// One object, several names in one method.

// flow: Copies of copies
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var y = x;
        $Type z;
        z = y;
        $sink(z) // sink
        $after(x) // after
    }
}

// flow: The test is made on the copy
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        var y = x;
        $ask(y) return;
        $sink(x) // sink
        $after(y) // after
    }
}

// flow: By way of object
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        object o = $acquire; // acquire
        $again(o) // again
        var x = ($Type)o;
        $ask(x) return;
        $sink(x) // sink
        $after((($Type)o)) // after
    }
}

// flow: A tuple
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var pair = (Thing: $acquire, Number: 3); // acquire
        $again(pair.Thing) // again
        $ask(pair.Thing) return;
        $sink(pair.Thing) // sink
        $after(pair.Thing) // after
    }
}

// flow: A tuple is taken apart
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var pair = (3, x);
        var (number, y) = pair;
        $sink(y) // sink
        $after(pair.x) // after
    }
}

// flow: Two names change places
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        $Maybe x = $acquire; // acquire
        $again(x) // again
        $Maybe y = $none;
        (x, y) = (y, x);
        $ask(y) return;
        $sink(y) // sink
        $after(y) // after
    }
}

// flow: A reference to the name
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        ref var same = ref x;
        $ask(same) return;
        $sink(same) // sink
        $after(x) // after
    }
}

// flow: Set by way of a reference
class Flow($Source source)
{
    public void Run()
    {
        $Maybe x = $none;
        ref $Maybe same = ref x;
        same = $acquire; // acquire
        $again(same) // again
        $ask(x) return;
        $sink(x) // sink
        $after(same) // after
    }
}

// flow: A ternary of two names for one
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var y = x;
        var z = source.GetHashCode() > 3 ? x : y;
        $sink(z) // sink
        $after(x) // after
    }
}

// flow: A switch expression hands it on
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var y = source.GetHashCode() switch { 0 => x, > 5 => x, _ => x };
        $sink(y) // sink
        $after(x) // after
    }
}

// flow: A pattern gives it a name
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (x is var y)
        {
            $sink(y) // sink
            $after(x) // after
        }
    }
}

// flow: Assigned in an argument
class Flow($Source source)
{
    static void Look($Maybe x) => Console.WriteLine();

    public void Run()
    {
        $Maybe x;
        Look(x = $acquire); // acquire
        $again(x) // again
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: Several assignments in one
class Flow($Source source)
{
    public void Run()
    {
        $Type x, y, z;
        x = y = z = $acquire; // acquire
        $ask(x) return;
        $sink(z) // sink
        $after(y) // after
    }
}

// flow: A member of a struct
struct Box
{
    public int Number;
    public $Type Thing;
}

class Flow($Source source)
{
    public void Run()
    {
        Box box = default;
        box.Thing = $acquire; // acquire
        $again(box.Thing) // again
        $ask(box.Thing) return;
        var copy = box;
        $sink(copy.Thing) // sink
        $after(box.Thing) // after
    }
}

// flow: A struct in a struct
struct Inner
{
    public $Maybe Thing;
}

struct Outer
{
    public Inner First, Second;
}

class Flow($Source source)
{
    public void Run()
    {
        var outer = new Outer { Second = new Inner { Thing = $acquire } }; // acquire
        $again(outer.Second.Thing) // again
        $ask(outer.Second.Thing) return;
        $sink(outer.Second.Thing) // sink
        $after(outer.Second.Thing) // after
    }
}

// flow: A member of an object
class Box
{
    public int Number;
    public $Maybe Thing;
}

class Flow($Source source)
{
    public void Run()
    {
        var box = new Box();
        box.Thing = $acquire; // acquire
        $again(box.Thing) // again
        var same = box;
        $ask(same.Thing) return;
        $sink(same.Thing) // sink
        $after(box.Thing) // after
    }
}

// flow: An object behind an object behind an object
class Link
{
    public Link? Next;
    public $Maybe Thing;
}

class Flow($Source source)
{
    public void Run()
    {
        var first = new Link { Next = new Link { Next = new Link { Thing = $acquire } } }; // acquire
        var last = first.Next.Next;
        $again(last.Thing) // again
        $ask(last.Thing) return;
        $sink(first.Next.Next.Thing) // sink
        $after(last.Thing) // after
    }
}

// flow: A record
// needs: ordinary
sealed record Message($Type Thing, int Number);

class Flow($Source source)
{
    public void Run()
    {
        var message = new Message($acquire, 3); // acquire
        var other = message with { Number = 4 };
        $ask(other.Thing) return;
        $sink(other.Thing) // sink
        $after(message.Thing) // after
    }
}

// flow: A record struct that is taken apart
// needs: ordinary
readonly record struct Message(int Number, $Type Thing);

class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var (number, thing) = new Message(3, x);
        $sink(thing) // sink
        $after(x) // after
    }
}

// flow: An anonymous object
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var message = new { Number = 3, Thing = $acquire }; // acquire
        $ask(message.Thing) return;
        $sink(message.Thing) // sink
        $after(message.Thing) // after
    }
}

// flow: A property of an object that sets and gets
class Box
{
    public $Maybe Thing { get; set; }
}

class Flow($Source source)
{
    public void Run()
    {
        var box = new Box { Thing = $acquire }; // acquire
        $again(box.Thing) // again
        var x = box.Thing;
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A property with a body over a field
class Box
{
    $Maybe thing;

    public $Maybe Thing
    {
        get
        {
            return thing;
        }
        set
        {
            Console.WriteLine("set");
            thing = value;
        }
    }
}

class Flow($Source source)
{
    public void Run()
    {
        var box = new Box();
        box.Thing = $acquire; // acquire
        $again(box.Thing) // again
        var x = box.Thing;
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}
