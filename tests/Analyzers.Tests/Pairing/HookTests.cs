namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Base classes that begin and end what is derived from them.</summary>
public sealed class HookTests
{
    [Fact]
    public Task A_hook_runs_where_the_base_class_calls_it_and_at_no_other_time() => Code.InFile("""
        abstract class Part : IDisposable
        {
            protected Part() => Open();
            protected abstract void Open();
            protected virtual void Close() { }
            public void Dispose() => Close();
        }

        sealed class Memory : Part
        {
            nint block;
            protected override void Open() => block = System.Runtime.InteropServices.Marshal.AllocHGlobal(8);
            protected override void Close() => System.Runtime.InteropServices.Marshal.FreeHGlobal(block);
        }
        """);

    [Fact]
    public Task A_hook_that_forgets_is_told_at_the_end() => Code.InFile("""
        abstract class Part : IDisposable
        {
            protected Part() => Open();
            protected abstract void Open();
            protected virtual void Close() { }
            public void {|NDIS0001:Dispose|}() => Close();
        }

        sealed class Memory : Part
        {
            nint block;
            protected override void Open() => block = System.Runtime.InteropServices.Marshal.AllocHGlobal(8);
            protected override void Close() => Console.WriteLine(block);
        }
        """);

    [Fact]
    public Task What_a_base_constructor_takes_is_taken_once() => Code.InFile("""
        abstract class Part
        {
            protected readonly nint Block;
            protected Part() => Block = System.Runtime.InteropServices.Marshal.AllocHGlobal(8);
        }

        sealed class Good : Part, IDisposable
        {
            readonly int number;
            public Good(int number) => this.number = number;
            public void Dispose() => System.Runtime.InteropServices.Marshal.FreeHGlobal(Block);
        }

        class Users
        {
            static int M()
            {
                var good = {|NDIS0005:new Good(3)|};
                return good.GetHashCode();
            }
        }
        """);

    [Fact]
    public Task A_ring_with_two_ends_is_emptied_as_its_author_says() => Code.InFile("""
        sealed class Ring(NetBufferPool pool) : IDisposable
        {
            readonly NetBuffer[] slots = new NetBuffer[8];
            int head, tail;

            public void Push()
            {
                if (tail - head < slots.Length)
                    slots[tail++ % slots.Length] = NdisAllocateNetBuffer(pool, default, 0, 0);
            }

            public void Dispose()
            {
                while (head != tail)
                {
                    var nb = slots[head++ % slots.Length];
                    if (nb)
                        NdisFreeNetBuffer(nb);
                }
            }
        }
        """);
}
