using System.Diagnostics;
using TerritoryTwin.Core;
using TerritoryTwin.Tests.Viewer.Gl;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;
using Session = TerritoryTwin.Viewer.App.Session;
using Viewing = TerritoryTwin.Viewer.App.Viewer;

namespace TerritoryTwin.Tests.Viewer.App;

[Collection("gl")]
public sealed class FilmTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private const int Width = 161, Height = 121;
    private static readonly Tour TwoSeconds = new Tour().With(new TourStop("A", 1, new ViewState())).With(new TourStop("B", 1, new ViewState { ShowsB = true, Variable = "buildings/bill" }));

    [Fact]
    public void A_tour_of_two_seconds_is_a_film_of_48_pictures_of_even_size()
    {
        RequireFfmpeg();
        string path = runs.Scratch("tour.mp4");
        Assert.Equal(path, Make(path, TwoSeconds, new ViewState()));
        Assert.Equal("width=160 height=120 nb_read_frames=48", Probe(path));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!), e => e.Contains(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_tour_the_film_shows_the_period_of_the_timeline()
    {
        RequireFfmpeg();
        string path = runs.Scratch("day.mp4");
        Make(path, null, new ViewState { Period = TimeZoom.Day, Hour = 4000, Layers = new(Shadows: false) });
        Assert.Equal("width=160 height=120 nb_read_frames=96", Probe(path));
    }

    [Fact]
    public void Without_ffmpeg_a_film_is_a_folder_of_pictures()
    {
        string path = runs.Scratch("absent.mp4"), folder = WithPath(runs.Scratch("nothing"), () => Make(path, TwoSeconds, new ViewState()));
        Assert.Equal(Path.ChangeExtension(path, null), folder);
        AssertPictures(folder);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Pictures_can_be_asked_for_instead_of_a_film_and_never_fall_into_a_folder_that_is_there()
    {
        string folder = runs.Scratch("pictures");
        AssertPictures(Make(folder, TwoSeconds, new ViewState()));
        Assert.Contains("is there already", Assert.Throws<InputException>(() => Make(folder, TwoSeconds, new ViewState())).Message);
    }

    [Fact]
    public void A_film_that_is_stopped_leaves_nothing_and_the_view_as_it_was()
    {
        using IGraphicsContext context = Headless.Open();
        string folder = Directory.CreateDirectory(runs.Scratch("stopped")).FullName;
        ViewState state = new() { ReducedMotion = false, Hour = 77 };
        using Viewing viewer = new(new Session(RunSource.Open([runs.Base, runs.Renovated]), state, static () => { }, "host"), new ViewerSettings { Tour = TwoSeconds });
        using Painter painter = new(context.Gl, viewer);
        ViewState before = viewer.Session.State;
        foreach (string name in new[] { "film.mp4", "pictures" })
            using (Film film = new(viewer, painter, Path.Combine(folder, name), Width, Height))
            {
                for (int frame = 0; frame < 24; frame++) Assert.True(film.Step());
                Assert.Equal(0.5, film.Progress);
                Assert.NotEqual(before, viewer.Session.State);
            }
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Assert.Equal(before, viewer.Session.State);
        Assert.Equal(-1, viewer.Stop);
    }

    [Fact]
    public void An_ffmpeg_that_dies_is_told_in_a_sentence_and_leaves_nothing()
    {
        string tools = Directory.CreateDirectory(runs.Scratch("dying")).FullName, script = Path.Combine(tools, "ffmpeg"), path = Path.Combine(tools, "film.mp4");
        File.WriteAllText(script, "#!/bin/sh\nhead -c 100000 >/dev/null\necho 'the disk is full' >&2\nexit 1\n");
        if (OperatingSystem.IsWindows()) Assert.Skip("a shell script stands in for ffmpeg");
        else File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string message = WithPath(tools + ":/bin:/usr/bin", () => Assert.Throws<TerritoryException>(() => Make(path, TwoSeconds, new ViewState())).Message);
        Assert.Contains("ffmpeg could not write the video: the disk is full.", message);
        Assert.Equal([script], Directory.EnumerateFileSystemEntries(tools));
    }

    private string Make(string path, Tour? tour, ViewState state)
    {
        using IGraphicsContext context = Headless.Open();
        using Viewing viewer = new(new Session(RunSource.Open([runs.Base, runs.Renovated]), state, static () => { }, "host"), new ViewerSettings { Tour = tour });
        using Painter painter = new(context.Gl, viewer);
        using Film film = new(viewer, painter, path, Width, Height);
        while (film.Step()) { }
        return film.Finish();
    }

    private static void AssertPictures(string folder)
    {
        string[] pictures = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        Assert.Equal(48, pictures.Length);
        Assert.Equal(("00001.png", "00048.png"), (Path.GetFileName(pictures[0]), Path.GetFileName(pictures[^1])));
        Assert.Equal((160, 120), PngFile.SizeOf(pictures[0]));
        Assert.NotEqual(File.ReadAllBytes(pictures[0]), File.ReadAllBytes(pictures[^1]));
    }

    private static T WithPath<T>(string path, Func<T> work)
    {
        string? before = Environment.GetEnvironmentVariable("PATH");
        Environment.SetEnvironmentVariable("PATH", path);
        try
        {
            return work();
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", before);
        }
    }

    private static void RequireFfmpeg()
    {
        foreach (string program in new[] { "ffmpeg", "ffprobe" })
            if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, program)) || File.Exists(Path.Combine(p, program + ".exe"))))
                SharedData.Lacks("ffmpeg", $"{program} is not installed");
    }

    private static string Probe(string path)
    {
        ProcessStartInfo start = new("ffprobe", ["-v", "error", "-count_frames", "-show_entries", "stream=width,height,nb_read_frames", "-of", "default=noprint_wrappers=1", path]) { RedirectStandardOutput = true, UseShellExecute = false };
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(start)!;
        return process.StandardOutput.ReadToEnd().Trim().ReplaceLineEndings(" ");
    }
}
