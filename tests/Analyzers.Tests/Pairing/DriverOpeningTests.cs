namespace NdisRules.Analyzers.Tests.Pairing;

/// <summary>InitializeEx and HaltEx: what is taken when the adapter begins is given back when it ends, and when it does not begin.</summary>
public sealed class DriverOpeningTests
{
    [Fact]
    public Task HaltEx_tests_for_null() => Code.InDriver("""
        NetBuffer a;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            if (Flag())
                a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (a)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task HaltEx_does_not_test_for_null_what_may_have_failed() => Code.InDriver("""
        NetBuffer a;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            {|NDIS0010:NdisFreeNetBuffer(a)|};
        }
        """);

    [Fact]
    public Task HaltEx_frees_twice() => Code.InDriver("""
        NetBuffer a;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(a);
            {|NDIS0003:NdisFreeNetBuffer(a)|};
        }
        """);

    [Fact]
    public Task HaltEx_frees_on_one_condition_only() => Code.InDriver("""
        NetBuffer a;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
            if (action == NdisHaltAction.SurpriseRemoved)
                return;
            NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task Two_fields_of_which_HaltEx_forgets_one() => Code.InDriver("""
        NetBuffer a, b;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                return NdisStatus.Resources;
            b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!b)
            {
                NdisFreeNetBuffer(a);
                return NdisStatus.Resources;
            }

            return NdisStatus.Success;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => NdisFreeNetBuffer(a);
        """);

    /// <summary>Four fields; InitializeEx fails at each point, and one of the ways out may forget something.</summary>
    static string Four(int failing, int forgotten)
    {
        var code = new System.Text.StringBuilder("NetBuffer b0, b1, b2, b3;\n\npublic override NdisStatus InitializeEx(MiniportInitParameters parameters)\n{\n");
        for (var i = 0; i < 4; i++)
        {
            code.Append($"    b{i} = NdisAllocateNetBuffer(pool, mdl, 0, {i});\n    if (b{i}.IsNull)\n    {{\n");
            for (var j = i - 1; j >= 0; j--)
                if (i != failing || j != forgotten)
                    code.Append($"        NdisFreeNetBuffer(b{j});\n");
            code.Append(i == failing ? "        {|NDIS0001:return NdisStatus.Resources;|}\n    }\n" : "        return NdisStatus.Resources;\n    }\n");
        }

        code.Append("    return NdisStatus.Success;\n}\n\npublic override void HaltEx(NdisHaltAction action)\n{\n");
        for (var i = 0; i < 4; i++)
            code.Append($"    NdisFreeNetBuffer(b{i});\n");
        return code.Append("}\n").ToString();
    }

    [Fact]
    public Task Four_fields_that_unwind() => Code.InDriver(Four(-1, -1));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public Task Four_fields_and_one_way_out_that_forgets_one(int failing, int forgotten) => Code.InDriver(Four(failing, forgotten));

    [Fact]
    public Task InitializeEx_fails_after_it_took_all() => Code.InDriver("""
        NetBuffer a;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                return NdisStatus.Resources;
            if (Flag())
                {|NDIS0001:return NdisStatus.Failure;|}
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(a);
        """);

    [Fact]
    public Task InitializeEx_throws_after_it_took_all() => Code.InDriver("""
        NetBuffer a;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                return NdisStatus.Resources;
            if (Flag())
                {|NDIS0001:throw new InvalidOperationException();|}
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) => NdisFreeNetBuffer(a);
        """);

    [Fact]
    public Task InitializeEx_returns_a_status_in_a_variable() => Code.InDriver("""
        NetBuffer a, b;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            var status = NdisStatus.Success;
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
            {
                status = NdisStatus.Resources;
                goto exit;
            }

            b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!b)
                status = NdisStatus.Resources;
        exit:
            if (status != NdisStatus.Success)
                Cleanup();
            return status;
        }

        void Cleanup()
        {
            if (b)
                NdisFreeNetBuffer(b);
            b = default;
            if (a)
                NdisFreeNetBuffer(a);
            a = default;
        }

        public override void HaltEx(NdisHaltAction action) => Cleanup();
        """);

    [Fact]
    public Task InitializeEx_calls_HaltEx_when_it_fails() => Code.InDriver("""
        NetBuffer a, b;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (a.IsNull || b.IsNull)
            {
                HaltEx(default);
                return NdisStatus.Resources;
            }

            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (b)
                NdisFreeNetBuffer(b);
            if (a)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task InitializeEx_helpers_take_and_a_flag_says_whether_it_worked() => Code.InDriver("""
        NetBuffer a, b;

        bool Take(out NetBuffer nb)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return !nb.IsNull;
        }

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            if (!Take(out a))
                return NdisStatus.Resources;
            if (!Take(out b))
            {
                NdisFreeNetBuffer(a);
                return NdisStatus.Resources;
            }

            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(b);
            NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task InitializeEx_helpers_take_and_one_way_out_forgets() => Code.InDriver("""
        NetBuffer a, b;

        bool Take(out NetBuffer nb)
        {
            nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return !nb.IsNull;
        }

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            if (!Take(out a))
                return NdisStatus.Resources;
            if (!Take(out b))
                {|NDIS0001:return NdisStatus.Resources;|}
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(b);
            NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task A_local_of_InitializeEx_is_lost_there() => Code.InDriver("""
        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return NdisStatus.Resources;
            nb.DataLength = 3;
            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action) { }
        """);

    [Fact]
    public Task No_HaltEx_at_all_is_told_at_the_allocation() => Code.InDriver("""
        NetBuffer a;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = {|NDIS0001:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }
        """);

    [Fact]
    public Task HaltEx_hands_it_to_a_helper_that_frees() => Code.InDriver("""
        NetBuffer a;

        static void Drop(ref NetBuffer nb)
        {
            if (nb)
                NdisFreeNetBuffer(nb);
            nb = default;
        }

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override void HaltEx(NdisHaltAction action) => Drop(ref a);
        """);

    [Fact]
    public Task HaltEx_calls_a_helper_that_forgets() => Code.InDriver("""
        NetBuffer a;

        void Cleanup() => Console.WriteLine(a);

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => Cleanup();
        """);

    [Fact]
    public Task HaltEx_copies_the_field_and_frees_the_copy() => Code.InDriver("""
        NetBuffer a;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            var nb = a;
            a = default;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task HaltEx_uses_after_the_free() => Code.InDriver("""
        NetBuffer a;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(a);
            Console.WriteLine({|NDIS0004:a.DataLength|});
        }
        """);

    [Fact]
    public Task A_flag_in_the_context_says_whether_there_is_one() => Code.InDriver("""
        NetBuffer a;
        bool hasBuffer;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            if (Flag())
            {
                a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!a)
                    return NdisStatus.Resources;
                hasBuffer = true;
            }

            return NdisStatus.Success;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            if (hasBuffer)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task A_flag_in_the_context_that_is_set_too_early_returns_with_it() => Code.InDriver("""
        NetBuffer a;
        bool hasBuffer;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                return NdisStatus.Resources;
            if (Flag())
                hasBuffer = true;
            return NdisStatus.Success;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action)
        {
            if (hasBuffer)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task A_field_initialiser_takes_and_HaltEx_frees() => Code.InDriver("""
        readonly NetBuffer a = NdisAllocateNetBuffer(pool, mdl, 0, 0);

        public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

        public override void HaltEx(NdisHaltAction action)
        {
            if (a)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task Two_fields_name_one_buffer_and_HaltEx_frees_both() => Code.InDriver("""
        NetBuffer a, b;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            b = a;
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(a);
            {|NDIS0003:NdisFreeNetBuffer(b)|};
        }
        """);

    [Fact]
    public Task InitializeEx_overwrites_its_own_field() => Code.InDriver("""
        NetBuffer a;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            a = {|NDIS0002:NdisAllocateNetBuffer(pool, mdl, 0, 8)|};
            return a ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override void HaltEx(NdisHaltAction action)
        {
            NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task A_member_of_a_struct_field() => Code.InDriver("""
        struct Ring
        {
            public NetBuffer Head;
            public int Count;
        }

        Ring ring;

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            ring.Head = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return ring.Head ? NdisStatus.Success : NdisStatus.Resources;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) => ring.Count = 0;
        """);

    [Fact]
    public Task An_array_of_buffers_that_nobody_empties() => Code.InDriver("""
        readonly NetBuffer[] ring = new NetBuffer[8];

        public override NdisStatus InitializeEx(MiniportInitParameters parameters)
        {
            for (var i = 0; i < ring.Length; i++)
                ring[i] = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            return NdisStatus.Success;
        }

        public override void {|NDIS0001:HaltEx|}(NdisHaltAction action) { }
        """);
}
