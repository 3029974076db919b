namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>Async methods run where they are called; whether somebody waits for them decides what is known afterwards.</summary>
public sealed class AsyncTests
{
    [Theory]
    [InlineData("await DropAsync(nb);")]
    [InlineData("await DropAsync(nb).ConfigureAwait(false);")]
    [InlineData("DropAsync(nb).GetAwaiter().GetResult();")]
    [InlineData("await Task.WhenAll(DropAsync(nb), Task.CompletedTask);")]
    [InlineData("Func<Task> drop = async () => { await Task.Yield(); NdisFreeNetBuffer(nb); }; await drop();")]
    [InlineData("Func<NetBuffer, Task> drop = DropAsync; await drop(nb);")]
    public Task Freed_by_what_is_awaited(string dropping) => Code.InMethod($$"""
        static async Task DropAsync(NetBuffer nb)
        {
            await Task.Yield();
            NdisFreeNetBuffer(nb);
        }

        async Task M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            {{dropping}}
            await Task.Yield();
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """);

    [Fact]
    public Task A_task_that_nobody_awaits_may_not_have_freed_yet() => Code.InMethod("""
        static async Task DropAsync(NetBuffer nb)
        {
            await Task.Yield();
            NdisFreeNetBuffer(nb);
        }

        async Task M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            var dropping = DropAsync(nb);
            Console.WriteLine(nb.DataLength);
            await dropping;
        }

        void N()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                _ = DropAsync(nb);
        }
        """);

    [Fact]
    public Task A_task_that_was_kept_has_freed_when_it_was_awaited() => Code.InMethod("""
        static async Task DropAsync(NetBuffer nb)
        {
            await Task.Yield();
            NdisFreeNetBuffer(nb);
        }

        async Task M(Task other)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            var dropping = DropAsync(nb);
            await other;
            await dropping.ConfigureAwait(false);
            {|NDIS0004:nb.DataLength|} = 3;
        }
        """);

    [Fact]
    public Task A_partial_method_that_nobody_wrote_is_not_called() => Code.InFile("""
        partial class Processor(NetBufferPool pool, Mdl mdl)
        {
            partial void Done(NetBuffer nb);

            void M()
            {
                var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
                if (nb)
                    Done(nb);
            }
        }
        """);

    [Fact]
    public Task A_task_that_nobody_awaits_and_that_frees_nothing() => Code.InMethod("""
        static async Task LookAsync(NetBuffer nb)
        {
            await Task.Yield();
            nb.DataLength = 3;
        }

        void M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
                _ = LookAsync(nb);
        }
        """);

    [Fact]
    public Task An_exception_of_an_awaited_method_goes_to_the_handler() => Code.InMethod("""
        static async Task CheckAsync(bool bad)
        {
            await Task.Yield();
            if (bad)
                throw new InvalidOperationException();
        }

        async Task Good(bool bad)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            try
            {
                await CheckAsync(bad);
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }

        async Task Bad(Task check)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            try
            {
                await check;
                NdisFreeNetBuffer(nb);
            }
            catch (InvalidOperationException)
            {
            }
        }
        """);

    [Fact]
    public Task A_value_task_hands_an_object_on() => Code.InMethod("""
        static async ValueTask<NetBuffer> MakeAsync()
        {
            await Task.Yield();
            return NdisAllocateNetBuffer(pool, mdl, 0, 0);
        }

        async Task Good()
        {
            var making = MakeAsync();
            await Task.Yield();
            var nb = await making;
            if (nb)
                NdisFreeNetBuffer(nb);
        }

        async Task Bad()
        {
            var nb = await {|NDIS0005:MakeAsync()|};
            if (nb)
                nb.DataLength = 3;
        }
        """);

    [Fact]
    public Task An_iterator_that_stops_early_runs_its_finally() => Code.InMethod("""
        IEnumerable<int> Good()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                yield break;
            try
            {
                yield return nb.DataLength;
                if (Flag())
                    yield break;
                yield return nb.DataOffset;
            }
            finally
            {
                NdisFreeNetBuffer(nb);
            }
        }

        async IAsyncEnumerable<int> Bad()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                yield break;
            await Task.Yield();
            if (Flag())
                yield break;
            yield return nb.DataLength;
            NdisFreeNetBuffer(nb);
        }
        """);
}
