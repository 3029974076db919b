// case: A partial driver over three files
// file: Nic.Initialize.cs
sealed partial class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        if (!OpenReceive())
            return NdisStatus.Resources;
        if (!OpenTransmit())
        {
            CloseReceive();
            return NdisStatus.Resources;
        }

        return NdisStatus.Success;
    }

    public override void HaltEx(NdisHaltAction action)
    {
        CloseTransmit();
        CloseReceive();
    }
}
// file: Nic.Receive.cs
sealed partial class Nic
{
    NetBuffer receive;

    bool OpenReceive()
    {
        receive = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        return !receive.IsNull;
    }

    void CloseReceive()
    {
        if (receive)
            NdisFreeNetBuffer(receive);
        receive = default;
    }
}
// file: Nic.Transmit.cs
sealed partial class Nic
{
    NetBuffer transmit;

    bool OpenTransmit()
    {
        transmit = NdisAllocateNetBuffer(pool, mdl, 64, 64);
        return !transmit.IsNull;
    }

    void CloseTransmit()
    {
        if (transmit)
            NdisFreeNetBuffer(transmit);
        transmit = default;
    }
}

// case: A partial driver in which one file forgets
// file: Nic.cs
sealed partial class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
{
    public override NdisStatus InitializeEx(MiniportInitParameters parameters) => OpenReceive() ? NdisStatus.Success : NdisStatus.Resources;

    public override void HaltEx(NdisHaltAction action) => CloseReceive(); // NDIS0001
}
// file: Nic.Receive.cs
sealed partial class Nic
{
    NetBuffer receive, spare;

    bool OpenReceive()
    {
        receive = NdisAllocateNetBuffer(pool, mdl, 0, 64);
        if (receive.IsNull)
            return false;
        spare = NdisAllocateNetBuffer(pool, mdl, 64, 64);
        return true;
    }

    void CloseReceive()
    {
        NdisFreeNetBuffer(receive);
        spare = spare.IsNull ? default : spare;
    }
}

// case: A helper in another file frees
// file: Packets.cs
static class Packets
{
    public static void Complete(NetBuffer nb, bool log)
    {
        if (log)
            Console.WriteLine(nb);
        NdisFreeNetBuffer(nb);
    }

    public static void Trace(NetBuffer nb) => Console.WriteLine(nb);
}
// file: Sender.cs
class Sender(NetBufferPool pool, Mdl mdl)
{
    public void Good()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (nb)
            Packets.Complete(nb, true);
    }

    public void Bad()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1); // NDIS0005
        if (nb)
            Packets.Trace(nb);
    }

    public void Twice()
    {
        var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
        if (!nb)
            return;
        Packets.Complete(nb, false);
        Packets.Complete(nb, false); // NDIS0003
    }
}

// case: The factory is in another file and namespace
// file: Net/Factory.cs
namespace Acme.Net
{
    internal static class Factory
    {
        public static NetBuffer Create(NetBufferPool pool, int length)
        {
            var nb = NdisAllocateNetBuffer(pool, default, 0, length);
            if (nb.IsNull)
                throw new InsufficientMemoryException();
            return nb;
        }
    }
}
// file: App/Program.cs
namespace Acme.App
{
    using Acme.Net;

    internal static class Program
    {
        static void Main(string[] args)
        {
            using var pool = NdisAllocateNetBufferPool(null, new NetBufferPoolParameters())!;
            var first = Factory.Create(pool, args.Length);
            var second = Factory.Create(pool, 64); // NDIS0005
            second.DataLength = 3;
            NdisFreeNetBuffer(first);
        }
    }
}

// case: A base class in one file, the adapter in another
// file: NicBase.cs
abstract class NicBase : MiniportAdapter
{
    protected NetBuffer Heartbeat;
    protected abstract NetBufferPool Pool { get; }

    public override NdisStatus InitializeEx(MiniportInitParameters parameters)
    {
        Heartbeat = NdisAllocateNetBuffer(Pool, default, 0, 0);
        return Heartbeat ? NdisStatus.Success : NdisStatus.Resources;
    }
}
// file: Nic.cs
sealed class Nic(NetBufferPool pool) : NicBase
{
    protected override NetBufferPool Pool => pool;
    public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(Heartbeat);
}
// file: LeakyNic.cs
sealed class LeakyNic(NetBufferPool pool) : NicBase
{
    protected override NetBufferPool Pool => pool;
    public override void HaltEx(NdisHaltAction action) => Console.WriteLine(Heartbeat); // NDIS0001
}

// case: Top-level statements with a helper class below
var pool = new LeasePool();
var lease = pool.Rent(16);
try
{
    lease.Length = args.Length;
    if (args.Length > 3)
        return 1;
    Console.WriteLine(Tool.Sum(lease));
}
finally
{
    pool.Return(lease);
}

var second = pool.Rent(8); // NDIS0005
if (args.Length == 2)
    return Tool.Sum(second);
second.Dispose();
return 0;

static class Tool
{
    public static int Sum(Lease lease)
    {
        var sum = 0;
        foreach (var b in lease.Span)
            sum += b;
        return sum;
    }
}

// case: Top-level statements and a local function
using var store = new StringWriter();
var ring = new Ring();
while (Next() is { IsEmpty: false } slot)
{
    Ring.Mark(slot, "taken");
    ring.Publish(slot);
}

if (Next() is { IsEmpty: false } last) // NDIS0005
    Ring.Mark(last, "kept");

Slot Next() => ring.Claim();

// case: An extension in another file and a static using
// file: Extensions.cs
namespace Acme.Extensions
{
    internal static class LeaseExtensions
    {
        extension(Lease lease)
        {
            public void GiveBack(LeasePool pool) => pool.Return(lease);
            public bool IsLong => lease.Length > 100;
        }
    }
}
// file: User.cs
namespace Acme.App
{
    using Acme.Extensions;

    internal sealed class User(LeasePool pool)
    {
        public void Good(int size)
        {
            var lease = pool.Rent(size);
            if (lease.IsLong)
                lease.Length = 100;
            lease.GiveBack(pool);
        }

        public void Twice(int size)
        {
            var lease = pool.Rent(size);
            lease.GiveBack(pool);
            lease.GiveBack(pool); // NDIS0003
        }

        public void AsAFunction(int size)
        {
            var lease = pool.Rent(size);
            LeaseExtensions.GiveBack(lease, pool);
        }

        public void Bad(int size)
        {
            var lease = pool.Rent(size); // NDIS0005
            if (lease.IsLong)
                lease.GiveBack(pool);
        }
    }
}

// case: File-local types do not meet
// file: One.cs
file sealed class Helper
{
    public static void End(Lease lease) => lease.Dispose();
}

internal sealed class UserOne(LeasePool pool)
{
    public void Good(int size) => Helper.End(pool.Rent(size));
}
// file: Two.cs
file sealed class Helper
{
    public static void End(Lease lease) => lease.Length = 0;
}

internal sealed class UserTwo(LeasePool pool)
{
    public void Bad(int size) => Helper.End(pool.Rent(size)); // NDIS0005
}

// case: A rule file of the case's own
// file: Own.ndisrules
rule Token                      the token
acquires  M:Desk.Issue
releases  M:Desk.Withdraw       0
// file: Desk.cs
sealed class Token;

sealed class Desk
{
    public Token Issue() => new();
    public void Withdraw(Token token) => GC.KeepAlive(token);
}

class Visitors(Desk desk)
{
    public void Good()
    {
        var token = desk.Issue();
        desk.Withdraw(token);
    }

    public void Bad()
    {
        var token = desk.Issue(); // NDIS0005
        Console.WriteLine(token);
    }
}

// case: A rule file with lines that say nothing
// file: Broken.ndisrules
rule Token                      the token
acquires  M:Desk.Issue
releases  M:Desk.Nobody         0 // NDIS0030
gives     M:Desk.Issue // NDIS0030
releases  M:Desk.Withdraw       0
// file: Desk.cs
sealed class Token;

sealed class Desk
{
    public Token Issue() => new();
    public void Withdraw(Token token) => GC.KeepAlive(token);
}

class Visitors(Desk desk)
{
    public void Bad()
    {
        var token = desk.Issue(); // NDIS0005
        Console.WriteLine(token);
    }
}
