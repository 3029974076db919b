using TapMiniport.Packets;

namespace TapMiniport.Tests;

public sealed class AddressTests
{
    [Theory]
    [InlineData("02:00:5e:10:00:01")]
    [InlineData("ff:ff:ff:ff:ff:ff")]
    [InlineData("00:00:00:00:00:00")]
    public void A_card_reads_as_it_is_written(string text)
    {
        Assert.True(MacAddress.TryParse(text, out var address));
        Assert.Equal(text, address.ToString());

        var bytes = new byte[MacAddress.Size];
        address.Write(bytes);
        Assert.Equal(FrameBuilder.Mac(text), bytes);
        Assert.Equal(address, MacAddress.Read(bytes));
    }

    [Fact]
    public void Hyphens_and_capitals_are_understood()
    {
        Assert.True(MacAddress.TryParse("02-00-5E-10-00-0A", out var address));
        Assert.Equal("02:00:5e:10:00:0a", address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("02:00:5e:10:00")]
    [InlineData("02:00:5e:10:00:01:02")]
    [InlineData("02:00:5e:10:00:0g")]
    [InlineData("02005e100001")]
    public void What_is_no_card_is_refused(string text) => Assert.False(MacAddress.TryParse(text, out _));

    [Theory]
    [InlineData("10.20.30.2", true)]
    [InlineData("192.168.255.255", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    public void An_address_reads_as_it_is_written(string text, bool isHost)
    {
        Assert.True(IPv4Address.TryParse(text, out var address));
        Assert.Equal(text, address.ToString());
        Assert.Equal(isHost, address.IsHost);

        var bytes = new byte[IPv4Address.Size];
        address.Write(bytes);
        Assert.Equal(FrameBuilder.Ip(text), bytes);
        Assert.Equal(address, IPv4Address.Read(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.20.30")]
    [InlineData("10.20.30.256")]
    [InlineData("10.20.30.2.1")]
    [InlineData("::ffff:10.20.30.2")]
    [InlineData("host")]
    public void What_is_no_address_is_refused(string text) => Assert.False(IPv4Address.TryParse(text, out _));

    [Theory]
    [InlineData("ff:ff:ff:ff:ff:ff", true)]
    [InlineData("01:00:5e:00:00:01", true)]
    [InlineData("02:00:5e:10:00:01", false)]
    public void Groups_are_known_by_one_bit(string text, bool isGroup)
    {
        Assert.True(MacAddress.TryParse(text, out var address));
        Assert.Equal(isGroup, address.IsGroup);
    }
}
