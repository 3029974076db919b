namespace NdisRules.Analyzers.Tests.Roles;

public class PlainLifeCycleTests
{
    [Fact]
    public void Constructor_public_members_and_Dispose_are_a_life() => Assert.Equal(
        """
        Construction Cache Cache..ctor
        Handler Count Cache.get_Count
        Handler Add Cache.Add
        Handler Trim Cache.Trim
        Handler OnFull Cache.OnFull
        Closing Dispose Cache.Dispose
        """,
        RoleCompilation.Of("""
            class Cache : IDisposable
            {
                public void Dispose() { }
                public Cache(int size) { }
                public int Count => 3;
                public int Auto { get; set; }
                public void Add() => Helper();
                internal void Trim() { }
                protected virtual void OnFull() { }
                private void Helper() { }
                public static Cache Make() => new(1);
            }
            """).AllRoles("Cache"));

    [Fact]
    public void A_constructor_nobody_wrote_stands_for_the_initialisers() => Assert.StartsWith(
        "Construction Cache Cache..ctor\n",
        RoleCompilation.Of("class Cache : IDisposable { object _held = new(); public void Dispose() { } }").AllRoles("Cache"));

    [Fact]
    public void A_service_opens_with_StartAsync_and_closes_with_StopAsync_before_Dispose_before_DisposeAsync() => Assert.Equal(
        """
        Opening StartAsync Service.StartAsync
        Closing StopAsync Service.StopAsync
        Closing Dispose Service.Dispose
        Closing DisposeAsync Service.DisposeAsync
        """,
        RoleCompilation.Of(Service).Roles("Service"));

    [Fact]
    public void An_owner_disposes_one_way_or_the_other_and_stops_before_either() => Assert.Equal(
        ["StopAsync Dispose", "StopAsync DisposeAsync"],
        EndingsOf(Service, "Service"));

    [Fact]
    public void A_miniport_ends_in_one_way() => Assert.Equal(
        ["HaltEx"],
        EndingsOf("class Nic : IDisposable { [MiniportRole(MiniportRole.HaltEx)] void End(NdisHaltAction action) { } public void Dispose() { } }", "Nic"));

    [Fact]
    public void Dispose_comes_before_its_own_core() => Assert.Equal(
        "Closing Dispose Cache.Dispose",
        RoleCompilation.Of("class Cache : IDisposable { public void Dispose() => Dispose(true); protected virtual void Dispose(bool disposing) { } }").Roles("Cache"));

    [Fact]
    public void An_override_of_the_core_closes_where_the_base_class_is_a_library() => Assert.Equal(
        "Closing Dispose Reader.Dispose",
        RoleCompilation.Of("class Reader : System.IO.StringReader { public Reader() : base(\"\") { } protected override void Dispose(bool disposing) { } }").Roles("Reader"));

    [Fact]
    public void An_asynchronous_core_has_its_share_where_the_base_class_closes() => Assert.Equal(
        """
        Handler Use Nic.Use
        Closing DisposeAsync Base.DisposeAsync
        """,
        RoleCompilation.Of("""
            class Base : IAsyncDisposable { public ValueTask DisposeAsync() => DisposeAsyncCore(); protected virtual ValueTask DisposeAsyncCore() => default; }
            class Nic : Base { public void Use() { } protected override ValueTask DisposeAsyncCore() => default; }
            """).Roles("Nic"));

    [Fact]
    public void Members_of_a_base_class_are_handlers_unless_overridden() => Assert.Equal(
        """
        Handler Read Base.Read
        Handler Write Derived.Write
        Closing Dispose Base.Dispose
        """,
        RoleCompilation.Of("""
            abstract class Base : IDisposable { public void Read() { } public virtual void Write() { } public void Dispose() { } public abstract void Seek(); }
            class Derived : Base { public override void Write() { } public override void Seek() => throw null!; }
            """).Roles("Derived").Replace("\nHandler Seek Derived.Seek", ""));

    [Fact]
    public void An_explicit_Dispose_closes_and_an_explicit_member_is_a_handler() => Assert.Equal(
        """
        Handler CompareTo Cache.System.IComparable.CompareTo
        Closing Dispose Cache.System.IDisposable.Dispose
        """,
        RoleCompilation.Of("class Cache : IDisposable, IComparable { void IDisposable.Dispose() { } int IComparable.CompareTo(object? other) => 0; }").Roles("Cache"));

    [Fact]
    public void Property_and_event_accessors_with_a_body_are_handlers() => Assert.Equal(
        """
        Handler Size Cache.get_Size
        Handler Size Cache.set_Size
        Handler Full Cache.add_Full
        Handler Full Cache.remove_Full
        Closing Dispose Cache.Dispose
        """,
        RoleCompilation.Of("""
            class Cache : IDisposable
            {
                public int Size { get { return 1; } set { } }
                public event Action Full { add { } remove { } }
                public event Action? Empty;
                public void Raise2() => Empty?.Invoke();
                public void Dispose() { }
            }
            """).Roles("Cache").Replace("Handler Raise2 Cache.Raise2\n", ""));

    [Fact]
    public void The_copy_constructor_of_a_record_constructs_nothing() => Assert.Single(
        RoleCompilation.Of("record Lease(int Size) : IDisposable { public void Dispose() { } }").AllRoles("Lease").Split('\n'), line => line.StartsWith("Construction"));

    [Fact]
    public void A_class_that_inherits_its_end_from_a_library_lives_without_a_closing_method() =>
        Assert.Equal("Handler Use Reader.Use", RoleCompilation.Of("class Reader : System.IO.StringReader { public Reader() : base(\"\") { } public void Use() { } }").Roles("Reader"));

    [Fact]
    public void StopAsync_alone_makes_a_service() => Assert.Equal(
        "Closing StopAsync Service.StopAsync",
        RoleCompilation.Of("class Service { public Task StopAsync(CancellationToken token) => Task.CompletedTask; }").Roles("Service"));

    [Fact]
    public void A_private_helper_takes_part_without_a_role()
    {
        var code = RoleCompilation.Of("class Cache : IDisposable { void Helper() { } public void Dispose() => Helper(); }");
        Assert.Equal("Cache", code.ContextOf("Cache", "Helper"));
        Assert.False(code.Map.OfType(code.Type("Cache"))!.Contains(code.Member("Cache", "Helper")));
        Assert.True(code.Map.OfType(code.Type("Cache"))!.Contains(code.Member("Cache", "Dispose")));
    }

    [Fact]
    public void A_field_of_a_base_class_takes_part_in_the_life_of_the_class_that_ends() => Assert.Equal(
        "Derived",
        RoleCompilation.Of("class Base { protected int _held; } class Derived : Base, IDisposable { public void Dispose() { } }").ContextOf("Base", "_held"));

    [Theory]
    [InlineData("struct Subject : IDisposable { public void Dispose() { } }")]
    [InlineData("ref struct Subject { public void Dispose() { } }")]
    [InlineData("class Subject { public void Dispose() { } }")]
    public void Whatever_others_can_dispose_has_a_life(string source) => Assert.NotEqual("none", RoleCompilation.Of(source).Roles("Subject"));

    [Theory]
    [InlineData("class Subject { public void Use() { } }")]
    [InlineData("class Subject { public void Dispose(int how) { } }")]
    [InlineData("static class Subject { public static void Dispose() { } }")]
    [InlineData("struct Subject { public void Use() { } }")]
    [InlineData("class Subject { void Dispose() { } }")]
    [InlineData("interface Subject : IDisposable { }")]
    [InlineData("class Subject { private Task StopAsync() => Task.CompletedTask; }")]
    [InlineData("class Subject { public void StopAsync() { } }")]
    [InlineData("class Subject { public Task StopAsync(string reason) => Task.CompletedTask; }")]
    public void A_type_without_an_end_has_no_life(string source) => Assert.Equal("none", RoleCompilation.Of(source).Roles("Subject"));

    private const string Service = """
        class Service : IDisposable, IAsyncDisposable
        {
            public ValueTask DisposeAsync() => default;
            public void Dispose() { }
            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
            public Task StartAsync(CancellationToken token) => Task.CompletedTask;
        }
        """;

    private static string[] EndingsOf(string source, string type)
    {
        var code = RoleCompilation.Of(source);
        return code.Map.OfType(code.Type(type))!.Endings.Select(ending => string.Join(" ", ending.Select(method => method.Name))).ToArray();
    }
}
