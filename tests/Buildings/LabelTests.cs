using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Indicators;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Tests.Buildings;

public class LabelTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Weather = new(StringComparer.Ordinal)
    {
        ["h1b"] = "FRA_Nancy_RT2012-H1b_derived.epw.gz", ["h1c"] = "FRA_Macon_RT2012-H1c_derived.epw.gz", ["h2b"] = "FRA_La.Rochelle_RT2012-H2b_derived.epw.gz",
        ["h2c"] = "FRA_Agen_RT2012-H2c_derived.epw", ["h2d"] = "FRA_Carpentras_RT2012-H2d_derived.epw.gz",
    };

    /// <summary>
    /// Useful heat over energy bought of every hot water of one generator and no solar panel in the official cases: our ratios are their medians to 0.02; heat pumps, at the mean of the year outdoors, to 0.15. Of wood
    /// there are six, of oil and heat networks about ten each.
    /// </summary>
    [Theory]
    [InlineData(HeatingSystem.DirectElectric, false, 80, 0.02)]
    [InlineData(HeatingSystem.GasBoiler, false, 25, 0.02)]
    [InlineData(HeatingSystem.GasBoiler, true, 15, 0.02)]
    [InlineData(HeatingSystem.OilBoiler, false, 15, 0.02)]
    [InlineData(HeatingSystem.OilBoiler, true, 5, 0.02)]
    [InlineData(HeatingSystem.WoodBoiler, false, 6, 0.03)]
    [InlineData(HeatingSystem.DistrictHeat, true, 10, 0.02)]
    [InlineData(HeatingSystem.AirHeatPump, false, 15, 0.15)]
    public void Hot_water_is_bought_at_the_ratio_of_official_labels(HeatingSystem system, bool shared, int cases, double tolerance)
    {
        List<double> ratios = [];
        using StreamReader reader = new(new GZipStream(File.OpenRead(SharedData.Data("buildings-fr/dpe-cases/dpe_cases.jsonl.gz")), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            if (!JsonDocument.Parse(line).RootElement.TryGetProperty("hot_water", out JsonElement waters) || waters.ValueKind != JsonValueKind.Array) continue;
            foreach (JsonElement water in waters.EnumerateArray())
            {
                JsonElement[] generators = water.TryGetProperty("generateur_ecss", out JsonElement all) ? [.. all.EnumerateArray()] : [];
                if (generators.Length != 1 || !Text(water, "cfg_installation_ecs").Contains("sans solaire", StringComparison.Ordinal)) continue;
                double need = Value(water, "besoin_ecs"), bought = Value(generators[0], "conso_ecs");
                if (need <= 0 || bought <= 0 || SystemOf(generators[0]) != system || Text(water, "type_installation") == "installation individuelle" == shared) continue;
                ratios.Add(need > 20 * bought ? need / 1000 / bought : need / bought);                  // some engines write Wh
            }
        }
        ratios.Sort();
        double median = 0.5 * (ratios[(ratios.Count - 1) / 2] + ratios[ratios.Count / 2]);
        output.WriteLine($"{ratios.Count} cases, median {median:f3}, ours {1 / HeatingPlant.EnergyPerHotWater(system, shared, 12):f3}");
        Assert.True(ratios.Count >= cases);
        Assert.Equal(median, 1 / HeatingPlant.EnergyPerHotWater(system, shared, 12), tolerance);

        static string Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
        static double Value(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;
        static HeatingSystem SystemOf(JsonElement generator)
        {
            string type = Text(generator, "type_generateur_ecs"), energy = Text(generator, "type_energie");
            if (type.Contains("instantané", StringComparison.Ordinal)) return HeatingSystem.None;
            return type.StartsWith("pac", StringComparison.Ordinal) || type.StartsWith("cet", StringComparison.Ordinal) || type.Contains("thermodynamique", StringComparison.Ordinal) ? HeatingSystem.AirHeatPump
                : energy.StartsWith("électri", StringComparison.Ordinal) ? HeatingSystem.DirectElectric : energy.StartsWith("gaz", StringComparison.Ordinal) ? HeatingSystem.GasBoiler
                : energy.StartsWith("fioul", StringComparison.Ordinal) ? HeatingSystem.OilBoiler : energy.StartsWith("bois", StringComparison.Ordinal) ? HeatingSystem.WoodBoiler
                : energy.StartsWith("réseau", StringComparison.Ordinal) ? HeatingSystem.DistrictHeat : HeatingSystem.None;
        }
    }

    /// <summary>
    /// Same losses and window areas, on the four sides alike, in the label's own months: the need of 98 official houses in eight zones and three heights is found to −1 and +7 % from decile to decile. What is left are
    /// sides and masks that the summary does not tell.
    /// </summary>
    [Fact]
    public void The_label_finds_the_heat_of_official_labels_of_houses()
    {
        List<double> ratios = [];
        foreach (Dictionary<string, string> row in Csv.Texts(SharedData.Data("buildings-fr/dpe-cases/dpe_cases_summary.csv")))
        {
            if (!row["type"].Contains("maison", StringComparison.Ordinal) || Value("heat_need_kWh") is <= 0 or > 1e6 || Value("window_area_m2") <= 0) continue;
            double area = Value("living_area_m2"), aperture = 0.43 * Value("window_area_m2") / 4, ground = row["altitude_class"] switch { "inférieur à 400m" => 100, "400-800m" => 600, _ => 900 };
            double gains = 3.52 * area + 90 * 132.0 / 168 * ConventionalUse.Adults(area, house: true);
            ratios.Add(EnergyLabel.Heat(Value("H_total_W_K"), [aperture, aperture, aperture, aperture], azimuth: 0, gains, LabelClimate.Of("H" + row["climate_zone"][1..]), ground) / Value("heat_need_kWh"));

            double Value(string column) => double.TryParse(row[column], CultureInfo.InvariantCulture, out double value) ? value : 0;
        }
        ratios.Sort();
        output.WriteLine($"{ratios.Count} houses: {ratios[ratios.Count / 10]:f3}, {ratios[ratios.Count / 2]:f3}, {ratios[9 * ratios.Count / 10]:f3}");
        Assert.True(ratios.Count >= 98);
        Assert.InRange(ratios[ratios.Count / 10], 0.95, 1.02);
        Assert.InRange(ratios[ratios.Count / 2], 0.98, 1.04);
        Assert.InRange(ratios[9 * ratios.Count / 10], 1, 1.1);
    }

    [Theory]
    [InlineData(48.85, 2.35, "H1a")]
    [InlineData(44.34, 2.57, "H2c")]                     // Olemps
    [InlineData(46.2, 6.15, "H1c")]                      // Geneva, by Annecy
    [InlineData(43.3, 5.4, "H3")]
    [InlineData(48.1, -4.3, "H2a")]
    [InlineData(37.98, 23.73, null)]
    public void The_label_has_the_climate_of_its_place_and_none_far_from_France(double latitude, double longitude, string? zone) =>
        Assert.Equal(zone, LabelClimate.At(latitude, longitude)?.Zone);

    [Fact]
    public void Higher_ground_is_colder_and_a_wall_between_two_quarters_gets_what_lies_between_them()
    {
        LabelClimate rodez = LabelClimate.Of("H2c"), paris = LabelClimate.Of("H1a");
        Assert.True(rodez.DegreeHours(100, 1) < rodez.DegreeHours(500, 1) && rodez.DegreeHours(500, 1) < rodez.DegreeHours(900, 1));
        Assert.Equal(paris.DegreeHours(500, 1), paris.DegreeHours(900, 1));                 // the table has no such ground there
        Assert.Equal((1.0, 0.31, 0.5 * (1 + 0.4)), (paris.OnWall(180, 1), paris.OnWall(360, 1), paris.OnWall(-225, 1)));
        Assert.Equal(60585, Enumerable.Range(1, 12).Sum(m => paris.DegreeHours(0, m)), 0.6);
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelClimate.Of("H4"));
        Assert.Equal(0.34 * (1.97 - 1.09), EnergyLabel.AirOf(1980, house: true, newVentilation: false) - EnergyLabel.AirOf(1980, house: true, newVentilation: true), 9);
    }

    [Fact]
    public void The_letter_follows_neither_the_weather_nor_the_people_and_is_that_of_the_estimate()
    {
        using ReferenceDevice device = new();
        using Hamlet hamlet = new(device, Hamlet.House(0, persons: 1), Hamlet.House(1, persons: 5) with { Heating = Known<HeatingSystem>.Measured(HeatingSystem.DirectElectric) });
        WeatherYear nancy = EpwReader.Read(SharedData.Data("weather/epw/" + Weather["h1b"]));
        string[] Labels(double warmer) => hamlet.Year(nancy with { Hours = [.. nancy.Hours.Select(h => h with { DryBulb = h.DryBulb + warmer })] }, BuildingsParameters.Default, days: 30).Tables(0).Single().Texts("label_class");
        string[] mild = Labels(5), cold = Labels(0);
        Assert.Equal(mild, cold);
        Assert.All(mild, l => Assert.Matches("^[A-G]$", l));
        Assert.Equal(mild, Survey.Of(hamlet.Territory, hamlet.Shapes).Assuming(ParameterSet.Default, 1).Buildings.Select(b => $"{b.Heat!.Label}"));
    }

    /// <summary>12 flats on 3 storeys, four in a row: by hand, and any block comes to all of itself. Sizes: of 11,632,445 homes 1,363,124 have one room of 28 m², and all 60.7775 m² on the mean.</summary>
    [Fact]
    public void Flats_share_out_the_envelope_of_their_block()
    {
        FlatPlace[] places = [.. FlatPlace.In(dwellings: 12, floors: 3)];
        Assert.Equal(9 * 5, places.Length);
        AssertEqual(new(1, 1, 1 / 12.0, 1 / 3.0, 0, 1 / 4.0, 0), Sum(places.Where(p => p is { Roof: > 0, First: > 0 })));
        AssertEqual(new(2, 1, 2 / 12.0, 0, 0, 0, 0), Sum(places.Where(p => p is { Roof: 0, Floor: 0, First: 0, Last: 0 })));
        const double Share = 0.11718293101751, Size = 0.46069685147680;
        AssertEqual(new(Share, Size, Share * Size / 12, Share / 3, 0, Share * Size / 4, 0), places.Where(p => p is { Roof: > 0, First: > 0 }).MinBy(p => p.Size), digits: 9);       // as deep as all, so with as much of the end wall
        foreach ((int dwellings, int floors) in new[] { (3, 1), (3, 4), (4, 3), (5, 4), (7, 4), (60, 9), (10, 1) })
        {
            FlatPlace[] all = [.. FlatPlace.In(dwellings, floors)];
            AssertEqual(new(dwellings, 1, 1, 1, 1, 1, 1), Sum(all));
            Assert.All(all, p => Assert.True(p is { Flats: > 0, Size: > 0, Long: > 0 }));
            Assert.Equal(dwellings <= floors, all.All(p => p.Size == 1));                      // a flat that fills its storey
        }

        static FlatPlace Sum(IEnumerable<FlatPlace> some) => new(some.Sum(p => p.Flats), some.Sum(p => p.Flats * p.Size) / some.Sum(p => p.Flats),
            some.Sum(p => p.Long), some.Sum(p => p.First), some.Sum(p => p.Last), some.Sum(p => p.Roof), some.Sum(p => p.Floor));
        static void AssertEqual(FlatPlace expected, FlatPlace found, int digits = 12)
        {
            Assert.Equal(expected.Flats, found.Flats, digits);
            Assert.Equal(expected.Size, found.Size, digits);
            Assert.Equal(expected.Long, found.Long, digits);
            Assert.Equal(expected.First, found.First, digits);
            Assert.Equal(expected.Last, found.Last, digits);
            Assert.Equal(expected.Roof, found.Roof, digits);
            Assert.Equal(expected.Floor, found.Floor, digits);
        }
    }

    /// <summary>Losses of the flats are those of the block, whatever its shape and time; each by itself they need up to 2 % more heat, since gains that one has no use for do not warm the next, and less water, since two small homes have fewer adults than the label puts into two of their mean.</summary>
    [Theory]
    [InlineData(12, 3, 1930, HeatingSystem.GasBoiler), InlineData(40, 5, 1965, HeatingSystem.DirectElectric), InlineData(7, 4, 1990, HeatingSystem.OilBoiler), InlineData(60, 9, 2015, HeatingSystem.AirHeatPump), InlineData(3, 3, 1950, HeatingSystem.DistrictHeat)]
    public void What_flats_of_a_block_need_and_buy_sums_to_what_the_block_does(int dwellings, int floors, int built, HeatingSystem heating)
    {
        using ReferenceDevice device = new();
        Building block = Hamlet.House(0, width: 24, depth: 12, floors: floors, dwellings: dwellings, built: built) with { Heating = Known<HeatingSystem>.Measured(heating), HotWater = Known<HeatingSystem>.Measured(heating) };
        using Hamlet hamlet = new(device, block);
        Envelope envelope = Archetypes.EnvelopeOf(block, hamlet.Shapes, 0)!;
        LabelClimate nancy = LabelClimate.Of("H1b");
        HeatLosses[] losses = [.. FlatPlace.In(dwellings, floors).Select(f => (f.Flats, Losses: Archetypes.LossesOf(block, f.Of(envelope, dwellings)))).Select(f => new HeatLosses(f.Flats * f.Losses.Windows, f.Flats * f.Losses.Opaque, f.Flats * f.Losses.Infiltration, f.Flats * f.Losses.Ventilation))];
        HeatLosses all = Archetypes.LossesOf(block, envelope);
        AssertSums((all.Windows, losses.Sum(l => l.Windows)), (all.Opaque, losses.Sum(l => l.Opaque)), (all.Infiltration, losses.Sum(l => l.Infiltration)));

        EnergyLabel label = EnergyLabel.Of(block, envelope, hamlet.Shapes.MainAzimuth[0], nancy);
        IReadOnlyList<EnergyLabel> flats = EnergyLabel.OfHomes(block, envelope, hamlet.Shapes.MainAzimuth[0], nancy);
        AssertSums((dwellings, flats.Sum(f => f.Homes)), (label.Area, flats.Sum(f => f.Area)), (label.Need, flats.Sum(f => f.Need)), (label.Rooms, flats.Sum(f => f.Rooms)), (label.Water, flats.Sum(f => f.Water)), (label.Others, flats.Sum(f => f.Others)));
        AssertSums((label.Primary(block, LabelRules.Today), flats.Sum(f => f.Primary(block, LabelRules.Today))));

        EnergyLabel[] alone = EnergyLabel.OfFlats(block, envelope, hamlet.Shapes.MainAzimuth[0], nancy);
        output.WriteLine($"each by itself over the block: need {alone.Sum(f => f.Need) / label.Need:f4}, bought for rooms {alone.Sum(f => f.Rooms) / label.Rooms:f4}, water {alone.Sum(f => f.Water) / label.Water:f4}");
        Assert.InRange(alone.Sum(f => f.Need) / label.Need, 1, 1.02);
        Assert.InRange(alone.Sum(f => f.Water) / label.Water, 0.95, 1 + 1e-12);

        static void AssertSums(params (double Whole, double Sum)[] sums) => Assert.All(sums, s => Assert.Equal(s.Whole, s.Sum, 1e-12 * s.Whole));
    }

    [Fact]
    public void Flats_under_the_roof_and_small_ones_have_the_worse_letters_and_those_of_a_block_count_all_its_dwellings()
    {
        using ReferenceDevice device = new();
        Building block = Hamlet.House(0, width: 24, depth: 12, floors: 3, dwellings: 12);
        using Hamlet hamlet = new(device, block, Hamlet.House(1));
        LabelClimate nancy = LabelClimate.Of("H1b");
        Envelope envelope = Archetypes.EnvelopeOf(block, hamlet.Shapes, 0)!;
        EnergyLabel[] flats = [.. EnergyLabel.OfHomes(block, envelope, hamlet.Shapes.MainAzimuth[0], nancy)];
        FlatPlace[] places = [.. FlatPlace.In(dwellings: 12, floors: 3)];
        double PerArea(Func<FlatPlace, bool> of, Func<EnergyLabel, double> value) => flats.Where((_, k) => of(places[k])).Sum(value) / flats.Where((_, k) => of(places[k])).Sum(f => f.Area);
        Assert.True(PerArea(p => p.Roof > 0, f => f.Need) > 1.4 * PerArea(p => p is { Roof: 0, Floor: 0 }, f => f.Need));
        Assert.True(PerArea(p => p.Size < 0.5, f => f.Water) > 1.1 * PerArea(p => p.Size > 1.5, f => f.Water));
        Assert.True(PerArea(p => p.Size < 0.5 && p.First > 0, f => f.Need) > PerArea(p => p.Size > 1.5 && p.First > 0, f => f.Need));               // as much of the end wall
        Table table = hamlet.Year(EpwReader.Read(SharedData.Data("weather/epw/" + Weather["h1b"])), BuildingsParameters.Default, days: 3).Tables(0).Single();
        double[][] homes = [.. "abcdefg".Select(l => table.Numbers($"homes_{l}"))];
        Assert.Equal((12, 1), (homes.Sum(l => l[0]), homes.Sum(l => l[1])), Close);
        Assert.True(homes.Count(l => l[0] > 0) > 1);
        Assert.Equal(1, homes[table.Texts("label_class")[1][0] - 'A'][1]);

        static bool Close((double, double) expected, (double, double) found) => Math.Abs(expected.Item1 - found.Item1) < 1e-9 && Math.Abs(expected.Item2 - found.Item2) < 1e-9;
    }

    /// <summary>
    /// Same losses and window areas, 19 °C all day, the regulatory year of the zone. The official method multiplies by an intermittence of 0.8 to 0.95 that
    /// is not applied here, and knows orientation and shade that are not in the summary: the median is held to a band, single homes scatter.
    /// </summary>
    [Fact]
    public void Official_labels_of_houses_find_the_heat_that_the_hourly_method_finds()
    {
        Dictionary<string, WeatherYear> years = new(StringComparer.Ordinal);
        List<double> ratios = [];
        foreach (Dictionary<string, string> row in Csv.Texts(SharedData.Data("buildings-fr/dpe-cases/dpe_cases_summary.csv")))
        {
            if (!row["type"].Contains("maison", StringComparison.Ordinal) || !Weather.TryGetValue(row["climate_zone"], out string? file)) continue;
            if (row["altitude_class"] != "inférieur à 400m" || Value("heat_need_kWh") <= 0 || Value("window_area_m2") <= 0) continue;
            if (!years.TryGetValue(file, out WeatherYear? year)) years[file] = year = EpwReader.Read(SharedData.Data("weather/epw/" + file));
            double area = Value("living_area_m2"), openings = Value("H_windows_W_K") + Value("H_doors_W_K"), air = Value("H_air_W_K");
            double aperture = 0.6 * 0.56 * Value("window_area_m2") / 4;
            ThermalZone zone = ThermalZone.Of(area, MassClass.Medium) with
            {
                Windows = openings, Opaque = Value("H_total_W_K") - openings - air, Infiltration = air, Glazed = [aperture, aperture, aperture, aperture],
            };
            zone = zone with { MassArea = Math.Max(zone.MassArea, 1.2 * zone.Opaque / 9.1), SurfaceArea = Math.Max(zone.SurfaceArea, 1.5 * zone.Opaque / 9.1) };
            ZoneYearResult found = ZoneYear.Run(zone, year, _ => new(3.2 * area, 19, double.PositiveInfinity), skyDrop: 0, radiantShare: BuildingsParameters.RadiantShare);
            ratios.Add(found.Heating / Value("heat_need_kWh"));

            double Value(string column) => double.TryParse(row[column], out double value) ? value : 0;
        }
        ratios.Sort();
        output.WriteLine($"{ratios.Count} houses: {ratios[ratios.Count / 10]:f2}, {ratios[ratios.Count / 4]:f2}, {ratios[ratios.Count / 2]:f2}, {ratios[3 * ratios.Count / 4]:f2}, {ratios[9 * ratios.Count / 10]:f2}");
        Assert.True(ratios.Count >= 15, $"{ratios.Count} houses below 400 m in a zone with weather");
        Assert.InRange(ratios[ratios.Count / 2], 0.9, 1.3);
    }
}
