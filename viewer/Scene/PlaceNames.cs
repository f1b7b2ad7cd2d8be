using System.Numerics;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>What a name belongs to, the most important first.</summary>
public enum PlaceKind
{
    /// <summary>A district.</summary>
    District,
    /// <summary>A school, a wood, a lake…</summary>
    Place,
    /// <summary>A street.</summary>
    Street,
}

/// <summary>A name and where it belongs.</summary>
/// <param name="Text">The name.</param>
/// <param name="Kind">Of what.</param>
/// <param name="At">In local metres, on the ground.</param>
/// <param name="Extent">Length of the street, width of the place [m]: a name is shown when it is large enough on the screen.</param>
public sealed record PlaceName(string Text, PlaceKind Kind, Vector3 At, float Extent);

/// <summary>A name to be written.</summary>
/// <param name="Name">What.</param>
/// <param name="X">Its middle, from the viewport's left [pixels].</param>
/// <param name="Y">Its middle, from the viewport's top [pixels].</param>
/// <param name="Away">From the eye [m]: far names may be paler.</param>
public readonly record struct PlacedName(PlaceName Name, float X, float Y, float Away);

/// <summary>Names of districts, streets and places: which are shown, and where.</summary>
public static class PlaceNames
{
    private const float Lift = 4, Gap = 0.6f, LeastOfName = 0.75f;         // [m]; of the height of a name; of its length

    /// <summary>The names that fit the free area of a viewport without touching one another, the most important first; the same view gives the same names.</summary>
    /// <param name="model">The scene.</param>
    /// <param name="camera">From where it is seen.</param>
    /// <param name="width">Of the viewport [pixels].</param>
    /// <param name="height">Of the viewport [pixels].</param>
    /// <param name="measure">Width and height of a name as it will be written [pixels].</param>
    /// <param name="most">Names at most.</param>
    /// <param name="avoid">What covers the viewport within its free area [pixels].</param>
    public static IReadOnlyList<PlacedName> Place(SceneModel model, Camera camera, float width, float height, Func<PlaceName, (float Width, float Height)> measure, int most = 40,
        IEnumerable<(float X0, float Y0, float X1, float Y1)>? avoid = null)
    {
        List<PlacedName> placed = [];
        List<(float X0, float Y0, float X1, float Y1)> taken = [.. avoid ?? []];
        FreeArea free = camera.Free;
        foreach (PlaceName name in model.Names)
        {
            if (placed.Count >= most) break;
            if (camera.Project(name.At, width, height) is not var (x, y, away)) continue;
            float metresPerPixel = camera.MetresPerPixel(height) * (camera.Plan ? 1 : away / camera.Distance);
            (float w, float h) = measure(name);
            if (name.Kind == PlaceKind.Street && name.Extent / metresPerPixel < LeastOfName * w) continue;      // longer than its street
            if (name.Kind == PlaceKind.Place && name.Extent / metresPerPixel < 24) continue;
            float gap = Gap * h;
            (float X0, float Y0, float X1, float Y1) box = (x - w / 2 - gap, y - h / 2 - gap, x + w / 2 + gap, y + h / 2 + gap);
            if (box.X0 < free.Left * width || box.Y0 < free.Top * height || box.X1 > free.Right * width || box.Y1 > free.Bottom * height) continue;
            if (taken.Exists(t => t.X0 < box.X1 && box.X0 < t.X1 && t.Y0 < box.Y1 && box.Y0 < t.Y1)) continue;
            taken.Add(box);
            placed.Add(new(name, x, y, away));
        }
        return placed;
    }

    internal static IReadOnlyList<PlaceName> Of(SceneModel model)
    {
        Territory territory = model.Territory;
        return [.. Districts(model), .. Hamlets(model), .. Places(model, [.. territory.Activities.Where(static z => !Is(z, Lived) && !Is(z, Unnamed)), .. territory.Vegetation, .. territory.Water]), .. Streets(model)];
    }

    private static IEnumerable<PlaceName> Districts(SceneModel model) =>
        from b in Enumerable.Range(0, model.Territory.Buildings.Count)
        let name = model.Territory.Buildings[b].District
        where name.Length > 0 && !model.Buildings.Bounds[b].IsEmpty
        group model.Buildings.Bounds[b].Center by name into district
        orderby district.Count() descending, district.Key
        let middle = new Vector3(district.Average(p => p.X), district.Average(p => p.Y), 0)
        select new PlaceName(district.Key, PlaceKind.District, Lifted(model, middle, 12), 2 * MathF.Sqrt(district.Average(p => Vector2.DistanceSquared(new(p.X, p.Y), new(middle.X, middle.Y)))));

    // In the words of BD TOPO and OpenStreetMap: where people live, and what nobody finds the way by.
    private static readonly string[] Lived = ["hameau", "lieu-dit", "quartier", "village", "hamlet", "neighbourhood", "suburb", "locality", "isolated_dwelling"];
    private static readonly string[] Unnamed = ["sport", "terrain", "piste", "pitch", "stade", "déchèterie", "épuration", "détente", "playground", "wastewater", "recycling", "parking"];

    private static bool Is(Zone zone, string[] natures) => natures.Any(n => zone.Nature.Contains(n, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<PlaceName> Hamlets(SceneModel model) => Places(model, [.. model.Territory.Places, .. model.Territory.Activities.Where(static z => Is(z, Lived))]).Select(static p => p with { Kind = PlaceKind.District });

    private static IEnumerable<PlaceName> Places(SceneModel model, IEnumerable<Zone> zones) =>
        from zone in zones
        where zone.Name.Length > 0 && zone.Area.Outer.Count > 2
        group zone by zone.Name into same
        let largest = same.MaxBy(z => z.Area.Area)!
        orderby largest.Area.Area descending, same.Key
        let at = model.OnGround(largest.Area.Outer.X.Average(), largest.Area.Outer.Y.Average())
        select new PlaceName(same.Key, PlaceKind.Place, Lifted(model, at, Lift), (float)Math.Sqrt(Math.Max(0, largest.Area.Area)));

    // A street is many roads: its name stands at the middle of the longest, and counts for all.
    private static IEnumerable<PlaceName> Streets(SceneModel model) =>
        from r in Enumerable.Range(0, model.Territory.Roads.Count)
        let road = model.Territory.Roads[r]
        let line = model.Roads.Lines[r]
        where road.Name.Length > 0 && line.Length > 1
        group (Line: line, Length: Length(line), Class: road.Class.Value) by road.Name into street
        let longest = street.MaxBy(s => s.Length)
        let all = street.Sum(s => s.Length)
        orderby street.Min(s => s.Class), all descending, street.Key
        select new PlaceName(street.Key, PlaceKind.Street, Lifted(model, longest.Line[longest.Line.Length / 2], Lift), all);

    private static Vector3 Lifted(SceneModel model, Vector3 p, float by) => p with { Z = model.Relief.At(p.X, p.Y) + by };

    private static float Length(Vector3[] line)
    {
        float sum = 0;
        for (int k = 1; k < line.Length; k++) sum += Vector3.Distance(line[k - 1], line[k]);
        return sum;
    }
}
