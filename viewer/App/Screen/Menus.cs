using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>What chooses scenarios and variable.</summary>
internal sealed class Menus(Session session, Hud hud) : ScreenPart(session, hud)
{
    /// <summary>Both scenarios with their letters; where one is shown, its letter chooses which.</summary>
    public void Scenarios(Panel panel)
    {
        if (Session.Source.Runs.Count == 1)
        {
            Scenario(panel.Row(Hud.ButtonHeight), isB: false);
            return;
        }
        foreach (bool isB in new[] { false, true })
        {
            Box row = panel.Row(Hud.ButtonHeight, isB ? Panel.Gap : 6);
            string letter = Words[isB ? "scenario.b" : "scenario.a"];
            if (Session.State.Layout == Layout.Difference) Hud.Canvas.Text(row.X + 17, row.MiddleY, letter, 15, isB ? Theme.B : Theme.A, bold: true, Align.Centre);
            else if (Hud.Letter(isB ? "scenario.1" : "scenario.0", row with { Width = 34 }, letter, isB ? Theme.B : Theme.A, Session.State.ShowsB == isB, Words.Format("scenario.show", letter)))
                Session.Change(s => s with { ShowsB = isB });
            Scenario(new(row.X + 40, row.Y, row.Width - 40, row.Height), isB);
        }
    }

    /// <summary>Chooses A or B.</summary>
    public void Scenario(Box box, bool isB)
    {
        string[] names = [.. Session.Offered.Select(r => r.Name)], shown = [.. Session.Offered.Select(NameOf)];
        int now = Array.IndexOf(names, isB ? Session.State.B : Session.State.A), chosen = Hud.Dropdown(isB ? "scenario.b" : "scenario.a", box, shown, now, shown[now]);
        if (chosen == now) return;
        // A chosen scenario stands as it was computed; what was moved belongs to the variant.
        if (isB) Session.Change(s => names[chosen].EndsWith(Variant.Mark, StringComparison.Ordinal) ? s with { B = names[chosen] } : (s with { B = names[chosen] }).With(ScenarioChanges.None));
        else Session.Change(s => s with { A = names[chosen] });
    }

    /// <summary>Chooses which of both is shown, by their names.</summary>
    public void Audience(Panel panel)
    {
        if (Session.IndexA == Session.IndexB) return;
        foreach (bool isB in new[] { false, true })
        {
            string name = NameOf(isB ? Session.B : Session.A);
            if (Hud.Choice(isB ? "scenario.1" : "scenario.0", panel.Row(Hud.ChoiceHeight(name, panel.Width), 6), name, isB ? Theme.B : Theme.A, Session.State.ShowsB == isB)) Session.Change(s => s with { ShowsB = isB });
        }
    }

    /// <summary>Chooses the variable.</summary>
    public void Variable(Box box)
    {
        string[] names = [.. Session.Variables.Select(MenuName)];
        int now = Session.Variables.ToList().FindIndex(v => v.Key == Session.Variable?.Key), chosen = Hud.Dropdown("variable", box, names, now, now >= 0 ? $"{names[now]}: {Session.Variables[now].Meaning}" : null);
        if (chosen != now && chosen >= 0) Session.Change(s => s with { Variable = Session.Variables[chosen].Key, Range = null });
    }

    private string MenuName(Variable variable)
    {
        string name = Words.NameOf(variable.Name, variable.Meaning);
        return variable.Kind switch
        {
            VariableKind.HourlyBuilding => Words.Format("variable.hourly", name),
            VariableKind.HourlyGrid => Words.Format("variable.hourly", Words.Format("variable.grid", name)),
            VariableKind.HourlyRoad => Words.Format("variable.hourly", Words.Format("variable.road", name)),
            VariableKind.Road => Words.Format("variable.road", name),
            VariableKind.Grid => Words.Format("variable.grid", name),
            _ => name,
        };
    }
}
