namespace OwnRules;

/// <summary>Each pair of methods does the same, once right and once wrong.</summary>
internal static class Program
{
    static void Main()
    {
        using var pool = new SessionPool();
        Console.WriteLine($"{SendRight(pool, "hello")} {SendWrong(pool, "")}");
        Console.WriteLine($"{TryRight(pool, "a")} {TryWrong(pool, "a")}");
        Console.WriteLine($"{ReadRight(pool)} {ReadWrong(pool)}");
        LockRight(pool);
        LockWrong(pool);
        TwiceWrong(pool);
        OtherRight();
        OtherWrong();
        OrderRight();
        OrderWrong();
        Console.WriteLine($"still lent: {pool.Lent}");
    }

    static int SendRight(SessionPool pool, string text)
    {
        using var session = pool.Open("send");
        return text.Length == 0 ? 0 : session.Send(text);
    }

    static int SendWrong(SessionPool pool, string text)
    {
        var session = pool.Open("send"); // defect NDIS0005: nobody closes it when there is nothing to send
        if (text.Length == 0) return 0;
        var sent = session.Send(text);
        pool.Close(session);
        return sent;
    }

    static int TryRight(SessionPool pool, string name)
    {
        if (!pool.TryOpen(name, out var session)) return 0;
        var sent = session!.Send(name);
        pool.Close(session);
        return sent;
    }

    static int TryWrong(SessionPool pool, string name) =>
        pool.TryOpen(name, out var session) ? session!.Send(name) : 0; // defect NDIS0005: opened, and never closed

    static int ReadRight(SessionPool pool)
    {
        var session = pool.Open("read");
        var first = session.Buffer[0];
        pool.Close(session);
        return first;
    }

    static int ReadWrong(SessionPool pool)
    {
        var session = pool.Open("read");
        var bytes = session.Buffer;
        pool.Close(session);
        return bytes[0]; // defect NDIS0004: the bytes are the next borrower's by now
    }

    static void LockRight(SessionPool pool)
    {
        var session = pool.Open("lock");
        session.Lock();
        session.Send("critical");
        session.Unlock();
        pool.Close(session);
    }

    static void LockWrong(SessionPool pool)
    {
        var session = pool.Open("lock");
        session.Lock();
        session.Send("critical");
        pool.Close(session); // defect NDIS0009: it is still locked
    }

    static void TwiceWrong(SessionPool pool)
    {
        var session = pool.Open("twice");
        session.Dispose();
        pool.Close(session); // defect NDIS0003: disposed means closed
    }

    static void OtherRight()
    {
        using var pool = new SessionPool();
        var session = pool.Open("own");
        pool.Close(session);
    }

    static void OtherWrong()
    {
        using var pool = new SessionPool();
        using var other = new SessionPool();
        var session = pool.Open("own");
        other.Close(session); // defect NDIS0008: it came from the first pool
    }

    static void OrderRight()
    {
        var pool = new SessionPool();
        var session = pool.Open("order");
        session.Dispose();
        pool.Dispose();
    }

    static void OrderWrong()
    {
        var pool = new SessionPool();
        var session = pool.Open("order");
        pool.Dispose(); // defect NDIS0009: the session is closed after its pool
        session.Dispose();
    }
}
