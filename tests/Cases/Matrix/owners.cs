// An object of a class of one's own has it, and ends it.

// flow: A using of an owner
sealed class Owner($Source source, $Type thing) : IDisposable
{
    public $Type Thing => thing;

    public void Dispose()
    {
        $sink(thing)
    }
}

class Flow($Source source)
{
    public void Run()
    {
        var x = $acquire; // lost, half: NDIS0005
        $ask(x) return;
        using (var owner = new Owner(source, x)) // there: NDIS0003; stale: NDIS0004; wrong: NDIS0008
        {
            $use(owner.Thing); // unasked: NDIS0010
        }

        $after(x) // after
    }
}

// flow: The owner makes it
sealed class Owner : IDisposable
{
    readonly $Source source;
    readonly $Maybe thing;

    public Owner($Source source)
    {
        this.source = source;
        thing = $acquire;
    }

    public bool IsEmpty => $isNull(thing);

    public void Dispose() // lost, half: NDIS0001
    {
        if (IsEmpty)
            return;
        $sink(thing) // there: NDIS0003; stale: NDIS0004; wrong: NDIS0008
    }
}

// flow: Each call of a method replaces it
sealed class Owner($Source source) : IDisposable
{
    $Maybe thing;

    public void Good()
    {
        if (!($isNull(thing)))
            $release(thing);
        thing = $acquire;
    }

    public void Dispose()
    {
        if (!($isNull(thing)))
            $release(thing);
        thing = $none;
    }
}

sealed class Careless($Source source) : IDisposable
{
    $Maybe thing;

    public void Bad() => thing = $acquire; // NDIS0002

    public void Dispose()
    {
        if (!($isNull(thing)))
            $release(thing);
        thing = $none;
    }
}

// flow: A method gives it back, another one uses it
sealed class Owner($Source source) : IDisposable
{
    $Maybe thing = $acquire;
    bool isOpen = true;

    public void Close()
    {
        if (isOpen && !($isNull(thing)))
            $release(thing);
        isOpen = false;
    }

    public void Good()
    {
        if (isOpen && !($isNull(thing)))
            $use(thing);
    }

    public void Dispose() => Close();
}

sealed class Careless($Source source) : IDisposable
{
    readonly $Maybe thing = $acquire;
    bool isOpen = true;

    public void Close()
    {
        if (isOpen && !($isNull(thing)))
            $release(thing);
        isOpen = false;
    }

    public void Bad()
    {
        if (!($isNull(thing)))
            $use(thing); // NDIS0004
    }

    public void Dispose() => Close();
}

// flow: Opened and closed many times
sealed class Port($Source source) : IDisposable
{
    $Maybe thing;

    public bool Open()
    {
        if (!($isNull(thing)))
            return true;
        thing = $acquire;
        return !($isNull(thing));
    }

    public void Close()
    {
        if ($isNull(thing))
            return;
        $release(thing);
        thing = $none;
    }

    public void Dispose() => Close();
}

sealed class LeakyPort($Source source) : IDisposable
{
    $Maybe thing;

    public bool Open()
    {
        if (!($isNull(thing)))
            return true;
        thing = $acquire; // NDIS0005
        return !($isNull(thing));
    }

    public void Close() => thing = $none;

    public void Dispose() => Close();
}

// flow: A service that starts and stops
sealed class Service($Source source)
{
    $Maybe thing;

    public Task StartAsync(CancellationToken token)
    {
        thing = $acquire;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken token)
    {
        if (!($isNull(thing)))
            $release(thing);
        return Task.CompletedTask;
    }
}

sealed class LeakyService($Source source)
{
    $Maybe thing;

    public Task StartAsync(CancellationToken token)
    {
        thing = $acquire;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken token) => Task.CompletedTask; // NDIS0001
}

// flow: The base class owns, the derived class makes
abstract class Owner($Source source, $Maybe thing) : IDisposable
{
    public virtual void Dispose() // lost, half: NDIS0001
    {
        if ($isNull(thing))
            return;
        $sink(thing) // there: NDIS0003; stale: NDIS0004; wrong: NDIS0008
    }
}

sealed class Flow($Source source) : Owner(source, $acquire);

// flow: Disposed twice
sealed class Guarded($Source source) : IDisposable
{
    readonly $Maybe thing = $acquire;
    bool isDisposed;

    public void Dispose()
    {
        if (isDisposed || $isNull(thing))
            return;
        isDisposed = true;
        $release(thing);
    }
}

sealed class Both($Source source) : IDisposable
{
    $Maybe thing = $acquire;

    public void Close()
    {
        if (!($isNull(thing)))
            $release(thing);
        thing = $none;
    }

    public void Dispose()
    {
        if (!($isNull(thing)))
            $release(thing);
    }
}

// flow: Two fields for one
sealed class Good($Source source) : IDisposable
{
    $Maybe first, second;

    public void Fill()
    {
        if (!($isNull(first)))
            return;
        first = $acquire;
        second = first;
    }

    public void Dispose()
    {
        if (!($isNull(first)))
            $release(first);
        first = second = $none;
    }
}

sealed class Bad($Source source) : IDisposable
{
    $Maybe first, second;

    public void Fill()
    {
        if (!($isNull(first)))
            return;
        first = $acquire;
        second = first;
    }

    public void Dispose()
    {
        if (!($isNull(first)))
            $release(first);
        if (!($isNull(second)))
            $release(second); // NDIS0003
    }
}

// flow: A list of them, ended by Dispose
// needs: ordinary
sealed class Good($Source source) : IDisposable
{
    readonly List<$Type> all = [];

    public void Add()
    {
        var x = $acquire;
        $ask(x) return;
        all.Add(x);
    }

    public void Dispose()
    {
        foreach (var x in all)
            $release(x);
        all.Clear();
    }
}

sealed class Bad($Source source) : IDisposable
{
    readonly List<$Type> all = [];

    public void Add()
    {
        var x = $acquire;
        $ask(x) return;
        all.Add(x);
    }

    public void Dispose() // NDIS0001
    {
        foreach (var x in all)
            $use(x);
    }
}

// flow: A local owner that nobody disposes
sealed class Owner($Source source, $Type thing) : IDisposable
{
    public $Type Thing => thing;

    public void Dispose() => $release(thing);
}

class Flow($Source source)
{
    public void Bad()
    {
        var x = $acquire; // NDIS0005
        $ask(x) return;
        var owner = new Owner(source, x);
        $use(owner.Thing);
    }

    public void Good()
    {
        var x = $acquire;
        $ask(x) return;
        var owner = new Owner(source, x);
        $use(owner.Thing);
        owner.Dispose();
    }

    public void Twice()
    {
        var x = $acquire;
        $ask(x) return;
        var owner = new Owner(source, x);
        owner.Dispose();
        owner.Dispose(); // NDIS0003
    }
}

// flow: A generic owner
// needs: ordinary
sealed class Owner<T>(T value, Action<T> end) : IDisposable
{
    public T Value => value;

    public void Dispose() => end(value);
}

class Flow($Source source)
{
    public void Good()
    {
        var x = $acquire;
        $ask(x) return;
        using var owner = new Owner<$Type>(x, y => $release(y));
        $use(owner.Value);
    }

    public void Late()
    {
        var x = $acquire;
        $ask(x) return;
        var owner = new Owner<$Type>(x, y => $release(y));
        owner.Dispose();
        $use(owner.Value); // NDIS0004
    }
}

// flow: A driver keeps it from its start to its end
sealed class Good($Source source) : MiniportAdapter
{
    $Maybe thing;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        thing = $acquire;
        return $isNull(thing) ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) => $release(thing);
}

sealed class Bad($Source source) : MiniportAdapter
{
    $Maybe thing;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        thing = $acquire;
        return $isNull(thing) ? NdisStatus.Resources : NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) // NDIS0001
    {
        if (!($isNull(thing)))
            $use(thing);
    }
}

// flow: A driver that fails half way
sealed class Good($Source source) : MiniportAdapter
{
    $Maybe thing;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        thing = $acquire;
        $ask(thing) return NdisStatus.Resources;
        if (Random.Shared.Next(2) == 0)
        {
            $release(thing);
            return NdisStatus.Failure;
        }

        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) => $release(thing);
}

sealed class Bad($Source source) : MiniportAdapter
{
    $Maybe thing;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        thing = $acquire;
        $ask(thing) return NdisStatus.Resources;
        if (Random.Shared.Next(2) == 0)
            return NdisStatus.Failure; // NDIS0001
        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action) => $release(thing);
}
