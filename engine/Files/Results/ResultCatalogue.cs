using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Files.Results;

/// <summary>Every column that results can have, known before anything is simulated. docs/results.md is made from it and checks of scenarios go by it.</summary>
public static class ResultCatalogue
{
    /// <summary>Share of the sky seen from the ground: of grids alone, which no building has.</summary>
    public const string SkyView = "sky_view_factor";

    /// <summary>What a grid shows when a scenario does not choose.</summary>
    public static IReadOnlyList<string> DefaultGrid { get; } = ["inhabitants", "heated_area", "heating_need", "import", "pv", "co2", SkyView];

    /// <summary>Of <c>buildings.csv</c>.</summary>
    public static Table Buildings { get; } = YearTables.Columns;

    /// <summary>Of <c>series.csv</c>.</summary>
    public static Table Series { get; } = new HourlySeries().Table();

    /// <summary>Of <c>years.csv</c>.</summary>
    public static Table Years { get; } = YearTables.Years(TerritoryIndicators.Of(Nowhere(), Buildings, OneHour(), new CarbonFactors(), invested: 0, year: 0));

    /// <summary>Of <c>comparison.csv</c>, with one variant.</summary>
    public static Table Comparison { get; } = Results.Comparison.Columns(["the base", "the variant"]);

    /// <summary>Rows of <c>comparison.csv</c> that no single run has.</summary>
    public static IReadOnlyList<ComparedIndicator> OnlyCompared { get; } = Results.Comparison.OnlyCompared([], []);

    /// <summary>What grids may show: columns of numbers of the buildings, and the sky.</summary>
    public static IReadOnlyList<ColumnRecord> Grids { get; } =
    [
        .. Buildings.Columns.OfType<NumberColumn>().Select(c => ColumnRecord.Of("grids", c with { IsWhole = false, Quantity = c.Quantity with { Meaning = c.Meaning + (IsSummed(c) ? ", sum of the cell" : ", mean of the cell's heated area") } })),
        new ColumnRecord("grids", new(SkyView, "1", "share of the sky seen from the ground, mean of the cell's open ground", QuantityKind.Benefit)),
    ];

    /// <summary>What maps may show.</summary>
    public static IEnumerable<string> Maps => Buildings.Columns.OfType<NumberColumn>().Select(c => c.Name);

    /// <summary>Whether cells add the buildings up; else they take the mean, weighted by heated area.</summary>
    public static bool IsSummed(NumberColumn column) =>
        column.Unit is "kWh" or "kg" or "EUR" or "m2" or "kW" or "W K-1" || column.Name is "dwellings" or "inhabitants";

    /// <summary>A column of the tables that every run writes; null when it is none.</summary>
    public static ColumnRecord? Find(string table, string name) => All.GetValueOrDefault((table, name));

    /// <summary>Columns as records keep them.</summary>
    public static IEnumerable<ColumnRecord> Records(Table table) =>
        table.Columns.Select(c => ColumnRecord.Of(table.Name, c));

    private static readonly Dictionary<(string, string), ColumnRecord> All =
        new[] { Buildings, Series, Years }.SelectMany(Records).ToDictionary(c => (c.Table, c.Name));

    private static Territory Nowhere() => new()
    {
        Name = "", Epsg = 2154, Latitude = 0, Longitude = 0, Buildings = [], Terrain = new Raster(new Grid(1, 1, 1, 0, 0), new float[1]),
    };

    private static Table OneHour() => new("series", [.. Series.Columns.OfType<NumberColumn>().Select(c => c with { Values = [0] })]);
}
