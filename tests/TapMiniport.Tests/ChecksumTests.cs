using TapMiniport.Packets;

namespace TapMiniport.Tests;

public sealed class ChecksumTests
{
    /// <summary>RFC 1071, section 3: the sum is ddf2.</summary>
    [Fact]
    public void The_example_of_the_RFC_holds() => Assert.Equal(0xFFFF - 0xDDF2, InternetChecksum.Of(KnownFrames.Hex("00 01 f2 03 f4 f5 f6 f7")));

    [Theory]
    [InlineData("4500 0073 0000 4000 4011 0000 c0a8 0001 c0a8 00c7", 0xB861)]
    [InlineData("4500 0031 311d 4000 4001 0000 0a14 1e01 0a14 1e02", 0xB984)]
    public void Known_headers_have_their_checksum(string header, int checksum) => Assert.Equal(checksum, InternetChecksum.Of(KnownFrames.Hex(header)));

    [Theory]
    [InlineData("", 0xFFFF)]
    [InlineData("01", 0xFEFF)]
    [InlineData("ffff ffff", 0)]
    [InlineData("0000 0000", 0xFFFF)]
    public void Edges(string bytes, int checksum) => Assert.Equal(checksum, InternetChecksum.Of(KnownFrames.Hex(bytes)));

    [Fact]
    public void Bytes_with_their_checksum_have_none_left() => Assert.Equal(0, InternetChecksum.Of(KnownFrames.EchoRequest.AsSpan(34)));

    [Fact]
    public void Every_length_agrees_with_the_slow_way()
    {
        var random = new Random(1071);
        for (var length = 0; length < 300; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(FrameBuilder.Checksum(bytes), InternetChecksum.Of(bytes));
        }
    }
}
