// case: A handshake as a state machine keeps its transcript until it ends, by success or failure
using System.Security.Cryptography;

enum HandshakeState
{
    Start,
    HelloSent,
    KeyExchanged,
    Finished,
    Failed,
}

enum HandshakeMessage : byte
{
    Hello = 1,
    Key = 2,
    Finish = 3,
    Alert = 4,
}

interface IRecordLayer
{
    void Send(HandshakeMessage kind, ReadOnlySpan<byte> body);
}

sealed class Handshake : IDisposable
{
    const int Most = 16 * 1024;

    readonly IRecordLayer records;
    readonly TimeProvider time;
    readonly DateTimeOffset deadline;
    Lease? transcript;
    byte[] hash = [];
    HandshakeState state;
    readonly LeasePool pool;

    public Handshake(IRecordLayer records, LeasePool pool, TimeProvider time, TimeSpan patience)
    {
        this.records = records;
        this.pool = pool;
        this.time = time;
        deadline = time.GetUtcNow() + patience;
    }

    public HandshakeState State => state;
    public ReadOnlySpan<byte> Hash => hash;

    public void Begin()
    {
        if (state != HandshakeState.Start)
            throw new InvalidOperationException($"The handshake is {state}.");
        transcript = pool.Rent(Most);
        Span<byte> random = stackalloc byte[32];
        RandomNumberGenerator.Fill(random);
        transcript.Write(random);
        records.Send(HandshakeMessage.Hello, random);
        state = HandshakeState.HelloSent;
    }

    public HandshakeState Receive(HandshakeMessage kind, ReadOnlySpan<byte> body)
    {
        if (time.GetUtcNow() > deadline)
            return Fail("too late");
        switch (state, kind)
        {
            case (_, HandshakeMessage.Alert):
                return Fail("alert");
            case (HandshakeState.HelloSent, HandshakeMessage.Hello):
                if (body.Length != 32)
                    return Fail("random");
                Append(body);
                records.Send(HandshakeMessage.Key, body[..16]);
                return state;
            case (HandshakeState.HelloSent, HandshakeMessage.Key):
                Append(body);
                state = HandshakeState.KeyExchanged;
                return state;
            case (HandshakeState.KeyExchanged, HandshakeMessage.Finish):
                return Finish(body);
            case (HandshakeState.Finished or HandshakeState.Failed, _):
                return state;
            default:
                return Fail($"{kind} while {state}");
        }
    }

    void Append(ReadOnlySpan<byte> body)
    {
        if (transcript is not null)
            transcript.Write(body);
    }

    HandshakeState Finish(ReadOnlySpan<byte> proof)
    {
        var kept = transcript!;
        hash = SHA256.HashData(kept.Span);
        if (!CryptographicOperations.FixedTimeEquals(hash, proof))
            return Fail("proof");
        records.Send(HandshakeMessage.Finish, hash);
        Drop();
        return state = HandshakeState.Finished;
    }

    HandshakeState Fail(string reason)
    {
        Console.Error.WriteLine($"handshake: {reason}");
        records.Send(HandshakeMessage.Alert, default);
        Drop();
        return state = HandshakeState.Failed;
    }

    void Drop()
    {
        transcript?.Dispose();
        transcript = null;
    }

    public void Dispose() => Drop();
}
