using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using Shape = NetTopologySuite.Geometries.Polygon;

namespace TerritoryTwin.Files.Territories;

/// <summary>Makes the objects of each layer from what the source holds.</summary>
/// <param name="layers">Opens the files.</param>
/// <param name="reprojection">Into the system of the territory.</param>
/// <param name="around">Of most buildings; what lies far from it is left out.</param>
/// <param name="report">Counts what was done.</param>
internal sealed class LayerImport(SourceLayers layers, Reprojection reprojection, Envelope around, ImportReport report)
{
    private TerritoryLimit? _limit;

    /// <summary>From the buildings, beyond which an object is misplaced [m].</summary>
    private const double FarAway = 100_000;
    /// <summary>From the ground to the gutter, at least [m].</summary>
    private const double LeastToGutter = 2;
    /// <summary>Beyond the limit, what a source that ends there may still hold [m].</summary>
    private const double EndsWithin = 150;
    /// <summary>Around the point of a place [m]: its name stands there.</summary>
    private const double OfPlace = 50;
    /// <summary>Of what a cut leaves of a zone [m²].</summary>
    private const double LeastZone = 2;

    /// <summary>The buildings, with what is known of them.</summary>
    public IReadOnlyList<BuildingDraft> Buildings(IReadOnlyList<SourceLayer> sources)
    {
        List<(SourceLayer Source, Feature Feature, Part Part, string Id)> found = [];
        List<Shape> outlines = [];
        Identifiers ids = new("buildings", report);
        HashSet<ShapeKey> seen = [];
        foreach (SourceLayer source in sources)
            foreach ((Feature feature, Part part, Shape shape) in Areas(source, "buildings"))
            {
                if (PlaceOf(shape) == Whereabouts.Beyond)
                {
                    report.Note("beyond-the-ring", "buildings", "farther from the limit than the ring; left out", "");
                    continue;
                }
                if (!seen.Add(new ShapeKey(shape)))
                {
                    report.Note("duplicate", "buildings", "the same outline stands there already; dropped", feature.Place);
                    continue;
                }
                found.Add((source, feature, part, ids.Of(source.Attributes.Text(feature, "id"), part.Suffix)));
                outlines.Add(shape);
            }
        IReadOnlyList<IReadOnlyList<Shape>> pieces = Overlaps.Cut(outlines, [.. found.Select(f => f.Id)], report);
        List<BuildingDraft> drafts = [];
        for (int n = 0; n < found.Count; n++)
        {
            (SourceLayer source, Feature feature, Part part, string id) = found[n];
            foreach ((Part piece, Shape shape) in part.Divided(pieces[n]))
                drafts.Add(Draft(source.Attributes, feature, piece, shape, pieces[n].Count > 1 ? ids.Of(id, piece.Suffix) : id));
        }
        foreach (SourceLayer source in sources) source.Attributes.Finish(source.File);
        if (_limit is { Ring: > 0 } && !drafts.Exists(static d => d.IsContext))
        {
            report.Note("ends-at-the-limit", "boundary", "the source has no building beyond the limit: there is no ring, and roads and zones are kept whole as far as 150 m beyond it", "", 0);
            _limit = new TerritoryLimit(_limit.Shape, EndsWithin, _limit.Name, _limit.Persons) { KeepsRoadsWhole = true };
        }
        return drafts;
    }

    /// <summary>The roads, split at junctions, each with a class.</summary>
    public IReadOnlyList<Road> Roads()
    {
        List<RoadDraft> drafts = [];
        Identifiers ids = new("roads", report);
        GeometryRepairs repairs = new("roads", report);
        foreach (SourceLayer source in Open("roads"))
        {
            foreach (Feature feature in source.Features)
            {
                IReadOnlyList<LineString> parts = repairs.Lines(Moved(feature, source), feature.Place);
                for (int n = 0; n < parts.Count; n++)
                {
                    if (IsFar(parts[n], "roads", feature)) continue;
                    IReadOnlyList<LineString> pieces = _limit?.CutRoad(parts[n]) ?? [parts[n]];
                    if (pieces.Count == 0) report.Note("beyond-the-ring", "roads", "farther from the limit than the ring; left out", "");
                    if (pieces.Count > 1) report.Note("cut-at-limit", "roads", "cut where it crosses the limit or the ring", feature.Place);
                    for (int k = 0; k < pieces.Count; k++)
                    {
                        string id = ids.Of(source.Attributes.Text(feature, "id"), (parts.Count > 1 ? $"-{n + 1}" : "") + (pieces.Count > 1 ? $"-{k + 1}" : ""));
                        drafts.Add(new RoadDraft(id, pieces[k], source.Attributes.Word<RoadClass>(feature, "class"), source.Attributes.Text(feature, "name"), Facts(source.Attributes, feature), source.Attributes.Text(feature, "id")));
                    }
                }
            }
            source.Attributes.Finish(source.File);
        }
        return RoadRepairs.Finish(drafts, Turns([.. drafts.Select(static d => d.Origin)]), report);
    }

    private List<TurnDraft> Turns(HashSet<string> roads)
    {
        List<TurnDraft> turns = [];
        foreach (SourceLayer source in Open("turns"))
        {
            foreach (Feature feature in source.Features)
            {
                AttributeReader from = source.Attributes;
                if (Moved(feature, source) is not Point at)
                {
                    if (_limit == null || Pairs(from, feature).Any(p => roads.Contains(p.From) && roads.Contains(p.To))) report.Note("turn-without-place", "turns", "no point where it holds; left out", feature.Place);
                    else report.Note("beyond-the-ring", "turns", "of roads farther from the limit than the ring; left out", "");
                }
                else if (from.Text(feature, "kind") is ("banned" or "only") and string kind) turns.AddRange(Pairs(from, feature).Select(p => new TurnDraft(p.From, p.To, kind == "only", at.Coordinate, feature.Place)));
            }
            source.Attributes.Finish(source.File);
        }
        return turns;
    }

    // A rule that names several roads holds for each.
    private static IEnumerable<(string From, string To)> Pairs(AttributeReader from, Feature feature) =>
        from.Text(feature, "from").Split(';').SelectMany(f => from.Text(feature, "to").Split(';').Select(t => (f.Trim(), t.Trim())));

    private static RoadFacts Facts(AttributeReader from, Feature feature)
    {
        RoadFacts facts = new()
        {
            Direction = from.Word<RoadDirection>(feature, "direction"), Speed = from.Number(feature, "speed"), Lanes = from.Whole(feature, "lanes"), Level = from.Whole(feature, "level"), Toll = from.Flag(feature, "toll"),
            Cars = from.Word<RoadAccess>(feature, "cars"), Cycles = from.Word<RoadAccess>(feature, "cycles"), Feet = from.Word<RoadAccess>(feature, "feet"),
            CycleWay = from.Word<CycleWay>(feature, "cycle_way"), CycleDirection = from.Word<RoadDirection>(feature, "cycle_direction"), Surface = from.Word<RoadSurface>(feature, "surface"),
        };
        return facts == RoadFacts.Unsaid ? RoadFacts.Unsaid : facts;
    }

    /// <summary>A layer of zones.</summary>
    public IReadOnlyList<Zone> Zones(string layer)
    {
        List<Zone> zones = [];
        Identifiers ids = new(layer, report);
        foreach (SourceLayer source in Open(layer))
        {
            foreach ((Feature feature, Part part, Shape shape) in Areas(source, layer))
            {
                AttributeReader from = source.Attributes;
                Shape[] kept = [.. Within(shape)];
                if (kept.Length == 0) report.Note("beyond-the-ring", layer, "farther from the limit than the ring; left out", "");
                for (int k = 0; k < kept.Length; k++)
                    zones.Add(new Zone(ids.Of(from.Text(feature, "id"), part.Suffix + (kept.Length > 1 ? $"-{k + 1}" : "")), Shapes.ToPolygon(kept[k]), from.Text(feature, "nature"), from.Number(feature, "height")?.Value ?? 0, from.Text(feature, "name")));
            }
            source.Attributes.Finish(source.File);
        }
        return zones;
    }

    /// <summary>The census squares that touch the territory.</summary>
    public IReadOnlyList<CensusSquare> Population(Geometry limit)
    {
        List<CensusSquare> squares = [];
        Identifiers ids = new("population", report);
        foreach (SourceLayer source in Open("population"))
        {
            foreach ((Feature feature, Part part, Shape shape) in Areas(source, "population"))
            {
                AttributeReader from = source.Attributes;
                double persons = part.Of(from.Number(feature, "persons")?.Value ?? 0);
                if (!limit.Intersects(shape)) report.Note("square-outside", "population", "people of squares outside the territory; left out", "", (int)Math.Round(persons));
                else squares.Add(Square(from, feature, part, shape, ids.Of(from.Text(feature, "id"), part.Suffix), persons));
                if (!part.IsWhole) report.Note("counts-of-parts", "population", "what is counted is shared among the parts by area", feature.Place);
            }
            source.Attributes.Finish(source.File);
        }
        return squares;
    }

    private static CensusSquare Square(AttributeReader from, Feature feature, Part part, Shape shape, string id, double persons)
    {
        double households = Of("households") is > 0 and var counted ? counted : persons / FrenchHomes.PersonsInHousehold;
        double size = households > 0 ? persons / households : FrenchHomes.PersonsInHousehold, unitsPerPerson = Household.UnitsOf(size) / Math.Max(1, size);
        double income = Mean("mean_income"), standard = Mean("living_standard");
        if (double.IsNaN(income)) income = standard * unitsPerPerson;
        if (double.IsNaN(standard)) standard = income / unitsPerPerson;
        PopulationSquare square = new(
            id, Shapes.ToPolygon(shape), persons, part.Of(from.Number(feature, "households")?.Value ?? 0), part.Of(from.Number(feature, "poor_households")?.Value ?? 0), income) { Ages = AgesOf(from, feature, part) };
        CensusCounts counts = new(
            persons, households, Of("poor_households"), persons * standard, Of("living_area"), Of("owners"), Of("social_tenants"),
            Of("of_one_person"), Of("of_five_persons"), Of("working_age"),
            [Of("built_before_1945"), Of("built_1945_1969"), Of("built_1970_1989"), Of("built_since_1990")]);
        return new CensusSquare(square, shape, counts, from.Text(feature, "imputed") == "yes");

        double Mean(string attribute) => from.Number(feature, attribute)?.Value ?? double.NaN;
        double Of(string attribute) => part.Of(Mean(attribute));
    }

    // All three, or none: a group left out would count as nobody.
    private static AgeCounts? AgesOf(AttributeReader from, Feature feature, Part part) =>
        from.Number(feature, "under_18") is { } young && from.Number(feature, "working_age") is { } middle && from.Number(feature, "from_65") is { } old && new AgeCounts(part.Of(young.Value), part.Of(middle.Value), part.Of(old.Value)) is { All: > 0 } ages
            ? ages : null;

    /// <summary>The limit of the territory; null when unknown. From here on all layers are cut by it.</summary>
    /// <param name="found">What of the source is meant.</param> <param name="ring">Width of what is kept around it [m].</param>
    /// <exception cref="InputException">It has no area.</exception>
    public TerritoryLimit? Boundary(BoundaryLayer? found, double ring)
    {
        if (found == null) return null;
        List<Geometry> parts = [];
        Dictionary<string, double?> persons = [];
        List<string> names = [];
        foreach (SourceLayer source in found.Sources)
            foreach ((Feature feature, _, Shape shape) in Areas(source, "boundary"))
            {
                parts.Add(shape);
                string name = source.Attributes.Text(feature, "name"), code = source.Attributes.Text(feature, "code");
                if (name.Length > 0 && !names.Contains(name)) names.Add(name);
                persons.TryAdd(code.Length > 0 ? code : name.Length > 0 ? name : feature.Place, source.Attributes.Number(feature, "persons")?.Value);      // parts, and files, may repeat it
            }
        if (parts.Count == 0) throw new InputException($"{found.Sources[0].File}: the limit of the territory is no area; expected a polygon. Correct `layers.boundary` of the mapping, or leave it away.");
        Geometry union = UnaryUnionOp.Union(parts);
        if (union.NumGeometries > 1)
        {
            report.Note("boundary-parts", "boundary", "all count, and no ring is kept around them; the largest part is drawn", $"{union.NumGeometries} parts");
            ring = 0;
        }
        return _limit = new TerritoryLimit(union, ring, names.Count > 3 ? $"{names[0]} + {names.Count - 1}" : string.Join(", ", names), persons.Values.Any(static p => p == null) ? null : persons.Values.Sum());
    }

    private Whereabouts PlaceOf(Shape shape) => _limit?.PlaceOf(shape.Centroid.Coordinate) ?? Whereabouts.Within;

    // What of an area lies within limit and ring.
    private IEnumerable<Shape> Within(Shape area)
    {
        if (_limit == null) return [area];
        Geometry rest = _limit.Cut(area);
        return Enumerable.Range(0, rest.NumGeometries).Select(rest.GetGeometryN).OfType<Shape>().Where(static p => p.Area >= LeastZone);
    }

    // Where a source counts the roof into the height, it is taken off; one that would leave no storey contradicts the height, which then stands.
    private static Known<double>? ToGutter(Known<double>? height, Known<double>? roof) =>
        height is { } whole && roof is { } above && whole.Value - above.Value >= LeastToGutter ? Known<double>.Derived(whole.Value - above.Value, Math.Min(whole.Confidence, above.Confidence)) : height;

    private BuildingDraft Draft(AttributeReader from, Feature feature, Part part, Shape shape, string id)
    {
        Known<int>? dwellings = from.Whole(feature, "dwellings");
        Known<double>? heated = from.Number(feature, "heated_area"), inhabitants = from.Number(feature, "inhabitants"), jobs = from.Number(feature, "jobs");
        if (!part.IsWhole && (dwellings != null || heated != null || inhabitants != null || jobs != null))
            report.Note("counts-of-parts", "buildings", "what is counted is shared among the parts by area", feature.Place);
        return new()
        {
            Id = id, Place = feature.Place, Shape = shape, Area = shape.Area, Centre = shape.Centroid.Coordinate, IsContext = PlaceOf(shape) == Whereabouts.Around,
            Light = from.Text(feature, "light") == "yes", RoofMaterial = from.Text(feature, "roof_material"), District = from.Text(feature, "district"), Owner = from.Word<Ownership>(feature, "owner"),
            RoofAltitude = from.Number(feature, "roof_altitude"), Ground = from.Number(feature, "ground"), Height = ToGutter(from.Number(feature, "height"), from.Number(feature, "roof_height")),
            MinHeight = from.Number(feature, "min_height"), MinFloors = from.Whole(feature, "min_floors"),
            Use = from.Word<BuildingUse>(feature, "use"), Built = from.Whole(feature, "built"), Floors = from.Whole(feature, "floors"),
            Dwellings = part.Of(dwellings), HeatedArea = part.Of(heated), Roof = from.Word<RoofShape>(feature, "roof"),
            RoofPitch = from.Number(feature, "roof_pitch"), Heating = from.Word<HeatingSystem>(feature, "heating"), HotWater = from.Word<HeatingSystem>(feature, "hot_water"),
            Inhabitants = part.Of(inhabitants), Jobs = part.Of(jobs),
        };
    }

    private IEnumerable<(Feature Feature, Part Part, Shape Shape)> Areas(SourceLayer source, string layer)
    {
        GeometryRepairs repairs = new(layer, report);
        foreach (Feature feature in source.Features)
        {
            Geometry? shape = Moved(feature, source);
            if (shape is Point at) shape = layer == "places" ? Shapes.ToShape(Core.Polygon.Disc(at.X, at.Y, OfPlace)) : source.Attributes.Number(feature, "crown") is { } crown ? Crown(at, crown, layer, feature) : shape;
            IReadOnlyList<Shape> parts = repairs.Polygons(shape, feature.Place);
            bool[] near = [.. parts.Select(p => !IsFar(p, layer, feature))];
            foreach ((Part part, Shape area) in new Part("", 0, 1).Divided(parts, near)) yield return (feature, part, area);
        }
    }

    private Shape Crown(Point tree, Known<double> diameter, string layer, Feature feature)
    {
        if (diameter.Source == Source.Measured) report.Note("single-tree", layer, "a point with its crown; a disc", feature.Place);
        else report.Note("size-of-tree", layer, $"a point; a disc of {diameter.Value:0.#} m, assumed", feature.Place);
        return Shapes.ToShape(Core.Polygon.Disc(tree.X, tree.Y, diameter.Value / 2));
    }

    private Geometry? Moved(Feature feature, SourceLayer source)
    {
        if (feature.Geometry is not { } shape || source.Crs.Epsg == reprojection.Target.Epsg) return feature.Geometry;
        Geometry moved = shape.Copy();
        reprojection.Apply(moved, source.Crs);
        return moved;
    }

    private bool IsFar(Geometry shape, string layer, Feature feature)
    {
        if (shape.EnvelopeInternal.Distance(around) < FarAway) return false;
        report.Note("far-away", layer, $"more than {FarAway / 1000} km from the buildings; dropped", feature.Place);
        return true;
    }

    private IEnumerable<SourceLayer> Open(string layer)
    {
        foreach (SourceLayer source in layers.Open(layer))
        {
            Reprojection.RequireNear(source.File, layer, reprojection.Box(source.Crs, source.Box), around);
            yield return source;
        }
    }

    /// <summary>Equal for polygons that are the same point by point, wherever their rings begin.</summary>
    private sealed class ShapeKey(Shape shape) : IEquatable<ShapeKey>
    {
        private readonly Shape _shape = shape;
        private readonly Envelope _box = shape.EnvelopeInternal;

        public bool Equals(ShapeKey? other) => other != null && _box.Equals(other._box) && _shape.NumPoints == other._shape.NumPoints && _shape.EqualsNormalized(other._shape);
        public override bool Equals(object? obj) => Equals(obj as ShapeKey);
        public override int GetHashCode() => _box.GetHashCode();
    }
}

/// <summary>One area of an object of several, in which what is counted is divided by area.</summary>
/// <param name="Suffix">Behind the identifier.</param>
/// <param name="From">Share of the parts before it.</param>
/// <param name="To">The same with its own, so that whole numbers add up to the whole.</param>
internal readonly record struct Part(string Suffix, double From, double To)
{
    /// <summary>Whether the object has no other part.</summary>
    public bool IsWhole => From == 0 && To == 1;

    /// <summary>Each of several areas in its place, with its number behind the identifier and its share of the whole; those that are not kept have none.</summary>
    public IEnumerable<(Part Part, Shape Area)> Divided(IReadOnlyList<Shape> areas, IReadOnlyList<bool>? kept = null)
    {
        Part[] parts = Split([.. areas.Select((a, n) => kept?[n] == false ? 0 : a.Area)]);
        for (int n = 0; n < areas.Count; n++)
            if (kept?[n] != false) yield return (parts[n] with { Suffix = areas.Count > 1 ? $"-{n + 1}" : "" }, areas[n]);
    }

    /// <summary>As many as there are sizes, each with its share of the whole, in their order; all of it the first where there is no size.</summary>
    public Part[] Split(IReadOnlyList<double> sizes)
    {
        double whole = sizes.Sum(), before = 0, from = From;
        Part[] parts = new Part[sizes.Count];
        for (int n = 0; n < parts.Length; n++)
        {
            before += sizes[n];
            double to = before >= whole ? To : From + (To - From) * (before / whole);
            parts[n] = new("", from, to);
            from = to;
        }
        return parts;
    }

    /// <summary>What of a count falls to it.</summary>
    public double Of(double count) => count * (To - From);

    /// <summary>What of a count falls to it.</summary>
    public Known<double>? Of(Known<double>? count) => IsWhole || count is not { } known ? count : known with { Value = Of(known.Value), Source = Derived(known.Source) };

    /// <summary>What of a whole number falls to it.</summary>
    public Known<int>? Of(Known<int>? count) => IsWhole || count is not { } known ? count : known with { Value = WholeOf(known.Value), Source = Derived(known.Source) };

    /// <summary>What of a whole number falls to it: the parts add up to it.</summary>
    public int WholeOf(int count) => Below(count, To) - Below(count, From);

    private static int Below(int count, double share) => (int)Math.Round(count * share, MidpointRounding.AwayFromZero);

    private static Source Derived(Source source) => source == Source.Measured ? Source.Derived : source;
}

/// <summary>Gives each object of a layer an identifier of its own.</summary>
/// <param name="layer">Its name.</param>
/// <param name="report">Counts those made up.</param>
internal sealed class Identifiers(string layer, ImportReport report)
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    /// <summary>The identifier of the source with the number of the part, or one made up.</summary>
    public string Of(string id, string part)
    {
        if (id.Length == 0) report.Note("no-id", layer, "numbered", "");
        string wanted = id.Length == 0 ? $"{layer}-{_given.Count + 1}" : id + part;
        if (_given.Add(wanted)) return wanted;
        if (id.Length > 0) report.Note("duplicate-id", layer, "a number was added behind it", wanted);
        int n = 2;
        while (!_given.Add($"{wanted}~{n}")) n++;
        return $"{wanted}~{n}";
    }
}
