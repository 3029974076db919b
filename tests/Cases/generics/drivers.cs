// case: A generic adapter context
sealed class Adapter<TSettings>(NetBufferPool pool, Mdl mdl, TSettings settings) : MiniportAdapter
{
    NetBuffer beacon;

    public TSettings Settings { get; } = settings;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        beacon = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return beacon ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(beacon);
}

sealed class LeakyAdapter<TSettings>(NetBufferPool pool, Mdl mdl, TSettings settings) : MiniportAdapter
{
    NetBuffer beacon;

    public TSettings Settings { get; } = settings;

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        beacon = NdisAllocateNetBuffer(pool, mdl, 0, 60);
        return beacon ? NdisStatus.Success : NdisStatus.Resources;
    }

    public override void HaltEx(NdisHaltAction action) => Console.WriteLine(Settings); // NDIS0001
}

// case: A generic retry that frees failures
static class Attempt
{
    public static bool Until<TState>(TState state, Func<TState, bool> attempt, int times)
    {
        for (var i = 0; i < times; i++)
            if (attempt(state))
                return true;
        return false;
    }
}

class Attempts(NetBufferPool pool, Mdl mdl)
{
    static bool Send(NetBuffer nb) => nb.DataLength > 0;

    public bool Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb.IsNull)
            return false;
        var sent = Attempt.Until(nb, Send, 3);
        NdisFreeNetBuffer(nb);
        return sent;
    }

    public bool Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005 for now: silent
        if (nb.IsNull)
            return false;
        return Attempt.Until(nb, static one => one.DataLength > 0, 3);
    }
}
