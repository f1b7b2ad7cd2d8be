using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Viewer.App;

/// <summary>What a variable lives on.</summary>
public enum VariableKind
{
    /// <summary>One value a building, for the year.</summary>
    Building,
    /// <summary>One value a building, for the hour shown.</summary>
    HourlyBuilding,
    /// <summary>One value a cell of a grid.</summary>
    Grid,
    /// <summary>One value a cell of a grid, for the hour shown.</summary>
    HourlyGrid,
    /// <summary>One value a road, for the year.</summary>
    Road,
    /// <summary>One value a road, for the hour shown.</summary>
    HourlyRoad,
}

/// <summary>Something that can be coloured. What the runs declare is all the viewer knows of it.</summary>
/// <param name="Key">Such as <c>buildings/bill</c>, <c>hourly/heating_need</c>, <c>grids/sky_view_factor</c>.</param>
/// <param name="Quantity">What it is, with the unit of the values shown.</param>
/// <param name="Kind">What it lives on.</param>
/// <param name="PerArea">Whether the values are divided by the heated area, or the length of the road, so that large and small ones compare.</param>
public sealed record Variable(string Key, Quantity Quantity, VariableKind Kind, bool PerArea)
{
    /// <summary>As the results name it.</summary>
    public string Name => Quantity.Name;
    /// <summary>As in CF conventions, of the values shown.</summary>
    public string Unit => Quantity.Unit;
    /// <summary>One line for people.</summary>
    public string Meaning => Quantity.Meaning;
    /// <summary>Its colours, from what the results declare.</summary>
    public ColorMap Map { get; init; } = ColorMap.Heat;
    /// <summary>Names of what its values count, from 0; empty where they are numbers.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];
    /// <summary>Whether classes rise, so that a change is a number of steps; else a value has changed or has not.</summary>
    public bool IsOrdered { get; init; }
    /// <summary>Whether it is simulated in the background, where results hold no hours of it.</summary>
    public bool IsLive { get; init; }
    /// <summary>Whether it colours buildings.</summary>
    public bool OnBuildings => Kind is VariableKind.Building or VariableKind.HourlyBuilding;
    /// <summary>Whether it colours the ground.</summary>
    public bool OnGround => Kind is VariableKind.Grid or VariableKind.HourlyGrid;
    /// <summary>Whether it colours roads.</summary>
    public bool OnRoads => Kind is VariableKind.Road or VariableKind.HourlyRoad;
    /// <summary>Whether it changes with the hour shown.</summary>
    public bool IsHourly => Kind is VariableKind.HourlyBuilding or VariableKind.HourlyGrid or VariableKind.HourlyRoad;
}
