using TerritoryTwin.Core;
using static TerritoryTwin.Core.QuantityKind;

namespace TerritoryTwin.Files.Results;

/// <summary>What measured consumption moved, beside what was simulated without it.</summary>
/// <param name="Year">The last measured year, of which the sums are.</param> <param name="Measured">By the homes of the districts that count [MWh].</param>
/// <param name="Before">The same simulated without factors [MWh].</param> <param name="After">With them [MWh].</param>
/// <param name="Rows">By district, carrier and year.</param>
public sealed record CalibrationRecord(int Year, double Measured, double Before, double After, IReadOnlyList<CalibrationRow> Rows)
{
    /// <summary>What districts are away from what was measured, without factors and with them, each carrier by itself [MWh]: sums hide what cancels.</summary>
    internal (double Before, double After) Apart => (Last.Sum(static r => Math.Abs(r.Before - r.Measured)), Last.Sum(static r => Math.Abs(r.After - r.Measured)));

    private IEnumerable<CalibrationRow> Last => Rows.Where(r => r.Year == Year && r.Standing == CalibrationRow.Used);

    /// <summary>As <c>calibration.csv</c>.</summary>
    internal Table Table => TableOf(Rows);

    /// <summary>One row a district, carrier and measured year.</summary>
    internal static Table TableOf(IReadOnlyList<CalibrationRow> rows)
    {
        return new("calibration",
        [
            Text("district", "district, by the code of its IRIS", [], static r => r.District),
            Text("carrier", "what was measured", ["electricity", "gas", "district_heat"], static r => r.Carrier),
            Number("year", "year", "measured year", static r => r.Year) with { IsWhole = true },
            Text("standing", "whether the measurement counts: not where it is secret, or absent for the district, or where no home is simulated to use the carrier", CalibrationRow.Standings, static r => r.Standing),
            Number("measured", "MWh", "measured, homes alone; missing where it is secret or absent", static r => r.Measured),
            Number("measured_error", "MWh", "standard deviation with which it counts", static r => r.Error),
            Number("before", "MWh", "simulated for that year without factors", static r => r.Before),
            Number("after", "MWh", "simulated for that year with the factors", static r => r.After),
            Number("weather", "1", "degree-hours of that year over those of the simulated one, by which heating is corrected; missing where its weather is not known", static r => r.Weather),
            Number("meters", "1", "meters of homes in the measurement; missing when not told", static r => r.Meters),
            Number("dwellings", "1", "dwellings of the district in the territory", static r => r.Dwellings),
            Number("heating_factor", "1", "factor on the energy for heat of the homes of the district", static r => r.Heating),
            Number("heating_factor_deviation", "1", "its standard deviation", static r => r.HeatingDeviation),
            Number("appliances_factor", "1", "factor on appliances and lighting of the homes of the district", static r => r.Appliances),
            Number("appliances_factor_deviation", "1", "its standard deviation", static r => r.AppliancesDeviation),
            Text("held", "which factors stand at a bound, since measurements ask for more than is believed", CalibrationRow.Holds, static r => r.Held),
        ]);

        TextColumn Text(string name, string meaning, string[] classes, Func<CalibrationRow, string> of) => new(new(name, "", meaning), [.. rows.Select(of)]) { Classes = classes };
        NumberColumn Number(string name, string unit, string meaning, Func<CalibrationRow, double> of) => new(new(name, unit, meaning, Fact), [.. rows.Select(of)]);
    }
}

/// <summary>A measurement of a district and what became of it; meanings and units are those of the columns of <see cref="CalibrationRecord.Table"/>.</summary>
#pragma warning disable CS1573, CS1591 // the columns say it
public sealed record CalibrationRow(
    string District, string Carrier, int Year, string Standing, double Measured, double Error, double Before, double After, double Weather, double Meters, double Dwellings,
    double Heating, double HeatingDeviation, double Appliances, double AppliancesDeviation, string Held)
{
    internal const string Used = "used", Secret = "secret", Absent = "absent", NotSimulated = "not_simulated";
    internal static readonly string[] Standings = [Used, Secret, Absent, NotSimulated], Holds = ["none", "heating", "appliances", "both"];
}
#pragma warning restore CS1573, CS1591
