namespace TerritoryTwin.Core;

/// <summary>A territory as data: what stands where. Coordinates are metres in one projected CRS, heights metres above sea level.</summary>
public sealed record Territory
{
    /// <summary>Shown to people.</summary>
    public required string Name { get; init; }
    /// <summary>EPSG code of the projected CRS of every coordinate.</summary>
    public required int Epsg { get; init; }
    /// <summary>Geographic centre [°], WGS84.</summary>
    public required double Latitude { get; init; }
    /// <summary>Geographic centre [°], WGS84.</summary>
    public required double Longitude { get; init; }
    /// <summary>Ground heights [m]; covers every object.</summary>
    public required Raster Terrain { get; init; }
    /// <summary>In a fixed order: a building's index here is its index in every stock.</summary>
    public required IReadOnlyList<Building> Buildings { get; init; }
    /// <summary>Road centre lines, split at junctions.</summary>
    public IReadOnlyList<Road> Roads { get; init; } = [];
    /// <summary>Woods, hedges, parks.</summary>
    public IReadOnlyList<Zone> Vegetation { get; init; } = [];
    /// <summary>Rivers and lakes.</summary>
    public IReadOnlyList<Zone> Water { get; init; } = [];
    /// <summary>Activity zones, schools, hospitals…</summary>
    public IReadOnlyList<Zone> Activities { get; init; } = [];
    /// <summary>Hamlets and quarters, by which people find their way: names alone, of which nothing is computed.</summary>
    public IReadOnlyList<Zone> Places { get; init; } = [];
    /// <summary>What the ground is covered with, where that is known better than by the other layers; natures as <see cref="SoftGround"/> spells them. Later ones lie on earlier ones.</summary>
    public IReadOnlyList<Zone> Covers { get; init; } = [];
    /// <summary>Sails and roofs over open ground, with their height.</summary>
    public IReadOnlyList<Zone> Shades { get; init; } = [];
    /// <summary>Public transport by timetable; null where none is known.</summary>
    public PublicTransport? PublicTransport { get; init; }
    /// <summary>Lines of public transport that measures draw.</summary>
    public IReadOnlyList<BusLine> Lines { get; init; } = [];
    /// <summary>Census squares.</summary>
    public IReadOnlyList<PopulationSquare> Population { get; init; } = [];
    /// <summary>Who lives where; empty when unknown.</summary>
    public IReadOnlyList<Household> Households { get; init; } = [];
    /// <summary>Whether aid for works is counted.</summary>
    public bool CountsAid { get; init; }
    /// <summary>The limit of the territory; null when unknown.</summary>
    public Polygon? Boundary { get; init; }
    /// <summary>What stands around the limit; null where nothing of it is kept.</summary>
    public Context? Context { get; init; }
    /// <summary>All that casts shadows and has walls: the buildings, then those of the context.</summary>
    public IReadOnlyList<Building> Standing => Context is { Buildings.Count: > 0 } around ? [.. Buildings, .. around.Buildings] : Buildings;
    /// <summary>Whether a zone is of the territory, not of what lies around its limit: the mean of its corners says.</summary>
    public bool Counts(Zone zone) => Context is null || Boundary is not { } limit || limit.Contains(zone.Area.Outer.X.Average(), zone.Area.Outer.Y.Average());

    /// <summary>Sources and licences of the data, for maps and reports.</summary>
    public IReadOnlyList<string> Attributions { get; init; } = [];
    /// <summary>How the data came to be, and what was found odd on the way.</summary>
    public TerritoryOrigin Origin { get; init; } = TerritoryOrigin.Unknown;

    /// <summary>The census square of each building, by index; −1 where there is none. A building counts where the middle of its outline lies, as in the import.</summary>
    public int[] SquaresOfBuildings()
    {
        Boxes<int> squares = new(250);
        for (int s = 0; s < Population.Count; s++)
        {
            Ring ring = Population[s].Area.Outer;
            squares.Add(s, ring.X.Min(), ring.Y.Min(), ring.X.Max(), ring.Y.Max());
        }
        return [.. Buildings.Select(b =>
        {
            (double x, double y) = b.Footprint.Outer.Middle;
            return squares.Near(x, y, 0).Where(s => Population[s].Area.Contains(x, y)).FirstOrDefault(-1);
        })];
    }
}

/// <summary>A ring of land around the limit of a territory. It shades, carries traffic and is drawn, and counts in no total; of its roads, <see cref="Road.IsContext"/>.</summary>
/// <param name="Ring">Its width [m].</param>
/// <param name="Limit">Its outer edge.</param>
/// <param name="Buildings">Between both limits; what is counted in them is 0.</param>
public sealed record Context(double Ring, Polygon Limit, IReadOnlyList<Building> Buildings)
{
    /// <summary>Roads so near the limit run along it, and count within [m].</summary>
    public const double OfRoads = 10;
}

/// <summary>A ring of points, not repeated at the end.</summary>
/// <param name="X">[m], one a point.</param>
/// <param name="Y">[m], one a point.</param>
public sealed record Ring(double[] X, double[] Y)
{
    /// <summary>Number of points.</summary>
    public int Count => X.Length;

    /// <summary>Signed area by the shoelace formula, positive when counter-clockwise [m²].</summary>
    public double SignedArea
    {
        get
        {
            double sum = 0;
            for (int a = Count - 1, b = 0; b < Count; a = b++)
                sum += (X[a] - X[0]) * (Y[b] - Y[0]) - (X[b] - X[0]) * (Y[a] - Y[0]);
            return sum / 2;
        }
    }

    /// <summary>Centroid of what it encloses [m]; the mean of its points where it encloses nothing.</summary>
    public (double X, double Y) Middle
    {
        get
        {
            double area = 0, east = 0, north = 0;
            for (int a = Count - 1, b = 0; b < Count; a = b++)
            {
                double cross = (X[a] - X[0]) * (Y[b] - Y[0]) - (X[b] - X[0]) * (Y[a] - Y[0]);
                area += cross;
                east += cross * (X[a] + X[b] - 2 * X[0]);
                north += cross * (Y[a] + Y[b] - 2 * Y[0]);
            }
            return area != 0 ? (X[0] + east / (3 * area), Y[0] + north / (3 * area)) : (X.Average(), Y.Average());
        }
    }
}

/// <summary>A polygon: outer ring counter-clockwise, holes clockwise.</summary>
/// <param name="Outer">The outer ring.</param>
/// <param name="Holes">Courtyards.</param>
public sealed record Polygon(Ring Outer, IReadOnlyList<Ring> Holes)
{
    /// <summary>Without its holes [m²].</summary>
    public double Area => Math.Abs(Outer.SignedArea) - Holes.Sum(h => Math.Abs(h.SignedArea));

    /// <summary>A regular polygon of twelve corners around a point, of the area of a disc.</summary>
    /// <param name="x">[m].</param> <param name="y">[m].</param> <param name="radius">Of the disc [m].</param>
    public static Polygon Disc(double x, double y, double radius)
    {
        const int corners = 12;
        double reach = radius * Math.Sqrt(2 * Math.PI / corners / Math.Sin(2 * Math.PI / corners));
        double[] turns = [.. Enumerable.Range(0, corners).Select(k => 2 * Math.PI * k / corners)];
        return new(new Ring([.. turns.Select(t => x + reach * Math.Cos(t))], [.. turns.Select(t => y + reach * Math.Sin(t))]), []);
    }

    /// <summary>Whether a point lies in it.</summary>
    public bool Contains(double x, double y) => Crosses(Outer, x, y) && !Holes.Any(h => Crosses(h, x, y));

    /// <summary>From a point to its nearest point [m]; 0 within.</summary>
    public double DistanceTo(double x, double y)
    {
        if (Contains(x, y)) return 0;
        double least = double.PositiveInfinity;
        foreach (Ring ring in Holes.Prepend(Outer))
            for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++) least = Math.Min(least, SquareTo(ring.X[a], ring.Y[a], ring.X[b], ring.Y[b], x, y));
        return Math.Sqrt(least);
    }

    /// <summary>Square of the distance from a point to a line between two others [m²].</summary>
    public static double SquareTo(double ax, double ay, double bx, double by, double x, double y) => Nearest(ax, ay, bx, by, x, y).Square;

    /// <summary>The place on a line between two points that is nearest to another: its share of the way, 0 to 1, and the square of the distance [m²].</summary>
    internal static (double Along, double Square) Nearest(double ax, double ay, double bx, double by, double x, double y)
    {
        double east = bx - ax, north = by - ay, square = east * east + north * north;
        double along = square > 0 ? Math.Clamp(((x - ax) * east + (y - ay) * north) / square, 0, 1) : 0;
        double dx = x - ax - along * east, dy = y - ay - along * north;
        return (along, dx * dx + dy * dy);
    }

    private static bool Crosses(Ring ring, double x, double y)
    {
        bool inside = false;
        for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++)
            if (ring.Y[a] > y != ring.Y[b] > y && x < ring.X[a] + (ring.X[b] - ring.X[a]) * (y - ring.Y[a]) / (ring.Y[b] - ring.Y[a])) inside = !inside;
        return inside;
    }
}

/// <summary>Main use of a building.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum BuildingUse { Dwelling, Office, Retail, School, Health, Leisure, Industry, Agriculture, Worship, Annex, Other }
#pragma warning restore CS1591

/// <summary>What people need every day, beside a home and work.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum Service { Shop, School, Health, Leisure }
#pragma warning restore CS1591

/// <summary>What makes heat or hot water.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum HeatingSystem { None, GasBoiler, OilBoiler, WoodStove, WoodBoiler, DirectElectric, AirHeatPump, GroundHeatPump, DistrictHeat }
#pragma warning restore CS1591

/// <summary>Shape of a roof.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum RoofShape { Flat, Gabled, Hipped, Shed }
#pragma warning restore CS1591

/// <summary>What a roof is covered with.</summary>
public enum RoofCover
{
    /// <summary>As usual at its place.</summary>
    Usual,
    /// <summary>Painted or laid white.</summary>
    Cool,
    /// <summary>Planted.</summary>
    Green,
}

/// <summary>What unsealed ground is covered with.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum SoftGround { Grass, Soil }
#pragma warning restore CS1591

/// <summary>Who owns a dwelling.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum Tenure { Owner, PrivateTenant, SocialTenant }
#pragma warning restore CS1591

/// <summary>One building. Every attribute carries its provenance; gaps are filled on import, so nothing is missing here.</summary>
public sealed record Building
{
    /// <summary>Identifier of the source, unique in the territory.</summary>
    public required string Id { get; init; }
    /// <summary>Names the random streams of what is drawn for it: another building more or less changes nothing of it.</summary>
    public long Lot => RandomStream.ElementOf(Id);
    /// <summary>Outline at the ground.</summary>
    public required Polygon Footprint { get; init; }
    /// <summary>Height of the ground [m above sea level].</summary>
    public required Known<double> Ground { get; init; }
    /// <summary>From ground to gutter [m], &gt; 0.</summary>
    public required Known<double> Height { get; init; }
    /// <summary>Main use.</summary>
    public required Known<BuildingUse> Use { get; init; }
    /// <summary>Year of construction.</summary>
    public required Known<int> Built { get; init; }
    /// <summary>Storeys, ≥ 1.</summary>
    public required Known<int> Floors { get; init; }
    /// <summary>Dwellings, 0 when none.</summary>
    public required Known<int> Dwellings { get; init; }
    /// <summary>Heated floor area [m²]; 0 for unheated buildings.</summary>
    public required Known<double> HeatedArea { get; init; }
    /// <summary>Roof shape.</summary>
    public required Known<RoofShape> Roof { get; init; }
    /// <summary>Roof pitch from the horizontal [°]; 0 when flat.</summary>
    public required Known<double> RoofPitch { get; init; }
    /// <summary>What heats the rooms.</summary>
    public required Known<HeatingSystem> Heating { get; init; }
    /// <summary>What heats the water.</summary>
    public required Known<HeatingSystem> HotWater { get; init; }
    /// <summary>People who live here.</summary>
    public required Known<double> Inhabitants { get; init; }
    /// <summary>Jobs here.</summary>
    public required Known<double> Jobs { get; init; }
    /// <summary>Name of the district; empty when unknown.</summary>
    public string District { get; init; } = "";
    /// <summary>Who owns it, where the source says so; null: unknown.</summary>
    public Known<Ownership>? Owner { get; init; }
    /// <summary>What measures did to its envelope; null when nothing.</summary>
    public RenovationPackage? Works { get; init; }
    /// <summary>What a measure did to what heats the rooms; null when nothing.</summary>
    public HeatingChange? HeatingChange { get; init; }
    /// <summary>Power of the heat pump that a measure put in over the load on a cold day, an electric heater giving the rest; infinite where it gives all.</summary>
    public double HeatPumpSizing { get; init; } = double.PositiveInfinity;
    /// <summary>Year in which measures first touched its envelope; null: never.</summary>
    public int? RenovationYear { get; init; }
    /// <summary>Its place in the order of the measure that did, 1 for the first; null: never.</summary>
    public int? RenovationRank { get; init; }
    /// <summary>What measures spent on it, before aid [€].</summary>
    public double Invested { get; internal set; }
    /// <summary>Aid that its homes got for it [€].</summary>
    public double Aid { get; internal set; }
    /// <summary>Greenhouse gas of what measures did to its envelope, and of its battery [kgCO2e].</summary>
    public double EmbodiedCarbon { get; init; }
    /// <summary>Rated power of the panels that measures put on each plane of its roof, in the order of its shape's segments [kWp]; empty when there are none.</summary>
    public IReadOnlyList<double> Panels { get; init; } = [];
    /// <summary>The battery that a measure put behind the meter of its panels; null: none.</summary>
    public Battery? Battery { get; init; }
    /// <summary>Whether these panels serve all of its homes by a contract of collective self-consumption.</summary>
    public bool PanelsAreShared { get; init; }
    /// <summary>What its roof is covered with.</summary>
    public RoofCover RoofCover { get; init; }
    /// <summary>What measures did to the trips that begin or end there.</summary>
    public TripTerms Trips { get; init; } = TripTerms.Usual;
    /// <summary>Services that measures put into it, beside its own use.</summary>
    public ServiceFloors Services { get; init; }
    /// <summary>Shared cars that measures put beside it; null: none.</summary>
    public SharedCars? SharedCars { get; init; }
    /// <summary>By how much a measure lowers its heating at night and while nobody is there; null: as its people do.</summary>
    public SetBack? SetBack { get; init; }
    /// <summary>Whether a measure gave it air conditioning.</summary>
    public bool AirConditioned { get; init; }
    /// <summary>By agreement not cooled below this, whatever the set-point [°C]; 0: as people like.</summary>
    public double CoolFrom { get; init; }
    /// <summary>What measured consumption says of its use, over what is assumed; null: nothing.</summary>
    public UseFactors? UseFactors { get; init; }
}

/// <summary>Who owns a building.</summary>
public enum Ownership
{
    /// <summary>The state, a commune, a hospital.</summary>
    Public,
    /// <summary>Who lets social housing.</summary>
    Social,
    /// <summary>Anyone else.</summary>
    Private,
}

/// <summary>Another system in the place of what heated a building.</summary>
/// <param name="From">What heated it before any measure.</param> <param name="Year">In which the last one was put in.</param>
public readonly record struct HeatingChange(HeatingSystem From, int Year);

/// <summary>A battery that takes what panels make beyond what is used, and gives it back.</summary>
/// <param name="Capacity">That can be used [kWh].</param> <param name="Power">At most, in and out [kW].</param>
public readonly record struct Battery(double Capacity, double Power)
{
    /// <summary>Of the energy that goes in, what is held; of that, what comes out.</summary>
    public const double OneWay = 0.95;
}

/// <summary>How much lower rooms are heated than while people are up and there.</summary>
/// <param name="Night">While they sleep [K].</param> <param name="Away">While nobody is there for long [K].</param>
public readonly record struct SetBack(double Night, double Away);

/// <summary>Energy that is used over what is assumed, by a calibration.</summary>
/// <param name="Heating">Energy bought for the heat that rooms need, pumps and fans included.</param> <param name="Appliances">Appliances and lighting.</param>
public readonly record struct UseFactors(double Heating, double Appliances);

/// <summary>Gross floors of services in a building [m²].</summary>
public readonly record struct ServiceFloors(double Shop, double School, double Health, double Leisure)
{
    /// <summary>Of one of them [m²].</summary>
    public double Of(Service service) => service switch { Service.Shop => Shop, Service.School => School, Service.Health => Health, _ => Leisure };

    /// <summary>With some more of one of them [m²].</summary>
    public ServiceFloors With(Service service, double floors) => service switch
    {
        Service.Shop => this with { Shop = Shop + floors },
        Service.School => this with { School = School + floors },
        Service.Health => this with { Health = Health + floors },
        _ => this with { Leisure = Leisure + floors },
    };
}

/// <summary>What measures did to the trips of a building.</summary>
/// <param name="WorkAtHome">Of the working days of who lives there, those spent at home beside what is usual, 0 to 1.</param>
/// <param name="ElectricCars">Of the households there, those that drive electric, 0 to 1; where that is more than elsewhere.</param>
/// <param name="Parking">Paid for a stay by who comes by car [€].</param>
public sealed record TripTerms(double WorkAtHome, double ElectricCars, double Parking)
{
    /// <summary>As elsewhere.</summary>
    public static TripTerms Usual { get; } = new(0, 0, 0);
}

/// <summary>Shared cars that stand beside a building and are brought back there.</summary>
/// <param name="Number">Of cars.</param> <param name="Households">That join for each of them.</param> <param name="GiveUp">Of those that join with a car, who give one up, 0 to 1.</param>
/// <param name="KilometrePrice">Fuel counted [€].</param> <param name="HourPrice">From taking it to bringing it back [€].</param>
public sealed record SharedCars(int Number, double Households, double GiveUp, double KilometrePrice, double HourPrice);

/// <summary>A line of buses, in both directions.</summary>
/// <param name="Name">For people; unique.</param> <param name="X">Of its way [m], two points or more.</param> <param name="Y">[m].</param>
/// <param name="Spacing">Greatest way between stops [m].</param> <param name="Headway">Between buses from 6 h to 20 h [s]; twice as long until 23 h, none at night.</param> <param name="Speed">Between stops [km/h].</param>
public sealed record BusLine(string Name, double[] X, double[] Y, double Spacing, double Headway, double Speed);

/// <summary>A household.</summary>
/// <param name="Building">Index of its building.</param>
/// <param name="Persons">People, ≥ 1.</param>
/// <param name="Income">Disposable income [€/year].</param>
/// <param name="Tenure">Who owns the dwelling.</param>
/// <param name="Workers">People with a job.</param>
public readonly record struct Household(int Building, int Persons, float Income, Tenure Tenure, int Workers)
{
    /// <summary>Income of the household by consumption unit, the same for all who live in it [€/year].</summary>
    public double LivingStandard => Income / UnitsOf(Persons);

    /// <summary>Consumption units of a household: 1 for the first person, 0.5 for the second, then 0.35, between the 0.5 of adults and the 0.3 of children.</summary>
    /// <param name="persons">In the household; a mean when it is no whole number.</param>
    public static double UnitsOf(double persons) => 1 + 0.5 * Math.Clamp(persons - 1, 0, 1) + 0.35 * Math.Max(0, persons - 2);
}

/// <summary>Class of a road, widest first.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum RoadClass { Motorway, Primary, Secondary, Tertiary, Residential, Service, Track, Path }
#pragma warning restore CS1591

/// <summary>A road between two junctions.</summary>
/// <param name="Id">Identifier of the source.</param>
/// <param name="X">[m], one a point, at least two.</param>
/// <param name="Y">[m].</param>
/// <param name="Class">Class.</param>
/// <param name="Name">Street name; empty when unknown.</param>
public sealed record Road(string Id, double[] X, double[] Y, Known<RoadClass> Class, string Name)
{
    /// <summary>What the source says of its traffic.</summary>
    public RoadFacts Facts { get; init; } = RoadFacts.Unsaid;
    /// <summary>Where cars that leave it may not turn.</summary>
    public IReadOnlyList<TurnRule> Turns { get; init; } = [];
    /// <summary>Whether it lies around the territory: it carries traffic and counts in no total.</summary>
    public bool IsContext { get; init; }

    /// <summary>Half of the width of its carriageway, by its class [m].</summary>
    /// <remarks>Mean widths by class, after BD TOPO's LARGEUR_DE_CHAUSSEE as seen in Olemps and Périgueux; pavements included in towns, verges left out.</remarks>
    public double HalfWidth => Class.Value switch
    {
        RoadClass.Motorway => 5.5,
        RoadClass.Primary => 4.2,
        RoadClass.Secondary => 3.6,
        RoadClass.Tertiary => 3.1,
        RoadClass.Residential => 2.6,
        RoadClass.Service => 1.9,
        RoadClass.Track => 1.3,
        _ => 0.8,
    };

    /// <summary>Of its middle line [m].</summary>
    public double Length => Enumerable.Range(1, X.Length - 1).Sum(p => LengthOf(p));

    /// <summary>The place at half of its length [m].</summary>
    public (double X, double Y) Middle
    {
        get
        {
            double left = Length / 2;
            int p = 1;
            while (p < X.Length - 1 && LengthOf(p) < left) left -= LengthOf(p++);
            double share = LengthOf(p) > 0 ? Math.Min(1, left / LengthOf(p)) : 0;
            return (X[p - 1] + share * (X[p] - X[p - 1]), Y[p - 1] + share * (Y[p] - Y[p - 1]));
        }
    }

    /// <summary>From a point to the next [m].</summary>
    /// <param name="point">The next, from 1.</param>
    public double LengthOf(int point) => Math.Sqrt(Math.Pow(X[point] - X[point - 1], 2) + Math.Pow(Y[point] - Y[point - 1], 2));

    /// <summary>From a place to the middle line between a point and the next [m].</summary>
    /// <param name="point">The next, from 1.</param> <param name="x">Of the place [m].</param> <param name="y">Of the place [m].</param>
    public double DistanceTo(int point, double x, double y) => Math.Sqrt(Polygon.SquareTo(X[point - 1], Y[point - 1], X[point], Y[point], x, y));
}

/// <summary>A zone of some nature.</summary>
/// <param name="Id">Identifier of the source.</param>
/// <param name="Area">Where.</param>
/// <param name="Nature">Kind, in the words of the source.</param>
/// <param name="Height">Of trees, above ground [m]; 0 for other zones.</param>
/// <param name="Name">Shown to people; empty when unknown.</param>
public sealed record Zone(string Id, Polygon Area, string Nature, double Height, string Name)
{
    /// <summary>The year a measure planted it: area and height are those of the grown tree; null for what has grown.</summary>
    public int? Planted { get; init; }

    /// <summary>Whether it is the crown of one tree, which stands over whatever ground there is: its nature ends with <c>tree</c>.</summary>
    public bool IsSingleTree => Nature.EndsWith("tree", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A census square.</summary>
/// <param name="Id">Identifier of the source.</param>
/// <param name="Area">Where.</param>
/// <param name="Persons">People.</param>
/// <param name="Households">Households.</param>
/// <param name="PoorHouseholds">Households below the poverty line.</param>
/// <param name="MeanIncome">Disposable income per person [€/year]; NaN when unknown.</param>
public sealed record PopulationSquare(string Id, Polygon Area, double Persons, double Households, double PoorHouseholds, double MeanIncome)
{
    /// <summary>Its people by age; null when unknown.</summary>
    public AgeCounts? Ages { get; init; }
}

/// <summary>People by age; they sum to more than none, and to the persons only as far as the source knows all ages.</summary>
/// <param name="Under18">Younger than 18 years.</param>
/// <param name="From18To64">Of 18 to 64 years.</param>
/// <param name="From65">Of 65 years and more.</param>
public readonly record struct AgeCounts(double Under18, double From18To64, double From65)
{
    /// <summary>Whose age is known.</summary>
    public double All => Under18 + From18To64 + From65;
}
