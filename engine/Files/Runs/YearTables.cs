using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Indicators;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Runs;

/// <summary>What a simulated year leaves: one row a building, one row an hour.</summary>
/// <param name="Buildings">In the territory's order.</param>
/// <param name="Series">8,760 rows.</param>
public sealed record YearTables(Table Buildings, Table Series)
{
    /// <summary>The columns of <see cref="Buildings"/>, without a row.</summary>
    public static Table Columns { get; } = With(BuildingResults.Columns, [], [], [], []);

    /// <summary>The tables of a finished year, the shape of each building added to what its process says.</summary>
    public static YearTables Of(Stage stage, Simulation simulation) => new(
        With(simulation.Buildings.BuildingTable(), stage.Shapes.FootprintArea, [.. stage.Territory.Buildings.Select(b => b.Height.Value)], stage.Shapes.RoofArea, MeanIrradiation(stage, simulation.Sun)), simulation.Buildings.Series.Table());

    /// <summary>One row a year, one column an indicator.</summary>
    public static Table Years(IReadOnlyList<Indicator> indicators)
    {
        int[] years = [.. indicators.Select(i => i.Year).Distinct()];
        return new("years",
        [
            new NumberColumn(new("year", "year", "simulated year"), [.. years.Select(y => (double)y)]) { IsWhole = true },
            .. indicators.DistinctBy(i => i.Name).Select(first => new NumberColumn(first.Quantity,
                [.. years.Select(y => indicators.First(i => i.Year == y && i.Name == first.Name).Value)])),
        ]);
    }

    private static Table With(Table buildings, double[] footprint, double[] height, double[] roof, double[] irradiation) => buildings with
    {
        Columns =
        [
            .. buildings.Columns,
            new NumberColumn(new("footprint_area", "m2", "area of the outline, without courtyards"), footprint),
            new NumberColumn(new("height", "m", "from ground to gutter"), height),
            new NumberColumn(new("roof_area", "m2", "inclined area of the roof"), roof),
            new NumberColumn(new("roof_irradiation", "kWh m-2", "sun and sky on the roof in the year, shade included, mean of its planes", QuantityKind.Benefit), irradiation),
        ],
    };

    private static double[] MeanIrradiation(Stage stage, CitySun sun)
    {
        float[] irradiation = sun.IrradiationOfRoof.ToArray();
        double[] sum = new double[stage.Shapes.Buildings.Count];
        for (int segment = 0; segment < irradiation.Length; segment++)
            sum[stage.Shapes.RoofSegments[segment].Building] += irradiation[segment] * stage.Shapes.RoofSegments[segment].Area;
        return [.. sum.Select((s, building) => stage.Shapes.RoofArea[building] > 0 ? s / stage.Shapes.RoofArea[building] : double.NaN)];
    }
}
