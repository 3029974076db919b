// Branches of which one is always taken. Whoever reads them as "perhaps" tells of a loss that cannot be.

// flow: if (true)
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (true)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: Comparison of two literals
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (5 == 5)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A constant of the method
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        const bool yes = true;
        if (yes)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A constant of the class
class Flow($Source source)
{
    const int Five = 5;

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (Five == 5)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A constant text
class Flow($Source source)
{
    const string Mode = "on";

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (Mode == "on")
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: Bits of a constant
class Flow($Source source)
{
    const int Flags = 6;

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if ((Flags & 2) != 0)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A static readonly field
class Flow($Source source)
{
    static readonly bool Yes = true;

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (Yes)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A readonly field
class Flow($Source source)
{
    readonly int five = 5;

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (five == 5)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A private field that nobody writes
class Flow($Source source)
{
    bool yes = true;

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (yes)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A private static that nobody writes
class Flow($Source source)
{
    static int five = 5;

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (five == 5)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A static method that says yes
class Flow($Source source)
{
    static bool Yes() => true;

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (Yes())
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A method that says yes by way of another
class Flow($Source source)
{
    bool Yes() { return Number() == 5; }
    
    int Number() { return 5; }

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (Yes())
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A property that says yes
class Flow($Source source)
{
    static bool No => false;

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (!No)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A local that is set on the line before
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var number = 5;
        if (number == 5)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A flag that is set on both ways
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        bool go;
        if (source.GetHashCode() > 3)
            go = true;
        else
            go = true;
        if (go)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: switch over a constant
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        switch (6)
        {
            case 6:
                $sink(x) // sink
                break;
            default:
                Console.WriteLine("never");
                break;
        }
        $after(x) // after
    }
}

// flow: A switch expression over an enum
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var go = DayOfWeek.Friday switch { DayOfWeek.Friday => true, _ => false };
        if (go)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A ternary
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var go = Environment.ProcessorCount > 0 ? true : true;
        if (go ? true : false)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: Short circuits
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if ((true || source.GetHashCode() == 0) && !(false && source.GetHashCode() == 0))
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A nullable flag
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        bool? maybe = true;
        if (maybe ?? false)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A pattern on a number
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var number = 7;
        if (number is > 3 and < 10)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A type test that cannot fail
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        object five = 5;
        if (five is int)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: while (true) with break
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        while (true)
        {
            $sink(x) // sink
            break;
        }
        $after(x) // after
    }
}

// flow: do once
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        do
        {
            $sink(x) // sink
        }
        while (false);
        $after(x) // after
    }
}

// flow: for once
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        for (var i = 0; i < 1; i++)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: The last round of a loop
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        for (var i = 0; i < 3; i++)
        {
            if (i == 2)
            {
                $sink(x) // sink
            }
        }
        $after(x) // after
    }
}

// flow: foreach over one element
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire; good, late, there, stale, wrong, unasked: for now NDIS0005
        $again(x) // again; again: for now NDIS0002 NDIS0005
        $ask(x) return;
        foreach (var one in new[] { 1 })
        {
            $sink(x) // sink; good, half, twice, late, again: for now NDIS0003; unasked: for now NDIS0004 NDIS0010
        }
        $after(x) // after; twice: for now silent
    }
}

// flow: goto forward
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        goto there;
        there:
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: goto back
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var again = false;
        back:
        if (!again)
        {
            again = true;
            goto back;
        }
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: Nested blocks
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        {
            if (true)
            {
                while (true)
                {
                    switch (1)
                    {
                        case 1:
                            $sink(x) // sink
                            break;
                    }
                    break;
                }
            }
        }
        $after(x) // after
    }
}

// flow: Both branches
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (source.GetHashCode() > 3)
        {
            $sink(x) // sink
        }
        else
        {
            $sink(x)
        }
        $after(x) // after
    }
}

// flow: Each section of a switch
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        switch (source.GetHashCode() & 3)
        {
            case 0:
                $sink(x) // sink
                break;
            case 1 or 2:
                $sink(x)
                break;
            default:
                $sink(x)
                break;
        }
        $after(x) // after
    }
}

// flow: Two tests of one flag
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var go = source.GetHashCode() > 3;
        if (go)
        {
            $sink(x) // sink
        }

        if (!go)
        {
            $sink(x)
        }
        $after(x) // after
    }
}

// flow: try and finally
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        try
        {
            $sink(x) // sink
        }
        finally
        {
            Console.WriteLine();
        }
        $after(x) // after
    }
}

// flow: In the finally
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        try
        {
            Console.WriteLine();
        }
        finally
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: In the handler of what is always thrown
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        try
        {
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: In the handler of what a helper always throws
class Flow($Source source)
{
    static void Fail() => throw new NotSupportedException();

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        try
        {
            Fail();
        }
        catch (NotSupportedException)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: In a handler with a filter that says yes
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        try
        {
            throw new IOException();
        }
        catch (IOException e) when (e is not null)
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: Nested try, the outer finally
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        try
        {
            try
            {
                Console.WriteLine();
            }
            finally
            {
                Console.WriteLine();
            }
        }
        finally
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: lock
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        lock (source.GetType())
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: checked and unchecked
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        checked
        {
            unchecked
            {
                $sink(x) // sink
            }
        }
        $after(x) // after
    }
}

// flow: Inside the using of something else
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        using (var other = new MemoryStream())
        {
            $sink(x) // sink
        }
        $after(x) // after
    }
}

// flow: A way out before and one after
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        if (source.GetHashCode() > 3)
        {
            $sink(x) // sink
            $after(x) // after
            return;
        }

        $sink(x)
        $after(x)
    }
}
