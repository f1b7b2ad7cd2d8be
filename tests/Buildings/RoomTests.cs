using System.Numerics;
using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;

namespace TerritoryTwin.Tests.Buildings;

public class RoomTests(ITestOutputHelper output)
{
    private static readonly Lazy<WeatherYear> Denver = new(() => EpwReader.Read(SharedData.Data("weather/epw/USA_CO_Denver.725650_TYCST_Std140.epw")));
    private static readonly Lazy<Dictionary<string, ZoneYearResult>> Years = new(() => BestestRoom.Cases.ToDictionary(name => name, name => BestestRoom.Run(name, Denver.Value), StringComparer.Ordinal));

    [Fact]
    public void A_wall_of_one_mass_conducts_as_its_layers_and_takes_in_a_daily_wave_as_the_closed_form_of_a_slab()
    {
        const double area = 7, conductivity = 1.1, thickness = 0.18, density = 1900, heat = 850, omega = 2 * Math.PI / 86400;
        OneMassWall wall = OneMassWall.Of([(area, [new(conductivity, thickness, density, heat)])]);
        double resistance = thickness / conductivity / area, capacity = thickness * density * heat * area;
        Complex root = Complex.Sqrt(new Complex(0, omega * resistance * capacity)), slab = resistance * Complex.Tanh(root) / root;
        Complex found = wall.Inside + 1 / (new Complex(0, omega * wall.Capacity) + 1 / wall.Outside);
        Assert.Equal(resistance, wall.Inside + wall.Outside, 1e-12 * resistance);
        Assert.Equal(slab.Real, found.Real, 1e-12 * resistance);
        Assert.Equal(slab.Imaginary, found.Imaginary, 1e-12 * resistance);
    }

    [Fact]
    public void A_wall_in_two_halves_or_as_a_whole_is_the_same_mass()
    {
        WallLayer whole = new(0.5, 0.2, 1400, 1000), half = whole with { Thickness = 0.1 };
        (OneMassWall one, OneMassWall two) = (OneMassWall.Of([(3, [whole])]), OneMassWall.Of([(1, [half, half]), (2, [whole])]));
        Assert.Equal(one.Capacity, two.Capacity, 1e-9 * one.Capacity);
        Assert.Equal(one.Inside, two.Inside, 1e-9 * one.Inside);
    }

    [Theory]
    [InlineData(8, 0, 2.62), InlineData(-8, 0, 2.62), InlineData(8, 1, 3.0400770), InlineData(-8, 1, 1.5197313), InlineData(-8, -1, 3.0400770)]
    public void Still_air_carries_heat_by_warmth_and_direction(double warmer, double up, double film) => Assert.Equal(film, SurfaceFilms.Still(warmer, up), 1e-6);

    [Fact]
    public void Wind_carries_heat_from_glass_as_measured_and_more_from_rough_walls()
    {
        double still = 1.31 * 2, glass = Math.Sqrt(still * still + Math.Pow(3.26 * Math.Pow(4, 0.89), 2));
        Assert.Equal(glass, SurfaceFilms.Outside(8, 0, 4, windward: true, roughness: 1), 1e-9);
        Assert.Equal(still + 1.5 * (glass - still), SurfaceFilms.Outside(8, 0, 4, windward: true, roughness: 1.5), 1e-9);
        Assert.Equal(still, SurfaceFilms.Outside(8, 0, 0, windward: false, roughness: 1.5), 1e-9);
        Assert.True(SurfaceFilms.Outside(8, 0, 4, windward: false, roughness: 1) < glass);
    }

    /// <remarks>Light is followed bounce by bounce until nothing is left: floor first, then the others by area, then all by area.</remarks>
    [Theory]
    [InlineData("600", 0.6), InlineData("270", 0.9)]
    public void Sun_is_thrown_back_out_as_light_that_is_followed_bounce_by_bounce(string name, double absorptance)
    {
        const double floor = 48, glass = 12, all = 171.6;
        double letOut = 0.87 * 0.834 * 0.834 / (1 - 0.075 * 0.075), light = 1 - absorptance, lost = 0, over = all - floor;
        for (int bounce = 0; bounce < 200; bounce++)
        {
            double onGlass = light * glass / over;
            lost += onGlass * letOut;
            light -= onGlass * letOut + (light - onGlass) * absorptance;
            over = all;
        }
        Assert.Equal(lost, BestestRoom.SunLost(name), 1e-9);
    }

    [Fact]
    public void An_overhang_and_fins_shade_as_drawn_by_hand()
    {
        WindowShade shade = new(Width: 3, Height: 2, Overhang: 1, Above: 0.5, Fin: 1, Beside: 0);
        double ahead = Math.Sqrt(0.5);                                                                       // south, 45° up: the shadow falls 1 m, of which 0.5 m are wall
        Assert.Equal(0.75, shade.Sunlit(0, -ahead, ahead, azimuth: 180), 1e-12);
        Assert.Equal(2.0 / 3, shade.Sunlit(ahead, -ahead, 0, azimuth: 180), 1e-12);                          // from the south-east, low: a fin shades 1 m of 3
        Assert.Equal(2.0 / 3, shade.Sunlit(-ahead, -ahead, 0, azimuth: 180), 1e-12);
        Assert.Equal(0, shade.Sunlit(0, 1, 0, azimuth: 180));
        Assert.Equal(1, new WindowShade(3, 2).Sunlit(0, -ahead, ahead, azimuth: 180), 1e-12);
        Assert.Equal(1, new WindowShade(3, 2, 0, 0.5).SkySeen, 1e-12);
    }

    /// <remarks>An even sky over an endless window: cos θ dθ over the angles from the horizon up to the overhang's edge.</remarks>
    [Fact]
    public void The_sky_that_an_overhang_leaves_is_that_of_its_angles()
    {
        WindowShade shade = new(3, 2, Overhang: 1, Above: 0.5);
        const int strips = 20_000;
        double seen = Enumerable.Range(0, strips).Average(n => Math.Sin(Math.Atan2(0.5 + 2 * (n + 0.5) / strips, 1)));
        Assert.Equal(seen, shade.SkySeen, 1e-8);
    }

    [Fact]
    public void Every_box_of_the_reference_is_run_and_its_heat_balance_closes()
    {
        foreach (Dictionary<string, string> row in Csv.Texts(SharedData.Reference("bestest/cases.csv"))) Assert.Contains(row["case"], BestestRoom.Cases);
        foreach ((string name, ZoneYearResult year) in Years.Value) Assert.True(year.Imbalance < 1e-6, $"{name}: {year.Imbalance}");
    }

    [Theory]
    [InlineData("600"), InlineData("620"), InlineData("640"), InlineData("650"), InlineData("900"), InlineData("940"), InlineData("950")]
    public void A_box_of_two_masses_needs_what_the_standard_accepts(string name)
    {
        (Dictionary<string, string> heat, Dictionary<string, string> cool) = (Row(name, "annual_heating"), Row(name, "annual_sensible_cooling"));
        Assert.InRange(Years.Value[name].Heating / 1000, double.Parse(heat["accept_low"]), double.Parse(heat["accept_high"]));
        Assert.InRange(Years.Value[name].Cooling / 1000, double.Parse(cool["accept_low"]), double.Parse(cool["accept_high"]));
    }

    /// <remarks>Between the programs, 3 % beyond. What misses stands in docs/validation.md: cooling of 270, 320, 450 and 470, heating of 470.</remarks>
    [Theory]
    [InlineData("195"), InlineData("210"), InlineData("215"), InlineData("220"), InlineData("230"), InlineData("240"), InlineData("250"), InlineData("395"), InlineData("400"), InlineData("410"), InlineData("420"), InlineData("430"), InlineData("800")]
    public void A_box_without_glass_needs_what_the_programs_find(string name)
    {
        foreach ((string quantity, double found) in new[] { ("annual_heating", Years.Value[name].Heating / 1000), ("annual_sensible_cooling", Years.Value[name].Cooling / 1000) })
        {
            Dictionary<string, string> row = Row(name, quantity);
            Assert.InRange(found, 0.97 * double.Parse(row["example_min"]), 1.03 * double.Parse(row["example_max"]));
        }
    }

    /// <summary>Flow of heat into the near face and out of the far one, per kelvin on the near face while the far one is held, against the closed form of the layers (ISO 13786:2017).</summary>
    /// <remarks>Slices of a fifth of the depth leave (√2/5)²/24 = 0.33 % of the exponent of a wave of a day, which is 2√2 in 0.2 m of concrete: 0.9 %, and as much again at the faces at most.</remarks>
    [Theory]
    [InlineData(24), InlineData(168)]
    public void A_wall_between_two_rooms_takes_in_and_lets_through_a_wave_as_its_layers_do(double hours)
    {
        WallLayer[][] walls = [[new(0.51, 0.2, 1400, 1000)], [new(0.16, 0.012, 950, 840), new(0.04, 0.1, 12, 840), new(1.1, 0.15, 1900, 850)], [new(0.04, 0.05, 0, 0), new(0.51, 0.1, 1400, 1000)]];
        double omega = 2 * Math.PI / (3600 * hours);
        foreach (WallLayer[] wall in walls)
        {
            Complex[] exact = Chain(wall.Select(l =>
            {
                double r = l.Thickness / l.Conductivity, c = l.Thickness * l.Density * l.SpecificHeat;
                Complex root = Complex.Sqrt(new Complex(0, omega * r * c)), over = c > 0 ? Complex.Sinh(root) / root : 1;
                return new Complex[] { Complex.Cosh(root), r * over, root * root * over / r, Complex.Cosh(root) };
            }));
            (double[] masses, double[] conductances) = SlicedWall.Of(1, wall);
            Assert.Equal(wall.Sum(l => l.Thickness * l.Density * l.SpecificHeat), masses.Sum(), 1e-6);
            Assert.Equal(wall.Sum(l => l.Thickness / l.Conductivity), conductances.Sum(c => 1 / c), 1e-12);
            Complex[] found = Chain(conductances.SelectMany((c, n) => n < masses.Length ? new[] { Resistance(c), [1, 0, new Complex(0, omega * masses[n]), 1] } : [Resistance(c)]));
            output.WriteLine($"{(found[3] / found[1] / (exact[3] / exact[1])).Magnitude - 1:p2}, {(exact[1] / found[1]).Magnitude - 1:p2}");
            Assert.InRange((found[3] / found[1] / (exact[3] / exact[1]) - 1).Magnitude, 0, 0.0188);
            Assert.InRange((exact[1] / found[1] - 1).Magnitude, 0, 0.0188);
        }

        static Complex[] Resistance(double conductance) => [1, 1 / conductance, 0, 1];
        static Complex[] Chain(IEnumerable<Complex[]> parts) => parts.Aggregate(new Complex[] { 1, 0, 0, 1 }, static (a, b) =>
            [a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3]]);
    }

    /// <summary>At rest: outdoors − beside − wall − here, each a conductance by hand; nothing is heated beside, and here is held.</summary>
    [Fact]
    public void Two_rooms_at_rest_pass_on_what_conductances_in_a_row_do()
    {
        TwoMassRoom rooms = new(1e6, 2e6, 1e5, start: 15, new RoomBeside(5e5, 1e6, 5e4, [3e5, 4e5], [80, 50, 40]));
        RoomCouplings here = new() { OutdoorToOuter = 10, OuterToSurface = 200, InnerToSurface = 300, OuterAir = 60, InnerAir = 70, PartitionAir = 25, Ventilation = 12 };
        RoomCouplings there = new() { OutdoorToOuter = 20, OuterToSurface = 150, InnerToSurface = 100, OuterAir = 30, InnerAir = 40, PartitionAir = 35, Ventilation = 5 };
        RoomDrive held = new() { AtOuter = -3, Supply = -3, HeatBelow = 20, CoolAbove = 26, MaxHeating = double.PositiveInfinity, MaxCooling = 0 };
        RoomDrive free = new() { AtOuter = -3, Supply = -3, OnAir = 100, HeatBelow = double.NegativeInfinity, CoolAbove = double.PositiveInfinity, MaxHeating = 0, MaxCooling = 0 };
        (RoomHour Here, RoomHour There) hour = default;
        for (int h = 0; h < 5000; h++) hour = rooms.Step(here, held, there, free);
        double between = InRow(25, 80, 50, 40, 35), outThere = InRow(20, 150, 30) + 5, outHere = InRow(10, 200, 60) + 12;
        double air = (100 + between * 20 + outThere * -3) / (between + outThere);
        Assert.Equal(air, hour.There.Air, 1e-9);
        Assert.Equal(outHere * 23 + between * (20 - air), hour.Here.Power, 1e-8);
        Assert.Equal((20.0, 0.0), (hour.Here.Air, hour.There.Power));
        Assert.Equal(20 - between * (20 - air) / 25, hour.Here.PartitionSurface, 1e-9);
        Assert.Equal(0, hour.Here.Imbalance, 1e-8);
        Assert.Throws<ArgumentException>(() => rooms.Step(here, held, there, free with { HeatBelow = 5 }));
        Assert.Throws<ArgumentException>(() => rooms.Step(here, held));
        Assert.Throws<ArgumentException>(() => new TwoMassRoom(1e6, 2e6, 1e5, 15).Step(here, held, there, free));

        static double InRow(params double[] conductances) => 1 / conductances.Sum(static c => 1 / c);
    }

    [Fact]
    public void Airing_by_night_spares_the_cooling_that_it_spares_in_the_programs()
    {
        double[] examples = [.. new[] { "BSIMAC", "CSE", "DeST", "EnergyPlus", "ESP-r", "TRNSYS" }.Select(p => double.Parse(Row("650", "annual_sensible_cooling")[p]) - double.Parse(Row("600", "annual_sensible_cooling")[p]))];
        Assert.InRange((Years.Value["650"].Cooling - Years.Value["600"].Cooling) / 1000, 1.1 * examples.Min(), 0.9 * examples.Max());
    }

    [Theory]
    [InlineData("610", "600"), InlineData("630", "620"), InlineData("910", "900"), InlineData("930", "920")]
    public void Overhangs_and_fins_spare_cooling_and_cost_heating(string shaded, string open)
    {
        Assert.True(Years.Value[shaded].Cooling < 0.9 * Years.Value[open].Cooling);
        Assert.True(Years.Value[shaded].Heating > Years.Value[open].Heating);
    }

    /// <remarks>The hourly method, as the stock uses it, with the film of Denver's mean wind of 3.92 m/s where it had 0.04 m² K/W: that needs 2.10 MWh of cold in 250, 0.61 in 430 and 0.19 in 800.</remarks>
    [Theory]
    [InlineData("250", 0.9, 0, 0, 20), InlineData("430", 0.6, 200, 0.5, 27), InlineData("800", 0.6, 200, 0.5, 27)]
    public void Through_the_film_of_the_mean_wind_walls_and_roof_bring_in_the_sun_that_the_programs_find(string name, double absorptance, double gains, double airChange, double coolAbove)
    {
        double[] walls = [9.6, 16.2, 21.6, 16.2];                                                            // south, west, north, east; a panel of 12 m² to the south
        double radiation = 0.9 * SurfaceFilms.Radiation(10), wall = Film(1.35, 0, true, false), roof = Film(2.7, 1, true, true);
        double[] inwards = [.. walls.Select(area => absorptance * area * MeanFilms.Inwards(0.532, wall))];
        inwards[0] += absorptance * 12 * MeanFilms.Inwards(3.1, wall);
        bool heavy = name == "800";
        ThermalZone zone = new()
        {
            FloorArea = 48, HeatCapacity = heavy ? 307_750.0 * 48 : 2_024_016, MassArea = (heavy ? 2.43 : 2.95) * 48, SurfaceArea = 171.6, SurfaceToAir = 2.1 * 171.6,
            Windows = 12 * 3.1, Opaque = walls.Sum() * 0.532 + 48 * (0.3283 + 0.039), Infiltration = 17.9742 * airChange / 0.5, Azimuth = 180, Opaques = inwards, MaxCooling = double.PositiveInfinity,
            OpaqueRoof = absorptance * 48 * MeanFilms.Inwards(0.3283, roof),
            SkyLoss = radiation * (MeanFilms.SkyOfWalls * (walls.Sum() * MeanFilms.Inwards(0.532, wall) + 12 * MeanFilms.Inwards(3.1, wall)) + 48 * MeanFilms.Inwards(0.3283, roof)),
        };
        ZoneYearResult year = ZoneYear.Run(zone, Denver.Value, _ => new(gains, 20, coolAbove, 0));
        Dictionary<string, string> row = Row(name, "annual_sensible_cooling");
        Assert.InRange(year.Cooling / 1000, double.Parse(row["example_min"]), double.Parse(row["example_max"]));

        double Film(double height, double up, bool first, bool second) =>
            1 / (radiation + new[] { first, second }.Average(windward => SurfaceFilms.Outside(5, up, 3.92 * Math.Pow(height / 10, 0.14), windward, 1.52)));
    }

    [Fact]
    public void Of_the_heat_on_a_roof_a_bare_one_lets_in_a_seventh_and_an_insulated_one_a_hundredth()
    {
        Assert.InRange(1 / MeanFilms.Wall, 10, 15);                                                          // towns are less windy than the 25 W/(m² K) of the norm
        Assert.InRange(MeanFilms.Inwards(2, MeanFilms.Roof), 0.12, 0.16);
        Assert.Equal(0.04 * 2, MeanFilms.Inwards(2, 0.04), 1e-12);                                           // the norm's film gives the norm's R U
        Assert.True(MeanFilms.Inwards(0.15, MeanFilms.Roof) < 0.013);
    }

    private static Dictionary<string, string> Row(string name, string quantity) =>
        Csv.Texts(SharedData.Reference("bestest/std140_2020_results.csv")).Single(r => r["case"] == name && r["quantity"] == quantity);
}
