using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>The boxes of ASHRAE Standard 140 by their layers and surfaces, as rooms of two masses. Weather: Denver, the file of the edition. One rule for all cases.</summary>
/// <remarks>Inputs of the reference, bestest/cases.csv and its README; constant coefficients of 450 to 470 as NREL/BESTEST-GSR has them. docs/physics/buildings.md, eq. 25 to 33.</remarks>
internal static class BestestRoom
{
    private const double Infiltration = 17.9742, Volume = 129.6, Fan = 1703.16;                   // W/K at 0.5 1/h and the density of the place; m³; m³/h
    private const double AirCapacity = Infiltration / (0.5 / 3600);                               // J/K, of the same air
    private const double Pane = 0.834, Reflected = 0.075, PaneEmittance = 0.84, PaneResistance = 0.003048, Plaster = 1.52;
    private const double Twice = 1 - Reflected * Reflected, Taken = 1 - Pane - Reflected;
    private static readonly double Gap = 1 / (0.02496 / 0.012 + SurfaceFilms.Radiation(10) / (2 / PaneEmittance - 1));       // EN 673: air that stands still, 10 °C
    private static readonly WallLayer Siding = new(0.14, 0.009, 530, 900);
    private static readonly WallLayer[] LightWall = [new(0.16, 0.012, 950, 840), new(0.04, 0.066, 12, 840), Siding], HeavyWall = [new(0.51, 0.1, 1400, 1000), new(0.04, 0.0615, 10, 1400), Siding];
    private static readonly WallLayer[] Roof = [new(0.16, 0.01, 950, 840), new(0.04, 0.1118, 12, 840), new(0.14, 0.019, 530, 900)];
    private static readonly WallLayer[] LightFloor = [new(0.14, 0.025, 650, 1200), new(0.04, 1.003, 0, 0)], HeavyFloor = [new(1.13, 0.08, 1400, 1000), new(0.04, 1.007, 0, 0)];

    private sealed record Case(string Name)
    {
        public bool Heavy { get; init; }
        public double HeatBelow { get; init; } = 20;
        public double CoolAbove { get; init; } = 27;
        public double Gains { get; init; } = 200;
        public double AirChange { get; init; } = 0.5;
        public double InsideEmittance { get; init; } = 0.9;
        public double OutsideEmittance { get; init; } = 0.9;
        public double InsideAbsorptance { get; init; } = 0.6;
        public double OutsideAbsorptance { get; init; } = 0.6;
        public double[] Openings { get; init; } = [12, 0, 0, 0];                                    // south, west, north, east, m²
        public bool Glazed { get; init; } = true;
        public bool Setback { get; init; }
        public bool NightFan { get; init; }
        public bool ConstantInside { get; init; }
        public bool ConstantOutside { get; init; }
        public double Shade { get; init; }                                                          // overhang, and fins of east and west windows, m
    }

    private static readonly Case Six = new("600"), Nine = Six with { Name = "900", Heavy = true };
    private static readonly Case Base = Six with { Name = "220", CoolAbove = 20, Gains = 0, AirChange = 0, OutsideAbsorptance = 0.1, Glazed = false };
    private static readonly Case Sunny = Base with { Name = "270", Glazed = true, InsideAbsorptance = 0.9 };
    private static readonly Case Dead = Base with { Name = "400", CoolAbove = 27 };
    private static readonly double[] None = [0, 0, 0, 0], EastWest = [0, 6, 0, 6];

    private static readonly Case[] All =
    [
        Base with { Name = "195", Openings = None, InsideEmittance = 0.1, OutsideEmittance = 0.1 }, Base with { Name = "200", InsideEmittance = 0.1, OutsideEmittance = 0.1 },
        Base with { Name = "210", InsideEmittance = 0.1 }, Base with { Name = "215", OutsideEmittance = 0.1 }, Base,
        Base with { Name = "230", AirChange = 1 }, Base with { Name = "240", Gains = 200 }, Base with { Name = "250", OutsideAbsorptance = 0.9 },
        Sunny, Sunny with { Name = "280", InsideAbsorptance = 0.1 }, Sunny with { Name = "290", Shade = 1 }, Sunny with { Name = "300", Openings = EastWest }, Sunny with { Name = "310", Openings = EastWest, Shade = 1 }, Dead with { Name = "320", Glazed = true, InsideAbsorptance = 0.9 },
        Dead with { Name = "395", Openings = None }, Dead, Dead with { Name = "410", AirChange = 0.5 }, Dead with { Name = "420", AirChange = 0.5, Gains = 200 },
        Six with { Name = "430", Glazed = false }, Six with { Name = "440", InsideAbsorptance = 0.1 }, Six with { Name = "450", ConstantInside = true, ConstantOutside = true },
        Six with { Name = "460", ConstantInside = true }, Six with { Name = "470", ConstantOutside = true },
        Six, Six with { Name = "610", Shade = 1 }, Six with { Name = "620", Openings = EastWest }, Six with { Name = "630", Openings = EastWest, Shade = 1 },
        Six with { Name = "640", Setback = true }, Six with { Name = "650", HeatBelow = double.NegativeInfinity, NightFan = true }, Six with { Name = "685", CoolAbove = 20 },
        Nine with { Name = "800", Glazed = false }, Nine with { Name = "810", InsideAbsorptance = 0.1 }, Nine, Nine with { Name = "910", Shade = 1 }, Nine with { Name = "920", Openings = EastWest }, Nine with { Name = "930", Openings = EastWest, Shade = 1 },
        Nine with { Name = "940", Setback = true }, Nine with { Name = "950", HeatBelow = double.NegativeInfinity, NightFan = true }, Nine with { Name = "985", CoolAbove = 20 },
        Six with { Name = "600FF", HeatBelow = double.NegativeInfinity, CoolAbove = double.PositiveInfinity },
        Six with { Name = "650FF", HeatBelow = double.NegativeInfinity, CoolAbove = double.PositiveInfinity, NightFan = true },
        Nine with { Name = "900FF", HeatBelow = double.NegativeInfinity, CoolAbove = double.PositiveInfinity },
        Nine with { Name = "950FF", HeatBelow = double.NegativeInfinity, CoolAbove = double.PositiveInfinity, NightFan = true },
    ];

    /// <summary>The cases that <see cref="Run"/> knows.</summary>
    public static IReadOnlyList<string> Cases { get; } = [.. All.Select(c => c.Name)];

    /// <summary>Runs a case.</summary>
    /// <param name="name">One of <see cref="Cases"/>.</param> <param name="denver">The weather of the edition it is compared with.</param>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    public static ZoneYearResult Run(string name, WeatherYear denver)
    {
        Case of = All.FirstOrDefault(c => c.Name == name) ?? throw new ArgumentException($"no case `{name}`; there are {string.Join(", ", Cases)}", nameof(name));
        return RoomOf(of).Run(denver, h => Operation(of, h % 24), Infiltration * of.AirChange / 0.5, Fan / (0.5 * Volume) * Infiltration);
    }

    /// <summary>Share of the sun that a case throws out again.</summary>
    internal static double SunLost(string name) => RoomOf(All.First(c => c.Name == name)).SunLost;

    private static ZoneOperation Operation(Case of, int hour)
    {
        bool night = hour is < 7 or >= 18;
        double heat = of.Setback ? hour switch { 7 => 15, < 7 or 23 => 10, _ => 20 } : of.HeatBelow;                           // between 7 and 8 h the mean of the ramp
        return new(of.Gains, heat, of.NightFan && night ? double.PositiveInfinity : of.CoolAbove, Presence: of.NightFan && night ? 1 : 0);
    }

    private static LayeredRoom RoomOf(Case of)
    {
        double[] walls = [21.6, 16.2, 21.6, 16.2];
        List<RoomPart> parts = [];
        for (int side = 0; side < 4; side++)
        {
            RoomPart wall = Opaque(of, new(RoomPartKind.Outer, walls[side] - of.Openings[side], 90, 180 + 90 * side) { Layers = of.Heavy ? HeavyWall : LightWall, Height = 1.35 }, inside: 1.8, outside: 21.6);
            parts.Add(wall);
            if (of.Openings[side] > 0) parts.Add(Opening(of, wall with { Kind = RoomPartKind.Thin, Area = of.Openings[side], Layers = [], Resistance = Gap + 2 * PaneResistance, Roughness = 1 }));
        }
        parts.Add(Opaque(of, new(RoomPartKind.Outer, 48, 0, 0) { Layers = Roof, Height = 2.7 }, inside: 1.7, outside: 21.8));
        parts.Add(new(RoomPartKind.Inner, 48, 180, 0) { Layers = of.Heavy ? HeavyFloor : LightFloor, InsideEmittance = of.InsideEmittance, OutsideFilm = 25, InsideFilm = of.ConstantInside ? 3.7 : null });
        return new(parts, AirCapacity, of.InsideAbsorptance, radiantShare: 0.6);
    }

    private static RoomPart Opaque(Case of, RoomPart part, double inside, double outside) => part with
    {
        OutsideTaken = of.OutsideAbsorptance, OutsideEmittance = of.OutsideEmittance, InsideEmittance = of.InsideEmittance, Roughness = Plaster,
        InsideFilm = of.ConstantInside ? inside : null, OutsideFilm = of.ConstantOutside ? outside : null,
    };

    // Two panes, or a panel that conducts as they do and has the wall's surfaces.
    private static RoomPart Opening(Case of, RoomPart part)
    {
        part = part with { InsideFilm = of.ConstantInside ? 4.5 : null, OutsideFilm = of.ConstantOutside ? 17.8 : null };
        return !of.Glazed ? part : part with
        {
            Transmittance = Pane * Pane / Twice, InsideTaken = Taken * Pane / Twice, OutsideTaken = Taken * (1 + Pane * Reflected / Twice), OutsideEmittance = PaneEmittance, InsideEmittance = PaneEmittance,
            Shade = of.Shade == 0 ? null : new WindowShade(3, 2, of.Shade, 0.5, part.Azimuth is 180 ? 0 : of.Shade),
        };
    }
}
