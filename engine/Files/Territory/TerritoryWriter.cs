using System.Text;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Territories;

/// <summary>The layers of a territory as rows to write.</summary>
internal static class TerritoryWriter
{
    /// <summary>All layers, in the order of the file; empty ones too, so that they can be filled by hand, but for places, and those of a context and a timetable, where none is known.</summary>
    public static IReadOnlyList<GeoPackageLayer> Layers(Territory territory, Crs crs) =>
    [
        new("buildings", "Buildings; one row each, every value with its provenance", crs, "POLYGON", BuildingColumns, territory.Buildings.Select(Row)),
        new("roads", "Road centre lines, split at junctions", crs, "LINESTRING", RoadColumns, territory.Roads.Select(Row)),
        new("vegetation", "Woods, hedges, parks", crs, "POLYGON", ZoneColumns, territory.Vegetation.Select(Row)),
        new("water", "Rivers and lakes", crs, "POLYGON", ZoneColumns, territory.Water.Select(Row)),
        new("activities", "Activity zones, schools, hospitals", crs, "POLYGON", ZoneColumns, territory.Activities.Select(Row)),
        new("population", "Census squares", crs, "POLYGON", PopulationColumns, territory.Population.Select(Row)),
        new("boundary", "Limit of the territory", crs, "POLYGON", BoundaryColumns, territory.Boundary is { } b ? [new(Shapes.ToShape(b), [territory.Name])] : []),
        new("households", "Who lives where; `building` is an id of the layer buildings", null, "", HouseholdColumns, territory.Households.Select(h => Row(h, territory.Buildings))),
        .. territory.Places.Count > 0 ? [new("places", "Hamlets and quarters, whose names are shown", crs, "POLYGON", ZoneColumns, territory.Places.Select(Row))] : Array.Empty<GeoPackageLayer>(),
        .. territory.Context is { } context ? [new("context", "Buildings around the limit, which shade and count in no total", crs, "POLYGON", BuildingColumns, context.Buildings.Select(Row))] : Array.Empty<GeoPackageLayer>(),
        .. TimetableLayers.Of(territory.PublicTransport, crs),
    ];

    private static GeoPackageColumn[] BuildingColumns { get; } =
    [
        Text("id"), Real("ground"), Real("height"), Text("use"), Whole("built"), Whole("floors"), Whole("dwellings"), Real("heated_area"), Text("roof"), Real("roof_pitch"),
        Text("heating"), Text("hot_water"), Real("inhabitants"), Real("jobs"), Text("district"), Text("owner"), Text("provenance"),
    ];

    private static GeoPackageColumn[] RoadColumns { get; } = 
    [
        Text("id"), Text("class"), Text("name"), Text("direction"), Real("speed"), Whole("lanes"), Whole("level"), Text("toll"), Text("cars"), Text("cycles"), Text("feet"), Text("cycle_way"), Text("cycle_direction"), Text("surface"),
        Text("turns"), Text("provenance"),
    ];

    private static GeoPackageColumn[] ZoneColumns { get; } = [Text("id"), Text("nature"), Real("height"), Text("name")];
    private static GeoPackageColumn[] PopulationColumns { get; } = [Text("id"), Real("persons"), Real("households"), Real("poor_households"), Real("mean_income"), Real("under_18"), Real("from_18_to_64"), Real("from_65")];
    private static GeoPackageColumn[] BoundaryColumns { get; } = [Text("name")];
    private static GeoPackageColumn[] HouseholdColumns { get; } = [Text("building"), Whole("persons"), Real("income"), Text("tenure"), Whole("workers")];

    private static GeoPackageRow Row(Building b)
    {
        StringBuilder provenance = new(220);
        ProvenanceText.Append(provenance, "ground", b.Ground);
        ProvenanceText.Append(provenance, "height", b.Height);
        ProvenanceText.Append(provenance, "use", b.Use);
        ProvenanceText.Append(provenance, "built", b.Built);
        ProvenanceText.Append(provenance, "floors", b.Floors);
        ProvenanceText.Append(provenance, "dwellings", b.Dwellings);
        ProvenanceText.Append(provenance, "heated_area", b.HeatedArea);
        ProvenanceText.Append(provenance, "roof", b.Roof);
        ProvenanceText.Append(provenance, "roof_pitch", b.RoofPitch);
        ProvenanceText.Append(provenance, "heating", b.Heating);
        ProvenanceText.Append(provenance, "hot_water", b.HotWater);
        ProvenanceText.Append(provenance, "inhabitants", b.Inhabitants);
        ProvenanceText.Append(provenance, "jobs", b.Jobs);
        if (b.Owner is { } owner) ProvenanceText.Append(provenance, "owner", owner);
        return new(Shapes.ToShape(b.Footprint),
        [
            b.Id, b.Ground.Value, b.Height.Value, CodeWords<BuildingUse>.Of(b.Use), (long)b.Built.Value, (long)b.Floors.Value, (long)b.Dwellings.Value, b.HeatedArea.Value,
            CodeWords<RoofShape>.Of(b.Roof), b.RoofPitch.Value, CodeWords<HeatingSystem>.Of(b.Heating), CodeWords<HeatingSystem>.Of(b.HotWater),
            b.Inhabitants.Value, b.Jobs.Value, b.District, b.Owner is { } who ? CodeWords<Ownership>.Of(who) : "", provenance.ToString(),
        ]);
    }

    private static GeoPackageRow Row(Road r)
    {
        StringBuilder provenance = new();
        RoadFacts facts = r.Facts;
        ProvenanceText.Append(provenance, "class", r.Class);
        return new(Shapes.ToLine(r.X, r.Y),
        [
            r.Id, CodeWords<RoadClass>.Of(r.Class), r.Name, Word("direction", facts.Direction), Said("speed", facts.Speed), Said("lanes", facts.Lanes) is { } lanes ? (long)lanes : null,
            Said("level", facts.Level) is { } level ? (long)level : null, Said("toll", facts.Toll) is { } toll ? toll ? "yes" : "no" : null, Word("cars", facts.Cars), Word("cycles", facts.Cycles), Word("feet", facts.Feet),
            Word("cycle_way", facts.CycleWay), Word("cycle_direction", facts.CycleDirection), Word("surface", facts.Surface), TurnText.Of(r.Turns), provenance.ToString(),
        ]);

        T? Said<T>(string attribute, Known<T>? value) where T : struct
        {
            if (value is { } known) ProvenanceText.Append(provenance, attribute, known);
            return value?.Value;
        }

        string? Word<T>(string attribute, Known<T>? value) where T : struct, Enum => Said(attribute, value) is { } word ? CodeWords<T>.Of(word) : null;
    }

    private static GeoPackageRow Row(Zone z) => new(Shapes.ToShape(z.Area), [z.Id, z.Nature, z.Height, z.Name]);

    private static GeoPackageRow Row(PopulationSquare s) => new(Shapes.ToShape(s.Area), [s.Id, s.Persons, s.Households, s.PoorHouseholds, s.MeanIncome, s.Ages?.Under18, s.Ages?.From18To64, s.Ages?.From65]);

    private static GeoPackageRow Row(Household h, IReadOnlyList<Building> buildings) =>
        new((Geometry?)null, [buildings[h.Building].Id, (long)h.Persons, (double)h.Income, CodeWords<Tenure>.Of(h.Tenure), (long)h.Workers]);

    private static GeoPackageColumn Text(string name) => new(name, GeoPackageType.Text);
    private static GeoPackageColumn Real(string name) => new(name, GeoPackageType.Real);
    private static GeoPackageColumn Whole(string name) => new(name, GeoPackageType.Integer);
}
