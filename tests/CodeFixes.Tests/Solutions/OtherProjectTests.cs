using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using NdisRules.CodeFixes.Tests.Measure;
using NdisRules.Fixing;

namespace NdisRules.CodeFixes.Tests.Solutions;

/// <summary>
/// Helpers that another project of the solution declares. A build sees no source of them, so the engine takes them for a library's that looks at what it is
/// given, in an editor too. The fixes see the source, and try what the helper does: what it gives back or keeps it can be made to say by an attribute.
/// </summary>
public sealed class OtherProjectTests
{
    const string Usings = "using NdisRules.Runtime;\nusing static NdisRules.Runtime.Ndis;\n\n";

    const string Attributes = """
        namespace NdisRules
        {
            using System;

            [AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Parameter)] sealed class AcquiresAttribute(string? rule = null) : Attribute { public string? Rule => rule; }
            [AttributeUsage(AttributeTargets.Parameter)] sealed class ReleasesAttribute : Attribute;
            [AttributeUsage(AttributeTargets.Parameter)] sealed class TransfersAttribute : Attribute;
        }
        """;

    const string Helpers = Usings + """
        public static class Helpers
        {
            static NetBuffer last;

            public static void Drop(NetBuffer nb)
            {
                if (nb)
                    NdisFreeNetBuffer(nb);
            }

            public static void DropNamed(this NetBuffer nb, string name) => Drop(nb);

            public static void DropShort(NetBuffer nb)
            {
                if (!nb.IsNull && nb.DataLength < 100)
                    NdisFreeNetBuffer(nb);
            }

            public static int Look(NetBuffer nb) => nb.IsNull ? 0 : nb.DataLength;

            public static void Keep(int length, NetBuffer nb)
            {
                if (nb)
                    nb.DataLength = length;
                last = nb;
            }
        }

        public interface ISink { void Take(NetBuffer nb); }

        public class Sink { public virtual void Take(NetBuffer nb) => Helpers.Drop(nb); }
        """;

    [Theory]
    [InlineData("Helpers.Drop(nb)", "public static void Drop([NdisRules.Releases] NetBuffer nb)")]
    [InlineData("nb.DropNamed(\"short\")", "public static void DropNamed([NdisRules.Releases] this NetBuffer nb, string name)")]
    [InlineData("Helpers.Keep(3, nb)", "public static void Keep(int length, [NdisRules.Transfers] NetBuffer nb)")]
    public async Task A_helper_that_takes_care_on_every_way_may_say_so(string call, string declared)
    {
        var app = await AppAsync(call);
        Assert.Equal(["NDIS0005"], await IdsAsync(app));
        Assert.Equal(["NDIS0005"], await IdsAsync(await BuiltAsync(app)));
        var offered = await OfferedAsync(app);
        Assert.Equal(["Declare at the helper that it takes care of it"], offered.Select(action => action.Title));
        var said = (await FixProviders.ApplyAsync(offered[0])).GetProject(app.Id)!;
        Assert.Contains(declared, await FixAllRunner.TextAsync(said.Solution), StringComparison.Ordinal);
        Assert.Equal(await TextAsync(app), await TextAsync(said));
        Assert.Empty(await IdsAsync(said));
        Assert.Empty(await IdsAsync(await BuiltAsync(said)));
    }

    [Fact]
    public async Task What_is_lost_beside_such_a_helper_is_freed_there_and_only_there()
    {
        var app = await AppAsync("if (nb.IsNull)\n            return;\n        if (ready)\n            Helpers.Drop(nb)");
        var said = (await FixProviders.ApplyAsync((await OfferedAsync(app))[0])).GetProject(app.Id)!;
        Assert.Empty(await IdsAsync(said));
        Assert.Contains("[NdisRules.Releases] NetBuffer nb", await FixAllRunner.TextAsync(said.Solution), StringComparison.Ordinal);
        Assert.Contains("            Helpers.Drop(nb);\n        else\n            NdisFreeNetBuffer(nb);\n", await TextAsync(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_helper_that_only_looks_the_free_is_ours()
    {
        var app = await AppAsync("Helpers.Look(nb)");
        Assert.Equal(["NDIS0005"], await IdsAsync(app));
        var mended = (await FixAllRunner.EachAsync(app)).GetProject(app.Id)!;
        Assert.Empty(await IdsAsync(mended));
        Assert.Contains("        Helpers.Look(nb);\n        if (!nb.IsNull)\n            NdisFreeNetBuffer(nb);\n", await TextAsync(mended), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Helpers.DropShort(nb)")] // the ways differ
    [InlineData("sink.Take(nb)")] // nobody knows who that is
    [InlineData("maybe.Take(nb)")] // an override may do something else
    public async Task Where_nobody_can_tell_what_a_helper_does_nothing_is_offered(string call)
    {
        var app = await AppAsync(call);
        Assert.Equal(["NDIS0005"], await IdsAsync(app));
        Assert.Empty(await OfferedAsync(app));
    }

    [Fact]
    public async Task A_project_without_the_attributes_cannot_say_it_and_nothing_is_freed_behind_its_helper()
    {
        var app = await AppAsync("Helpers.Drop(nb)", attributes: "");
        Assert.Equal(["NDIS0005"], await IdsAsync(app));
        Assert.Empty(await OfferedAsync(app));
    }

    [Fact]
    public async Task Fix_all_says_nothing_in_other_files_and_frees_nothing_behind_such_a_helper()
    {
        var app = await AppAsync("Helpers.Drop(nb)");
        Assert.Equal(await FixAllRunner.TextAsync(app.Solution), await FixAllRunner.TextAsync(await FixAllRunner.EachAsync(app)));
    }

    [Fact]
    public async Task A_second_free_behind_a_helper_that_does_not_say_what_it_does_is_not_seen_for_now()
        => Assert.Empty(await IdsAsync(await AppAsync("if (nb.IsNull)\n            return;\n        Helpers.Drop(nb);\n        NdisFreeNetBuffer(nb)")));

    static async Task<IReadOnlyList<string>> IdsAsync(Project project) => [.. (await Builds.DiagnosticsAsync(project)).Select(diagnostic => diagnostic.Id)];

    static async Task<string> TextAsync(Project app) => (await app.Documents.Single().GetTextAsync()).ToString();

    static async Task<IReadOnlyList<CodeAction>> OfferedAsync(Project app)
        => [.. (await FixProviders.OfferedAsync(app.Documents.Single(), (await Builds.DiagnosticsAsync(app)).Single())).Select(offered => offered.Action)];

    /// <summary>A project that acquires and does something, and refers to the project of the helpers.</summary>
    static async Task<Project> AppAsync(string work, string attributes = Attributes)
    {
        var text = $$"""
            class App(NetBufferPool pool)
            {
                public void M(bool ready, ISink sink, Sink maybe)
                {
                    var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                    {{work}};
                }
            }
            """;
        var helpers = await Workbench.OfAsync([("Helpers.cs", Helpers.ReplaceLineEndings("\n")), ("Attributes.cs", attributes)]);
        var info = ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "App", "App", LanguageNames.CSharp, compilationOptions: helpers.CompilationOptions,
            parseOptions: helpers.ParseOptions, metadataReferences: helpers.MetadataReferences, projectReferences: [new ProjectReference(helpers.Id)]);
        var app = helpers.Solution.AddProject(info).GetProject(info.Id)!;
        return app.AddDocument("App.cs", (Usings + text).ReplaceLineEndings("\n"), filePath: "/App.cs").Project;
    }

    /// <summary>The same as the compiler gets it: what it refers to is built already.</summary>
    static async Task<Project> BuiltAsync(Project app)
    {
        var image = new MemoryStream();
        var helpers = app.Solution.GetProject(app.ProjectReferences.Single().ProjectId)!;
        Assert.Empty((await helpers.GetCompilationAsync())!.Emit(image).Diagnostics.Where(said => said.Severity == DiagnosticSeverity.Error));
        image.Position = 0;
        return app.WithProjectReferences([]).AddMetadataReference(MetadataReference.CreateFromStream(image));
    }
}
