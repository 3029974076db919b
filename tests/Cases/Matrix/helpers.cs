// The object is made, looked at or given back by other methods.

// flow: A helper, one deep
class Flow($Source source)
{
    void Take($Type x)
    {
        $sink(x)
    }

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        Take(x); // sink
        $after(x) // after
    }
}

// flow: Static helpers, two deep
class Flow
{
    static void First($Source source, $Type x) => Second(x, source, 3);

    static void Second($Type x, $Source source, int number)
    {
        if (number < 0)
            Console.WriteLine(number);
        $sink(x)
    }

    public static void Run($Source source)
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        First(source, x); // sink
        $after(x) // after
    }
}

// flow: Three deep over three classes
class Third($Source source)
{
    public void Take($Type x)
    {
        $sink(x)
    }
}

class Second($Source source)
{
    readonly Third third = new(source);

    public void Take($Type x) => third.Take(x);
}

class Flow($Source source)
{
    readonly Second second = new(source);

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        second.Take(x); // sink
        $after(x) // after
    }
}

// flow: Five deep over five files
static class Flow
{
    public static void Run($Source source)
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        B.Take(source, x); // sink
        $after(x) // after
    }
}
// file: B.cs
static class B
{
    public static void Take($Source source, $Type x) => C.Take(source, x);
}
// file: C.cs
static class C
{
    public static void Take($Source source, $Type x)
    {
        Console.WriteLine("C");
        D.Take(source, x);
    }
}
// file: D.cs
static class D
{
    public static void Take($Source source, $Type x)
    {
        var same = x;
        E.Take(source, same);
    }
}
// file: E.cs
static class E
{
    public static void Take($Source source, $Type x)
    {
        $sink(x)
    }
}

// flow: A helper returns it
class Flow($Source source)
{
    $Maybe Make() => $acquire;

    public void Run()
    {
        var x = Make(); // acquire
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: Returned from three deep
class Third($Source source)
{
    public $Maybe Make()
    {
        var x = $acquire;
        Console.WriteLine("made");
        return x;
    }
}

class Second(Third third)
{
    public $Maybe Make() => third.Make();
}

class Flow($Source source)
{
    readonly Second second = new(new Third(source));

    public void Run()
    {
        var x = second.Make(); // acquire
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A helper returns what it is given
class Flow($Source source)
{
    static $Type Same($Type x)
    {
        Console.WriteLine();
        return x;
    }

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var y = Same(Same(x));
        $sink(y) // sink
        $after(x) // after
    }
}

// flow: An out parameter
class Flow($Source source)
{
    void Make(out $Maybe x) => x = $acquire;

    public void Run()
    {
        Make(out var x); // acquire
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A Try method
class Flow($Source source)
{
    bool TryMake(out $Maybe x)
    {
        x = $acquire;
        return !($isNull(x));
    }

    public void Run()
    {
        if (!TryMake(out var x)) // lost, half: NDIS0005
            return;
        $sink(x) // there: NDIS0003; stale: NDIS0004; wrong: NDIS0008
        $after(x) // after
    }
}

// flow: A reference that a helper fills
class Flow($Source source)
{
    void Fill(ref $Maybe x)
    {
        if ($isNull(x))
            x = $acquire;
    }

    public void Run()
    {
        $Maybe x = $none;
        Fill(ref x); // acquire
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A reference that a helper ends and clears
class Flow($Source source)
{
    void End(ref $Maybe x)
    {
        if (!($isNull(x)))
        {
            $sink(x)
        }
        x = $none;
    }

    public void Run()
    {
        $Maybe x = $acquire; // lost, half: NDIS0005
        End(ref x); // there: NDIS0003; stale: NDIS0004; wrong: NDIS0008
        End(ref x);
    }
}

// flow: An in parameter
class Flow($Source source)
{
    void Take(in $Type x)
    {
        $sink(x)
    }

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        Take(in x); // sink
        $after(x) // after
    }
}

// flow: Named and optional arguments
class Flow($Source source)
{
    void Take($Type x, int number = 3, bool end = true)
    {
        if (end)
        {
            $sink(x)
        }
    }

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        Take(end: false, x: x);
        Take(number: 4, x: x); // sink
        $after(x) // after
    }
}

// flow: A flag tells the helper what to do
class Flow($Source source)
{
    void Work($Type x, bool isEnd)
    {
        if (!isEnd)
        {
            Console.WriteLine();
            return;
        }

        $sink(x)
    }

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        Work(x, false);
        Work(x, true); // sink
        $after(x) // after
    }
}

// flow: params
// needs: ordinary
class Flow($Source source)
{
    void Take(params $Type[] all)
    {
        foreach (var x in all)
        {
            $sink(x)
        }
    }

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        Take(x); // sink
        $after(x) // after
    }
}

// flow: An extension method
// needs: ordinary
static class Extensions
{
    public static void Take(this $Type x, $Source source)
    {
        $sink(x)
    }
}

class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        x.Take(source); // sink
        $after(x) // after
    }
}

// flow: A tuple comes back
// needs: ordinary
class Flow($Source source)
{
    (bool Ok, $Maybe Thing) Make()
    {
        var x = $acquire;
        return (!($isNull(x)), x);
    }

    public void Run()
    {
        var (ok, x) = Make(); // lost, half: NDIS0005
        if (!ok)
            return;
        $sink(x) // there: NDIS0003; stale: NDIS0004; wrong: NDIS0008
        $after(x) // after
    }
}

// flow: A struct is handed to a helper
struct Job
{
    public $Type Thing;
    public int Number;
}

class Flow($Source source)
{
    void Take(Job job)
    {
        $sink(job.Thing)
    }

    public void Run()
    {
        Job job;
        job.Number = 3;
        job.Thing = $acquire; // acquire
        $again(job.Thing) // again
        $ask(job.Thing) return;
        Take(job); // sink
        $after(job.Thing) // after
    }
}

// flow: An object is handed to a helper
class Job
{
    public $Maybe Thing;
}

class Flow($Source source)
{
    void Take(Job job)
    {
        $sink(job.Thing)
    }

    public void Run()
    {
        var job = new Job { Thing = $acquire }; // acquire
        $again(job.Thing) // again
        $ask(job.Thing) return;
        Take(job); // sink
        $after(job.Thing) // after
    }
}

// flow: A partial class in two files
partial class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        Take(x); // sink
        $after(x) // after
    }

    partial void Take($Type x);
}
// file: Other.cs
partial class Flow
{
    partial void Take($Type x)
    {
        $sink(x)
    }
}

// flow: A nested class uses what is its owner's
class Flow($Source source)
{
    readonly $Source source = source;

    sealed class Ender(Flow owner)
    {
        readonly $Source source = owner.source;

        public void Take($Type x)
        {
            $sink(x)
        }
    }

    public void Run()
    {
        var ender = new Ender(this);
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        ender.Take(x); // sink
        $after(x) // after
    }
}

// flow: Recursion comes to an end
class Flow($Source source)
{
    void Descend($Type x, int depth)
    {
        if (depth > 0)
        {
            Descend(x, depth - 1);
            return;
        }

        $sink(x)
    }

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        Descend(x, 3); // sink
        $after(x) // after
    }
}

// flow: A local function with a parameter
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        Take(x); // sink
        $after(x) // after

        void Take($Type y)
        {
            $sink(y)
        }
    }
}

// flow: A local function that shares the name
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        Take(); // sink
        $after(x) // after

        void Take()
        {
            $sink(x)
        }
    }
}

// flow: A local function that makes it
class Flow($Source source)
{
    public void Run()
    {
        $Maybe Make()
        {
            return $acquire;
        }

        var x = Make(); // acquire
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: Private methods that share a field
class Flow($Source source)
{
    $Maybe thing;

    void Fill() => thing = $acquire;

    void End()
    {
        if (!($isNull(thing)))
            $release(thing);
        thing = $none;
    }

    public void Run()
    {
        Fill();
        if ($isNull(thing))
            return;
        $use(thing);
        End();
    }

    public void Late()
    {
        Fill();
        var x = thing;
        End();
        if (!($isNull(x)))
            $use(x); // NDIS0004
    }
}

// flow: A static hands it to another method
static class Flow
{
    static $Maybe thing;

    static void End($Source source)
    {
        var x = thing;
        $sink(x)
    }

    public static void Run($Source source)
    {
        var x = $acquire;
        $again(x) // again
        $ask(x) return;
        thing = x;
        End(source); // sink
        $after(x) // after
    }
}

// flow: A field hands it to another method of another class
class Carrier
{
    internal $Maybe thing;
}

class Ender($Source source)
{
    public void Take(Carrier carrier)
    {
        $sink(carrier.thing)
    }
}

class Flow($Source source)
{
    public void Run()
    {
        var carrier = new Carrier();
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        carrier.thing = x;
        new Ender(source).Take(carrier); // sink
        $after(x) // after
    }
}

// flow: Statics that one method fills and another ends
static class Flow
{
    static $Maybe thing;

    static void Fill($Source source) => thing = $acquire;

    static void End($Source source)
    {
        $sink(thing)
        thing = $none;
    }

    public static void Run($Source source)
    {
        Fill(source);
        $ask(thing) return;
        var x = thing;
        End(source); // there: NDIS0003 for now silent; stale: NDIS0004 for now silent; wrong: NDIS0008 for now silent; unasked: NDIS0010 for now silent
        $after(x) // twice: NDIS0003 for now silent; late: NDIS0004 for now silent
    }
}
