using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>A stream of random numbers that is passed on.</summary>
internal sealed class Dice(ulong seed, string purpose, long element = 0)
{
    private RandomStream _stream = new(seed, purpose, element);

    public double Next() => _stream.NextDouble();
    public double Between(double low, double high) => _stream.Between(low, high);
    public int Between(int low, int high) => low + _stream.Below(high - low + 1);
    public int Below(int count) => _stream.Below(count);
    public double Normal() => _stream.NextNormal();
    public bool Chance(double probability) => _stream.NextDouble() < probability;
    public T Pick<T>(IReadOnlyList<T> from) => from[_stream.Below(from.Count)];
}

/// <summary>A block being built up, with what its buildings share.</summary>
internal sealed record Plot(Block Block, Era Era, string District, double Wealth, Dice Dice)
{
    /// <summary>A year within the period; <paramref name="spread"/> 0 to 1 around the block's own.</summary>
    public int Year(double spread = 1)
    {
        (int from, int to) = Periods.Years(Era);
        double own = new Dice((ulong)(Block.Origin.X * 10), "year", (long)(Block.Origin.Y * 10)).Next();
        double at = Math.Clamp(own + spread * (Dice.Next() - own), 0, 1);
        return from + (int)Math.Round(at * (to - from));
    }
}

/// <summary>Periods of construction: how many dwellings, and how many of them houses.</summary>
internal static class Periods
{
    public const int Count = 7;

    /// <summary>Of the main homes, order of magnitude of the French census (docs/generator.md).</summary>
    public static readonly double[] Shares = [0.125, 0.095, 0.22, 0.285, 0.15, 0.06, 0.065];

    /// <summary>Houses among the dwellings of each period, France.</summary>
    private static readonly double[] National = [0.58, 0.60, 0.42, 0.58, 0.60, 0.50, 0.46];

    public static (int From, int To) Years(Era era) => era switch
    {
        Era.Old => (1780, 1918),
        Era.Interwar => (1919, 1945),
        Era.PostWar => (1946, 1970),
        Era.Seventies => (1971, 1989),
        Era.Nineties => (1990, 2005),
        Era.Regulated2005 => (2006, 2012),
        _ => (2013, 2024),
    };

    /// <summary>Of the houses, or of the flats, of France.</summary>
    public static double[] SharesOf(bool house) => [.. Shares.Zip(National, (share, houses) => share * (house ? houses : 1 - houses))];

    /// <summary>The national shares, shifted alike on the logistic scale until their mean is the town's.</summary>
    public static double[] HouseShares(double mean)
    {
        double low = -8, high = 8;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (Shifted(middle).Zip(Shares, (h, s) => h * s).Sum() < mean) low = middle;
            else high = middle;
        }
        return Shifted(low);
    }

    private static double[] Shifted(double by) => [.. National.Select(h => 1 / (1 + (1 - h) / h * Math.Exp(-by)))];
}

/// <summary>What has been built so far, and what is still to build.</summary>
internal sealed class Site
{
    private readonly int[] _houses = new int[Periods.Count], _flats = new int[Periods.Count];
    private readonly double[] _houseShares;
    private int _zones;

    public Site(Scale scale, ulong seed)
    {
        (Scale, Seed) = (scale, seed);
        _houseShares = Periods.HouseShares(scale.HouseShare);
    }

    public Scale Scale { get; }
    public ulong Seed { get; }
    public List<Draft> Drafts { get; } = [];
    public List<Zone> Vegetation { get; } = [];
    public List<Zone> Activities { get; } = [];
    /// <summary>Drives and culs-de-sac: a node of the plan, then points of the territory.</summary>
    public List<(int Node, Vec[] Points, string Name)> Drives { get; } = [];
    public int Dwellings { get; private set; }
    public int Missing => Scale.Dwellings - Dwellings;

    /// <summary>Dwellings of a period that are still to build.</summary>
    public double MissingIn(Era era) => Quota(era) - _houses[(int)era] - _flats[(int)era];

    public double Quota(Era era) => Periods.Shares[(int)era] * Scale.Dwellings;

    /// <summary>Flats of a period that are still to build.</summary>
    public double MissingFlats(Era era) => Quota(era) * (1 - _houseShares[(int)era]) - _flats[(int)era];

    /// <summary>Houses of a period that are still to build.</summary>
    public double MissingHouses(Era era) => Quota(era) * _houseShares[(int)era] - _houses[(int)era];

    /// <summary>Are flats further behind than houses?</summary>
    public bool WantsFlats(Era era) =>
        MissingFlats(era) / (1 - _houseShares[(int)era]) > MissingHouses(era) / _houseShares[(int)era];

    /// <summary>Adds a building unless it would hold dwellings that nobody needs.</summary>
    public void Add(Draft draft, Era era)
    {
        if (draft.Dwellings > 0)
        {
            if (Missing == 0) return;
            if (draft.Dwellings > Missing)   // the last building is finished as far as homes are needed
            {
                draft.HeatedArea = Math.Round(draft.HeatedArea * Missing / draft.Dwellings, 1);
                draft.Dwellings = Missing;
            }
            Dwellings += draft.Dwellings;
            (draft.Kind == Kind.Flats ? _flats : _houses)[(int)era] += draft.Dwellings;
        }
        Drafts.Add(draft);
    }

    /// <summary>Adds a green; an outline that wavered across itself keeps its largest part.</summary>
    public void Green(IReadOnlyList<Vec> ring, string nature, double height, string name = "") =>
        Vegetation.Add(new($"veg-{Vegetation.Count + 1}", Simple(Plane.ToPolygon(ring)), nature, height, name));

    /// <summary>The outline itself, or the largest part of one that crosses itself.</summary>
    public static Polygon Simple(Polygon outline)
    {
        NetTopologySuite.Geometries.Polygon shape = Shapes.ToShape(outline);
        if (shape.IsValid) return outline;
        NetTopologySuite.Geometries.Geometry mended = NetTopologySuite.Geometries.Utilities.GeometryFixer.Fix(shape);
        return Shapes.ToPolygon(Enumerable.Range(0, mended.NumGeometries).Select(mended.GetGeometryN).OfType<NetTopologySuite.Geometries.Polygon>().MaxBy(p => p.Area)!);
    }

    public void Activity(IReadOnlyList<Vec> ring, string nature, string name) =>
        Activities.Add(new($"act-{++_zones}", Plane.ToPolygon(ring), nature, 0, name));
}
