namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class BranchTests
{
    [Fact]
    public Task Both_arms_of_an_if_free_it() => Code.InMethod("""
        void M(bool urgent)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                return;
            if (urgent)
                NdisFreeNetBuffer(nb);
            else
            {
                Work();
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task One_arm_of_an_if_forgets_it() => Code.InMethod("""
        void M(bool urgent)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                return;
            if (urgent)
                NdisFreeNetBuffer(nb);
            else
                Work();
        }
        """);

    [Fact]
    public Task An_else_if_chain_forgets_it_in_the_third_arm() => Code.InMethod("""
        void M(int kind)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            if (kind == 0)
                NdisFreeNetBuffer(nb);
            else if (kind == 1)
                NdisFreeNetBuffer(nb);
            else if (kind == 2)
                Work();
            else
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task The_null_test_and_the_rest_in_one_chain() => Code.InMethod("""
        void M(int kind)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb == null)
                Work();
            else if (kind == 1)
                NdisFreeNetBuffer(nb);
            else
            {
                nb.DataLength = kind;
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Every_case_of_a_switch_frees_it() => Code.InMethod("""
        void M(int kind)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            switch (kind)
            {
                case 0:
                case 1:
                    NdisFreeNetBuffer(nb);
                    break;
                case 2:
                    goto case 0;
                default:
                    NdisFreeNetBuffer(nb);
                    return;
            }
        }
        """);

    [Fact]
    public Task A_switch_without_default_lets_it_slip_through() => Code.InMethod("""
        void M(int kind)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            switch (kind)
            {
                case 0:
                    NdisFreeNetBuffer(nb);
                    break;
                case 1:
                    NdisFreeNetBuffer(nb);
                    break;
            }
        }
        """);

    [Fact]
    public Task A_switch_with_when_whose_last_case_frees_the_rest() => Code.InMethod("""
        void M(int kind)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            switch (nb.IsNull)
            {
                case true:
                    return;
                case false when kind > 3:
                    NdisFreeNetBuffer(nb);
                    return;
                default:
                    NdisFreeNetBuffer(nb);
                    break;
            }
        }
        """);

    [Fact]
    public Task A_switch_with_when_whose_last_case_forgets_the_rest() => Code.InMethod("""
        void M(int kind)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            switch (nb.IsNull)
            {
                case true:
                    return;
                case false when kind > 3:
                    NdisFreeNetBuffer(nb);
                    return;
                default:
                    break;
            }
        }
        """);

    [Fact]
    public Task A_switch_over_the_handle_itself() => Code.InMethod("""
        void M()
        {
            switch (NdisAllocateNetBuffer(pool, mdl, 0, 0))
            {
                case { IsNull: true }:
                    return;
                case var nb:
                    nb.DataLength = 3;
                    NdisFreeNetBuffer(nb);
                    return;
            }
        }
        """);

    [Fact]
    public Task A_switch_expression_that_picks_who_frees() => Code.InMethod("""
        static int Drop(NetBuffer nb)
        {
            NdisFreeNetBuffer(nb);
            return 0;
        }

        int M(int kind)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return -1;
            return kind switch
            {
                0 => Drop(nb),
                > 5 when Flag() => 1 + Drop(nb),
                _ => Drop(nb),
            };
        }
        """);

    [Fact]
    public Task A_switch_expression_with_an_arm_that_forgets() => Code.InMethod("""
        static int Drop(NetBuffer nb)
        {
            NdisFreeNetBuffer(nb);
            return 0;
        }

        int M(int kind)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return -1;
            return kind switch
            {
                0 => Drop(nb),
                1 => 1,
                _ => Drop(nb),
            };
        }
        """);

    [Fact]
    public Task A_switch_expression_that_chooses_whether_to_allocate() => Code.InMethod("""
        void M(int kind)
        {
            var nb = kind switch
            {
                0 => NdisAllocateNetBuffer(pool, mdl, 0, 0),
                1 => NdisAllocateNetBuffer(pool, mdl, 8, 8),
                _ => default,
            };
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_ternary_that_may_allocate_and_a_null_test() => Code.InMethod("""
        void M(bool wanted)
        {
            var nb = wanted ? NdisAllocateNetBuffer(pool, mdl, 0, 0) : default;
            if (nb)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_ternary_that_may_allocate_and_no_free() => Code.InMethod("""
        int M(bool wanted)
        {
            var nb = wanted ? {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|} : default;
            return nb ? nb.DataLength : 0;
        }
        """);

    [Fact]
    public Task Both_arms_of_a_ternary_allocate_and_nobody_frees() => Code.InMethod("""
        void M(bool large)
        {
            var nb = large ? {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 1500)|} : {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 64)|};
            if (nb)
                Work();
        }
        """);

    [Fact]
    public Task Freed_only_when_a_second_condition_holds() => Code.InMethod("""
        void M(bool ready)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb.IsNull && ready)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task An_or_in_the_guard_of_the_return_loses_it() => Code.InMethod("""
        void M(bool ready)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull || !ready)
                return;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task An_or_in_the_guard_of_the_return_with_a_free_inside() => Code.InMethod("""
        void M(bool ready)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull || !ready)
            {
                if (nb)
                    NdisFreeNetBuffer(nb);
                return;
            }

            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task The_condition_comes_first_and_the_allocation_in_its_second_half() => Code.InMethod("""
        void M(bool ready)
        {
            NetBuffer nb;
            if (ready && !(nb = NdisAllocateNetBuffer(pool, mdl, 0, 0)).IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task An_is_pattern_that_names_it() => Code.InMethod("""
        void M()
        {
            if (NdisAllocateNetBuffer(pool, mdl, 0, 0) is { IsNull: false } nb)
            {
                nb.DataLength = 7;
                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task An_is_pattern_that_names_it_and_a_second_condition() => Code.InMethod("""
        void M(bool ready)
        {
            if ({|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|} is { IsNull: false } nb && ready)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task An_is_not_pattern_that_returns() => Code.InMethod("""
        void M()
        {
            if (NdisAllocateNetBuffer(pool, mdl, 0, 0) is not { IsNull: false } nb)
                return;
            nb.DataLength = 7;
            NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task An_is_var_pattern_is_just_a_name() => Code.InMethod("""
        void M()
        {
            if ({|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|} is var nb && !nb.IsNull)
                nb.DataLength = 3;
        }
        """);

    [Fact]
    public Task A_goto_jumps_over_the_free() => Code.InMethod("""
        void M(bool ready)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!nb)
                return;
            if (!ready)
                goto done;
            NdisFreeNetBuffer(nb);
        done:
            Work();
        }
        """);

    [Fact]
    public Task A_goto_jumps_to_the_free() => Code.InMethod("""
        void M(bool ready)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                goto done;
            if (!ready)
                goto free;
            Work();
        free:
            NdisFreeNetBuffer(nb);
        done:
            Work();
        }
        """);

    [Fact]
    public Task The_deepest_of_nested_ifs_returns_with_it() => Code.InMethod("""
        void M(bool a, bool b, bool c)
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
            {
                if (a)
                {
                    if (b)
                    {
                        if (c)
                            return;
                    }
                }

                NdisFreeNetBuffer(nb);
            }
        }
        """);

    [Fact]
    public Task Contradicting_tests_of_one_parameter() => Code.InMethod("""
        void M(bool urgent)
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!nb)
                return;
            if (urgent)
                NdisFreeNetBuffer(nb);
            Work();
            if (!urgent)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_result_that_nobody_takes() => Code.InMethod("""
        void M()
        {
            {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            _ = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
        }
        """);

    [Fact]
    public Task A_result_that_is_only_compared() => Code.InMethod("""
        bool M() => {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|} == null;
        """);

    [Fact]
    public Task A_nullable_handle_with_null_coalescing_assignment() => Code.InMethod("""
        void M(bool early)
        {
            NetBuffer? nb = early ? NdisAllocateNetBuffer(pool, mdl, 0, 0) : default(NetBuffer?);
            nb ??= NdisAllocateNetBuffer(pool, mdl, 4, 4);
            if (nb is { IsNull: false } taken)
                NdisFreeNetBuffer(taken);
        }
        """);

    [Fact]
    public Task A_free_that_is_behind_the_return() => Code.InMethod("""
        int M()
        {
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb)
            {
                return nb.DataLength;
        #pragma warning disable CS0162
                NdisFreeNetBuffer(nb);
            }

            return 0;
        }
        """);

    [Fact]
    public Task The_same_condition_spelled_as_is_true_and_is_false() => Code.InMethod("""
        void M(bool wanted)
        {
            NetBuffer nb = default;
            if (wanted is true)
                nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (wanted is false)
                return;
            if (nb is not { IsNull: true })
                NdisFreeNetBuffer(nb);
        }
        """);
}
