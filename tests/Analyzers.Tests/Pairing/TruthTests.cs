namespace NdisRules.Analyzers.Tests.Pairing;

public sealed class TruthTests
{
    [Fact]
    public Task Two_different_flags_do_not_match() => Code.InMethod("""
        void M(bool wanted, bool finished)
        {
            NetBuffer nb = default;
            if (wanted)
                nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (finished && !nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_flag_that_is_changed_in_between() => Code.InMethod("""
        void M(bool wanted)
        {
            NetBuffer nb = default;
            if (wanted)
                nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            wanted = Flag();
            if (wanted && !nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_status_that_tells_what_was_taken() => Code.InMethod("""
        NdisStatus M()
        {
            var status = NdisStatus.Success;
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                status = NdisStatus.Resources;
            if (status == NdisStatus.Success)
                NdisFreeNetBuffer(nb);
            return status;
        }
        """);

    [Fact]
    public Task A_status_that_another_failure_changes() => Code.InMethod("""
        NdisStatus M()
        {
            var status = NdisStatus.Success;
            var nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (nb.IsNull)
                status = NdisStatus.Resources;
            else if (Flag())
                status = NdisStatus.Failure;
            if (status == NdisStatus.Success)
                NdisFreeNetBuffer(nb);
            return status;
        }
        """);

    [Fact]
    public Task Failure_of_the_second_decides_about_the_first() => Code.InMethod("""
        void M()
        {
            var first = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (first.IsNull)
                return;
            var second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (second.IsNull)
                NdisFreeNetBuffer(first);
            Work();
            if (!second.IsNull)
            {
                NdisFreeNetBuffer(second);
                NdisFreeNetBuffer(first);
            }
        }
        """);

    [Fact]
    public Task Failure_of_the_second_forgets_the_first() => Code.InMethod("""
        void M()
        {
            var first = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (first.IsNull)
                return;
            var second = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (second.IsNull)
                return;
            NdisFreeNetBuffer(second);
            NdisFreeNetBuffer(first);
        }
        """);

    [Fact]
    public Task A_flag_computed_from_a_comparison() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var taken = nb != null;
            Work();
            if (taken)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_flag_computed_from_two_comparisons() => Code.InMethod("""
        void M()
        {
            var a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var both = !a.IsNull && !b.IsNull;
            if (both)
            {
                NdisFreeNetBuffer(a);
                NdisFreeNetBuffer(b);
                return;
            }

            if (a)
                NdisFreeNetBuffer(a);
            if (b)
                NdisFreeNetBuffer(b);
        }
        """);

    [Fact]
    public Task A_flag_computed_from_two_comparisons_and_the_rest_forgotten() => Code.InMethod("""
        void M()
        {
            var a = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            var b = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            var both = !a.IsNull && !b.IsNull;
            if (both)
            {
                NdisFreeNetBuffer(a);
                NdisFreeNetBuffer(b);
            }
        }
        """);

    [Fact]
    public Task A_flag_that_is_the_negation_of_a_flag() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var failed = nb.IsNull;
            var ok = !failed;
            if (ok)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_number_that_says_which_way_was_taken() => Code.InMethod("""
        void M(bool wanted)
        {
            NetBuffer nb = default;
            var mode = 0;
            if (wanted)
            {
                nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                mode = nb.IsNull ? 2 : 1;
            }

            Work();
            if (mode == 1)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_number_that_counts_what_was_taken() => Code.InMethod("""
        void M()
        {
            var count = 0;
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb)
                count++;
            if (count == 1)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_parameter_compared_twice_with_one_constant() => Code.InMethod("""
        void M(NdisStatus status)
        {
            NetBuffer nb = default;
            if (status == NdisStatus.Pending)
                nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            if (status == NdisStatus.Pending && !nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_parameter_compared_with_two_constants() => Code.InMethod("""
        void M(NdisStatus status)
        {
            NetBuffer nb = default;
            if (status == NdisStatus.Pending)
                nb = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            Work();
            if (status == NdisStatus.Failure && !nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_number_compared_with_zero_twice() => Code.InMethod("""
        void M(int length)
        {
            NetBuffer nb = default;
            if (length > 0)
            {
                nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
                if (!nb)
                    return;
            }

            Work();
            if (length > 0)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task A_flag_made_of_a_comparison_of_numbers() => Code.InMethod("""
        void M(int length)
        {
            NetBuffer nb = default;
            var needed = length > 0;
            if (needed)
            {
                nb = NdisAllocateNetBuffer(pool, mdl, 0, length);
                if (!nb)
                    return;
            }

            Work();
            if (needed)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Cleanup_by_goto_with_one_label() => Code.InMethod("""
        NdisStatus M()
        {
            NetBuffer a = default, b = default, c = default;
            var status = NdisStatus.Resources;
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                goto exit;
            b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!b)
                goto exit;
            c = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!c)
                goto exit;
            status = NdisStatus.Success;
        exit:
            if (c)
                NdisFreeNetBuffer(c);
            if (b)
                NdisFreeNetBuffer(b);
            if (a)
                NdisFreeNetBuffer(a);
            return status;
        }
        """);

    [Fact]
    public Task Cleanup_by_goto_with_one_label_that_forgets_the_second() => Code.InMethod("""
        NdisStatus M()
        {
            NetBuffer a = default, b = default, c = default;
            var status = NdisStatus.Resources;
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                goto exit;
            b = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!b)
                goto exit;
            c = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!c)
                goto exit;
            status = NdisStatus.Success;
        exit:
            if (c)
                NdisFreeNetBuffer(c);
            if (a)
                NdisFreeNetBuffer(a);
            return status;
        }
        """);

    [Fact]
    public Task Cleanup_by_goto_with_a_label_for_each() => Code.InMethod("""
        NdisStatus M()
        {
            var a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (a == null)
                return NdisStatus.Resources;
            var b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (b == null)
                goto freeA;
            var c = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (c == null)
                goto freeB;
            NdisFreeNetBuffer(c);
            NdisFreeNetBuffer(b);
            NdisFreeNetBuffer(a);
            return NdisStatus.Success;
        freeB:
            NdisFreeNetBuffer(b);
        freeA:
            NdisFreeNetBuffer(a);
            return NdisStatus.Resources;
        }
        """);

    [Fact]
    public Task Cleanup_by_goto_to_the_wrong_label() => Code.InMethod("""
        NdisStatus M()
        {
            var a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (a == null)
                return NdisStatus.Resources;
            var b = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (b == null)
                goto freeA;
            var c = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (c == null)
                goto freeA;
            NdisFreeNetBuffer(c);
            NdisFreeNetBuffer(b);
            NdisFreeNetBuffer(a);
            return NdisStatus.Success;
        freeA:
            NdisFreeNetBuffer(a);
            return NdisStatus.Resources;
        }
        """);

    /// <summary>Eight objects, one after the other: what was taken goes back when the next one fails.</summary>
    static string Unwinding(int forgotten)
    {
        var code = new System.Text.StringBuilder("NdisStatus M()\n{\n");
        for (var i = 0; i < 8; i++)
        {
            var call = "NdisAllocateNetBuffer(pool, mdl, 0, 0)";
            code.Append($"    var b{i} = {(i == forgotten ? $"{{|NDIS0005:{call}|}}" : call)};\n    if (b{i}.IsNull)\n    {{\n");
            for (var j = i - 1; j >= 0; j--)
                if (!(i == 7 && j == forgotten))
                    code.Append($"        NdisFreeNetBuffer(b{j});\n");
            code.Append("        return NdisStatus.Resources;\n    }\n");
        }

        for (var i = 7; i >= 0; i--)
            code.Append($"    NdisFreeNetBuffer(b{i});\n");
        return code.Append("    return NdisStatus.Success;\n}\n").ToString();
    }

    [Fact]
    public Task Eight_objects_that_unwind() => Code.InMethod(Unwinding(forgotten: -1));

    [Fact]
    public Task Eight_objects_that_unwind_and_one_forgotten_at_the_last_failure() => Code.InMethod(Unwinding(forgotten: 3));

    [Fact]
    public Task Twelve_objects_under_twelve_flags() => Code.InMethod(
        "void M(" + string.Join(", ", Enumerable.Range(0, 12).Select(i => $"bool p{i}")) + ")\n{\n"
        + string.Concat(Enumerable.Range(0, 12).Select(i => $"    NetBuffer b{i} = default;\n    if (p{i})\n        b{i} = NdisAllocateNetBuffer(pool, mdl, 0, {i});\n"))
        + "    Work();\n"
        + string.Concat(Enumerable.Range(0, 12).Select(i => $"    if (p{i} && !b{i}.IsNull)\n        NdisFreeNetBuffer(b{i});\n"))
        + "}");

    [Fact]
    public Task One_flag_for_all_that_went_well() => Code.InMethod("""
        void M()
        {
            NetBuffer a = default, b = default;
            var ok = true;
            a = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (!a)
                ok = false;
            if (ok)
            {
                b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!b)
                    ok = false;
            }

            if (ok)
            {
                NdisFreeNetBuffer(a);
                NdisFreeNetBuffer(b);
            }
            else if (a)
                NdisFreeNetBuffer(a);
        }
        """);

    [Fact]
    public Task One_flag_for_all_that_went_well_and_nothing_else() => Code.InMethod("""
        void M()
        {
            NetBuffer a = default, b = default;
            var ok = true;
            a = {|NDIS0005:NdisAllocateNetBuffer(pool, mdl, 0, 0)|};
            if (!a)
                ok = false;
            if (ok)
            {
                b = NdisAllocateNetBuffer(pool, mdl, 0, 0);
                if (!b)
                    ok = false;
            }

            if (ok)
            {
                NdisFreeNetBuffer(a);
                NdisFreeNetBuffer(b);
            }
        }
        """);

    [Fact]
    public Task Success_by_and_assignment() => Code.InMethod("""
        void M()
        {
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            var ok = true;
            ok &= !nb.IsNull;
            if (ok)
                NdisFreeNetBuffer(nb);
        }
        """);

    [Fact]
    public Task Either_a_buffer_or_a_reason_why_not() => Code.InMethod("""
        string? M()
        {
            string? error = null;
            var nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            if (nb.IsNull)
                error = "no buffer";
            if (error is null)
            {
                nb.DataLength = 1;
                NdisFreeNetBuffer(nb);
            }

            return error;
        }
        """);

    [Fact]
    public Task A_const_switch_that_is_off() => Code.InMethod("""
        const bool Trace = false;

        void M()
        {
            NetBuffer nb = default;
        #pragma warning disable CS0162
            if (Trace)
                nb = NdisAllocateNetBuffer(pool, mdl, 0, 0);
            Work();
            if (Trace && !nb.IsNull)
                NdisFreeNetBuffer(nb);
        }
        """);
}
