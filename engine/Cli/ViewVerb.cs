using System.CommandLine;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Viewer.App;
using Command = System.CommandLine.Command;

namespace TerritoryTwin.Cli;

/// <summary>`twin view RUN…`: shows results in a window.</summary>
internal static class ViewVerb
{
    public static Command Create(Interruption interruption)
    {
        Argument<DirectoryInfo[]> runs = ViewOptions.Runs();
        Option<FileInfo?> view = ViewOptions.View(), tour = ViewOptions.Tour(), background = ViewOptions.Background(), rectangles = new("--rectangles") { Description = "file that receives the widgets' rectangles, for tools that move the pointer", Hidden = true };
        Option<DirectoryInfo?> folder = new("--folder") { Description = "where images, bookmarks and scenarios are saved (default: the current folder)" };
        Option<string?> size = new("--size") { Description = "width x height in pixels (default: 1600x900, or 1280x720 where the processor draws)" };
        Option<string> language = ViewOptions.Language(), device = Options.Device();
        Option<bool> kiosk = new("--kiosk") { Description = "for a public room: the presentation on the whole screen, the tour by itself, and back to the beginning when left alone" };
        Option<double> idle = new("--idle") { Description = "seconds without a touch after which a kiosk begins again; 0: never", DefaultValueFactory = _ => 90 };
        Command verb = new("view", "Shows results in a window: in 3D and plan, through time, side by side. `?` lists the keys.") { runs, view, tour, background, folder, size, language, device, kiosk, idle, rectangles };
        verb.SetAction(parsed =>
        {
            (int width, int height) = ViewOptions.ParseSize(parsed.GetValue(size) ?? "1600x900");
            ViewState state = ViewOptions.State(parsed.GetValue(view), parsed.GetValue(language)!, kiosk: parsed.GetValue(kiosk));
            double seconds = parsed.GetValue(idle);
            if (!(seconds >= 0)) throw new InputException($"--idle {seconds}: expected a number of seconds, or 0 for never");
            RunSource source = RunSource.Open([.. parsed.GetValue(runs)!.Select(r => r.FullName)]);
            ViewerSettings settings = new()
            {
                Background = ViewOptions.Load(parsed.GetValue(background), source),
                Folder = parsed.GetValue(folder)?.FullName ?? Directory.GetCurrentDirectory(), Kiosk = parsed.GetValue(kiosk), IdleReset = seconds,
                Tour = ViewOptions.Load(parsed.GetValue(tour)), TourFile = parsed.GetValue(tour)?.FullName,
            };
            Window.Show(source, state, settings, parsed.GetValue(device)!, width, height, parsed.GetValue(size) != null, parsed.GetValue(rectangles)?.FullName, interruption.Listen());
            return ExitCode.Done;
        });
        return verb;
    }
}

/// <summary>What `view` and `render` share.</summary>
internal static class ViewOptions
{
    private const int LongestSide = 16_384, MostPixels = 67_108_864;

    public static Argument<DirectoryInfo[]> Runs() => new("run") { Description = "result folders, the base first; or a folder that holds them, such as the demo's", Arity = new ArgumentArity(1, 16) };

    public static Option<FileInfo?> View() => new("--view") { Description = "bookmark that the viewer saved (key B)" };

    public static Option<FileInfo?> Tour() => new("--tour") { Description = "tour: bookmarks with captions and durations" };

    public static Option<FileInfo?> Background() => new("--background") { Description = "orthophoto or plan to lie on the ground: GeoTIFF (.tif) or MBTiles (.mbtiles)" };

    public static Option<string> Language() => Options.Language("language of words and numbers (default: the bookmark's, else the system's)");

    /// <exception cref="InputException">It is not a size that can be drawn.</exception>
    public static (int Width, int Height) ParseSize(string text)
    {
        string[] parts = text.Split('x', 'X', '×');
        if (parts.Length == 2 && int.TryParse(parts[0], out int width) && int.TryParse(parts[1], out int height)
            && width is > 0 and <= LongestSide && height is > 0 and <= LongestSide && (long)width * height <= MostPixels)
            return (width, height);
        throw new InputException($"--size {text}: expected width x height such as 1920x1080, each up to {LongestSide}, {MostPixels / 1_000_000} million pixels in all");
    }

    public static ViewState State(FileInfo? bookmark, string language, bool kiosk)
    {
        ViewState state = bookmark is null ? new ViewState { Language = Options.LanguageOf("auto") } : ViewState.Load(bookmark.FullName);
        if (language != "auto") state = state with { Language = Options.LanguageOf(language) };
        return kiosk ? state with { Layout = Layout.Kiosk } : state;
    }

    /// <exception cref="InputException">It cannot be read, or shows another place.</exception>
    public static GroundPicture? Load(FileInfo? background, RunSource source)
    {
        if (background is null) return null;
        Ring[] shapes = [.. source.Territory.Standing.Select(static b => b.Footprint.Outer)];
        return GroundPicture.Read(background.FullName, source.Territory.Epsg, (shapes.Min(static s => s.X.Min()), shapes.Min(static s => s.Y.Min()), shapes.Max(static s => s.X.Max()), shapes.Max(static s => s.Y.Max())));
    }

    public static Tour? Load(FileInfo? tour) => tour is null ? null : Viewer.App.Tour.Load(tour.FullName);
}
