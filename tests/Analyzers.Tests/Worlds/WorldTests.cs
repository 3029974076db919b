using NdisRules.Analyzers.Verification.Worlds;

namespace NdisRules.Analyzers.Tests.Worlds;

/// <summary>Worlds over the fields of this class: the locations need symbols, and any will do.</summary>
public sealed class WorldTests
{
    readonly Place.Table places = new();
    readonly Place x, y;

    public WorldTests()
    {
        var symbols = Symbols.Of("class C { object x, y; }", "x", "y");
        (x, y) = (places.Static(symbols[0]), places.Static(symbols[1]));
    }

    [Fact]
    public void What_is_learned_of_a_copy_is_learned_of_the_original()
    {
        var copied = World.Start.Write(y, World.Start.Read(x));
        Assert.Equal(Value.NotNull, copied.Assume(y, null, equal: false)!.Read(x).From(null));
    }

    [Fact]
    public void A_write_to_the_original_leaves_the_copy_alone()
    {
        var copied = World.Start.Write(y, World.Start.Read(x)).Write(x, Value.Null);
        Assert.Null(copied.Assume(y, null, equal: false)!.Read(x).Constant);
        Assert.True(copied.Assume(y, null, equal: false)!.Read(x).IsNull);
    }

    [Fact]
    public void A_test_that_contradicts_what_is_known_has_no_world()
        => Assert.Null(World.Start.Write(x, Value.Null).Assume(x, null, equal: false));

    [Fact]
    public void Worlds_with_other_holders_stay_apart_and_others_merge()
    {
        var lattice = new WorldSet.Lattice(Focus.None);
        var held = World.Start.With(ObjectState.Allocated);
        Assert.Equal(2, lattice.Of([held.Write(x, Value.Tracked), held.Write(y, Value.Tracked)]).Worlds.Count);
        Assert.Single(lattice.Of([held.Write(x, Value.Tracked).Write(y, Value.Null), held.Write(x, Value.Tracked).Write(y, Value.NotNull)]).Worlds);
    }

    [Fact]
    public void A_focus_truth_keeps_worlds_apart()
    {
        var lattice = new WorldSet.Lattice(new Focus([y.Identity!]));
        Assert.Equal(2, lattice.Of([World.Start.Write(y, Value.True), World.Start.Write(y, Value.False)]).Worlds.Count);
    }

    [Fact]
    public void Joining_what_is_known_already_gives_the_same_set_back()
    {
        var lattice = new WorldSet.Lattice(Focus.None);
        var set = lattice.Of([World.Start.Write(x, Value.Tracked)]);
        Assert.Same(set, lattice.Join(set, lattice.Of([World.Start.Write(x, Value.Tracked).Write(y, Value.Null)])));
    }

    [Fact]
    public void Too_many_worlds_are_said_to_be_too_many()
    {
        var lattice = new WorldSet.Lattice(new Focus([y.Identity!]));
        Assert.Throws<NdisRules.Analyzers.Verification.BudgetException>(() => lattice.Of(Enumerable.Range(0, 65).Select(number => World.Start.Write(y, Value.Of(number)))));
    }
}
