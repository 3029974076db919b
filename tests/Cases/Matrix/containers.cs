// The object lies in a container between its acquire and its release.

// flow: An array of one
class Flow($Source source)
{
    public void Run()
    {
        var all = new $Maybe[1];
        all[0] = $acquire; // acquire
        $again(all[0]) // again
        $ask(all[0]) return;
        $sink(all[0]) // sink
        $after(all[0]) // after
    }
}

// flow: An element beside others
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var all = new $Maybe[3];
        all[2] = x;
        all[1] = $none;
        $sink(all[2]) // sink
        $after(x) // after
    }
}

// flow: An array of arrays
class Flow($Source source)
{
    public void Run()
    {
        var rows = new $Maybe[2][];
        rows[1] = new $Maybe[2];
        rows[1][0] = $acquire; // acquire
        $ask(rows[1][0]) return;
        $sink(rows[1][0]) // sink
        $after(rows[1][0]) // after
    }
}

// flow: A list
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var all = new List<$Type>();
        all.Add(x);
        var y = all[0];
        $sink(y) // sink; unasked: for now silent
        $after(x) // after
    }
}

// flow: Walked once
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var all = new List<$Type> { x };
        foreach (var y in all)
        {
            $sink(y) // sink
        }

        $after(x) // after
    }
}

// flow: A dictionary
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var all = new Dictionary<string, $Type>();
        all["one"] = x;
        var y = all["one"];
        $sink(y) // sink
        $after(x) // after
    }
}

// flow: Asked of a dictionary
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var all = new Dictionary<int, $Type> { [7] = x };
        if (all.TryGetValue(7, out var y))
        {
            $sink(y) // sink
        }

        $after(x) // after
    }
}

// flow: A queue
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var all = new Queue<$Type>();
        all.Enqueue(x);
        var y = all.Dequeue();
        $sink(y) // sink
        $after(x) // after
    }
}

// flow: A stack
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var all = new Stack<$Type>();
        all.Push(x);
        var y = all.Pop();
        $sink(y) // sink
        $after(x) // after
    }
}

// flow: A linked list
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var all = new LinkedList<$Type>();
        all.AddLast(x);
        var y = all.First!.Value;
        $sink(y) // sink
        $after(x) // after
    }
}

// flow: A concurrent queue
// needs: ordinary
class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var all = new ConcurrentQueue<$Type>();
        all.Enqueue(x);
        while (all.TryDequeue(out var y))
        {
            $sink(y) // sink
        }

        $after(x) // after
    }
}

// flow: A list is handed to a helper that walks it
// needs: ordinary
class Flow($Source source)
{
    void Drain(List<$Type> all)
    {
        foreach (var y in all)
        {
            $sink(y)
        }
    }

    public void Run()
    {
        var x = $acquire; // acquire
        $again(x) // again
        $ask(x) return;
        var all = new List<$Type>();
        all.Add(x);
        Drain(all); // sink
        $after(x) // after
    }
}

// flow: A list is handed back by a helper
// needs: ordinary
class Flow($Source source)
{
    List<$Type> Fill()
    {
        var all = new List<$Type>();
        var x = $acquire;
        $ask(x) return all;
        all.Add(x);
        return all;
    }

    public void Run()
    {
        var all = Fill(); // lost, half: NDIS0005
        foreach (var y in all)
        {
            $sink(y) // there: NDIS0003; stale: NDIS0004; wrong: NDIS0008; unasked: NDIS0010
        }
    }
}

// flow: Filled and drained by loops
// needs: ordinary
class Flow($Source source)
{
    public void Run(int n)
    {
        var all = new List<$Type>();
        for (var i = 0; i < n; i++)
        {
            var x = $acquire; // acquire
            $ask(x) break;
            all.Add(x);
        }

        foreach (var y in all)
        {
            $sink(y) // sink
        }
    }
}

// flow: An array filled and drained by loops
class Flow($Source source)
{
    public void Run(int n)
    {
        var all = new $Maybe[n];
        for (var i = 0; i < n; i++)
            all[i] = $acquire; // lost, half: NDIS0005
        for (var i = 0; i < n; i++)
        {
            if (!($isNull(all[i])))
            {
                $sink(all[i]) // there: NDIS0003; stale: NDIS0004; wrong: NDIS0008
            }
        }
    }
}

// flow: Drained twice
// needs: ordinary
class Flow($Source source)
{
    public void Bad(int n)
    {
        var all = new List<$Type>();
        for (var i = 0; i < n; i++)
        {
            var x = $acquire;
            $ask(x) break;
            all.Add(x);
        }

        foreach (var x in all)
            $release(x);
        foreach (var x in all)
            $release(x); // NDIS0003
    }

    public void Good(int n)
    {
        var all = new List<$Type>();
        for (var i = 0; i < n; i++)
        {
            var x = $acquire;
            $ask(x) break;
            all.Add(x);
        }

        foreach (var x in all)
            $release(x);
        all.Clear();
        foreach (var x in all)
            $release(x);
    }
}

// flow: Drained until it is empty
// needs: ordinary
class Flow($Source source)
{
    public void Bad(int n)
    {
        var all = new Stack<$Type>();
        while (n-- > 0)
        {
            var x = $acquire; // NDIS0005
            $ask(x) break;
            all.Push(x);
        }

        if (all.Count > 0)
        {
            var top = all.Pop();
            $release(top);
        }
    }

    public void Good(int n)
    {
        var all = new Stack<$Type>();
        while (n-- > 0)
        {
            var x = $acquire;
            $ask(x) break;
            all.Push(x);
        }

        while (all.Count > 0)
        {
            var top = all.Pop();
            $release(top);
        }
    }
}
