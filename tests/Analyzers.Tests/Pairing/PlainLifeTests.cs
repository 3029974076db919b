namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Classes that know nothing of NDIS: constructor, public methods in any order, Dispose.</summary>
public sealed class PlainLifeTests
{
    [Fact]
    public Task The_constructor_takes_and_Dispose_frees() => Code.InFile("""
        sealed class Frame : IDisposable
        {
            readonly NetBuffer buffer;

            public Frame(NetBufferPool pool, Mdl mdl)
            {
                buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (buffer.IsNull)
                    throw new InvalidOperationException();
            }

            public int Length => buffer.DataLength;

            public void Dispose() => NdisFreeNetBuffer(buffer);
        }
        """);

    [Fact]
    public Task The_constructor_takes_and_Dispose_forgets() => Code.InFile("""
        sealed class Frame : IDisposable
        {
            readonly NetBuffer buffer;

            public Frame(NetBufferPool pool, Mdl mdl)
            {
                buffer = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (buffer.IsNull)
                    throw new InvalidOperationException();
            }

            public int Length => buffer.DataLength;

            public void {|NDIS0001:Dispose|}() => Console.WriteLine("gone");
        }
        """);

    [Fact]
    public Task A_constructor_that_throws_leaves_nobody_to_dispose() => Code.InFile("""
        sealed class Pair : IDisposable
        {
            readonly NetBuffer a, b;

            public Pair(NetBufferPool pool, Mdl mdl)
            {
                a = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (a.IsNull)
                    throw new InvalidOperationException();
                b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (b.IsNull)
                    throw new InvalidOperationException();
            }

            public void Dispose()
            {
                NdisFreeNetBuffer(a);
                NdisFreeNetBuffer(b);
            }
        }
        """);

    [Fact]
    public Task A_constructor_that_cleans_up_before_it_throws() => Code.InFile("""
        sealed class Pair : IDisposable
        {
            readonly NetBuffer a, b;

            public Pair(NetBufferPool pool, Mdl mdl)
            {
                a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (a.IsNull)
                    throw new InvalidOperationException();
                b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (b.IsNull)
                {
                    NdisFreeNetBuffer(a);
                    throw new InvalidOperationException();
                }
            }

            public void Dispose()
            {
                NdisFreeNetBuffer(a);
                NdisFreeNetBuffer(b);
            }
        }
        """);

    [Fact]
    public Task The_dispose_pattern() => Code.InFile("""
        class Frame : IDisposable
        {
            NetBuffer buffer;
            bool disposed;

            public Frame(NetBufferPool pool) => buffer = NdisAllocateNetBuffer(pool, default, 0, 0);

            ~Frame() => Dispose(false);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposed)
                    return;
                disposed = true;
                if (disposing && !buffer.IsNull)
                    NdisFreeNetBuffer(buffer);
            }
        }
        """);

    [Fact]
    public Task The_dispose_pattern_that_frees_the_wrong_way_round() => Code.InFile("""
        class Frame : IDisposable
        {
            NetBuffer buffer;

            public Frame(NetBufferPool pool) => buffer = NdisAllocateNetBuffer(pool, default, 0, 0);

            public void {|NDIS0001:Dispose|}()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing && !buffer.IsNull)
                    NdisFreeNetBuffer(buffer);
            }
        }
        """);

    [Fact]
    public Task A_derived_class_with_a_buffer_of_its_own() => Code.InFile("""
        class Frame : IDisposable
        {
            NetBuffer buffer;

            public Frame(NetBufferPool pool) => buffer = NdisAllocateNetBuffer(pool, default, 0, 0);

            public void Dispose() => Dispose(true);

            protected virtual void Dispose(bool disposing)
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
                buffer = default;
            }
        }

        sealed class Extended : Frame
        {
            NetBuffer more;

            public Extended(NetBufferPool pool) : base(pool) => more = NdisAllocateNetBuffer(pool, default, 0, 0);

            protected override void Dispose(bool disposing)
            {
                if (more)
                    NdisFreeNetBuffer(more);
                more = default;
                base.Dispose(disposing);
            }
        }
        """);

    [Fact]
    public Task StartAsync_takes_and_StopAsync_frees() => Code.InFile("""
        sealed class Service(NetBufferPool pool)
        {
            NetBuffer buffer;

            public Task StartAsync(CancellationToken token)
            {
                buffer = NdisAllocateNetBuffer(pool, default, 0, 0);
                return Task.CompletedTask;
            }

            public async Task StopAsync(CancellationToken token)
            {
                await Task.Yield();
                if (buffer)
                    NdisFreeNetBuffer(buffer);
            }
        }
        """);

    [Fact]
    public Task StartAsync_takes_and_StopAsync_forgets() => Code.InFile("""
        sealed class Service(NetBufferPool pool)
        {
            NetBuffer buffer;

            public Task StartAsync(CancellationToken token)
            {
                buffer = NdisAllocateNetBuffer(pool, default, 0, 0);
                return Task.CompletedTask;
            }

            public async Task {|NDIS0001:StopAsync|}(CancellationToken token) => await Task.Yield();
        }
        """);

    [Fact]
    public Task DisposeAsync_frees() => Code.InFile("""
        sealed class Frame(NetBufferPool pool) : IAsyncDisposable
        {
            readonly NetBuffer buffer = NdisAllocateNetBuffer(pool, default, 0, 0);

            public ValueTask DisposeAsync()
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
                return default;
            }
        }
        """);

    [Fact]
    public Task DisposeAsync_forgets() => Code.InFile("""
        sealed class Frame(NetBufferPool pool) : IAsyncDisposable
        {
            readonly NetBuffer buffer = NdisAllocateNetBuffer(pool, default, 0, 0);

            public ValueTask {|NDIS0001:DisposeAsync|}() => default;
        }
        """);

    [Fact]
    public Task Two_field_initialisers_of_which_one_is_forgotten() => Code.InFile("""
        sealed class Pair(NetBufferPool pool) : IDisposable
        {
            readonly NetBuffer a = NdisAllocateNetBuffer(pool, default, 0, 0), b = NdisAllocateNetBuffer(pool, default, 0, 1);

            public void {|NDIS0001:Dispose|}()
            {
                if (a)
                    NdisFreeNetBuffer(a);
            }
        }
        """);

    [Fact]
    public Task A_property_initialiser() => Code.InFile("""
        sealed class Frame(NetBufferPool pool) : IDisposable
        {
            public NetBuffer Buffer { get; private set; } = NdisAllocateNetBuffer(pool, default, 0, 0);

            public void Dispose()
            {
                if (Buffer)
                    NdisFreeNetBuffer(Buffer);
                Buffer = default;
            }
        }
        """);

    [Fact]
    public Task Two_constructors_of_which_one_calls_the_other() => Code.InFile("""
        sealed class Frame : IDisposable
        {
            readonly NetBuffer buffer;

            public Frame(NetBufferPool pool) : this(pool, 64)
            {
            }

            public Frame(NetBufferPool pool, int length)
            {
                buffer = NdisAllocateNetBuffer(pool, default, 0, length);
            }

            public void Dispose()
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
            }
        }
        """);

    [Fact]
    public Task A_private_method_that_a_public_one_calls() => Code.InFile("""
        sealed class Frame(NetBufferPool pool) : IDisposable
        {
            NetBuffer buffer;

            public void Renew()
            {
                Drop();
                Take();
            }

            void Drop()
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
            }

            void Take() => buffer = NdisAllocateNetBuffer(pool, default, 0, 0);

            public void Dispose() => Drop();
        }
        """);

    [Fact]
    public Task A_private_method_that_a_public_one_forgets_to_call() => Code.InFile("""
        sealed class Frame(NetBufferPool pool) : IDisposable
        {
            NetBuffer buffer;

            public void Renew()
            {
                Take();
            }

            void Take() => buffer = {|NDIS0002:NdisAllocateNetBuffer(pool, default, 0, 0)|};

            public void Dispose()
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
            }
        }
        """);

    [Fact]
    public Task A_caller_who_does_not_dispose_loses_what_the_object_holds() => Code.InFile("""
        sealed class Frame(NetBufferPool pool) : IDisposable
        {
            readonly NetBuffer buffer = NdisAllocateNetBuffer(pool, default, 0, 0);

            public void Dispose()
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
            }
        }

        static class Program
        {
            static void Run(NetBufferPool pool)
            {
                _ = {|NDIS0005:new Frame(pool)|};
            }
        }
        """);

    [Fact]
    public Task A_context_that_is_filled_from_outside() => Code.InFile("""
        sealed class Frame(NetBuffer buffer) : IDisposable
        {
            public static Frame? Create(NetBufferPool pool)
            {
                var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                return nb ? new Frame(nb) : null;
            }

            public void Dispose() => NdisFreeNetBuffer(buffer);
        }
        """);

    [Fact]
    public Task A_context_that_is_filled_from_outside_on_one_path_only() => Code.InFile("""
        sealed class Frame(NetBuffer buffer) : IDisposable
        {
            public static Frame? Create(NetBufferPool pool, bool ready)
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, default, 0, 0)|};
                return !nb.IsNull && ready ? new Frame(nb) : null;
            }

            public void Dispose() => NdisFreeNetBuffer(buffer);
        }
        """);

    [Fact]
    public Task A_generic_class() => Code.InFile("""
        sealed class Frame<T>(NetBufferPool pool, T owner) : IDisposable where T : class
        {
            NetBuffer buffer = NdisAllocateNetBuffer(pool, default, 0, 0);
            public T Owner { get; } = owner;

            public void {|NDIS0001:Dispose|}() => Console.WriteLine(buffer);
        }
        """);

    [Fact]
    public Task A_record_with_Dispose() => Code.InFile("""
        sealed record Frame(NetBufferPool Pool) : IDisposable
        {
            NetBuffer buffer = NdisAllocateNetBuffer(Pool, default, 0, 0);

            public void Dispose()
            {
                if (buffer)
                    NdisFreeNetBuffer(buffer);
                buffer = default;
            }
        }
        """);

    [Fact]
    public Task Dispose_by_its_interface_only() => Code.InFile("""
        sealed class Frame(NetBufferPool pool) : IDisposable
        {
            NetBuffer buffer = NdisAllocateNetBuffer(pool, default, 0, 0);

            void IDisposable.{|NDIS0001:Dispose|}() => Console.WriteLine(buffer);
        }
        """);

    [Fact]
    public Task A_try_in_Dispose() => Code.InFile("""
        sealed class Frame(NetBufferPool pool, System.IO.Stream log) : IDisposable
        {
            readonly NetBuffer buffer = NdisAllocateNetBuffer(pool, default, 0, 0);

            public void Dispose()
            {
                try
                {
                    log.Flush();
                }
                finally
                {
                    if (buffer)
                        NdisFreeNetBuffer(buffer);
                }
            }
        }
        """);

    [Fact]
    public Task A_catch_in_Dispose_that_skips_the_free() => Code.InFile("""
        sealed class Frame(NetBufferPool pool, System.IO.Stream log) : IDisposable
        {
            readonly NetBuffer buffer = NdisAllocateNetBuffer(pool, default, 0, 0);

            public void {|NDIS0001:Dispose|}()
            {
                try
                {
                    log.Flush();
                    if (buffer)
                        NdisFreeNetBuffer(buffer);
                }
                catch (System.IO.IOException)
                {
                }
            }
        }
        """);

    [Theory]
    [InlineData("base.Dispose(disposing);", "Dispose")]
    [InlineData("", "{|NDIS0001:Dispose|}")]
    public Task A_base_with_a_primary_constructor_takes_and_is_not_asked_to_free(string inherited, string dispose) => Code.InFile($$"""
        abstract class Frame(NetBufferPool pool, Mdl mdl) : IDisposable
        {
            readonly NetBuffer own = NdisAllocateNetBuffer(pool, mdl, 0, 0);

            protected virtual void Dispose(bool disposing)
            {
                if (disposing && !own.IsNull)
                    NdisFreeNetBuffer(own);
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }
        }

        sealed class Picture(NetBufferPool pool, Mdl mdl) : Frame(pool, mdl)
        {
            readonly NetBuffer more = NdisAllocateNetBuffer(pool, mdl, 0, 0);

            protected override void {{dispose}}(bool disposing)
            {
                if (disposing && !more.IsNull)
                    NdisFreeNetBuffer(more);
                {{inherited}}
            }
        }
        """);

    [Fact]
    public Task A_base_with_a_primary_constructor_frees_what_it_is_given() => Code.InFile("""
        abstract class Frame(NetBuffer own) : IDisposable
        {
            public virtual void Dispose()
            {
                if (!own.IsNull)
                    NdisFreeNetBuffer(own);
            }
        }

        sealed class Picture(NetBufferPool pool, Mdl mdl) : Frame(NdisAllocateNetBuffer(pool, mdl, 0, 0));
        """);
}
