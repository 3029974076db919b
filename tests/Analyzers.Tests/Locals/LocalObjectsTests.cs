namespace NdisRules.Analyzers.Tests.Locals;

/// <summary>
/// Before each operation that gives an object stands what is known of it without a run: <c>/*kept*/</c> nothing to tell anywhere, <c>/*handed*/</c> nothing to tell here, its caller has
/// it, <c>/*run*/</c> not known.
/// </summary>
public sealed class LocalObjectsTests
{
    [Fact]
    public Task Released_on_every_path() => Settled.InMethods("""
        int Straight(int n)
        {
            var nb = /*kept*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return -1;
            nb.DataLength = n;
            NdisFreeNetBuffer(nb);
            return n;
        }

        int Branches(int n)
        {
            var nb = /*kept*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (!nb)
                return -1;
            if (n > 4)
            {
                NdisFreeNetBuffer(nb);
                return 4;
            }

            NdisFreeNetBuffer(nb);
            return n;
        }

        void Loop(int n)
        {
            while (n-- > 0)
            {
                var nb = /*kept*/NdisAllocateNetBuffer(pool, mdl, 0, n);
                if (nb == default)
                    continue;
                NdisFreeNetBuffer(nb);
            }
        }

        void Twice(int n)
        {
            var nb = /*kept*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
            nb = /*kept*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Not_released_on_every_path() => Settled.InMethods("""
        void Forgotten(int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (!nb.IsNull && n > 4)
                NdisFreeNetBuffer(nb);
        }

        void Thrown(int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return;
            if (n < 0)
                throw new ArgumentException(nameof(n));
            NdisFreeNetBuffer(nb);
        }

        void ThrownBelow(int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return;
            if (n < 0)
                Fail();
            NdisFreeNetBuffer(nb);
        }

        static void Fail() => throw new InvalidOperationException();

        void Replaced(int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }

        void ReleasedTwice(int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return;
            if (n > 4)
                NdisFreeNetBuffer(nb);
            NdisFreeNetBuffer(nb);
        }

        void Untested(int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            NdisFreeNetBuffer(nb);
        }

        int UsedLater(int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return 0;
            NdisFreeNetBuffer(nb);
            return nb.DataLength;
        }
        """);

    [Fact]
    public Task A_finally_and_a_handler() => Settled.InMethods("""
        int Finally(System.IO.Stream stream, int n)
        {
            var nb = /*kept*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return 0;
            try
            {
                return stream.ReadByte() + nb.DataLength;
            }
            finally
            {
                stream.Dispose();
                NdisFreeNetBuffer(nb);
            }
        }

        void InUsing(int n)
        {
            using var stream = System.IO.File.OpenRead("a");
            var nb = /*kept*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return;
            stream.ReadByte();
            NdisFreeNetBuffer(nb);
        }

        void IntoHandler(System.IO.Stream stream, int n)
        {
            try
            {
                var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
                if (nb.IsNull)
                    return;
                stream.ReadByte();
                NdisFreeNetBuffer(nb);
            }
            catch (System.IO.IOException)
            {
            }
        }

        void ReleasedInHandler(System.IO.Stream stream, int n)
        {
            var nb = /*kept*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return;
            try
            {
                stream.ReadByte();
            }
            catch (System.IO.IOException)
            {
                NdisFreeNetBuffer(nb);
                throw;
            }

            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task With_a_second_name_or_out_of_sight() => Settled.InMethods("""
        void Alias(int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return;
            var same = nb;
            NdisFreeNetBuffer(same);
        }

        void Helper(int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return;
            Send(nb);
            NdisFreeNetBuffer(nb);
        }

        static void Send(NetBuffer nb) { }

        void Lambda(int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return;
            Action later = () => Console.WriteLine(nb.DataLength);
            later();
            NdisFreeNetBuffer(nb);
        }

        void Listed(int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return;
            var all = new List<NetBuffer> { nb };
            NdisFreeNetBuffer(nb);
        }

        NetBuffer field;

        void Kept(int n)
        {
            field = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
        }

        void Pattern(int n)
        {
            if (/*run*/NdisAllocateNetBuffer(pool, mdl, 0, n) is { IsNull: false } nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Handed_to_the_caller() => Settled.InMethods("""
        NetBuffer Make(int n)
        {
            using var stream = System.IO.File.OpenRead("a");
            return /*handed*/NdisAllocateNetBuffer(pool, mdl, 0, n);
        }

        NetBuffer MakeFilled(int n)
        {
            var nb = /*handed*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return default;
            nb.DataLength = n;
            return nb;
        }

        void User(int n)
        {
            var nb = /*kept*/Make(n);
            if (nb.IsNull)
                return;
            NdisFreeNetBuffer(nb);
        }

        int UserOfFilled(int n)
        {
            var nb = /*kept*/MakeFilled(n);
            if (nb.IsNull)
                return 0;
            var length = nb.DataLength;
            NdisFreeNetBuffer(nb);
            return length;
        }

        void ForgetfulUser(int n)
        {
            var nb = /*run*/MakeFilled(n);
            if (nb.IsNull || n == 4)
                return;
            NdisFreeNetBuffer(nb);
        }

        NetBuffer Released(int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            if (nb.IsNull)
                return default;
            try
            {
                return nb;
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }

        protected virtual NetBuffer Other(int n) => /*handed*/NdisAllocateNetBuffer(pool, mdl, 0, n);

        void UserOfOther(int n)
        {
            var nb = /*run*/Other(n);
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Handed_on_by_who_was_handed_it() => Settled.InMethods("""
        int made;

        void Count() => made++;

        NetBuffer First(int n) => /*handed*/NdisAllocateNetBuffer(pool, mdl, 0, n);

        NetBuffer Second(int n)
        {
            var nb = /*handed*/First(n);
            Count();
            return nb;
        }

        NetBuffer Third(int n)
        {
            Count();
            return /*handed*/Second(n);
        }

        void User(int n)
        {
            var nb = /*kept*/Third(n);
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }

        NetBuffer Untidy(int n)
        {
            /*run*/First(n);
            return /*handed*/First(n);
        }

        void UserOfUntidy(int n)
        {
            var nb = /*run*/Untidy(n);
            if (!nb.IsNull)
                NdisFreeNetBuffer(nb);
        }

        NetBuffer Down(int n)
        {
            if (n == 0)
                return /*handed*/NdisAllocateNetBuffer(pool, mdl, 0, n);
            return /*run*/Across(n - 1);
        }

        NetBuffer Across(int n)
        {
            var nb = /*run*/Down(n);
            return nb;
        }
        """);

    [Fact]
    public Task Views_that_go_no_further() => Settled.InMethods("""
        int Read(System.IO.Stream stream, int n)
        {
            var bytes = /*kept*/ArrayPool<byte>.Shared.Rent(n);
            try
            {
                var read = stream.Read(bytes, 0, n) + stream.Read(bytes.AsSpan(0, n));
                bytes[0] = 1;
                return read + bytes.Length + bytes.AsSpan().IndexOf((byte)1);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
            }
        }

        int Owned(System.IO.Stream stream, int n)
        {
            using var owner = /*kept*/MemoryPool<byte>.Shared.Rent(n);
            return stream.Read(owner.Memory.Span);
        }

        void Named(System.IO.Stream stream, int n)
        {
            var bytes = /*run*/ArrayPool<byte>.Shared.Rent(n);
            var span = bytes.AsSpan(0, n);
            ArrayPool<byte>.Shared.Return(bytes);
            span.Clear();
        }

        ref byte First(int n)
        {
            var bytes = /*run*/ArrayPool<byte>.Shared.Rent(n);
            ArrayPool<byte>.Shared.Return(bytes);
            return ref bytes[0];
        }
        """);

    [Fact]
    public Task What_it_was_taken_from() => Settled.InMethods("""
        readonly ArrayPool<byte> arrays = ArrayPool<byte>.Create();

        void Same(int n)
        {
            var bytes = /*kept*/arrays.Rent(n);
            arrays.Return(bytes);
        }

        void Another(int n)
        {
            var bytes = /*run*/arrays.Rent(n);
            ArrayPool<byte>.Shared.Return(bytes);
        }

        void Given(ArrayPool<byte> some, int n)
        {
            var bytes = /*run*/some.Rent(n);
            some = ArrayPool<byte>.Shared;
            some.Return(bytes);
        }

        void EndsTooEarly(NetBufferPool own, int n)
        {
            var nb = /*run*/NdisAllocateNetBuffer(own, mdl, 0, n);
            if (nb.IsNull)
                return;
            own.Dispose();
            NdisFreeNetBuffer(nb);
        }
        """);
}
