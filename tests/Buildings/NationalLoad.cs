using System.Globalization;
using System.IO.Compression;
using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Solar;
using Calendar = TerritoryTwin.Core.Calendar;

namespace TerritoryTwin.Tests.Buildings;

/// <summary>
/// The electricity of homes and work places, hour by hour, of a territory with the country's shares: a generated town, whose homes count for as many as France has of their kind and heating, and whose
/// other buildings for its floor of services.
/// </summary>
internal sealed class NationalLoad
{
    private const double ServiceFloor = 31;                                             // m² a main home: 960 million m² (CEREN, recalled)
    private const int Inhabitants = 8000;
    private const double MeanOfDecember = 7;                                             // °C
    private const double HeatingFrom = 15;                                              // °C, daily mean, as RTE has it
    private static readonly int DecemberBegins = Calendar.Hours - 31 * 24;

    // Main homes of 2021, %: direct electric, heat pump, all else (SDES and CEREN, recalled).
    private static readonly double[] InHouses = [12, 9.5, 34.5], InFlats = [15, 1, 28];

    private static readonly Lazy<NationalLoad> Once = new(Of);
    private readonly double[] _outdoor;

    private NationalLoad(double[] outdoor, double[] homes, double[] services, (string Kind, double Town, double Country)[] shares) =>
        (_outdoor, Homes, Services, Load, Shares) = (outdoor, homes, services, [.. homes.Zip(services, (h, s) => h + s)], shares);

    /// <summary>Of a household, its home and its part of other buildings, each hour of the year [W].</summary>
    public double[] Load { get; }
    /// <summary>Of its home alone [W].</summary>
    public double[] Homes { get; }
    /// <summary>Of its part of other buildings [W].</summary>
    public double[] Services { get; }
    /// <summary>Of the homes of each kind, in the town and in the country [%]; of the floor of other buildings [m² a home].</summary>
    public IReadOnlyList<(string Kind, double Town, double Country)> Shares { get; }

    /// <summary>Of 2021 by its calendar, in the typical year of zone H1b, whose December is brought to the 7 °C of the country's in 2021 (Météo-France, recalled); simulated once.</summary>
    public static NationalLoad Town => Once.Value;

    private static NationalLoad Of()
    {
        WeatherYear weather = MildDecember(EpwReader.Read(SharedData.Data("weather/epw/FRA_Nancy_RT2012-H1b_derived.epw.gz")));
        using Device device = Devices.Named("host");
        Territory town = TownGenerator.Generate(Inhabitants, 12);
        BuildingShapes shapes = BuildingShapes.Of(town);
        using Horizons horizons = new(HorizonTables.Scan(town, shapes, SurfaceModel.Build(town), device), shapes, device);
        using Simulation simulation = new(new Setup
        {
            Territory = town, Shapes = shapes, Horizons = horizons, Cells = town.Terrain.Grid, Weather = [weather], Calendar = new Calendar(2021, CalendarRules.France), BuildingsParameters = [BuildingsParameters.Default],
        });
        (double[] weight, (string, double, double)[] shares) = Weights(town);
        simulation.WarmUp();
        double[] homes = new double[Calendar.Hours], services = new double[Calendar.Hours];
        for (int h = 0; !simulation.Done; h++)
        {
            simulation.Step();
            float[] used = simulation.Buildings.Electricity.ToArray();
            for (int b = 0; b < used.Length; b++) (town.Buildings[b].Use == BuildingUse.Dwelling ? homes : services)[h] += weight[b] * used[b];
        }
        return new([.. weather.Hours.Select(w => w.DryBulb)], homes, services, shares);
    }

    private static WeatherYear MildDecember(WeatherYear year)
    {
        float warmer = (float)(MeanOfDecember - year.Hours.Skip(DecemberBegins).Average(h => h.DryBulb));
        return year with { Hours = [.. year.Hours.Select((h, i) => i < DecemberBegins ? h : h with { DryBulb = h.DryBulb + warmer, SkyLongwave = 0 })] };
    }

    /// <summary>Load of each hour of the clock over the mean of December.</summary>
    public static double[] December(double[] load) => Shape([.. load.Skip(DecemberBegins)], _ => true);

    /// <summary>The same of its weekdays, or of its weekends, over their own mean.</summary>
    public static double[] December(double[] load, bool weekend) => Shape([.. load.Skip(DecemberBegins)], day => IsWeekend(day) == weekend);

    /// <summary>Load of the country in December 2021 over its mean, by hour: all days, or weekdays, or weekends.</summary>
    public static double[] DecemberOfFrance(bool? weekend = null)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(SharedData.Data("electricity-france/eco2mix_national_2021-12_15min.csv.gz")), CompressionMode.Decompress));
        reader.ReadLine();
        List<double> quarters = [];
        while (reader.ReadLine() is { } line) quarters.Add(double.Parse(line.Split(';')[5], CultureInfo.InvariantCulture));
        return Shape([.. quarters.Chunk(4).Select(q => q.Average())], day => weekend == null || IsWeekend(day) == weekend);
    }

    /// <summary>What a load grows by when a day is one kelvin colder [W/K]: least squares over days below 15 °C.</summary>
    public double PerKelvin(double[] load)
    {
        (double T, double P)[] days = [.. Enumerable.Range(0, 365).Select(d => (Mean(_outdoor, d), Mean(load, d))).Where(d => d.Item1 < HeatingFrom)];
        double t = days.Average(d => d.T), p = days.Average(d => d.P);
        return -days.Sum(d => (d.T - t) * (d.P - p)) / days.Sum(d => (d.T - t) * (d.T - t));

        static double Mean(double[] hours, int day) => hours.AsSpan(24 * day, 24).ToArray().Average();
    }

    private static (double[], (string, double, double)[]) Weights(Territory town)
    {
        string[] kinds = ["direct electric", "heat pump", "other heating"];
        int[] kindOf = [.. town.Buildings.Select(KindOf)];
        double[] homes = new double[6];
        double floor = 0;
        for (int b = 0; b < kindOf.Length; b++)
        {
            if (kindOf[b] >= 0) homes[kindOf[b]] += town.Buildings[b].Dwellings;
            else if (IsService(town.Buildings[b])) floor += town.Buildings[b].HeatedArea;
        }
        double[] country = [.. InHouses, .. InFlats];
        double[] weight = [.. kindOf.Select((k, b) => k >= 0 ? country[k] / 100 / homes[k] : IsService(town.Buildings[b]) ? ServiceFloor / floor : 0)];
        return (weight, [.. country.Select((c, k) => ($"{(k < 3 ? "houses" : "flats")}, {kinds[k % 3]}, % of homes", 100 * homes[k] / homes.Sum(), c)), ("heated floor of other uses, m² a home", floor / homes.Sum(), ServiceFloor)]);

        static bool IsService(Building b) => b.Use.Value is BuildingUse.Office or BuildingUse.Retail or BuildingUse.School or BuildingUse.Health or BuildingUse.Leisure or BuildingUse.Other;
        static int KindOf(Building b) => b.Use != BuildingUse.Dwelling || b.Dwellings < 1 || b.HeatedArea <= 0 ? -1
            : (b.Dwellings <= 2 ? 0 : 3) + b.Heating.Value switch { HeatingSystem.DirectElectric => 0, HeatingSystem.AirHeatPump or HeatingSystem.GroundHeatPump => 1, _ => 2 };
    }

    private static double[] Shape(double[] hours, Func<int, bool> days)
    {
        double[] day = [.. Enumerable.Range(0, 24).Select(clock => Enumerable.Range(0, 31).Where(days).Average(d => hours[24 * d + clock]))];
        return [.. day.Select(v => v / day.Average())];
    }

    private static bool IsWeekend(int day) => new DateOnly(2021, 12, 1 + day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
