using static TapMiniport.Tests.FrameBuilder;
using static TapMiniport.Tests.KnownFrames;

namespace TapMiniport.Tests;

public sealed class TapOffTests
{
    [Fact]
    public void The_last_answered_frames_are_kept_without_their_Ethernet_headers()
    {
        using var running = new RunningDriver(new TapSettings { TappedFrames = 4 });
        running.Receives(ArpRequest, Ping(1, to: "10.20.30.3"), Ping(10), Ping(20), ArpRequest);
        running.Pauses();
        var last = running.Driver.LastTapped;
        Assert.Equal((4, 2, 1L, 5L), (last.Frames, last.Echoes, last.First, last.Last));
        Assert.Equal(28 + 38 + 48 + 28, last.Bytes);
    }

    [Fact]
    public void Older_frames_make_room()
    {
        using var running = new RunningDriver(new TapSettings { TappedFrames = 4 });
        running.Receives(Enumerable.Range(0, 11).Select(i => Ping(i)));
        running.Pauses();
        var last = running.Driver.LastTapped;
        Assert.Equal((4, 4, 8L, 11L, 28L * 4 + 7 + 8 + 9 + 10), (last.Frames, last.Echoes, last.First, last.Last, last.Bytes));
    }

    [Fact]
    public void Each_kept_frame_holds_a_list_a_clone_and_what_belongs_to_them()
    {
        using var running = new RunningDriver(new TapSettings { TappedFrames = 4 });
        running.Receives(Enumerable.Repeat(ArpRequest, 9));
        Assert.Equal(
            ["NB pool 'TapO' 4", "NBL pool 'TapO' 4", "NBL pool 'TapR' 4"],
            running.Pools.Where(pool => pool.OutstandingCount > 0).Select(pool => $"{pool} {pool.OutstandingCount}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void How_long_answers_took_is_known_from_the_contexts()
    {
        using var running = new RunningDriver();
        running.Receives(Enumerable.Repeat(ArpRequest, 9));
        running.Pauses();
        var last = running.Driver.LastTapped;
        Assert.True(last.Mean > TimeSpan.Zero && last.Mean <= last.Longest && last.Longest < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Without_an_answer_there_is_nothing_to_tell()
    {
        using var running = new RunningDriver();
        running.Receives(Ping(1, to: "10.20.30.3"));
        running.Pauses();
        Assert.Equal(default, running.Driver.LastTapped);
    }

    [Fact]
    public void A_pause_empties_the_tap_off()
    {
        using var running = new RunningDriver();
        running.Wire.Arrives(ArpRequest);
        running.Wire.NextSent();
        running.Pauses();
        Assert.Equal(1, running.Driver.LastTapped.Frames);
        running.Adapter.Restart();
        running.Pauses();
        Assert.Equal(0, running.Driver.LastTapped.Frames);
    }
}
