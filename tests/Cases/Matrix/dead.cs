// Branches that are never taken: what stands in them has not happened.

// flow: if (false)
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (false)
        {
            $release(x);
        }

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: Literals that differ
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (5 != 5)
        {
            $release(x);
        }

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A constant that says no
class Flow($Source source)
{
    const bool Debug = false;

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (Debug)
        {
            $release(x);
        }

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A static readonly field that says no
class Flow($Source source)
{
    static readonly int Limit = 5;

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (Limit > 9)
        {
            $release(x);
        }

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A readonly field that keeps its zero
class Flow($Source source)
{
    readonly int count;

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (count > 0)
        {
            $release(x);
        }

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A method that says no
class Flow($Source source)
{
    static bool No() { return false; }

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (No())
        {
            $release(x);
        }

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: switch that comes to another section
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        switch (5)
        {
            case 6:
                $release(x);
                break;
            default:
                Console.WriteLine();
                break;
        }

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: while (false)
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        while (false)
        {
            $release(x);
        }

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: for of no round
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        for (var i = 0; i > 3; i++)
        {
            $release(x);
        }

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: Behind an unconditional goto
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        goto over;
        $release(x);
        over:
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: The handler of an empty try
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        try
        {
        }
        catch (Exception)
        {
            $release(x);
        }

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A ternary that says no
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var go = true ? false : true;
        if (go)
        {
            $release(x);
        }

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A flag that was set back
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var go = true;
        go = !go;
        if (go)
        {
            $release(x);
        }

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: foreach over nothing
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        foreach (var one in Array.Empty<int>())
        {
            $release(x); // unasked: for now NDIS0010 with NetBuffer NetBufferWithData NetBufferList Clone Mdl
            break;
        }

        $sink(x) // sink; good, half, twice, late, again: for now NDIS0003; handed, lost: for now NDIS0004; stale: for now NDIS0003 NDIS0004; unasked: for now NDIS0004 with NetBuffer NetBufferWithData NetBufferList Clone Mdl for now NDIS0004 NDIS0010 with Slot
        $after(x) // after; twice: for now silent
    }
}
