using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Around the town: fields with hedges, woods, farms, trees along the river.</summary>
internal sealed class Country(Scale scale, TownLayout layout, Relief relief, Site site, Dice dice)
{
    private readonly (Vec Wave, double Phase)[] _wild = [.. Enumerable.Range(0, 4).Select(k =>
        (Vec.Towards(0.8 * k + dice.Between(0.0, 0.7)) * (2 * Math.PI / ((900 + 0.35 * scale.TownRadius) * dice.Between(0.7, 1.4))), dice.Between(0, 2 * Math.PI)))];
    private double _areaWithoutFarm;
    private int _farms;

    public void Fill(District d)
    {
        if (layout.InRiver(d.Cell)) return;
        double slope = relief.Slope(d.Centre), wild = _wild.Sum(w => Math.Sin(w.Wave.Dot(d.Centre) + w.Phase));
        bool near = d.Centre.Length < 1.1 * scale.TownRadius;
        if (slope > 0.1 || !near && wild + 0.4 * dice.Normal() > 1.35) Wood(d.Cell, 14);
        else Fields(d);
    }

    /// <summary>A line of trees on each bank, away from quays that are built up.</summary>
    public void TreeTheBanks()
    {
        foreach (double bank in new[] { 1.0, -1 })
        {
            double y = scale.RiverY + bank * (scale.RiverHalfWidth + 2.2);
            for (double x = -scale.OuterRadius; x < scale.OuterRadius; x += 60)
            {
                if (Math.Abs(x) < scale.CoreRadius || dice.Chance(0.35)) continue;
                Vec[] strip = [.. new[] { (0.0, -1.6), (22, -1.6), (44, -1.6), (44, 1.6), (22, 1.6), (0, 1.6) }.Select(o => relief.Real(new(x + o.Item1, y + o.Item2)))];
                if (InLimit(strip)) site.Green(strip, "Haie", 12);
            }
        }
    }

    private bool InLimit(Vec[] ring)
    {
        Vec[] limit = [.. layout.Limit.Select(n => relief.Real(layout.Plan.Nodes[n]))];
        return Array.TrueForAll(ring, p => Plane.Contains(limit, p));
    }

    /// <summary>A wood with a rounded, wandering edge.</summary>
    private void Wood(Cell cell, double height)
    {
        (Vec[] outline, double[] half) = Tracing.Outline(layout.Plan, relief, cell);
        Vec centre = Plane.Centroid(outline);
        double size = Math.Sqrt(Plane.Area(outline)), a = dice.Between(0, 2 * Math.PI), b = dice.Between(0, 2 * Math.PI);
        Vec[] edge = [.. outline.Select((p, i) =>
        {
            Vec inward = centre - p;
            double turn = Math.Atan2(inward.Y, inward.X), wander = 0.022 * size * (2 + Math.Sin(2 * turn + a) + Math.Sin(5 * turn + b)) * dice.Between(0.7, 1.3);
            return p + inward.Unit * Math.Min(0.5 * inward.Length, 1.5 * half[i] + 3 + wander);
        })];
        site.Green(Rounded(Rounded(edge)), "Bois", Math.Round(height + dice.Between(-2.0, 4.0), 1));
    }

    /// <summary>Corners cut at a quarter (Chaikin 1974).</summary>
    private static Vec[] Rounded(Vec[] ring) =>
        [.. ring.SelectMany((p, i) => new[] { Vec.Mix(p, ring[(i + 1) % ring.Length], 0.25), Vec.Mix(p, ring[(i + 1) % ring.Length], 0.75) })];

    private void Fields(District d)
    {
        List<Cell> fields = [];
        layout.Divide(d.Cell, _ => (300, 190), Line.Field, 0.5, inCore: false, fields);
        _areaWithoutFarm += d.Area;
        bool farm = _areaWithoutFarm > 520_000 && d.Centre.Length > scale.CoreRadius + 250;
        foreach (Cell field in fields)
        {
            if (farm && field.Sides.Any(s => s.Segment.Line is Line.Collector or Line.Radial))
            {
                Farm(field);
                farm = false;
                _areaWithoutFarm = 0;
            }
            else if (dice.Chance(0.06)) Wood(field, 11);
            else Hedges(field);
        }
    }

    private void Hedges(Cell field)
    {
        for (int k = 0; k < field.Sides.Length; k++)
        {
            Segment segment = field.Sides[k].Segment;
            if (segment.Line != Line.Field || !dice.Chance(0.42)) continue;
            double from = segment.TOf(layout.Plan.Nodes[field.Sides[k].Node]), to = segment.TOf(layout.Plan.Nodes[field.Sides[(k + 1) % field.Sides.Length].Node]);
            double margin = Math.Min(0.3, 12 / segment.Length) * Math.Sign(to - from);
            if (Math.Abs(to - from) < 3 * Math.Abs(margin)) continue;
            Vec[] line = Tracing.Bend(relief, segment, from + margin, to - margin);
            Vec[] normals = [.. line.Select((_, i) => (line[Math.Min(i + 1, line.Length - 1)] - line[Math.Max(i - 1, 0)]).Unit.Left)];
            double wide = dice.Between(1.2, 3.2);
            site.Green([.. line, .. line.Select((p, i) => p + normals[i] * wide).Reverse()], "Haie", Math.Round(dice.Between(2.0, 8.0), 1));
        }
    }

    private void Farm(Cell field)
    {
        (Vec[] outline, double[] half) = Tracing.Outline(layout.Plan, relief, field);
        Block block = new(outline, half);
        Plot plot = new(block, Era.Old, "Campagne", 1, new Dice(site.Seed, "farm", _farms++));
        Frontage? road = block.Frontages.Where(f => f.HalfWidth >= 7 && f.Length > 60).MaxBy(f => f.Length);
        if (road is null) return;
        double s = road.Length * dice.Between(0.35, 0.65);
        Vec at = road.Behind(s, 12), along = (road.Behind(s + 5, 12) - road.Behind(s - 5, 12)).Unit, inward = along.Left;
        Vec[] house = Plane.Rectangle(at + inward * 5, along, dice.Between(13, 17), 8);
        if (site.Missing > 0 && block.TryPlace(house, 2))
            Add(plot, house, BuildingUse.Dwelling, 2, 5.8, 1);
        foreach ((double a, double b, double length, double wide) in new[] { (26.0, 18.0, 24.0, 10.0), (-24, 22, 30, 12), (4, 42, 42, 17) })
        {
            if (dice.Chance(0.2)) continue;
            Vec[] barn = Plane.Rectangle(at + along * a + inward * b, Math.Abs(a) > 10 ? inward : along, length, wide);
            if (block.TryPlace(barn, 2)) Add(plot, barn, BuildingUse.Agriculture, 1, 5.5, 0);
        }
        Greens.Scatter(site, plot, 2, 3, 6);
    }

    private void Add(Plot plot, Vec[] ring, BuildingUse use, int floors, double height, int dwellings) => site.Add(new()
    {
        Ring = ring, Kind = dwellings > 0 ? Kind.House : Kind.Farm, Use = use, Built = dwellings > 0 ? plot.Year() : plot.Year() + plot.Dice.Below(90), Floors = floors, Height = height,
        Roof = RoofShape.Gabled, Pitch = dwellings > 0 ? 40 : 22, District = plot.District, Dwellings = dwellings,
        HeatedArea = dwellings > 0 ? Math.Round(Math.Min(170, Plane.Area(ring) * 1.5), 1) : 0, JobWeight = dwellings > 0 ? 0 : 0.9,
    }, plot.Era);
}
