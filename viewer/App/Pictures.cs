using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Viewer.Gl;
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

    /// <summary>Writes a map sheet: plan, title, legend, scale bar, north, sources. Grids, which sheets do not draw, are written as a picture.</summary>
    /// <returns>False when it became a picture.</returns>
    public static bool SaveSheet(Session session, string path)
    {
        if (session.Variable is not { Kind: not VariableKind.Grid } variable) return false;
        Words words = Words.Of(session.State.Language);
        string name = Figures.NameOf(variable.Name, variable.Meaning, words), unit = Text.Units.ForPeople(variable.Unit, session.State.Language);
        bool difference = session.State.Layout == Layout.Difference, several = session.State.Layout is Layout.Compare or Layout.Triple;
        string title = $"{session.Source.Territory.Name}: {(several || difference ? $"{session.A.Name} / {session.B.Name}" : session.Shown.Name)}, {session.Shown.Record.Years[^1]}";
        MapPanel[] panels = several
            ? [Panel("A  " + session.A.Name, session.Values(session.IndexA)), Panel("B  " + session.B.Name, session.Values(session.IndexB))]
            : [Panel("", difference ? session.Differences() : session.Values(session.IndexShown))];
        ValueScale scale = (difference ? session.DifferenceScale : session.Scale) with { Unit = unit };
        Files.Drawing.Canvas sheet = MapSheet.Draw(session.Source.Territory, title, difference ? $"{name}: B − A" : name, scale, panels);
        Png.Write(path, sheet.Width, sheet.Height, sheet.Pixels);
        return true;

        static MapPanel Panel(string title, float[] values) => new(title, [], [.. values.Select(v => (double)v)]);
    }
}
