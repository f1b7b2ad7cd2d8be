using System.Diagnostics;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Tests.Viewer.Gl;
using TerritoryTwin.Tests.Viewer.Scene;
using TerritoryTwin.Viewer.App;

namespace TerritoryTwin.Tests.Viewer.App;

/// <summary>`twin view` and `twin render` as programs of their own, on machines that lack something.</summary>
[Collection("gl")]
public sealed class ProgramTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private const int Width = 480, Height = 270;

    [Fact]
    public void Without_a_display_the_window_says_so_and_points_to_render()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("displays are X11's");
        (int code, string error) = Twin(["view", runs.Base], ("DISPLAY", ""), ("WAYLAND_DISPLAY", ""));
        Assert.Equal(1, code);
        AssertOneSentence(error);
        Assert.Contains("twin render", error);
    }

    [Fact]
    public void A_driver_below_3_3_is_named_in_a_sentence()
    {
        Headless.Open().Dispose();
        (int code, string error) = Twin(["render", runs.Base, "-o", runs.Scratch("old.png")], ("MESA_GL_VERSION_OVERRIDE", "3.1"));
        Assert.Equal(1, code);
        AssertOneSentence(error);
        Assert.Contains("OpenGL 3.3", error);
        Assert.False(File.Exists(runs.Scratch("old.png")));
        if (!OperatingSystem.IsLinux()) return;
        using VirtualScreen screen = VirtualScreen.Open();
        ProcessStartInfo window = screen.Command("dotnet", Program, "view", runs.Base);
        window.Environment["MESA_GL_VERSION_OVERRIDE"] = "3.1";
        (code, error) = Ended(window);
        Assert.Equal(1, code);
        AssertOneSentence(error);
        Assert.Contains("OpenGL 3.3", error);
    }

    [Fact]
    public void A_driver_that_stops_at_3_3_draws_the_same_picture()
    {
        Headless.Open().Dispose();
        string view = runs.Scratch("compare.json"), one = runs.Scratch("llvmpipe.png"), other = runs.Scratch("softpipe.png");
        new ViewState { Layout = Layout.Triple, Layers = new(Shadows: false) }.Save(view);
        Assert.Equal(0, Render(one, "llvmpipe").Code);
        Assert.Equal(0, Render(other, "softpipe").Code);
        Golden.RequireAlike(Width, Height, PngFile.Pixels(one), PngFile.Pixels(other));

        (int Code, string Error) Render(string path, string driver) =>
            Twin(["render", runs.Base, runs.Renovated, "--view", view, "-o", path, "--size", $"{Width}x{Height}", "--lang", "en"], ("GALLIUM_DRIVER", driver), ("LIBGL_ALWAYS_SOFTWARE", "1"));
    }

    [Fact]
    public void A_sheet_has_the_same_bytes_in_every_process_and_with_any_number_of_threads()
    {
        byte[][] sheets = [.. new[] { "1", "2", "7" }.Select(threads =>
        {
            string folder = runs.Scratch("sheet-" + threads);
            Assert.Equal(0, Twin(["compare", runs.Base, runs.Renovated, "--out", folder], ("DOTNET_PROCESSOR_COUNT", threads)).Code);
            return File.ReadAllBytes(Path.Combine(folder, "comparison.png"));
        })];
        Assert.All(sheets, s => Assert.Equal(sheets[0], s));
    }

    [Theory]
    [InlineData(".pdf"), InlineData(".svg")]
    public void A_page_needs_no_word_but_its_name_and_has_the_same_bytes_in_every_process_and_with_any_number_of_threads(string ending)
    {
        Headless.Open().Dispose();
        byte[][] pages = [.. new[] { "1", "2", "7" }.Select(threads =>
        {
            string path = runs.Scratch(threads + ending);
            Assert.Equal(0, Twin(["render", runs.Base, "-o", path, "--lang", "fr"], ("DOTNET_PROCESSOR_COUNT", threads)).Code);
            return File.ReadAllBytes(path);
        })];
        Assert.All(pages, s => Assert.Equal(pages[0], s));
    }

    [Theory]
    [InlineData("no result folder", "view", "/nowhere/at/all")]
    [InlineData("no result folder", "render", "/nowhere/at/all")]
    [InlineData("expected width x height", "render", "RUN", "--size", "0x5")]
    [InlineData("expected a name that ends with .png or .mp4", "render", "RUN", "-o", "map.bmp")]
    [InlineData("does not exist; create it", "render", "RUN", "-o", "/nowhere/map.png")]
    [InlineData("does not exist; expected a file that the viewer saved", "render", "RUN", "--view", "/nowhere/bookmark.json")]
    [InlineData("a sheet is an image or a page", "render", "RUN", "--sheet", "-o", "film.mp4")]
    [InlineData("--layout: `plann` is none of them. Did you mean `plan`?", "render", "RUN", "--layout", "plann")]
    [InlineData("--theme: `darck` is none of them. Did you mean `dark`?", "render", "RUN", "--theme", "darck")]
    [InlineData("Did you mean `buildings/heating_need`?", "render", "RUN", "--variable", "buildings/heating_ned")]
    [InlineData("leave one of both out", "render", "RUN", "--sheet", "--clean")]
    [InlineData("--idle -5: expected a number of seconds", "view", "RUN", "--idle", "-5")]
    public void Wrong_arguments_are_told_in_a_sentence(string expected, params string[] arguments)
    {
        (int code, string error) = Twin([.. arguments.Select(a => a == "RUN" ? runs.Base : a)]);
        Assert.Equal(2, code);
        AssertOneSentence(error);
        Assert.Contains(expected, error);
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "twin.dll");

    private (int Code, string Error) Twin(string[] arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new("dotnet", [Program, .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Directory.CreateDirectory(runs.Scratch("elsewhere")).FullName };
        start.Environment[DerivedCache.Variable] = runs.Scratch("cache");
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Ended(start);
    }

    private static (int Code, string Error) Ended(ProcessStartInfo start)
    {
        using Process program = Process.Start(start)!;
        Task<string> output = program.StandardOutput.ReadToEndAsync();
        string error = program.StandardError.ReadToEnd();
        Assert.True(program.WaitForExit(TimeSpan.FromMinutes(2)) && output.Wait(TimeSpan.FromSeconds(10)), "the program does not end");
        return (program.ExitCode, error);
    }

    private static void AssertOneSentence(string error)
    {
        Assert.Single(error.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
    }
}
