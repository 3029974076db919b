using NdisRules.Analyzers.Flow;

namespace NdisRules.Analyzers.Verification.Worlds;

/// <summary>The worlds at one point, one per key, in the order in which they were first met. There are few: they are searched one by one.</summary>
sealed class WorldSet
{
    readonly List<WorldKey?> keys;
    readonly List<World> worlds;

    WorldSet(List<WorldKey?> keys, List<World> worlds) => (this.keys, this.worlds) = (keys, worlds);

    public static WorldSet Empty { get; } = new([], []);

    public IReadOnlyList<World> Worlds => worlds;

    public bool IsEmpty => worlds.Count == 0;

    /// <summary>
    /// How sets of worlds combine (property simulation, after ESP): worlds with the same key merge and keep the truths they share,
    /// others stay apart. Merged worlds only lose truths and keys are finite, so joining comes to rest.
    /// </summary>
    internal sealed class Lattice(Focus focus) : ILattice<WorldSet>
    {
        public WorldSet Bottom => Empty;

        public WorldSet Of(IEnumerable<World> worlds) => Add(Empty, worlds);

        /// <summary>One world. Most points have no other, and then nobody asks for its key.</summary>
        public WorldSet Of(World world) => new([null], [world]);

        public WorldSet Join(WorldSet left, WorldSet right) => left.IsEmpty ? right : Add(left, right.worlds);

        WorldSet Add(WorldSet set, IEnumerable<World> more)
        {
            WorldSet? grown = null;
            foreach (var world in more)
            {
                var current = grown ?? set;
                if (current.worlds.Contains(world))
                    continue;
                if (current.worlds.Count == 0)
                {
                    grown = Of(world);
                    continue;
                }

                var key = new WorldKey(world, focus);
                var place = IndexOf(current, key);
                if (place < 0)
                {
                    grown ??= set.Copy();
                    grown.keys.Add(key);
                    grown.worlds.Add(world);
                    if (grown.worlds.Count > Budget.Worlds)
                        throw new BudgetException($"{Budget.Worlds} worlds at one point");
                }
                else if (current.worlds[place].Join(world) is var joined && !ReferenceEquals(joined, current.worlds[place]))
                {
                    grown ??= set.Copy();
                    grown.worlds[place] = joined;
                }
            }

            return grown ?? set;
        }

        /// <summary>Worlds that merge keep the key they share.</summary>
        int IndexOf(WorldSet set, WorldKey key)
        {
            for (var i = 0; i < set.keys.Count; i++)
                if ((set.keys[i] ??= new WorldKey(set.worlds[i], focus)).Equals(key))
                    return i;
            return -1;
        }
    }

    WorldSet Copy() => new([.. keys], [.. worlds]);
}
