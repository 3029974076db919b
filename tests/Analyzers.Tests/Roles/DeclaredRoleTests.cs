namespace NdisRules.Analyzers.Tests.Roles;

public class DeclaredRoleTests
{
    [Fact]
    public void Overrides_of_the_adapter_class_are_roles_in_the_order_of_a_life() => Assert.Equal(
        """
        Opening InitializeEx Nic.InitializeEx
        Restart Restart Nic.Restart
        Handler SendNetBufferLists Nic.SendNetBufferLists
        Pause Pause Nic.Pause
        Closing HaltEx Nic.HaltEx
        """,
        RoleCompilation.Of("""
            class Nic : MiniportAdapter
            {
                public override void HaltEx(NdisHaltAction action) { }
                public override NdisStatus Pause(MiniportPauseParameters parameters) => NdisStatus.Success;
                public override void SendNetBufferLists(NetBufferList list, uint port, NdisSendFlags flags) => Log();
                public override NdisStatus Restart(MiniportRestartParameters parameters) => NdisStatus.Success;
                public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;
                private void Log() { }
                public void NotARole() { }
            }
            """).Roles("Nic"));

    [Fact]
    public void Attributes_are_roles_whatever_the_methods_are_called() => Assert.Equal(
        """
        Opening InitializeEx Nic.Begin
        Closing HaltEx Nic.End
        """,
        RoleCompilation.Of("""
            class Nic
            {
                [MiniportRole(MiniportRole.InitializeEx)] public NdisStatus Begin(NdisHandle handle, MiniportInitParameters parameters) => NdisStatus.Success;
                [MiniportRole(MiniportRole.HaltEx)] public void End(NdisHaltAction action) { }
            }
            """).Roles("Nic"));

    [Fact]
    public void Static_handlers_in_characteristics_serve_the_type_they_cast_their_context_to() => Assert.Equal(
        """
        Opening InitializeEx Driver.OnInitialize
        Handler SendNetBufferLists Driver.OnSend(context)
        Pause Pause Driver.OnPause(context)
        Closing HaltEx Driver.OnHalt(context)
        """,
        RoleCompilation.Of(StaticDriver).Roles("Adapter"));

    [Fact]
    public void The_class_of_static_handlers_has_no_life_of_its_own() => Assert.Equal("none", RoleCompilation.Of(StaticDriver).Roles("Driver"));

    [Fact]
    public void A_static_handler_takes_part_in_the_life_of_its_context() => Assert.Equal("Adapter", RoleCompilation.Of(StaticDriver).ContextOf("Driver", "OnHalt"));

    [Fact]
    public void A_helper_beside_static_handlers_takes_part_with_them() => Assert.Equal("Adapter", RoleCompilation.Of(StaticDriver).ContextOf("Driver", "Helper"));

    [Fact]
    public void A_field_of_the_context_takes_part() => Assert.Equal("Adapter", RoleCompilation.Of(StaticDriver).ContextOf("Adapter", "Sent"));

    [Theory]
    [InlineData("var adapter = (Adapter)context!;")]
    [InlineData("var adapter = context as Adapter;")]
    [InlineData("if (context is Adapter adapter) { }")]
    [InlineData("if (context is not Adapter) return;")]
    [InlineData("if (context is Adapter { Sent: 3 }) { }")]
    [InlineData("switch (context) { case null: break; case Adapter adapter: break; }")]
    [InlineData("var sent = context switch { Adapter adapter => adapter.Sent, _ => 0 };")]
    [InlineData("var adapter = System.Runtime.CompilerServices.Unsafe.As<Adapter>(context);")]
    [InlineData("Adapter.From(context).Sent++;")]
    [InlineData("Free(context); static void Free(object? it) => ((Adapter)it!).Sent = 0;")]
    public void A_context_is_recognised_by_every_cast(string statement) => Assert.Equal(
        "Closing HaltEx Driver.OnHalt(context)",
        RoleCompilation.Of($$"""
            class Adapter { public int Sent; public static Adapter From(object? context) => (Adapter)context!; }
            static class Driver
            {
                [MiniportRole(MiniportRole.HaltEx)] static void OnHalt(object? context, NdisHaltAction action) { {{statement}} }
            }
            """).Roles("Adapter"));

    [Fact]
    public void Handlers_of_several_classes_and_kinds_that_name_one_context_share_its_life() => Assert.Equal(
        """
        Opening InitializeEx Adapter.Start
        Handler SendNetBufferLists Sender.OnSend(context)
        Pause Pause Pauser.Pause(adapter)
        Closing HaltEx Halter.Halt(context)
        """,
        RoleCompilation.Of(
            """
            partial class Adapter
            {
                [MiniportRole(MiniportRole.InitializeEx)] static NdisStatus Start(NdisHandle handle, object? driver, MiniportInitParameters parameters)
                {
                    var adapter = new Adapter();
                    NdisMSetMiniportAttributes(handle, adapter);
                    return NdisStatus.Success;
                }
            }
            """,
            "static class Sender { public static MiniportSendNetBufferLists Handler = OnSend; static void OnSend(object? context, NetBufferList list, uint port, NdisSendFlags flags) { _ = (Adapter)context!; } }",
            "class Pauser { [MiniportRole(MiniportRole.Pause)] NdisStatus Pause(Adapter adapter, MiniportPauseParameters parameters) => NdisStatus.Success; }",
            "class Halter { void Halt(object? context, NdisHaltAction action) { _ = (Adapter)context!; } MiniportHaltEx Get() => Halt; }").Roles("Adapter"));

    [Fact]
    public void Parts_of_a_partial_class_are_one_type() => Assert.Equal(
        """
        Opening InitializeEx Nic.InitializeEx
        Closing HaltEx Nic.HaltEx
        """,
        RoleCompilation.Of(
            "partial class Nic { public override void HaltEx(NdisHaltAction action) { } }",
            "partial class Nic : MiniportAdapter { public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; }").Roles("Nic"));

    [Fact]
    public void A_role_of_a_base_class_is_inherited_unless_overridden() => Assert.Equal(
        """
        Opening InitializeEx Nic.InitializeEx
        Closing HaltEx NicBase.HaltEx
        """,
        RoleCompilation.Of(Inherited).Roles("Nic"));

    [Fact]
    public void A_member_of_an_abstract_base_takes_part_in_the_life_of_each_derived_class() => Assert.Equal(
        ["Nic", "Wifi"],
        AllOf(RoleCompilation.Of(Inherited), "NicBase", "HaltEx"));

    [Fact]
    public void A_role_of_a_generic_base_class_is_inherited() => Assert.Equal(
        """
        Opening InitializeEx Nic.InitializeEx
        Closing HaltEx NicBase.HaltEx
        """,
        RoleCompilation.Of("""
            abstract class NicBase<T> : MiniportAdapter { public override void HaltEx(NdisHaltAction action) { } }
            class Nic : NicBase<int> { public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; }
            """).Roles("Nic"));

    [Fact]
    public void An_override_of_a_method_with_the_attribute_has_the_role() => Assert.Equal(
        "Closing HaltEx Nic.End",
        RoleCompilation.Of("""
            abstract class NicBase { [MiniportRole(MiniportRole.HaltEx)] protected virtual void End(NdisHaltAction action) { } }
            class Nic : NicBase { protected override void End(NdisHaltAction action) { } }
            """).Roles("Nic"));

    [Fact]
    public void A_lambda_that_only_passes_on_gives_its_role_to_the_method_behind_it() => Assert.Equal(
        """
        Opening InitializeEx Nic.Begin
        Closing HaltEx Nic.End
        """,
        RoleCompilation.Of("""
            class Nic
            {
                public static NdisStatus Begin(NdisHandle handle, MiniportInitParameters parameters) { NdisMSetMiniportAttributes(handle, new Nic()); return NdisStatus.Success; }
                public void End(NdisHaltAction action) { }
                static MiniportDriverCharacteristics Make() => new()
                {
                    InitializeEx = (handle, driver, parameters) => Begin(handle, parameters),
                    HaltEx = (context, action) => ((Nic)context!).End(action),
                };
            }
            """).Roles("Nic"));

    [Fact]
    public void A_lambda_that_does_the_work_is_the_role_itself() => Assert.Equal(
        "Closing HaltEx Driver.(context)",
        RoleCompilation.Of("""
            class Nic { public int Sent; }
            static class Driver { static MiniportHaltEx Halt = (context, action) => { var nic = (Nic)context!; nic.Sent = 0; nic.Sent = 1; }; }
            """).Roles("Nic"));

    [Fact]
    public void A_file_that_only_calls_a_registration_is_read_too() => Assert.Equal(
        "Closing HaltEx Elsewhere.Stop(context)",
        RoleCompilation.Of(
            "class Nic { } static class Registration { public static void Use(MiniportHaltEx halt) { } }",
            "static class Elsewhere { static void Stop(object? context, NdisHaltAction action) { _ = (Nic)context!; } static void Main2() => Registration.Use(Stop); }").Roles("Nic"));

    [Fact]
    public void A_file_that_only_fills_what_another_file_declares_is_read_too() => Assert.Equal(
        """
        Restart Restart Driver.B(context)
        Pause Pause Driver.A(context)
        """,
        RoleCompilation.Of(
            "class Nic { } static class Setup { public static MiniportDriverCharacteristics Table = new(); public static MiniportDriverCharacteristics Make() => new(); }",
            """
            static partial class Driver
            {
                static NdisStatus A(object? context, MiniportPauseParameters parameters) => context is Nic ? NdisStatus.Success : NdisStatus.Failure;
                static void Fill() => Setup.Table = new() { Pause = A };
            }
            """,
            """
            static partial class Driver
            {
                static NdisStatus B(object? context, MiniportRestartParameters parameters) => context is Nic ? NdisStatus.Success : NdisStatus.Failure;
                static void Fill2() { var made = Setup.Make(); made.Restart = B; }
            }
            """).Roles("Nic"));

    [Fact]
    public void A_delegate_in_a_cast_an_argument_or_a_local_is_a_declaration() => Assert.Equal(
        """
        Restart Restart Driver.B(context)
        Pause Pause Driver.A(context)
        Closing HaltEx Driver.C(context)
        """,
        RoleCompilation.Of("""
            class Nic { }
            static class Driver
            {
                static NdisStatus A(object? context, MiniportPauseParameters parameters) => context is Nic ? NdisStatus.Success : NdisStatus.Failure;
                static NdisStatus B(object? context, MiniportRestartParameters parameters) => context is Nic ? NdisStatus.Success : NdisStatus.Failure;
                static void C(object? context, NdisHaltAction action) { _ = context as Nic; }
                static void Take(MiniportPause pause) { }
                static void Register() { Take(A); var b = (MiniportRestart)B; MiniportHaltEx c = new MiniportHaltEx(C); }
            }
            """).Roles("Nic"));

    [Fact]
    public void A_driver_that_keeps_everything_in_statics_is_its_own_context() => Assert.Equal(
        """
        Opening InitializeEx Driver.Init
        Closing HaltEx Driver.Halt(context)
        DriverUnload DriverUnload Driver.Unload
        """,
        RoleCompilation.Of("""
            static class Driver
            {
                [MiniportRole(MiniportRole.InitializeEx)] static NdisStatus Init(NdisHandle handle, object? driver, MiniportInitParameters parameters) => NdisStatus.Success;
                [MiniportRole(MiniportRole.HaltEx)] static void Halt(object? context, NdisHaltAction action) { }
                [MiniportRole(MiniportRole.DriverUnload)] static void Unload(NdisHandle driver) { }
            }
            """).Roles("Driver"));

    [Fact]
    public void Dispose_of_a_type_with_roles_comes_after_all_of_them() => Assert.Equal(
        """
        Closing HaltEx Nic.End
        Disposal Dispose Nic.Dispose
        """,
        RoleCompilation.Of("class Nic : IDisposable { [MiniportRole(MiniportRole.HaltEx)] void End(NdisHaltAction action) => Dispose(); public void Dispose() { } }").Roles("Nic"));

    [Fact]
    public void A_method_of_the_same_name_and_shape_is_no_role() => Assert.Equal(
        "none",
        RoleCompilation.Of("class Nic { public void HaltEx(NdisHaltAction action) { } }").Roles("Nic"));

    [Fact]
    public void A_delegate_of_the_same_name_elsewhere_is_no_role() => Assert.Equal(
        "none",
        RoleCompilation.Of("namespace Other { delegate void MiniportHaltEx(); class Nic { void Halt() { } MiniportHaltEx Get() => Halt; } }").Roles("Other.Nic"));

    [Theory]
    [InlineData("class Nic : Missing { [MiniportRole(MiniportRole.HaltEx)] void End( }")]
    [InlineData("class Nic : Nic { [MiniportRole(MiniportRole.HaltEx)] void End() { } }")]
    [InlineData("class Nic : Other { } class Other : Nic { public override void HaltEx(NdisHaltAction action) }")]
    [InlineData("class Nic { [MiniportRole(MiniportRole.Nothing)] [MiniportRole(77)] [MiniportRole] void End() { } }")]
    [InlineData("class Nic { static MiniportHaltEx Halt = ; static MiniportDriverCharacteristics C = new() { HaltEx = Missing, Pause = (a, b) => };")]
    [InlineData("class Nic : MiniportAdapter { public override void HaltEx( ; public override NdisStatus InitializeEx => 1")]
    [InlineData("[MiniportRole(MiniportRole.HaltEx)] void Loose(object? context) { _ = (Nic)context; } class Nic { }")]
    public void Broken_code_is_skipped_without_an_exception(string source)
    {
        var code = RoleCompilation.OfBroken(source);
        code.Roles("Nic");
        foreach (var member in code.Type("Nic").GetMembers())
            code.Map.Of(member);
    }

    [Fact]
    public void An_attribute_on_the_defining_part_of_a_partial_method_counts() => Assert.Equal(
        "Closing HaltEx Nic.End",
        RoleCompilation.Of("partial class Nic { [MiniportRole(MiniportRole.HaltEx)] partial void End(NdisHaltAction action); partial void End(NdisHaltAction action) { } }").Roles("Nic"));

    [Fact]
    public void An_attribute_under_a_global_alias_counts() => Assert.Equal(
        "Closing HaltEx Nic.End",
        RoleCompilation.Of(
            "class Nic { [Plays((Which)2)] void End(NdisHaltAction action) { } }",
            RoleCompilation.Bare + "global using Plays = NdisRules.Runtime.MiniportRoleAttribute; global using Which = NdisRules.Runtime.MiniportRole;").Roles("Nic"));

    [Fact]
    public void A_method_may_have_two_roles() => Assert.Equal(
        """
        Handler CheckForHangEx Nic.Both
        Closing HaltEx Nic.Both
        """,
        RoleCompilation.Of("class Nic { [MiniportRole(MiniportRole.HaltEx)] [MiniportRole(MiniportRole.CheckForHangEx)] void Both() { } }").Roles("Nic"));

    [Fact]
    public void A_handler_for_a_base_class_serves_each_class_derived_from_it()
    {
        var code = RoleCompilation.Of("""
            abstract class Adapter { }
            class Wired : Adapter { } class Wireless : Adapter { }
            static class Driver { static MiniportHaltEx Handler = OnHalt; static void OnHalt(object? context, NdisHaltAction action) { _ = (Adapter)context!; } }
            """);
        Assert.Equal("Closing HaltEx Driver.OnHalt(context)", code.Roles("Wireless"));
        Assert.Equal(["Wired", "Wireless"], AllOf(code, "Driver", "OnHalt"));
    }

    [Fact]
    public void A_lambda_with_a_role_serves_its_own_context_and_any_other_that_of_its_method()
    {
        var code = RoleCompilation.Of("""
            class Nic { public int Sent; }
            class Cache : IDisposable
            {
                public void Dispose() { }
                void Run() { MiniportHaltEx halt = (context, action) => { ((Nic)context!).Sent = 0; ((Nic)context!).Sent = 1; }; Action other = () => { }; }
            }
            """);
        Assert.Equal(["Nic", "Cache"], code.Lambdas().Select(lambda => code.Map.Of(lambda)!.Context.Name));
    }

    [Fact]
    public void A_context_handed_over_by_a_helper_is_found() => Assert.Equal(
        "Opening InitializeEx Driver.Open",
        RoleCompilation.Of("""
            class Nic { public Nic(NdisHandle handle) => NdisMSetMiniportAttributes(handle, this); }
            static class Driver
            {
                static MiniportInitializeEx Handler = Open;
                static NdisStatus Open(NdisHandle handle, object? driver, MiniportInitParameters parameters) => Make(handle) is null ? NdisStatus.Failure : NdisStatus.Success;
                static Nic Make(NdisHandle handle) => new(handle);
            }
            """).Roles("Nic"));

    [Fact]
    public void Source_of_another_project_is_not_read() => Assert.Equal(
        "Opening InitializeEx Nic.InitializeEx",
        RoleCompilation.Beside(
            "public abstract class NicBase : MiniportAdapter { public override void HaltEx(NdisHaltAction action) { } public static void Stop(object? context, NdisHaltAction action) { } }",
            """
            class Nic : NicBase
            {
                public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success;
                MiniportHaltEx Halt = Stop;
            }
            """).Roles("Nic"));

    [Fact]
    public void Code_that_breaks_off_anywhere_is_read_without_an_exception()
    {
        var source = StaticDriver + Inherited;
        for (var length = 0; length < source.Length; length += 37)
        {
            var code = RoleCompilation.OfBroken(source.Substring(0, length));
            Assert.All(code.Members(), member => code.Map.AllOf(member));
        }
    }

    [Fact]
    public void Handlers_of_a_program_without_a_class_are_found() => Assert.Equal(
        "Closing HaltEx Program.Halt(context)",
        RoleCompilation.OfBroken("""
            var driver = new MiniportDriverCharacteristics { HaltEx = Halt };
            static void Halt(object? context, NdisHaltAction action) => ((Nic)context!).Sent = 0;
            class Nic { public int Sent; }
            """).Roles("Nic"));

    [Fact]
    public void The_order_of_files_changes_nothing()
    {
        var files = new[] { "class Adapter { }", Opener, Closer };
        Assert.Equal(
            RoleCompilation.Named(("a.cs", files[0]), ("b.cs", files[1]), ("c.cs", files[2])).Roles("Adapter"),
            RoleCompilation.Named(("c.cs", files[2]), ("b.cs", files[1]), ("a.cs", files[0])).Roles("Adapter"));
    }

    [Fact]
    public void A_library_method_as_handler_is_no_part_of_the_life() => Assert.Equal(
        "Closing HaltEx Driver.Halt(context)",
        RoleCompilation.Of("""
            class Nic { }
            static class Driver
            {
                static MiniportDriverUnload Unload = NdisMDeregisterMiniportDriver;
                static MiniportHaltEx Handler = Halt;
                static void Halt(object? context, NdisHaltAction action) { _ = (Nic)context!; }
            }
            """).Roles("Nic"));

    [Fact]
    public void Threads_that_ask_at_once_get_one_and_the_same_life()
    {
        var code = RoleCompilation.Of(StaticDriver);
        var lives = new object?[8];
        Parallel.For(0, lives.Length, i => lives[i] = code.Map.Of(code.Member(i % 2 == 0 ? "Driver" : "Adapter", i % 2 == 0 ? "OnHalt" : "Sent")));
        Assert.NotNull(lives[0]);
        Assert.Single(lives.Distinct());
    }

    private static string[] AllOf(RoleCompilation code, string type, string member) =>
        code.Map.AllOf(code.Member(type, member)).Select(life => life.Context.Name).ToArray();

    private const string Opener = "static class Opener { [MiniportRole(MiniportRole.Pause)] static void A(object? context) { _ = (Adapter)context!; } }";
    private const string Closer = "static class Closer { [MiniportRole(MiniportRole.Pause)] static void B(object? context) { _ = (Adapter)context!; } }";

    private const string StaticDriver = """
        class Adapter { public int Sent; }
        static class Driver
        {
            public static MiniportDriverCharacteristics Make() => new() { InitializeEx = OnInitialize, HaltEx = OnHalt, SendNetBufferLists = OnSend, Pause = OnPause };
            static NdisStatus OnInitialize(NdisHandle handle, object? driver, MiniportInitParameters parameters)
            {
                NdisMSetMiniportAttributes(handle, new Adapter());
                return NdisStatus.Success;
            }
            static void OnSend(object? context, NetBufferList list, uint port, NdisSendFlags flags) { }
            static NdisStatus OnPause(object? context, MiniportPauseParameters parameters) => NdisStatus.Success;
            static void OnHalt(object? context, NdisHaltAction action) => Helper((Adapter)context!);
            static void Helper(Adapter adapter) { }
        }
        """;

    private const string Inherited = """
        abstract class NicBase : MiniportAdapter { public override void HaltEx(NdisHaltAction action) { } public override NdisStatus InitializeEx(MiniportInitParameters parameters) => 0; }
        class Nic : NicBase { public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Success; }
        class Wifi : NicBase { public override NdisStatus InitializeEx(MiniportInitParameters parameters) => NdisStatus.Failure; }
        """;
}
