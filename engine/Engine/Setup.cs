using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;
using TerritoryTwin.Mobility;
using TerritoryTwin.Solar;

namespace TerritoryTwin;

/// <summary>What a simulation plays on: what never changes in a year.</summary>
public sealed record Setup
{
    /// <summary>What stands where in that year.</summary>
    public required Territory Territory { get; init; }
    /// <summary>What stands where for each member, where their works differ; without it, <see cref="Territory"/> for all. Only buildings tell members apart: with streets or trips simulated there is one.</summary>
    public IReadOnlyList<Territory> Territories { get => field.Count > 0 ? field : [Territory]; init; } = [];
    /// <summary>Shapes of its buildings.</summary>
    public required BuildingShapes Shapes { get; init; }
    /// <summary>Of façades and roofs, on the device of the simulation; shared by any number of simulations, and not owned.</summary>
    public required Horizons Horizons { get; init; }
    /// <summary>Square cells over the territory, on which processes of the ground live.</summary>
    public required Grid Cells { get; init; }
    /// <summary>One for all members, or one a member.</summary>
    public required IReadOnlyList<WeatherYear> Weather { get; init; }
    /// <summary>Of the simulated year.</summary>
    public required Calendar Calendar { get; init; }
    /// <summary>What the sections of a scenario set.</summary>
    public ParameterSet Parameters { get; init; } = ParameterSet.Default;
    /// <summary>Which couplings are on.</summary>
    public Switches Couplings { get; init; } = new(new Dictionary<string, bool>());
    /// <summary>Of all that is drawn by lot.</summary>
    public ulong Seed { get; init; } = 1;
    /// <summary>What the buildings are told, one for all members or one a member; without it, what the sections set.</summary>
    public IReadOnlyList<BuildingsParameters> BuildingsParameters { get => field.Count > 0 ? field : [Buildings.BuildingsParameters.Of(Parameters, Seed)]; init; } = [];
    /// <summary>Members of the ensemble.</summary>
    public int Members { get; init; } = 1;
    /// <summary>Where it runs.</summary>
    public Device Device => Horizons.Device;

    /// <summary>The climate zone of French building rules in which a place lies; null far from France.</summary>
    /// <param name="latitude">[°].</param> <param name="longitude">[°].</param>
    public static string? ClimateZoneAt(double latitude, double longitude) => LabelClimate.At(latitude, longitude)?.Zone;

    /// <summary>The same without streets and trips.</summary>
    public Setup BuildingsAlone => this with { Parameters = Parameters.With(new HeatParameters()).With(new MobilityParameters()) };

    /// <summary>What stands where for a member.</summary>
    public Territory TerritoryOf(int member) => Territories[Territories.Count == 1 ? 0 : member];

    /// <summary>Setups of one place and year as the members of one ensemble: their works, weather and parameters of buildings may differ.</summary>
    /// <param name="members">At least one, each of one member; of the same shapes, horizons, calendar, couplings and seed.</param>
    public static Setup Together(IReadOnlyList<Setup> members)
    {
        Setup first = members[0];
        return members.Count == 1 ? first : first with
        {
            Members = members.Count,
            Territories = members.All(m => ReferenceEquals(m.Territory, first.Territory)) ? [first.Territory] : [.. members.Select(m => m.Territory)],
            Weather = members.All(m => ReferenceEquals(m.Weather[0], first.Weather[0])) ? first.Weather : [.. members.Select(m => m.Weather[0])],
            BuildingsParameters = [.. members.Select(m => m.BuildingsParameters[0])],
        };
    }

    /// <summary>A territory without anything, on which processes say what they could show.</summary>
    internal static Setup OfNothing()
    {
        Territory nowhere = new() { Name = "", Epsg = 2154, Latitude = 0, Longitude = 0, Buildings = [], CountsAid = true, Terrain = new Raster(new Grid(1, 1, 1), new float[1]) };
        BuildingShapes none = BuildingShapes.Of(nowhere);
        float[][] horizons = [.. Enumerable.Range(0, HorizonTables.Directions).Select(_ => Array.Empty<float>())];
        return new()
        {
            Territory = nowhere, Shapes = none, Horizons = new(new(horizons, [], horizons, []), none, new ReferenceDevice()), Cells = nowhere.Terrain.Grid,
            Weather = [new("", 0, 0, 0, 0, [])], Calendar = new(year: 2001, CalendarRules.France),
            Couplings = Simulation.AllOn, Parameters = ParameterSet.Default.With(new HeatParameters { On = true }).With(new MobilityParameters { On = true }),
        };
    }
}
