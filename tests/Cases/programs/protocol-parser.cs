// case: An unsafe parser of DNS answers over native memory
using System.Net;
using System.Text;

enum RecordType : ushort
{
    A = 1,
    Name = 5,
    Mail = 15,
    Text = 16,
}

sealed record DnsRecord(string Name, RecordType Type, uint LifeTime, object Data);

sealed class DnsException(string message) : Exception(message);

unsafe ref struct Cursor
{
    readonly byte* start;
    readonly byte* end;
    byte* at;

    public Cursor(byte* start, int length)
    {
        this.start = at = start;
        end = start + length;
    }

    public readonly int Left => (int)(end - at);

    public ushort U16()
    {
        Need(2);
        var value = (ushort)(at[0] << 8 | at[1]);
        at += 2;
        return value;
    }

    public uint U32() => (uint)U16() << 16 | U16();

    public ReadOnlySpan<byte> Bytes(int count)
    {
        Need(count);
        var bytes = new ReadOnlySpan<byte>(at, count);
        at += count;
        return bytes;
    }

    public string Name(int depth = 0)
    {
        if (depth > 8)
            throw new DnsException("The name turns in circles.");
        var text = new StringBuilder();
        while (true)
        {
            Need(1);
            var length = *at++;
            if (length == 0)
                return text.ToString();
            if (length >= 0xC0)
            {
                Need(1);
                var target = start + ((length & 0x3F) << 8 | *at++);
                var back = at;
                at = target;
                var rest = Name(depth + 1);
                at = back;
                return text.Append(rest).ToString();
            }

            text.Append(Encoding.ASCII.GetString(Bytes(length))).Append('.');
        }
    }

    readonly void Need(int count)
    {
        if (Left < count)
            throw new DnsException("The message is too short.");
    }
}

static unsafe class DnsClient
{
    const int MaximumMessage = 4096;

    [DllImport("resolv")]
    static extern int res_query(byte* name, int kind, int type, byte* answer, int length);

    public static IReadOnlyList<DnsRecord> Query(string host, RecordType type)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        var name = Marshal.StringToCoTaskMemUTF8(host);
        var answer = (byte*)NativeMemory.Alloc(MaximumMessage);
        try
        {
            var length = res_query((byte*)name, 1, (int)type, answer, MaximumMessage);
            if (length < 12)
                return [];
            return Parse(answer, Math.Min(length, MaximumMessage));
        }
        finally
        {
            NativeMemory.Free(answer);
            Marshal.FreeCoTaskMem(name);
        }
    }

    static List<DnsRecord> Parse(byte* message, int length)
    {
        var cursor = new Cursor(message, length);
        _ = cursor.U16();
        var flags = cursor.U16();
        if ((flags & 0xF) != 0)
            throw new DnsException($"Answer {flags & 0xF}.");
        int questions = cursor.U16(), answers = cursor.U16();
        _ = cursor.U32();
        for (var i = 0; i < questions; i++)
        {
            _ = cursor.Name();
            _ = cursor.U32();
        }

        var records = new List<DnsRecord>(answers);
        for (var i = 0; i < answers; i++)
        {
            var name = cursor.Name();
            var type = (RecordType)cursor.U16();
            _ = cursor.U16();
            var life = cursor.U32();
            int size = cursor.U16();
            object data = type switch
            {
                RecordType.A => new IPAddress(cursor.Bytes(4)),
                RecordType.Name => cursor.Name(),
                RecordType.Mail => (cursor.U16(), cursor.Name()),
                _ => cursor.Bytes(size).ToArray(),
            };
            records.Add(new(name, type, life, data));
        }

        return records;
    }
}
