using NdisRules.Analyzers.Diagnostics;

namespace NdisRules.Analyzers.Tests.Roles;

public class RoleDeclarationAnalyzerTests
{
    private const string Complete = "public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; public override void HaltEx(NdisHaltAction action) { }";

    [Theory]
    [InlineData("void HaltEx(NdisHaltAction action) { }", "NDIS0020 HaltEx HaltEx")]
    [InlineData("static void HaltEx(object? context, NdisHaltAction action) { }", "NDIS0020 HaltEx HaltEx")]
    [InlineData("static void MiniportHaltEx(object? context, NdisHaltAction action) { }", "NDIS0020 MiniportHaltEx HaltEx")]
    [InlineData("static void NicHaltEx(Nic context, NdisHaltAction action) { }", "NDIS0020 NicHaltEx HaltEx")]
    [InlineData("static void MPSendNetBufferLists(object? context, NetBufferList list, uint port, NdisSendFlags flags) { }", "NDIS0020 MPSendNetBufferLists SendNetBufferLists")]
    [InlineData("static bool NicCheckForHangEx(object? context) => false;", "NDIS0020 NicCheckForHangEx CheckForHangEx")]
    [InlineData("static NdisStatus Pause(object? context, MiniportPauseParameters parameters) => NdisStatus.Success;", "NDIS0020 Pause Pause")]
    [InlineData("NdisStatus NicRestart(MiniportRestartParameters parameters) => NdisStatus.Success;", "NDIS0020 NicRestart Restart")]
    [InlineData("static NdisStatus NicFilterAttach(NdisHandle filter, object? driver) => NdisStatus.Success;", "NDIS0020 NicFilterAttach FilterAttach")]
    public Task A_method_named_and_shaped_like_a_role_without_it_is_reported(string method, string finding) => Finds($"class Nic {{ {method} }}", finding);

    [Theory]
    [InlineData("void HaltEx() { }")]
    [InlineData("void HaltEx(string reason) { }")]
    [InlineData("void haltEx(NdisHaltAction action) { }")]
    [InlineData("void HaltExperiment(NdisHaltAction action) { }")]
    [InlineData("void Pause() { }")]
    [InlineData("void Restart(int seconds) { }")]
    [InlineData("void NicPause(MiniportPauseParameters parameters) { }")]
    [InlineData("bool CheckForHangEx() => false;")]
    [InlineData("[MiniportRole(MiniportRole.FilterDetach)] void FilterDetach(object? context) { }")]
    [InlineData("static MiniportHaltEx Halt = NicHaltEx; static void NicHaltEx(object? context, NdisHaltAction action) { }")]
    public Task A_method_that_declares_its_role_or_is_shaped_otherwise_is_quiet(string method) => Finds($"class Nic {{ {method} }}");

    [Fact]
    public Task A_member_that_hides_the_adapter_s_own_is_reported() =>
        Finds($"class Nic : MiniportAdapter {{ {Complete} public new bool CheckForHangEx() => false; }}", "NDIS0020 CheckForHangEx CheckForHangEx");

    [Fact]
    public Task A_helper_of_a_declared_role_is_quiet() =>
        Finds($"class Nic : MiniportAdapter {{ {Complete} void DoHaltEx(NdisHaltAction action) {{ }} }}");

    [Fact]
    public Task A_name_that_an_interface_chose_is_quiet() =>
        Finds("interface INic { void HaltEx(NdisHaltAction action); } class Nic : INic { public void HaltEx(NdisHaltAction action) { } }");

    [Fact]
    public Task The_longest_role_name_is_meant() =>
        Finds("class Nic { static NdisStatus ReInitializeEx(NdisHandle handle, object? driver, MiniportInitParameters parameters) => NdisStatus.Success; }", "NDIS0020 ReInitializeEx InitializeEx");

    [Theory]
    [InlineData("public static Action<object, NdisHaltAction>? HaltEx; static void Use() => HaltEx = Stop;")]
    [InlineData("public static Action<object, NdisHaltAction> HaltExHandler = Stop;")]
    [InlineData("public static Action<object, NdisHaltAction> HaltEx { get; } = Stop;")]
    [InlineData("static void Register(Action<object, NdisHaltAction> haltEx) { } static void Use() => Register(Stop);")]
    [InlineData("static void Register(Action<object, NdisHaltAction> miniportHaltEx) { } static void Use() => Register((context, action) => Stop(context, action));")]
    [InlineData("public static event Action<object, NdisHaltAction>? HaltEx; static void Use() => HaltEx += Stop;")]
    public Task A_method_registered_by_a_delegate_that_is_no_role_is_reported(string registration) =>
        Finds($"class Nic {{ {registration} static void Stop(object context, NdisHaltAction action) {{ }} }}", "NDIS0020 Stop HaltEx");

    [Theory]
    [InlineData("public static Action? Pause; static void Use() => Pause = Stop;")]
    [InlineData("public static Action Stopped = Stop;")]
    [InlineData("static void Register(Action handler) { } static void Use() => Register(Stop);")]
    [InlineData("public static event Action? Restart; static void Use() => Restart += Stop;")]
    public Task A_delegate_whose_place_says_nothing_of_NDIS_is_quiet(string registration) => Finds($"class Nic {{ {registration} static void Stop() {{ }} }}");

    [Fact]
    public Task An_adapter_that_opens_and_never_closes_is_reported() => Finds(
        "class Nic : MiniportAdapter { public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; }",
        "NDIS0022 InitializeEx HaltEx");

    [Fact]
    public Task An_adapter_that_closes_too_is_quiet() => Finds($"class Nic : MiniportAdapter {{ {Complete} }}");

    [Fact]
    public Task An_attribute_that_opens_without_one_that_closes_is_reported() => Finds(
        "class Nic { [MiniportRole(MiniportRole.InitializeEx)] NdisStatus Begin(NdisHandle handle, MiniportInitParameters parameters) => NdisStatus.Success; }",
        "NDIS0022 Begin HaltEx");

    [Fact]
    public Task A_filter_that_attaches_and_never_detaches_is_reported() => Finds(
        "class Filter { [MiniportRole(MiniportRole.FilterAttach)] NdisStatus Begin(NdisHandle filter, object? driver) => NdisStatus.Success; [MiniportRole(MiniportRole.HaltEx)] void End(NdisHaltAction action) { } }",
        "NDIS0022 Begin FilterDetach");

    [Fact]
    public Task A_closing_role_in_another_class_for_the_same_context_is_quiet() => Finds("""
        class Adapter { }
        static class Opener
        {
            static MiniportInitializeEx Handler = Open;
            static NdisStatus Open(NdisHandle handle, object? driver, MiniportInitParameters parameters) { NdisMSetMiniportAttributes(handle, new Adapter()); return NdisStatus.Success; }
        }
        static class Closer { [MiniportRole(MiniportRole.HaltEx)] static void Close(object? context, NdisHaltAction action) { _ = (Adapter)context!; } }
        """);

    [Fact]
    public Task A_closing_role_for_another_context_does_not_count() => Finds("""
        class Adapter { } class Other { }
        static class Driver
        {
            [MiniportRole(MiniportRole.InitializeEx)]
            static NdisStatus Open(NdisHandle handle, object? driver, MiniportInitParameters parameters) { NdisMSetMiniportAttributes(handle, new Adapter()); return NdisStatus.Success; }
            [MiniportRole(MiniportRole.HaltEx)] static void Close(object? context, NdisHaltAction action) { _ = (Other)context!; }
        }
        """, "NDIS0022 Open HaltEx");

    [Fact]
    public Task A_closing_role_that_the_base_class_has_is_quiet() => Finds("""
        abstract class NicBase : MiniportAdapter { public override void HaltEx(NdisHaltAction action) { } }
        class Nic : NicBase { public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; }
        """);

    [Fact]
    public Task A_closing_role_that_each_derived_class_has_is_quiet() => Finds("""
        abstract class NicBase : MiniportAdapter { public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; }
        class Nic : NicBase { public override void HaltEx(NdisHaltAction action) { } }
        """);

    [Fact]
    public Task A_derived_class_without_a_closing_role_is_reported_at_the_base_that_opens() => Finds("""
        abstract class NicBase : MiniportAdapter { public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; }
        class Nic : NicBase { public override void HaltEx(NdisHaltAction action) { } }
        class Wifi : NicBase { }
        """, "NDIS0022 InitializeEx HaltEx");

    [Fact]
    public Task An_abstract_class_without_derived_ones_leaves_closing_to_them() => Finds(
        "public abstract class NicBase : MiniportAdapter { public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; }");

    [Fact]
    public Task A_plain_type_that_opens_and_never_closes_is_quiet() => Finds("class Service { public Task StartAsync(CancellationToken token) => Task.CompletedTask; }");

    [Fact]
    public Task Generated_code_is_quiet() => Finds("// <auto-generated/>\n[System.CodeDom.Compiler.GeneratedCode(\"tool\", \"1\")] class Nic { void HaltEx(NdisHaltAction action) { } }");

    [Fact]
    public async Task An_editor_that_has_one_file_open_shows_its_findings()
    {
        var code = RoleCompilation.Of(
            "partial class Nic { [MiniportRole(MiniportRole.InitializeEx)] NdisStatus Begin(MiniportInitParameters parameters) => NdisStatus.Success; void HaltEx(NdisHaltAction action) { } }",
            "partial class Nic { void ShutHaltEx(NdisHaltAction action) { } }");
        Assert.Equal(["NDIS0020 HaltEx HaltEx", "NDIS0022 Begin HaltEx"], (await code.FindingsWhileEditing()).Order());
    }

    [Fact]
    public void Every_descriptor_links_to_its_page() => Assert.All(
        new RoleDeclarationAnalyzer().SupportedDiagnostics,
        descriptor => Assert.Equal($"https://github.com/ndisrules/ndisrules/blob/main/docs/rules/{descriptor.Id}.md", descriptor.HelpLinkUri));

    [Fact]
    public void The_messages_name_method_role_and_context() =>
        Assert.Equal(
            "'Begin' has the role InitializeEx, but no method of 'Nic' has the role HaltEx: what it allocates cannot be freed",
            string.Format(Descriptors.NDIS0022.MessageFormat.ToString(), "Begin", "InitializeEx", "Nic", "HaltEx"));

    private static async Task Finds(string source, params string[] findings) => Assert.Equal(findings, await RoleCompilation.Of(source).Findings());
}
