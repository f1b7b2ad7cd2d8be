using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>What is written.</summary>
public enum ExportKind
{
    /// <summary>What is seen.</summary>
    Image,
    /// <summary>A sheet to be printed: plan, title, legend, scale bar, north, sources.</summary>
    Sheet,
    /// <summary>The tour, or the period of the timeline.</summary>
    Video,
    /// <summary>The same as a folder of images.</summary>
    Series,
}

/// <summary>A picture that was asked for.</summary>
/// <param name="Path">Where to.</param> <param name="Kind">What.</param>
public sealed record Export(string Path, ExportKind Kind);

/// <summary>Saves bookmarks and scenarios into a folder, and asks for pictures, each under a name that is free.</summary>
internal sealed class Saving(Session session, Hud hud, string folder)
{
    private const int MostFiles = 100_000;
    private readonly List<Export> _exports = [];

    private Words Words => Words.Of(session.State.Language);

    /// <summary>Saves what is shown.</summary>
    public void Bookmark() => Save("bookmark", ".json", session.State.Save);

    /// <summary>Saves the scenario with its sliders moved.</summary>
    public void Scenario()
    {
        Run origin = session.Origin;
        IReadOnlyDictionary<string, Translation> others = origin.Record.Translations;
        Language own = others.ContainsKey("fr") ? Language.English : others.ContainsKey("en") ? Language.French : session.State.Language;
        if (!session.State.Changes.Any) hud.Say(Words["save.nothing"]);
        else Save("variant", ".yaml", path => session.SaveScenario(path, Named(own, origin.Name), others.Where(static o => o.Value.Name != null).ToDictionary(static o => o.Key, static o => Named(o.Key == "fr" ? Language.French : Language.English, o.Value.Name!))));

        static string Named(Language language, string name) => Words.Of(language).Format("scenario.variant", name);
    }

    /// <summary>Asks for a picture.</summary>
    public void Picture(ExportKind kind)
    {
        (string stem, string extension) = kind switch { ExportKind.Image => ("image", ".png"), ExportKind.Sheet => ("map", ".png"), ExportKind.Video => ("video", ".mp4"), _ => ("images", "") };
        Save(stem, extension, path => _exports.Add(new(path, kind)), announce: false);
    }

    /// <summary>The pictures that were asked for since the last call.</summary>
    public IReadOnlyList<Export> TakeExports()
    {
        Export[] taken = [.. _exports];
        _exports.Clear();
        return taken;
    }

    /// <summary>Writes a file, and says so, or why it cannot be.</summary>
    /// <param name="stem">Its name begins so.</param> <param name="extension">And ends so.</param> <param name="write">Writes it.</param>
    /// <param name="announce">Whether to say where it is.</param> <param name="into">Its path; null: the first that is free.</param>
    public void Save(string stem, string extension, Action<string> write, bool announce = true, string? into = null)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string path = into ?? Enumerable.Range(1, MostFiles).Select(n => Path.Combine(folder, $"{stem}-{n:000}{extension}"))
                .First(p => !Path.Exists(p) && !Path.Exists(Path.ChangeExtension(p, null)) && !_exports.Any(e => e.Path == p));
            write(path);
            if (announce) hud.Say(Words.Format("saved", path), topic: "saved");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException)
        {
            hud.Say(e.Message, fault: true);
        }
    }
}
