// Lambdas, delegates and events between the acquire and the release.

// flow: A lambda that shares the name
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        Action end = () =>
        {
            $sink(x)
        };
        end(); // sink
        $after(x) // after
    }
}

// flow: A lambda with a parameter
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        Action<$Type> end = y =>
        {
            $sink(y)
        };
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        end(x); // sink
        $after(x) // after
    }
}

// flow: A lambda that makes it
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        Func<$Maybe> make = () => $acquire;
        var x = make(); // acquire
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A delegate type of one's own
delegate void Ending($Type x);

class Flow($Source source)
{
    void Take($Type x)
    {
        $sink(x)
    }

    public void Run()
    {
        Ending end = Take;
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        end.Invoke(x); // sink
        $after(x) // after
    }
}

// flow: A delegate in a readonly field
// needs: ordinary
class Flow
{
    static readonly Action<$Source, $Type> End = static (source, x) =>
    {
        $sink(x)
    };

    public void Run($Source source)
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        End(source, x); // sink
        $after(x) // after
    }
}

// flow: A lambda is handed to a helper
// needs: ordinary
class Flow($Source source)
{
    static void With($Type x, Action<$Type> action)
    {
        Console.WriteLine();
        action(x);
    }

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        With(x, y =>
        {
            $sink(y) // sink
        });
        $after(x) // after
    }
}

// flow: A generic helper that makes, uses and ends
// needs: ordinary
static class Scope
{
    public static void Of<T>(Func<T> make, Action<T> use, Action<T> end)
    {
        var one = make();
        use(one);
        end(one);
    }
}

class Flow($Source source)
{
    public void Good() => Scope.Of(() => $acquire, x => Console.WriteLine(), x =>
    {
        if (!($isNull(x)))
            $release(x);
    });

    public void Bad() => Scope.Of(() => $acquire, x => Console.WriteLine(), x => Console.WriteLine()); // NDIS0005
}

// flow: Two functions in one delegate
// needs: ordinary
class Flow($Source source)
{
    void Look($Type x) => Console.WriteLine();

    void Take($Type x)
    {
        $sink(x)
    }

    public void Run()
    {
        Action<$Type> both = Look;
        both += Take;
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        both(x); // sink
        $after(x) // after
    }
}

// flow: An event of one's own
// needs: ordinary
class Flow
{
    readonly $Source source;

    event Action<$Type>? Done;

    public Flow($Source source)
    {
        this.source = source;
        Done += Take;
    }

    void Take($Type x)
    {
        $sink(x)
    }

    public void Run()
    {
        var x = $acquire; // acquire; lost, half: for now silent
        $again(x) // again
        $ask(x) return;
        Done!(x); // sink; there, stale, wrong, unasked: for now silent
        $after(x) // after; twice, late: for now silent
    }
}

// flow: A function that makes functions
class Flow($Source source)
{
    Action Ender($Type x) => () =>
    {
        $sink(x)
    };

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var end = Ender(x);
        end(); // sink
        $after(x) // after
    }
}

// flow: A table of functions, by switch
// needs: ordinary
class Flow($Source source)
{
    void Take($Type x)
    {
        $sink(x)
    }

    void Also($Type x)
    {
        $sink(x)
    }

    public void Run(int n)
    {
        Action<$Type> end = n switch { 0 => Take, _ => Also };
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        end(x); // sink
        $after(x) // after
    }
}

// flow: An iterator hands it out
// needs: ordinary
class Flow($Source source)
{
    IEnumerable<$Type> Make(int n)
    {
        for (var i = 0; i < n; i++)
        {
            var x = $acquire;
            $ask(x) yield break;
            yield return x;
        }
    }

    public void Run()
    {
        foreach (var x in Make(3)) // lost, half: NDIS0005
        {
            $sink(x) // there: NDIS0003; stale: NDIS0004; wrong: NDIS0008; unasked: NDIS0010
        }
    }
}

// flow: An iterator keeps it while it walks
// needs: ordinary
class Flow($Source source)
{
    public IEnumerable<int> Good(int n)
    {
        var x = $acquire;
        $ask(x) yield break;
        try
        {
            for (var i = 0; i < n; i++)
                yield return i;
        }
        finally
        {
            $release(x);
        }
    }

    public IEnumerable<int> Bad(int n)
    {
        var x = $acquire; // NDIS0005
        $ask(x) yield break;
        for (var i = 0; i < n; i++)
        {
            if (i == 7)
                yield break;
            yield return i;
        }

        $release(x);
    }
}

// flow: An async helper is awaited
// needs: ordinary
class Flow($Source source)
{
    async Task Take($Type x)
    {
        await Task.Yield();
        $sink(x)
    }

    public async Task Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        await Take(x); // sink
        $after(x) // after
    }
}

// flow: An async helper makes it
// needs: ordinary
class Flow($Source source)
{
    async Task<$Maybe> Make()
    {
        await Task.Delay(3);
        return $acquire;
    }

    public async Task Run()
    {
        var x = await Make().ConfigureAwait(false); // acquire
        $ask(x) return;
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: A value task, two deep
// needs: ordinary
class Flow($Source source)
{
    ValueTask<$Maybe> Make() => new($acquire);

    async ValueTask<$Maybe> Fetch() => await Make();

    public async ValueTask Run()
    {
        var x = await Fetch(); // acquire
        $ask(x) return;
        await Task.Yield();
        $sink(x) // sink
        $after(x) // after
    }
}

// flow: Across awaits
// needs: ordinary
class Flow($Source source)
{
    public async Task Run(Stream stream)
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        await stream.FlushAsync();
        $sink(x) // sink
        await stream.FlushAsync();
        $after(x) // after
    }
}
