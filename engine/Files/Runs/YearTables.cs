using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Runs;

/// <summary>What a simulated year leaves: one row a building, one row an hour.</summary>
/// <param name="Buildings">In the territory's order.</param>
/// <param name="Series">8,760 rows.</param>
public sealed record YearTables(Table Buildings, Table Series)
{
    /// <summary>The tables of a finished year, the shape of each building added to what its process says.</summary>
    public static YearTables Of(Stage stage, BuildingsModel model)
    {
        Table table = model.BuildingTable();
        Column[] shape =
        [
            new NumberColumn("footprint_area", "m2", "area of the outline, without courtyards", stage.Shapes.FootprintArea),
            new NumberColumn("height", "m", "from ground to gutter", [.. stage.Territory.Buildings.Select(b => b.Height.Value)]),
            new NumberColumn("roof_area", "m2", "inclined area of the roof", stage.Shapes.RoofArea),
            new NumberColumn("roof_irradiation", "kWh m-2", "sun and sky on the roof in the year, shade included, mean of its planes", MeanIrradiation(stage)),
        ];
        return new(new(table.Name, [.. table.Columns, .. shape]), model.Series.Table());
    }

    private static double[] MeanIrradiation(Stage stage)
    {
        float[] irradiation = stage.Sun.IrradiationOfRoof.ToArray();
        double[] sum = new double[stage.Shapes.Buildings.Count];
        for (int segment = 0; segment < irradiation.Length; segment++)
            sum[stage.Shapes.RoofSegments[segment].Building] += irradiation[segment] * stage.Shapes.RoofSegments[segment].Area;
        return [.. sum.Select((s, building) => stage.Shapes.RoofArea[building] > 0 ? s / stage.Shapes.RoofArea[building] : double.NaN)];
    }
}
