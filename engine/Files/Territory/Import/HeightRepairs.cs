using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Fills ground levels, heights and storeys.</summary>
internal static class HeightRepairs
{
    private const string Layer = "buildings";
    private const double LightHeight = 2.8, SmallArea = 20, LowestStorey = 1.9, LowestPublicStorey = 2.6, HighestStorey = 5.5, GroundTolerance = 60;

    /// <summary>Ground levels: as given when near the terrain, else from it.</summary>
    public static void Ground(IReadOnlyList<BuildingDraft> buildings, Raster terrain, bool terrainMeasured, ImportReport report)
    {
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

    /// <summary>Heights: from roof altitude, storeys, likeness to neighbours, or what is usual.</summary>
    public static void Heights(IReadOnlyList<BuildingDraft> buildings, Neighbours neighbours, ImportReport report)
    {
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

    private static Known<double> Height(BuildingDraft b, Neighbours neighbours, ImportReport report)
    {
        if (b.RoofAltitude is { } roof && b.Ground is { } ground && roof - ground is >= 2 and <= 150)
            return Say(Known<double>.Derived(roof - ground, Math.Min(roof.Confidence, ground.Confidence) * 0.8f), "height-from-roof", "roof altitude less ground");
        BuildingUse use = b.Use!.Value;
        if (b.Floors is { } floors && !b.Light)
            return Say(Known<double>.Derived(floors * Usual.Of(use).FloorHeight, 0.6f), "height-from-floors", "storeys times their usual height");
        if (b.Light || b.Area < SmallArea) return Say(Known<double>.Typical(LightHeight), "height-of-light-building", $"{LightHeight} m, usual for light and small buildings");
        IReadOnlyList<BuildingDraft> like = neighbours.Around(b.Centre.X, b.Centre.Y, 200, 7, o => o.Height is { Source: Source.Measured } && o.Use!.Value.Value == use);
        if (like.Count >= 3) return Say(Known<double>.Typical(Median(like.Select(o => o.Height!.Value.Value)), 0.4f), "height-from-neighbours", "median of the neighbours of the same use");
        return Say(Known<double>.Typical(Usual.Of(use).Height, 0.3f), "height-of-use", "usual height of the use");

        Known<double> Say(Known<double> height, string rule, string done)
        {
            report.Note(rule, Layer, done, $"{b.Id}: {height.Value:0.#} m");
            return height;
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
