namespace NdisRules.CodeFixes.Tests;

/// <summary>An owner without an end gets one: an override where its base is disposed, an interface where nobody is; and a chain is freed link by link.</summary>
public sealed class OwnerTests
{
    static Task Closing(string before, string? after = null) => Fix<FreeInClosingRole>.InFile(before, after);

    static Task Lost(string before, string? after = null) => Fix<FreeBeforeExits>.InFile(before, after);

    [Fact]
    public Task A_class_whose_base_is_disposed_overrides_its_share() => Closing("""
        class Base : IDisposable
        {
            public void {|NDIS0001:Dispose|}() => Dispose(true);

            protected virtual void Dispose(bool disposing) { }
        }

        sealed class Owner(NetBufferPool pool, Mdl mdl) : Base
        {
            NetBuffer kept;

            public void Open()
            {
                if (kept.IsNull)
                    kept = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }
        }
        """, """
        class Base : IDisposable
        {
            public void Dispose() => Dispose(true);

            protected virtual void Dispose(bool disposing) { }
        }

        sealed class Owner(NetBufferPool pool, Mdl mdl) : Base
        {
            NetBuffer kept;

            public void Open()
            {
                if (kept.IsNull)
                    kept = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                {
                    if (!kept.IsNull)
                    {
                        NdisFreeNetBuffer(kept);
                        kept = default;
                    }
                }
                base.Dispose(disposing);
            }
        }
        """);

    [Fact]
    public Task A_virtual_Dispose_is_overridden() => Closing("""
        class Base : IDisposable
        {
            public virtual void {|NDIS0001:Dispose|}() { }
        }

        sealed class Owner(NetBufferPool pool, Mdl mdl) : Base
        {
            NetBuffer kept;

            public void Open()
            {
                if (kept.IsNull)
                    kept = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }
        }
        """, """
        class Base : IDisposable
        {
            public virtual void Dispose() { }
        }

        sealed class Owner(NetBufferPool pool, Mdl mdl) : Base
        {
            NetBuffer kept;

            public void Open()
            {
                if (kept.IsNull)
                    kept = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }

            public override void Dispose()
            {
                if (!kept.IsNull)
                {
                    NdisFreeNetBuffer(kept);
                    kept = default;
                }
                base.Dispose();
            }
        }
        """);

    [Fact]
    public Task Where_the_base_leaves_nothing_open_nothing_is_offered() => Closing("""
        class Base : IDisposable
        {
            public void {|NDIS0001:Dispose|}() { }
        }

        sealed class Owner(NetBufferPool pool, Mdl mdl) : Base
        {
            NetBuffer kept;

            public void Open()
            {
                if (kept.IsNull)
                    kept = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }
        }
        """);

    [Fact]
    public Task An_owner_that_is_lost_with_its_object_becomes_disposable() => Lost("""
        sealed class Owner(NetBufferPool pool, Mdl mdl)
        {
            NetBuffer kept;

            public void Open()
            {
                if (kept.IsNull)
                    kept = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }
        }

        class User
        {
            void M(NetBufferPool pool, Mdl mdl)
            {
                var owner = new Owner(pool, mdl);
                {|NDIS0005:owner.Open()|};
            }
        }
        """, """
        sealed class Owner(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            NetBuffer kept;

            public void Open()
            {
                if (kept.IsNull)
                    kept = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            }

            public void Dispose()
            {
                if (!kept.IsNull)
                {
                    NdisFreeNetBuffer(kept);
                    kept = default;
                }
            }
        }

        class User
        {
            void M(NetBufferPool pool, Mdl mdl)
            {
                using var owner = new Owner(pool, mdl);
                owner.Open();
            }
        }
        """);

    [Fact]
    public Task A_chain_is_freed_link_by_link() => Closing("""
        sealed class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
        {
            NetBuffer first;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                for (var i = 0; i < 3; i++)
                {
                    var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                    if (nb.IsNull)
                        break;
                    nb.Next = first;
                    first = nb;
                }
                return NdisStatus.Success;
            }

            public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
            {
            }
        }
        """, """
        sealed class Nic(NetBufferPool pool, Mdl mdl) : MiniportAdapter
        {
            NetBuffer first;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                for (var i = 0; i < 3; i++)
                {
                    var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                    if (nb.IsNull)
                        break;
                    nb.Next = first;
                    first = nb;
                }
                return NdisStatus.Success;
            }

            public override void HaltEx(NdisHaltAction action)
            {
                while (!first.IsNull)
                {
                    var next = first.Next;
                    NdisFreeNetBuffer(first);
                    first = next;
                }
            }
        }
        """);

    [Fact]
    public Task A_chain_in_a_local_is_freed_link_by_link() => Lost("""
        class User
        {
            void M(NetBufferPool pool, Mdl mdl)
            {
                NetBuffer first = default;
                for (var i = 0; i < 3; i++)
                {
                    var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                    if (nb.IsNull)
                        break;
                    nb.Next = first;
                    first = nb;
                }
                Console.WriteLine(1);
            }
        }
        """, """
        class User
        {
            void M(NetBufferPool pool, Mdl mdl)
            {
                NetBuffer first = default;
                for (var i = 0; i < 3; i++)
                {
                    var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                    if (nb.IsNull)
                        break;
                    nb.Next = first;
                    first = nb;
                }
                Console.WriteLine(1);
                while (!first.IsNull)
                {
                    var next = first.Next;
                    NdisFreeNetBuffer(first);
                    first = next;
                }
            }
        }
        """);

    [Fact]
    public Task A_class_that_forgets_its_base_calls_it() => Closing(Derived("{|NDIS0001:Dispose|}", ""), Derived("Dispose", "            base.Dispose(disposing);\n"));

    static string Derived(string role, string called) => $$"""
        abstract class Base(NetBufferPool pool) : IDisposable
        {
            readonly NetBuffer own = NdisAllocateNetBuffer(pool, default, 0, 0);

            protected virtual void Dispose(bool disposing)
            {
                if (own)
                    NdisFreeNetBuffer(own);
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }
        }

        sealed class Owner(NetBufferPool pool) : Base(pool)
        {
            protected override void {{role}}(bool disposing)
            {
                Console.WriteLine(disposing);
        {{called.Replace("            ", "        ")}}    }
        }
        """;

    [Fact]
    public Task What_lies_behind_a_field_is_freed_there_and_not_before_it_is_used() => Closing(Held("{|NDIS0001:HaltEx|}(NdisHaltAction action) => buffers.Rx.DataLength = 0;"), Held("""
        HaltEx(NdisHaltAction action)
            {
                buffers.Rx.DataLength = 0;
                NdisFreeNetBuffer(buffers.Rx);
                buffers.Rx = default;
            }
        """));

    static string Held(string role) => $$"""
        sealed class Buffers
        {
            public NetBuffer Rx;
        }

        sealed class Owner(NetBufferPool pool, Mdl mdl) : MiniportAdapter
        {
            readonly Buffers buffers = new();

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                buffers.Rx = NdisAllocateNetBuffer(pool, mdl, 0, 1);
                return buffers.Rx ? NdisStatus.Success : NdisStatus.Resources;
            }

            public override void {{role}}
        }
        """;
}
