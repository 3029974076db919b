namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0005: a local keeps the object to itself and could give it back, but nobody asks it to.</summary>
public sealed class OwnerEndTests
{
    const string Writer = """
        ref struct Writer
        {
            char[]? rented;
            int count;

            public void Add(char letter)
            {
                rented ??= System.Buffers.ArrayPool<char>.Shared.Rent(64);
                rented[count++] = letter;
            }

            public readonly ReadOnlySpan<char> Text => rented.AsSpan(0, count);
            public override readonly string ToString() => Text.ToString();

            public void Dispose()
            {
                if (rented is not null)
                    System.Buffers.ArrayPool<char>.Shared.Return(rented);
                rented = null;
            }
        }

        sealed class Session
        {
            byte[]? rented;

            public void Open() => rented = System.Buffers.ArrayPool<byte>.Shared.Rent(64);
            public int Used => rented?.Length ?? 0;
            public IEnumerable<byte> Rest() => System.Linq.Enumerable.Skip(rented!, 1);

            public void Close()
            {
                if (rented is not null)
                    System.Buffers.ArrayPool<byte>.Shared.Return(rented);
                rented = null;
            }
        }


        """;

    static Task InClass(string before, string? after = null, int index = 0)
        => Fix<FreeBeforeExits>.InFile(Writer + Class(before), after is null ? null : Writer + Class(after), test => test.CodeActionIndex = index);

    static string Class(string members) => $"static class Texts\n{{\n{string.Join('\n', members.Split('\n').Select(line => line.Length == 0 ? line : "    " + line))}\n}}\n";

    [Fact]
    public Task The_end_of_its_scope_ends_it() => InClass("""
        static string Upper(string text)
        {
            var writer = new Writer();
            foreach (var letter in text)
                {|NDIS0005:writer.Add(char.ToUpperInvariant(letter))|};
            // done
            return writer.ToString(); // as text
        }
        """, """
        static string Upper(string text)
        {
            using var writer = new Writer();
            foreach (var letter in text)
                writer.Add(char.ToUpperInvariant(letter));
            // done
            return writer.ToString(); // as text
        }
        """);

    [Fact]
    public Task It_ends_between_the_result_and_the_return() => InClass("""
        static string Upper(string text)
        {
            var writer = new Writer();
            foreach (var letter in text)
                {|NDIS0005:writer.Add(char.ToUpperInvariant(letter))|};
            // done
            return writer.ToString(); // as text
        }
        """, """
        static string Upper(string text)
        {
            var writer = new Writer();
            foreach (var letter in text)
                writer.Add(char.ToUpperInvariant(letter));
            // done
            var result = writer.ToString();
            writer.Dispose();
            return result; // as text
        }
        """, index: 1);

    [Fact]
    public Task What_is_passed_by_reference_cannot_be_bound_to_its_scope() => InClass("""
        static void Fill(ref Writer writer, string text)
        {
            foreach (var letter in text)
                writer.Add(letter);
        }

        static int Length(string text, bool isShort)
        {
            var writer = new Writer();
            {|NDIS0005:Fill(ref writer, text)|};
            if (isShort)
                return 0;
            return writer.Text.Length;
        }
        """, """
        static void Fill(ref Writer writer, string text)
        {
            foreach (var letter in text)
                writer.Add(letter);
        }

        static int Length(string text, bool isShort)
        {
            var writer = new Writer();
            Fill(ref writer, text);
            if (isShort)
            {
                writer.Dispose();
                return 0;
            }
            var result = writer.Text.Length;
            writer.Dispose();
            return result;
        }
        """);

    [Fact]
    public Task An_end_by_another_name_is_found_by_what_it_frees() => InClass("""
        static int Use()
        {
            var session = new Session();
            {|NDIS0005:session.Open()|};
            return session.Used;
        }
        """, """
        static int Use()
        {
            var session = new Session();
            session.Open();
            var result = session.Used;
            session.Close();
            return result;
        }
        """);

    [Fact]
    public Task What_asks_it_later_keeps_it_open() => InClass("""
        static IEnumerable<byte> Use()
        {
            var session = new Session();
            {|NDIS0005:session.Open()|};
            return session.Rest();
        }
        """);

    [Fact]
    public Task A_view_of_it_is_not_handed_out() => InClass("""
        static ReadOnlySpan<char> Upper(string text)
        {
            var writer = new Writer();
            foreach (var letter in text)
                {|NDIS0005:writer.Add(char.ToUpperInvariant(letter))|};
            return writer.Text;
        }
        """);

    [Fact]
    public Task An_owner_that_somebody_else_may_have_is_not_ended() => InClass("""
        static Session? kept;

        static int Use(bool isKept)
        {
            var session = new Session();
            {|NDIS0005:session.Open()|};
            if (isKept)
                kept = session;
            return session.Used;
        }
        """);
}
