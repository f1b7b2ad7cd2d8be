using System.CommandLine;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;
using Command = System.CommandLine.Command;

namespace TerritoryTwin.Cli;

/// <summary>`twin render RUN…`: draws what the viewer would show, without a display.</summary>
internal static class RenderVerb
{
    public static Command Create(Interruption interruption)
    {
        Argument<DirectoryInfo[]> runs = ViewOptions.Runs();
        Option<FileInfo?> view = ViewOptions.View(), tour = ViewOptions.Tour(), background = ViewOptions.Background();
        Option<FileInfo> output = new("--out", "-o") { Description = "what to write: .png; .pdf or .svg for a map sheet; .mp4 for a film of the tour or of the bookmark's period; a name without ending for a folder of its images", DefaultValueFactory = _ => new FileInfo("map.png") };
        Option<string> size = new("--size") { Description = "width x height in pixels", DefaultValueFactory = _ => "1920x1080" }, language = ViewOptions.Language(), device = Options.Device();
        Option<string?> variable = new("--variable") { Description = "what colours the town: a key of the viewer's menu, such as buildings/heating_need, grids.nc/pv or hourly/ground/NAME (default: the bookmark's)" };
        Option<string?> layout = new("--layout") { Description = $"how the picture is shared (default: the bookmark's): {string.Join(", ", CodeWords<Layout>.All)}" }, theme = new("--theme") { Description = $"the look (default: the bookmark's): {string.Join(", ", CodeWords<ThemeName>.All)}" };
        Option<bool> clean = new("--clean") { Description = "a picture without interface, for slides: the scene, its names, what its colours mean and its sources" };
        Option<int?> hour = new("--hour") { Description = "hour of the year in standard time, 0 to 8759 (default: the bookmark's)" };
        Option<bool> sheet = new("--sheet") { Description = "a map sheet to print: plan, title, legend, scale bar, north, sources" };
        Command verb = new("render", "Draws what the viewer shows, without a display: the same bookmark gives the same picture.") { runs, view, layout, variable, hour, theme, clean, background, output, tour, size, language, sheet, device };
        verb.SetAction(parsed => Render(
            [.. parsed.GetValue(runs)!.Select(r => r.FullName)], Of(ViewOptions.State(parsed.GetValue(view), parsed.GetValue(language)!, kiosk: false), parsed.GetValue(variable), parsed.GetValue(hour), Worded<Layout>("--layout", parsed.GetValue(layout)), Worded<ThemeName>("--theme", parsed.GetValue(theme))),
            ViewOptions.Load(parsed.GetValue(tour)), parsed.GetValue(background), parsed.GetValue(output)!.FullName, ViewOptions.ParseSize(parsed.GetValue(size)!), parsed.GetValue(sheet), parsed.GetValue(clean), parsed.GetValue(device)!, interruption));
        return verb;
    }

    private static int Render(string[] folders, ViewState state, Tour? tour, FileInfo? background, string path, (int Width, int Height) size, bool sheet, bool clean, string device, Interruption interruption)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        string extension = Path.GetExtension(path).ToLowerInvariant();
        bool page = extension is ".pdf" or ".svg";
        sheet |= page;
        if (extension is not ("" or ".png" or ".mp4") && !page) throw new InputException($"{path}: expected a name that ends with .png or .mp4, with .pdf or .svg for a map sheet, or the name of a folder to be made");
        if (sheet && clean) throw new InputException("--clean is for pictures of the town; a map sheet has its legend: leave one of both out");
        if (sheet && !Picture.Endings.Contains(extension)) throw new InputException($"{path}: a sheet is an image or a page; expected a name that ends with .png, .pdf or .svg");
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder)) throw new InputException($"the folder {folder} does not exist; create it, or write elsewhere");
        if (extension.Length > 0 && Directory.Exists(path)) throw new InputException($"{path} is a folder; expected the name of a file");
        RunSource source = RunSource.Open(folders);
        foreach (string note in source.Notes) Console.Error.WriteLine($"note: {note}");
        using Viewer.App.Viewer viewer = new(new Session(source, state with { ReducedMotion = true }, static () => { }, device) { Cache = DerivedCache.OfUser() }, new ViewerSettings { Tour = tour, Background = ViewOptions.Load(background, source) });
        (viewer.Still, viewer.Clean) = (true, clean);
        viewer.Session.Settle();
        foreach (string news in viewer.Session.TakeNews()) Console.Error.WriteLine($"note: {news}");
        if (state.Variable.Length > 0 && viewer.Session.Variables.All(v => v.Key != state.Variable))
            throw new InputException($"`{state.Variable}` is nothing that these runs can show. {Spelling.Suggest(state.Variable, viewer.Session.Variables.Select(v => v.Key))}");
        if (sheet && Pictures.SaveSheet(viewer.Session, path)) return Told(path);
        if (page) throw new InputException($"{path}: these runs have nothing to colour, so there is no map sheet; expected a name that ends with .png, for an image of the town");
        using IGraphicsContext context = GraphicsContext.OpenHeadless();
        using Painter painter = new(context.Gl, viewer);
        if (extension != ".png") return Film(viewer, painter, path, size, interruption.Listen());
        Pictures.Save(viewer, painter, path, size.Width, size.Height);
        return Told(path);
    }

    private static T? Worded<T>(string option, string? word) where T : struct, Enum =>
        word is null ? null : CodeWords<T>.TryParse(word, out T value) ? value : throw new InputException($"{option}: `{word}` is none of them. {Spelling.Suggest(word, CodeWords<T>.All)}");

    private static ViewState Of(ViewState state, string? variable, int? hour, Layout? layout, ThemeName? theme)
    {
        if (hour is < 0 or >= Simulation.HoursOfYear) throw new InputException($"--hour {hour}: expected an hour of the year, 0 to {Simulation.HoursOfYear - 1}");
        return state with { Variable = variable ?? state.Variable, Hour = hour ?? state.Hour, Layout = layout ?? state.Layout, Theme = theme ?? state.Theme };
    }

    private static int Film(Viewer.App.Viewer viewer, Painter painter, string path, (int Width, int Height) size, CancellationToken stop)
    {
        using Film film = new(viewer, painter, path, size.Width, size.Height);
        while (film.Step())
        {
            if (stop.IsCancellationRequested)
            {
                Console.Error.WriteLine("stopped; nothing was written");
                return ExitCode.Interrupted;
            }
            if (viewer.Session.Busy) Thread.Sleep(5);
        }
        string written = film.Finish();
        if (written != path) Console.Error.WriteLine("note: ffmpeg is not installed; the film became a folder of images. On Debian and Ubuntu: `apt install ffmpeg`");
        return Told(written);
    }

    private static int Told(string path)
    {
        Console.Out.WriteLine($"written: {Path.GetRelativePath(Directory.GetCurrentDirectory(), path)}");
        return ExitCode.Done;
    }
}
