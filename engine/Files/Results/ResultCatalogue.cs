using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Files.Results;

/// <summary>Every column that results can have, known before anything is simulated. docs/results.md is made from it and checks of scenarios go by it.</summary>
public static class ResultCatalogue
{
    /// <summary>Share of the sky seen from the ground: of grids alone, which no building has.</summary>
    public const string SkyView = "sky_view_factor";

    private const int MonthsOfYear = 12, CommonYear = 2001;

    /// <summary>What a grid shows when a scenario does not choose.</summary>
    public static IReadOnlyList<string> DefaultGrid { get; } = ["inhabitants", "heated_area", "heating_need", "electricity_bought", "pv", "co2", SkyView];

    /// <summary>Of <c>buildings.csv</c>.</summary>
    public static Table Buildings => Simulation.Declared.Year.Buildings;

    /// <summary>Of <c>roads.csv</c>.</summary>
    public static Table Roads => Simulation.Declared.Year.Find("roads")!;

    /// <summary>Of <c>series.csv</c>.</summary>
    public static Table Series => Simulation.Declared.Year.Series;

    /// <summary>Of <c>years.csv</c>.</summary>
    public static Table Years => YearsOf([.. Simulation.Declared.Indicators.Append(Investment).Append(Aid).Append(Uncalibrated).Select(q => new Indicator(q, Year: 0, Value: 0))]);

    /// <summary>What measures cost so far: of a plan, not of a process.</summary>
    public static Quantity Investment { get; } = new("investment", "EUR", "invested in measures so far");

    /// <summary>What homes got for them so far, where a scenario counts aid.</summary>
    public static Quantity Aid { get; } = new("aid", "EUR", "aid that homes got for measures so far");

    /// <summary>What energy bought would be without the factors of a calibration, where a scenario has one.</summary>
    public static Quantity Uncalibrated { get; } = new("energy_bought_uncalibrated", "MWh", "energy bought, all carriers, with heating and appliances divided by the factors of the calibration; own use of roofs and the heat that appliances give to rooms as they are", QuantityKind.Burden);

    /// <summary>Of <c>comparison.csv</c>, with one variant.</summary>
    public static Table Comparison { get; } = Results.Comparison.Columns(["BASE", "VARIANT"], Texts.Words.English);

    /// <summary>Rows of <c>comparison.csv</c> that no single run has.</summary>
    public static IReadOnlyList<ComparedIndicator> OnlyCompared { get; } = Results.Comparison.OnlyCompared([], []);

    /// <summary>What grids may show: columns of numbers of the buildings, and the sky.</summary>
    public static IReadOnlyList<ColumnRecord> Grids =>
    [
        .. Buildings.Columns.OfType<NumberColumn>().Select(c => ColumnRecord.Of("grids", c with { IsWhole = false, Quantity = InCells(c.Quantity, IsSummed(c)) })),
        new ColumnRecord("grids", new(SkyView, "1", "share of the sky seen from the ground, mean of the cell's open ground", QuantityKind.Benefit)),
    ];

    /// <summary>What maps may show.</summary>
    public static IEnumerable<string> Maps => [.. Buildings.Columns.Concat(Roads.Columns).OfType<NumberColumn>().Select(c => c.Name)];

    /// <summary>A quantity of buildings as cells have it.</summary>
    internal static Quantity InCells(Quantity quantity, bool summed) => quantity with { Meaning = quantity.Meaning + (summed ? ", sum of the cell" : ", mean of the cell's heated area") };

    /// <summary>Whether maps divide by the size of what it is of, so that large and small ones compare: sums of a year.</summary>
    public static bool IsTotal(string unit) => unit is "kWh" or "kg" or "EUR";

    /// <summary>Whether cells add the buildings up; else they take the mean, weighted by heated area.</summary>
    public static bool IsSummed(NumberColumn column) =>
        IsTotal(column.Unit) || column.Unit is "m2" or "kW" or "W K-1" || column.Name is "dwellings" or "inhabitants" || column.Name.StartsWith("homes_", StringComparison.Ordinal);

    /// <summary>One row a year, one column an indicator.</summary>
    public static Table YearsOf(IReadOnlyList<Indicator> indicators)
    {
        int[] years = [.. indicators.Select(i => i.Year).Distinct()];
        return new("years",
        [
            new NumberColumn(new("year", "year", "simulated year"), [.. years.Select(y => (double)y)]) { IsWhole = true },
            .. indicators.DistinctBy(i => i.Name).Select(first => new NumberColumn(first.Quantity, [.. years.Select(y => indicators.First(i => i.Year == y && i.Name == first.Name).Value)])),
        ]);
    }

    /// <summary>Of <c>months.csv</c>.</summary>
    public static Table Months => MonthsOf(Series);

    /// <summary>One row a month of standard time: power summed to energy [kWh], kilometres and kilograms summed, the mean of everything else.</summary>
    /// <param name="series">One row an hour of a whole year, or none.</param>
    internal static Table MonthsOf(Table series)
    {
        int[] ends = [.. Enumerable.Range(1, MonthsOfYear).Select(static m => 24 * new DateOnly(CommonYear, m, 1).AddMonths(1).AddDays(-1).DayOfYear)];
        bool none = series.Rows == 0;
        return new(TableName.Months,
        [
            new NumberColumn(new("month", "1", "month of standard time, 1 for January"), none ? [] : [.. Enumerable.Range(1, MonthsOfYear).Select(static m => (double)m)]) { IsWhole = true },
            .. series.Columns.Where(static c => c.Name != "hour").OfType<NumberColumn>().Select(c => new NumberColumn(InMonths(c.Quantity), none ? [] : [.. ends.Select((end, m) => Of(c, m == 0 ? 0 : ends[m - 1], end))])),
        ]);

        static double Of(NumberColumn column, int first, int end)
        {
            double sum = 0;
            for (int hour = first; hour < end; hour++) sum += column.Values[hour];
            return IsSummedOverHours(column.Unit) ? sum : sum / (end - first);
        }
    }

    private static Quantity InMonths(Quantity quantity) => quantity with { Unit = quantity.Unit == "kW" ? "kWh" : quantity.Unit, Meaning = quantity.Meaning + (IsSummedOverHours(quantity.Unit) ? ", sum of the month" : ", mean of the month") };

    private static bool IsSummedOverHours(string unit) => unit is "kW" or "kg" or "km";

    /// <summary>All tables of a run.</summary>
    public static IEnumerable<Table> Tables => [Years, .. Simulation.Declared.Year.Tables, Series, Months, CalibrationRecord.TableOf([])];

    /// <summary>Columns as records keep them.</summary>
    public static IEnumerable<ColumnRecord> Records(Table table) =>
        table.Columns.Select(c => ColumnRecord.Of(table.Name, c));
}
