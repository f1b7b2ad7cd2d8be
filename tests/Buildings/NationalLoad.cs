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
/// other buildings for its floor of services that electricity heats or not.
/// </summary>
internal sealed class NationalLoad
{
    private const double ServiceFloor = 31;                                             // m² a main home: 960 million m² (CEREN, recalled)
    private const double ElectricFloor = 0.28;                                          // of it heated by electricity: 19 % in 1990, 22, 23, 26 % in 2010 (CEREN, by the University of Lille), carried on to 2021 by a straight line
    private const int Inhabitants = 8000;
    private const double MeanOfDecember = 7;                                             // °C
    private const double HeatingFrom = 15;                                              // °C, daily mean, as RTE has it
    private static readonly int DecemberBegins = Calendar.Hours - 31 * 24;

    // Main homes of 2021, %: direct electric, heat pump, all else (SDES and CEREN, recalled).
    private static readonly double[] InHouses = [12, 9.5, 34.5], InFlats = [15, 1, 28];

    // Of the country's load: industry, 36 % of 311 TWh in 2021 (SDES, Chiffres clés de l'énergie 2022), of which RTE serves 65 itself (61.9 in 2020, 66.6 in 2016: Bilan électrique); railways 10 and farms 8 TWh (recalled);
    // losses of networks, 36 TWh in 2020, when the load was 449 TWh (SDES, EDF), with the square of the load, whose mean is 1.04 times the square of the mean where a load spreads by a fifth.
    private const double Industry = 0.36 * 311e6, LargeIndustry = 65e6, RailAndFarms = 18e6, LossPerSquare = 36e6 * 8784 / (1.04 * 449e6 * 449e6);   // MWh/a, 1/MW
    private const double MainHomes = 30.7e6;

    private static readonly Lazy<NationalLoad> Once = new(Of);
    private readonly double[] _outdoor;

    private NationalLoad(double[] outdoor, double[][] uses, (string Kind, double Town, double Country)[] shares)
    {
        (_outdoor, Uses, Shares) = (outdoor, [.. UseNames.Zip(uses)], shares);
        (Homes, Services) = (Sum(uses[..4]), Sum(uses[4..]));
        Load = Sum([Homes, Services]);
    }

    // Of homes, then of other buildings.
    private static readonly string[] UseNames = ["homes: rooms", "homes: hot water", "homes: appliances", "homes: cooking", "services: rooms", "services: hot water", "services: appliances, light", "services: cold"];

    /// <summary>Of a household, its home and its part of other buildings, each hour of the year [W].</summary>
    public double[] Load { get; }
    /// <summary>Of its home alone [W].</summary>
    public double[] Homes { get; }
    /// <summary>Of its part of other buildings [W].</summary>
    public double[] Services { get; }
    /// <summary>Of each use of these, pumps with the rooms [W].</summary>
    public IReadOnlyList<(string Use, double[] Load)> Uses { get; }
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
        double[][] uses = [.. UseNames.Select(_ => new double[Calendar.Hours])];
        BuildingsModel buildings = simulation.Buildings;
        IReadOnlyList<Profile> profiles = new Habits(buildings.Calendar, buildings.Parameters.Seed).Profiles;
        for (int h = 0; !simulation.Done; h++)
        {
            simulation.Step();
            float[] used = buildings.Electricity.ToArray(), heat = buildings.HeatingNeed.ToArray(), cold = buildings.CoolingNeed.ToArray();
            for (int b = 0; b < used.Length; b++)
            {
                if (weight[b] == 0 || buildings.Descriptions[b] is not { Zone: not null } of) continue;
                Profile profile = profiles[of.Usage.Profile];
                double byStove = StoveBeside.Burning(buildings.Calendar, h) * Math.Min(heat[b], of.Stove);
                double rooms = (heat[b] - byStove) * (HeatingPlant.AuxiliariesPerHeat(of.Heating) + (HeatingPlant.CarrierOf(of.Heating) == Carrier.Electricity ? of.Heater.EnergyPerHeat(weather.Hours[h].DryBulb) : 0));
                double appliances = of.Usage.Equipment / 8.76 * profile.Equipment(h), cooking = of.CookingCarrier == Carrier.Electricity ? of.Usage.Cooking / 8.76 * profile.Cooking(h) : 0;
                double conditioning = cold[b] / HeatingPlant.CoolingEfficiency, water = used[b] - rooms - appliances - cooking - conditioning;
                double[] all = town.Buildings[b].Use == BuildingUse.Dwelling ? [rooms, water, appliances, cooking] : [rooms, water, appliances, conditioning];
                int first = town.Buildings[b].Use == BuildingUse.Dwelling ? 0 : 4;
                for (int u = 0; u < 4; u++) uses[first + u][h] += weight[b] * all[u];
            }
        }
        return new([.. weather.Hours.Select(w => w.DryBulb)], uses, shares);
    }

    private static double[] Sum(double[][] all) => [.. Enumerable.Range(0, Calendar.Hours).Select(h => all.Sum(a => a[h]))];

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
    public static double[] DecemberOfFrance(bool? weekend = null) => Shape(HoursOfFrance(), day => weekend == null || IsWeekend(day) == weekend);

    /// <summary>The same of what losses, industry, railways and farms leave of it.</summary>
    /// <param name="byDay">Whether industry that RTE does not serve itself works the hours of the engine's workshops; else all of it at all hours alike.</param>
    /// <param name="weekend">All days without it.</param>
    public static double[] DecemberOfItsBuildings(bool byDay, bool? weekend = null) => Shape(BuildingsOfFrance(byDay), day => weekend == null || IsWeekend(day) == weekend);

    /// <summary>Mean of what they leave in December 2021, a main home [W].</summary>
    public static double MeanOfItsBuildings => BuildingsOfFrance(byDay: false).Average() * 1e6 / MainHomes;

    private static double[] BuildingsOfFrance(bool byDay)
    {
        Profile workshops = new Habits(new Calendar(2021, CalendarRules.France), seed: 1).Profiles[Profile.Of(BuildingUse.Industry, 0.5)];
        return [.. HoursOfFrance().Select((load, h) => load - LossPerSquare * load * load - (LargeIndustry + RailAndFarms + (Industry - LargeIndustry) * (byDay ? workshops.Equipment(DecemberBegins + h) : 1)) / Calendar.Hours)];
    }

    private static double[] HoursOfFrance()
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(SharedData.Data("electricity-france/eco2mix_national_2021-12_15min.csv.gz")), CompressionMode.Decompress));
        reader.ReadLine();
        List<double> quarters = [];
        while (reader.ReadLine() is { } line) quarters.Add(double.Parse(line.Split(';')[5], CultureInfo.InvariantCulture));
        return [.. quarters.Chunk(4).Select(q => q.Average())];
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
        double[] homes = new double[6], floors = new double[2];
        for (int b = 0; b < kindOf.Length; b++)
        {
            if (kindOf[b] >= 0) homes[kindOf[b]] += town.Buildings[b].Dwellings;
            else if (IsService(town.Buildings[b])) floors[ElectricOrNot(b)] += town.Buildings[b].HeatedArea;
        }
        double[] country = [.. InHouses, .. InFlats], floorsOfCountry = [ServiceFloor * ElectricFloor, ServiceFloor * (1 - ElectricFloor)];
        double[] weight = [.. kindOf.Select((k, b) => k >= 0 ? country[k] / 100 / homes[k] : IsService(town.Buildings[b]) ? floorsOfCountry[ElectricOrNot(b)] / floors[ElectricOrNot(b)] : 0)];
        return (weight,
        [
            .. country.Select((c, k) => ($"{(k < 3 ? "houses" : "flats")}, {kinds[k % 3]}, % of homes", 100 * homes[k] / homes.Sum(), c)),
            ("heated floor of other uses, by electricity, m² a home", floors[0] / homes.Sum(), floorsOfCountry[0]), ("heated floor of other uses, by all else, m² a home", floors[1] / homes.Sum(), floorsOfCountry[1]),
        ]);

        int ElectricOrNot(int b) => HeatingPlant.CarrierOf(town.Buildings[b].Heating) == Carrier.Electricity ? 0 : 1;
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
