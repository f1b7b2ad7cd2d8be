using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>What an attribute of a layer may hold.</summary>
/// <param name="Kind">Of value.</param>
/// <param name="Units">Those that its column may be in, with their factor to the unit of the territory; empty: it has none.</param>
/// <param name="Words">Those it may be; empty: any.</param>
/// <param name="Low">Least plausible value.</param>
/// <param name="High">Greatest plausible value.</param>
internal sealed record Target(TargetKind Kind, IReadOnlyDictionary<string, double> Units, IReadOnlyList<string> Words, double Low, double High);

/// <summary>Kinds of values.</summary>
internal enum TargetKind
{
    /// <summary>Any text.</summary>
    Text,
    /// <summary>One of some words.</summary>
    Word,
    /// <summary>A number.</summary>
    Number,
    /// <summary>A year, also the one in a date.</summary>
    Year,
}

/// <summary>What is plausible of a road.</summary>
internal static class RoadBounds
{
    /// <summary>Slowest speed [km/h].</summary>
    public const double Slowest = 3;
    /// <summary>Fastest speed [km/h].</summary>
    public const double Fastest = 150;
    /// <summary>Most lanes of all directions.</summary>
    public const int MostLanes = 16;
    /// <summary>Most levels above and below the ground.</summary>
    public const int MostLevels = 10;
}

/// <summary>The layers and attributes that a mapping may fill.</summary>
internal static class MappingTargets
{
    private static readonly Dictionary<string, double> None = [], Length = new() { ["m"] = 1, ["cm"] = 0.01, ["mm"] = 0.001, ["km"] = 1000, ["ft"] = 0.3048 };
    private static readonly Dictionary<string, double> Area = new() { ["m2"] = 1, ["m²"] = 1, ["ha"] = 10_000, ["ft2"] = 0.09290304 };
    private static readonly Dictionary<string, double> Angle = new() { ["deg"] = 1, ["°"] = 1, ["rad"] = 180 / Math.PI };
    private static readonly Dictionary<string, double> Money = new() { ["EUR/year"] = 1, ["€/year"] = 1, ["EUR/month"] = 12, ["kEUR/year"] = 1000 };
    private static readonly Dictionary<string, double> Speed = new() { ["km/h"] = 1, ["mph"] = 1.609344, ["m/s"] = 3.6 };

    private static readonly Target AnyText = new(TargetKind.Text, None, [], 0, 0), YesNo = new(TargetKind.Word, None, ["yes", "no"], 0, 0);

    private static readonly Dictionary<string, Target> Zone = new()
    {
        ["id"] = AnyText, ["nature"] = AnyText, ["height"] = Number(Length, 0, 80), ["name"] = AnyText,
    };

    /// <summary>The attributes of each layer.</summary>
    public static IReadOnlyDictionary<string, Dictionary<string, Target>> Layers { get; } = new Dictionary<string, Dictionary<string, Target>>
    {
        ["buildings"] = new()
        {
            ["id"] = AnyText, ["use"] = Choice<BuildingUse>(), ["light"] = YesNo, ["height"] = Number(Length, 1, 350), ["ground"] = Number(Length, -100, 5000),
            ["roof_altitude"] = Number(Length, -100, 5000), ["roof_height"] = Number(Length, 0, 150), ["min_height"] = Number(Length, 0, 350), ["min_floors"] = Number(None, 0, 100),
            ["built"] = new(TargetKind.Year, None, [], 800, 2040), ["floors"] = Number(None, 1, 100),
            ["dwellings"] = Number(None, 0, 3000), ["heated_area"] = Number(Area, 0, 500_000), ["roof"] = Choice<RoofShape>(), ["roof_pitch"] = Number(Angle, 0, 75),
            ["roof_material"] = new(TargetKind.Word, None, ["tiles", "slates", "metal", "concrete"], 0, 0), ["heating"] = Choice<HeatingSystem>(),
            ["hot_water"] = Choice<HeatingSystem>(), ["inhabitants"] = Number(None, 0, 10_000), ["jobs"] = Number(None, 0, 50_000), ["district"] = AnyText, ["owner"] = Choice<Ownership>(),
        },
        ["roads"] = new()
        {
            ["id"] = AnyText, ["class"] = Choice<RoadClass>(), ["name"] = AnyText, ["direction"] = Choice<RoadDirection>(), ["speed"] = Number(Speed, RoadBounds.Slowest, RoadBounds.Fastest),
            ["lanes"] = Number(None, 1, RoadBounds.MostLanes), ["level"] = Number(None, -RoadBounds.MostLevels, RoadBounds.MostLevels), ["toll"] = YesNo, ["cars"] = Choice<RoadAccess>(), ["cycles"] = Choice<RoadAccess>(),
            ["feet"] = Choice<RoadAccess>(), ["cycle_way"] = Choice<CycleWay>(), ["cycle_direction"] = Choice<RoadDirection>(), ["surface"] = Choice<RoadSurface>(),
        },
        ["turns"] = new() { ["id"] = AnyText, ["from"] = AnyText, ["to"] = AnyText, ["kind"] = new(TargetKind.Word, None, ["banned", "only"], 0, 0) },
        ["vegetation"] = new(Zone) { ["crown"] = Number(Length, 0.5, 40) },
        ["water"] = Zone,
        ["activities"] = Zone,
        ["places"] = new() { ["id"] = AnyText, ["nature"] = AnyText, ["name"] = AnyText },
        ["population"] = new()
        {
            ["id"] = AnyText, ["persons"] = Number(None, 0, 1e6), ["households"] = Number(None, 0, 1e6), ["poor_households"] = Number(None, 0, 1e6),
            ["mean_income"] = Number(Money, 0, 1e6), ["living_standard"] = Number(Money, 0, 1e6),
            ["living_area"] = Number(Area, 0, 1e8),
            ["owners"] = Number(None, 0, 1e6), ["social_tenants"] = Number(None, 0, 1e6), ["of_one_person"] = Number(None, 0, 1e6),
            ["of_five_persons"] = Number(None, 0, 1e6), ["under_18"] = Number(None, 0, 1e6), ["working_age"] = Number(None, 0, 1e6), ["from_65"] = Number(None, 0, 1e6), ["built_before_1945"] = Number(None, 0, 1e6),
            ["built_1945_1969"] = Number(None, 0, 1e6), ["built_1970_1989"] = Number(None, 0, 1e6), ["built_since_1990"] = Number(None, 0, 1e6), ["imputed"] = YesNo,
        },
        ["boundary"] = new() { ["code"] = AnyText, ["name"] = AnyText, ["persons"] = Number(None, 0, 1e8) },
    };

    private static Target Number(Dictionary<string, double> units, double low, double high) => new(TargetKind.Number, units, [], low, high);

    private static Target Choice<T>() where T : struct, Enum => new(TargetKind.Word, None, CodeWords<T>.All, 0, 0);
}
