namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Virtual and interface calls run what the receiver has, or everything in sight that it may have.</summary>
public sealed class DispatchTests
{
    [Fact]
    public Task The_only_implementation_frees() => Code.InFile("""
        interface IReleaser { void Free(NetBuffer nb); }
        sealed class Releaser : IReleaser { public void Free(NetBuffer nb) => NdisFreeNetBuffer(nb); }

        class Processor(NetBufferPool pool, Mdl mdl, IReleaser releaser)
        {
            void Good()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    releaser.Free(nb);
            }

            void Bad()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    return;
                releaser.Free(nb);
                {|NDIS0003:releaser.Free(nb)|};
            }
        }
        """);

    [Fact]
    public Task One_of_two_implementations_does_not_free() => Code.InFile("""
        interface IReleaser { void Free(NetBuffer nb); }
        sealed class Releaser : IReleaser { public void Free(NetBuffer nb) => NdisFreeNetBuffer(nb); }
        sealed class Reuser : IReleaser { void IReleaser.Free(NetBuffer nb) => nb.DataLength = 0; }

        class Processor(NetBufferPool pool, Mdl mdl, IReleaser releaser)
        {
            void Bad()
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    releaser.Free(nb);
            }

            void Known()
            {
                IReleaser mine = new Releaser();
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    mine.Free(nb);
            }

            void Sealed(Releaser mine)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    mine.Free(nb);
            }

            void Other()
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    ((IReleaser)new Reuser()).Free(nb);
            }
        }
        """);

    [Fact]
    public Task An_interface_that_nobody_in_sight_implements_may_keep_it() => Code.InFile("""
        interface IReleaser { void Free(NetBuffer nb); }

        class Processor(NetBufferPool pool, Mdl mdl, IReleaser releaser)
        {
            void M()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    releaser.Free(nb);
            }
        }
        """);

    [Fact]
    public Task An_abstract_method_runs_the_overrides() => Code.InFile("""
        abstract class Stage
        {
            protected abstract void Done(NetBuffer nb);

            public void Run(NetBufferPool pool, Mdl mdl)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    Done(nb);
            }
        }

        class Last : Stage { protected override void Done(NetBuffer nb) => NdisFreeNetBuffer(nb); }
        class Logged : Last { protected override void Done(NetBuffer nb) { Console.WriteLine(nb); base.Done(nb); } }
        """);

    [Fact]
    public Task An_override_forgets_what_the_base_class_does() => Code.InFile("""
        class Stage
        {
            protected virtual void Done(NetBuffer nb) => NdisFreeNetBuffer(nb);

            public void Run(NetBufferPool pool, Mdl mdl)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    Done(nb);
            }
        }

        class Logged : Stage { protected override void Done(NetBuffer nb) => Console.WriteLine(nb); }
        """);

    [Fact]
    public Task A_default_method_of_an_interface() => Code.InFile("""
        interface IReleaser { void Free(NetBuffer nb) => NdisFreeNetBuffer(nb); }
        sealed class Releaser : IReleaser;

        class Processor(NetBufferPool pool, Mdl mdl, IReleaser releaser)
        {
            void Good()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    releaser.Free(nb);
            }

            void Bad()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!nb)
                    return;
                releaser.Free(nb);
                {|NDIS0004:nb.DataLength|} = 3;
            }
        }
        """);

    [Fact]
    public Task A_type_parameter_with_a_constraint() => Code.InFile("""
        interface IReleaser { void Free(NetBuffer nb); }
        struct Releaser : IReleaser { public void Free(NetBuffer nb) => NdisFreeNetBuffer(nb); }
        struct Reuser : IReleaser { public void Free(NetBuffer nb) => nb.DataLength = 0; }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            static void Drop<T>(T releaser, NetBuffer nb) where T : struct, IReleaser => releaser.Free(nb);

            void Good()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    Drop(new Releaser(), nb);
            }

            void Bad()
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    Drop(new Reuser(), nb);
            }
        }
        """);

    [Fact]
    public Task A_static_abstract_method_acquires() => Code.InFile("""
        interface IMaker { static abstract NetBuffer Make(NetBufferPool pool, Mdl mdl); }
        struct Maker : IMaker { public static NetBuffer Make(NetBufferPool pool, Mdl mdl) => NdisAllocateNetBuffer(pool, mdl, 0, 0); }
        struct Nobody : IMaker { public static NetBuffer Make(NetBufferPool pool, Mdl mdl) => default; }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            static NetBuffer Take<T>(NetBufferPool pool, Mdl mdl) where T : IMaker => T.Make(pool, mdl);

            void Good()
            {
                var nb = Take<Maker>(pool, mdl);
                if (nb)
                    NdisFreeNetBuffer(nb);
            }

            void Bad()
            {
                var nb = {|NDIS0005:Take<Maker>(pool, mdl)|};
                if (nb)
                    nb.DataLength = 3;
            }

            void Nothing()
            {
                var nb = Take<Nobody>(pool, mdl);
                if (nb)
                    nb.DataLength = 3;
            }
        }
        """);

    [Fact]
    public Task Acquired_behind_an_interface() => Code.InFile("""
        interface IMaker { NetBuffer Make(); }
        sealed class Maker(NetBufferPool pool, Mdl mdl) : IMaker { public NetBuffer Make() => NdisAllocateNetBuffer(pool, mdl, 0, 0); }

        class Processor(IMaker maker)
        {
            void Good()
            {
                var nb = maker.Make();
                if (nb)
                    NdisFreeNetBuffer(nb);
            }

            void Bad()
            {
                var nb = {|NDIS0005:maker.Make()|};
                if (nb)
                    nb.DataLength = 3;
            }
        }
        """);

    [Fact]
    public Task A_readonly_field_made_in_sight_has_its_own_type() => Code.InFile("""
        abstract class Sink { public abstract void Put(NetBuffer nb); }
        class Freeing : Sink { public override void Put(NetBuffer nb) => NdisFreeNetBuffer(nb); }
        class Quiet : Sink { public override void Put(NetBuffer nb) { } }

        class Processor(NetBufferPool pool, Mdl mdl)
        {
            readonly Sink freeing = new Freeing();
            readonly Sink quiet = new Quiet();

            void Good()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    freeing.Put(nb);
            }

            void Bad()
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    quiet.Put(nb);
            }
        }
        """);

    [Fact]
    public Task A_method_group_of_a_virtual_method() => Code.InFile("""
        abstract class Sink { public abstract void Put(NetBuffer nb); }
        class Freeing : Sink { public override void Put(NetBuffer nb) => NdisFreeNetBuffer(nb); }

        class Processor(NetBufferPool pool, Mdl mdl, Sink sink)
        {
            void Good()
            {
                Action<NetBuffer> put = sink.Put;
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    put(nb);
            }
        }
        """);

    [Fact]
    public Task A_generic_interface_of_another_argument_is_not_meant() => Code.InFile("""
        interface ISink<T> { void Put(T item); }
        class Freeing : ISink<NetBuffer> { public void Put(NetBuffer nb) => NdisFreeNetBuffer(nb); }
        class Quiet : ISink<string> { public void Put(string text) { } }

        class Processor(NetBufferPool pool, Mdl mdl, ISink<NetBuffer> sink)
        {
            void Good()
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb)
                    sink.Put(nb);
            }
        }
        """);
}
