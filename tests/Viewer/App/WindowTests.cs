using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TerritoryTwin.Viewer.App;

namespace TerritoryTwin.Tests.Viewer.App;

/// <summary>The program itself in a window of a virtual screen, used by pointer and keyboard.</summary>
[Collection("gl")]
public sealed class WindowTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    [Fact]
    public void A_person_finds_their_way_by_pointer_and_keyboard()
    {
        using VirtualScreen screen = VirtualScreen.Open();
        string folder = runs.Scratch("by hand"), bookmarks = Path.Combine(folder, "bookmark-{0:000}.json");
        using TwinWindow window = screen.View(folder, runs.Base, runs.Renovated);
        ViewState before = Bookmark(1);

        float[] time = window.Widget("time");
        window.Drag(1, (time[0] + 0.3f * time[2], time[1] + time[3] / 2), (time[0] + 0.7f * time[2], time[1] + time[3] / 2));
        ViewState later = Bookmark(2);
        Assert.InRange(later.Hour, before.Hour + 500, 8759);

        window.Click("layout.2");
        window.Await(() => window.Has("strip") || window.Has("view.1"), "two scenarios side by side");
        ViewState compared = Bookmark(3);
        Assert.Equal(Layout.Compare, compared.Layout);

        window.Wheel(640, 330, notches: 3);
        ViewState closer = Bookmark(4);
        Assert.True(closer.Camera.Distance > 0 && closer.Camera != compared.Camera);
        window.Drag(1, (500, 330), (560, 350));
        ViewState turned = Bookmark(5);
        Assert.NotEqual(closer.Camera.Yaw, turned.Camera.Yaw);
        window.Drag(3, (500, 330), (540, 360));
        Assert.NotEqual((turned.Camera.X, turned.Camera.Y), Bookmark(6).Camera is var c ? (c.X, c.Y) : default);

        window.Key("d");
        window.Key("x");
        ViewState dark = Bookmark(7);
        Assert.NotEqual((turned.Theme, turned.ShowsB), (dark.Theme, dark.ShowsB));

        window.Click("image");
        string image = Path.Combine(folder, "image-001.png");
        window.Await(() => File.Exists(image), "an image");
        Assert.Equal((1280, 720), PngFile.SizeOf(image));
        Assert.Equal((0, ""), window.Close());

        ViewState Bookmark(int number)
        {
            string path = string.Format(CultureInfo.InvariantCulture, bookmarks, number);
            window.Key("b");
            window.Await(() => File.Exists(path), path);
            return ViewState.Load(path);
        }
    }

    [Fact]
    public void Escape_stops_a_film_and_the_end_of_the_session_too()
    {
        using VirtualScreen screen = VirtualScreen.Open();
        string folder = runs.Scratch("films");
        using TwinWindow window = screen.View(folder, runs.Base, runs.Renovated);
        window.Key("r");
        window.Await(() => window.Has("progress"), "its progress");
        window.Key("Escape");
        window.Await(() => !window.Has("progress"), "the end of the film");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        window.Key("b");
        window.Await(() => File.Exists(Path.Combine(folder, "bookmark-001.json")), "a bookmark");
        window.Key("R");
        window.Await(() => window.Has("progress"), "images in the making");
        Assert.Equal((0, ""), window.Signal("TERM"));
        Assert.Equal(["bookmark-001.json"], Directory.EnumerateFileSystemEntries(folder).Select(e => Path.GetFileName(e)));
    }

    [Fact]
    public void Ctrl_C_closes_the_window()
    {
        using VirtualScreen screen = VirtualScreen.Open();
        using TwinWindow window = screen.View(runs.Scratch("unused"), runs.Base);
        Assert.Equal((0, ""), window.Signal("INT"));
    }
}

/// <summary>Xvfb with a window manager.</summary>
internal sealed class VirtualScreen : IDisposable
{
    private readonly Process _server, _manager;
    private readonly string _display;

    private VirtualScreen()
    {
        _server = Process.Start(new ProcessStartInfo("Xvfb", ["-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _display = ":" + _server.StandardOutput.ReadLine();
        _manager = Process.Start(Command("openbox"))!;
    }

    /// <summary>Opens a screen; skips the test where its programs are absent.</summary>
    public static VirtualScreen Open()
    {
        string[] places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), absent = [.. new[] { "Xvfb", "openbox", "xdotool" }.Where(p => !places.Any(d => File.Exists(Path.Combine(d, p))))];
        if (absent.Length > 0) SharedData.Lacks("x11", $"{string.Join(", ", absent)}: not installed");
        return new();
    }

    /// <summary>A program that draws on this screen.</summary>
    public ProcessStartInfo Command(string program, params string[] arguments) =>
        new(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, Environment = { ["DISPLAY"] = _display, ["XDG_SESSION_TYPE"] = "x11", ["WAYLAND_DISPLAY"] = "" } };

    /// <summary>`twin view` with its first picture drawn.</summary>
    public TwinWindow View(string folder, params string[] runs) => new(this, folder, runs);

    public void Dispose()
    {
        foreach (Process process in new[] { _manager, _server })
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}

/// <summary>A window of the program, used as a person uses it.</summary>
internal sealed class TwinWindow : IDisposable
{
    private const int BetweenSteps = 350;                   // ms: software draws slowly
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly VirtualScreen _screen;
    private readonly Process _program;
    private readonly Task<string> _said;
    private readonly string _rectangles, _window;

    public TwinWindow(VirtualScreen screen, string folder, string[] runs)
    {
        (_screen, _rectangles) = (screen, folder + ".rectangles.json");
        // A shell that starts tests in the background makes its children deaf to Ctrl-C; `env` gives them their ears back.
        _program = Process.Start(screen.Command("env", ["--default-signal=INT,TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "twin.dll"), "view", .. runs,
            "--size", "1280x720", "--lang", "en", "--device", "host", "--folder", folder, "--rectangles", _rectangles]))!;
        _said = _program.StandardError.ReadToEndAsync();
        Await(() => File.Exists(_rectangles), "a first picture");
        _window = Tool("search", "--sync", "--onlyvisible", "--name", "TerritoryTwin").Split('\n')[0];
        Tool("windowmove", _window, "40", "60");
        Tool("windowactivate", "--sync", _window);
        Thread.Sleep(BetweenSteps);
    }

    public bool Has(string widget) => Rectangles.ContainsKey(widget);

    /// <summary>Left, top, width and height of a widget [px].</summary>
    public float[] Widget(string id) => Rectangles[id];

    public void Click(string widget)
    {
        float[] r = Widget(widget);
        Point(r[0] + r[2] / 2, r[1] + r[3] / 2);
        Tool("click", "1");
        Thread.Sleep(BetweenSteps);
    }

    public void Drag(int button, (float X, float Y) from, (float X, float Y) to)
    {
        Point(from.X, from.Y);
        Tool("mousedown", $"{button}");
        for (int k = 1; k <= 4; k++) Point(from.X + (to.X - from.X) * k / 4, from.Y + (to.Y - from.Y) * k / 4);
        Tool("mouseup", $"{button}");
        Thread.Sleep(BetweenSteps);
    }

    public void Wheel(float x, float y, int notches)
    {
        Point(x, y);
        for (int k = 0; k < notches; k++) Tool("click", "4");
        Thread.Sleep(BetweenSteps);
    }

    public void Key(string key)
    {
        Tool("key", key);
        Thread.Sleep(BetweenSteps);
    }

    public void Await(Func<bool> met, string what)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!met())
        {
            Assert.False(_program.HasExited, _program.HasExited ? _said.Result : "");
            Assert.True(waited.Elapsed < s_patience, $"{what} did not appear");
            Thread.Sleep(20);
        }
    }

    /// <summary>Closes the window as its frame does.</summary>
    /// <returns>Exit code, and what was said on standard error.</returns>
    public (int Code, string Error) Close()
    {
        Tool("key", "alt+F4");
        return Ended();
    }

    /// <summary>Sends a signal.</summary>
    /// <returns>Exit code, and what was said on standard error.</returns>
    public (int Code, string Error) Signal(string signal)
    {
        using Process sent = Process.Start("sh", ["-c", $"kill -{signal} {_program.Id}"]);
        sent.WaitForExit();
        return Ended();
    }

    public void Dispose()
    {
        if (!_program.HasExited) _program.Kill();
        _program.WaitForExit();
        _program.Dispose();
    }

    private (int, string) Ended()
    {
        Assert.True(_program.WaitForExit(s_patience), "the program does not end");
        return (_program.ExitCode, _said.Result);
    }

    private Dictionary<string, float[]> Rectangles => JsonSerializer.Deserialize<Dictionary<string, float[]>>(File.ReadAllText(_rectangles))!;

    private void Point(float x, float y) => Tool("mousemove", "--window", _window, string.Create(CultureInfo.InvariantCulture, $"{x:f0}"), string.Create(CultureInfo.InvariantCulture, $"{y:f0}"));

    private string Tool(params string[] arguments)
    {
        using Process tool = Process.Start(_screen.Command("xdotool", arguments))!;
        string said = tool.StandardOutput.ReadToEnd().Trim();
        string error = tool.StandardError.ReadToEnd();
        tool.WaitForExit();
        Assert.True(tool.ExitCode == 0, $"xdotool {string.Join(' ', arguments)}: {error}");
        return said;
    }
}
