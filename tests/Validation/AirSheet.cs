using System.Globalization;
using TerritoryTwin.Air;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Heat;
using TerritoryTwin.Indicators;
using TerritoryTwin.Mobility;
using TerritoryTwin.Solar;
using TerritoryTwin.Tests.Heat.Streets;
using TerritoryTwin.Weather;
using Calendar = TerritoryTwin.Core.Calendar;

namespace TerritoryTwin.Tests.Validation;

/// <summary>What traffic adds to the air of a generated town, beside French orders of magnitude.</summary>
internal static class AirSheet
{
    private const int Busy = 8000;
    private static readonly (string Name, int Day)[] Weeks = [("January", 12), ("April", 103), ("July", 194), ("October", 285)];

    public static Sheet Of()
    {
        Territory town = TownGenerator.Generate(20000, 12);
        BuildingShapes shapes = BuildingShapes.Of(town);
        Grid cells = StreetHeatTests.Cells(town);
        Calendar calendar = new(2022, CalendarRules.France);          // the cars of the years that it is compared with
        WeatherYear weather = WeatherGenerator.Generate(MonthlyNormals.Zone("H1a"), 3);
        using HostDevice device = new();
        using MobilityModel mobility = new(town, calendar, new MobilityParameters { On = true }, new EnergyPrices(), new CarbonFactors(), congestion: true, charged: true, seed: 1, device);
        using StreetHeat heat = new(town, shapes, cells, [weather], calendar, new HeatParameters { On = true }, device);
        using AirModel air = new(town, heat.Flow, heat.Cells.AtBuildings, new AirParameters(), device, 1);
        using Transfer roads = Transfer.OfParts(mobility.Heat.Support, cells, device, RoadCells.Shares(town.Roads, cells));
        double[] flows = mobility.Tables(0).Single(static t => t.Name == "roads").Numbers("vehicles_of_weekday"), people = [.. town.Buildings.Select(static b => b.Inhabitants.Value)];
        int[] busy = [.. RoadCells.Shares(town.Roads, cells).Where(s => flows[s.From] > Busy).Select(static s => s.To).Distinct()];
        double[] nox = new double[Weeks.Length], particles = new double[Weeks.Length], street = new double[cells.Count], clock = new double[24], dioxide = new double[people.Length];
        double worst = 0;
        Outdoors now = new(weather);
        for (int week = 0; week < Weeks.Length; week++)
        {
            int first = 24 * Weeks[week].Day;
            heat.Begin(now.MeanDryBulb(first - 240, 240));
            air.Begin();
            for (int hour = first - 48; hour < first + 168; hour++)
            {
                if (hour == first)
                {
                    heat.BeginYear();
                    air.BeginYear();
                }
                now.Set(hour);
                mobility.Step(hour);
                heat.Step(now);
                roads.Run(mobility.NitrogenOxides, air.GivenNitrogenOxides);
                roads.Run(mobility.Particles, air.GivenParticles);
                air.Step();
                heat.EndHour(hour);
                air.EndHour(hour);
                if (hour < first) continue;
                float[] held = air.NitrogenOxides.ToArray();
                for (int n = 0; n < street.Length; n++) street[n] += held[n] / (168 * Weeks.Length);
                clock[calendar.LivedAt(hour).Clock] += busy.Average(n => held[n]) / (7 * Weeks.Length);
            }
            Table buildings = air.Tables(0).Single();
            (nox[week], particles[week]) = (Weighted.Mean(buildings.Numbers("nox_at_home"), people), Weighted.Mean(buildings.Numbers("pm10_at_home"), people));
            for (int b = 0; b < dioxide.Length; b++) dioxide[b] += buildings.Numbers("nox_at_home")[b] / Weeks.Length;
            worst = Math.Max(worst, air.Balances(0).Max(static b => b.Relative));
        }
        for (int b = 0; b < dioxide.Length; b++) dioxide[b] = NitrogenDioxide.Of(dioxide[b] + new AirParameters().BackgroundNox);

        Sheet sheet = new("What traffic adds to the air of a generated town",
            $"20,000 inhabitants, seed 12, cells of 25 m, a week of each season in a generated year of zone H1a; {busy.Length} cells lie on roads with over {Busy.ToString("N0", CultureInfo.InvariantCulture)} vehicles a weekday. Nitrogen oxides are counted as NO₂. Expected values are French orders of magnitude, "
            + "recalled and not checked at their source: measured air holds also what heating and works give off, of which nothing is here, so that they bound rather than judge.");
        sheet.Table("quantity", "ours", "expected", "source", "agrees");
        Row("nitrogen oxides of traffic where people live, µg/m³", nox.Average(), 3, 15, "urban background 15 to 30, of which the countryside has 5 to 10; recalled");
        Row("on busy roads, above where people live, µg/m³", busy.Average(n => street[n]) - nox.Average(), 10, 50, "stations at roads of such towns over those away from them; recalled");
        Row("nitrogen dioxide where people live, with 10 of oxides from elsewhere, µg/m³", Weighted.Mean(dioxide, people), 9, 18, "urban background stations of the 2020s; recalled");
        Row("inhabitants with over 40 µg/m³ of it, %", 100 * Weighted.Mean([.. dioxide.Select(static d => d > 40 ? 1.0 : 0)], people), 0, 1, "limit of the EU, exceeded in few large cities alone; recalled");
        Row("particles (PM10) of traffic where people live, µg/m³", particles.Average(), 0.3, 2.5, "a tenth or so of the 15 to 18 of urban background; recalled");
        Row("January over July, nitrogen oxides where people live", nox[0] / nox[2], 1.3, 4, "urban stations; recalled");
        Row("8 h over 3 h on busy roads", clock[8] / clock[3], 2, 20, "stations at roads; recalled");
        Table links = mobility.Tables(0).Single(static t => t.Name == "roads");
        Row("nitrogen oxides of a vehicle-kilometre, g", 1000 * links.Numbers("road_nox").Sum() / links.Numbers("road_kilometres").Sum(), 0.35, 0.6, "French fleet of the early 2020s, older cars and cold starts included; recalled");
        Row("worst balance of a week, 10⁻⁶", 1e6 * worst, 0, 100, "nothing is lost: air.md");
        sheet.Note("Cars are those of 2022. What is given off is less than in such a town: few vehicles only pass, hardly any at night. Roads of measuring stations carry two or three times as many vehicles as these (recalled).");
        sheet.Table("week of", "nitrogen oxides where people live, µg/m³", "particles, µg/m³");
        for (int week = 0; week < Weeks.Length; week++) sheet.Plain(Weeks[week].Name, Show(nox[week]), Show(particles[week]));
        sheet.Table("clock", "nitrogen oxides on busy roads, µg/m³");
        for (int hour = 0; hour < 24; hour += 3) sheet.Plain($"{hour}", Show(clock[hour]));
        return sheet;

        void Row(string quantity, double found, double low, double high, string source) => sheet.Row(found >= low && found <= high, quantity, Show(found), $"{Sheet.Show(low)} to {Sheet.Show(high)}", source);
        static string Show(double value) => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
    }
}
