namespace NdisRules.CodeFixes.Tests;

/// <summary>The end of a scope frees: by <c>using</c>, or by the owner that the rule knows.</summary>
public sealed class ScopeTests
{
    static Task Owned(string before, string after) => Fix<FreeBeforeExits>.InMethod(before, after, test => test.CodeActionEquivalenceKey = "NdisRules.UseScope");

    static Task Default(string before, string? after = null) => Fix<FreeBeforeExits>.Whole("using System;\nusing System.Buffers;\n\n" + before, after is null ? null : "using System;\nusing System.Buffers;\n\n" + after);

    [Fact]
    public Task The_owner_of_a_buffer_follows_the_test_for_null() => Owned("""
        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            if (Flag())
                return 1;
            NdisFreeNetBuffer(nb);
            return 2;
        }
        """, """
        int M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            using var owned = nb.Owned();
            if (Flag())
                return 1;
            return 2;
        }
        """);

    [Fact]
    public Task A_name_that_is_taken_is_not_taken_again() => Owned("""
        int M(int owned)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return 0;
            return owned;
        }
        """, """
        int M(int owned)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return 0;
            using var owned1 = nb.Owned();
            return owned;
        }
        """);

    [Fact]
    public Task Memory_from_a_pool_is_disposed_by_using_first() => Default("""
        class Reader
        {
            int M(int size)
            {
                var owner = {|NDIS0005:MemoryPool<byte>.Shared.Rent(size)|}; // as long as M lasts
                if (size > 10)
                    return 0;
                var length = owner.Memory.Length;
                owner.Dispose();
                return length;
            }
        }
        """, """
        class Reader
        {
            int M(int size)
            {
                using var owner = MemoryPool<byte>.Shared.Rent(size); // as long as M lasts
                if (size > 10)
                    return 0;
                var length = owner.Memory.Length;
                return length;
            }
        }
        """);

    [Fact]
    public Task Nobody_who_rents_arrays_is_pushed_into_a_try() => Default("""
        class Reader
        {
            int M(int size)
            {
                var array = {|NDIS0005:ArrayPool<byte>.Shared.Rent(size)|};
                if (size > 10)
                    return 0;
                ArrayPool<byte>.Shared.Return(array);
                return 1;
            }
        }
        """, """
        class Reader
        {
            int M(int size)
            {
                var array = ArrayPool<byte>.Shared.Rent(size);
                if (size > 10)
                {
                    ArrayPool<byte>.Shared.Return(array);
                    return 0;
                }
                ArrayPool<byte>.Shared.Return(array);
                return 1;
            }
        }
        """);

    [Fact]
    public Task An_owner_that_somebody_else_may_have_gets_no_scope_and_is_disposed_where_nobody_has_it() => Default("""
        class Reader
        {
            static IMemoryOwner<byte>? kept;

            void M(int size)
            {
                var owner = {|NDIS0005:MemoryPool<byte>.Shared.Rent(size)|};
                if (size > 10)
                    kept = owner;
            }
        }
        """, """
        class Reader
        {
            static IMemoryOwner<byte>? kept;

            void M(int size)
            {
                var owner = MemoryPool<byte>.Shared.Rent(size);
                if (size > 10)
                    kept = owner;
                else
                    owner.Dispose();
            }
        }
        """);

    [Fact]
    public Task A_throw_in_the_middle_of_an_expression_leaves_nothing_but_a_scope() => Fix<FreeBeforeExits>.InMethod("""
        string M(string? name)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return "";
            var known = name ?? throw new ArgumentNullException(nameof(name));
            NdisFreeNetBuffer(nb);
            return known;
        }
        """, """
        string M(string? name)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return "";
            using var owned = nb.Owned();
            var known = name ?? throw new ArgumentNullException(nameof(name));
            return known;
        }
        """);

    [Fact]
    public Task A_wrapper_that_gives_back_in_Dispose_is_disposed_by_using() => Default("""
        sealed class Rented(int size) : IDisposable
        {
            readonly byte[] array = ArrayPool<byte>.Shared.Rent(size);

            public int Length => array.Length;

            public void Dispose() => ArrayPool<byte>.Shared.Return(array);
        }

        class Reader
        {
            int M(int size)
            {
                var rented = {|NDIS0005:new Rented(size)|};
                return rented.Length;
            }
        }
        """, """
        sealed class Rented(int size) : IDisposable
        {
            readonly byte[] array = ArrayPool<byte>.Shared.Rent(size);

            public int Length => array.Length;

            public void Dispose() => ArrayPool<byte>.Shared.Return(array);
        }

        class Reader
        {
            int M(int size)
            {
                using var rented = new Rented(size);
                return rented.Length;
            }
        }
        """);
}
