using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>The name and the value of what the pointer rests on.</summary>
internal sealed class PointerTip(Session session, Hud hud, ScreenLayout layout, ElementWords words) : ScreenPart(session, hud)
{
    /// <summary>Draws it beside the pointer.</summary>
    public void Draw(PointerInput pointer)
    {
        if (pointer.Hovered is not { } hovered || pointer.Dragging || pointer.Lasso.Count > 0 || Hud.HasPointer) return;
        float x = pointer.At.X / Hud.Canvas.Scale, y = pointer.At.Y / Hud.Canvas.Scale;
        Pane pane = layout.Panes.FirstOrDefault(p => x / Hud.Width >= p.Left && x / Hud.Width < p.Right);
        if (pointer.Named is { } place) Hud.PointerTip("tip", x, y, place, "");
        else if (TipOf(hovered, pane) is var (name, value)) Hud.PointerTip("tip", x, y, name, value);
    }

    private (string Name, string Value)? TipOf(Chosen hovered, Pane pane)
    {
        Variable? variable = Session.Variable;
        switch (hovered.Kind)
        {
            case "building":
                string building = words.NameOf(Session.Source.Territory.Buildings[hovered.Index]);
                return variable is { OnBuildings: true } ? ($"{building} · {VariableName}", OfElement(hovered.Index, pane)) : (building, "");
            case "road":
                Road road = Session.Source.Territory.Roads[hovered.Index];
                if (variable is { OnRoads: true }) return ($"{words.NameOf(road)} · {VariableName}", OfElement(hovered.Index, pane));
                return (words.KindOf(road), road.Name);
            case "cell" when variable is { OnGround: true } && Session.Grid(Session.IndexA) is { } a && Session.Grid(Session.IndexB) is { } b && a.Grid == b.Grid && hovered.Index < a.Values.Length:
                return (VariableName, Written(pane, a.Values[hovered.Index], b.Values[hovered.Index], pane.Run == Session.IndexB ? b.Values[hovered.Index] : a.Values[hovered.Index]));
            default:
                return null;
        }
    }

    private string OfElement(int index, Pane pane) => Written(pane, Session.Values(Session.IndexA)[index], Session.Values(Session.IndexB)[index], pane.IsDifference ? 0 : Session.Values(pane.Run)[index]);

    private string Written(Pane pane, double a, double b, double shown)
    {
        if (Session.Variable is { Classes.Count: > 0 }) return !pane.IsDifference ? words.ClassOf(shown) : a == b ? words.ClassOf(a) : $"{words.ClassOf(a)} → {words.ClassOf(b)}";
        return pane.IsDifference ? Hud.Numbers.Signed((b - a) / Shown.Factor, Shown.Unit) : Hud.Numbers.Value(shown / Shown.Factor, Shown.Unit);
    }
}
