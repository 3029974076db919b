namespace NdisRules.CodeFixes.Tests;

/// <summary>An object that is freed, or given away, on some ways only: freed on the others, or whatever the test says.</summary>
public sealed class WayTests
{
    static Task Lost(string before, string? after = null) => Fix<FreeBeforeExits>.InMethod(before, after);

    [Fact]
    public Task A_free_that_chooses_one_of_two_frees_both() => Lost("""
        void M(bool large)
        {
            var big = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 1500)|};
            if (!big)
                return;
            var small = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 64)|};
            if (!small)
            {
                NdisFreeNetBuffer(big);
                return;
            }

            NdisFreeNetBuffer(large ? big : small);
        }
        """, """
        void M(bool large)
        {
            var big = NdisAllocateNetBuffer(pool, mdl, 0, 1500);
            if (!big)
                return;
            var small = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (!small)
            {
                NdisFreeNetBuffer(big);
                return;
            }

            NdisFreeNetBuffer(small);
            NdisFreeNetBuffer(big);
        }
        """);

    [Fact]
    public Task What_another_release_of_the_same_says_is_said_here_too() => Lost("""
        NdisStatus M(NetBuffer nb, bool tagged)
        {
            var status = {|NDIS0005:NdisRetreatNetBufferDataStart(nb, 14, 0)|};
            if (status != NdisStatus.Success)
                return status;
            if (tagged)
                return NdisStatus.NotSupported;
            NdisAdvanceNetBufferDataStart(nb, 14, true);
            return status;
        }
        """, """
        NdisStatus M(NetBuffer nb, bool tagged)
        {
            var status = NdisRetreatNetBufferDataStart(nb, 14, 0);
            if (status != NdisStatus.Success)
                return status;
            if (tagged)
            {
                NdisAdvanceNetBufferDataStart(nb, 14, true);
                return NdisStatus.NotSupported;
            }
            NdisAdvanceNetBufferDataStart(nb, 14, true);
            return status;
        }
        """);

    [Fact]
    public Task What_a_loop_gave_away_in_its_last_round_is_another_object() => Lost("""
        readonly Queue<NetBuffer> sent = new();

        void M()
        {
            while (true)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb.IsNull)
                    return;
                if (Flag())
                    break;
                sent.Enqueue(nb);
            }
        }
        """, """
        readonly Queue<NetBuffer> sent = new();

        void M()
        {
            while (true)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    return;
                if (Flag())
                {
                    NdisFreeNetBuffer(nb);
                    break;
                }
                sent.Enqueue(nb);
            }
        }
        """);

    [Fact]
    public Task Of_two_ends_the_one_that_undoes_what_was_begun_is_taken() => Fix<FreeBeforeExits>.Whole("""
        class Store { public Work Begin() => new(); }
        class Work { public bool IsFull; public void Commit() { } public void Rollback() { } }

        class User
        {
            void M(Store store)
            {
                var work = {|NDIS0005:store.Begin()|};
                if (work.IsFull)
                    return;
                work.Commit();
            }
        }
        """, """
        class Store { public Work Begin() => new(); }
        class Work { public bool IsFull; public void Commit() { } public void Rollback() { } }

        class User
        {
            void M(Store store)
            {
                var work = store.Begin();
                if (work.IsFull)
                {
                    work.Rollback();
                    return;
                }
                work.Commit();
            }
        }
        """, test => test.TestState.AdditionalFiles.Add(("work.ndisrules", "rule Work\nacquires M:Store.Begin\nreleases M:Work.Commit this\nreleases M:Work.Rollback this\n")));

    [Fact]
    public Task A_section_of_a_switch_that_forgets_it_frees_it_as_the_others_do() => Lost("""
        sealed class Box { public NetBuffer One; }

        void M(int kind)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            var box = new Box { One = nb };
            switch (kind)
            {
                case 0:
                    Work();
                    NdisFreeNetBuffer(box.One);
                    break;
                default:
                    Work();
                    break;
            }

            Work();
        }
        """, """
        sealed class Box { public NetBuffer One; }

        void M(int kind)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            var box = new Box { One = nb };
            switch (kind)
            {
                case 0:
                    Work();
                    NdisFreeNetBuffer(box.One);
                    break;
                default:
                    Work();
                    NdisFreeNetBuffer(box.One);
                    break;
            }

            Work();
        }
        """);

    [Fact]
    public Task A_helper_that_frees_on_one_way_out_frees_on_all() => Lost("""
        static void Drop(NetBuffer one)
        {
            if (Flag())
            {
                NdisFreeNetBuffer(one);
                return;
            }

            if (Flag())
                return;
            Work();
        }

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            Drop(nb);
        }
        """, """
        static void Drop(NetBuffer one)
        {
            if (Flag())
            {
                NdisFreeNetBuffer(one);
                return;
            }

            if (Flag())
            {
                NdisFreeNetBuffer(one);
                return;
            }
            Work();
            NdisFreeNetBuffer(one);
        }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Drop(nb);
        }
        """);

    [Fact]
    public Task A_clone_is_freed_before_its_original_wherever_that_is_freed() => Lost("""
        void M(NetBufferListPool lists)
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (list.IsNull)
                return;
            var clone = {|NDIS0005:NdisAllocateCloneNetBufferList(list, lists, pool, NdisCloneFlags.None)|};
            if (clone.IsNull)
            {
                NdisFreeNetBufferList(list);
                return;
            }

            NdisFreeNetBufferList(list);
            Work();
        }
        """, """
        void M(NetBufferListPool lists)
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (list.IsNull)
                return;
            var clone = NdisAllocateCloneNetBufferList(list, lists, pool, NdisCloneFlags.None);
            if (clone.IsNull)
            {
                NdisFreeNetBufferList(list);
                return;
            }

            NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
            NdisFreeNetBufferList(list);
            Work();
        }
        """);

    [Fact]
    public Task What_only_a_handler_frees_is_freed_where_nothing_was_thrown() => Lost("""
        sealed class Box { public NetBuffer One; }

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            var box = new Box { One = nb };
            try
            {
                Console.WriteLine("sent");
            }
            catch (Exception)
            {
                NdisFreeNetBuffer(box.One);
            }

            Work();
        }
        """, """
        sealed class Box { public NetBuffer One; }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            var box = new Box { One = nb };
            try
            {
                Console.WriteLine("sent");
                NdisFreeNetBuffer(box.One);
            }
            catch (Exception)
            {
                NdisFreeNetBuffer(box.One);
            }

            Work();
        }
        """);

    [Fact]
    public Task An_iterator_frees_before_it_breaks_off() => Fix<FreeBeforeExits>.InMethod("""
        IEnumerable<int> M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                yield break;
            if (Flag())
                yield break; // nothing to see
            yield return nb.DataLength;
            NdisFreeNetBuffer(nb);
        }
        """, """
        IEnumerable<int> M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                yield break;
            if (Flag())
            {
                NdisFreeNetBuffer(nb);
                yield break; // nothing to see
            }
            yield return nb.DataLength;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_program_of_statements_frees_before_its_functions() => Fix<FreeBeforeExits>.InFile("""
        NetBufferPool pool = null!;
        if (Next() is { IsNull: false } last)
            Console.WriteLine(last);

        NetBuffer Next() => NdisAllocateNetBuffer(pool, default, 0, 0);
        """.Replace("Next() is", "{|NDIS0005:Next()|} is", StringComparison.Ordinal), """
        NetBufferPool pool = null!;
        if (Next() is { IsNull: false } last)
        {
            Console.WriteLine(last);
            NdisFreeNetBuffer(last);
        }

        NetBuffer Next() => NdisAllocateNetBuffer(pool, default, 0, 0);
        """, test => test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Fact]
    public Task A_helper_that_is_given_the_object_under_another_name_frees_on_all_its_ways() => Fix<FreeBeforeExits>.InMethod(Renamed("            return;\n            NdisFreeNetBuffer(one);\n", "{|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}"), Renamed("            NdisFreeNetBuffer(one);\n            return;\n", "NdisAllocateNetBuffer(pool, mdl, 0, 0)"));

    static string Renamed(string way, string acquire) => $$"""
        static NetBuffer Pass(NetBuffer one)
        {
            one.DataLength = 60;
            return one;
        }

        void Drop(NetBuffer one)
        {
            if (Flag())
            {
        {{way.Replace("            ", "        ", StringComparison.Ordinal)}}    }
            NdisFreeNetBuffer(one);
        }

        void M()
        {
            var nb = {{acquire}};
            if (nb.IsNull)
                return;
            var same = Pass(nb);
            Drop(same);
        }
        """;

    [Fact]
    public Task A_variable_that_is_empty_on_other_ways_is_asked_for() => Fix<FreeBeforeExits>.InMethod(Moded("{|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}", ""), Moded("NdisAllocateNetBuffer(pool, mdl, 0, 0)", "        if (!first.IsNull)\n            NdisFreeNetBuffer(first);\n"));

    static string Moded(string acquire, string freed) => $$"""
        void M(int mode, bool isShort)
        {
            NetBuffer first = default;
            if (mode == 1)
            {
                first = {{acquire}};
                if (first.IsNull)
                    return;
            }
            if (isShort)
            {
                Work();
        {{freed}}    }
            else
            {
                Work();
                if (mode == 1)
                    NdisFreeNetBuffer(first);
            }
            Work();
        }
        """;

    [Fact]
    public Task What_a_call_may_not_have_given_is_asked_for() => Fix<FreeBeforeExits>.InDriver(Dequeued("{|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}", ""), Dequeued("NdisAllocateNetBuffer(pool, mdl, 0, 0)", "    if (!item.IsNull)\n        NdisFreeNetBuffer(item);\n"));

    static string Dequeued(string acquire, string freed) => $$"""
        readonly Queue<NetBuffer> kept = new();

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override bool CheckForHangEx()
        {
            if (kept.TryDequeue(out var item))
                item.DataLength = 3;
            var nb = {{acquire}};
            if (nb)
                kept.Enqueue(nb);
        {{freed}}    return false;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            while (kept.TryDequeue(out var left))
                NdisFreeNetBuffer(left);
        }
        """;
}
