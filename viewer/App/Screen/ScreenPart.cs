using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>A part of the screen: what is shown, the interface it is drawn with, and how values are named and written.</summary>
internal abstract class ScreenPart(Session session, Hud hud)
{
    /// <summary>How all values of the variable are written, in the unit that keeps the legend short: kW for thousands of W.</summary>
    public Scaling Shown => Units.Scale(Math.Max(Math.Abs(Session.Scale.Low), Math.Abs(Session.Scale.High)), Session.Variable?.Unit ?? "");

    /// <summary>What is shown.</summary>
    protected Session Session { get; } = session;
    /// <summary>The interface.</summary>
    protected Hud Hud { get; } = hud;
    /// <summary>Its look.</summary>
    protected Theme Theme => Hud.Theme;
    /// <summary>Of the language shown.</summary>
    protected Words Words => Words.Of(Session.State.Language);
    /// <summary>The variable, for people.</summary>
    protected string VariableName => Session.Variable is { } v ? Words.NameOf(v.Name, v.Meaning) : Words["variable.none"];

    /// <summary>How many buildings or roads have which value of the variable.</summary>
    /// <param name="run">Whose.</param>
    protected Distribution DistributionOf(int run)
    {
        ValueScale scale = Session.Scale;
        int classes = scale.Map.Classes > 0 ? scale.Map.Classes : 24;
        return new(scale.Map.Classes > 0 ? "" : Shown.Unit, scale.Low / Shown.Factor, scale.High / Shown.Factor, Distribution.Count(Session.Values(run), scale.Low, scale.High, classes), t => scale.Map.At(t))
        {
            Classes = [.. (Session.Variable?.Classes ?? []).Select(Words.OfClass)],
        };
    }

    /// <summary>What takes changes back, does them again and saves them.</summary>
    /// <param name="panel">Gets a row.</param> <param name="run">Does a command by its name.</param>
    protected void DrawMoves(Panel panel, Action<string> run)
    {
        Box row = panel.Row(34);
        if (Hud.IconButton("undo", row.Column(0, 4, 8), Icon.Undo, Words["undo"], enabled: Session.CanUndo)) run("undo");
        if (Hud.IconButton("redo", row.Column(1, 4, 8), Icon.Redo, Words["redo"], enabled: Session.CanRedo)) run("redo");
        Box save = new(row.Column(2, 4, 8).X, row.Y, row.Right - row.Column(2, 4, 8).X, row.Height);
        if (Hud.Button("save.scenario", save, Words["save"], tip: Words["save.scenario"], enabled: Session.State.Changes.Any)) run("save.scenario");
    }

    /// <summary>A scenario, for people.</summary>
    protected string NameOf(Run run) => run.NameIn(Words.Language);

    /// <summary>What a scenario is compared with; null: nothing.</summary>
    protected Run? BaselineOf(Run run) => ReferenceEquals(run, Session.A) ? null : Session.A;
}
