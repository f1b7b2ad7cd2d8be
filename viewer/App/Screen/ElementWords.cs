using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>How buildings, roads and the classes of their values are called.</summary>
internal sealed class ElementWords(Session session, Hud hud) : ScreenPart(session, hud)
{
    /// <summary>“Logement, 1982”: what people call it.</summary>
    public string NameOf(Building building)
    {
        string use = Words.OfClass(building.Use.Value);
        return $"{char.ToUpperInvariant(use[0])}{use[1..]}, {building.Built.Value}";
    }

    /// <summary>Its own name, else what kind of road it is.</summary>
    public string NameOf(Road road) => road.Name.Length > 0 ? road.Name : KindOf(road);

    /// <summary>What kind of road it is.</summary>
    public string KindOf(Road road) => Words.Format("picked.road_of", Words["road." + road.Class.Value]);

    /// <summary>The class that a value stands for.</summary>
    public string ClassOf(double value) => Session.Variable is { } v && value >= 0 && value < v.Classes.Count ? Words.OfClass(v.Classes[(int)value]) : "–";

    /// <summary>What became of a class.</summary>
    public string ChangeOf(double a, double b)
    {
        if (double.IsNaN(b - a)) return "–";
        if (a == b) return Words["class.unchanged"];
        return Session.Variable is { IsOrdered: true } ? $"{Hud.Numbers.Signed(b - a, "", 0)} {Words["class.steps"]}" : Words["class.changed"];
    }
}
