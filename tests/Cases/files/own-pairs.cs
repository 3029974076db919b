// case: A socket library with status codes
static class Sock
{
    public static int Open(string host, out nint socket) { socket = host.Length; return host.Length > 0 ? 0 : -1; }
    public static int Close(nint socket) => 0;
    public static int Send(nint socket, byte[] data) => data.Length;
}

class Client
{
    public int Good(string host, byte[] data)
    {
        if (Sock.Open(host, out var socket) != 0)
            return -1;
        var sent = Sock.Send(socket, data);
        Sock.Close(socket);
        return sent;
    }

    public int Bad(string host, byte[] data)
    {
        var error = Sock.Open(host, out var socket); // NDIS0005
        if (error != 0)
            return error;
        if (Sock.Send(socket, data) < data.Length)
            return -2;
        Sock.Close(socket);
        return 0;
    }

    public void Twice(string host)
    {
        if (Sock.Open(host, out var socket) is not 0)
            return;
        _ = Sock.Close(socket);
        Sock.Close(socket); // NDIS0003
    }
}

// file: sock.ndisrules
rule Socket                  the socket
acquires  M:Sock.Open        out 1 when 0
releases  M:Sock.Close       0

// case: A pool that hands out many at once
class Batch
{
    public int Get(Lot[] target) => target.Length;
    public void Put(Lot lot) { }
}

class Lot
{
    public int Size { get; set; }
}

class BatchUse(Batch batch)
{
    public void Good()
    {
        var lots = new Lot[8];
        var count = batch.Get(lots);
        for (var i = 0; i < count; i++)
            batch.Put(lots[i]);
    }

    public void Bad()
    {
        var lots = new Lot[8];
        var count = batch.Get(lots); // NDIS0005
        if (count < 8)
            return;
        for (var i = 0; i < count; i++)
            batch.Put(lots[i]);
    }
}

// file: lots.ndisrules
rule Lot                     the lot
acquires  M:Batch.Get        elements 0 count return
releases  M:Batch.Put        0

// case: A reader that must be closed before its file
sealed class Db
{
    public Cursor Query(string text) => new(text);
}

sealed class Cursor(string text)
{
    public bool Next() => text.Length > 0;
    public void Close() { }
}

class Report(Db db)
{
    public int Good(string text)
    {
        var cursor = db.Query(text);
        var rows = 0;
        while (cursor.Next())
            rows++;
        cursor.Close();
        return rows;
    }

    public int Bad(string text)
    {
        var cursor = db.Query(text); // NDIS0005
        var rows = 0;
        while (cursor.Next())
        {
            if (rows++ > 100)
                throw new InvalidOperationException("too many");
        }

        cursor.Close();
        return rows;
    }

    public bool Late(string text)
    {
        var cursor = db.Query(text);
        cursor.Close();
        return cursor.Next(); // NDIS0004
    }
}

// file: db.ndisrules
rule Cursor                  the cursor
acquires  M:Db.Query
releases  M:Cursor.Close     this

// case: A sentinel for nothing
readonly struct Ticket(int number)
{
    public int Number { get; } = number;
    public bool Valid => Number > 0;
    public static readonly Ticket None = new(-1);
}

class Office
{
    public Ticket Draw() => new(1);
    public void Cancel(Ticket ticket) { }
}

class Visitor(Office office)
{
    public void Good()
    {
        var ticket = office.Draw();
        if (!ticket.Valid)
            return;
        office.Cancel(ticket);
    }

    public int Bad(bool hurry)
    {
        var ticket = office.Draw(); // NDIS0005
        if (!ticket.Valid || hurry)
            return 0;
        office.Cancel(ticket);
        return ticket.Number; // NDIS0004
    }
}

// file: office.ndisrules
rule Ticket                  the ticket
acquires  M:Office.Draw
live      P:Ticket.Valid
releases  M:Office.Cancel    0

// case: Ownership is declared by attributes
class Jobs(LeasePool pool)
{
    static void Enqueue([NdisRules.Transfers] Lease lease) => Console.WriteLine(lease.Length);

    [return: NdisRules.Acquires("Lease")]
    static extern Lease Foreign();

    static extern void Consume([NdisRules.Releases] Lease lease);

    public void Good()
    {
        var lease = pool.Rent(1);
        Enqueue(lease);
        Consume(Foreign());
    }

    public void Bad()
    {
        var lease = Foreign(); // NDIS0005
        lease.Length = 2;
    }

    public void Late()
    {
        var lease = pool.Rent(1);
        Consume(lease);
        Consume(lease); // NDIS0003
    }
}
