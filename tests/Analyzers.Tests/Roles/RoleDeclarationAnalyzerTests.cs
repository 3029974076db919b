using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using NdisRules.Analyzers.Diagnostics;

namespace NdisRules.Analyzers.Tests.Roles;

public class RoleDeclarationAnalyzerTests
{
    private const string Complete = "public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; public override void HaltEx(NdisHaltAction action) { }";

    [Theory]
    [InlineData("void {|NDIS0020:HaltEx|}(NdisHaltAction action) { }")]
    [InlineData("static void {|NDIS0020:HaltEx|}(object? context, NdisHaltAction action) { }")]
    [InlineData("static void {|NDIS0020:MiniportHaltEx|}(object? context, NdisHaltAction action) { }")]
    [InlineData("static void {|NDIS0020:NicHaltEx|}(Nic context, NdisHaltAction action) { }")]
    [InlineData("static void {|NDIS0020:MPSendNetBufferLists|}(object? context, NetBufferList list, uint port, NdisSendFlags flags) { }")]
    [InlineData("static bool {|NDIS0020:NicCheckForHangEx|}(object? context) => false;")]
    [InlineData("static NdisStatus {|NDIS0020:Pause|}(object? context, MiniportPauseParameters parameters) => NdisStatus.Success;")]
    [InlineData("NdisStatus {|NDIS0020:NicRestart|}(MiniportRestartParameters parameters) => NdisStatus.Success;")]
    [InlineData("static NdisStatus {|NDIS0020:NicFilterAttach|}(NdisHandle filter, object? driver) => NdisStatus.Success;")]
    [InlineData("bool {|NDIS0020:NicInterrupt|}(object? context, out bool queue) => queue = false;")]
    public Task A_method_named_and_shaped_like_a_role_without_it_is_reported(string method) => Check("class Nic { " + method + " }");

    [Theory]
    [InlineData("void HaltEx() { }")]
    [InlineData("void HaltEx(string reason) { }")]
    [InlineData("void haltEx(NdisHaltAction action) { }")]
    [InlineData("void HaltExperiment(NdisHaltAction action) { }")]
    [InlineData("void Pause() { }")]
    [InlineData("void Restart(int seconds) { }")]
    [InlineData("void NicPause(MiniportPauseParameters parameters) { }")]
    [InlineData("bool CheckForHangEx() => false;")]
    [InlineData("bool Interrupt(object? sender) => false;")]
    [InlineData("[MiniportRole(MiniportRole.FilterDetach)] void FilterDetach(object? context) { }")]
    [InlineData("[MiniportRole(MiniportRole.FilterDetach)] static void NicCancelOidRequest(object? context) { }")]
    [InlineData("static MiniportHaltEx Halt = NicHaltEx; static void NicHaltEx(object? context, NdisHaltAction action) { }")]
    public Task A_method_that_declares_its_role_or_is_shaped_otherwise_is_quiet(string method) => Check("class Nic { " + method + " }");

    [Theory]
    [InlineData("[MiniportRole(MiniportRole.HaltEx)] void {|NDIS0021:End|}() { }")]
    [InlineData("[MiniportRole(MiniportRole.HaltEx)] bool {|NDIS0021:End|}(NdisHaltAction action) => true;")]
    [InlineData("[MiniportRole(MiniportRole.HaltEx)] void {|NDIS0021:End|}(NdisHaltAction action, int more) { }")]
    [InlineData("[MiniportRole(MiniportRole.HaltEx)] static void {|NDIS0021:End|}(NdisHandle action) { }")]
    [InlineData("[MiniportRole(MiniportRole.CheckForHangEx)] static void {|NDIS0021:Check|}(object? context) { }")]
    [InlineData("[MiniportRole(MiniportRole.DriverUnload)] void {|NDIS0021:Unload|}(NdisHandle driver) { }")]
    [InlineData("[MiniportRole(MiniportRole.Pause)] NdisStatus {|NDIS0021:Pause|}(ref MiniportPauseParameters parameters) => 0;")]
    [InlineData("[MiniportRole(MiniportRole.FilterDetach)] static void {|NDIS0021:NicCancelOidRequest|}(object? context, object request) { }")]
    public Task A_method_that_does_not_fit_the_role_it_declares_is_reported(string method) => Check("class Nic { " + method + " }");

    [Theory]
    [InlineData("[MiniportRole(MiniportRole.HaltEx)] void End(NdisHaltAction action) { }")]
    [InlineData("[MiniportRole(MiniportRole.HaltEx)] static void End(object? context, NdisHaltAction action) { }")]
    [InlineData("[MiniportRole(MiniportRole.HaltEx)] static void End(Nic context, NdisHaltAction action) { }")]
    [InlineData("[MiniportRole(MiniportRole.CheckForHangEx)] bool Check() => false;")]
    [InlineData("[MiniportRole(MiniportRole.DriverUnload)] static void Unload(NdisHandle driver) { }")]
    [InlineData("[MiniportRole(MiniportRole.InitializeEx)] NdisStatus Open(MiniportInitParameters parameters) => NdisStatus.Success; [MiniportRole(MiniportRole.HaltEx)] void End(NdisHaltAction action) { }")]
    [InlineData("[MiniportRole(MiniportRole.DriverEntry)] static int Enter(int anything) => anything;")]
    public Task A_method_that_fits_is_quiet(string method) => Check("class Nic { " + method + " }");

    [Fact]
    public Task A_member_that_hides_the_adapter_s_own_is_reported() =>
        Check("class Nic : MiniportAdapter { " + Complete + " public new bool {|NDIS0020:CheckForHangEx|}() => false; }");

    [Fact]
    public Task A_helper_of_a_declared_role_is_quiet() =>
        Check("class Nic : MiniportAdapter { " + Complete + " void DoHaltEx(NdisHaltAction action) { } }");

    [Fact]
    public Task A_name_that_an_interface_chose_is_quiet() =>
        Check("interface INic { void HaltEx(NdisHaltAction action); } class Nic : INic { public void HaltEx(NdisHaltAction action) { } }");

    [Fact]
    public Task The_longest_role_name_is_meant()
    {
        var test = Test("class Nic { static void {|NDIS0020:NicCancelOidRequest|}(object? context, object request) { } }");
        test.DiagnosticVerifier = (diagnostic, _, _) => Assert.Equal("CancelOidRequest", diagnostic.Properties["role"]);
        return test.RunAsync();
    }

    [Fact]
    public Task A_helper_that_takes_the_adapter_itself_is_quiet() =>
        Check("class Nic : MiniportAdapter { " + Complete + " } static class Test { static void CallHaltEx(Nic nic, NdisHaltAction action) => nic.HaltEx(action); }");

    [Theory]
    [InlineData("public static Action<object, NdisHaltAction>? HaltEx; static void Use() => HaltEx = Stop;")]
    [InlineData("public static Action<object, NdisHaltAction> HaltExHandler = Stop;")]
    [InlineData("public static Action<object, NdisHaltAction> HaltEx { get; } = Stop;")]
    [InlineData("static void Register(Action<object, NdisHaltAction> haltEx) { } static void Use() => Register(Stop);")]
    [InlineData("static void Register(Action<object, NdisHaltAction> miniportHaltEx) { } static void Use() => Register((context, action) => Stop(context, action));")]
    [InlineData("public static event Action<object, NdisHaltAction>? HaltEx; static void Use() => HaltEx += Stop;")]
    public Task A_method_registered_by_a_delegate_that_is_no_role_is_reported(string registration) =>
        Check("class Nic { " + registration + " static void {|NDIS0020:Stop|}(object context, NdisHaltAction action) { } }");

    [Theory]
    [InlineData("public static Action? Pause; static void Use() => Pause = Stop;")]
    [InlineData("public static Action Stopped = Stop;")]
    [InlineData("static void Register(Action handler) { } static void Use() => Register(Stop);")]
    [InlineData("public static event Action? Restart; static void Use() => Restart += Stop;")]
    public Task A_delegate_whose_place_says_nothing_of_NDIS_is_quiet(string registration) => Check("class Nic { " + registration + " static void Stop() { } }");

    [Fact]
    public Task An_adapter_that_opens_and_never_closes_is_reported() => Check(
        "class Nic : MiniportAdapter { public override NdisStatus {|NDIS0022:InitializeEx|}(MiniportInitParameters parameters) => NdisStatus.Success; }");

    [Fact]
    public Task An_adapter_that_closes_too_is_quiet() => Check("class Nic : MiniportAdapter { " + Complete + " }");

    [Fact]
    public Task An_attribute_that_opens_without_one_that_closes_is_reported() => Check(
        "class Nic { [MiniportRole(MiniportRole.InitializeEx)] NdisStatus {|NDIS0022:Begin|}(NdisHandle handle, MiniportInitParameters parameters) => NdisStatus.Success; }");

    [Fact]
    public Task A_filter_that_attaches_and_never_detaches_is_reported() => Check(
        "class Filter { [MiniportRole(MiniportRole.FilterAttach)] NdisStatus {|NDIS0022:Begin|}(NdisHandle filter, object? driver) => NdisStatus.Success; [MiniportRole(MiniportRole.HaltEx)] void End(NdisHaltAction action) { } }");

    [Fact]
    public Task A_closing_role_in_another_class_for_the_same_context_is_quiet() => Check("""
        class Adapter { }
        static class Opener
        {
            static MiniportInitializeEx Handler = Open;
            static NdisStatus Open(NdisHandle handle, object? driver, MiniportInitParameters parameters) { NdisMSetMiniportAttributes(handle, new Adapter()); return NdisStatus.Success; }
        }
        static class Closer { [MiniportRole(MiniportRole.HaltEx)] static void Close(object? context, NdisHaltAction action) { _ = (Adapter)context!; } }
        """);

    [Fact]
    public Task A_closing_role_for_another_context_does_not_count() => Check("""
        class Adapter { } class Other { }
        static class Driver
        {
            [MiniportRole(MiniportRole.InitializeEx)]
            static NdisStatus {|NDIS0022:Open|}(NdisHandle handle, object? driver, MiniportInitParameters parameters) { NdisMSetMiniportAttributes(handle, new Adapter()); return NdisStatus.Success; }
            [MiniportRole(MiniportRole.HaltEx)] static void Close(object? context, NdisHaltAction action) { _ = (Other)context!; }
        }
        """);

    [Fact]
    public Task A_closing_role_that_the_base_class_has_is_quiet() => Check("""
        abstract class NicBase : MiniportAdapter { public override void HaltEx(NdisHaltAction action) { } }
        class Nic : NicBase { public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; }
        """);

    [Fact]
    public Task A_closing_role_that_each_derived_class_has_is_quiet() => Check("""
        abstract class NicBase : MiniportAdapter { public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; }
        class Nic : NicBase { public override void HaltEx(NdisHaltAction action) { } }
        """);

    [Fact]
    public Task A_derived_class_without_a_closing_role_is_reported_at_the_base_that_opens() => Check("""
        abstract class NicBase : MiniportAdapter { public override NdisStatus {|NDIS0022:InitializeEx|}(MiniportInitParameters parameters) => NdisStatus.Success; }
        class Nic : NicBase { public override void HaltEx(NdisHaltAction action) { } }
        class Wifi : NicBase { }
        """);

    [Fact]
    public Task An_abstract_class_without_derived_ones_leaves_closing_to_them() => Check(
        "public abstract class NicBase : MiniportAdapter { public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; }");

    [Fact]
    public Task A_plain_type_that_opens_and_never_closes_is_quiet() => Check("class Service { public Task StartAsync(CancellationToken token) => Task.CompletedTask; }");

    [Fact]
    public Task Both_are_found_in_every_part_of_a_class() => Check(
        "partial class Nic { [MiniportRole(MiniportRole.InitializeEx)] NdisStatus {|NDIS0022:Begin|}(NdisHandle handle, MiniportInitParameters parameters) => 0; void {|NDIS0020:HaltEx|}(NdisHaltAction action) { } }",
        "partial class Nic { void {|NDIS0020:ShutHaltEx|}(NdisHaltAction action) { } }");

    [Theory]
    [InlineData("void {|NDIS0020:NicHaltEx|}(NdisHaltAction action) { }", "HaltEx")]
    [InlineData("[MiniportRole(MiniportRole.FilterAttach)] NdisStatus {|NDIS0022:Begin|}(NdisHandle filter, object? driver) => 0;", "FilterDetach")]
    public Task The_missing_role_travels_with_the_finding(string method, string role)
    {
        var test = Test("class Nic { " + method + " }");
        test.DiagnosticVerifier = (diagnostic, _, _) => Assert.Equal(role, diagnostic.Properties["role"]);
        return test.RunAsync();
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

    private static Task Check(params string[] sources) => Test(sources).RunAsync();

    private static CSharpAnalyzerTest<RoleDeclarationAnalyzer, DefaultVerifier> Test(params string[] sources)
    {
        var test = new CSharpAnalyzerTest<RoleDeclarationAnalyzer, DefaultVerifier> { TestState = { AdditionalReferences = { RoleCompilation.Runtime } } };
        foreach (var source in sources)
            test.TestState.Sources.Add(RoleCompilation.Usings + source);

        return test;
    }
}
