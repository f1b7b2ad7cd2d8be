using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Fills the shape and pitch of roofs from material, use, size and region.</summary>
internal static class RoofRepairs
{
    /// <summary>North of this latitude French tile roofs are steep, south of it they carry Roman tiles on a low pitch [°].</summary>
    private const double SteepRoofsBegin = 46.5;

    private const double LargeHall = 400, SquarePlan = 1.25, Slates = 40, SteepTiles = 40, LowTiles = 18, Metal = 8;

    /// <summary>Fills both for every building.</summary>
    /// <param name="buildings">Uses, storeys and dates are known by now.</param>
    /// <param name="latitude">Of the territory [°].</param>
    /// <param name="report">Counts what was done.</param>
    public static void Fill(IReadOnlyList<BuildingDraft> buildings, double latitude, ImportReport report)
    {
        foreach (BuildingDraft b in buildings)
        {
            if (b.Roof == null) report.Note("no-roof", "buildings", "shape from material, use and size; pitch from material and region", b.Id);
            b.Roof ??= Known<RoofShape>.Typical(Shape(b), b.RoofMaterial.Length > 0 ? 0.5f : 0.4f);
            bool flat = b.Roof.Value.Value == RoofShape.Flat;
            if (flat) b.RoofPitch = b.Roof.Value.Source == Source.Measured ? Known<double>.Derived(0) : Known<double>.Typical(0, b.Roof.Value.Confidence);
            else if (b.RoofPitch is not { Value: > 0 }) b.RoofPitch = Known<double>.Typical(Pitch(b, latitude), 0.4f);
        }
    }

    private static RoofShape Shape(BuildingDraft b)
    {
        BuildingUse use = b.Use!.Value;
        bool hall = use is BuildingUse.Industry or BuildingUse.Retail or BuildingUse.Office or BuildingUse.Leisure or BuildingUse.School or BuildingUse.Health && b.Area >= LargeHall;
        bool slab = use == BuildingUse.Dwelling && (b.Floors!.Value >= 5 || (b.Dwellings!.Value >= 12 && b.Built!.Value is { Value: >= 1950 and < 1985 }));
        if (b.RoofMaterial == "concrete" || hall || slab) return RoofShape.Flat;
        if (b.Light || (use == BuildingUse.Annex && b.Area < 35)) return RoofShape.Shed;
        double perimeter = b.Shape.ExteriorRing.Length;
        return use == BuildingUse.Dwelling && perimeter * perimeter / (16 * b.Area) < SquarePlan ? RoofShape.Hipped : RoofShape.Gabled;
    }

    private static double Pitch(BuildingDraft b, double latitude) => (b.RoofMaterial, b.Roof!.Value.Value) switch
    {
        ("metal", _) or (_, RoofShape.Shed) => Metal,
        ("slates", _) => Slates,
        _ when b.Use!.Value.Value is BuildingUse.Industry or BuildingUse.Retail or BuildingUse.Agriculture => 12,
        _ => latitude >= SteepRoofsBegin ? SteepTiles : LowTiles,
    };
}
