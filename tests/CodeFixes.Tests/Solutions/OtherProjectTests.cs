using Microsoft.CodeAnalysis;
using NdisRules.CodeFixes.Tests.Measure;
using NdisRules.Fixing;

namespace NdisRules.CodeFixes.Tests.Solutions;

/// <summary>
/// Helpers that another project of the solution declares. Where fixes are offered their source is there but out of sight, so who gets an object from us may
/// keep it: nothing is lost there, and nothing is freed behind it. That is also why no fix writes an ownership attribute: what has source is executed or
/// believed, so an attribute settles no finding there, and what has none cannot be given one.
/// </summary>
public sealed class OtherProjectTests
{
    const string Usings = "using NdisRules.Runtime;\nusing static NdisRules.Runtime.Ndis;\n\n";

    const string Helpers = Usings + """
        public static class Helpers
        {
            public static void Drop(NetBuffer nb)
            {
                if (nb)
                    NdisFreeNetBuffer(nb);
            }

            public static int Look(NetBuffer nb) => nb.IsNull ? 0 : nb.DataLength;
        }
        """;

    [Fact]
    public async Task What_a_helper_of_another_project_gets_is_not_ours_to_free()
    {
        var app = await AppAsync("""
            class App(NetBufferPool pool)
            {
                void M()
                {
                    var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                    Helpers.Drop(nb);
                }
            }
            """);
        Assert.Empty(await Builds.DiagnosticsAsync(app));
    }

    [Fact]
    public async Task What_is_lost_before_such_a_helper_gets_it_is_freed_there_and_only_there()
    {
        var app = await AppAsync("""
            class App(NetBufferPool pool)
            {
                void M(bool ready)
                {
                    var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                    if (nb.IsNull)
                        return;
                    if (ready)
                        Helpers.Drop(nb);
                }
            }
            """);
        Assert.Equal(["NDIS0005"], (await Builds.DiagnosticsAsync(app)).Select(diagnostic => diagnostic.Id));
        var mended = (await FixAllRunner.EachAsync(app)).GetProject(app.Id)!;
        Assert.Empty(await Builds.DiagnosticsAsync(mended));
        Assert.Contains("            Helpers.Drop(nb);\n        else\n            NdisFreeNetBuffer(nb);\n", (await mended.Documents.Single().GetTextAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_free_behind_such_a_helper_is_not_seen_in_an_editor_for_now()
    {
        var app = await AppAsync("""
            class App(NetBufferPool pool)
            {
                void M()
                {
                    var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                    if (nb.IsNull)
                        return;
                    Helpers.Drop(nb);
                    NdisFreeNetBuffer(nb);
                }
            }
            """);
        Assert.Empty(await Builds.DiagnosticsAsync(app));
    }

    [Fact]
    public async Task A_build_takes_such_a_helper_for_a_library_and_tells_of_a_loss_that_an_editor_does_not_for_now()
    {
        var app = await AppAsync("""
            class App(NetBufferPool pool)
            {
                void M()
                {
                    var nb = NdisAllocateNetBuffer(pool, default, 0, 0);
                    Helpers.Look(nb);
                }
            }
            """);
        Assert.Empty(await Builds.DiagnosticsAsync(app));
        Assert.Equal(["NDIS0005"], (await Builds.DiagnosticsAsync(await BuiltAsync(app))).Select(diagnostic => diagnostic.Id));
    }

    /// <summary>A project of one file that refers to the project of the helpers.</summary>
    static async Task<Project> AppAsync(string text)
    {
        var helpers = await Workbench.OfAsync([("Helpers.cs", Helpers)]);
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
        Assert.True((await helpers.GetCompilationAsync())!.Emit(image).Success);
        image.Position = 0;
        return app.WithProjectReferences([]).AddMetadataReference(MetadataReference.CreateFromStream(image));
    }
}
