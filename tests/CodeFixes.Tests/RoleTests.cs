using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using NdisRules.Analyzers;
using NdisRules.Runtime;

namespace NdisRules.CodeFixes.Tests;

/// <summary>NDIS0020 and NDIS0022: a role is declared, a missing one is written.</summary>
public sealed class RoleTests
{
    const string Header = "using System;\nusing NdisRules.Runtime;\nusing static NdisRules.Runtime.Ndis;\n\n";

    static Task Check<TFix>(string before, string? after = null)
        where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<RoleDeclarationAnalyzer, TFix, DefaultVerifier> { ReferenceAssemblies = ReferenceAssemblies.Net.Net100, TestCode = "#nullable enable\n" + Header + before };
        if (after is not null)
            test.FixedCode = "#nullable enable\n" + Header + after;
        test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(Ndis).Assembly.Location));
        return test.RunAsync();
    }

    [Fact]
    public Task A_method_of_an_adapter_becomes_the_override() => Check<DeclareRole>("""
        sealed class Nic : MiniportAdapter
        {
            public override NdisStatus {|NDIS0022:InitializeEx|}(MiniportInitParameters parameters) => NdisStatus.Success;

            /// <summary>Was renamed.</summary>
            internal void {|NDIS0020:NicHaltEx|}(NdisHaltAction action) // the end
            {
            }
        }
        """, """
        sealed class Nic : MiniportAdapter
        {
            public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;

            /// <summary>Was renamed.</summary>
            public override void HaltEx(NdisHaltAction action) // the end
            {
            }
        }
        """);

    [Fact]
    public Task A_static_handler_gets_the_attribute() => Check<DeclareRole>("""
        sealed class Nic
        {
            [MiniportRole(MiniportRole.Pause)]
            static NdisStatus NicPause(object? miniportAdapterContext, MiniportPauseParameters parameters) => NdisStatus.Success;

            // The end.
            static void {|NDIS0020:NicHaltEx|}(object? miniportAdapterContext, NdisHaltAction action) { }
        }
        """, """
        sealed class Nic
        {
            [MiniportRole(MiniportRole.Pause)]
            static NdisStatus NicPause(object? miniportAdapterContext, MiniportPauseParameters parameters) => NdisStatus.Success;

            // The end.
            [MiniportRole(MiniportRole.HaltEx)]
            static void NicHaltEx(object? miniportAdapterContext, NdisHaltAction action) { }
        }
        """);

    [Fact]
    public Task An_adapter_gets_its_end_and_what_it_has_to_free_there() => Check<AddClosingRole>("""
        sealed class Nic(NetBufferPool pool) : MiniportAdapter
        {
            NetBuffer first, second;

            public override NdisStatus {|NDIS0022:InitializeEx|}(MiniportInitParameters parameters)
            {
                first = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (first.IsNull)
                    return NdisStatus.Resources;
                second = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (!second.IsNull)
                    return NdisStatus.Success;
                NdisFreeNetBuffer(first);
                return NdisStatus.Resources;
            }
        }
        """, """
        sealed class Nic(NetBufferPool pool) : MiniportAdapter
        {
            NetBuffer first, second;

            public override NdisStatus InitializeEx(MiniportInitParameters parameters)
            {
                first = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (first.IsNull)
                    return NdisStatus.Resources;
                second = NdisAllocateNetBuffer(pool, default, 0, 0);
                if (!second.IsNull)
                    return NdisStatus.Success;
                NdisFreeNetBuffer(first);
                return NdisStatus.Resources;
            }

            public override void HaltEx(NdisHaltAction action)
            {
                NdisFreeNetBuffer(second);
                second = default;
                NdisFreeNetBuffer(first);
                first = default;
            }
        }
        """);

    [Fact]
    public Task A_filter_module_gets_its_own_end() => Check<AddClosingRole>("""
        sealed class Filter : FilterModule
        {
            public override NdisStatus {|NDIS0022:FilterAttach|}(FilterAttachParameters parameters) => NdisStatus.Success;
        }
        """, """
        sealed class Filter : FilterModule
        {
            public override NdisStatus FilterAttach(FilterAttachParameters parameters) => NdisStatus.Success;

            public override void FilterDetach()
            {
            }
        }
        """);

    [Fact]
    public Task Registered_functions_get_theirs_registered() => Check<AddClosingRole>("""
        static class Driver
        {
            public static MiniportDriverCharacteristics Characteristics() => new()
            {
                InitializeEx = Begin,
            };

            static NdisStatus {|NDIS0022:Begin|}(NdisHandle handle, object? driver, MiniportInitParameters parameters) => NdisStatus.Success;
        }
        """, """
        static class Driver
        {
            public static MiniportDriverCharacteristics Characteristics() => new()
            {
                InitializeEx = Begin,
                HaltEx = HaltEx,
            };

            static NdisStatus Begin(NdisHandle handle, object? driver, MiniportInitParameters parameters) => NdisStatus.Success;

            static void HaltEx(object? context, NdisHaltAction action)
            {
            }
        }
        """);

    [Fact]
    public Task A_handler_gets_the_parameters_of_its_role_and_keeps_those_it_has() => Check<FitSignature>("""
        sealed class Nic
        {
            [MiniportRole(MiniportRole.InitializeEx)]
            NdisStatus Open(NdisHandle handle, MiniportInitParameters parameters) => NdisStatus.Success;

            [MiniportRole(MiniportRole.HaltEx)]
            void {|NDIS0021:Close|}()
            {
            }

            [MiniportRole(MiniportRole.Pause)]
            NdisStatus {|NDIS0021:Rest|}(int depth, MiniportPauseParameters wanted) => NdisStatus.Success;
        }
        """, """
        sealed class Nic
        {
            [MiniportRole(MiniportRole.InitializeEx)]
            NdisStatus Open(NdisHandle handle, MiniportInitParameters parameters) => NdisStatus.Success;

            [MiniportRole(MiniportRole.HaltEx)]
            void Close(NdisHaltAction action)
            {
            }

            [MiniportRole(MiniportRole.Pause)]
            NdisStatus Rest(MiniportPauseParameters wanted) => NdisStatus.Success;
        }
        """);

    [Fact]
    public Task A_handler_that_returned_nothing_succeeds() => Check<FitSignature>("""
        sealed class Nic
        {
            [MiniportRole(MiniportRole.Pause)]
            static void {|NDIS0021:Rest|}(object? context, MiniportPauseParameters parameters)
            {
                if (context is null)
                    return;
                Console.WriteLine(context);
            }
        }
        """, """
        sealed class Nic
        {
            [MiniportRole(MiniportRole.Pause)]
            static NdisStatus Rest(object? context, MiniportPauseParameters parameters)
            {
                if (context is null)
                    return NdisStatus.Success;
                Console.WriteLine(context);
                return NdisStatus.Success;
            }
        }
        """);

    [Fact]
    public Task A_handler_whose_parameter_is_used_stays_as_it_is() => Check<FitSignature>("""
        sealed class Nic
        {
            [MiniportRole(MiniportRole.Pause)]
            NdisStatus {|NDIS0021:Rest|}(int depth, MiniportPauseParameters parameters) => depth > 0 ? NdisStatus.Success : NdisStatus.Pending;
        }
        """);

    [Fact]
    public Task A_handler_that_is_called_stays_as_it_is() => Check<FitSignature>("""
        sealed class Nic
        {
            [MiniportRole(MiniportRole.HaltEx)]
            void {|NDIS0021:Close|}() { }

            void Stop() => Close();
        }
        """);

    [Fact]
    public Task Roles_that_are_nothing_without_each_other_are_declared_together() => Check<DeclareRole>("""
        sealed class Card(NetBufferPool pool)
        {
            NetBuffer spare;

            public NdisStatus {|NDIS0020:MiniportInitializeEx|}(NdisHandle handle, object? context, MiniportInitParameters parameters)
            {
                spare = NdisAllocateNetBuffer(pool, default, 0, 0);
                return spare ? NdisStatus.Success : NdisStatus.Resources;
            }

            public void {|NDIS0020:MiniportHaltEx|}(object? context, NdisHaltAction action)
            {
                if (spare)
                    NdisFreeNetBuffer(spare);
            }
        }
        """, """
        sealed class Card(NetBufferPool pool)
        {
            NetBuffer spare;

            [MiniportRole(MiniportRole.InitializeEx)]
            public NdisStatus MiniportInitializeEx(NdisHandle handle, object? context, MiniportInitParameters parameters)
            {
                spare = NdisAllocateNetBuffer(pool, default, 0, 0);
                return spare ? NdisStatus.Success : NdisStatus.Resources;
            }

            [MiniportRole(MiniportRole.HaltEx)]
            public void MiniportHaltEx(object? context, NdisHaltAction action)
            {
                if (spare)
                    NdisFreeNetBuffer(spare);
            }
        }
        """);
}
