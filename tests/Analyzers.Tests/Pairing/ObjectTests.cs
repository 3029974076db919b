namespace NdisRules.Analyzers.Tests.Pairing;

public class ObjectTests
{
    const string Frame = """
        sealed class Frame
        {
            public NetBuffer Buffer;
            public bool Ready { get; set; }
            public void Release() { if (!Buffer.IsNull) NdisFreeNetBuffer(Buffer); Buffer = default; }
            public void Touch() { Ready = true; }
        }

        """;

    [Fact]
    public Task A_member_of_an_object_made_here_holds_the_buffer_until_its_method_frees_it() => Code.InFile(Frame + """
        static class P
        {
            static void Good(NetBufferPool pool)
            {
                var frame = new Frame();
                frame.Buffer = NdisAllocateNetBuffer(pool, default, 0, 0);
                frame.Touch();
                frame.Release();
            }

            static void Bad(NetBufferPool pool)
            {
                var frame = new Frame();
                frame.Buffer = {|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|};
                frame.Touch();
            }

            static void Initialiser(NetBufferPool pool, bool keep)
            {
                var frame = new Frame { Ready = true, Buffer = {|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|} };
                if (keep) frame.Release();
            }

            static Frame Given(NetBufferPool pool) => new Frame { Buffer = NdisAllocateNetBuffer(pool, default, 0, 0) };

            static void Alias(NetBufferPool pool)
            {
                var frame = new Frame();
                var same = frame;
                same.Buffer = NdisAllocateNetBuffer(pool, default, 0, 0);
                frame.Release();
            }

            static void Twice(NetBufferPool pool)
            {
                var frame = new Frame { Buffer = NdisAllocateNetBuffer(pool, default, 0, 0) };
                if (frame.Buffer.IsNull) return;
                var same = frame;
                NdisFreeNetBuffer(same.Buffer);
                {|NDIS0003:NdisFreeNetBuffer(frame.Buffer)|};
            }
        }
        """);

    [Fact]
    public Task What_is_put_into_an_object_of_the_caller_is_the_callers_affair() => Code.InFile(Frame + """
        static class P
        {
            static void Fill(Frame frame, NetBufferPool pool) => frame.Buffer = NdisAllocateNetBuffer(pool, default, 0, 0);

            static void Good(NetBufferPool pool)
            {
                var frame = new Frame();
                Fill(frame, pool);
                frame.Release();
            }

            static void Bad(NetBufferPool pool)
            {
                var frame = new Frame();
                {|NDIS0005:Fill(frame, pool)|};
            }

            static void Replaced(Frame frame, NetBufferPool pool)
            {
                frame.Buffer = {|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|};
                frame.Buffer = default;
            }

            static void Told(Frame frame, NetBufferPool pool)
            {
                if (frame.Ready) frame.Buffer = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (frame.Ready) { if (!frame.Buffer.IsNull) NdisFreeNetBuffer(frame.Buffer); }
            }

            static void Told(Frame frame, NetBufferPool pool, int n)
            {
                NetBuffer nb = default;
                if (frame.Ready) nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                Console.WriteLine(n);
                if (frame.Ready && !nb.IsNull) NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task A_wrapper_owns_what_its_constructor_took_and_gives_it_back_when_disposed() => Code.InFile("""
        sealed class Owner : IDisposable
        {
            readonly NetBuffer nb;
            bool disposed;
            public Owner(NetBuffer nb) => this.nb = nb;
            public int Length => nb.DataLength;
            public void Dispose()
            {
                if (disposed) return;
                disposed = true;
                NdisFreeNetBuffer(nb);
            }
        }

        sealed class Primary(NetBuffer nb) : IDisposable
        {
            public void Dispose() => NdisFreeNetBuffer(nb);
        }

        static class P
        {
            static void Good(NetBufferPool pool)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (nb.IsNull) return;
                using var owner = new Owner(nb);
                Console.WriteLine(owner.Length);
            }

            static void Bad(NetBufferPool pool)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|};
                if (nb.IsNull) return;
                var owner = new Owner(nb);
                Console.WriteLine(owner.Length);
            }

            static void Twice(NetBufferPool pool)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (nb.IsNull) return;
                var owner = new Owner(nb);
                owner.Dispose();
                owner.Dispose();
                {|NDIS0003:NdisFreeNetBuffer(nb)|};
            }

            static void PrimaryGood(NetBufferPool pool)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (nb.IsNull) return;
                using (new Primary(nb)) { }
            }

            static void PrimaryBad(NetBufferPool pool, bool early)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|};
                if (nb.IsNull) return;
                var primary = new Primary(nb);
                if (early) return;
                primary.Dispose();
            }
        }
        """);

    [Fact]
    public Task Tuples_and_structs_carry_what_is_put_into_them() => Code.InFile("""
        readonly record struct Slot(NetBuffer Buffer, int Index);

        struct Pair
        {
            public NetBuffer First, Second;
            public Pair(NetBuffer first, NetBuffer second) { First = first; Second = second; }
            public void Free() { NdisFreeNetBuffer(First); NdisFreeNetBuffer(Second); }
        }

        record Box(NetBuffer Buffer);

        static class P
        {
            static (bool Ok, NetBuffer Buffer) Take(NetBufferPool pool)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                return nb.IsNull ? (false, default) : (true, nb);
            }

            static void Good(NetBufferPool pool)
            {
                var (ok, nb) = Take(pool);
                if (ok) NdisFreeNetBuffer(nb);
            }

            static void Bad(NetBufferPool pool, bool skip)
            {
                var taken = {|NDIS0005:Take(pool)|};
                if (!taken.Ok || skip) return;
                NdisFreeNetBuffer(taken.Buffer);
            }

            static void Slots(NetBufferPool pool, bool skip)
            {
                var slot = new Slot({|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|}, 3);
                if (slot.Buffer.IsNull || skip) return;
                NdisFreeNetBuffer(slot.Buffer);
            }

            static void Copy(NetBufferPool pool)
            {
                var slot = new Slot(NdisAllocateNetBuffer(pool, default, 0, 0), 3);
                var copy = slot with { Index = 4 };
                if (copy.Buffer.IsNull) return;
                NdisFreeNetBuffer(copy.Buffer);
            }

            static void Boxed(NetBufferPool pool)
            {
                var box = new Box(NdisAllocateNetBuffer(pool, default, 0, 0));
                if (box.Buffer.IsNull) return;
                NdisFreeNetBuffer(box.Buffer);
                {|NDIS0003:NdisFreeNetBuffer(box.Buffer)|};
            }

            static void Pairs(NetBufferPool pool)
            {
                var first = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (first.IsNull) return;
                var second = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (second.IsNull) { NdisFreeNetBuffer(first); return; }
                var pair = new Pair(first, second);
                pair.Free();
            }

            static (NetBuffer, NetBuffer) Swap((NetBuffer A, NetBuffer B) both) => (both.B, both.A);

            static void Swapped(NetBufferPool pool)
            {
                var a = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (a.IsNull) return;
                var (x, y) = Swap((a, default));
                NdisFreeNetBuffer(y);
            }
        }
        """);

    [Fact]
    public Task An_object_that_a_driver_keeps_carries_its_buffer_from_handler_to_handler() => Code.InFile(Frame + """
        sealed class Good(NetBufferPool pool) : MiniportAdapter
        {
            readonly Frame frame = new();

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                frame.Buffer = NdisAllocateNetBuffer(pool, default, 0, 0);
                return frame.Buffer.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            public override void HaltEx(NdisHaltAction action) => frame.Release();
        }

        sealed class Bad(NetBufferPool pool) : MiniportAdapter
        {
            Frame? frame;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                var made = new Frame { Buffer = NdisAllocateNetBuffer(pool, default, 0, 0) };
                frame = made;
                return made.Buffer.IsNull ? NdisStatus.Resources : NdisStatus.Success;
            }

            public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => frame?.Touch();
        }

        sealed class Nested(NetBufferPool pool) : MiniportAdapter
        {
            sealed class Ring { public Frame Head = new(); public Frame Tail = new(); }
            readonly Ring ring = new();

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                ring.Head.Buffer = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (ring.Head.Buffer.IsNull) return NdisStatus.Resources;
                ring.Tail.Buffer = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (ring.Tail.Buffer.IsNull)
                {
                    ring.Head.Release();
                    return NdisStatus.Resources;
                }

                return NdisStatus.Success;
            }

            public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
            {
                ring.Head.Release();
            }
        }
        """);

    [Fact]
    public Task An_object_handed_to_somebody_out_of_sight_takes_its_buffer_along() => Code.InFile(Frame + """
        static class P
        {
            static readonly List<Frame> frames = new();
            static Frame? last;
            static event Action<Frame>? Ready;

            static void Kept(NetBufferPool pool)
            {
                var frame = new Frame { Buffer = NdisAllocateNetBuffer(pool, default, 0, 0) };
                frames.Add(frame);
            }

            static void Raised(NetBufferPool pool)
            {
                var frame = new Frame { Buffer = NdisAllocateNetBuffer(pool, default, 0, 0) };
                Ready!.Invoke(frame);
            }

            static void Later(NetBufferPool pool)
            {
                var frame = new Frame { Buffer = NdisAllocateNetBuffer(pool, default, 0, 0) };
                Task.Run(() => frame.Release());
            }

            static void Loop(NetBufferPool pool, int count)
            {
                for (var i = 0; i < count; i++)
                {
                    var frame = new Frame { Buffer = NdisAllocateNetBuffer(pool, default, 0, 0) };
                    frame.Release();
                }
            }

            static void LoopBad(NetBufferPool pool, int count)
            {
                for (var i = 0; i < count; i++)
                {
                    var frame = new Frame { Buffer = {|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|} };
                    if (i == 3) continue;
                    frame.Release();
                }
            }

            static void Chosen(NetBufferPool pool, bool first)
            {
                Frame a = new(), b = new();
                var chosen = first ? a : b;
                chosen.Buffer = NdisAllocateNetBuffer(pool, default, 0, 0);
                chosen.Release();
            }
        }
        """);
}
