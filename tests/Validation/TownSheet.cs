using System.Globalization;
using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Indicators;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;
using Calendar = TerritoryTwin.Core.Calendar;

namespace TerritoryTwin.Tests.Validation;

/// <summary>The homes of four towns over a year, beside French orders of magnitude.</summary>
internal static class TownSheet
{
    private const string Onre = "ONRE, January 2022", Recalled = "recalled";
    private const double DegreeHoursOfFrance = 56_000;          // below 19 °C in the months of heating: the label's zones by their homes, about

    public static Sheet Of()
    {
        Place[] places =
        [
            new("2,000, seed 12, H1a", TownGenerator.Generate(2000, 12), "H1a"), new("8,000, seed 12, H2b", TownGenerator.Generate(8000, 12), "H2b"), new("20,000, seed 4, H1a", TownGenerator.Generate(20000, 4), "H1a"),
            new("Olemps (3,300), H2c at 600 m", TerritoryImporter.Import("bdtopo-v3", SharedData.Data("territory-olemps"), new ImportOptions()).Territory, "H2c"),
        ];
        Sheet sheet = new("Homes of four towns beside France",
            "A generated year of the zone; prices of 2021 and 2022 (recalled: electricity 0.174, gas 0.085, oil 0.11, wood 0.05 for what is paid of it, district heat 0.09 €/kWh); letters by the rules of 1 January 2022: 2.3 of primary energy for electricity, the same limits for small homes. Letters are those of `homes_a` to `homes_g`, what users see. "
            + "Heat is compared with that of France by the label's degree-hours: *over France* is heat bought over 115 kWh/m² of a place as cold as France. Bounds: `fr_numbers` of the references; others say where they come from. A town need not have the shares of the country: no figure was fitted to any of the four.");
        sheet.Table(["homes that are lived in", .. places.Select(static p => p.Name), "plausible", "source", "agrees"]);
        Row("degree-hours over those of France", static p => p.Cold, double.NaN, double.NaN, "label, below 19 °C");
        Row("energy bought for heating, kWh/m²", static p => p.PerArea(Place.Heating), double.NaN, double.NaN, "115 in France, SDES and CEREN");
        Row("the same over France", static p => p.PerArea(Place.Heating) / 115 / p.Cold, 0.9, 1.1, "SDES and CEREN");
        Row("energy bought for all uses, less heating, kWh/m²", static p => p.PerArea(Place.Uses) - p.PerArea(Place.Heating), 45, 60, "170 less 115, CEREN, " + Recalled);
        Row("bill of a home, €", static p => p.PerHome("bill"), 1700, 2200, "SDES: 1,720 in 2021, 1,744 in 2022; what is cut in the wood costs nothing there");
        Row("direct electric over gas, bought per m²", static p => p.PerArea("energy_heating", "direct_electric") / p.PerArea("energy_heating", "gas_boiler"), 0.4, 0.6, "CEREN by ADEME: half or less");
        Row("hot water of a home, kWh", static p => p.PerHome("energy_hot_water"), 1500, 1900, "CEREN, about 1,700, " + Recalled);
        Row("appliances and light of a home, kWh", static p => p.PerHome("energy_appliances"), 1900, 2800, Recalled);
        Row("class A or B, %", static p => p.Letters("AB"), 4, 6, Onre);
        Row("class C, %", static p => p.Letters("C"), 22, 26, Onre);
        Row("class D, %", static p => p.Letters("D"), 30, 34, Onre);
        Row("class E, %", static p => p.Letters("E"), 20, 24, Onre);
        Row("class F or G, %", static p => p.Letters("FG"), 15.7, 18, Onre);
        Row("of houses", static p => p.Letters("FG", static (_, dwellings) => dwellings <= 2), 17.6, 21.6, Onre + ": 19.6, a tenth either way");
        Row("of flats", static p => p.Letters("FG", static (_, dwellings) => dwellings > 2), 13, 16, Onre + ": 14.5, a tenth either way");
        Row("of homes with oil", static p => p.Letters("FG", static (heating, _) => heating == "oil_boiler"), 39.6, 48.4, Onre + ": 44, a tenth either way");
        Row("of homes with gas", static p => p.Letters("FG", static (heating, _) => heating == "gas_boiler"), 10.8, 13.2, Onre + ": 12, a tenth either way");
        Row("of homes with electricity", static p => p.Letters("FG", static (heating, _) => heating is "direct_electric" or "air_heat_pump" or "ground_heat_pump"), 10, 20, "what the other shares of ONRE leave: about 15");
        Row("households of the three lowest deciles that spend over 8 % on energy, %", static p => 100 * p.HighEffort, 10.8, 12.1, "ONPE 2018 to 2022");
        sheet.Note("Flats have each the letter of where they lie and how large they are, but every block has the mix of sizes of the country, and all of a block are insulated and heated alike: a flat with heaters of its own where the others burn gas, or whose owner changed no window, is not told apart. Homes that burn wood heat all of their rooms here; houses pay for 55 % of it, whoever lives there. Half of the houses that electricity heats burn wood beside: it is in what is bought for heating, and not in direct electric over gas. "
            + "Poor households pay the share of their building's bill that comes to each of its homes, however few rooms they heat.");
        return sheet;

        void Row(string quantity, Func<Place, double> of, double low, double high, string source)
        {
            string[] cells = [quantity, .. places.Select(p => Show(of(p))), double.IsNaN(low) ? "–" : $"{Sheet.Show(low)} to {Sheet.Show(high)}", source];
            if (double.IsNaN(low)) sheet.Plain([.. cells, "–"]);
            else sheet.Row(places.All(p => of(p) >= low && of(p) <= high), cells);
        }
    }

    private static string Show(double value) => value.ToString(Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private sealed class Place
    {
        public static readonly string[] Uses = ["energy_heating", "energy_stove", "energy_hot_water", "energy_appliances", "energy_cooking", "energy_auxiliaries", "energy_cooling"];
        public static readonly string[] Heating = ["energy_heating", "energy_stove"];
        private readonly Table _homes;
        private readonly int[] _rows;

        public Place(string name, Territory territory, string zone)
        {
            Name = name;
            BuildingShapes shapes = BuildingShapes.Of(territory);
            using Device device = Devices.Named("host");
            using Horizons horizons = new(HorizonTables.Scan(territory, shapes, SurfaceModel.Build(territory), device), shapes, device);
            double ground = territory.Buildings.Average(static b => b.Ground.Value);
            WeatherYear weather = Altitude.Correct(WeatherGenerator.Generate(MonthlyNormals.Zone(zone), 3), ground);
            using Simulation simulation = new(new Setup
            {
                Territory = territory, Shapes = shapes, Horizons = horizons, Cells = territory.Terrain.Grid, Weather = [weather], Calendar = new Calendar(2001, CalendarRules.France),
                BuildingsParameters = [BuildingsParameters.Default with { Label = LabelRules.InForce(new(2022, 1, 1)), Prices = new() { Electricity = 0.174, Gas = 0.085, Oil = 0.11, Wood = 0.05, DistrictHeat = 0.09 } }],
            });
            simulation.WarmUp();
            while (!simulation.Done) simulation.Step();
            YearTables year = simulation.Year();
            _homes = year.Buildings;
            HighEffort = simulation.Indicators(year).Single(static i => i.Quantity.Name == "high_effort").Value;
            string[] letters = _homes.Texts("label_class");
            _rows = [.. Enumerable.Range(0, letters.Length).Where(b => letters[b].Length == 1)];
            LabelClimate climate = LabelClimate.Of(zone);
            Cold = Enumerable.Range(1, 12).Sum(m => climate.DegreeHours(ground, m)) / DegreeHoursOfFrance;
        }

        public string Name { get; }
        public double Cold { get; }
        public double HighEffort { get; }

        public double PerArea(string column, string? heating = null)
        {
            int[] rows = [.. _rows.Where(b => heating is null || _homes.Texts("heating")[b] == heating)];
            return Sum(column, rows) / Sum("heated_area", rows);
        }

        public double PerArea(IEnumerable<string> columns) => columns.Sum(c => PerArea(c));

        public double PerHome(string column) => Sum(column, _rows) / Sum("dwellings", _rows);

        /// <summary>Homes of some letters among those of a kind [%].</summary>
        public double Letters(string letters, Func<string, double, bool>? of = null)
        {
            string[] heating = _homes.Texts("heating");
            double[] dwellings = _homes.Numbers("dwellings");
            int[] rows = [.. _rows.Where(b => of?.Invoke(heating[b], dwellings[b]) != false)];
            return 100 * letters.Sum(Of) / "ABCDEFG".Sum(Of);

            double Of(char letter) => Sum($"homes_{char.ToLowerInvariant(letter)}", rows);
        }

        private double Sum(string column, int[] rows)
        {
            double[] values = _homes.Numbers(column);
            return rows.Sum(b => values[b]);
        }
    }
}
