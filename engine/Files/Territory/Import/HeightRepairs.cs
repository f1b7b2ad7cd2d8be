using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Fills ground levels, heights and storeys.</summary>
internal static class HeightRepairs
{
    private const string Layer = "buildings";
    private const double LightHeight = 2.8, SmallArea = 20, LowestStorey = 1.9, LowestPublicStorey = 2.6, HighestStorey = 5.5, GroundTolerance = 60, LeastHeight = 2;
    private const int EnoughGrounds = 20;

    /// <summary>Ground levels: as given when near the terrain, else from it.</summary>
    /// <exception cref="InputException">Most that are given lie far from the terrain.</exception>
    public static void Ground(IReadOnlyList<BuildingDraft> buildings, Raster terrain, bool terrainMeasured, ImportReport report)
    {
        if (terrainMeasured) RequireSameHeights(buildings, terrain);
        foreach (BuildingDraft b in buildings)
        {
            double below = terrain.At(b.Centre.X, b.Centre.Y);
            if (b.Ground is { } given && terrainMeasured && Math.Abs(given.Value - below) > GroundTolerance)
            {
                report.Note("ground-far-from-terrain", Layer, $"more than {GroundTolerance} m from the terrain; taken from the terrain", $"{b.Id}: {given.Value:0.#} m, terrain {below:0.#} m");
                b.Ground = null;
            }
            if (b.Ground != null) continue;
            report.Note("no-ground", Layer, "taken from the terrain", b.Id);
            b.Ground = terrainMeasured ? Known<double>.Derived(below, 0.7f) : Known<double>.Guessed(below);
        }
    }

    // One of both is of another place, unit or height system: neither may overwrite the other.
    private static void RequireSameHeights(IReadOnlyList<BuildingDraft> buildings, Raster terrain)
    {
        double[] apart = [.. buildings.Where(static b => b.Ground != null).Select(b => terrain.At(b.Centre.X, b.Centre.Y) - b.Ground!.Value.Value).Where(static d => !double.IsNaN(d)).Order()];
        if (apart.Length < EnoughGrounds || 2 * apart.Count(static d => Math.Abs(d) > GroundTolerance) <= apart.Length) return;
        double middle = apart[apart.Length / 2];
        throw new InputException(
            $"terrain: found it {Math.Abs(middle):0} m {(middle > 0 ? "above" : "below")} the ground of the buildings, on the median of {apart.Length} that state theirs; expected the same heights within {GroundTolerance} m. " +
            "Give the terrain of the place, in metres above sea level; or leave `ground` out of layers.buildings in the mapping, if it holds something else.");
    }

    /// <summary>Buildings that begin above the ground, over a passage or on posts: heights and storeys count from their underside, which is their ground.</summary>
    public static void Raise(IReadOnlyList<BuildingDraft> buildings, ImportReport report)
    {
        foreach (BuildingDraft b in buildings)
        {
            double storey = Usual.Of(b.Use!.Value).FloorHeight, lift = b.MinHeight?.Value ?? (b.MinFloors?.Value ?? 0) * storey;
            int open = b.MinFloors?.Value ?? (int)Math.Round(lift / storey);
            if (lift <= 0) continue;
            if (b.Height is { } height && height - lift < LeastHeight || b.Floors is { } floors && floors.Value <= open)
            {
                report.Note("raised-beyond-height", Layer, "its underside lies as high as its top; it stands on the ground", $"{b.Id}: {lift:0.#} m");
                continue;
            }
            report.Note("raised", Layer, "begins above the ground; height and storeys without what is open below", $"{b.Id}: {lift:0.#} m");
            b.Ground = b.Ground!.Value with { Value = b.Ground.Value.Value + lift };
            if (b.Height is { } whole) b.Height = Known<double>.Derived(whole - lift, whole.Confidence);
            if (b.Floors is { } all) b.Floors = Known<int>.Derived(all - open, all.Confidence);
        }
    }

    /// <summary>Heights: from roof altitude, storeys, likeness to neighbours, or what is usual.</summary>
    public static void Heights(IReadOnlyList<BuildingDraft> buildings, Neighbours neighbours, ImportReport report)
    {
        foreach (BuildingDraft b in buildings)
            if (b.Height == null) b.Height = Height(b, report);
        BuildingDraft[] unknown = buildings.Where(b => b.Height == null).ToArray();
        Known<double>[] filled = new Known<double>[unknown.Length];
        for (int n = 0; n < unknown.Length; n++) filled[n] = Height(unknown[n], neighbours, report);
        for (int n = 0; n < unknown.Length; n++) unknown[n].Height = filled[n];
    }

    /// <summary>Storeys: as given unless the height contradicts them, else from the height.</summary>
    public static void Floors(IReadOnlyList<BuildingDraft> buildings, ImportReport report)
    {
        foreach (BuildingDraft b in buildings)
        {
            double height = b.Height!.Value, storey = Usual.Of(b.Use!.Value).FloorHeight;
            if (b.Floors is { } given && Fits(given, height, b.IsDwelling, b.Use!.Value)) continue;
            int floors = Math.Max(1, (int)Math.Round(height / storey, MidpointRounding.AwayFromZero));
            bool measured = b.Height.Value.Source <= Source.Derived;
            if (b.Floors is { } conflicting)
                report.Note("floors-against-height", Layer, "the height was kept and the storeys counted from it", $"{b.Id}: {conflicting.Value} floors in {height:0.#} m, now {floors}");
            else report.Note("no-floors", Layer, "counted from height and usual storey", b.Id);
            b.Floors = measured ? Known<int>.Derived(floors, b.Floors == null ? 0.6f : 0.5f) : Known<int>.Typical(floors, 0.35f);
        }
    }

    /// <summary>Storeys of wards, classes and offices are higher than those of homes.</summary>
    private static bool Fits(int floors, double height, bool dwelling, BuildingUse use) =>
        height >= (!dwelling && use is BuildingUse.Health or BuildingUse.School or BuildingUse.Office ? LowestPublicStorey : LowestStorey) * floors && (!dwelling || height <= HighestStorey * floors);

    /// <summary>The height that other values of the same building give; null when none does.</summary>
    private static Known<double>? Height(BuildingDraft b, ImportReport report)
    {
        if (b.RoofAltitude is { } roof && b.Ground is { Source: < Source.Guessed } ground && roof - ground is >= 2 and <= 150)
            return Say(b, Known<double>.Derived(roof - ground, Math.Min(roof.Confidence, ground.Confidence) * 0.8f), report, "height-from-roof", "roof altitude less ground");
        if (b.Floors is { } floors && !b.Light)
            return Say(b, Known<double>.Derived(floors * Usual.Of(b.Use!.Value).FloorHeight, 0.6f), report, "height-from-floors", "storeys times their usual height");
        return null;
    }

    /// <summary>The height that is usual where and for what the building stands.</summary>
    private static Known<double> Height(BuildingDraft b, Neighbours neighbours, ImportReport report)
    {
        if (b.Light || b.Area < SmallArea) return Say(b, Known<double>.Typical(LightHeight), report, "height-of-light-building", $"{LightHeight} m, usual for light and small buildings");
        IReadOnlyList<BuildingDraft> measured = Like(Source.Measured, 200);
        if (measured.Count >= 3) return Say(b, Known<double>.Typical(MedianOf(measured), 0.4f), report, "height-from-neighbours", "median of the neighbours of the same use");
        IReadOnlyList<BuildingDraft> counted = Like(Source.Derived, 500);
        if (counted.Count >= 3)
            return Say(b, Known<double>.Typical(MedianOf(counted), 0.35f), report, "height-from-storeys-of-neighbours", "median of the neighbours of the same use whose height is known from storeys or roof");
        return Say(b, Known<double>.Typical(Usual.Of(b.Use!.Value).Height, 0.3f), report, "height-of-use", "usual height of the use");

        IReadOnlyList<BuildingDraft> Like(Source least, double within) =>
            neighbours.Around(b.Centre.X, b.Centre.Y, within, 7, o => o.Height is { } known && known.Source <= least && o.Use!.Value.Value == b.Use!.Value.Value);
    }

    private static Known<double> Say(BuildingDraft b, Known<double> height, ImportReport report, string rule, string done)
    {
        report.Note(rule, Layer, done, $"{b.Id}: {height.Value:0.#} m");
        return height;
    }

    private static double MedianOf(IReadOnlyList<BuildingDraft> buildings) => Median(buildings.Select(b => b.Height!.Value.Value));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
