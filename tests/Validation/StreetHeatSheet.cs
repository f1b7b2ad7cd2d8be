using System.Globalization;
using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Heat;
using TerritoryTwin.Solar;
using TerritoryTwin.Tests.Heat.Streets;
using TerritoryTwin.Weather;
using Calendar = TerritoryTwin.Core.Calendar;
using HeatIsland = TerritoryTwin.Tests.Heat.Streets.HeatIsland;

namespace TerritoryTwin.Tests.Validation;

/// <summary>The heat island of a generated city beside what was observed of others.</summary>
internal static class StreetHeatSheet
{
    public static Sheet Of()
    {
        using HeatIsland city = new(100000, 12, 50);
        double[] calm = city.Day(1), light = city.Day(3), windy = city.Day(9);
        double population = 2.01 * Math.Log10(100000) - 4.06, canyon = 7.54 + 3.97 * Math.Log(city.Canyon);
        Sheet sheet = new("The heat island of a generated city",
            $"100,000 inhabitants, seed 12, cells of 50 m, under one clear July day of zone H2c that repeats itself: air of the hundredth of cells with most walls, of a mean height over width of {Show(city.Canyon)}, less that of grass "
            + "around the city. Bounds: `oke_uhi` and `fr_numbers` of the references; those of Oke are the greatest that were observed in calm and clear nights. A wind of 1 m/s at every hour is calmer than noons are. The air above is that of the station and what the city puts into it.");
        sheet.Table("quantity", "ours", "expected", "source", "agrees");
        Row("greatest in calm air, K", calm.Max(), 1, Math.Min(population, canyon), "Oke 1973 and 1981: at most");
        Row("hour of the greatest", Array.IndexOf(calm, calm.Max()), 18, 24, "Oke 1987: some hours after sunset");
        Row("mean of the night in calm air, 22 to 5 h, K", Night(calm), 1.5, 6.4, "Lyon by the Urban Weather Generator, denser: 3.6 mean, 6.4 most");
        Row("noon in calm air, K", calm[12], -1, 1, "Oke 1987: near nothing");
        Row("mean of the night in wind of 9 m/s over calm", Night(windy) / Night(calm), 0, 0.5, "Oke 1973: gone");
        sheet.Table("hour", "calm, K", "3 m/s, K", "9 m/s, K");
        for (int hour = 0; hour < 24; hour += 3) sheet.Plain($"{hour}", Show(calm[hour]), Show(light[hour]), Show(windy[hour]));
        return sheet;

        void Row(string quantity, double found, double low, double high, string source) => sheet.Row(found >= low && found <= high, quantity, Show(found), $"{Show(low)} to {Show(high)}", source);
    }

    public static Sheet Toulouse()
    {
        IReadOnlyList<(DateTime Time, CellEnergy Energy, double Road)> year = [.. ToulouseYear.Run().Where(h => h.Time >= new DateTime(2004, 3, 1, 0, 0, 0, DateTimeKind.Utc))];
        Sheet sheet = new("The centre of Toulouse through a year",
            "Forcing of CAPITOUL (Masson et al. 2008) 28 m above the roofs, every half hour from 1 March 2004 to 28 February 2005, over a cell with the fractions, heights and roof albedo of its namelist (H/W 1.4) and our own materials; "
            + "no heat of traffic or heating, as in the namelist. No flux was measured in these data, so what is judged is whether the terms are those of a dense centre. Mean W/m²; heat into rooms and the ground, and out of the surfaces, is positive.");
        sheet.Table("time", "sun that falls", "sun taken", "net long-wave", "net radiation", "sensible", "latent", "into rooms", "into the ground", "stored");
        CellEnergy all = Mean(_ => true), summer = Mean(IsSummer), winter = Mean(t => t.Month is 12 or 1 or 2), noon = Mean(t => IsSummer(t) && (t.Hour is 11 or 12)), night = Mean(t => IsSummer(t) && (t.Hour is >= 21 or <= 3));
        foreach ((string name, CellEnergy e) in new[] { ("year", all), ("June to August", summer), ("its noons, 11 to 13 h UTC", noon), ("its nights, 21 to 4 h UTC", night), ("December to February", winter) })
            sheet.Plain([name, .. new[] { e.Incoming, e.Sun, e.Long, e.Net, e.Sensible, e.Latent, e.Indoors, e.Deep, e.Stored }.Select(Show)]);
        CellEnergy[] days = [.. year.Where(h => IsSummer(h.Time) && h.Energy.Net > 0).Select(h => h.Energy)];
        double[] roads = [.. year.Where(h => IsSummer(h.Time)).GroupBy(h => h.Time.Date).Select(d => d.Max(h => h.Road)).Order()];
        sheet.Table("quantity", "ours", "expected", "source", "agrees");
        Row("albedo of the cell over the year", 1 - all.Sun / all.Incoming, 0.10, 0.27, "Oke 1987, table 8.2: towns", "0.00");
        Row("share of the net radiation of summer days that is stored, rooms and ground included", days.Average(e => e.Stored + e.Indoors + e.Deep) / days.Average(e => e.Net), 0.17, 0.58, "Grimmond and Oke 1999: ten places", "0.00");
        Row("sensible over latent heat in summer", summer.Sensible / summer.Latent, 1.5, 12, "Grimmond and Oke 1999, 2002: centres with few gardens", "0.0");
        Row("sensible heat of summer nights, W/m²", night.Sensible, 0, 60, "goes on up all night in dense centres: Christen and Vogt 2004, Masson et al. 2008", "0.0");
        Row("hottest road of a summer day, median, °C", roads[roads.Length / 2], 30, 55, "asphalt, half shaded: Oke 1987", "0.0");
        Row("stored over the year, W/m²", all.Stored, -1, 1, "nothing is left: 13 days short of the same date", "0.00");
        return sheet;

        CellEnergy Mean(Func<DateTime, bool> of) => CellEnergy.Mean(year.Where(h => of(h.Time)).Select(h => h.Energy));
        static bool IsSummer(DateTime time) => time.Month is >= 6 and <= 8;
        void Row(string quantity, double found, double low, double high, string source, string format) =>
            sheet.Row(found >= low && found <= high, quantity, found.ToString(format, CultureInfo.InvariantCulture), $"{low.ToString(CultureInfo.InvariantCulture)} to {high.ToString(CultureInfo.InvariantCulture)}", source);
    }

    /// <summary>Air conditioning that warms the street from which it cools: in a hot week, without that loop, with the lag of an hour as runs have it, and with the air found in the hour itself.</summary>
    public static Sheet Loop()
    {
        const int first = 24 * 200, hours = 24 * 7;
        Territory town = TownGenerator.Generate(5000, 12);
        BuildingShapes shapes = BuildingShapes.Of(town);
        Grid fine = SurfaceModel.Build(town).Grid;
        using HostDevice device = new();
        using Horizons horizons = new(HorizonTables.Scan(town, shapes, SurfaceModel.Build(town), device), shapes, device);
        using Simulation loop = new(SetupOf(rejected: true)), apart = new(SetupOf(rejected: false));
        loop.WarmUp();
        while (loop.Hour < first) loop.Step();
        Moment start = loop.Save();
        Week without = Run(apart, static s => s.Step()), lagged = Run(loop, static s => s.Step());
        int turns = 0;
        Week iterated = Run(loop, Iterate);
        Sheet sheet = new("Air conditioning and the street it warms",
            $"A generated town of 5,000 in zone H3, cells of 50 m, half of the homes cooled, a week from 20 July. What is taken out of rooms goes into the street an hour later; here that is held to a run in which each hour is repeated until no cell is given another watt ({turns / (double)hours:0.0} times in the mean). All three begin with the same state.");
        sheet.Table("", "without the loop", "lag of an hour", "found in the hour");
        sheet.Plain("cold of the week, MWh", Show(without.Cold), Show(lagged.Cold), Show(iterated.Cold));
        sheet.Plain("air at buildings, mean, °C", Air(without.Air), Air(lagged.Air), Air(iterated.Air));
        sheet.Plain("the same from 22 to 5 h, °C", Air(without.Night), Air(lagged.Night), Air(iterated.Night));
        sheet.Table("quantity", "ours", "expected", "source", "agrees");
        double error = lagged.Cold / iterated.Cold - 1, most = lagged.Hourly.Zip(iterated.Hourly, static (a, b) => Math.Abs(a - b)).Max() / iterated.Hourly.Max();
        sheet.Row(Math.Abs(error) < 0.01, "cold of the week, lag against found", Sheet.Percent(error), "−1 to +1 %", "the same equations");
        sheet.Row(most < 0.05, "greatest difference in an hour over the greatest hour", Sheet.Percent(most), "0 to 5 %", "the same equations");
        sheet.Row(lagged.Night - without.Night is >= 0 and <= 2, "by what the loop warms nights, K", Air(lagged.Night - without.Night), "0 to 2", "Tremeac et al. 2012, de Munck et al. 2013: Paris, 0.5 to 2, far denser");
        return sheet;

        void Iterate(Simulation s)
        {
            const string released = "heat/released";
            Moment before = s.Save();
            float[] guess = before.State[released];
            for (double moved = double.MaxValue; moved > 1; turns++)
            {
                Assert.True(s.TryGoTo(before with { State = before.State.ToDictionary(f => f.Key, f => f.Key == released ? guess : f.Value, StringComparer.Ordinal) }));
                s.Step();
                float[] found = s.Heat!.Released.ToArray();
                moved = found.Zip(guess, static (a, b) => Math.Abs((double)a - b)).Max();
                guess = found;
            }
        }

        Week Run(Simulation s, Action<Simulation> step)
        {
            Assert.True(s.TryGoTo(start));
            double cold = 0, air = 0, night = 0;
            List<double> hourly = [];
            for (int hour = 0; hour < hours; hour++)
            {
                step(s);
                double now = s.Heat!.AirAtBuildings.ToArray().Average(static t => (double)t);
                hourly.Add(s.Buildings.CoolingNeed.ToArray().Sum(static w => (double)w) / 1e6);
                cold += hourly[^1];
                air += now / hours;
                if (hour % 24 is < 5 or >= 22) night += now / (7 * 7);
            }
            return new(cold, air, night, hourly);
        }

        Setup SetupOf(bool rejected) => new()
        {
            Territory = town, Shapes = shapes, Horizons = horizons, Cells = new((int)(fine.Rows * fine.CellSize / 50), (int)(fine.Columns * fine.CellSize / 50), 50, fine.West, fine.South),
            Weather = [WeatherGenerator.Generate(MonthlyNormals.Zone("H3"), 3)], Calendar = new Calendar(2030, CalendarRules.France),
            Parameters = ParameterSet.Default.With(new HeatParameters { On = true }).With(new Behaviour { CooledHomes = 0.5 }),
            Couplings = new(Simulation.Couplings.ToDictionary(c => c.Key, c => rejected || c.Key != "rejected_heat", StringComparer.Ordinal)),
        };

        static string Air(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
    }

    private sealed record Week(double Cold, double Air, double Night, IReadOnlyList<double> Hourly);

    private static double Night(double[] day) => (day[..5].Sum() + day[22..].Sum()) / 7;

    private static string Show(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
