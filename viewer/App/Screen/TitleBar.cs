using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>The bar at the top: the territory, layouts, commands.</summary>
internal sealed class TitleBar(Session session, Hud hud, ScreenLayout layout, Action<string> run) : ScreenPart(session, hud)
{
    private const float Space = 8, HelpWidth = 36, LeastTitle = 230;
    private static readonly Layout[] Choices = [Layout.Single, Layout.Plan, Layout.Compare, Layout.Triple, Layout.Difference];
    private static readonly string[] Dispensable = ["theme", "image", "language", "choose", "present"];      // in a small window their keys remain

    /// <summary>Draws it.</summary>
    public void Draw()
    {
        Run shown = layout.Several ? Session.B : Session.Shown;
        string subtitle = $"{Words.Format("buildings", Hud.Numbers.Number(Session.Buildings))} · {shown.Record.Years[^1]}";
        string[] layouts = [Words["layout.3d"], Words["layout.plan"], Words["layout.compare"], Words["layout.three"], Words["layout.difference"]];
        List<(string Command, string Text)> buttons = [("choose", Words["choose"]), ("image", Words["image"]), ("present", Words["present"]), ("theme", Words["theme"]), ("language", Words["language.other"])];
        float group = Hud.ToggleGroupWidth(layouts);
        foreach (string dispensable in Dispensable)
            if (layout.Bar.Width - Wanted() < LeastTitle) buttons.RemoveAll(b => b.Command == dispensable);
        Box room = Hud.TitleBar("title", layout.Bar, Session.Source.Territory.Name, subtitle, Wanted());
        int now = Array.IndexOf(Choices, Session.State.Layout);
        int chosen = Hud.ToggleGroup("layout", new(room.X, room.Y, group, room.Height), layouts, now);
        if (chosen != now) Session.Change(s => s with { Layout = Choices[chosen] });
        float x = room.X + group + Space;
        foreach ((string command, string text) in buttons)
        {
            float wide = Hud.ButtonWidth(text);
            if (Hud.Button(command, new(x, room.Y, wide, room.Height), text, on: command == "choose" && Session.State.Choosing != null, tip: Words["command." + command])) run(command);
            x += wide + Space;
        }
        if (Hud.IconButton("help", new(x, room.Y, HelpWidth, room.Height), Icon.Help, Words["help"])) run("help");

        float Wanted() => group + buttons.Sum(b => Hud.ButtonWidth(b.Text) + Space) + HelpWidth + Space;
    }
}
