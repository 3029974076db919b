namespace NdisRules.Analyzers.Tests.Rules.Memory;

/// <summary>What a method returns and a <c>finally</c> or the end of a scope makes stale on the way out: alone, or in a struct with other things.</summary>
public class StaleReturnTests
{
    [Theory]
    [InlineData("IMemoryOwner<byte>", "{|NDIS0004:owner|}")]
    [InlineData("(IMemoryOwner<byte>, int)", "{|NDIS0004:(owner, n)|}")]
    [InlineData("(Memory<byte>, int)", "{|NDIS0004:(owner.Memory, n)|}")]
    [InlineData("(Memory<byte> Bytes, IDisposable End)", "{|NDIS0004:(owner.Memory[..n], owner)|}")]
    [InlineData("(int, int)", "(owner.Memory.Length, owner.GetHashCode())")]
    [InlineData("bool", "owner == null")]
    [InlineData("byte[]", "owner.Memory.ToArray()")]
    public Task The_end_of_a_scope(string type, string result) => Pooled.InMethod($$"""
        {{type}} M(int n)
        {
            using var owner = MemoryPool<byte>.Shared.Rent(n);
            return {{result}};
        }
        """);

    [Theory]
    [InlineData("(byte[], int)", "{|NDIS0004:(block, n)|}")]
    [InlineData("ArraySegment<byte>", "{|NDIS0004:new ArraySegment<byte>(block, 0, n)|}")]
    [InlineData("Cut", "{|NDIS0004:new Cut(block, n)|}")]
    [InlineData("Cut", "new Cut(block.AsSpan(0, n).ToArray(), n)")]
    [InlineData("(string, int)", "(Encoding.UTF8.GetString(block, 0, n), block.Length)")]
    public Task A_finally(string type, string result) => Pooled.InMethod($$"""
        readonly record struct Cut(byte[] Bytes, int Length);

        {{type}} M(int n)
        {
            var block = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                return {{result}};
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(block);
            }
        }
        """);

    [Fact]
    public Task A_finally_that_asks_whether_it_is_kept() => Pooled.InMethod("""
        (bool Ok, byte[]? Block) M(int n)
        {
            var block = ArrayPool<byte>.Shared.Rent(n);
            var isKept = false;
            try
            {
                if (block[0] == 0)
                    return (false, null);
                isKept = true;
                return (true, block);
            }
            finally
            {
                if (!isKept)
                    ArrayPool<byte>.Shared.Return(block);
            }
        }
        """);

    /// <summary>Who copies elements has no room for the array.</summary>
    [Theory]
    [InlineData("byte[] other", "other.CopyTo(block, 0);")]
    [InlineData("List<byte> other", "other.CopyTo(block, 0);")]
    [InlineData("ICollection<byte> other", "other.CopyTo(block, 0);")]
    [InlineData("List<byte> other", "other.AddRange(block);")]
    [InlineData("HashSet<byte> other", "other.UnionWith(block);")]
    public Task What_copies_elements_does_not_keep_the_array(string parameter, string call) => Pooled.InMethod($$"""
        void Lost({{parameter}}, int n)
        {
            var block = {|NDIS0005:ArrayPool<byte>.Shared.Rent(n)|};
            {{call}}
        }

        void Returned({{parameter}}, int n)
        {
            var block = ArrayPool<byte>.Shared.Rent(n);
            {{call}}
            ArrayPool<byte>.Shared.Return(block);
        }
        """);

    [Theory]
    [InlineData("List<byte[]> other", "other.Add(block);")]
    [InlineData("List<object> other", "other.Add(block);")]
    [InlineData("Queue<Memory<byte>> other", "other.Enqueue(block);")]
    public Task What_has_room_for_the_array_may_keep_it(string parameter, string call) => Pooled.InMethod($$"""
        void Kept({{parameter}}, int n)
        {
            var block = ArrayPool<byte>.Shared.Rent(n);
            {{call}}
        }
        """);
}
