using NdisRules.Analyzers.Flow;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>The worlds at one point, one per key, in the order in which they were first met. There are few: they are searched one by one.</summary>
sealed class WorldSet
{
    World[] worlds;

    /// <summary>Made when somebody asks: most points have one world, and nobody does.</summary>
    WorldKey?[]? keys;

    WorldSet(World[] worlds, int count) => (this.worlds, Count) = (worlds, count);

    public static WorldSet Empty { get; } = new([], 0);

    public int Count { get; private set; }

    public World this[int index] => worlds[index];

    public IReadOnlyList<World> Worlds => new ArraySegment<World>(worlds, 0, Count);

    public bool IsEmpty => Count == 0;

    /// <summary>
    /// How sets of worlds combine (property simulation, after ESP): worlds with the same key merge and keep the truths they share,
    /// others stay apart. Merged worlds only lose truths and keys are finite, so joining comes to rest.
    /// </summary>
    internal sealed class Lattice(Focus focus) : ILattice<WorldSet>
    {
        public WorldSet Bottom => Empty;

        public WorldSet Of(IEnumerable<World> worlds)
        {
            var gathered = Gather(Empty);
            foreach (var world in worlds)
                gathered.Add(world);
            return gathered.Set;
        }

        /// <summary>One world. Most points have no other, and then nobody asks for its key.</summary>
        public WorldSet Of(World world) => new([world], 1);

        public WorldSet Join(WorldSet left, WorldSet right)
        {
            if (left.IsEmpty)
                return right;
            var gathered = Gather(left);
            for (var i = 0; i < right.Count; i++)
                gathered.Add(right.worlds[i]);
            return gathered.Set;
        }

        /// <summary>Begins to add worlds to a set, which itself stays as it is.</summary>
        public Gathering Gather(WorldSet set) => new(this, set);

        /// <summary>The place of the world with the same key, which worlds that merge keep. Keys are spelled out only between worlds of one state.</summary>
        int IndexOf(WorldSet set, World world)
        {
            WorldKey? key = null;
            for (var i = 0; i < set.Count; i++)
            {
                if (set.worlds[i].State != world.State)
                    continue;
                set.keys ??= new WorldKey?[set.worlds.Length];
                if ((set.keys[i] ??= new WorldKey(set.worlds[i], focus)).Equals(key ??= new WorldKey(world, focus)))
                    return i;
            }

            return -1;
        }

        /// <summary>A set that worlds are added to one by one. It is copied when the first one changes it.</summary>
        internal struct Gathering(Lattice lattice, WorldSet set)
        {
            bool isOwn;

            public WorldSet Set { get; private set; } = set;

            public void Add(World world)
            {
                if (Set.Contains(world))
                    return;
                if (Set.Count == 0)
                {
                    (Set, isOwn) = (lattice.Of(world), true);
                    return;
                }

                var place = lattice.IndexOf(Set, world);
                if (place < 0)
                {
                    Own().Append(world);
                    if (Set.Count > Budget.Worlds)
                        throw new BudgetException($"{Budget.Worlds} worlds at one point");
                }
                else if (Set.worlds[place].Join(world) is var joined && !ReferenceEquals(joined, Set.worlds[place]))
                {
                    Own().worlds[place] = joined;
                }
            }

            WorldSet Own()
            {
                if (!isOwn)
                    (Set, isOwn) = (Set.Copy(), true);
                return Set;
            }
        }
    }

    /// <summary>Whether a world, or one that says the same, is there.</summary>
    bool Contains(World world)
    {
        for (var i = 0; i < Count; i++)
            if (ReferenceEquals(worlds[i], world) || (worlds[i].State == world.State && worlds[i].Store.Equals(world.Store)))
                return true;
        return false;
    }

    WorldSet Copy()
    {
        var copy = new WorldSet(new World[Count + 1], Count);
        Array.Copy(worlds, copy.worlds, Count);
        if (keys is not null)
            Array.Copy(keys, copy.keys = new WorldKey?[Count + 1], Count);
        return copy;
    }

    void Append(World world)
    {
        if (Count == worlds.Length)
        {
            Array.Resize(ref worlds, Count * 2);
            if (keys is not null)
                Array.Resize(ref keys, Count * 2);
        }

        worlds[Count++] = world;
    }
}
