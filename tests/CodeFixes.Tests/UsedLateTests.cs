namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0004: what stands too late behind a free that cannot move.</summary>
public sealed class UsedLateTests
{
    static Task Check(string before, string? after = null) => Fix<FreeAfterUse>.InMethod(before, after);

    [Fact]
    public Task What_a_call_replaces_is_taken_behind_it() => Fix<FreeAfterUse>.InFile(Saved("""
                var seen = current; // as it is now
                Replace();
                return seen.IsNull ? 0 : {|NDIS0004:seen.DataLength|};
        """), Saved("""
                Replace();
                var seen = current; // as it is now
                return seen.IsNull ? 0 : seen.DataLength;
        """));

    static string Saved(string body) => $$"""
        sealed class Saved(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer current;

            void Replace()
            {
                if (current)
                    NdisFreeNetBuffer(current);
                current = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            }

            public int M()
            {
        {{body}}
            }

            public void Dispose()
            {
                if (current)
                    NdisFreeNetBuffer(current);
                current = default;
            }
        }
        """;

    [Fact]
    public Task What_is_written_once_all_is_done_is_written_first() => Check("""
        async Task FreeLater(NetBuffer nb)
        {
            await Task.Delay(1);
            NdisFreeNetBuffer(nb);
        }

        async Task M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (nb.IsNull)
                return;
            await FreeLater(nb);
            {|NDIS0004:nb.DataLength|} = 3;
        }
        """, """
        async Task FreeLater(NetBuffer nb)
        {
            await Task.Delay(1);
            NdisFreeNetBuffer(nb);
        }

        async Task M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            if (nb.IsNull)
                return;
            nb.DataLength = 3;
            await FreeLater(nb);
        }
        """);

    [Fact]
    public Task A_view_follows_its_variable() => Check(Growing("{|NDIS0004:window.Span|}", ""), Growing("window.Span", "        window = owner.Memory;\n"));

    static string Growing(string window, string refreshed) => $$"""
        void M(System.IO.Stream source, int rounds)
        {
            var owner = System.Buffers.MemoryPool<byte>.Shared.Rent(16);
            var window = owner.Memory;
            for (var i = 0; i < rounds; i++)
            {
                if (source.Read({{window}}) == 0)
                    break;
                var larger = System.Buffers.MemoryPool<byte>.Shared.Rent(32);
                larger.Memory.Span.Clear();
                owner.Dispose();
                owner = larger;
        {{refreshed}}    }

            owner.Dispose();
        }
        """;

    [Fact]
    public Task What_a_finally_frees_while_it_is_handed_out_is_freed_only_on_a_throw() => Check("""
        NetBuffer Make()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            try
            {
                Work();
                return nb;
            }
            finally
            {
                if (nb)
                    NdisFreeNetBuffer(nb);
            }
        }

        void M()
        {
            var nb = Make();
            if (nb.IsNull)
                return;
            {|NDIS0004:nb.DataLength|} = 3;
        }
        """, """
        NetBuffer Make()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 1);
            try
            {
                Work();
                return nb;
            }
            catch
            {
                if (nb)
                    NdisFreeNetBuffer(nb);
                throw;
            }
        }

        void M()
        {
            var nb = Make();
            if (nb.IsNull)
                return;
            nb.DataLength = 3;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_field_that_another_handler_frees_is_cleared_there_and_asked_for_here() => Fix<FreeAfterUse>.InDriver("""
        NetBuffer ring;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override NdisStatus Restart(MiniportRestartParameters parameters)
        {
            ring = NdisAllocateNetBuffer(pool, mdl, 0, 60);
            return ring ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override NdisStatus Pause(MiniportPauseParameters parameters)
        {
            NdisFreeNetBuffer(ring);
            return NdisStatus.Success;
        }

        public override NdisStatus OidRequest(NdisOidRequest request)
        {
            request.BytesNeeded = {|NDIS0010:{|NDIS0004:ring.DataLength|}|};
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) { }
        """, """
        NetBuffer ring;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override NdisStatus Restart(MiniportRestartParameters parameters)
        {
            ring = NdisAllocateNetBuffer(pool, mdl, 0, 60);
            return ring ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override NdisStatus Pause(MiniportPauseParameters parameters)
        {
            NdisFreeNetBuffer(ring);
            ring = default;
            return NdisStatus.Success;
        }

        public override NdisStatus OidRequest(NdisOidRequest request)
        {
            if (ring.IsNull)
                return NdisStatus.Resources;
            request.BytesNeeded = ring.DataLength;
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) { }
        """);
}
