using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>Pictures and films of a viewer. The same state gives the same bytes: time is that of the simulation, never the clock's.</summary>
public static class Pictures
{
    private const int MostSettling = 12;

    /// <summary>Draws what a viewer shows, complete: everything is simulated and nothing glides any more.</summary>
    /// <returns>Three bytes a pixel, from the top.</returns>
    public static byte[] Draw(Viewer viewer, Painter painter, int width, int height, double seconds = 0)
    {
        viewer.Session.Settle();
        int frames = 0;
        do viewer.Frame(width, height, seconds);
        while (viewer.Hud.NeedsFrame && ++frames < MostSettling);
        return painter.Paint(width, height, Quality.Best).Read();
    }

    /// <summary>Writes a picture.</summary>
    public static void Save(Viewer viewer, Painter painter, string path, int width, int height) => Png.Write(path, width, height, Draw(viewer, painter, width, height));

    /// <summary>Writes a map sheet, to be printed: plan, title, legend, scale bar, north, sources, when the run was made and by what.</summary>
    /// <param name="session">What is shown.</param>
    /// <param name="path">Ends as one of <see cref="Picture.Endings"/>.</param>
    /// <returns>False when the runs have nothing to colour.</returns>
    public static bool SaveSheet(Session session, string path)
    {
        const int zoom = 2;
        if (session.Variable is not { } variable) return false;
        Words words = Words.Of(session.State.Language);
        bool difference = session.State.Layout == Layout.Difference, several = session.State.Layout is Layout.Compare or Layout.Triple;
        string name = words.NameOf(variable.Name, variable.Meaning);
        ValueScale raw = difference ? session.DifferenceScaleOnPaper : session.ScaleOnPaper;
        Scaling scaling = Units.Scale(Math.Max(Math.Abs(raw.Low), Math.Abs(raw.High)), variable.Unit);
        string unit = variable.Classes.Count > 0 ? "" : Units.ForPeople(scaling.Unit, session.State.Language);
        ValueScale scale = new(raw.Low / scaling.Factor, raw.High / scaling.Factor, raw.Map, unit);
        string title = string.Join(", ", new[]
        {
            words.Format("pair", session.Source.Territory.Name, several ? name : difference ? $"{NameOf(session.A)} / {NameOf(session.B)}" : NameOf(session.Shown)), $"{session.Shown.Record.Years[^1]}", TimeOf(session, variable, words),
        }.Where(t => t.Length > 0));
        MapPanel[] panels = several
            ? [PanelOf(session, scaling.Factor, session.IndexA, $"{words["scenario.a"]}  {NameOf(session.A)}"), PanelOf(session, scaling.Factor, session.IndexB, $"{words["scenario.b"]}  {NameOf(session.B)}")]
            : [PanelOf(session, scaling.Factor, difference ? -1 : session.IndexShown, "")];
        string made = words.Numbers.Date(session.Shown.Made);
        SheetWords texts = new(words.Numbers.Number, words["legend.missing"], [words.Format("sheet.version", made, Figures.VersionOf(session.Shown)), .. Figures.SourcesOf(session, words)])
        {
            Classes = variable.Classes.Count == 0 ? [] : difference ? Figures.ChangesOf(variable, raw, words) : Figures.ClassesOf(variable, raw.Map, words),
        };
        using Picture sheet = MapSheet.Draw(session.Source.Territory, title, difference ? $"{name}, B − A" : name, scale, panels, words: texts, zoom: zoom);
        sheet.Write(path);
        return true;

        string NameOf(Run run) => run.NameIn(session.State.Language);
    }

    // Only what is computed by the hour has an hour.
    private static string TimeOf(Session session, Variable variable, Words words)
    {
        if (!variable.IsHourly) return "";
        DateTime time = session.Shown.Calendar.At(session.State.Hour).DateTime;
        return $"{words.Numbers.ShortDate(time)}, {words.Numbers.Clock(time)}";
    }

    // B − A where the run is −1.
    private static MapPanel PanelOf(Session session, double factor, int run, string title)
    {
        double[] nothing = Enumerable.Repeat(double.NaN, session.Buildings).ToArray();
        IReadOnlyList<GroundWork> works = session.Source.Runs[run < 0 ? session.IndexB : run].Ground;
        Territory? ground = works.Count > 0 ? GroundWorks.On(session.Source.Territory, works) : null;
        if (session.Variable is { OnRoads: true }) return new(title, [], nothing) { Ground = ground, Roads = [.. (run < 0 ? session.Differences() : session.Values(run)).Select(v => v / factor)] };
        if (session.Variable is not { OnGround: true }) return new(title, [], [.. (run < 0 ? session.Differences() : session.Values(run)).Select(v => v / factor)]) { Ground = ground };
        Raster? field = run >= 0 ? session.Grid(run) : session.Grid(session.IndexA) is { } a && session.Grid(session.IndexB) is { } b && a.Grid == b.Grid
            ? new Raster(a.Grid, [.. b.Values.Zip(a.Values, (vb, va) => vb - va)]) : null;
        return new(title, [], nothing) { Ground = ground, Field = field == null ? null : new Raster(field.Grid, [.. field.Values.Select(v => (float)(v / factor))]) };
    }
}
