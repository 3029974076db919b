using NdisRules.Analyzers.Tests.Pairing;

namespace NdisRules.Analyzers.Tests.Rules.Packets;

/// <summary>NdisAllocateNetBufferListContext: a pile on a list, newest first, with the same size.</summary>
public sealed class ContextTests
{
    const string Fields = "const uint Tag = 1; static readonly NetBufferListPool lists = null!;\n";

    static Task Check(string members) => Code.InMethod(Fields + members);

    [Fact]
    public Task Pushed_and_popped() => Check("""
        void Good(NetBufferList list)
        {
            if (NdisAllocateNetBufferListContext(list, 16, 0, Tag) != NdisStatus.Success)
                return;
            Work();
            NdisFreeNetBufferListContext(list, 16);
        }
        """);

    [Fact]
    public Task Pushed_and_forgotten() => Check("""
        void Bad(NetBufferList list)
        {
            if ({|NDIS0005:NdisAllocateNetBufferListContext(list, 16, 0, Tag)|} != NdisStatus.Success)
                return;
            Work();
        }
        """);

    [Fact]
    public Task Not_popped_on_an_early_return() => Check("""
        NdisStatus Bad(NetBufferList list)
        {
            var status = {|NDIS0005:NdisAllocateNetBufferListContext(list, 16, 0, Tag)|};
            if (status != NdisStatus.Success)
                return status;
            if (Flag())
                return NdisStatus.Failure;
            NdisFreeNetBufferListContext(list, 16);
            return status;
        }
        """);

    [Fact]
    public Task Popped_with_another_size() => Check("""
        void Bad(NetBufferList list)
        {
            if (NdisAllocateNetBufferListContext(list, 32, 0, Tag) != NdisStatus.Success)
                return;
            {|NDIS0008:NdisFreeNetBufferListContext(list, 16)|};
        }
        """);

    [Fact]
    public Task A_size_that_is_not_known_may_be_the_same() => Check("""
        void Good(NetBufferList list, int size, int same)
        {
            if (NdisAllocateNetBufferListContext(list, size, 0, Tag) != NdisStatus.Success)
                return;
            NdisFreeNetBufferListContext(list, same);
        }
        """);

    [Fact]
    public Task Two_are_popped_newest_first() => Check("""
        void Good(NetBufferList list)
        {
            if (NdisAllocateNetBufferListContext(list, 16, 0, Tag) != NdisStatus.Success)
                return;
            if (NdisAllocateNetBufferListContext(list, 32, 0, Tag) == NdisStatus.Success)
            {
                Work();
                NdisFreeNetBufferListContext(list, 32);
            }
            NdisFreeNetBufferListContext(list, 16);
        }
        """);

    [Fact]
    public Task Two_are_popped_oldest_first() => Check("""
        void Bad(NetBufferList list)
        {
            if (NdisAllocateNetBufferListContext(list, 16, 0, Tag) != NdisStatus.Success)
                return;
            if (NdisAllocateNetBufferListContext(list, 32, 0, Tag) != NdisStatus.Success)
            {
                NdisFreeNetBufferListContext(list, 16);
                return;
            }
            {|NDIS0009:NdisFreeNetBufferListContext(list, 16)|};
            NdisFreeNetBufferListContext(list, 32);
        }
        """);

    [Fact]
    public Task The_older_of_two_is_forgotten() => Check("""
        void Bad(NetBufferList list)
        {
            if ({|NDIS0005:NdisAllocateNetBufferListContext(list, 16, 0, Tag)|} != NdisStatus.Success)
                return;
            if (NdisAllocateNetBufferListContext(list, 32, 0, Tag) != NdisStatus.Success)
            {
                NdisFreeNetBufferListContext(list, 16);
                return;
            }
            NdisFreeNetBufferListContext(list, 32);
        }
        """);

    [Fact]
    public Task The_list_is_freed_with_the_context_on_it() => Check("""
        void Bad()
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (!list)
                return;
            if (NdisAllocateNetBufferListContext(list, 16, 0, Tag) == NdisStatus.Success)
                Work();
            {|NDIS0009:NdisFreeNetBufferList(list)|};
        }

        void Good()
        {
            var list = NdisAllocateNetBufferList(lists, 0, 0);
            if (!list)
                return;
            if (NdisAllocateNetBufferListContext(list, 16, 0, Tag) == NdisStatus.Success)
                NdisFreeNetBufferListContext(list, 16);
            NdisFreeNetBufferList(list);
        }
        """);

    [Fact]
    public Task A_send_is_completed_with_the_context_on_it() => Check("""
        void Bad(NdisHandle handle, NetBufferList list)
        {
            if (NdisAllocateNetBufferListContext(list, 16, 0, Tag) != NdisStatus.Success)
                return;
            {|NDIS0009:NdisMSendNetBufferListsComplete(handle, list, NdisSendCompleteFlags.None)|};
        }
        """);

    [Fact]
    public Task Popped_once_too_often() => Check("""
        void Bad(NetBufferList list)
        {
            if (NdisAllocateNetBufferListContext(list, 16, 0, Tag) != NdisStatus.Success)
                return;
            NdisFreeNetBufferListContext(list, 16);
            {|NDIS0003:NdisFreeNetBufferListContext(list, 16)|};
        }
        """);

    [Fact]
    public Task The_list_lives_on_after_the_pop() => Check("""
        void Good(NetBufferList list)
        {
            if (NdisAllocateNetBufferListContext(list, 16, 0, Tag) != NdisStatus.Success)
                return;
            NdisFreeNetBufferListContext(list, 16);
            list.Status = NdisStatus.Success;
        }
        """);

    [Fact]
    public Task A_helper_pushes_for_its_callers() => Check("""
        static bool Push(NetBufferList list) => NdisAllocateNetBufferListContext(list, 16, 0, Tag) == NdisStatus.Success;

        static void Pop(NetBufferList list) => NdisFreeNetBufferListContext(list, 16);

        void Good(NetBufferList list)
        {
            if (!Push(list))
                return;
            Pop(list);
        }
        """);

    [Fact]
    public Task A_caller_of_a_helper_forgets() => Check("""
        static bool Push(NetBufferList list) => NdisAllocateNetBufferListContext(list, 16, 0, Tag) == NdisStatus.Success;

        void Bad(NetBufferList list)
        {
            if (!{|NDIS0005:Push(list)|})
                return;
            Work();
        }
        """);

    [Fact]
    public Task Who_pops_what_he_did_not_push_pops_an_older_one() => Check("""
        static NetBufferList kept;

        bool TryKeep(NetBufferList list)
        {
            if (NdisAllocateNetBufferListContext(list, 16, 0, Tag) != NdisStatus.Success)
                return false;
            if (Flag())
            {
                kept = list;
                return true;
            }
            NdisFreeNetBufferListContext(list, 16);
            return false;
        }

        void Keep(NetBufferList list)
        {
            if (TryKeep(list))
                return;
            NdisFreeNetBufferListContext(list, 16);
        }

        void Twice(NetBufferList list)
        {
            if (NdisAllocateNetBufferListContext(list, 16, 0, Tag) != NdisStatus.Success)
                return;
            NdisFreeNetBufferListContext(list, 16);
            {|NDIS0003:NdisFreeNetBufferListContext(list, 16)|};
        }

        void InALoop(NetBufferList list, int n)
        {
            for (var i = 0; i < n; i++)
            {
                if (NdisAllocateNetBufferListContext(list, 16, 0, Tag) != NdisStatus.Success)
                    return;
                Work();
                NdisFreeNetBufferListContext(list, 16);
            }
        }
        """);

    [Fact]
    public Task Queued_it_is_popped_later() => Code.InDriver("""
        NetBufferList queued;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags)
        {
            if (NdisAllocateNetBufferListContext(list, 16, 0, 1) != NdisStatus.Success)
                return;
            queued = list;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (queued)
                NdisFreeNetBufferListContext(queued, 16);
        }
        """);

    [Fact]
    public Task A_list_of_somebody_elses_is_nobodys_loss() => Check("""
        void Good(NetBufferList chain)
        {
            foreach (var list in chain.Chain)
                NdisAllocateNetBufferListContext(list, 16, 0, Tag);
        }
        """);

    [Fact]
    public Task What_a_library_offers_its_callers_see_to() => Code.InFile("""
        public static class Contexts
        {
            public static void Push(NetBufferList list) => NdisAllocateNetBufferListContext(list, 16, 0, 1);

            public static void Pop(NetBufferList list) => NdisFreeNetBufferListContext(list, 16);
        }
        """);

    [Theory]
    [InlineData("if (status != NdisStatus.Success) {|NDIS0007:NdisFreeNetBufferListContext(list, 16)|}; else NdisFreeNetBufferListContext(list, 16);")]
    [InlineData("var same = list; if (status == NdisStatus.Resources) {|NDIS0007:NdisFreeNetBufferListContext(same, 16)|}; else if (status == NdisStatus.Success) NdisFreeNetBufferListContext(list, 16);")]
    [InlineData("if (status == NdisStatus.Success) NdisFreeNetBufferListContext(list, 16); else if (Flag()) {|NDIS0007:NdisFreeNetBufferListContext(list, 16)|};")]
    public Task What_was_refused_is_not_popped(string statements) => Pushed(statements);

    [Theory]
    [InlineData("if (status == NdisStatus.Success) NdisFreeNetBufferListContext(list, 16);")]
    [InlineData("if (status != NdisStatus.Success) status = NdisAllocateNetBufferListContext(list, 16, 0, Tag); if (status == NdisStatus.Success) NdisFreeNetBufferListContext(list, 16);")]
    [InlineData("var other = NdisAllocateNetBufferListContext(list, 32, 0, Tag); if (other == NdisStatus.Success) NdisFreeNetBufferListContext(list, 32); if (status == NdisStatus.Success) NdisFreeNetBufferListContext(list, 16);")]
    [InlineData("if (status != NdisStatus.Success) { list = Prepared(); NdisFreeNetBufferListContext(list, 16); } else NdisFreeNetBufferListContext(list, 16);")]
    public Task What_was_pushed_is_popped(string statements) => Pushed(statements);

    [Fact]
    public Task Nobody_asks_whether_a_context_was_pushed_for_now() => Pushed("NdisFreeNetBufferListContext(list, 16);");

    static Task Pushed(string statements) => Check($$"""
        NetBufferList Prepared() => given;

        readonly NetBufferList given;

        void M(NetBufferList list)
        {
            var status = NdisAllocateNetBufferListContext(list, 16, 0, Tag);
            {{statements}}
        }
        """);
}
