using NdisRules.Runtime;
using TapMiniport.Packets;
using static TapMiniport.Tests.FrameBuilder;
using static TapMiniport.Tests.KnownFrames;

namespace TapMiniport.Tests;

public sealed class DriverTests
{
    [Fact]
    public void A_known_ping_gets_the_answer_that_Linux_took()
    {
        using var running = new RunningDriver();
        running.Receives(EchoRequest);
        Assert.Equal([EchoReply], running.Wire.Sent);
    }

    [Fact]
    public void A_known_ARP_request_gets_the_answer_that_Linux_took()
    {
        using var running = new RunningDriver();
        running.Receives(ArpRequest);
        Assert.Equal([ArpReply], running.Wire.Sent);
    }

    [Fact]
    public void Pings_of_every_size_come_back_whole_and_in_order()
    {
        using var running = new RunningDriver();
        int[] sizes = [.. Enumerable.Range(0, 100), 1000, 1471, 1472, 1476];
        running.Receives(sizes.Select(size => Ping(size, identifier: 7, sequence: size)));
        Assert.Equal(
            sizes.Select((size, i) => Ethernet(HostMac, OurMac, 0x0800, IPv4(1, Us, Host, Echo(0, 0, 7, size, Counting(size)), identification: i))),
            running.Wire.Sent);
    }

    [Fact]
    public void What_is_padded_or_has_options_is_answered_without_them()
    {
        using var running = new RunningDriver();
        running.Receives([.. Ping(3), .. new byte[15]], Ping(3, options: [1, 1, 1, 0]));
        Assert.All(running.Wire.Sent, answer => Assert.Equal(14 + 20 + 8 + 3, answer.Length));
        Assert.Equal(2, running.Counted.EchoAnswered);
    }

    [Fact]
    public void Another_address_and_card_may_be_given()
    {
        using var running = new RunningDriver(new TapSettings { Address = IPv4Address.Read(Ip("192.168.7.9")), Mac = RunningDriver.Card("02:00:00:00:00:09") });
        running.Receives(Arp(HostMac, "192.168.7.1", "192.168.7.9"), Arp(HostMac, "192.168.7.1", Us));
        Assert.Equal("02:00:00:00:00:09", MacAddress.Read(Assert.Single(running.Wire.Sent).AsSpan(6)).ToString());
    }

    [Fact]
    public void Everything_else_goes_up_as_it_came_and_is_not_answered()
    {
        using var running = new RunningDriver();
        byte[][] frames = [Ping(5, to: "10.20.30.3"), Ethernet("33:33:00:00:00:16", HostMac, 0x86DD, Counting(1500)), Arp(HostMac, Host, "10.20.30.3"), Ping(9, fragment: 0x2000)];
        running.Receives(frames);
        Assert.Equal(frames, running.Adapter.ReceivedPackets);
        Assert.Empty(running.Wire.Sent);
        Assert.Equal(4, running.Counted.PassedUp);
        Assert.Equal(0, running.Outstanding);
    }

    [Fact]
    public void Damaged_and_oversized_frames_are_dropped_and_counted()
    {
        using var running = new RunningDriver();
        var damaged = Ping(5);
        damaged[40] ^= 1;
        running.Receives(damaged, [1, 2, 3], Ethernet(OurMac, HostMac, 0x88B5, new byte[1505]), Ethernet(OurMac, HostMac, 0x88B5, new byte[1504]));
        Assert.Equal((3, 1), (running.Counted.Damaged, running.Counted.PassedUp));
        Assert.Equal(1518, Assert.Single(running.Adapter.ReceivedPackets).Length);
        Assert.Empty(running.Wire.Sent);
    }

    [Fact]
    public void Frames_from_above_go_into_the_wire()
    {
        using var running = new RunningDriver();
        var sends = running.Adapter.SendChain([ArpRequest, EchoRequest, new byte[13], new byte[1519], new byte[1518]]);
        Assert.Equal(
            [NdisStatus.Success, NdisStatus.Success, NdisStatus.InvalidLength, NdisStatus.InvalidLength, NdisStatus.Success],
            sends.Select(send => send.Status));
        Assert.Equal([ArpRequest, EchoRequest, new byte[1518]], running.Wire.Sent);
    }

    [Fact]
    public void A_wire_that_is_down_takes_nothing_and_nothing_is_left_of_the_answer()
    {
        using var running = new RunningDriver();
        running.Wire.IsDown = true;
        running.Receives(Ping(1), ArpRequest);
        Assert.Equal(NdisStatus.Failure, running.Adapter.Send(ArpRequest).Status);
        Assert.Equal((2, 0, 1), (running.Counted.Unanswered, running.Counted.Answered, running.Counted.NotSent));
        Assert.Equal(0, running.Outstanding);
    }

    [Fact]
    public void The_adapter_has_finished_when_it_answered_enough()
    {
        using var running = new RunningDriver(new TapSettings { Count = 3 });
        for (var i = 0; i < 5; i++) running.Wire.Arrives(Ping(1));
        Assert.True(running.Driver.Finished.WaitOne(TimeSpan.FromSeconds(30)));
        running.Pauses();
        Assert.Equal(3, running.Wire.Sent.Count);
    }

    [Fact]
    public void A_paused_adapter_takes_nothing_from_the_wire_and_goes_on_afterwards()
    {
        using var running = new RunningDriver();
        running.Wire.Arrives(EchoRequest);
        Assert.Equal(EchoReply, running.Wire.NextSent());
        for (var i = 0; i < 10; i++)
        {
            running.Pauses();
            Assert.Equal(0, running.Outstanding);
            running.Wire.Arrives(ArpRequest);
            Thread.Sleep(20);
            Assert.Empty(running.Wire.Sent);
            running.Adapter.Restart();
            Assert.Equal(ArpReply, running.Wire.NextSent());
        }
        Assert.Equal(11, running.Counted.Answered);
    }

    [Fact]
    public void A_pause_waits_for_the_frames_that_are_held_above()
    {
        using var running = new RunningDriver();
        running.Adapter.HoldReceived = true;
        running.Receives(Ping(1, to: "10.20.30.3"), Ping(2, to: "10.20.30.3"), Ping(3));
        Assert.Equal(NdisStatus.Pending, running.Adapter.Pause());
        Assert.Equal((MiniportState.Pausing, 2), (running.Adapter.State, running.Outstanding));
        Assert.Equal(2, running.Adapter.ReturnReceived());
        Assert.Equal((MiniportState.Paused, 0), (running.Adapter.State, running.Outstanding));
    }

    [Fact]
    public void Frames_are_lost_and_counted_while_everything_is_held_above()
    {
        using var running = new RunningDriver(new TapSettings { ReceiveBuffers = 2 });
        running.Adapter.HoldReceived = true;
        running.Receives(Enumerable.Repeat(Ping(1, to: "10.20.30.3"), 5));
        Assert.Equal((5, 2, 3), (running.Counted.Received, running.Counted.PassedUp, running.Counted.Missed));
        running.Adapter.ReturnReceived();
    }

    /// <summary>The tap-off holds one frame; the other slot of the pool is enough to go on.</summary>
    [Fact]
    public void The_smallest_pools_that_can_work_do()
    {
        using var running = new RunningDriver(new TapSettings { ReceiveBuffers = 2, AnswerBuffers = 1, TappedFrames = 1 });
        running.Receives(Enumerable.Range(0, 100).Select(i => Ping(i)));
        Assert.Equal((100, 0), (running.Counted.EchoAnswered, running.Counted.Missed));
    }

    [Fact]
    public void A_tap_off_larger_than_the_pool_starves_the_receive_path_and_nothing_is_lost_but_frames()
    {
        using var running = new RunningDriver(new TapSettings { ReceiveBuffers = 4, TappedFrames = 64 });
        running.Receives(Enumerable.Repeat(Ping(1), 10));
        Assert.Equal((4, 6), (running.Counted.EchoAnswered, running.Counted.Missed));
    }

    /// <summary>What a lossy cable and a hostile neighbour may send, with every path of the driver taken.</summary>
    [Fact]
    public void Twenty_thousand_mutated_frames_leave_nothing_behind()
    {
        using var running = new RunningDriver();
        byte[][] seeds = [EchoRequest, ArpRequest, Ping(200), Ping(40, options: new byte[12]), Ping(7, to: "10.20.30.3")];
        var random = new Random(826);
        running.Receives(Enumerable.Range(0, 20_000).Select(i => Mutated(seeds[i % seeds.Length], random)));
        var counted = running.Counted;
        Assert.Equal(20_000, counted.Received);
        Assert.Equal(20_000, counted.Answered + counted.PassedUp + counted.Damaged);
        Assert.Equal(counted.Answered, running.Wire.Sent.Count);
        Assert.All([counted.EchoAnswered, counted.ArpAnswered, counted.PassedUp, counted.Damaged], count => Assert.True(count > 100));
    }

    static byte[] Mutated(byte[] seed, Random random)
    {
        byte[] frame = [.. seed];
        if (random.Next(3) == 0) frame[random.Next(frame.Length)] ^= (byte)(1 << random.Next(8));
        return frame;
    }
}
