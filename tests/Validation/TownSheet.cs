using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Indicators;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Validation;

/// <summary>A generated town over a year, beside French orders of magnitude.</summary>
internal static class TownSheet
{
    private const string Recalled = "recalled";

    public static Sheet Of()
    {
        Sheet sheet = new("A generated town beside French orders of magnitude",
            "2,000 inhabitants, seed 12, in a generated year of zone H1a, the most populous. *Conventional*: 19 °C, 16 °C at night and when nobody is in, as labels have it; *lived*: people with their habits, prebound included.\n"
            + "Bounds: `fr_numbers` of the references; *recalled* ones are general knowledge that was not checked at its source. A small town need not have the shares of the country: these rows show where ours differs.");
        using Device device = Devices.Named("host");
        Territory town = TownGenerator.Generate(2000, 12);
        BuildingShapes shapes = BuildingShapes.Of(town);
        using Horizons horizons = new(HorizonTables.Scan(town, shapes, SurfaceModel.Build(town), device), shapes, device);
        WeatherYear weather = WeatherGenerator.Generate(MonthlyNormals.Zone("H1a"), 3);
        BuildingsParameters label = BuildingsParameters.Default with { Behaviour = Behaviour.None with { HeatingSetPoint = 19 }, SetPoints = new(Present: 19, Night: 16, Absent: 16, Spread: 0) };
        (Homes conventional, _) = Year(label);
        (Homes lived, IReadOnlyList<Indicator> indicators) = Year(BuildingsParameters.Default);

        sheet.Table("quantity", "ours", "plausible", "source", "agrees");
        Bound("conventional: homes of class A or B, %", 100 * conventional.ShareInClasses("AB"), 4, 6, "ONRE 2022");
        Bound("conventional: homes of class C, %", 100 * conventional.ShareInClasses("C"), 22, 26, "ONRE 2022");
        Bound("conventional: homes of class D, %", 100 * conventional.ShareInClasses("D"), 30, 34, "ONRE 2022");
        Bound("conventional: homes of class E, %", 100 * conventional.ShareInClasses("E"), 20, 24, "ONRE 2022");
        Bound("conventional: homes of class F or G, %", 100 * conventional.ShareInClasses("FG"), 15.7, 18, "ONRE 2022");
        Bound("conventional: heat of houses before 1975, kWh/m²", conventional.NeedPerArea(0, 1974, house: true), 300, 410, "TABULA, nothing renovated, 20 °C");
        Bound("conventional: heat of houses 1982 to 2005, kWh/m²", conventional.NeedPerArea(1982, 2005, house: true), 75, 100, "TABULA, 20 °C");
        Bound("conventional: heat of blocks before 1975, kWh/m²", conventional.NeedPerArea(0, 1974, house: false), 130, 245, "TABULA, nothing renovated, 20 °C");
        Bound("lived over conventional heat, houses before 1975", lived.NeedPerArea(0, 1974, house: true) / conventional.NeedPerArea(0, 1974, house: true), 0.5, 0.9, "Sunikka-Blank and Galvin 2012, " + Recalled);
        Bound("lived: electricity of a home for appliances and light, kWh", lived.PerDwelling("energy_appliances"), 1900, 2800, Recalled);
        Bound("lived: energy bought for hot water of a home, kWh", lived.PerDwelling("energy_hot_water"), 1500, 1900, "CEREN, about 1,700, " + Recalled);
        Bound("lived: modest households that spend over 8 % on energy, %", 100 * indicators.Single(i => i.Name == "high_effort").Value, 10.8, 12.1, "ONPE 2018 to 2022");
        return sheet;

        (Homes Homes, IReadOnlyList<Indicator> Indicators) Year(BuildingsParameters parameters)
        {
            using Simulation simulation = new(new Setup
            {
                Territory = town, Shapes = shapes, Horizons = horizons, Cells = town.Terrain.Grid, Weather = [weather], Calendar = new Calendar(2001, CalendarRules.France),
                BuildingsParameters = [parameters],
            });
            simulation.WarmUp();
            while (!simulation.Done) simulation.Step();
            YearTables year = simulation.Year();
            return (new Homes(year.Buildings), [.. simulation.Indicators(year).Select(i => new Indicator(i.Quantity, 2026, i.Value))]);
        }

        void Bound(string quantity, double found, double low, double high, string source) =>
            sheet.Row(found >= low && found <= high, quantity, Sheet.Show(Math.Round(found, found >= 100 ? 0 : found >= 1 ? 1 : 2)), $"{Sheet.Show(low)} to {Sheet.Show(high)}", source);
    }

    private sealed class Homes(Table table)
    {
        private readonly double[] _dwellings = table.Numbers("dwellings"), _area = table.Numbers("heated_area"), _need = table.Numbers("heating_need"), _built = table.Numbers("built");
        private readonly string[] _class = table.Texts("class_by_use");

        public double ShareInClasses(string letters) =>
            Rows(b => letters.Contains(_class[b], StringComparison.Ordinal)).Sum(b => _dwellings[b]) / Rows(_ => true).Sum(b => _dwellings[b]);

        public double NeedPerArea(int from, int to, bool house)
        {
            int[] rows = [.. Rows(b => _built[b] >= from && _built[b] <= to && _dwellings[b] <= 2 == house)];
            return rows.Sum(b => _need[b]) / rows.Sum(b => _area[b]);
        }

        public double PerDwelling(string column) => Rows(_ => true).Sum(b => table.Numbers(column)[b]) / Rows(_ => true).Sum(b => _dwellings[b]);

        private IEnumerable<int> Rows(Func<int, bool> condition) => Enumerable.Range(0, _class.Length).Where(b => _class[b].Length == 1 && condition(b));
    }
}
