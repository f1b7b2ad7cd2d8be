using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Weather;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of rooms that are known by their layers and surfaces, with an unheated room beside or without.</summary>
internal static class LayeredKinds
{
    private const string Layers = "from inside to outside, each conductivity [W/(m K)], thickness [m], density [kg/m³], specific heat [J/(kg K)]";

    public static CaseKind RoomYear { get; } = new(
        "room-year", "A room of two masses by its layers and surfaces under a weather file, hour by hour, the year twice: films by wind, warmth and emittance, sun that is thrown back through the glass. An unheated room may stand beside it.",
        [
            ("weather", "EPW file (.epw, .epw.gz)"),
            ("constructions", $"list of {{ name, layers }}: {Layers}, the four joined by spaces and layers by semicolons, such as 0.51 0.1 1400 1000; 0.04 0.0615 10 1400"),
            ("walls", "to outdoors, roofs too: list of { area [m²], construction, azimuth [°, from north, clockwise; a roof needs none], tilt [°; 90 a wall, 0 a roof; 90], absorptance (0.6), emittance (0.9), roughness (factor of the wind's film over that of glass; plaster, 1.52), height (of its middle above ground [m], 1.35), inside_film, outside_film (to the air alone, radiation included [W/(m² K)]; by warmth, direction and wind) }"),
            ("floors", "what holds heat inside, raised: list of { area [m²], construction, inside_film (as of walls), outside_film [W/(m² K), 25] }"),
            ("windows", "list of { area [m²], azimuth [°], tilt (90), resistance (from face to face [m² K/W]), transmittance, inside_taken, outside_taken (of the sun at normal incidence: let through, kept by the inner and by the outer face), emittance (0.84), roughness (1), height (1.35), inside_film, outside_film (as of walls), shade: { width, height (of the window [m]), overhang, above, fin, beside (how far it stands out, and its distance from the window [m], 0) } }; optional; without transmittance a panel that holds no heat"),
            ("inside_absorptance", "of opaque surfaces inside, for the sun; optional, 0.6"), ("inside_emittance", "of the same; optional, 0.9"),
            ("air_capacity", "of the air of the room [J/K]"), ("infiltration", "at all hours [W/K]; optional, 0"), ("ventilation", "in addition [W/K]; hours; optional, 0"),
            ("inside", "people and appliances [W]; hours; optional, 0"), ("radiant_share", "of that; optional, 0.6"),
            ("heat_below", "set-point of the air [°C]; hours; `none` without heating; optional, none"), ("cool_above", "set-point of the air [°C]; hours; `none` without cooling; optional, none"),
            ("partition", "to the room beside: { area [m²], construction (from this room to that), tilt (90) }; with `beside`"),
            ("beside", "the unheated room: { walls, floors, windows, inside_absorptance, inside_emittance, air_capacity, infiltration } as above; nobody is there; optional"),
        ],
        [
            ("heating", "heat needed [kWh]"), ("cooling", "cold needed [kWh]"), ("peak_heating", "largest hourly power [kW]"), ("peak_cooling", "[kW]"),
            ("minimum_air", "coldest hour [°C]"), ("mean_air", "[°C]"), ("maximum_air", "hottest hour [°C]"),
            ("beside_minimum_air", "of the room beside: coldest hour [°C]"), ("beside_mean_air", "[°C]"), ("beside_maximum_air", "hottest hour [°C]"),
            ("imbalance", "largest remainder of an hour's heat balance, of both rooms together, over the largest power of that hour"),
        ],
        Run);

    private static Dictionary<string, double> Run(CaseInputs inputs)
    {
        WeatherYear? weather = inputs.RequiredPath("weather") is { Length: > 0 } path ? EpwReader.Read(path) : null;
        HourValues hours = new(inputs, weather?.Hours.Count ?? 8760);
        Dictionary<string, WallLayer[]> constructions = Constructions(inputs);
        double[] ventilation = hours.Read("ventilation", 0, 1e9, 0), inside = hours.Read("inside", -1e9, 1e9, 0);
        double[] heat = hours.Read("heat_below", -100, 100, double.NegativeInfinity, double.NegativeInfinity), cool = hours.Read("cool_above", -100, 200, double.PositiveInfinity, double.PositiveInfinity);
        int crossed = Array.FindIndex(heat.Zip(cool, (low, high) => low > high).ToArray(), static c => c);
        if (crossed >= 0) inputs.Told("heat_below", $"is {heat[crossed]:R} in hour {crossed}, above `cool_above`, {cool[crossed]:R}", 0);
        CaseInputs? beside = inputs.Part("beside"), partition = inputs.Part("partition");
        if (beside is null != partition is null) inputs.Told(beside is null ? "partition" : "beside", $"stands alone; expected `{(beside is null ? "beside" : "partition")}` with it", 0);
        RoomPart? wall = partition is null ? null : Partition(partition, constructions);
        double radiant = inputs.Number("radiant_share", 0, 1, 0.6), infiltration = inputs.Number("infiltration", 0, 1e9, 0);
        Room here = ReadRoom(inputs, constructions, wall), there = beside is null ? default : ReadRoom(beside, constructions, wall is null ? null : wall with { Tilt = 180 - wall.Tilt });
        double infiltrationThere = beside?.Number("infiltration", 0, 1e9, 0) ?? 0;
        beside?.Section.Close();
        inputs.ThrowIfFaulty();

        double most = ventilation.Max();
        (ZoneYearResult found, ZoneYearResult foundThere) = here.Built(radiant).Run(weather!, h => new(inside[h], heat[h], cool[h], most > 0 ? ventilation[h] / most : 0), infiltration, most, beside is null ? null : there.Built(radiant), infiltrationThere);
        Dictionary<string, double> quantities = new()
        {
            ["heating"] = found.Heating, ["cooling"] = found.Cooling, ["peak_heating"] = found.PeakHeating, ["peak_cooling"] = found.PeakCooling,
            ["minimum_air"] = found.MinimumAir, ["mean_air"] = found.MeanAir, ["maximum_air"] = found.MaximumAir, ["imbalance"] = found.Imbalance,
        };
        if (beside is null) return quantities;
        (quantities["beside_minimum_air"], quantities["beside_mean_air"], quantities["beside_maximum_air"]) = (foundThere.MinimumAir, foundThere.MeanAir, foundThere.MaximumAir);
        return quantities;
    }

    private readonly record struct Room(IReadOnlyList<RoomPart> Parts, double Air, double Absorptance)
    {
        public LayeredRoom Built(double radiantShare) => new(Parts, Air, Absorptance, radiantShare);
    }

    private static Room ReadRoom(CaseInputs inputs, Dictionary<string, WallLayer[]> constructions, RoomPart? partition)
    {
        double emittance = inputs.Number("inside_emittance", 0.01, 1, 0.9);
        List<RoomPart> parts = [];
        foreach (CaseInputs part in inputs.Parts("walls"))
        {
            double tilt = part.Number("tilt", 0, 180, 90);
            parts.Add(new(RoomPartKind.Outer, part.Number("area", 0.01, 1e7), tilt, part.Number("azimuth", -360, 360, tilt == 0 ? 0 : null))
            {
                Layers = Construction(part, constructions), OutsideTaken = part.Number("absorptance", 0, 1, 0.6), OutsideEmittance = part.Number("emittance", 0, 1, 0.9), InsideEmittance = emittance,
                Roughness = part.Number("roughness", 1, 3, 1.52), Height = part.Number("height", 0.1, 500, 1.35), InsideFilm = Film(part, "inside_film"), OutsideFilm = Film(part, "outside_film"),
            });
            part.Section.Close();
        }
        foreach (CaseInputs part in inputs.Parts("floors"))
        {
            parts.Add(new(RoomPartKind.Inner, part.Number("area", 0.01, 1e7), 180, 0) { Layers = Construction(part, constructions), InsideEmittance = emittance, InsideFilm = Film(part, "inside_film"), OutsideFilm = part.Number("outside_film", 0.01, 1000, 25) });
            part.Section.Close();
        }
        foreach (string kind in new[] { "walls", "floors" })
            if (inputs.Parts(kind).Count == 0) inputs.Told(kind, "is missing; expected one or more", 0);
        foreach (CaseInputs part in inputs.Parts("windows"))
        {
            (double through, double inner, double outer) = (part.Number("transmittance", 0, 1), part.Number("inside_taken", 0, 1), part.Number("outside_taken", 0, 1));
            if (through + inner + outer > 1) part.Told("transmittance", $"and what the two faces take come to {through + inner + outer:g4} of the sun; expected 1 at most", 0);
            double glass = part.Number("emittance", 0.01, 1, 0.84), tilt = part.Number("tilt", 0, 180, 90);
            parts.Add(new(RoomPartKind.Thin, part.Number("area", 0.01, 1e7), tilt, part.Number("azimuth", -360, 360, tilt == 0 ? 0 : null))
            {
                Resistance = part.Number("resistance", 1e-4, 100), Transmittance = through, InsideTaken = inner, OutsideTaken = outer, InsideEmittance = glass, OutsideEmittance = glass,
                Roughness = part.Number("roughness", 1, 3, 1), Height = part.Number("height", 0.1, 500, 1.35), InsideFilm = Film(part, "inside_film"), OutsideFilm = Film(part, "outside_film"), Shade = Shade(part.Part("shade")),
            });
            part.Section.Close();
        }
        if (partition is not null) parts.Add(partition with { InsideEmittance = emittance });
        return new(parts, inputs.Number("air_capacity", 1, 1e12), inputs.Number("inside_absorptance", 0.01, 1, 0.6));
    }

    private static double? Film(CaseInputs part, string key) => part.Section.Node(key) is null ? null : part.Number(key, 0.01, 1000);

    private static WindowShade? Shade(CaseInputs? shade)
    {
        if (shade is null) return null;
        WindowShade found = new(shade.Number("width", 0.01, 1000), shade.Number("height", 0.01, 1000), shade.Number("overhang", 0, 100, 0), shade.Number("above", 0, 100, 0), shade.Number("fin", 0, 100, 0), shade.Number("beside", 0, 100, 0));
        shade.Section.Close();
        return found;
    }

    private static RoomPart Partition(CaseInputs part, Dictionary<string, WallLayer[]> constructions)
    {
        RoomPart wall = new(RoomPartKind.Partition, part.Number("area", 0.01, 1e7), part.Number("tilt", 0, 180, 90), 0) { Layers = Construction(part, constructions) };
        part.Section.Close();
        return wall;
    }

    private static WallLayer[] Construction(CaseInputs part, Dictionary<string, WallLayer[]> constructions)
    {
        string name = part.RequiredText("construction");
        if (constructions.TryGetValue(name, out WallLayer[]? layers)) return layers;
        return name.Length == 0 ? [] : part.Told<WallLayer[]>("construction", $"is `{name}`, which `constructions` lacks. {Spelling.Suggest(name, constructions.Keys)}", []);
    }

    private static Dictionary<string, WallLayer[]> Constructions(CaseInputs inputs)
    {
        Dictionary<string, WallLayer[]> all = new(StringComparer.Ordinal);
        foreach (CaseInputs part in inputs.Parts("constructions"))
        {
            string name = part.RequiredText("name"), text = part.RequiredText("layers");
            double?[][] rows = [.. text.Split(';').Select(static l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(CaseInputs.Parse).ToArray())];
            WallLayer[] layers = [.. rows.Where(static r => r.Length == 4 && r[0] > 0 && r[1] > 0 && r[2] >= 0 && r[3] >= 0).Select(static r => new WallLayer(r[0]!.Value, r[1]!.Value, r[2]!.Value, r[3]!.Value))];
            if (layers.Length < rows.Length) part.Told("layers", $"is `{text}`; expected {Layers}; the first two above 0", 0);
            else if (layers.All(static l => l.Density * l.SpecificHeat == 0)) part.Told("layers", $"is `{text}`; expected a layer that holds heat, with density and specific heat", 0);
            if (!all.TryAdd(name, layers)) part.Told("name", $"is `{name}` a second time", 0);
            part.Section.Close();
        }
        return all;
    }
}
