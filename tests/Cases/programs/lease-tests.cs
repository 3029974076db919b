// case: Tests of a decoder with a mock keep what they rent where an assertion fails
using System.Text;

sealed class AssertionException(string message) : Exception(message);

static class Assert
{
    public static void Equal<T>(T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new AssertionException($"Expected {expected}, was {actual}.");
    }

    public static void True(bool condition)
    {
        if (!condition)
            throw new AssertionException("Expected true.");
    }

    public static T Throws<T>(Action action) where T : Exception
    {
        try
        {
            action();
        }
        catch (T expected)
        {
            return expected;
        }

        throw new AssertionException($"Expected {typeof(T).Name}.");
    }
}

interface ITextSink
{
    void Text(string text);
}

sealed class MockSink : ITextSink
{
    readonly List<string> texts = new();
    public IReadOnlyList<string> Texts => texts;
    public void Text(string text) => texts.Add(text);
}

sealed class Decoder(ITextSink sink)
{
    public int Decode(Lease lease)
    {
        if (lease.Length == 0)
            throw new ArgumentException("The lease is empty.", nameof(lease));
        var text = Encoding.UTF8.GetString(lease.Span);
        sink.Text(text);
        return text.Length;
    }
}

sealed class DecoderTests
{
    readonly LeasePool pool = new();
    readonly MockSink sink = new();

    public void Decodes_ascii()
    {
        var lease = pool.Rent(5);
        try
        {
            lease.Write("hello"u8);
            Assert.Equal(5, new Decoder(sink).Decode(lease));
            Assert.Equal("hello", sink.Texts.Single());
        }
        finally
        {
            pool.Return(lease);
        }
    }

    public void Refuses_an_empty_lease()
    {
        using var lease = pool.Rent(0);
        var error = Assert.Throws<ArgumentException>(() => new Decoder(sink).Decode(lease));
        Assert.Equal("lease", error.ParamName);
    }

    public void Decodes_many()
    {
        var leases = new List<Lease>();
        for (var i = 0; i < 3; i++)
        {
            var lease = pool.Rent(i + 1);
            lease.Write(Encoding.UTF8.GetBytes(new string('x', i + 1)));
            leases.Add(lease);
        }

        var decoder = new Decoder(sink);
        foreach (var lease in leases)
            decoder.Decode(lease);
        Assert.Equal(3, sink.Texts.Count);
        foreach (var lease in leases)
            pool.Return(lease);
    }

    public void Decodes_beyond_the_limit()
    {
        var lease = pool.Rent(300); // NDIS0005
        lease.Length = 256;
        var length = new Decoder(sink).Decode(lease);
        if (length != 256)
            throw new AssertionException($"{length} characters.");
        lease.Dispose();
    }

    public void Keeps_the_order()
    {
        Assert.True(pool.TryRent(2, out var first));
        Assert.True(pool.TryRent(3, out var second)); // NDIS0005
        var decoder = new Decoder(sink);
        decoder.Decode(first!);
        decoder.Decode(second!);
        first!.Dispose();
        Assert.Equal(2, sink.Texts.Count);
    }
}
