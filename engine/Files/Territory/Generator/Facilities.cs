using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Schools, health, sport, worship, town hall, shops and works.</summary>
internal static class Facilities
{
    /// <summary>The church on its square; false where there is no room.</summary>
    public static bool Square(Site site, Plot plot)
    {
        Block b = plot.Block;
        double length = Math.Clamp(0.42 * b.Length, 16, 55), width = Math.Clamp(0.36 * length, 9, 20);
        bool placed = false;
        for (int k = 0; k < 9 && !placed; k++, length *= 0.85, width *= 0.85)
        {
            Vec[] nave = Plane.Rectangle(b.At(0.56 * b.Length, b.Width / 2), b.Along, length, width);
            placed = b.TryPlace(nave, 2);
            if (!placed) continue;
            Add(site, plot, nave, BuildingUse.Worship, Kind.Facility, 1, 7 + 0.28 * width + 4, 50, RoofShape.Gabled, 0.6, 1200 + plot.Dice.Below(500));
            Vec[] tower = Plane.Rectangle(Vec.Mix(nave[0], nave[3], 0.5) - b.Along * (width * 0.24), b.Along, width * 0.48, width * 0.48);
            if (b.TryPlace(tower, 0)) Add(site, plot, tower, BuildingUse.Worship, Kind.Facility, 1, 20 + 0.5 * width, 60, RoofShape.Hipped, 0.1, 1200 + plot.Dice.Below(500));
        }
        if (!placed) return false;
        Greens.Scatter(site, plot, 8, 2, 3.5);
        site.Activity(b.Outline, "Place", "place du Marché");
        return true;
    }

    public static void TownHall(Site site, Plot plot)
    {
        foreach (Frontage f in plot.Block.Frontages.OrderByDescending(f => f.Length))
        {
            double length = 16 + 26 * site.Scale.Rank, s = f.Length / 2 - length / 2;
            if (s < 0) continue;
            Vec[] ring = [f.Behind(s, 0.5), f.Behind(s + length, 0.5), f.Behind(s + length, 13.5), f.Behind(s, 13.5)];
            if (!plot.Block.TryPlace(ring, 0)) continue;
            Add(site, plot, ring, BuildingUse.Office, Kind.Facility, 3, 11.5, 40, RoofShape.Hipped, 2.5, 1860 + plot.Dice.Below(40));
            site.Activity(ring, "Mairie", "Hôtel de ville");
            return;
        }
    }

    /// <summary>Two or three bars around a playground; false where there is no room.</summary>
    public static bool School(Site site, Plot plot, string name)
    {
        Block b = plot.Block;
        int floors = plot.Dice.Between(1, 2) + (site.Scale.Rank > 0.4 ? 1 : 0);
        double length = 0.5 * b.Length, deep = 11;
        int placed = 0;
        foreach ((double along, double across, Vec axis, double l) in new[]
                 {
                     (0.5, 0.26, b.Along, length), (0.26, 0.58, b.Along.Left, 0.3 * b.Width), (0.72, 0.62, b.Along, 0.22 * b.Length),
                 })
        {
            Vec[] ring = Plane.Rectangle(b.At(along * b.Length, across * b.Width), axis, Math.Clamp(l, 15, 75), deep);
            if (!b.TryPlace(ring, 3)) continue;
            Add(site, plot, ring, BuildingUse.School, Kind.Facility, floors, floors * 3.3 + 0.6, 20, RoofShape.Hipped, 1, plot.Year(0.2));
            placed++;
        }
        if (placed == 0) return false;
        Greens.Scatter(site, plot, 10, 2.5, 4);
        site.Activity(b.Outline, "Enseignement", name);
        return true;
    }

    public static void Hospital(Site site, Plot plot, string name)
    {
        Block b = plot.Block;
        int wings = 2 + (int)(4 * site.Scale.Rank), floors = 3 + (int)(3 * site.Scale.Rank);
        for (int k = 0; k < wings; k++)
        {
            Vec centre = b.At((k + 0.7) * b.Length / (wings + 0.4), b.Width * (k % 2 == 0 ? 0.45 : 0.55));
            Vec[] ring = Plane.Rectangle(centre, b.Along.Left, Math.Min(0.5 * b.Width, 80), 17);
            if (b.TryPlace(ring, 6)) Add(site, plot, ring, BuildingUse.Health, Kind.Facility, floors, floors * 3.5 + 1, 0, RoofShape.Flat, 1.6, plot.Year(0.3));
        }
        Greens.Scatter(site, plot, 14, 3, 6);
        site.Activity(b.Outline, "Santé", name);
    }

    /// <summary>A health centre or a home for the elderly.</summary>
    public static void Clinic(Site site, Plot plot, string name)
    {
        Block b = plot.Block;
        foreach ((double along, Vec axis) in new[] { (0.35, b.Along), (0.68, b.Along.Left) })
        {
            Vec[] ring = Plane.Rectangle(b.At(along * b.Length, 0.5 * b.Width), axis, Math.Clamp(0.35 * b.Width, 18, 40), 14);
            if (b.TryPlace(ring, 3)) Add(site, plot, ring, BuildingUse.Health, Kind.Facility, 2, 7, 0, RoofShape.Flat, 0.8, plot.Year(0.3));
        }
        Greens.Scatter(site, plot, 8, 2.5, 4);
        site.Activity(b.Outline, "Santé", name);
    }

    public static void Sports(Site site, Plot plot, string name)
    {
        Block b = plot.Block;
        Vec[] hall = Plane.Rectangle(b.At(0.18 * b.Length, 0.5 * b.Width), b.Along.Left, Math.Min(46, 0.45 * b.Width), 24);
        if (b.TryPlace(hall, 3)) Add(site, plot, hall, BuildingUse.Leisure, Kind.Facility, 1, 8.5, 0, RoofShape.Flat, 0.4, plot.Year(0.3));
        Greens.Scatter(site, plot, 6, 3, 5);
        site.Activity(b.Outline, "Sport", name);
    }

    /// <summary>Large boxes around the block: shops, works, stores, offices.</summary>
    public static void Works(Site site, Plot plot)
    {
        Block b = plot.Block;
        Dice dice = plot.Dice;
        double half = b.Frontages.Max(f => f.HalfWidth), room = Math.Min(b.Width / 2 - half, 75);
        b.Strips(0, 0.5 * room);
        double retail = dice.Next(), grain = 0.55 + 0.45 * Math.Min(1, 2.2 * site.Scale.Rank);
        foreach (Frontage f in b.Frontages)
        {
            for (double s = f.From + 8; f.To - s > 22;)
            {
                double pick = dice.Next(), width = Math.Min(grain * dice.Between(28.0, 85.0), f.To - s - 4), deep = Math.Min(grain * dice.Between(24.0, 62.0), room - 14);
                double setback = dice.Between(8.0, 15.0);
                BuildingUse use = pick < 0.12 + 0.2 * site.Scale.Rank ? BuildingUse.Office : pick < 0.35 + 0.3 * retail ? BuildingUse.Retail : BuildingUse.Industry;
                if (use == BuildingUse.Office) (width, deep) = (Math.Min(width, dice.Between(24, 45)), Math.Min(deep, 15));
                Vec p = f.Behind(s, setback), q = f.Behind(s + width, setback), along = (q - p).Unit;
                Vec[] ring = Plane.Rectangle(Vec.Mix(p, q, 0.5) + along.Left * (deep / 2), along, width, deep);
                if (deep > 11 && width > 14 && b.TryPlace(ring, 6))
                {
                    int floors = use == BuildingUse.Office ? dice.Between(2, 4) : 1;
                    double height = use switch { BuildingUse.Office => floors * 3.3 + 0.8, BuildingUse.Retail => dice.Between(5.5, 8), _ => dice.Between(6.5, 11) };
                    double density = use switch { BuildingUse.Office => 0.88, BuildingUse.Retail => 0.95, _ => 1 };
                    Add(site, plot, ring, use, Kind.Works, floors, height, use == BuildingUse.Industry && dice.Chance(0.4) ? 8 : 0, RoofShape.Flat, density, plot.Year(0.8));
                }
                s += width + grain * dice.Between(10.0, 22.0);
            }
        }
        Greens.Scatter(site, plot, (int)(b.Area / 5000), 2.5, 4);
    }

    private static void Add(Site site, Plot plot, Vec[] ring, BuildingUse use, Kind kind, int floors, double height, double pitch, RoofShape roof, double weight, int year)
    {
        double area = Plane.Area(ring) * floors * (kind == Kind.Works ? 0.92 : 0.85);
        bool heated = use != BuildingUse.Industry || plot.Dice.Chance(0.6);
        double perJob = use switch
        {
            BuildingUse.Office => 27, BuildingUse.Retail => 48, BuildingUse.School => 75, BuildingUse.Health => 38,
            BuildingUse.Industry => 85, BuildingUse.Leisure => 250, _ => 600,
        };
        site.Add(new()
        {
            Ring = ring, Kind = kind, Use = use, Built = year, Floors = floors, Height = Math.Round(height, 1), Roof = pitch > 0 && roof == RoofShape.Flat ? RoofShape.Gabled : roof,
            Pitch = pitch, District = plot.District, HeatedArea = heated ? Math.Round(area * (use == BuildingUse.Worship ? 0.5 : 1), 1) : 0, JobWeight = Math.Max(weight, 0.5) * area / perJob,
        }, plot.Era);
    }
}
