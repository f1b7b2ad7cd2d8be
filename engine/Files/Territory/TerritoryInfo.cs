using TerritoryTwin.Core;
using TerritoryTwin.Indicators;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Territories;

/// <summary>How well an attribute is known over all objects of a layer.</summary>
/// <param name="Layer">Which layer.</param>
/// <param name="Name">Of the attribute.</param>
/// <param name="Measured">Share of the objects whose value stands in the source, 0 to 1.</param>
/// <param name="Derived">Share computed from measured values of the same object.</param>
/// <param name="Typical">Share that is typical of the class of the object.</param>
/// <param name="Guessed">Share assumed.</param>
/// <param name="MeanConfidence">0 to 1.</param>
public sealed record AttributeQuality(string Layer, string Name, double Measured, double Derived, double Typical, double Guessed, double MeanConfidence);

/// <summary>Buildings of one class.</summary>
/// <param name="Label">Name of the class.</param>
/// <param name="Buildings">How many.</param>
/// <param name="Dwellings">In them.</param>
/// <param name="HeatedArea">[m²].</param>
public sealed record ClassOfBuildings(string Label, int Buildings, int Dwellings, double HeatedArea);

/// <summary>A figure of the territory beside what is usual in France.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Of the territory; null when unknown.</param>
/// <param name="Unit">Of all four numbers.</param>
/// <param name="France">The French mean, an order of magnitude of Insee.</param>
/// <param name="Low">Below this a commune is odd.</param>
/// <param name="High">Above this a commune is odd.</param>
public sealed record UsualFigure(string Name, double? Value, string Unit, double France, double Low, double High)
{
    /// <summary>Whether the value was taken from France, for want of a census of the place: its likeness shows nothing.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>Whether the value is known and beyond the bounds.</summary>
    public bool IsOdd => Value is { } value && !(value >= Low && value <= High);
}

/// <summary>Objects of a layer.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Count">How many.</param>
public sealed record LayerCount(string Layer, int Count);

/// <summary>What is known of a territory, what was filled and how, and what is missing.</summary>
public sealed record TerritoryInfo
{
    private static readonly (string Label, int Until)[] Periods =
        [("before 1949", 1949), ("1949-1974", 1975), ("1975-1989", 1990), ("1990-2005", 2006), ("2006-2012", 2013), ("2013 and later", int.MaxValue)];

    /// <summary>Of the territory.</summary>
    public required string Name { get; init; }
    /// <summary>Of its coordinates.</summary>
    public required int Epsg { get; init; }
    /// <summary>Of its centre [°].</summary>
    public required double Latitude { get; init; }
    /// <summary>Of its centre [°].</summary>
    public required double Longitude { get; init; }
    /// <summary>Inside the limit [m²]; null when there is none.</summary>
    public required double? Area { get; init; }
    /// <summary>Objects by layer.</summary>
    public required IReadOnlyList<LayerCount> Layers { get; init; }
    /// <summary>People.</summary>
    public required double Inhabitants { get; init; }
    /// <summary>Dwellings in all buildings, whatever their main use.</summary>
    public required int Dwellings { get; init; }
    /// <summary>Jobs.</summary>
    public required double Jobs { get; init; }
    /// <summary>Of all buildings [m²].</summary>
    public required double Footprint { get; init; }
    /// <summary>Footprints times heights [m³].</summary>
    public required double Volume { get; init; }
    /// <summary>[m²].</summary>
    public required double HeatedArea { get; init; }
    /// <summary>Of all roads [m].</summary>
    public required double RoadLength { get; init; }
    /// <summary>The roads as a network; null without roads.</summary>
    public required NetworkInfo? Network { get; init; }
    /// <summary>Public transport by timetable; null where none is known.</summary>
    public required TimetableInfo? Timetable { get; init; }
    /// <summary>How well each attribute is known.</summary>
    public required IReadOnlyList<AttributeQuality> Attributes { get; init; }
    /// <summary>All buildings by main use.</summary>
    public required IReadOnlyList<ClassOfBuildings> ByUse { get; init; }
    /// <summary>Buildings with dwellings by year of construction.</summary>
    public required IReadOnlyList<ClassOfBuildings> ByPeriod { get; init; }
    /// <summary>Heated buildings by what heats them.</summary>
    public required IReadOnlyList<ClassOfBuildings> ByHeating { get; init; }
    /// <summary>Homes and people beside what is usual in France.</summary>
    public required IReadOnlyList<UsualFigure> Figures { get; init; }
    /// <summary>On which buildings and guessed values the energy bought hangs, as estimated before any run.</summary>
    public required IReadOnlyList<Dominance> Dominating { get; init; }
    /// <summary>What is missing or weak, one sentence each.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
    /// <summary>How the data came to be.</summary>
    public required TerritoryOrigin Origin { get; init; }
    /// <summary>Sources and licences.</summary>
    public required IReadOnlyList<string> Attributions { get; init; }

    /// <summary>Describes a territory.</summary>
    public static TerritoryInfo Describe(Territory territory)
    {
        IReadOnlyList<Building> all = territory.Buildings;
        IReadOnlyList<AttributeQuality> attributes = QualityOf(territory);
        IReadOnlyList<UsualFigure> figures = HomeFigures.Of(territory);
        return new TerritoryInfo
        {
            Name = territory.Name, Epsg = territory.Epsg, Latitude = territory.Latitude, Longitude = territory.Longitude,
            Area = territory.Boundary?.Area, Layers = Counts(territory), Attributes = attributes,
            Inhabitants = all.Sum(b => b.Inhabitants.Value), Dwellings = all.Sum(b => b.Dwellings.Value), Jobs = all.Sum(b => b.Jobs.Value),
            Footprint = all.Sum(b => b.Footprint.Area), Volume = all.Sum(b => b.Footprint.Area * b.Height), HeatedArea = all.Sum(b => b.HeatedArea.Value),
            RoadLength = territory.Roads.Where(static r => !r.IsContext).Sum(static r => r.Length), Network = NetworkInfo.Describe(territory), Timetable = territory.PublicTransport is { } transport ? TimetableInfo.Describe(transport, territory) : null,
            ByUse = Classes(all, b => CodeWords<BuildingUse>.Of(b.Use), CodeWords<BuildingUse>.All),
            ByPeriod = Classes(all.Where(b => b.Dwellings > 0), b => Periods.First(p => b.Built < p.Until).Label, Periods.Select(p => p.Label)),
            ByHeating = Classes(all.Where(b => b.HeatedArea > 0), b => CodeWords<HeatingSystem>.Of(b.Heating), CodeWords<HeatingSystem>.All),
            Figures = figures, Dominating = DominatingOf(Survey.Of(territory, BuildingShapes.Of(territory)), seed: 1),
            Missing = Gaps(territory, figures, attributes).ToArray(), Origin = territory.Origin, Attributions = territory.Attributions,
        };
    }

    /// <summary>On which buildings and guessed values the energy bought hangs, as estimated before any run.</summary>
    internal static IReadOnlyList<Dominance> DominatingOf(Survey survey, ulong seed) => Dominance.Of(survey.Now.Buildings, "energy_bought", survey.Assuming(ParameterSet.Default, seed).EnergyBought);

    /// <summary>Where attributes come from and how sure they are, of buildings, roads and trips of public transport.</summary>
    internal static IReadOnlyList<AttributeQuality> QualityOf(Territory territory) =>
        [.. BuildingAttributes(territory.Buildings), .. territory.Roads.Any(static r => !r.IsContext) ? [Quality("roads", "class", [.. territory.Roads.Where(static r => !r.IsContext)], static r => r.Class)] : Array.Empty<AttributeQuality>(), .. TripAttributes(territory.PublicTransport)];

    /// <summary>Layers that lack: a word for each, and what that means.</summary>
    internal static IEnumerable<(string Key, string Meaning)> Gaps(Territory t)
    {
        if (t.Boundary == null) yield return ("boundary", "no limit of the territory: totals are those of the objects given");
        if (t.Roads.Count == 0) yield return ("roads", "no roads: nothing can be said of traffic");
        if (t.PublicTransport == null) yield return ("timetable", "no timetable: public transport is assumed by the size of the place");
        if (t.Vegetation.Count == 0) yield return ("vegetation", "no vegetation: heat in the streets lacks its shade and cooling");
        if (t.Water.Count == 0) yield return ("water", "no water");
        if (t.Activities.Count == 0) yield return ("activities", "no activity zones");
        if (t.Population.Count == 0) yield return ("population", "no census squares: people were placed by a national mean");
        if (t.Households.Count == 0) yield return ("households", "no households: incomes and tenure are unknown, so nothing can be said of who pays");
    }

    /// <summary>For people.</summary>
    public override string ToString() => TerritoryInfoText.Of(this);

    private static LayerCount[] Counts(Territory t) =>
    [
        new("buildings", t.Buildings.Count), new("roads", t.Roads.Count(static r => !r.IsContext)), new("vegetation", t.Vegetation.Count(t.Counts)), new("water", t.Water.Count(t.Counts)),
        new("activities", t.Activities.Count(t.Counts)), new("population", t.Population.Count), new("households", t.Households.Count), new("boundary", t.Boundary == null ? 0 : 1),
        .. t.Places.Count > 0 ? [new("places", t.Places.Count(t.Counts))] : Array.Empty<LayerCount>(),
        .. t.Context is { } context ? [new("context", context.Buildings.Count), new("context_roads", t.Roads.Count(static r => r.IsContext))] : Array.Empty<LayerCount>(),
    ];

    private static AttributeQuality[] BuildingAttributes(IReadOnlyList<Building> all)
    {
        return
        [
            Of("ground", b => b.Ground), Of("height", b => b.Height), Of("use", b => b.Use), Of("built", b => b.Built), Of("floors", b => b.Floors),
            Of("dwellings", b => b.Dwellings), Of("heated_area", b => b.HeatedArea), Of("roof", b => b.Roof), Of("roof_pitch", b => b.RoofPitch),
            Of("heating", b => b.Heating), Of("hot_water", b => b.HotWater), Of("inhabitants", b => b.Inhabitants), Of("jobs", b => b.Jobs),
        ];

        AttributeQuality Of<T>(string name, Func<Building, Known<T>> value) => Quality("buildings", name, all, value);
    }

    private static AttributeQuality[] TripAttributes(PublicTransport? transport)
    {
        if (transport == null) return [];
        TransitTrip[] trips = [.. transport.Days.SelectMany(static d => d.Day.Trips)];
        return [Of("times", static t => t.OfTimes), Of("vehicle", static t => t.OfVehicle)];

        AttributeQuality Of(string name, Func<TransitTrip, (Source Source, float Confidence)> known) => Quality("trips", name, trips, t => new Known<TransitTrip>(t, known(t).Source, known(t).Confidence));
    }

    private static AttributeQuality Quality<O, T>(string layer, string name, IReadOnlyList<O> objects, Func<O, Known<T>> value)
    {
        int[] counts = new int[4];
        double confidence = 0;
        foreach (O o in objects)
        {
            Known<T> known = value(o);
            counts[(int)known.Source]++;
            confidence += known.Confidence;
        }
        double all = Math.Max(1, objects.Count);
        return new AttributeQuality(layer, name, counts[0] / all, counts[1] / all, counts[2] / all, counts[3] / all, confidence / all);
    }

    private static ClassOfBuildings[] Classes(IEnumerable<Building> buildings, Func<Building, string> label, IEnumerable<string> order)
    {
        ILookup<string, Building> classes = buildings.ToLookup(label, StringComparer.Ordinal);
        return order.Where(classes.Contains).Select(l => new ClassOfBuildings(l, classes[l].Count(), classes[l].Sum(b => b.Dwellings.Value), classes[l].Sum(b => b.HeatedArea.Value))).ToArray();
    }

    private static IEnumerable<string> Gaps(Territory t, IReadOnlyList<UsualFigure> figures, IReadOnlyList<AttributeQuality> attributes)
    {
        foreach ((_, string meaning) in Gaps(t)) yield return meaning;
        foreach (UsualFigure f in figures.Where(f => f.IsOdd)) yield return FormattableString.Invariant($"{f.Name} is {f.Value:0.##}{(f.Unit == "1" ? "" : " " + f.Unit)}, beyond the {f.Low:0.##} to {f.High:0.##} of French communes");
        foreach (AttributeQuality a in attributes)
        {
            if (a.Measured + a.Derived < 0.5) yield return $"{a.Layer}: {a.Name} is typical or guessed for {1 - a.Measured - a.Derived:P0}, with a mean confidence of {a.MeanConfidence:0.00}";
        }
    }
}
