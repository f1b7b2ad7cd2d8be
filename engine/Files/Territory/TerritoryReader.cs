using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Yaml;
using Polygon = TerritoryTwin.Core.Polygon;

namespace TerritoryTwin.Files.Territories;

/// <summary>Reads the layers of a territory and checks every row; the faults of all layers are collected.</summary>
/// <param name="path">The GeoPackage.</param>
/// <param name="epsg">The system that its layers must be in.</param>
/// <param name="faults">Collects what is wrong.</param>
/// <param name="hasTimetable">Whether the layers of one are there.</param>
/// <param name="hasContext">Whether the layer of one is there.</param>
internal sealed class TerritoryReader(string path, int epsg, List<string> faults, bool hasTimetable, bool hasContext)
{
    private const int RowsPerChunk = 512;
    private const string PlacesLayer = "places";

    /// <summary>What is known of a building, with its provenance.</summary>
    internal static readonly string[] BuildingAttributes =
        ["ground", "height", "use", "built", "floors", "dwellings", "heated_area", "roof", "roof_pitch", "heating", "hot_water", "inhabitants", "jobs", "owner"];

    private static readonly string[] RoadAttributes = ["class", "direction", "speed", "lanes", "level", "toll", "cars", "cycles", "feet", "cycle_way", "cycle_direction", "surface"];

    private readonly Dictionary<string, Task<VectorLayer>> _layers = Start(path, hasTimetable, hasContext);

    /// <summary>Reads the buildings, with the corrections of the folder.</summary>
    public IReadOnlyList<Building> Buildings(Corrections? corrections)
    {
        IReadOnlyList<Building> buildings = Rows("buildings", [.. BuildingAttributes[..^1], "id"], ReadBuilding, corrections);
        if (_layers["buildings"] is { IsCompletedSuccessfully: true } layer) corrections?.RequireKnown(layer.Result.Features, faults);
        return buildings;
    }

    /// <summary>Reads the buildings around the limit.</summary>
    public IReadOnlyList<Building> Context() => Rows("context", [.. BuildingAttributes[..^1], "id"], ReadBuilding);

    /// <summary>Reads the roads.</summary>
    public IReadOnlyList<Road> Roads() => Rows("roads", ["id", "class"], ReadRoad);

    /// <summary>Reads a layer of zones.</summary>
    public IReadOnlyList<Zone> Zones(string layer) => Rows(layer, ["id", "nature"], ReadZone);

    /// <summary>Reads the places; none where the file has no such layer.</summary>
    public IReadOnlyList<Zone> Places() => _layers.ContainsKey(PlacesLayer) ? Zones(PlacesLayer) : [];

    /// <summary>Reads the census squares.</summary>
    public IReadOnlyList<PopulationSquare> Population() => Rows("population", ["id", "persons"], ReadSquare);

    /// <summary>Reads the limit; null when there is none.</summary>
    public Polygon? Boundary()
    {
        IReadOnlyList<Polygon> limits = Rows("boundary", [], (row, _) => row.Area());
        if (limits.Count > 1) faults.Add($"{path}, layer boundary: found {limits.Count} rows; expected one polygon at most. Merge them.");
        return limits.Count > 0 ? limits[0] : null;
    }

    /// <summary>Reads the households of the buildings read before.</summary>
    public IReadOnlyList<Household> Households(IReadOnlyList<Building> buildings)
    {
        Dictionary<string, int> index = new(buildings.Count, StringComparer.Ordinal);
        for (int n = 0; n < buildings.Count; n++) index.TryAdd(buildings[n].Id, n);
        return Rows("households", ["building", "persons", "income", "tenure", "workers"], (row, _) => ReadHousehold(row, index)).Select(h => h.Value).ToArray();
    }

    /// <summary>Reads public transport.</summary>
    public PublicTransport PublicTransport(TimetableManifest timetable)
    {
        IReadOnlyList<TransitStop> stops = Rows("stops", ["id"], static (row, _) => row.Point() is { } at ? new TransitStop(row.RequiredText("id"), row.Text("name"), at.X, at.Y, row.Text("station")) : null);
        IReadOnlyList<TransitLine> lines = Rows("lines", ["id"], static (row, _) => new TransitLine(row.RequiredText("id"), row.Text("name")));
        Dictionary<string, int> stopAt = Index("stops", [.. stops.Select(static s => s.Id)]), lineAt = Index("lines", [.. lines.Select(static l => l.Id)]);
        DayOfTrip[] trips = [.. Rows("trips", ["day", "id", "line", "seats", "places", "calls"], (row, from) => ReadTrip(row, from, stopAt, lineAt))];
        TransitChange[] changes = [.. Rows("changes", ["from_stop", "to_stop", "seconds"], (row, _) => ReadChange(row, stopAt)).Select(static c => c.Value)];
        ServiceDay[] days = [.. new[] { timetable.Weekday, timetable.Saturday, timetable.Sunday }.Select((date, day) => new ServiceDay(date ?? default, [.. trips.Where(t => (int)t.Day == day).Select(static t => t.Trip)]))];
        foreach (ServiceDays day in Enum.GetValues<ServiceDays>())
        {
            bool dated = day == ServiceDays.Weekday || (day == ServiceDays.Saturday ? timetable.Saturday : timetable.Sunday) != null;
            string key = CodeWords<ServiceDays>.Of(day);
            if (dated && days[(int)day].Trips.Count == 0 && faults.Count == 0) faults.Add($"{path}, layer trips: found no trip of `{key}`, whose date stands under `timetable` in {TerritoryManifest.FileName}; expected one at least. Add it, or remove the date.");
            if (!dated && days[(int)day].Trips.Count > 0) faults.Add($"{path}, layer trips: found {days[(int)day].Trips.Count} trips of `{key}`, such as {days[(int)day].Trips[0].Id}; expected its date under `timetable` in {TerritoryManifest.FileName}. Add it, or remove the trips.");
        }
        return new(timetable.Feed, stops, lines, changes, days[0], timetable.Saturday == null ? null : days[1], timetable.Sunday == null ? null : days[2]);
    }

    private Dictionary<string, int> Index(string layer, string[] ids)
    {
        Dictionary<string, int> index = new(StringComparer.Ordinal);
        for (int n = 0; n < ids.Length; n++)
            if (!index.TryAdd(ids[n], n)) faults.Add($"{path}, layer {layer}, column id: `{ids[n]}` stands twice; expected each id once. Rename or remove one.");
        return index;
    }

    private static DayOfTrip ReadTrip(RowReader row, (Source, float)[] from, Dictionary<string, int> stops, Dictionary<string, int> lines)
    {
        row.Provenance(TimetableLayers.TripAttributes, from);
        string line = row.RequiredText("line");
        if (!lines.TryGetValue(line, out int index) && line.Length > 0) row.Fault("line", $"found `{line}`, which is not the id of a line. Correct it, or add the line.");
        (IReadOnlyList<TransitCall> calls, string fault) = CallsText.Read(row.Text("calls"), stops);
        if (fault.Length == 0 && calls.Count < 2) fault = $"found {calls.Count} halts; expected two and more. Add them, or remove the row.";
        for (int k = 0; k < calls.Count && fault.Length == 0; k++)
            if (calls[k].Departure < calls[k].Arrival || (k > 0 && calls[k].Arrival < calls[k - 1].Departure)) fault = $"halt {k + 1}, at {stops.First(s => s.Value == calls[k].Stop).Key}, goes back in time; expected times that rise. Correct them.";
        if (fault.Length > 0) row.Fault("calls", fault);
        int seats = row.Whole("seats", 1, 10_000);
        return new(row.Choice<ServiceDays>("day"), new(row.RequiredText("id"), index, new(seats, row.Whole("places", seats, 100_000)), calls) { OfTimes = from[0], OfVehicle = from[1] });
    }

    private static ChangeRow ReadChange(RowReader row, Dictionary<string, int> stops)
    {
        double seconds = row.NumberOrMissing("seconds", 0, 86_400, "s");
        return new(new(Stop("from_stop"), Stop("to_stop"), double.IsNaN(seconds) ? null : (int)seconds));

        int Stop(string column)
        {
            if (!stops.TryGetValue(row.RequiredText(column), out int stop)) row.Fault(column, $"found `{row.Text(column)}`, which is not the id of a stop. Correct it, or remove the row.");
            return stop;
        }
    }

    private static Building? ReadBuilding(RowReader row, (Source, float)[] from)
    {
        row.Provenance(BuildingAttributes, from);
        Polygon? footprint = row.Area();
        Building building = new()
        {
            Id = row.RequiredText("id"),
            Footprint = footprint ?? new Polygon(new Ring([], []), []),
            Ground = With(row.Number("ground", -500, 9000, "m"), from[0]),
            Height = With(row.Number("height", 0.1, 1000, "m"), from[1]),
            Use = With(row.Choice<BuildingUse>("use"), from[2]),
            Built = With(row.Whole("built", 1, 2200), from[3]),
            Floors = With(row.Whole("floors", 1, 250), from[4]),
            Dwellings = With(row.Whole("dwellings", 0, 10_000), from[5]),
            HeatedArea = With(row.Number("heated_area", 0, 5e6, "m²"), from[6]),
            Roof = With(row.Choice<RoofShape>("roof"), from[7]),
            RoofPitch = With(row.Number("roof_pitch", 0, 80, "°"), from[8]),
            Heating = With(row.Choice<HeatingSystem>("heating"), from[9]),
            HotWater = With(row.Choice<HeatingSystem>("hot_water"), from[10]),
            Inhabitants = With(row.Number("inhabitants", 0, 100_000, "people"), from[11]),
            Jobs = With(row.Number("jobs", 0, 200_000, "jobs"), from[12]),
            District = row.Text("district"), Owner = row.Text("owner").Length == 0 ? null : With(row.Choice<Ownership>("owner"), from[13]),
        };
        return footprint == null ? null : building;
    }

    private static Road? ReadRoad(RowReader row, (Source, float)[] from)
    {
        row.Provenance(RoadAttributes, from);
        string id = row.RequiredText("id");
        RoadClass kind = row.Choice<RoadClass>("class");
        RoadFacts facts = ReadFacts(row, from);
        if (row.Line() is not { } line) return null;
        (double[] x, double[] y) = Shapes.Points(line);
        return new Road(id, x, y, With(kind, from[0]), row.Text("name")) { Facts = facts, Turns = row.Turns("turns") };
    }

    // A column that is missing, as in territories of before, or empty says nothing.
    private static RoadFacts ReadFacts(RowReader row, (Source, float)[] from)
    {
        RoadFacts facts = new()
        {
            Direction = Word<RoadDirection>(1), Speed = row.NumberOrMissing("speed", RoadBounds.Slowest, RoadBounds.Fastest, "km/h") is var speed && double.IsNaN(speed) ? null : With(speed, from[2]),
            Lanes = Whole(3, 1, RoadBounds.MostLanes), Level = Whole(4, -RoadBounds.MostLevels, RoadBounds.MostLevels), Toll = row.Text("toll").Length == 0 ? null : With(row.YesNo("toll"), from[5]),
            Cars = Word<RoadAccess>(6), Cycles = Word<RoadAccess>(7), Feet = Word<RoadAccess>(8), CycleWay = Word<CycleWay>(9), CycleDirection = Word<RoadDirection>(10), Surface = Word<RoadSurface>(11),
        };
        return facts == RoadFacts.Unsaid ? RoadFacts.Unsaid : facts;

        Known<T>? Word<T>(int n) where T : struct, Enum => row.Text(RoadAttributes[n]).Length == 0 ? null : With(row.Choice<T>(RoadAttributes[n]), from[n]);
        Known<int>? Whole(int n, int low, int high) => row.Text(RoadAttributes[n]).Length == 0 ? null : With(row.Whole(RoadAttributes[n], low, high), from[n]);
    }

    private static Zone? ReadZone(RowReader row, (Source, float)[] from)
    {
        string id = row.RequiredText("id");
        double height = row.NumberOrMissing("height", 0, 150, "m");
        return row.Area() is { } area ? new Zone(id, area, row.Text("nature"), double.IsNaN(height) ? 0 : height, row.Text("name")) : null;
    }

    private static PopulationSquare? ReadSquare(RowReader row, (Source, float)[] from)
    {
        string id = row.RequiredText("id");
        double persons = row.Number("persons", 0, 1e7, "people");
        double households = Or0(row.NumberOrMissing("households", 0, 1e7, "households")), poor = Or0(row.NumberOrMissing("poor_households", 0, 1e7, "households"));
        double income = row.NumberOrMissing("mean_income", -1e6, 1e8, "€/year");
        return row.Area() is { } area ? new PopulationSquare(id, area, persons, households, poor, income) { Ages = AgesOf(row) } : null;
    }

    private static AgeCounts? AgesOf(RowReader row)
    {
        string[] columns = ["under_18", "from_18_to_64", "from_65"];
        double[] counts = [.. columns.Select(c => row.NumberOrMissing(c, 0, 1e7, "people"))];
        int missing = Array.FindIndex(counts, double.IsNaN);
        if (missing >= 0 && counts.Any(double.IsFinite))
            row.Fault(columns[missing], $"found nothing; expected a number, since other ages are counted in {columns[Array.FindIndex(counts, double.IsFinite)]}. Fill it in, 0 where nobody is of that age, or empty all three.");
        return new AgeCounts(counts[0], counts[1], counts[2]) is { All: > 0 } ages ? ages : null;
    }

    private static HouseholdRow ReadHousehold(RowReader row, Dictionary<string, int> index)
    {
        string id = row.RequiredText("building");
        if (!index.TryGetValue(id, out int building) && id.Length > 0)
            row.Fault("building", $"found `{id}`, which is not the id of a building. Correct it, or remove the row.");
        int persons = row.Whole("persons", 1, 1000);
        float income = (float)row.Number("income", -1e6, 1e8, "€/year");
        return new(new Household(building, persons, income, row.Choice<Tenure>("tenure"), row.Whole("workers", 0, 1000)));
    }

    private static Known<T> With<T>(T value, (Source Source, float Confidence) from) => new(value, from.Source, from.Confidence);

    private static double Or0(double value) => double.IsNaN(value) ? 0 : value;

    /// <summary>Reads a layer in parallel chunks; rows keep their order, and a row that gives null is left out after its fault.</summary>
    private IReadOnlyList<T> Rows<T>(string layer, string[] needed, Func<RowReader, (Source, float)[], T?> read, Corrections? corrections = null) where T : class
    {
        if (Open(layer) is not { } source || !HasColumns(layer, source, needed)) return [];
        IReadOnlyList<Feature> features = source.Features;
        int chunks = (features.Count + RowsPerChunk - 1) / RowsPerChunk;
        T?[] rows = new T?[features.Count];
        List<string>[] found = new List<string>[chunks];
        Parallel.For(0, chunks, chunk =>
        {
            found[chunk] = [];
            (Source, float)[] provenance = new (Source, float)[BuildingAttributes.Length];
            for (int n = chunk * RowsPerChunk; n < Math.Min(features.Count, (chunk + 1) * RowsPerChunk); n++)
            {
                Correction? correction = corrections?.Of(features[n]);
                rows[n] = read(new RowReader(layer, correction?.Over(features[n]) ?? features[n], found[chunk], correction), provenance);
            }
        });
        foreach (List<string> some in found) faults.AddRange(some);
        return rows.Where(r => r != null).ToArray()!;
    }

    /// <summary>Reads the largest layer on one thread and the others, one after the other, on a second.</summary>
    private static Dictionary<string, Task<VectorLayer>> Start(string path, bool hasTimetable, bool hasContext)
    {
        Dictionary<string, Task<VectorLayer>> layers = new() { ["buildings"] = Task.Run(() => GeoPackage.Read(path, "buildings")) };
        Task before = Task.CompletedTask;
        foreach (string layer in (string[])["roads", "vegetation", "water", "activities", "population", "boundary", "households", .. HasPlaces(path) ? [PlacesLayer] : Array.Empty<string>(), .. hasContext ? ["context"] : Array.Empty<string>(), .. hasTimetable ? ["stops", "lines", "trips", "changes"] : Array.Empty<string>()])
        {
            Task<VectorLayer> next = before.ContinueWith(_ => GeoPackage.Read(path, layer), TaskScheduler.Default);
            layers.Add(layer, next);
            before = next;
        }
        return layers;
    }

    private static bool HasPlaces(string path)
    {
        try
        {
            return GeoPackage.Layers(path).Contains(PlacesLayer);
        }
        catch (InputException)
        {
            return false;               // told by the layers that must be there
        }
    }

    private VectorLayer? Open(string layer)
    {
        try
        {
            VectorLayer source = _layers[layer].GetAwaiter().GetResult();
            if (source.Crs is { } crs && crs.Epsg != epsg)
                faults.Add($"{path}, layer {layer}: is in EPSG:{crs.Epsg} ({crs.Name}); `epsg` says {epsg}. Reproject the layer.");
            return source;
        }
        catch (InputException e)
        {
            faults.AddRange(e.Faults);
            return null;
        }
    }

    private bool HasColumns(string layer, VectorLayer source, string[] needed)
    {
        int before = faults.Count;
        foreach (string column in needed.Where(c => !source.Columns.Contains(c)))
        {
            string near = Spelling.Nearest(column, source.Columns) is { } found ? $" `{found}` looks like it." : "";
            faults.Add($"{path}, layer {layer}: the column `{column}` is missing.{near} Add or rename it.");
        }
        return faults.Count == before;
    }

    private enum ServiceDays { Weekday, Saturday, Sunday }

    private sealed record HouseholdRow(Household Value);
    private sealed record DayOfTrip(ServiceDays Day, TransitTrip Trip);
    private sealed record ChangeRow(TransitChange Value);
}
