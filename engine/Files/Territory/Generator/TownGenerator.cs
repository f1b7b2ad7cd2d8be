using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Territories;

/// <summary>Generates a believable French town that exists nowhere.</summary>
public static class TownGenerator
{
    /// <summary>Fewest inhabitants of a town.</summary>
    public const int Fewest = 2_000;
    /// <summary>Most inhabitants of a town.</summary>
    public const int Most = 500_000;
    private const double TerrainCell = 25;
    private const int LambertCode = 2154;

    /// <summary>A town: the same arguments give the same town.</summary>
    /// <param name="inhabitants">2,000 to 500,000; exactly met.</param>
    /// <param name="seed">Another seed is another town.</param>
    /// <param name="options">Where it stands; null for the middle of France.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few or too many inhabitants, or a place outside metropolitan France.</exception>
    /// <remarks>docs/generator.md says how the town is laid out and where its shares come from.</remarks>
    public static Territory Generate(int inhabitants, ulong seed, TownOptions? options = null)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(inhabitants, Fewest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inhabitants, Most);
        RequireInside(options.Latitude, 41, 51.5, nameof(options.Latitude));
        RequireInside(options.Longitude, -5.5, 10, nameof(options.Longitude));
        RequireInside(options.Elevation, 0, 1500, nameof(options.Elevation));

        Scale scale = new(inhabitants);
        Names names = new(seed);
        TownLayout layout = new(scale, seed);
        (double x, double y) = Crs.FromEpsg(LambertCode).Forward(options.Longitude, options.Latitude);
        Relief relief = new(seed, scale.TownRadius, scale.RiverY, scale.RiverHalfWidth, new(Math.Round(x), Math.Round(y)), options.Elevation);
        Site site = new(scale, seed);
        new Town(scale, layout, relief, site, names).Build();

        List<Vec> limit = Limit(layout, relief);
        Raster terrain = relief.Terrain(
            limit.Min(p => p.X) - 100, limit.Min(p => p.Y) - 100, limit.Max(p => p.X) + 100, limit.Max(p => p.Y) + 100, TerrainCell);
        List<Household> households = Population.Settle(site, out double[] persons);
        IReadOnlyList<Building> buildings = StockOf.Build(site, terrain, persons);
        return new()
        {
            Name = options.Name ?? names.TownName(), Epsg = LambertCode, Latitude = options.Latitude, Longitude = options.Longitude,
            Terrain = terrain, Buildings = buildings, Roads = Streets.Trace(layout.Plan, relief, site, names, scale), Vegetation = site.Vegetation,
            Water = [River(scale, relief, limit)], Activities = site.Activities, Population = Census.Squares(buildings, households, seed), Households = households,
            Boundary = Plane.ToPolygon(limit),
            Attributions = [$"A generated town that exists nowhere: TerritoryTwin, {inhabitants} inhabitants, seed {seed}; French orders of magnitude, no survey data."],
        };
    }

    private static void RequireInside(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high)) throw new ArgumentOutOfRangeException(name, value, $"from {low} to {high}");
    }

    private static List<Vec> Limit(TownLayout layout, Relief relief)
    {
        List<Vec> points = [];
        for (int k = 0; k < layout.Limit.Count; k++)
        {
            Vec from = layout.Plan.Nodes[layout.Limit[k]], to = layout.Plan.Nodes[layout.Limit[(k + 1) % layout.Limit.Count]];
            int steps = Math.Max(1, (int)((to - from).Length / 100));
            for (int i = 0; i < steps; i++) points.Add(relief.Real(Vec.Mix(from, to, (double)i / steps)));
        }
        return points;
    }

    private static Zone River(Scale scale, Relief relief, List<Vec> limit)
    {
        const double step = 20;
        double half = scale.RiverHalfWidth;
        List<double> within = [];
        for (double x = -1.3 * scale.OuterRadius; x < 1.3 * scale.OuterRadius; x += step)
            if (Plane.Contains(limit, relief.Real(new(x, scale.RiverY)))) within.Add(x);
        IEnumerable<Vec> Bank(double side) => within.Select(x => relief.Real(new(x, scale.RiverY + side * half)));
        return new("water-1", Plane.ToPolygon([.. Bank(-1), .. Bank(1).Reverse()]), "Rivière", 0, "");
    }
}
