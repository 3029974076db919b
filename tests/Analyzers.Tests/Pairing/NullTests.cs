namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class NullTests
{
    [Fact]
    public Task Used_without_a_test() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 64;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Freed_without_a_test() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Only_the_first_use_is_told() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:nb.DataLength|} = 64;
            nb.DataOffset = 3;
            NdisAdjustNetBufferCurrentMdl(nb);
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Used_right_where_it_is_allocated() => Code.InMethod("""
        int M() => {|NDIS0010:{|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|}.DataLength|};
        """);

    [Fact]
    public Task Freed_right_where_it_is_allocated() => Code.InMethod("""
        void M() => {|NDIS0010:NdisFreeNetBuffer(NdisAllocateNetBuffer(pool, mdl, 0, 0))|};
        """);

    [Fact]
    public Task Tested_on_one_way_only() => Code.InMethod("""
        void M(bool careful)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (careful && nb.IsNull)
                return;
            {|NDIS0010:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Tested_with_the_wrong_outcome() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
                return;
            {|NDIS0007:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task A_test_that_logs_and_goes_on() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                Console.WriteLine("no buffer");
            {|NDIS0010:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Handed_to_a_library_without_a_test_is_no_use() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Console.WriteLine(nb);
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_helper_uses_it_without_a_test() => Code.InMethod("""
        static void Fill(NetBuffer nb) => nb.DataLength = 3;

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            {|NDIS0010:Fill(nb)|};
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Debug_assert_is_a_test() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            System.Diagnostics.Debug.Assert(!nb.IsNull);
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_failing_test_that_ends_the_process() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                Environment.FailFast("no buffer");
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Freed_where_it_is_null_for_sure() => Code.InMethod("""
        void M()
        {
            NetBuffer nb = default;
            {|NDIS0007:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Freed_where_a_literal_null_is_written() => Code.InMethod("""
        void M() => {|NDIS0007:NdisFreeNetBuffer(null)|};
        """);

    [Fact]
    public Task Freed_where_default_is_written() => Code.InMethod("""
        void M()
        {
            {|NDIS0007:NdisFreeNetBuffer(default)|};
            {|NDIS0007:NdisFreeNetBuffer(new NetBuffer())|};
        }
        """);

    [Fact]
    public Task Freed_in_the_branch_of_null() => Code.InMethod("""
        void M(NetBuffer nb)
        {
            if (nb.IsNull)
                {|NDIS0007:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task Freed_where_another_path_has_one() => Code.InMethod("""
        void M(NetBuffer given, bool use)
        {
            NetBuffer nb = default;
            if (use)
                nb = given;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Cleared_and_then_freed() => Code.InMethod("""
        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            nb = default;
            {|NDIS0007:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task What_a_caller_gives_may_be_freed() => Code.InMethod("""
        void M(NetBuffer nb)
        {
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_came_from_elsewhere_may_be_freed() => Code.InMethod("""
        void M(List<NetBuffer> list, NetBufferList nbl)
        {
            NdisFreeNetBuffer(list[0]);
            foreach (var nb in list)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task What_was_not_acquired_where_it_is_freed_is_null_on_every_way_there() => Code.InMethod("""
        void Send(bool wanted)
        {
            NetBuffer packet = default;
            if (wanted)
                packet = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (!wanted)
                {|NDIS0007:NdisFreeNetBuffer(packet)|};
            else if (packet)
                NdisFreeNetBuffer(packet);
        }
        """);

    [Fact]
    public Task What_was_acquired_where_it_is_freed_is_not_null_on_every_way_there() => Code.InMethod("""
        void Send(bool wanted)
        {
            NetBuffer packet = default;
            if (wanted)
            {
                packet = NdisAllocateNetBuffer(pool, mdl, 0, 64);
                if (packet.IsNull) return;
            }
            if (wanted)
                NdisFreeNetBuffer(packet);
        }
        """);

    [Theory]
    [InlineData("var missing = nb.IsNull; Work(); if (missing)")]
    [InlineData("if (!Has(nb))")]
    [InlineData("var has = Has(nb); if (!has)")]
    [InlineData("System.Diagnostics.Debug.Assert(nb.IsNull);")]
    [InlineData("while (nb.IsNull)")]
    [InlineData("if (!nb.IsNull) return;")]
    [InlineData("if (Flag() && nb.IsNull)")]
    public Task However_it_is_found_out_that_nothing_is_there(string test) => Code.InMethod($$"""
        static bool Has(NetBuffer nb) => !nb.IsNull;
        void M(NetBuffer nb)
        {
            {{test}}
                {|NDIS0007:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Theory]
    [InlineData("if (nb.IsNull) return;")]
    [InlineData("if (nb.IsNull) { Work(); throw new InvalidOperationException(); }")]
    [InlineData("if (nb.IsNull) nb = Other();")]
    [InlineData("if (!nb.IsNull)")]
    [InlineData("while (!nb.IsNull && Flag())")]
    [InlineData("if (nb.IsNull || Flag()) Work();")]
    [InlineData("var length = nb.DataLength; if (length > 8)")]
    public Task However_it_is_found_out_that_something_may_be_there(string test) => Code.InMethod($$"""
        static NetBuffer Other() => kept;
        static NetBuffer kept;
        void M(NetBuffer nb)
        {
            {{test}}
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_null_that_one_branch_frees_and_the_other_uses_is_told_of_both() => Code.InMethod("""
        sealed class Frame { public NetBuffer Packet; }

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb.IsNull)
                return;
            var frame = new Frame { Packet = nb };
            if (Flag())
            {
                {|NDIS0007:NdisFreeNetBuffer(frame.Packet)|};
                return;
            }
            {|NDIS0010:frame.Packet.DataLength|} = 60;
            {|NDIS0007:NdisFreeNetBuffer(frame.Packet)|};
        }
        """);

    [Fact]
    public Task What_one_branch_frees_and_the_other_uses_is_there() => Code.InMethod("""
        sealed class Frame { public NetBuffer Packet; }

        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            var frame = new Frame { Packet = nb };
            if (Flag())
            {
                NdisFreeNetBuffer(frame.Packet);
                return;
            }
            frame.Packet.DataLength = 60;
            NdisFreeNetBuffer(frame.Packet);
        }
        """);

    [Fact]
    public Task A_null_that_InitializeEx_frees_is_used_when_HaltEx_runs() => Code.InDriver("""
        NetBuffer kept;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            kept = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (!kept.IsNull)
                {|NDIS0001:return NdisStatus.Resources;|}
            if (Flag())
            {
                {|NDIS0007:NdisFreeNetBuffer(kept)|};
                return NdisStatus.Failure;
            }
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            {|NDIS0010:kept.DataLength|} = 60;
            {|NDIS0007:NdisFreeNetBuffer(kept)|};
        }
        """);

    [Theory]
    [InlineData("var own = NdisAllocateNetBufferPool(null, new()); {|NDIS0010:NdisFreeNetBufferPool(own)|};")]
    [InlineData("var own = NdisAllocateNetBufferPool(null, new()); {|NDIS0010:own.Dispose()|};")]
    [InlineData("var own = NdisAllocateNetBufferListPool(null, new()); Console.WriteLine({|NDIS0010:own.OutstandingCount|}); NdisFreeNetBufferListPool(own);")]
    [InlineData("var own = NdisAllocateNetBufferPool(null, new()); if (own is null) {|NDIS0007:NdisFreeNetBufferPool(own)|}; else own.Dispose();")]
    [InlineData("var own = NdisAllocateNetBufferPool(null, new()); if (own is null) {|NDIS0007:NdisFreeNetBufferPool(own!)|}; else own.Dispose();")]
    public Task A_pool_may_be_null(string statements) => Code.InMethod($$"""
        void M()
        {
        #nullable disable
            {{statements}}
        }
        """);

    [Theory]
    [InlineData("var own = NdisAllocateNetBufferPool(null, new())!; Console.WriteLine(own.OutstandingCount); NdisFreeNetBufferPool(own);")]
    [InlineData("var own = NdisAllocateNetBufferPool(null, new()); NdisFreeNetBufferPool(own!);")]
    [InlineData("var own = Make()!; own.Dispose();")]
    [InlineData("kept = NdisAllocateNetBufferPool(null, new()); kept!.Dispose(); kept = null;")]
    [InlineData("var own = NdisAllocateNetBufferPool(null, new()); own?.Dispose();")]
    [InlineData("using var own = NdisAllocateNetBufferPool(null, new()); Work();")]
    public Task A_pool_is_tested_or_its_author_vouches_for_it(string statements) => Code.InMethod($$"""
        static NetBufferPool? kept;

        static NetBufferPool? Make() => NdisAllocateNetBufferPool(null, new());

        void M()
        {
            {{statements}}
        }
        """);

    [Fact]
    public Task To_take_from_a_pool_that_may_be_null_takes_from_the_default_pool() => Code.InMethod("""
        void M(NetBufferList original)
        {
            var own = NdisAllocateNetBufferPool(null, new());
            var lists = NdisAllocateNetBufferListPool(null, new());
            var nb = NdisAllocateNetBuffer(own, mdl, 0, 64);
            if (nb) NdisFreeNetBuffer(nb);
            var clone = NdisAllocateCloneNetBufferList(original, lists, own, NdisCloneFlags.None);
            if (clone) NdisFreeCloneNetBufferList(clone, NdisCloneFlags.None);
            if (lists is not null) NdisFreeNetBufferListPool(lists);
            if (own is not null) NdisFreeNetBufferPool(own);
        }
        """);

    [Theory]
    [InlineData("NetBuffer nb = default; {|NDIS0010:nb.DataLength|} = 3; nb.DataOffset = 3; {|NDIS0007:NdisFreeNetBuffer(nb)|};")]
    [InlineData("NetBuffer nb = null; if (Flag()) nb = default; {|NDIS0010:nb.DataLength|}++; {|NDIS0007:NdisFreeNetBuffer(nb)|};")]
    [InlineData("var nb = {|NDIS0005:Make()|}; if (nb) return; {|NDIS0010:nb.DataLength|} = 3; {|NDIS0007:NdisFreeNetBuffer(nb)|};")]
    [InlineData("var nb = Make(); if (nb.IsNull) Console.WriteLine({|NDIS0010:nb.DataLength|}); if (nb) NdisFreeNetBuffer(nb);")]
    public Task Used_where_null_is_all_that_it_can_be(string statements) => Made(statements);

    [Theory]
    [InlineData("var nb = Make(); if (nb == null) return; nb.DataLength = 3; NdisFreeNetBuffer(nb);")]
    [InlineData("NetBuffer nb = default; if (Flag()) nb = Make(); if (nb) nb.DataLength = 3; if (nb) NdisFreeNetBuffer(nb);")]
    [InlineData("NetBuffer nb = default; TryMake(out nb); if (nb) { nb.DataLength = 3; NdisFreeNetBuffer(nb); }")]
    [InlineData("NetBuffer nb = default; void Take() => nb = Make(); Take(); if (nb) { nb.DataLength = 3; NdisFreeNetBuffer(nb); }")]
    [InlineData("NetBuffer nb = default; foreach (var size in new[] { 1, 2 }) { if (nb) { nb.DataLength = size; NdisFreeNetBuffer(nb); nb = default; } nb = Make(); } if (nb) NdisFreeNetBuffer(nb);")]
    [InlineData("NetBuffer nb = default; Console.WriteLine(nb.ToString()); if (nb) NdisFreeNetBuffer(nb);")]
    public Task Used_where_it_may_be_there(string statements) => Made(statements);

    static Task Made(string statements) => Code.InMethod($$"""
        static NetBuffer Make()
        {
            var made = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (made.IsNull)
                return default;
            return made;
        }

        static void TryMake(out NetBuffer made) => made = Make();

        void M()
        {
            {{statements}}
        }
        """);

    [Theory]
    [InlineData("alias = default; if (Flag()) Work(); {|NDIS0007:NdisFreeNetBuffer(alias)|};")]
    [InlineData("alias = NdisAllocateNetBuffer(pool, mdl, 0, 64); if (Flag()) Work(); if (alias) NdisFreeNetBuffer(alias);")]
    public Task What_a_ref_local_refers_to_is_remembered_behind_a_branch(string statements) => Code.InMethod($$"""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 64);
            if (nb.IsNull)
                return;
            ref var alias = ref nb;
            NdisFreeNetBuffer(nb);
            {{statements}}
        }
        """);
}
