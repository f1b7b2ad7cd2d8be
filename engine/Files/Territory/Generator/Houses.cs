using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Detached houses on their plots: garden suburbs and housing estates.</summary>
internal static class Houses
{
    private readonly record struct Style(double Narrow, double Wide, double Setback, double SetbackSpread, double Twins);

    public static void Build(Site site, Plot plot)
    {
        Block block = plot.Block;
        Style style = StyleOf(plot.Era);
        double half = block.Frontages.Max(f => f.HalfWidth), depth = Math.Min(32, block.Width / 2 - half);
        if (depth < 13) depth = Math.Min(32, block.Width - 2 * half);
        if (depth < 11) return;
        foreach (Vec[] corner in block.Strips(0, Math.Min(depth, 20))) Corner(site, plot, corner, style);
        foreach (Frontage f in block.Frontages)
        {
            int plots = (int)Math.Floor((f.To - f.From) / plot.Dice.Between(style.Narrow, style.Wide));
            if (plots == 0 && f.To - f.From > 12) plots = 1;
            double width = (f.To - f.From) / Math.Max(plots, 1), setback = style.Setback + plot.Dice.Between(0, style.SetbackSpread);
            for (int k = 0; k < plots && site.Missing > 0; k++)
            {
                if (plot.Dice.Chance(0.04)) continue;
                double from = f.From + k * width;
                if (k + 1 < plots && width < 21 && plot.Dice.Chance(style.Twins)) { Twins(site, plot, f, from, width, setback); k++; }
                else OnPlot(site, plot, f, from, width, setback + plot.Dice.Between(-0.8, 0.8), depth);
            }
        }
    }

    private static Style StyleOf(Era era) => era switch
    {
        Era.Old => new(18, 28, 3, 6, 0.1),
        Era.Interwar => new(13, 17, 3.5, 2, 0.25),
        Era.PostWar => new(15, 20, 4.5, 2, 0.3),
        Era.Seventies => new(19, 25, 6, 3, 0.08),
        Era.Nineties => new(18, 24, 5.5, 2.5, 0.1),
        Era.Regulated2005 => new(16, 21, 5, 2, 0.2),
        _ => new(14, 19, 4.5, 2, 0.3),
    };

    private static void OnPlot(Site site, Plot plot, Frontage f, double from, double width, double setback, double depth)
    {
        (double length, double wide, int floors) = Size(plot);
        bool gableToStreet = plot.Era >= Era.PostWar && plot.Dice.Chance(0.2) && wide + 5 < width;
        if (gableToStreet) (length, wide) = (wide, length);
        length = Math.Min(length, width - 4);
        if (setback + wide > depth - 3) setback = Math.Max(2, depth - 3 - wide);
        Vec a = f.Behind(from, setback), b = f.Behind(from + width, setback), along = (b - a).Unit;
        double side = Math.Max(0, (width - length) / 2 - 1.5);
        Vec centre = Vec.Mix(a, b, 0.5) + along * (side * plot.Dice.Between(-1, 1)) + along.Left * (wide / 2);
        Vec[] ring = Plane.Rectangle(centre, along, length, wide);
        if (!plot.Block.TryPlace(ring, 2)) return;
        House(site, plot, ring, floors);
        Outbuildings(site, plot, centre, along, length, wide, width, depth - setback);
    }

    private static void Outbuildings(Site site, Plot plot, Vec centre, Vec along, double length, double wide, double width, double behind)
    {
        Dice dice = plot.Dice;
        int year = plot.Year(0.1);
        if (dice.Chance(0.4))
        {
            double side = dice.Chance(0.5) ? 1 : -1, w = dice.Between(3.1, 4), d = dice.Between(5.5, 6.8);
            Vec[] garage = Plane.Rectangle(centre + along * (side * (length + w) / 2) + along.Left * ((d - wide) / 2), along, w, d);
            if (plot.Block.TryPlace(garage, 0)) site.Add(Rows.Annex(plot, garage, year, 2.6), plot.Era);
        }
        if (behind > wide + 10 && dice.Chance(0.28))
        {
            Vec corner = centre + along * ((width / 2 - 3) * dice.Between(-0.8, 0.8)) + along.Left * dice.Between(wide / 2 + 7, Math.Max(wide / 2 + 7.5, behind - wide / 2 - 3));
            Vec[] shed = Plane.Rectangle(corner, along, dice.Between(2.8, 4.2), dice.Between(2.2, 3));
            if (plot.Block.TryPlace(shed, 1)) site.Add(Rows.Annex(plot, shed, year, 2.2), plot.Era);
        }
        if (dice.Chance(0.3)) Greens.Tree(site, plot, centre + along * dice.Between(-6, 6) + along.Left * dice.Between(wide / 2 + 5, wide / 2 + 12), dice.Between(2, 3.5));
    }

    private static void Twins(Site site, Plot plot, Frontage f, double from, double width, double setback)
    {
        (double length, double wide, int floors) = Size(plot);
        length = Math.Min(length * 0.85, width - 2);
        Vec a = f.Behind(from, setback), b = f.Behind(from + 2 * width, setback), along = (b - a).Unit, middle = Vec.Mix(a, b, 0.5) + along.Left * (wide / 2);
        foreach (double side in new[] { -0.5, 0.5 })
        {
            Vec[] ring = Plane.Rectangle(middle + along * (side * length), along, length, wide);
            if (plot.Block.TryPlace(ring, 0)) House(site, plot, ring, floors);
        }
    }

    private static void Corner(Site site, Plot plot, Vec[] corner, Style style)
    {
        double area = Plane.Area(corner);
        if (area < 200) return;
        (double length, double wide, int floors) = Size(plot);
        Vec along = (corner[1] - corner[0]).Unit, centre = Vec.Mix(Plane.Centroid(corner), corner[1], 0.12);
        Vec[] ring = Plane.Rectangle(centre, along, length, wide);
        if (site.Missing > 0 && plot.Block.IsClear(ring, style.Setback - 2) && plot.Block.TryPlace(ring, 2)) House(site, plot, ring, floors);
    }

    private static (double Length, double Width, int Floors) Size(Plot plot)
    {
        Dice dice = plot.Dice;
        int floors = dice.Chance(plot.Era switch { Era.Old => 0.7, Era.Interwar => 0.65, Era.PostWar => 0.6, Era.Seventies => 0.4, Era.Nineties => 0.45, _ => 0.5 }) ? 2 : 1;
        double area = plot.Era switch { Era.Old => 112, Era.Interwar => 92, Era.PostWar => 98, Era.Seventies => 112, Era.Nineties => 114, _ => 112 };
        area *= Math.Exp(0.16 * dice.Normal()) * (0.75 + 0.25 * plot.Wealth);
        double footprint = Math.Clamp(Math.Clamp(area, 55, 215) / (0.86 * (floors == 1 ? 1.08 : 1.75)), 46, 165), width = dice.Between(7.2, floors == 1 ? 9.2 : 8.6);
        return (footprint / width, width, floors);
    }

    private static void House(Site site, Plot plot, Vec[] ring, int floors)
    {
        double area = Plane.Area(ring);
        bool late = plot.Era >= Era.Regulated2005, hipped = plot.Dice.Chance(0.22), flat = late && plot.Dice.Chance(0.15);
        site.Add(new()
        {
            Ring = ring, Kind = Kind.House, Use = BuildingUse.Dwelling, Built = plot.Year(0.15), Floors = floors,
            Height = floors * 2.75 + plot.Dice.Between(0.1, 0.5), District = plot.District, Wealth = plot.Wealth, Dwellings = 1,
            Roof = flat ? RoofShape.Flat : hipped ? RoofShape.Hipped : RoofShape.Gabled, Pitch = flat ? 0 : plot.Dice.Between(28, 42),
            HeatedArea = Math.Round(area * 0.86 * (floors == 1 ? 1.08 : 1.75), 1),
        }, plot.Era);
    }
}
