// One way out of several forgets the object, or comes by its release twice.

// flow: An early return
class Flow($Source source)
{
    public int Bad(int n)
    {
        var x = $acquire; // NDIS0005
        $ask(x) return 0;
        if (n > 3)
            return n;
        $release(x);
        return 1;
    }

    public int Good(int n)
    {
        var x = $acquire;
        $ask(x) return 0;
        if (n > 3)
        {
            $release(x);
            return n;
        }

        $release(x);
        return 1;
    }
}

// flow: One section of a switch
class Flow($Source source)
{
    public void Bad(int n)
    {
        var x = $acquire; // NDIS0005
        $ask(x) return;
        switch (n)
        {
            case 1:
                $release(x);
                break;
            case 2:
                $use(x);
                break;
            default:
                $release(x);
                break;
        }
    }

    public void Good(int n)
    {
        var x = $acquire;
        $ask(x) return;
        switch (n)
        {
            case 1:
                $release(x);
                break;
            case 2:
                $use(x);
                goto default;
            default:
                $release(x);
                break;
        }
    }
}

// flow: A break too early
class Flow($Source source)
{
    public void Bad(int[] numbers)
    {
        foreach (var number in numbers)
        {
            var x = $acquire; // NDIS0005
            $ask(x) continue;
            if (number < 0)
                break;
            $release(x);
        }
    }

    public void Good(int[] numbers)
    {
        foreach (var number in numbers)
        {
            if (number < 0)
                break;
            var x = $acquire;
            $ask(x) continue;
            $release(x);
        }
    }
}

// flow: A continue too early
class Flow($Source source)
{
    public void Bad(int[] numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var x = $acquire; // NDIS0005
            $ask(x) return;
            $use(x);
            if (numbers[i] == 0)
                continue;
            $release(x);
        }
    }

    public void Good(int[] numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var x = $acquire;
            $ask(x) return;
            $use(x);
            $release(x);
            if (numbers[i] == 0)
                continue;
            Console.WriteLine(i);
        }
    }
}

// flow: A goto past the release
class Flow($Source source)
{
    public void Bad(int n)
    {
        var x = $acquire; // NDIS0005
        $ask(x) return;
        if (n < 0)
            goto end;
        $release(x);
    end:
        Console.WriteLine(n);
    }

    public void Good(int n)
    {
        var x = $acquire;
        $ask(x) return;
        if (n < 0)
            goto end;
        Console.WriteLine(n);
    end:
        $release(x);
    }
}

// flow: Cleanup by labels
class Flow($Source source)
{
    public bool Bad(int n)
    {
        $Maybe second = $none;
        var first = $acquire; // NDIS0005
        $ask(first) goto none;
        second = $acquire;
        $ask(second) goto one;
        if (n > 3)
            goto none;
        $release(second);
    one:
        $release(first);
        return true;
    none:
        if (!($isNull(second)))
            $release(second);
        return false;
    }

    public bool Good(int n)
    {
        $Maybe second = $none;
        var first = $acquire;
        $ask(first) goto none;
        second = $acquire;
        $ask(second) goto one;
        if (n > 3)
            goto two;
        Console.WriteLine(n);
    two:
        $release(second);
    one:
        $release(first);
        return true;
    none:
        return false;
    }
}

// flow: A branch without its else
class Flow($Source source)
{
    public void Bad(string? text)
    {
        var x = $acquire; // NDIS0005
        $ask(x) return;
        if (text is { Length: > 3 })
            $release(x);
        else if (text is null)
            $release(x);
    }

    public void Good(string? text)
    {
        var x = $acquire;
        $ask(x) return;
        if (text is { Length: > 3 })
            $release(x);
        else if (text is null)
            $release(x);
        else
            $release(x);
    }
}

// flow: A release behind && and ||
class Flow($Source source)
{
    public void Bad(bool a, bool b)
    {
        var x = $acquire; // NDIS0005
        $ask(x) return;
        if (a && b)
            $release(x);
        else if (a)
            $release(x);
    }

    public void Good(bool a, bool b)
    {
        var x = $acquire;
        $ask(x) return;
        if (a && b)
            $release(x);
        if (!a || !b)
            $release(x);
    }
}

// flow: A section with a filter
class Flow($Source source)
{
    public void Bad(object given, int n)
    {
        var x = $acquire; // NDIS0005
        $ask(x) return;
        switch (given)
        {
            case int number when number > n:
                $release(x);
                break;
            case not int:
                $release(x);
                break;
        }
    }

    public void Good(object given, int n)
    {
        var x = $acquire;
        $ask(x) return;
        switch (given)
        {
            case int number when number > n:
                $release(x);
                break;
            case not int:
                $release(x);
                break;
            default:
                $release(x);
                break;
        }
    }
}

// flow: A loop that may have no round
class Flow($Source source)
{
    public void Bad(int[] numbers)
    {
        var x = $acquire; // NDIS0005
        $ask(x) return;
        foreach (var number in numbers)
        {
            $release(x);
            break;
        }
    }

    public void Good(int[] numbers)
    {
        var x = $acquire;
        $ask(x) return;
        foreach (var number in numbers)
        {
            $use(x);
            break;
        }

        $release(x);
    }
}

// flow: A loop that releases in each round
class Flow($Source source)
{
    public void Bad(int n)
    {
        var x = $acquire;
        $ask(x) return;
        do
        {
            $release(x); // NDIS0003
        }
        while (n-- > 0);
    }

    public void Good(int n)
    {
        do
        {
            var x = $acquire;
            $ask(x) return;
            $release(x);
        }
        while (n-- > 0);
    }
}

// flow: Released on one way, and on all
class Flow($Source source)
{
    public void Bad(bool early)
    {
        var x = $acquire;
        $ask(x) return;
        if (early)
            $release(x);
        Console.WriteLine(early);
        $release(x); // NDIS0003
    }

    public void Good(bool early)
    {
        var x = $acquire;
        $ask(x) return;
        if (early)
            $release(x);
        Console.WriteLine(early);
        if (!early)
            $release(x);
    }
}

// flow: Used on one of the ways behind the release
class Flow($Source source)
{
    public void Bad(int n)
    {
        var x = $acquire;
        $ask(x) return;
        var isDone = n > 3;
        if (isDone)
            $release(x);
        if (n != 7)
            $use(x); // NDIS0004
        if (!isDone)
            $release(x);
    }

    public void Good(int n)
    {
        var x = $acquire;
        $ask(x) return;
        var isDone = n > 3;
        if (isDone)
            $release(x);
        if (!isDone)
            $use(x);
        if (!isDone)
            $release(x);
    }
}

// flow: Only the name is cleared
class Flow($Source source)
{
    public void Bad()
    {
        $Maybe x = $acquire; // NDIS0005
        x = $none;
        Console.WriteLine();
    }

    public void Good()
    {
        $Maybe x = $acquire;
        if (!($isNull(x)))
            $release(x);
        x = $none;
        Console.WriteLine();
    }
}

// flow: Cleared, then asked
class Flow($Source source)
{
    public void Bad(bool early)
    {
        $Maybe x = $acquire; // NDIS0005
        if (early)
            x = $none;
        if (!($isNull(x)))
            $release(x);
    }

    public void Good(bool early)
    {
        $Maybe x = $acquire;
        if (early && !($isNull(x)))
        {
            $release(x);
            x = $none;
        }

        if (!($isNull(x)))
            $release(x);
    }
}

// flow: One name in a loop
class Flow($Source source)
{
    public void Bad(int n)
    {
        $Maybe x = $none;
        for (var i = 0; i < n; i++)
            x = $acquire; // NDIS0002
        if (!($isNull(x)))
            $release(x);
    }

    public void Good(int n)
    {
        $Maybe x = $none;
        for (var i = 0; i < n; i++)
        {
            if (!($isNull(x)))
                $release(x);
            x = $acquire;
        }

        if (!($isNull(x)))
            $release(x);
    }
}

// flow: Wanted once, taken once, given back once
class Flow($Source source)
{
    public void Bad(bool wanted, bool kept)
    {
        $Maybe x = $none;
        if (wanted)
            x = $acquire; // NDIS0005
        Console.WriteLine(kept);
        if (kept && !($isNull(x)))
            $release(x);
    }

    public void Good(bool wanted)
    {
        $Maybe x = $none;
        if (wanted)
            x = $acquire;
        Console.WriteLine(wanted);
        if (wanted && !($isNull(x)))
            $release(x);
    }
}

// flow: A state that counts up
class Flow($Source source)
{
    public void Bad(int n)
    {
        var state = 0;
        var x = $acquire; // NDIS0005
        $ask(x) return;
        state = n > 3 ? 2 : 1;
        if (state == 2)
            $release(x);
    }

    public void Good(int n)
    {
        var state = 0;
        var x = $acquire;
        $ask(x) return;
        state = n > 3 ? 2 : 1;
        if (state >= 1)
            $release(x);
    }
}

// flow: Nobody keeps it
class Flow($Source source)
{
    public void Bad()
    {
        _ = $acquire; // NDIS0005
    }

    public void Good()
    {
        var x = $acquire;
        $ask(x) return;
        $release(x);
    }
}

// flow: Each round has its own
class Flow($Source source)
{
    public void Run(int n)
    {
        for (var i = 0; i < n; i++)
        {
            var x = $acquire; // acquire
            $again(x) // again
            $ask(x) continue;
            $sink(x) // sink
            $after(x) // after
        }
    }
}

// flow: Tried until there is one
class Flow($Source source)
{
    public void Run()
    {
        $Maybe x;
        do
        {
            x = $acquire; // acquire
        }
        while ($isNull(x));

        $sink(x) // sink
        $after(x) // after
    }
}

// flow: One after the other under one name
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire;
        if (!($isNull(x)))
            $release(x);
        x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}
