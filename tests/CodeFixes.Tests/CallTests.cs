namespace NdisRules.CodeFixes.Tests;

/// <summary>What is given back by a call, a delegate or a scope: a second time, or too early.</summary>
public sealed class CallTests
{
    const string Complete = """
        int completed;

        void Complete(NetBuffer one)
        {
            completed++;
            NdisFreeNetBuffer(one);
        }


        """;

    static Task Twice(string before, string? after = null) => Fix<FreeOnce>.InMethod(before, after);

    static Task Late(string before, string? after = null) => Fix<FreeAfterUse>.InMethod(before, after);

    [Fact]
    public Task A_free_behind_a_helper_that_has_freed_goes() => Twice(Complete + """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Complete(nb);
            {|NDIS0003:NdisFreeNetBuffer(nb)|};
        }
        """, Complete + """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Complete(nb);
        }
        """);

    [Fact]
    public Task A_lambda_that_frees_is_called_once() => Twice("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Action<Mdl> other = one => NdisFreeMdl(one);
            other(default);
            Action free = () => NdisFreeNetBuffer(nb);
            free();
            Work();
            {|NDIS0003:free()|};
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Action<Mdl> other = one => NdisFreeMdl(one);
            other(default);
            Action free = () => NdisFreeNetBuffer(nb);
            free();
            Work();
        }
        """);

    [Fact]
    public Task A_lambda_that_does_more_than_to_free_is_left_to_its_author() => Twice("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Action free = () =>
            {
                Console.WriteLine("free");
                NdisFreeNetBuffer(nb);
            };
            free();
            Work();
            {|NDIS0003:free()|};
        }
        """);

    [Fact]
    public Task What_is_read_behind_a_helper_that_frees_is_read_before_it() => Late(Complete + """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Complete(nb);
            Console.WriteLine({|NDIS0004:nb.DataLength|});
        }
        """, Complete + """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            var dataLength = nb.DataLength;
            Complete(nb);
            Console.WriteLine(dataLength);
        }
        """);

    [Fact]
    public Task What_is_written_behind_such_a_helper_is_written_before_it() => Late(Complete + """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Complete(nb);
            {|NDIS0004:nb.DataLength|} = 3; // bytes
        }
        """, Complete + """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            nb.DataLength = 3; // bytes
            Complete(nb);
        }
        """);

    [Fact]
    public Task What_is_computed_of_other_things_behind_such_a_helper_is_left_to_its_author() => Late(Complete + """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Complete(nb);
            {|NDIS0004:nb.DataLength|} = completed;
        }
        """);

    [Fact]
    public Task A_chain_is_asked_for_its_next_before_its_head_is_freed() => Late("""
        void M(int count)
        {
            NetBuffer head = default;
            for (var i = 0; i < count; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    break;
                nb.Next = head;
                head = nb;
            }

            while (head)
            {
                NdisFreeNetBuffer(head);
                head = {|NDIS0004:head.Next|};
            }
        }
        """, """
        void M(int count)
        {
            NetBuffer head = default;
            for (var i = 0; i < count; i++)
            {
                var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (nb.IsNull)
                    break;
                nb.Next = head;
                head = nb;
            }

            while (head)
            {
                var next = head.Next;
                NdisFreeNetBuffer(head);
                head = next;
            }
        }
        """);

    [Fact]
    public Task A_scope_lasts_until_the_last_use() => Fix<FreeAfterUse>.Whole("""
        using System;
        using System.Buffers;

        class Reader
        {
            int M(int size)
            {
                Memory<byte> memory;
                using (var owner = MemoryPool<byte>.Shared.Rent(size))
                {
                    memory = owner.Memory;
                }

                // The first byte counts.
                var first = {|NDIS0004:memory.Span|}[0];
                return first + 1;
            }
        }
        """, """
        using System;
        using System.Buffers;

        class Reader
        {
            int M(int size)
            {
                Memory<byte> memory;
                using (var owner = MemoryPool<byte>.Shared.Rent(size))
                {
                    memory = owner.Memory;
                    // The first byte counts.
                    var first = memory.Span[0];
                    return first + 1;
                }
            }
        }
        """);

    [Fact]
    public Task Of_two_names_for_one_object_the_first_is_freed_where_it_is_another() => Twice("""
        void M(int length)
        {
            var header = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (header.IsNull)
                return;
            var payload = length <= 50 ? header : NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!payload.IsNull)
                NdisFreeNetBuffer(payload);
            {|NDIS0003:NdisFreeNetBuffer(header)|};
        }
        """, """
        void M(int length)
        {
            var header = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (header.IsNull)
                return;
            var payload = length <= 50 ? header : NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (payload != header && !payload.IsNull)
                NdisFreeNetBuffer(payload);
            NdisFreeNetBuffer(header);
        }
        """);

    [Fact]
    public Task What_a_field_has_been_given_is_freed_by_who_frees_the_field() => Fix<FreeOnce>.InDriver("""
        NetBuffer last;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void InterruptDpc()
        {
            if (last)
                return;
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
            if (nb.IsNull)
                return;
            last = nb;
            NdisFreeNetBuffer(nb);
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (last)
                {|NDIS0003:NdisFreeNetBuffer(last)|};
        }
        """, """
        NetBuffer last;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void InterruptDpc()
        {
            if (last)
                return;
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 60);
            if (nb.IsNull)
                return;
            last = nb;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (last)
                NdisFreeNetBuffer(last);
        }
        """);

    [Fact]
    public Task What_a_lambda_frees_too_early_is_freed_behind_its_last_use() => Late("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Action<NetBuffer> end = one =>
            {
                NdisFreeNetBuffer(one);
                one.DataLength = 3;
            };
            {|NDIS0004:end(nb)|};
        }
        """, """
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            Action<NetBuffer> end = one =>
            {
                one.DataLength = 3;
                NdisFreeNetBuffer(one);
            };
            end(nb);
        }
        """);
}
